// Triple Bottom: a fall, three lows at nearly the same price, and a close above the highs between them.
//
// Source:   see triple_turn.hpp, which triple_top shares upside down.
#include "triple_turn.hpp"

namespace fwq::analysis {

extern const PatternDef triple_bottom_def{
    .id = "triple_bottom",
    .name_zh = "三重底",
    .name_en = "Triple Bottom",
    .category = Category::reversal,
    .bias = Bias::bullish,
    .min_bars = 25,
    .max_bars = 50,
    .threshold = 0.65,
    .params = triple_turn_params(false),
    .source =
        "T. Bulkowski, Encyclopedia of Chart Patterns, 2nd ed. (2005); R. Edwards and J. Magee, "
        "Technical Analysis of Stock Trends (1948), ch. 9",
    .shape_en = "three near-equal lows after a fall, then a close above the highs between them",
    .shape_zh = "下跌后三个相近的低点，随后收盘突破其间的高点",
    .roles = {"first_low", "first_peak", "second_low", "second_peak", "third_low", "breakout"},
    .find = [](const PatternContext& c, Params p,
               std::vector<PatternHit>& hits) { find_triple_turns(triple_bottom_def, c, p, hits); },
    .explain = [](const PatternContext& c, Params p,
                  const PatternHit& hit) { return explain_triple_turn(c, p, hit); },
};

}  // namespace fwq::analysis
