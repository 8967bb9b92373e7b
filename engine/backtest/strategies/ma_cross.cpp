// Crossing averages: holds the stock while the mean of recent closes is above the mean of more closes.
//
//   mean_n = (close_t + ... + close_{t-n+1}) / n        target = 1 if mean_short > mean_long, else 0
//
// Source:   J. J. Murphy, Technical Analysis of the Financial Markets (1999), ch. 9, the double crossover method.
// Input:    close, any price unit (the result does not depend on the scale).
// Output:   1 or 0; NaN (keep) until there are `long` closes.
// Edges:    equal means are 0; means that differ by less than 1e-12 of the price are equal, for that is rounding:
//           a stock that does not move is never bought. A NaN close in a window gives NaN.
// Cost:     O(1) a bar.
#include <cmath>

#include <fmt/format.h>

#include "fwq/analysis/kernels.hpp"
#include "fwq/backtest/strategy.hpp"

namespace fwq::backtest {
namespace {

void run(const TargetRun& r) {
  const auto close = r.bars.close();
  std::vector<double> fast(close.size());
  analysis::moving_average(close, static_cast<std::size_t>(r.params[0]), fast);
  analysis::moving_average(close, static_cast<std::size_t>(r.params[1]), r.out);
  for (std::size_t i = 0; i < r.out.size(); ++i) {
    const double slow = r.out[i];
    const double held = fast[i] - slow > 1e-12 * std::abs(slow) ? 1.0 : 0.0;
    r.out[i] = std::isnan(slow) ? data::kNone : held;
  }
}

Result<void> check(analysis::Params p) {
  if (p[0] < p[1]) return {};
  return Error{Errc::invalid_argument,
               fmt::format("ma_cross: short = {} must be below long = {}", p[0], p[1]),
               fmt::format("ma_cross：short = {} 须小于 long = {}", p[0], p[1])};
}

}  // namespace

extern const StrategyDef ma_cross_def{
    .id = "ma_cross",
    .title_en = "Crossing averages",
    .title_zh = "均线交叉",
    .params = {{.name = "short",
                .value = 5,
                .min = 1,
                .max = 500,
                .unit = "bars",
                .help_en = "Closes in the fast mean",
                .help_zh = "短期均线的收盘价个数"},
               {.name = "long",
                .value = 20,
                .min = 2,
                .max = 1000,
                .unit = "bars",
                .help_en = "Closes in the slow mean",
                .help_zh = "长期均线的收盘价个数"}},
    .source = "J. J. Murphy, Technical Analysis of the Financial Markets (1999), ch. 9",
    .check = check,
    .run = run,
};

}  // namespace fwq::backtest
