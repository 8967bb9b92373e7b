// The search that all candle patterns share.
#include "candles.hpp"

namespace fwq::analysis {

void find_candles(const CandleShape& shape, const PatternContext& context, Params params,
                  std::vector<PatternHit>& hits) {
  std::array<double, kMaxMeasures> measures{};
  const std::span<double> measured(measures.data(), shape.conditions.size());
  const auto trend_bars = static_cast<std::uint32_t>(params[shape.trend_param]);
  // The trend takes one close more than it has moves.
  for (std::uint32_t first = std::max(kAverageBars, trend_bars + 1);
       first + shape.bars <= context.size(); ++first) {
    if (!shape.measure(context, params, first, measured.data())) continue;
    if (!all_hold(shape.conditions, params, measured)) continue;
    const std::uint32_t last = first + shape.bars - 1;
    PatternHit hit{
        .pattern = &shape.def,
        .bias = shape.def.bias,
        .confidence = confidence_of(shape.conditions, params, measured, shape.def.threshold),
        .start = first,
        .end = last,
        .known_at = last,
        .price = context.bars().close()[last]};
    for (std::uint32_t i = first; i <= last; ++i) hit.points[hit.point_count++] = i;
    hits.push_back(hit);
  }
}

Explanation explain_candles(const CandleShape& shape, const PatternContext& context, Params params,
                            const PatternHit& hit) {
  Explanation explanation;
  const bool bullish = hit.bias == Bias::bullish;
  for (std::uint32_t p = 0; p < hit.point_count; ++p) {
    const std::uint32_t bar = hit.points[p];
    const Candle candle(context, bar);
    const double price = bullish ? candle.low : candle.high;
    explanation.points.push_back({context.bars().time()[bar], bar, price, shape.def.roles[p]});
    if (p == 0) explanation.stop = price;
    explanation.stop =
        bullish ? std::min(explanation.stop, price) : std::max(explanation.stop, price);
  }
  std::array<double, kMaxMeasures> measures{};
  const std::span<double> measured(measures.data(), shape.conditions.size());
  shape.measure(context, params, hit.start, measured.data());
  all_hold(shape.conditions, params, measured);  // Settles the measures at their bounds.
  explanation.why = reasons_of(shape.conditions, params, measured);
  return explanation;
}

}  // namespace fwq::analysis
