// Momentum: holds what has risen over the last year.
//
//   change = (close_{t-skip} / close_{t-period} - 1) * 100
//   target = 1 where change > entry, else 0 where change <= exit; kept between
//
// Source:   T. J. Moskowitz, Y. H. Ooi, L. H. Pedersen, Time series momentum, J. of Financial Economics 104 (2012):
//           twelve months, long when the change is positive. Leaving out the last month (skip 20) is from N. Jegadeesh
//           and S. Titman, J. of Finance 48 (1993), and later work on the same.
// Input:    close, any price unit (the result does not depend on the scale). The change is TA-Lib's ROC.
// Output:   1 or 0; NaN (keep) between exit and entry, and for the first `period` bars.
// Edges:    a change within 1e-10 of a level, in percent, is on it: not above the entry, and not above the exit. A NaN
//           close begins all anew, `skip` bars later.
// Cost:     O(1) a bar.
#include <fmt/format.h>

#include "rule_parts.hpp"

namespace fwq::backtest {

extern const StrategyDef momentum_def;

namespace {

constexpr double kScale = 100;  // Of a ratio near 1, in percent.

void run(const TargetRun& r) {
  const IndicatorLines lines("roc", r.bars, {r.params[0] - r.params[1]});
  const auto change = lines[0];
  const auto skip = static_cast<std::size_t>(r.params[1]);
  for (std::size_t i = 0; i < r.out.size(); ++i) {
    const double now = i < skip ? data::kNone : change[i - skip];
    r.out[i] = data::kNone;
    if (std::isnan(now)) continue;
    if (clearly_above(now, r.params[2], kScale)) {
      r.out[i] = 1;
    } else if (!clearly_above(now, r.params[3], kScale)) {
      r.out[i] = 0;
    }
  }
}

Result<void> check(analysis::Params p) {
  FWQ_TRY(must_be_below(momentum_def, p, 1, 0));
  if (p[3] <= p[2]) return {};
  return Error{Errc::invalid_argument,
               fmt::format("momentum: exit = {} must not be above entry = {}", p[3], p[2]),
               fmt::format("momentum：exit = {} 不得大于 entry = {}", p[3], p[2])};
}

}  // namespace

extern const StrategyDef momentum_def{
    .id = "momentum",
    .title_en = "Momentum",
    .title_zh = "价格动量",
    .params =
        {bars_param("period", 250, 1, 2000, "Bars back to the close compared with", "回看的K线数"),
         bars_param("skip", 0, 0, 500, "Latest bars left out of the change", "不计入的最近K线数"),
         real_param("entry", 0, -100, 1000, 1, "%", "Buys on a change above", "涨幅高于此值买入"),
         real_param("exit", 0, -100, 1000, 1, "%", "Sells on a change at or below",
                    "涨幅不高于此值卖出")},
    .source =
        "Moskowitz, Ooi, Pedersen, Time series momentum, J. of Financial Economics 104 (2012)",
    .check = check,
    .run = run,
};

}  // namespace fwq::backtest
