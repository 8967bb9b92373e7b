// Bearish Engulfing: after a rise, a black body that covers the white body before it.
//
// Source:   S. Nison, Japanese Candlestick Charting Techniques, 2nd ed. (2001), ch. 4.
// Input:    open, close; the true range for the trend before.
// Edges:    one side of the two bodies may be level, not both.
#include "engulfing.hpp"

namespace fwq::analysis {

extern const PatternDef bearish_engulfing_def;

namespace {

constexpr auto kConditions = engulfing_conditions<-1>();
constexpr CandleShape kShape{bearish_engulfing_def, Bias::bearish,         2,
                             kConditions,           measure_engulfing<-1>, "ud",
                             kEngulfTrendBars};

}  // namespace

extern const PatternDef bearish_engulfing_def{
    .id = "bearish_engulfing",
    .name_zh = "看跌吞没",
    .name_en = "Bearish Engulfing",
    .category = Category::two_candles,
    .bias = Bias::bearish,
    .min_bars = 2,
    .max_bars = 2,
    .threshold = 0.70,
    .params = engulfing_params(rise_param()),
    .source = "S. Nison, Japanese Candlestick Charting Techniques, 2nd ed. (2001), ch. 4",
    .shape_en = "down body covers the up body before it, after a rise",
    .shape_zh = "上涨之后，阴线实体吞没前一根阳线实体",
    .roles = {"engulfed", "engulfing"},
    .group = "engulfing",
    .find = find_shape<kShape>,
    .explain = explain_shape<kShape>,
    .reach = reach_of<kShape>,
    .find_soft = find_soft_shape<kShape>,
};

}  // namespace fwq::analysis
