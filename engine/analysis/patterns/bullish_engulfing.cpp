// Bullish Engulfing: after a fall, a white body that covers the black body before it.
//
// Source:   S. Nison, Japanese Candlestick Charting Techniques, 2nd ed. (2001), ch. 4.
// Input:    open, close; the true range for the trend before.
// Edges:    one side of the two bodies may be level, not both.
#include "engulfing.hpp"

namespace fwq::analysis {
namespace {

constexpr auto kConditions = engulfing_conditions(fall_condition(3));

CandleShape shape();

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
    .params =
        engulfing_params(trend_size_param("min_fall", "Fall before it, at least", "此前至少下跌")),
    .source = "S. Nison, Japanese Candlestick Charting Techniques, 2nd ed. (2001), ch. 4",
    .shape_en = "up body covers the down body before it, after a fall",
    .shape_zh = "下跌之后，阳线实体吞没前一根阴线实体",
    .roles = {"engulfed", "engulfing"},
    .group = "engulfing",
    .find = [](const PatternContext& c, Params p,
               std::vector<PatternHit>& hits) { find_candles(shape(), c, p, hits); },
    .explain = [](const PatternContext& c, Params p,
                  const PatternHit& hit) { return explain_candles(shape(), c, p, hit); },
};

namespace {
CandleShape shape() {
  return {bullish_engulfing_def, 2, kConditions, measure_engulfing<Bias::bullish>,
          kEngulfTrendBars};
}
}  // namespace

}  // namespace fwq::analysis
