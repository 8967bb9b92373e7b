// Falls below a peak: the underwater curve and the table of drawdowns.
#include <algorithm>
#include <cassert>

#include "fwq/backtest/metrics.hpp"

namespace fwq::backtest {

std::vector<double> underwater_of(std::span<const double> equity) {
  std::vector<double> curve;
  curve.reserve(equity.size());
  double peak = 0;
  for (const double value : equity) {
    peak = std::max(peak, value);
    curve.push_back(peak > 0 ? value / peak - 1 : 0);
  }
  return curve;
}

std::vector<Drawdown> drawdowns_of(std::span<const std::int64_t> times,
                                   std::span<const double> equity) {
  assert(times.size() == equity.size());
  std::vector<Drawdown> falls;
  std::size_t peak = 0;
  bool below = false;
  const auto close_at = [&](std::size_t i) {
    Drawdown& fall = falls.back();
    fall.depth = equity[fall.valley] / equity[fall.peak] - 1;
    fall.peak_time = times[fall.peak];
    fall.valley_time = times[fall.valley];
    fall.bars_falling = fall.valley - fall.peak;
    fall.bars = i - fall.peak;
  };
  for (std::size_t i = 1; i < equity.size(); ++i) {
    if (equity[i] >= equity[peak]) {
      if (below) {
        falls.back().recovery = i;
        falls.back().recovery_time = times[i];
        close_at(i);
      }
      below = false;
      peak = i;
    } else if (!below) {
      below = true;
      falls.emplace_back();
      falls.back().peak = peak;
      falls.back().valley = i;
    } else if (equity[i] < equity[falls.back().valley]) {
      falls.back().valley = i;
    }
  }
  if (below) close_at(equity.size() - 1);
  return falls;
}

std::vector<Drawdown> deepest_drawdowns(std::span<const std::int64_t> times,
                                        std::span<const double> equity, std::size_t most) {
  auto falls = drawdowns_of(times, equity);
  std::stable_sort(falls.begin(), falls.end(),
                   [](const Drawdown& a, const Drawdown& b) { return a.depth < b.depth; });
  if (falls.size() > most) falls.resize(most);
  return falls;
}

}  // namespace fwq::backtest
