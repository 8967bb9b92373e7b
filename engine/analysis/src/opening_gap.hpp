// Opening gaps: a bar that opens beyond the range of the last one. Up and down are mirrors.
#pragma once

#include "gaps.hpp"

namespace fwq::analysis {

template <Bias bias>
bool measure_opening_gap(const PatternContext& context, Params /*params*/, const Facing& seen,
                         std::uint32_t bar, GapReading& reading) {
  const double edge = seen.high(bar - 1);
  const double gap = seen.open(bar) - edge;
  reading.measured[0] = in_ranges(context, bar, gap);
  reading.measured[1] = (seen.close(bar) - edge) / gap;
  reading.measured[2] = std::max(0.0, (seen.low(bar) - edge) / gap);
  reading.bias = bias;
  reading.end = bar;
  reading.level = seen.price(edge);
  return true;
}

inline constexpr UpTo<ParamDef, 12> kOpeningGapParams{
    min_gap_param(0.1),
    multiple_param("min_kept", 0, -5, 5,
                   "Close at least this many gaps beyond the last bar's range",
                   "收盘价超出前一根区间的距离，至少为缺口的倍数"),
    multiple_param("min_unfilled", 0, 0, 1, "Bar leaves at least this share of the gap open",
                   "当根K线未回补的缺口比例下限")};

inline constexpr std::array<Condition, 3> kOpeningGapConditions{
    {min_gap_condition(0),
     {.id = "kept",
      .op = Op::at_least,
      .param = 1,
      .ideal = 1,
      .unit = "ratio",
      .en = "the close is {0} gaps beyond the last bar's range, at least {1}",
      .zh = "收盘价超出前一根区间 {0} 倍缺口，不小于 {1}"},
     {.id = "unfilled",
      .op = Op::at_least,
      .param = 2,
      .ideal = 1,
      .unit = "ratio",
      .en = "the bar leaves {0} of the gap open, at least {1}",
      .zh = "当根K线未回补的缺口比例为 {0}，不小于 {1}"}}};

}  // namespace fwq::analysis
