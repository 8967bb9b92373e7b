// Dragonfly Doji: after a fall, a bar that opens and closes at its high: sold far down, and all of it won back.
//
// Source:   S. Nison, Japanese Candlestick Charting Techniques, 2nd ed. (2001), ch. 8: a doji whose open and close are
//           at the session's high; bullish at the end of a decline. It is the extreme of a hammer.
// Input:    open, high, low, close; body and upper shadow as shares of the bar's range.
// Edges:    bars of zero range are skipped.
#include "one_sided_doji.hpp"

namespace fwq::analysis {

extern const PatternDef dragonfly_doji_def;

namespace {

constexpr auto kConditions = one_sided_doji_conditions<1>();
constexpr CandleShape kShape{
    dragonfly_doji_def,    Bias::bullish, 1, kConditions, measure_one_sided_doji<1>, ".",
    kOneSidedDojiTrendBars};

}  // namespace

extern const PatternDef dragonfly_doji_def{
    .id = "dragonfly_doji",
    .name_zh = "蜻蜓十字星",
    .name_en = "Dragonfly Doji",
    .category = Category::single_candle,
    .bias = Bias::bullish,
    .min_bars = 1,
    .max_bars = 1,
    .threshold = 0.60,
    .params = one_sided_doji_params(
        ratio_param("max_upper_ratio", 0.1, 0.0, 1.0,
                    "Upper shadow at most this share of the range", "上影线占振幅的上限"),
        fall_param()),
    .source = "S. Nison, Japanese Candlestick Charting Techniques, 2nd ed. (2001), ch. 8",
    .shape_en = "doji with only a lower shadow, after a fall",
    .shape_zh = "下跌之后，只有下影线的十字星",
    .roles = {"doji"},
    .find = find_shape<kShape>,
    .explain = explain_shape<kShape>,
    .reach = reach_of<kShape>,
    .find_soft = find_soft_shape<kShape>,
};

}  // namespace fwq::analysis
