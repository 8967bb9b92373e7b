// Shooting Star: after a rise, a bar that was bought far up and closes near its bottom again.
//
// Source:   S. Nison, Japanese Candlestick Charting Techniques, 2nd ed. (2001), ch. 5: small body at the lower end, of
//           either colour, long upper shadow, hardly a lower one, in an advance; a gap below it is not needed.
// Input:    open, high, low, close; ratios are of the bar's range.
// Edges:    bars of zero range are skipped. The same shape after a fall is an inverted hammer, not this; with the same
//           number of trend bars no bar is both.
#include "long_shadow.hpp"

namespace fwq::analysis {

extern const PatternDef shooting_star_def;

namespace {

constexpr auto kConditions = long_shadow_conditions<-1, -1>();
constexpr CandleShape kShape{
    shooting_star_def,   Bias::bearish, 1, kConditions, measure_long_shadow<-1, -1>, ".",
    kLongShadowTrendBars};

}  // namespace

extern const PatternDef shooting_star_def{
    .id = "shooting_star",
    .name_zh = "流星线",
    .name_en = "Shooting Star",
    .category = Category::single_candle,
    .bias = Bias::bearish,
    .min_bars = 1,
    .max_bars = 1,
    .threshold = 0.60,
    .params = shadow_above_params("trend_bars", rise_param()),
    .source = "S. Nison, Japanese Candlestick Charting Techniques, 2nd ed. (2001), ch. 4",
    .shape_en = "small body at the bottom of a long upper shadow, after a rise",
    .shape_zh = "上涨之后，小实体居于长上影线的底端",
    .roles = {"shooting_star"},
    .find = find_shape<kShape>,
    .explain = explain_shape<kShape>,
    .reach = reach_of<kShape>,
    .find_soft = find_soft_shape<kShape>,
};

}  // namespace fwq::analysis
