// Triple Top: a rise, three highs at nearly the same price, and a close below the lows between them.
//
// Source:   see triple_turn.hpp; it is triple_bottom upside down.
#include "triple_turn.hpp"

namespace fwq::analysis {

extern const PatternDef triple_top_def{
    .id = "triple_top",
    .name_zh = "三重顶",
    .name_en = "Triple Top",
    .category = Category::reversal,
    .bias = Bias::bearish,
    .min_bars = 25,
    .max_bars = 50,
    .threshold = 0.65,
    .params = triple_turn_params(true),
    .source =
        "T. Bulkowski, Encyclopedia of Chart Patterns, 2nd ed. (2005); R. Edwards and J. Magee, "
        "Technical Analysis of Stock Trends (1948), ch. 9",
    .shape_en = "three near-equal highs after a rise, then a close below the lows between them",
    .shape_zh = "上涨后三个相近的高点，随后收盘跌破其间的低点",
    .roles = {"first_high", "first_trough", "second_high", "second_trough", "third_high",
              "breakout"},
    .find = [](const PatternContext& c, Params p,
               std::vector<PatternHit>& hits) { find_triple_turns(triple_top_def, c, p, hits); },
    .explain = [](const PatternContext& c, Params p,
                  const PatternHit& hit) { return explain_triple_turn(c, p, hit); },
};

}  // namespace fwq::analysis
