// Rounding Top: a rise that slows, turns and becomes a fall along one curve.
//
// Source:   see bowls.hpp; it is rounding_bottom upside down.
#include "bowls.hpp"

namespace fwq::analysis {

extern const PatternDef rounding_top_def{
    .id = "rounding_top",
    .name_zh = "圆弧顶",
    .name_en = "Rounding Top",
    .category = Category::reversal,
    .bias = Bias::bearish,
    .min_bars = 30,
    .max_bars = 80,
    .threshold = 0.60,
    .params = rounding_params(true),
    .source =
        "R. Edwards and J. Magee, Technical Analysis of Stock Trends (1948), ch. 7; T. Bulkowski, "
        "Encyclopedia of Chart Patterns, 2nd ed. (2005)",
    .shape_en = "after a rise a slow dome-shaped turn, back at the price at which it began",
    .shape_zh = "上涨后缓慢形成的圆弧形顶部，价格回到圆弧起点的价位",
    .roles = {"left_rim", "top", "right_rim"},
    .find = [](const PatternContext& c, Params p,
               std::vector<PatternHit>& hits) { find_roundings(rounding_top_def, c, p, hits); },
    .explain = [](const PatternContext& c, Params p,
                  const PatternHit& hit) { return explain_rounding(c, p, hit); },
};

}  // namespace fwq::analysis
