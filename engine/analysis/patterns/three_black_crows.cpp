// Three Black Crows: three long black bodies, each opening within or near the one before and closing lower, where the
// price had not fallen yet.
//
// Source:   S. Nison, Japanese Candlestick Charting Techniques, 2nd ed. (2001), ch. 6: the mirror image of three white
//           soldiers, at a high price or after a mature advance.
// Input:    open, high, low, close; bodies and shadows as shares of each range, bodies in average bodies.
// Edges:    a bar without a body is none of the three. The trend is judged from the bars before the first.
#include "three_steps.hpp"

namespace fwq::analysis {

extern const PatternDef three_black_crows_def;

namespace {

constexpr auto kConditions = long_steps_conditions<-1>();
constexpr CandleShape kShape{three_black_crows_def, Bias::bearish,          3,
                             kConditions,           measure_long_steps<-1>, "ddd",
                             kLongStepsTrendBars};

}  // namespace

extern const PatternDef three_black_crows_def{
    .id = "three_black_crows",
    .name_zh = "三只乌鸦",
    .name_en = "Three Black Crows",
    .category = Category::three_candles,
    .bias = Bias::bearish,
    .min_bars = 3,
    .max_bars = 3,
    .threshold = 0.70,
    .params = long_steps_params<-1>(),
    .source = "S. Nison, Japanese Candlestick Charting Techniques, 2nd ed. (2001), ch. 6",
    .shape_en = "three long down bars with falling opens and closes",
    .shape_zh = "三根大阴线，开盘与收盘逐根降低",
    .roles = {"first", "second", "third"},
    .find = find_shape<kShape>,
    .explain = explain_shape<kShape>,
    .reach = reach_of<kShape>,
    .find_soft = find_soft_shape<kShape>,
};

}  // namespace fwq::analysis
