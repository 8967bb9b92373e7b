// Three White Soldiers: three long white bodies, each opening within or near the one before and closing higher, where
// the price had not risen yet.
//
// Source:   S. Nison, Japanese Candlestick Charting Techniques, 2nd ed. (2001), ch. 6: each opens within or near the
//           body before and closes at or near its high, from a low price area or after quiet. Differs from
//           three_advancing_soldiers in strength: here each body is at least 0.8 of an average body, there each is less.
// Input:    open, high, low, close; bodies and shadows as shares of each range, bodies in average bodies.
// Edges:    a bar without a body is none of the three. The trend is judged from the bars before the first.
#include "three_steps.hpp"

namespace fwq::analysis {

extern const PatternDef three_white_soldiers_def;

namespace {

constexpr auto kConditions = long_steps_conditions<1>();
constexpr CandleShape kShape{
    three_white_soldiers_def, Bias::bullish, 3, kConditions, measure_long_steps<1>, "uuu",
    kLongStepsTrendBars};

}  // namespace

extern const PatternDef three_white_soldiers_def{
    .id = "three_white_soldiers",
    .name_zh = "三白兵",
    .name_en = "Three White Soldiers",
    .category = Category::three_candles,
    .bias = Bias::bullish,
    .min_bars = 3,
    .max_bars = 3,
    .threshold = 0.70,
    .params = long_steps_params<1>(),
    .source = "S. Nison, Japanese Candlestick Charting Techniques, 2nd ed. (2001), ch. 6",
    .shape_en = "three long up bars with rising opens and closes",
    .shape_zh = "三根大阳线，开盘与收盘逐根抬高",
    .roles = {"first", "second", "third"},
    .find = find_shape<kShape>,
    .explain = explain_shape<kShape>,
    .reach = reach_of<kShape>,
    .find_soft = find_soft_shape<kShape>,
};

}  // namespace fwq::analysis
