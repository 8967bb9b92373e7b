// Crossing averages, beyond what every strategy promises.
#include <gtest/gtest.h>

#include <cmath>

#include "fwq/backtest/strategy.hpp"
#include "support/bars.hpp"

namespace fwq::backtest {
namespace {

std::vector<double> targets(std::span<const double> closes, std::vector<double> params = {}) {
  const auto call =
      bind_strategy(*find_strategy("ma_cross").value(), std::span<const double>(params)).value();
  return targets_of(call, test::bars_of(closes).view());
}

// The second way: whole cents, sums from the start of the series, compared without a division.
TEST(MaCross, AgreesWithExactArithmeticInCents) {
  std::size_t held = 0, equal = 0;
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    const auto closes = test::random_closes(seed, 500);
    const auto got = targets(closes, {3, 8});
    std::vector<long long> sums = {0};
    for (const double close : closes) sums.push_back(sums.back() + std::llround(close * 100));
    for (std::size_t i = 0; i < closes.size(); ++i) {
      if (i + 1 < 8) {
        EXPECT_TRUE(std::isnan(got[i]));
        continue;
      }
      const long long fast = (sums[i + 1] - sums[i - 2]) * 8,
                      slow = (sums[i + 1] - sums[i - 7]) * 3;
      ASSERT_EQ(got[i], fast > slow ? 1.0 : 0.0) << "seed " << seed << ", bar " << i;
      held += fast > slow ? 1U : 0U;
      equal += fast == slow ? 1U : 0U;
    }
  }
  EXPECT_GT(held, 1000U);  // Or the test compares nothing.
  EXPECT_GT(equal, 0U);
}

TEST(MaCross, NeverBuysAStockThatDoesNotMove) {
  for (int cents = 101; cents < 400; ++cents) {
    const std::vector<double> closes(30, cents / 100.0);
    for (const double target : targets(closes)) EXPECT_NE(target, 1.0) << cents;
  }
}

TEST(MaCross, DoesNotDependOnTheScaleOfPrices) {
  auto closes = test::random_closes(5, 300);
  const auto before = targets(closes);
  for (double& close : closes) close *= 8;
  const auto after = targets(closes);
  for (std::size_t i = 19; i < before.size(); ++i) EXPECT_EQ(before[i], after[i]) << i;
}

TEST(MaCross, KeepsThePositionWhileAPriceIsMissing) {
  auto closes = test::random_closes(5, 60);
  closes[30] = data::kNone;
  const auto got = targets(closes);
  for (std::size_t i = 19; i < 60; ++i) EXPECT_EQ(std::isnan(got[i]), i >= 30 && i < 50) << i;
}

TEST(MaCross, RefusesAShortMeanThatIsNotShorter) {
  const StrategyDef& def = *find_strategy("ma_cross").value();
  const std::vector<double> given = {20, 20};
  const auto made = bind_strategy(def, std::span<const double>(given));
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().message, "ma_cross: short = 20 must be below long = 20");
}

}  // namespace
}  // namespace fwq::backtest
