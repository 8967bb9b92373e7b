// Inverted Hammer: after a fall, a bar that was bought far up and closes near its bottom again.
//
// Source:   S. Nison, Japanese Candlestick Charting Techniques, 2nd ed. (2001), ch. 5: the bar of a shooting star, of
//           either colour, in a decline; the bounce fails, yet it shows buyers.
// Input:    open, high, low, close; ratios are of the bar's range.
// Edges:    bars of zero range are skipped. The same shape after a rise is a shooting star, not this; with the same
//           number of trend bars no bar is both.
#include "long_shadow.hpp"

namespace fwq::analysis {

extern const PatternDef inverted_hammer_def;

namespace {

constexpr auto kConditions = long_shadow_conditions<-1, 1>();
constexpr CandleShape kShape{
    inverted_hammer_def, Bias::bullish, 1, kConditions, measure_long_shadow<-1, 1>, ".",
    kLongShadowTrendBars};

}  // namespace

extern const PatternDef inverted_hammer_def{
    .id = "inverted_hammer",
    .name_zh = "倒锤头",
    .name_en = "Inverted Hammer",
    .category = Category::single_candle,
    .bias = Bias::bullish,
    .min_bars = 1,
    .max_bars = 1,
    .threshold = 0.60,
    .params = shadow_above_params("trend_window", fall_param()),
    .source = "S. Nison, Japanese Candlestick Charting Techniques, 2nd ed. (2001), ch. 4",
    .shape_en = "small body at the bottom of a long upper shadow, after a fall",
    .shape_zh = "下跌之后，小实体居于长上影线的底端",
    .roles = {"inverted_hammer"},
    .find = find_shape<kShape>,
    .explain = explain_shape<kShape>,
    .reach = reach_of<kShape>,
    .find_soft = find_soft_shape<kShape>,
};

}  // namespace fwq::analysis
