// Bullish Engulfing: after a fall, a white body that covers the black body before it.
//
// Source:   S. Nison, Japanese Candlestick Charting Techniques, 2nd ed. (2001), ch. 4.
// Input:    open, close; the true range for the trend before.
// Edges:    one side of the two bodies may be level, not both.
#include "engulfing.hpp"

namespace fwq::analysis {

extern const PatternDef bullish_engulfing_def;

namespace {

constexpr auto kConditions = engulfing_conditions<1>();
constexpr CandleShape kShape{bullish_engulfing_def, Bias::bullish,        2,
                             kConditions,           measure_engulfing<1>, "du",
                             kEngulfTrendBars};

}  // namespace

extern const PatternDef bullish_engulfing_def{
    .id = "bullish_engulfing",
    .name_zh = "看涨吞没",
    .name_en = "Bullish Engulfing",
    .category = Category::two_candles,
    .bias = Bias::bullish,
    .min_bars = 2,
    .max_bars = 2,
    .threshold = 0.70,
    .params = engulfing_params(fall_param()),
    .source = "S. Nison, Japanese Candlestick Charting Techniques, 2nd ed. (2001), ch. 4",
    .shape_en = "up body covers the down body before it, after a fall",
    .shape_zh = "下跌之后，阳线实体吞没前一根阴线实体",
    .roles = {"engulfed", "engulfing"},
    .group = "engulfing",
    .find = find_shape<kShape>,
    .explain = explain_shape<kShape>,
    .reach = reach_of<kShape>,
    .find_soft = find_soft_shape<kShape>,
};

}  // namespace fwq::analysis
