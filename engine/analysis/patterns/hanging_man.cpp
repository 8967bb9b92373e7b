// Hanging Man: after a rise, a bar that was sold far down before it closed near its top: the first heavy selling.
//
// Source:   S. Nison, Japanese Candlestick Charting Techniques, 2nd ed. (2001), ch. 4: the bar of a hammer, of either
//           colour, in an advance. Nison wants it confirmed by a later bar; this is the bar itself.
// Input:    open, high, low, close; ratios are of the bar's range.
// Edges:    bars of zero range are skipped. The same shape after a fall is a hammer, not this; with the same number of
//           trend bars no bar is both.
#include "long_shadow.hpp"

namespace fwq::analysis {

extern const PatternDef hanging_man_def;

namespace {

constexpr auto kConditions = long_shadow_conditions<1, -1>();
constexpr CandleShape kShape{
    hanging_man_def,     Bias::bearish, 1, kConditions, measure_long_shadow<1, -1>, ".",
    kLongShadowTrendBars};

}  // namespace

extern const PatternDef hanging_man_def{
    .id = "hanging_man",
    .name_zh = "上吊线",
    .name_en = "Hanging Man",
    .category = Category::single_candle,
    .bias = Bias::bearish,
    .min_bars = 1,
    .max_bars = 1,
    .threshold = 0.60,
    .params = shadow_below_params(rise_param()),
    .source = "S. Nison, Japanese Candlestick Charting Techniques, 2nd ed. (2001), ch. 4",
    .shape_en = "small body at the top of a long lower shadow, after a rise",
    .shape_zh = "上涨之后，小实体居于长下影线的顶端",
    .roles = {"hanging_man"},
    .find = find_shape<kShape>,
    .explain = explain_shape<kShape>,
    .reach = reach_of<kShape>,
    .find_soft = find_soft_shape<kShape>,
};

}  // namespace fwq::analysis
