// Double Bottom: a fall, two lows at nearly the same price with a rise between them, and a close above that rise.
//
// Source:   see double_turn.hpp, which double_top shares upside down.
#include "double_turn.hpp"

namespace fwq::analysis {

extern const PatternDef double_bottom_def{
    .id = "double_bottom",
    .name_zh = "双底",
    .name_en = "Double Bottom",
    .category = Category::reversal,
    .bias = Bias::bullish,
    .min_bars = 15,
    .max_bars = 40,
    .threshold = 0.60,
    .params = double_turn_params(false),
    .source =
        "T. Bulkowski, Encyclopedia of Chart Patterns, 2nd ed. (2005); R. Edwards and J. Magee, "
        "Technical Analysis of Stock Trends (1948), ch. 9",
    .shape_en = "two near-equal lows after a fall, then a close above the high between them",
    .shape_zh = "下跌后两个相近的低点，随后收盘突破其间的高点（颈线）",
    .roles = {"first_low", "neckline", "second_low", "breakout"},
    .find = [](const PatternContext& c, Params p,
               std::vector<PatternHit>& hits) { find_double_turns(double_bottom_def, c, p, hits); },
    .explain = [](const PatternContext& c, Params p,
                  const PatternHit& hit) { return explain_double_turn(c, p, hit); },
};

}  // namespace fwq::analysis
