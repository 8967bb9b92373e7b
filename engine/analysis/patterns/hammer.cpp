// Hammer: after a fall, a bar that was sold far down and closes near its top again.
//
// Source:   S. Nison, Japanese Candlestick Charting Techniques, 2nd ed. (2001), ch. 4: small body at the upper end, of
//           either colour, lower shadow at least twice the body, no or very short upper shadow, after a decline.
// Input:    open, high, low, close; ratios are of the bar's range.
// Edges:    bars of zero range are skipped. The same shape after a rise is a hanging man, not this.
#include "long_shadow.hpp"

namespace fwq::analysis {

extern const PatternDef hammer_def;

namespace {

constexpr auto kConditions = long_shadow_conditions<1, 1>();
constexpr CandleShape kShape{
    hammer_def, Bias::bullish,       1, kConditions, measure_long_shadow<1, 1>,
    ".",        kLongShadowTrendBars};

}  // namespace

extern const PatternDef hammer_def{
    .id = "hammer",
    .name_zh = "锤头线",
    .name_en = "Hammer",
    .category = Category::single_candle,
    .bias = Bias::bullish,
    .min_bars = 1,
    .max_bars = 1,
    .threshold = 0.60,
    .params = shadow_below_params(fall_param()),
    .source = "S. Nison, Japanese Candlestick Charting Techniques, 2nd ed. (2001), ch. 4",
    .shape_en = "small body at the top of a long lower shadow, after a fall",
    .shape_zh = "下跌之后，小实体居于长下影线的顶端",
    .roles = {"hammer"},
    .find = find_shape<kShape>,
    .explain = explain_shape<kShape>,
    .reach = reach_of<kShape>,
    .find_soft = find_soft_shape<kShape>,
};

}  // namespace fwq::analysis
