// Gravestone Doji: after a rise, a bar that opens and closes at its low: bought far up, and all of it lost again.
//
// Source:   S. Nison, Japanese Candlestick Charting Techniques, 2nd ed. (2001), ch. 8: a doji whose open and close are
//           at the session's low; bearish at the end of an advance. It is the extreme of a shooting star.
// Input:    open, high, low, close; body and lower shadow as shares of the bar's range.
// Edges:    bars of zero range are skipped.
#include "one_sided_doji.hpp"

namespace fwq::analysis {

extern const PatternDef gravestone_doji_def;

namespace {

constexpr auto kConditions = one_sided_doji_conditions<-1>();
constexpr CandleShape kShape{
    gravestone_doji_def,   Bias::bearish, 1, kConditions, measure_one_sided_doji<-1>, ".",
    kOneSidedDojiTrendBars};

}  // namespace

extern const PatternDef gravestone_doji_def{
    .id = "gravestone_doji",
    .name_zh = "墓碑十字星",
    .name_en = "Gravestone Doji",
    .category = Category::single_candle,
    .bias = Bias::bearish,
    .min_bars = 1,
    .max_bars = 1,
    .threshold = 0.60,
    .params = one_sided_doji_params(
        ratio_param("max_lower_ratio", 0.1, 0.0, 1.0,
                    "Lower shadow at most this share of the range", "下影线占振幅的上限"),
        rise_param()),
    .source = "S. Nison, Japanese Candlestick Charting Techniques, 2nd ed. (2001), ch. 8",
    .shape_en = "doji with only an upper shadow, after a rise",
    .shape_zh = "上涨之后，只有上影线的十字星",
    .roles = {"doji"},
    .find = find_shape<kShape>,
    .explain = explain_shape<kShape>,
    .reach = reach_of<kShape>,
    .find_soft = find_soft_shape<kShape>,
};

}  // namespace fwq::analysis
