// Bars for tests of strategies: drawn closes, and random walks on a 0.01 grid.
#pragma once

#include <cmath>
#include <random>
#include <span>

#include "fwq/data/bars.hpp"

namespace fwq::backtest::test {

// Daily bars that open where the last one closed.
inline data::BarSeries bars_of(std::span<const double> closes) {
  data::BarSeries series(closes.size());
  double open = closes.empty() ? 0.0 : closes.front();
  std::int64_t day = 19000;
  for (const double close : closes) {
    series.push_back({.time = data::day_bar_time(data::date_from_days(day++)),
                      .open = open,
                      .high = std::fmax(open, close),
                      .low = std::fmin(open, close),
                      .close = close,
                      .volume = 1000,
                      .amount = 1000 * close});
    open = close;
  }
  return series;
}

// mt19937_64 is the same on every machine; the standard distributions are not, so they are not used.
inline std::vector<double> random_closes(std::uint64_t seed, std::size_t count) {
  std::mt19937_64 random(seed);
  std::vector<double> closes;
  double price = 20;
  for (std::size_t i = 0; i < count; ++i) {
    price += (static_cast<double>(random() % 101) - 50) / 100;
    price = std::fmax(std::round(price * 100) / 100, 1.0);
    closes.push_back(price);
  }
  return closes;
}

}  // namespace fwq::backtest::test
