// Engulfing: a body that covers the opposite body before it. Bullish after a fall, bearish after a rise, else mirrors.
#pragma once

#include "candles.hpp"

namespace fwq::analysis {

inline constexpr std::size_t kEngulfTrendBars = 2;  // Index of the parameter trend_bars.

template <Bias bias>
bool measure_engulfing(const PatternContext& context, Params params, std::uint32_t first,
                       double* measured) {
  const Candle one(context, first);
  const Candle two(context, first + 1);
  constexpr bool up = bias == Bias::bullish;
  if (!(up ? one.falls() && two.rises() : one.rises() && two.falls())) return false;
  // Covered on both sides; a side may be level, but not both.
  if (two.body_bottom() > one.body_bottom() || two.body_top() < one.body_top()) return false;
  if (two.body_bottom() == one.body_bottom() && two.body_top() == one.body_top()) return false;
  const double average = context.mean_body(first, kAverageBars);
  const double fall =
      context.fall_before(first, static_cast<std::uint32_t>(params[kEngulfTrendBars]));
  measured[0] = two.body() / one.body();
  measured[1] = average > 0 ? one.body() / average : 0;
  measured[2] = up ? fall : -fall;
  return true;
}

// With the trend's condition last.
constexpr std::array<Condition, 3> engulfing_conditions(const Condition& trend) {
  return {{{.id = "engulf_ratio",
            .op = Op::at_least,
            .param = 0,
            .ideal = 2.5,
            .unit = "ratio",
            .en = "the second body is {0} times the first, at least {1}",
            .zh = "第二根实体是第一根的 {0} 倍，不小于 {1}"},
           {.id = "first_body",
            .op = Op::at_least,
            .param = 1,
            .ideal = 1,
            .unit = "ratio",
            .en = "the first body is {0} of the average body, at least {1}",
            .zh = "第一根实体为平均实体的 {0}，不小于 {1}"},
           trend}};
}

constexpr UpTo<ParamDef, 12> engulfing_params(const ParamDef& trend_size) {
  return {
      ratio_param("min_engulf_ratio", 1.0, 1.0, 10.0,
                  "Second body at least this many times the first", "第二根实体至少为第一根的倍数"),
      ratio_param("min_first_body", 0.3, 0.0, 5.0,
                  "First body at least this share of the average body before",
                  "第一根实体至少为此前平均实体的比例"),
      trend_bars_param(), trend_size};
}

}  // namespace fwq::analysis
