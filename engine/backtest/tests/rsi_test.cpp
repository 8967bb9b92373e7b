// RSI out of its zones, beyond what every strategy promises.
#include <gtest/gtest.h>

#include <cmath>

#include "fwq/backtest/strategy.hpp"
#include "support/bars.hpp"

namespace fwq::backtest {
namespace {

std::vector<double> targets(std::span<const double> closes, std::vector<double> params = {}) {
  const auto call =
      bind_strategy(*find_strategy("rsi").value(), std::span<const double>(params)).value();
  return targets_of(call, test::bars_of(closes).view());
}

// After some 400 bars without a move TA-Lib's RSI falls to 0 for want of movement, whatever it was before.
TEST(Rsi, DoesNotTakeALongStandstillForAFall) {
  std::vector<double> closes;
  for (int i = 0; i < 40; ++i) closes.push_back(10 + 0.1 * (i % 2));  // Neither zone.
  closes.insert(closes.end(), 600, closes.back());
  closes.push_back(closes.back() + 0.1);
  for (const double target : targets(closes)) EXPECT_TRUE(std::isnan(target));
}

TEST(Rsi, RemembersThroughAStandstillThatItWasOverSold) {
  std::vector<double> closes = {30, 30.5};
  for (int i = 0; i < 40; ++i) closes.push_back(30 - 0.1 * i);
  closes.insert(closes.end(), 600, closes.back());
  closes.push_back(closes.back() + 0.1);
  for (const double scale : {1.0, 8.0, 1.0 / 1024}) {
    auto scaled = closes;
    for (double& close : scaled) close *= scale;
    const auto got = targets(scaled);
    for (std::size_t i = 0; i + 1 < got.size(); ++i) EXPECT_TRUE(std::isnan(got[i])) << i;
    EXPECT_EQ(got.back(), 1.0) << scale;
  }
}

TEST(Rsi, LeavesAZoneByJumpingOverTheMiddle) {
  // Period 2: falls of 1 and 1, then a rise of 8 that makes U = 4.
  const auto got = targets(std::vector<double>{20, 19, 18, 26, 10}, {2, 30, 70});
  EXPECT_TRUE(std::isnan(got[2]));  // 0: over-sold.
  EXPECT_EQ(got[3], 1.0);           // 100 * 4 / 4.5 = 88.9: over-bought already.
  EXPECT_EQ(got[4], 0.0);           // 100 * 2 / 10.25 = 19.5: over-sold again.
}

}  // namespace
}  // namespace fwq::backtest
