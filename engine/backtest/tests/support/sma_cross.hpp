// The long-only SmaCross of the manual of backtesting.py as a strategy with orders of its own, to compare the two programs.
//
// Buys with all cash when the short mean of closes passes above the long one (below before, above now: a bar on which they are
// equal breaks the crossing), sells everything when it passes below. Means are exact: sums of whole cents.
#pragma once

#include <cmath>
#include <memory>
#include <vector>

#include "fwq/backtest/engine.hpp"

namespace fwq::backtest::test {

class SmaCross : public Strategy {
 public:
  SmaCross(const data::Bars& bars, std::size_t fast, std::size_t slow) : signs_(bars.size(), 0) {
    std::vector<std::int64_t> sums = {0};
    sums.reserve(bars.size() + 1);
    for (const double close : bars.close()) sums.push_back(sums.back() + std::llround(close * 100));
    const auto f = static_cast<std::int64_t>(fast), s = static_cast<std::int64_t>(slow);
    for (std::size_t i = slow - 1; i < bars.size(); ++i) {
      const std::int64_t difference =
          (sums[i + 1] - sums[i + 1 - fast]) * s - (sums[i + 1] - sums[i + 1 - slow]) * f;
      signs_[i] = static_cast<signed char>((difference > 0) - (difference < 0));
    }
  }

  void on_bar(const Moment& now, Desk& desk) override {
    const std::size_t i = now.size() - 1;
    if (i == 0 || signs_[i - 1] * signs_[i] >= 0) return;
    Order order;
    if (signs_[i] > 0) {
      order.amount = Amount::fraction;
      order.value = 1;
    } else {
      order.side = Side::sell;
      order.amount = Amount::whole;
    }
    desk.submit(order);
  }

 private:
  std::vector<signed char>
      signs_;  // Of the short mean less the long one; 0: equal, or not known yet.
};

inline StrategyFactory sma_cross(std::size_t fast, std::size_t slow) {
  return [=](const data::Bars& signals) { return std::make_unique<SmaCross>(signals, fast, slow); };
}

}  // namespace fwq::backtest::test
