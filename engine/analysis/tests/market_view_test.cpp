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

TEST(VolumeProfile, SpreadsABarsVolumeEvenlyOverItsRange) {
  data::BarSeries series(4);
  series.push_back({0, 10, 12, 10, 11, 200, 0});  // 100 a yuan from 10 to 12.
  series.push_back({1, 11, 14, 11, 13, 300, 0});  // 100 a yuan from 11 to 14.
  series.push_back({2, 12, 12, 12, 12, 50, 0});   // One price.
  series.push_back({3, 12, 13, 12, 12, std::nan(""), 0});
  const VolumeProfile profile = volume_profile(series.view(), 4);
  EXPECT_EQ(profile.low, 10);
  EXPECT_EQ(profile.step, 1);
  EXPECT_EQ(profile.volume, (std::vector<double>{100, 200, 150, 100}));
  EXPECT_EQ(profile.total, 550);
  EXPECT_EQ(profile.busiest, 1U);
  EXPECT_DOUBLE_EQ(profile.between(10.5, 12), 250);
  EXPECT_DOUBLE_EQ(profile.between(0, 99), 550);
  EXPECT_EQ(profile.between(14, 20), 0);
}

TEST(VolumeProfile, OfOnePriceIsOneCell) {
  const VolumeProfile profile = volume_profile(drawn(line(10.1, 0, 7), 0).view());
  EXPECT_EQ(profile.volume, std::vector<double>{7});
  EXPECT_EQ(profile.between(10, 11), 7);
  EXPECT_EQ(profile.between(11, 12), 0);
  EXPECT_TRUE(volume_profile({}).volume.empty());
}

RC_GTEST_PROP(VolumeProfile, IsTheSumOfWhatEachBarTradedInEachCell, ()) {
  const auto seed = *rc::gen::inRange<std::uint64_t>(1, 1'000'000);
  // One-price bars on the border of two cells may fall on either side: they have a test of their own.
  test::WalkOptions options;
  options.odd = 0;
  const auto series = test::random_walk(seed, 200, options);
  const auto bars = series.view();
  const VolumeProfile profile = volume_profile(bars, 37);
  // The second way: bar by bar, cell by cell.
  std::vector<double> slow(37, 0.0);
  for (std::size_t i = 0; i < bars.size(); ++i) {
    const double low = bars.low()[i], high = bars.high()[i];
    RC_PRE(high > low);
    for (std::size_t k = 0; k < 37; ++k) {
      const double from = profile.low + static_cast<double>(k) * profile.step;
      const double inside = std::min(high, from + profile.step) - std::max(low, from);
      if (inside > 0) slow[k] += bars.volume()[i] * inside / (high - low);
    }
  }
  double sum = 0;
  for (std::size_t k = 0; k < 37; ++k) {
    sum += profile.volume[k];
    RC_ASSERT(std::abs(profile.volume[k] - slow[k]) <= 1e-9 * profile.total);
  }
  RC_ASSERT(std::abs(sum - profile.total) <= 1e-9 * profile.total);
}

TEST(Levels, SayHowMuchWasTradedNearThem) {
  auto series = drawn(box());
  // Each of the bars trades 1 share over 0.2 yuan; half an average range is 0.175.
  for (const Level& level : levels_of(series.view())) {
    EXPECT_GT(level.volume_share, 0.04);
    EXPECT_LT(level.volume_share, 0.25);
  }
  for (double& volume : series.volume()) volume = 0;
  for (const Level& level : levels_of(series.view())) EXPECT_TRUE(std::isnan(level.volume_share));
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
