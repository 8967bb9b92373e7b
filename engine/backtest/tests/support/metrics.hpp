// Equity curves and trades for tests of the metrics.
#pragma once

#include <cstdint>
#include <random>
#include <vector>

#include "fwq/backtest/metrics.hpp"

namespace fwq::backtest::test {

// A curve from `start` with those returns.
inline std::vector<double> equity_of(const std::vector<double>& returns, double start = 1) {
  std::vector<double> equity{start};
  for (const double r : returns) equity.push_back(equity.back() * (1 + r));
  return equity;
}

inline std::vector<TradeResult> trades_of(const std::vector<double>& results) {
  std::vector<TradeResult> trades;
  for (const double pnl : results) {
    trades.emplace_back();
    trades.back().pnl = pnl;
    trades.back().return_fraction = pnl / 1000;
    trades.back().bars_held = 3;
  }
  return trades;
}

// One bar a day at 15:00, from 1970-01-02 + first days.
inline std::vector<std::int64_t> days(std::size_t count, std::int64_t first = 0) {
  std::vector<std::int64_t> times;
  for (std::size_t i = 0; i < count; ++i)
    times.push_back((first + static_cast<std::int64_t>(i)) * data::kSecondsPerDay +
                    data::kDayBarEnd);
  return times;
}

// Normal returns of that mean and deviation.
inline std::vector<double> normal_returns(std::size_t count, double mean, double deviation,
                                          unsigned seed) {
  std::mt19937 random(seed);
  std::normal_distribution<double> normal(mean, deviation);
  std::vector<double> returns(count);
  for (double& r : returns) r = normal(random);
  return returns;
}

}  // namespace fwq::backtest::test
