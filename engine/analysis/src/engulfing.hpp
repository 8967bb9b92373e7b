// Engulfing: a body that covers the opposite body before it. Bullish after a fall, bearish after a rise, else mirrors.
#pragma once

#include "candles.hpp"

namespace fwq::analysis {

inline constexpr std::size_t kEngulfTrendBars = 2;  // Index of the parameter trend_bars.

// `sign` 1: bullish, -1: bearish.
template <int sign>
bool measure_engulfing(const PatternContext& context, Params params, std::uint32_t first,
                       double* measured) {
  const Candle one(context, first, sign);
  const Candle two(context, first + 1, sign);
  if (!one.falls() || !two.rises()) return false;
  // Covered on both sides; a side may be level, but not both.
  if (two.open > one.close || two.close < one.open) return false;
  if (two.open == one.close && two.close == one.open) return false;
  measured[0] = two.body() / one.body();
  measured[1] = body_size(context, first);
  measured[2] = trend_before(context, first, params[kEngulfTrendBars], sign);
  return true;
}

template <int sign>
constexpr std::array<Condition, 3> engulfing_conditions() {
  return {{{.id = "engulf_ratio",
            .op = Op::at_least,
            .param = 0,
            .ideal = 2.5,
            .unit = "ratio",
            .en = "the second body is {0} times the first, at least {1}",
            .zh = "第二根实体是第一根的 {0} 倍，不小于 {1}",
            .column = Column::growth,
            .bars = 0b10},
           first_body_condition(1, 1),
           trend_condition(3, sign)}};
}

constexpr UpTo<ParamDef, 12> engulfing_params(const ParamDef& trend_size) {
  return {
      ratio_param("min_engulf_ratio", 1.0, 1.0, 10.0,
                  "Second body at least this many times the first", "第二根实体至少为第一根的倍数"),
      first_body_param(0.3), trend_bars_param(), trend_size};
}

}  // namespace fwq::analysis
