// Geometry: positions and their inverses, ticks that cover and read well.
#include "fwq/report/scale.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <cmath>
#include <limits>

namespace fwq::report {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

TEST(ValueScale, StandsOnItsEndsAndComesBack) {
  const ValueScale scale{.low = 8, .high = 12, .top = 10, .bottom = 210};
  EXPECT_DOUBLE_EQ(scale.y(8), 210);
  EXPECT_DOUBLE_EQ(scale.y(12), 10);
  EXPECT_DOUBLE_EQ(scale.y(9), 160);
  EXPECT_DOUBLE_EQ(scale.value(160), 9);
  const ValueScale log{.low = 1, .high = 100, .top = 0, .bottom = 100, .log = true};
  EXPECT_DOUBLE_EQ(log.y(10), 50);
  EXPECT_NEAR(log.value(50), 10, 1e-12);
}

TEST(ValueScale, PositionsComeBackToTheirValues) {
  EXPECT_TRUE(rc::check([](bool log) {
    const double low = *rc::gen::inRange(1, 100000) / 100.0;
    const double high = low + *rc::gen::inRange(1, 100000) / 100.0;
    const auto scale = fitted_scale(low, high, 20, 320, 24, log);
    RC_ASSERT(scale.log == log);
    // What is drawn keeps clear of the edges by the room.
    RC_ASSERT(std::abs(scale.y(high) - 44) < 1e-6);
    RC_ASSERT(std::abs(scale.y(low) - 296) < 1e-6);
    const double value = low + (high - low) * *rc::gen::inRange(0, 1000) / 1000.0;
    RC_ASSERT(std::abs(scale.value(scale.y(value)) - value) < 1e-9 * high);
  }));
}

TEST(ValueScale, ARangeWithoutExtentIsWidened) {
  for (const auto& [low, high] : {std::pair{5.0, 5.0},
                                  {0.0, 0.0},
                                  {-3.0, -3.0},
                                  {kInfinity, -kInfinity},
                                  {kNaN, kNaN},
                                  {2.0, 1.0}}) {
    const auto scale = fitted_scale(low, high, 0, 100, 5, true);
    EXPECT_LT(scale.low, scale.high);
    EXPECT_TRUE(std::isfinite(scale.y(std::isfinite(low) ? low : 0.5)));
  }
  EXPECT_FALSE(fitted_scale(-1, 5, 0, 100, 5, true).log) << "no logarithm below zero";
  const auto flat = fitted_scale(1, 2, 0, 8, 24, false);
  EXPECT_LT(flat.low, flat.high) << "less height than room";
}

TEST(BarScale, BarsComeBackFromTheirPixels) {
  const BarScale scale{.first = 100, .count = 50, .left = 10, .right = 510};
  EXPECT_DOUBLE_EQ(scale.step(), 10);
  EXPECT_DOUBLE_EQ(scale.x(100), 15);
  EXPECT_DOUBLE_EQ(scale.x(149), 505);
  for (double bar = 90; bar < 160; bar += 0.25) EXPECT_NEAR(scale.bar(scale.x(bar)), bar, 1e-9);
}

TEST(Ticks, AreNiceNumbersThatCoverTheRange) {
  EXPECT_EQ(nice_ticks(8.13, 12.2, 5), (std::vector<double>{9, 10, 11, 12}));
  EXPECT_EQ(nice_ticks(0.1, 0.5, 5), (std::vector<double>{0.1, 0.2, 0.3, 0.4, 0.5}))
      << "the doubles nearest to the decimals";
  EXPECT_EQ(nice_ticks(-0.3, 0.3, 4), (std::vector<double>{-0.2, 0, 0.2}));
  EXPECT_TRUE(nice_ticks(3, 3, 5).empty());
  EXPECT_TRUE(nice_ticks(kNaN, 3, 5).empty());
  EXPECT_TRUE(nice_ticks(0, kInfinity, 5).empty());
  EXPECT_TRUE(nice_ticks(0, 1, 0).empty());
  EXPECT_TRUE(rc::check([] {
    const double low = *rc::gen::inRange(-1000000, 1000000) / 1000.0;
    const double span = *rc::gen::inRange(1, 10000000) / 1000.0;
    const auto most = static_cast<std::size_t>(*rc::gen::inRange(2, 12));
    const auto ticks = nice_ticks(low, low + span, most);
    RC_ASSERT(!ticks.empty());
    RC_ASSERT(ticks.size() <= most);
    const double slack = 1e-9 * (std::abs(low) + span);
    for (const double tick : ticks) RC_ASSERT(tick >= low - slack && tick <= low + span + slack);
    if (ticks.size() < 2) return;
    const double step = ticks[1] - ticks[0];
    RC_ASSERT(ticks.front() - low < step + slack);
    RC_ASSERT(low + span - ticks.back() < step + slack);
    // 1, 2 or 5 times a power of ten.
    const double mantissa = step / std::pow(10.0, std::floor(std::log10(step * 1.0000001)));
    RC_ASSERT(std::abs(mantissa - 1) < 1e-5 || std::abs(mantissa - 2) < 1e-5 ||
              std::abs(mantissa - 5) < 1e-5);
  }));
}

TEST(Ticks, OfALogarithmicAxisSpanDecades) {
  EXPECT_EQ(log_ticks(0.9, 120, 8), (std::vector<double>{1, 2, 5, 10, 20, 50, 100}));
  EXPECT_EQ(log_ticks(0.5, 20000, 6), (std::vector<double>{1, 10, 100, 1000, 10000}));
  EXPECT_EQ(log_ticks(10, 14, 6), nice_ticks(10, 14, 6)) << "too short for decades";
  EXPECT_EQ(log_ticks(-1, 4, 6), nice_ticks(-1, 4, 6));
}

TEST(Ticks, HaveAsManyDigitsAsTellThemApart) {
  EXPECT_EQ(tick_digits(std::vector<double>{1, 2, 3}), 0);
  EXPECT_EQ(tick_digits(std::vector<double>{0.5, 1, 1.5}), 1);
  EXPECT_EQ(tick_digits(std::vector<double>{0.05, 0.1}), 2);
}

std::vector<data::Time> weekdays(int year, std::size_t count) {
  std::vector<data::Time> times;
  for (std::int64_t day = data::days_from({year, 1, 1}); times.size() < count; ++day) {
    if (data::weekday(day) < 5) times.push_back(day * data::kSecondsPerDay + data::kDayBarEnd);
  }
  return times;
}

TEST(TimeTicks, BeginMonthsAndYears) {
  const auto times = weekdays(2020, 600);
  const auto year = time_ticks(times, 20, 230, 14, 5, data::Period::day);
  ASSERT_EQ(year.size(), 11U);
  EXPECT_EQ(year.front().text, "2020-02");
  for (const auto& tick : year) {
    EXPECT_NE(data::date_of(times[tick.bar]).month, data::date_of(times[tick.bar - 1]).month);
  }
  const auto all = time_ticks(times, 0, times.size(), 3, 5, data::Period::day);
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[0].text, "2021");
  EXPECT_EQ(all[1].text, "2022");
}

TEST(TimeTicks, AreThereForAnyNumberOfBars) {
  const auto times = weekdays(1991, 9000);
  for (const std::size_t count : {1U, 2U, 5U, 23U, 150U, 900U, 9000U}) {
    for (const std::size_t first : {std::size_t{0}, times.size() - count}) {
      const auto ticks =
          time_ticks(times, first, count, 9, static_cast<double>(count) / 12, data::Period::day);
      ASSERT_FALSE(ticks.empty()) << count;
      EXPECT_LE(ticks.size(), 9U) << count;
      for (const auto& tick : ticks) EXPECT_TRUE(tick.bar >= first && tick.bar < first + count);
    }
  }
  EXPECT_TRUE(time_ticks(times, 9000, 10, 9, 1, data::Period::day).empty());
  EXPECT_TRUE(time_ticks({}, 0, 10, 9, 1, data::Period::day).empty());
}

TEST(TimeTicks, OfADayShowTheClock) {
  std::vector<data::Time> times;
  for (int i = 1; i <= 48; ++i) {
    const int minute = 9 * 60 + 30 + i * 5 + (i > 24 ? 90 : 0);
    times.push_back(data::time_from({2024, 3, 5}, minute * 60));
  }
  const auto ticks = time_ticks(times, 0, times.size(), 10, 1, data::Period::min5);
  ASSERT_GE(ticks.size(), 4U);
  EXPECT_EQ(ticks[1].text, "03-05 10:05") << "the first bar after ten";
}

}  // namespace
}  // namespace fwq::report
