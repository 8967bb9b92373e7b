// Bearish Engulfing: after a rise, a black body that covers the white body before it.
//
// Source:   S. Nison, Japanese Candlestick Charting Techniques, 2nd ed. (2001), ch. 4.
// Input:    open, close; the true range for the trend before.
// Edges:    one side of the two bodies may be level, not both.
#include "engulfing.hpp"

namespace fwq::analysis {
namespace {

constexpr auto kConditions = engulfing_conditions(rise_condition(3));

CandleShape shape();

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
    .params =
        engulfing_params(trend_size_param("min_rise", "Rise before it, at least", "此前至少上涨")),
    .source = "S. Nison, Japanese Candlestick Charting Techniques, 2nd ed. (2001), ch. 4",
    .shape_en = "down body covers the up body before it, after a rise",
    .shape_zh = "上涨之后，阴线实体吞没前一根阳线实体",
    .roles = {"engulfed", "engulfing"},
    .group = "engulfing",
    .find = [](const PatternContext& c, Params p,
               std::vector<PatternHit>& hits) { find_candles(shape(), c, p, hits); },
    .explain = [](const PatternContext& c, Params p,
                  const PatternHit& hit) { return explain_candles(shape(), c, p, hit); },
};

namespace {
CandleShape shape() {
  return {bearish_engulfing_def, 2, kConditions, measure_engulfing<Bias::bearish>,
          kEngulfTrendBars};
}
}  // namespace

}  // namespace fwq::analysis
