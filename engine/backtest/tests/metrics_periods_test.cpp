// Drawdown table, monthly table, rolling Sharpe and walk-forward windows: cases known by hand, and the whole from its parts.
#include <gtest/gtest.h>

#include <cmath>

#include "fwq/backtest/metrics.hpp"
#include "fwq/backtest/statistics.hpp"
#include "support/metrics.hpp"

namespace fwq::backtest {
namespace {

TEST(MetricsDrawdowns, AreListedFromPeakToValleyToRecovery) {
  const std::vector<double> equity{100, 110, 99, 104.5, 88, 110, 120, 120, 114, 130, 117};
  const auto times = test::days(equity.size());
  const auto falls = drawdowns_of(times, equity);
  ASSERT_EQ(falls.size(), 3U);
  EXPECT_EQ(falls[0].peak, 1U);
  EXPECT_EQ(falls[0].valley, 4U);
  EXPECT_EQ(falls[0].recovery, 5U);
  EXPECT_NEAR(falls[0].depth, -0.2, 1e-15);
  EXPECT_EQ(falls[0].bars_falling, 3U);
  EXPECT_EQ(falls[0].bars, 4U);
  EXPECT_EQ(falls[0].peak_time, times[1]);
  EXPECT_EQ(falls[0].valley_time, times[4]);
  EXPECT_EQ(falls[0].recovery_time, times[5]);
  EXPECT_EQ(falls[1].peak, 7U);  // The last bar at 120.
  EXPECT_EQ(falls[1].bars, 2U);
  EXPECT_NEAR(falls[1].depth, -0.05, 1e-15);
  EXPECT_FALSE(falls[2].recovery);
  EXPECT_FALSE(falls[2].recovery_time);
  EXPECT_EQ(falls[2].bars, 1U);
  const auto deepest = deepest_drawdowns(times, equity, 2);
  ASSERT_EQ(deepest.size(), 2U);
  EXPECT_EQ(deepest[0].peak, 1U);
  EXPECT_EQ(deepest[1].peak, 9U);
}

TEST(MetricsDrawdowns, CountFromTheStartCapital) {
  const std::vector<double> equity{100, 90, 80, 95};
  const auto falls = drawdowns_of(test::days(4), equity);
  ASSERT_EQ(falls.size(), 1U);
  EXPECT_EQ(falls[0].peak, 0U);
  EXPECT_NEAR(falls[0].depth, -0.2, 1e-15);
  EXPECT_EQ(falls[0].bars, 3U);
}

TEST(MetricsDrawdowns, AreNoneOfACurveThatNeverFalls) {
  EXPECT_TRUE(drawdowns_of(test::days(4), std::vector<double>{1, 1, 2, 3}).empty());
  EXPECT_TRUE(drawdowns_of({}, {}).empty());
}

TEST(MetricsDrawdowns, AgreeWithTheUnderwaterCurveAndTheMetrics) {
  for (unsigned seed = 0; seed < 50; ++seed) {
    const auto equity = test::equity_of(test::normal_returns(300, 0.0005, 0.02, seed));
    const auto times = test::days(equity.size());
    const auto curve = underwater_of(equity);
    const auto values = metrics_of({equity, {}, {}, 0, 0, 0});
    const auto deepest = deepest_drawdowns(times, equity, 1);
    ASSERT_EQ(deepest.size(), 1U);
    EXPECT_DOUBLE_EQ(deepest[0].depth, value_of(values, "max_drawdown"));
    std::size_t longest = 0;
    std::vector<double> drawn(equity.size(), 0);  // Below water exactly inside the falls.
    for (const Drawdown& fall : drawdowns_of(times, equity)) {
      longest = std::max(longest, fall.bars);
      EXPECT_EQ(curve[fall.valley], fall.depth);
      const std::size_t end = fall.recovery.value_or(equity.size());
      for (std::size_t i = fall.peak + 1; i < end; ++i) {
        drawn[i] = -1;
        EXPECT_GE(curve[i], fall.depth);
      }
    }
    EXPECT_EQ(static_cast<double>(longest), value_of(values, "longest_drawdown"));
    for (std::size_t i = 0; i < curve.size(); ++i) EXPECT_EQ(curve[i] < 0, drawn[i] < 0) << i;
  }
}

std::int64_t day(int year, int month, int date) {
  return data::day_bar_time({.year = year, .month = month, .day = date});
}

TEST(MetricsMonths, AreLastValueOverTheLastOneBefore) {
  // Start on 29 December; no bar in February; a year without any.
  const std::vector<std::int64_t> times{day(2020, 12, 29), day(2021, 1, 4),  day(2021, 1, 29),
                                        day(2021, 3, 1),   day(2021, 3, 31), day(2023, 5, 8)};
  const std::vector<double> equity{100, 110, 121, 100, 133.1, 146.41};
  const auto years = monthly_returns(times, equity);
  ASSERT_EQ(years.size(), 2U);
  EXPECT_EQ(years[0].year, 2021);
  EXPECT_NEAR(years[0].months[0], 0.21, 1e-12);
  EXPECT_TRUE(std::isnan(years[0].months[1]));
  EXPECT_NEAR(years[0].months[2], 0.1, 1e-12);
  EXPECT_NEAR(years[0].total, 0.331, 1e-12);
  EXPECT_EQ(years[1].year, 2023);
  EXPECT_NEAR(years[1].months[4], 0.1, 1e-12);
  EXPECT_NEAR(years[1].total, 0.1, 1e-12);
}

TEST(MetricsMonths, TheSameMonthOfAnotherYearIsAnotherMonth) {
  const std::vector<std::int64_t> times{day(2021, 5, 3), day(2021, 5, 4), day(2023, 5, 8)};
  const auto years = monthly_returns(times, std::vector<double>{100, 110, 99});
  ASSERT_EQ(years.size(), 2U);
  EXPECT_NEAR(years[0].months[4], 0.1, 1e-12);
  EXPECT_NEAR(years[1].months[4], -0.1, 1e-12);
}

TEST(MetricsMonths, CompoundToTheirYearAndTheYearsToTheTotal) {
  const auto equity = test::equity_of(test::normal_returns(1500, 0.0005, 0.02, 4), 1e6);
  double all = 1;
  for (const YearReturns& year : monthly_returns(test::days(equity.size(), 11000), equity)) {
    double months = 1;
    for (const double month : year.months)
      if (!std::isnan(month)) months *= 1 + month;
    EXPECT_NEAR(months, 1 + year.total, 1e-12) << year.year;
    all *= 1 + year.total;
  }
  EXPECT_NEAR(all, equity.back() / equity.front(), 1e-11);
  EXPECT_TRUE(monthly_returns(test::days(1), std::vector<double>{5}).empty());
}

TEST(MetricsRolling, IsTheSharpeOfEachWindowByItself) {
  const auto equity = test::equity_of(test::normal_returns(120, 0.001, 0.02, 6), 1e6);
  const MetricOptions options{.periods_per_year = 244, .risk_free = 0.03, .var_alpha = 0.05};
  const auto rolling = rolling_sharpe(equity, 20, options);
  ASSERT_EQ(rolling.size(), equity.size());
  for (std::size_t i = 0; i < rolling.size(); ++i) {
    if (i < 20) {
      EXPECT_TRUE(std::isnan(rolling[i]));
      continue;
    }
    const std::vector<double> part(equity.begin() + static_cast<std::ptrdiff_t>(i - 20),
                                   equity.begin() + static_cast<std::ptrdiff_t>(i + 1));
    EXPECT_NEAR(rolling[i], value_of(metrics_of({part, {}, {}, 0, 0, 0}, options), "sharpe"),
                1e-12);
  }
}

TEST(MetricsRolling, HasNoValueWhereNothingMoved) {
  const auto rolling = rolling_sharpe(test::equity_of({0, 0, 0, 0.1, 0.2}), 3);
  EXPECT_TRUE(std::isnan(rolling[3]));
  EXPECT_FALSE(std::isnan(rolling[4]));
  EXPECT_TRUE(std::isnan(rolling_sharpe(std::vector<double>{1, 2}, 3)[1]));
}

TEST(MetricsWalkForward, WindowsRollOverTheBars) {
  const auto windows = walk_forward_windows(100, 50, 20, false);
  ASSERT_TRUE(windows);
  EXPECT_EQ(*windows, (std::vector<Window>{{0, 50, 50, 70}, {20, 70, 70, 90}, {40, 90, 90, 100}}));
}

TEST(MetricsWalkForward, AnchoredWindowsTrainOnAllBeforeAndPurgeLeavesAGap) {
  const auto windows = walk_forward_windows(100, 50, 20, true, 5);
  ASSERT_TRUE(windows);
  EXPECT_EQ(*windows, (std::vector<Window>{{0, 50, 55, 75}, {0, 70, 75, 95}, {0, 90, 95, 100}}));
}

TEST(MetricsWalkForward, TestRangesCoverTheRestOnceAndNeverMeetTheirTraining) {
  for (std::size_t count = 2; count < 40; ++count) {
    for (std::size_t train = 1; train < 12; ++train) {
      for (std::size_t purge = 0; purge < 4 && train + purge < count; ++purge) {
        const bool anchored = count % 2 == 0;
        const auto windows = walk_forward_windows(count, train, 1 + count % 7, anchored, purge);
        ASSERT_TRUE(windows);
        std::size_t next = train + purge;
        for (const Window& window : *windows) {
          EXPECT_EQ(window.test_begin, next);
          EXPECT_GT(window.test_end, window.test_begin);
          EXPECT_EQ(window.train_end + purge, window.test_begin);
          EXPECT_EQ(window.train_begin, anchored ? 0 : window.train_end - train);
          next = window.test_end;
        }
        EXPECT_EQ(next, count);
      }
    }
  }
}

TEST(MetricsWalkForward, RefusesRangesThatDoNotFit) {
  EXPECT_FALSE(walk_forward_windows(100, 0, 20, false));
  EXPECT_FALSE(walk_forward_windows(100, 50, 0, false));
  EXPECT_FALSE(walk_forward_windows(100, 100, 5, false));
  EXPECT_FALSE(walk_forward_windows(100, 90, 5, false, 10));
  EXPECT_TRUE(walk_forward_windows(100, 90, 5, false, 9));
  const auto refused = walk_forward_windows(10, 90, 5, true);
  EXPECT_NE(refused.error().message.find("10 bars"), std::string::npos);
}

}  // namespace
}  // namespace fwq::backtest
