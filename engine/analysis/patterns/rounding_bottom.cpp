// Rounding Bottom: a fall that slows, turns and becomes a rise along one curve.
//
// Source:   see bowls.hpp, which rounding_top shares upside down.
#include "bowls.hpp"

namespace fwq::analysis {

extern const PatternDef rounding_bottom_def{
    .id = "rounding_bottom",
    .name_zh = "圆弧底",
    .name_en = "Rounding Bottom",
    .category = Category::reversal,
    .bias = Bias::bullish,
    .min_bars = 30,
    .max_bars = 80,
    .threshold = 0.60,
    .params = rounding_params(false),
    .source =
        "R. Edwards and J. Magee, Technical Analysis of Stock Trends (1948), ch. 7; T. Bulkowski, "
        "Encyclopedia of Chart Patterns, 2nd ed. (2005)",
    .shape_en = "after a fall a slow bowl-shaped turn, back at the price at which it began",
    .shape_zh = "下跌后缓慢形成的圆弧形底部，价格回到圆弧起点的价位",
    .roles = {"left_rim", "bottom", "right_rim"},
    .find = [](const PatternContext& c, Params p,
               std::vector<PatternHit>& hits) { find_roundings(rounding_bottom_def, c, p, hits); },
    .explain = [](const PatternContext& c, Params p,
                  const PatternHit& hit) { return explain_rounding(c, p, hit); },
};

}  // namespace fwq::analysis
