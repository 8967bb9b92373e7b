// Trend and levels on drawn prices, where the answer is plain.
#include "fwq/analysis/market_view.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "support/test_bars.hpp"

namespace fwq::analysis {
namespace {

data::BarSeries drawn(const std::vector<double>& closes, double half_range = 0.1) {
  data::BarSeries series(closes.size());
  for (std::size_t i = 0; i < closes.size(); ++i) {
    const double c = closes[i];
    series.push_back({static_cast<data::Time>(i), c, c + half_range, c - half_range, c, 1, c});
  }
  return series;
}

std::vector<double> line(double from, double step, std::size_t count) {
  std::vector<double> closes;
  for (std::size_t i = 0; i < count; ++i) closes.push_back(from + step * static_cast<double>(i));
  return closes;
}

TEST(Trend, OfAStraightLineIsItsSlope) {
  const auto series = drawn(line(10, 0.1, 100));
  const Trend trend = trend_of(series.view());
  EXPECT_EQ(trend.direction, Direction::up);
  EXPECT_EQ(trend.bars, 60U);
  EXPECT_NEAR(trend.r_squared, 1, 1e-12);
  EXPECT_NEAR(trend.strength, 1, 1e-12);
  // The last 60 closes are 14 … 19.9, mean 16.95.
  EXPECT_NEAR(trend.slope_percent, 100 * 0.1 / 16.95, 1e-9);
  ASSERT_EQ(trend.averages.size(), 3U);
  EXPECT_NEAR(trend.averages[0], 19.7, 1e-12);
  EXPECT_NEAR(trend.averages[1], 18.95, 1e-12);
  EXPECT_NEAR(trend.averages[2], 16.95, 1e-12);
  EXPECT_EQ(trend_of(drawn(line(30, -0.1, 100)).view()).direction, Direction::down);
}

TEST(Trend, IsSidewaysWhereThePriceGoesUpAndDownAgain) {
  std::vector<double> closes;
  for (int i = 0; i < 80; ++i) closes.push_back(10 + 0.1 * ((i % 8) < 4 ? i % 4 : 4 - i % 4));
  const Trend trend = trend_of(drawn(closes).view());
  EXPECT_EQ(trend.direction, Direction::sideways);
  EXPECT_LT(trend.strength, 0.1);
}

TEST(Trend, SaysHowLittleThereIsToLookAt) {
  EXPECT_EQ(trend_of({}).bars, 0U);
  EXPECT_EQ(trend_of(drawn(line(10, 1, 4)).view()).bars, 0U);
  const Trend trend = trend_of(drawn(line(10, 1, 7)).view());
  EXPECT_EQ(trend.bars, 7U);
  EXPECT_NEAR(trend.averages[0], 14, 1e-12);
  EXPECT_TRUE(std::isnan(trend.averages[1]));
  const Trend flat = trend_of(drawn(line(10.1, 0, 70), 0).view());
  EXPECT_EQ(flat.direction, Direction::sideways);
  EXPECT_EQ(flat.strength, 0);
  auto gap = line(10, 0.1, 100);
  gap[90] = std::nan("");
  EXPECT_EQ(trend_of(drawn(gap).view()).bars, 9U);
}

// Between 10 and 12, three times up and down in steps of 0.25, then in the middle.
std::vector<double> box() {
  std::vector<double> closes;
  for (int round = 0; round < 3; ++round) {
    for (int i = 0; i < 8; ++i) closes.push_back(10 + 0.25 * i);
    for (int i = 0; i < 8; ++i) closes.push_back(12 - 0.25 * i);
  }
  for (int i = 0; i <= 4; ++i) closes.push_back(10 + 0.25 * i);
  return closes;
}

TEST(Levels, OfABoxAreItsBorders) {
  const auto series = drawn(box());
  const auto levels = levels_of(series.view());
  ASSERT_EQ(levels.size(), 2U);
  // Highs are 0.1 above the closes, lows 0.1 below. Touched at the top in bars 8, 24, 40 and at the bottom in 16, 32, 48;
  // the first bar is no turn that the price was seen to make before.
  for (const Level& level : levels) {
    const bool top = level.kind == LevelKind::resistance;
    EXPECT_NEAR(level.price, top ? 12.1 : 9.9, 1e-9);
    EXPECT_GE(level.touches, 3U);
    EXPECT_EQ(level.last_touch, top ? 40 : 48);
  }
  EXPECT_GE(levels[0].touches, levels[1].touches);
  EXPECT_TRUE(levels_of(series.view(), 0).empty());
}

TEST(Levels, NeedSwings) {
  EXPECT_TRUE(levels_of({}).empty());
  EXPECT_TRUE(levels_of(drawn(line(10.1, 0, 70), 0).view()).empty());
}

RC_GTEST_PROP(Levels, AreOrderedAndOnTheirSideOfThePrice, ()) {
  const auto seed = *rc::gen::inRange<std::uint64_t>(1, 1'000'000);
  const auto series = test::random_walk(seed, *rc::gen::inRange<std::size_t>(0, 600));
  const auto levels = levels_of(series.view(), 3);
  std::size_t count[2] = {0, 0};
  for (std::size_t i = 0; i < levels.size(); ++i) {
    const bool support = levels[i].kind == LevelKind::support;
    RC_ASSERT(support == (levels[i].price <= series.view().close().back()));
    RC_ASSERT(++count[support ? 0 : 1] <= 3U);
    RC_ASSERT(levels[i].touches >= 1U);
    if (i > 0) RC_ASSERT(levels[i].touches <= levels[i - 1].touches);
  }
}

}  // namespace
}  // namespace fwq::analysis
