// Double Top: a rise, two highs at nearly the same price with a fall between them, and a close below that fall.
//
// Source:   see double_turn.hpp; it is double_bottom upside down.
#include "double_turn.hpp"

namespace fwq::analysis {

extern const PatternDef double_top_def{
    .id = "double_top",
    .name_zh = "双顶",
    .name_en = "Double Top",
    .category = Category::reversal,
    .bias = Bias::bearish,
    .min_bars = 15,
    .max_bars = 40,
    .threshold = 0.60,
    .params = double_turn_params(true),
    .source =
        "T. Bulkowski, Encyclopedia of Chart Patterns, 2nd ed. (2005); R. Edwards and J. Magee, "
        "Technical Analysis of Stock Trends (1948), ch. 9",
    .shape_en = "two near-equal highs after a rise, then a close below the low between them",
    .shape_zh = "上涨后两个相近的高点，随后收盘跌破其间的低点（颈线）",
    .roles = {"first_high", "neckline", "second_high", "breakout"},
    .find = [](const PatternContext& c, Params p,
               std::vector<PatternHit>& hits) { find_double_turns(double_top_def, c, p, hits); },
    .explain = [](const PatternContext& c, Params p,
                  const PatternHit& hit) { return explain_double_turn(c, p, hit); },
};

}  // namespace fwq::analysis
