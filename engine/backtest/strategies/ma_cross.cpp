// Crossing averages: holds the stock while the mean of recent closes is above the mean of more closes.
//
//   mean_n = (close_t + ... + close_{t-n+1}) / n        target = 1 if mean_short > mean_long, else 0
//
// Source:   J. J. Murphy, Technical Analysis of the Financial Markets (1999), ch. 9, the double crossover method.
// Input:    close, any price unit (the result does not depend on the scale).
// Output:   1 or 0; NaN (keep) until there are `long` closes.
// Edges:    equal means are 0; means that differ by less than 1e-12 of the price are equal, for that is rounding:
//           a stock that does not move is never bought. A NaN close in a window gives NaN.
// Cost:     O(long) a bar, summed afresh so that nothing drifts.
#include <cmath>
#include <numeric>

#include <fmt/format.h>

#include "fwq/backtest/strategy.hpp"

namespace fwq::backtest {
namespace {

// Requires: 1 <= n <= closes.size().
double mean_of_last(std::span<const double> closes, std::size_t n) {
  const auto window = closes.last(n);
  return std::accumulate(window.begin(), window.end(), 0.0) / static_cast<double>(n);
}

class MaCross : public Strategy {
 public:
  MaCross(std::size_t short_bars, std::size_t long_bars) : short_(short_bars), long_(long_bars) {}

  double on_bar(const data::Bars& bars) override {
    if (bars.size() < long_) return data::kNone;
    const double fast = mean_of_last(bars.close(), short_);
    const double slow = mean_of_last(bars.close(), long_);
    if (std::isnan(fast) || std::isnan(slow)) return data::kNone;
    return fast - slow > 1e-12 * std::abs(slow) ? 1.0 : 0.0;
  }

 private:
  std::size_t short_, long_;
};

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
    .make = [](analysis::Params p) -> Result<std::unique_ptr<Strategy>> {
      if (p[0] >= p[1]) {
        return Error{Errc::invalid_argument,
                     fmt::format("ma_cross: short = {} must be below long = {}", p[0], p[1])};
      }
      return std::unique_ptr<Strategy>(std::make_unique<MaCross>(static_cast<std::size_t>(p[0]),
                                                                 static_cast<std::size_t>(p[1])));
    },
};

}  // namespace fwq::backtest
