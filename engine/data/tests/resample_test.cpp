// Resampling: exact stamps, odd rows, spans of the calendar, what is not finished, and laws over random sessions.
#include "fwq/data/resample.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>

#include "support/market_files.hpp"

namespace fwq::data {
namespace {

constexpr Date kDay{2024, 1, 2};  // A Tuesday.

Time at(const Date& date, int hour, int minute) {
  return time_from(date, hour * 3600 + minute * 60);
}

// The 240 stamps of a day: 09:31 … 11:30, 13:01 … 15:00.
std::vector<Time> session(const Date& date) {
  std::vector<Time> stamps;
  for (int m = 1; m <= 120; ++m) stamps.push_back(at(date, 9, 30) + m * 60);
  for (int m = 1; m <= 120; ++m) stamps.push_back(at(date, 13, 0) + m * 60);
  return stamps;
}

// Bars whose numbers tell which they are: open i, high i + 0.5, low i - 0.5, close i + 0.25, volume 1, amount i.
BarSeries numbered(const std::vector<Time>& stamps) {
  BarSeries series;
  for (std::size_t n = 0; n < stamps.size(); ++n) {
    const auto i = static_cast<double>(n + 1);
    series.push_back({stamps[n], i, i + 0.5, i - 0.5, i + 0.25, 1, i});
  }
  return series;
}

Bars daily(const std::vector<Date>& dates) {
  std::vector<Time> stamps;
  for (const Date& date : dates) stamps.push_back(day_bar_time(date));
  return numbered(stamps).view();
}

std::vector<std::string> stamps(const Bars& bars) {
  std::vector<std::string> texts;
  for (const Time time : bars.time()) texts.push_back(format_minute(time).substr(11));
  return texts;
}

std::vector<std::string> dates(const Bars& bars) {
  std::vector<std::string> texts;
  for (const Time time : bars.time()) {
    EXPECT_EQ(seconds_of_day(time), kDayBarEnd);
    texts.push_back(format_date(date_of(time)));
  }
  return texts;
}

using Texts = std::vector<std::string>;

TEST(Resample, ADayOfMinutesFallsOnTheSessionsOwnGrid) {
  const BarSeries minutes_of_day = numbered(session(kDay));
  const Bars m1 = minutes_of_day.view();
  ASSERT_EQ(m1.size(), 240U);
  const auto m60 = resample(m1, Period::min1, Period::min60).value();
  EXPECT_EQ(stamps(m60.bars), (Texts{"10:30", "11:30", "14:00", "15:00"}));
  EXPECT_FALSE(m60.last_is_partial);
  EXPECT_EQ(m60.bars[0], (Bar{at(kDay, 10, 30), 1, 60.5, 0.5, 60.25, 60, 1830}));
  EXPECT_EQ(m60.bars[2], (Bar{at(kDay, 14, 0), 121, 180.5, 120.5, 180.25, 60, 9030}));
  const auto m30 = resample(m1, Period::min1, Period::min30).value();
  EXPECT_EQ(stamps(m30.bars),
            (Texts{"10:00", "10:30", "11:00", "11:30", "13:30", "14:00", "14:30", "15:00"}));
  const auto m15 = resample(m1, Period::min1, Period::min15).value();
  EXPECT_EQ(stamps(m15.bars),
            (Texts{"09:45", "10:00", "10:15", "10:30", "10:45", "11:00", "11:15", "11:30", "13:15",
                   "13:30", "13:45", "14:00", "14:15", "14:30", "14:45", "15:00"}));
  const auto m5 = resample(m1, Period::min1, Period::min5).value();
  ASSERT_EQ(m5.bars.size(), 48U);
  for (std::size_t i = 0; i < 48; ++i) {
    EXPECT_EQ(m5.bars.time()[i], m1.time()[i * 5 + 4]);
    EXPECT_EQ(m5.bars.volume()[i], 5);
  }
  const auto day = resample(m1, Period::min1, Period::day).value();
  ASSERT_EQ(day.bars.size(), 1U);
  EXPECT_EQ(day.bars[0], (Bar{day_bar_time(kDay), 1, 240.5, 0.5, 240.25, 240, 240 * 241 / 2}));
  EXPECT_FALSE(day.last_is_partial);
}

TEST(Resample, AHalfSessionEndsAtNoonAndLeavesTheDayUnfinished) {
  auto half = session(kDay);
  half.resize(120);
  const Bars m1 = numbered(half).view();
  const auto m60 = resample(m1, Period::min1, Period::min60).value();
  EXPECT_EQ(stamps(m60.bars), (Texts{"10:30", "11:30"}));
  EXPECT_FALSE(m60.last_is_partial);
  const auto day = resample(m1, Period::min1, Period::day).value();
  EXPECT_TRUE(day.last_is_partial);
  EXPECT_TRUE(day.complete().empty());
  // Closed early on that day, which is known when the data goes further.
  EXPECT_FALSE(
      resample(m1, Period::min1, Period::day, {}, at({2024, 1, 3}, 9, 31)).value().last_is_partial);
}

TEST(Resample, FoldsTheAuctionNoonAndLateRowsIntoTheirNeighbours) {
  const Bars odd = numbered({at(kDay, 9, 25), at(kDay, 9, 30), at(kDay, 9, 31), at(kDay, 11, 30),
                             at(kDay, 13, 0), at(kDay, 13, 1), at(kDay, 15, 0), at(kDay, 15, 30)})
                       .view();
  const auto m5 = resample(odd, Period::min1, Period::min5).value();
  EXPECT_EQ(stamps(m5.bars), (Texts{"09:35", "11:30", "13:05", "15:00"}));
  EXPECT_EQ(m5.bars[0], (Bar{at(kDay, 9, 35), 1, 3.5, 0.5, 3.25, 3, 6}));
  EXPECT_EQ(m5.bars[1], (Bar{at(kDay, 11, 30), 4, 5.5, 3.5, 5.25, 2, 9}));
  EXPECT_EQ(m5.bars[3].volume, 2);
  EXPECT_FALSE(m5.last_is_partial);
}

TEST(Resample, PutsOddStampsIntoTheIntervalTheyLieIn) {
  const Bars odd = numbered({at(kDay, 9, 33), at(kDay, 9, 35), at(kDay, 9, 35) + 1, at(kDay, 10, 7),
                             at(kDay, 12, 0), at(kDay, 13, 0) + 59, at(kDay, 14, 58)})
                       .view();
  EXPECT_EQ(stamps(resample(odd, Period::min1, Period::min5).value().bars),
            (Texts{"09:35", "09:40", "10:10", "11:30", "13:05", "15:00"}));
}

TEST(Resample, WeeksAreIsoWeeksAlsoAroundTheYearsEnd) {
  const auto weeks = resample(daily({{2020, 12, 25},
                                     {2020, 12, 28},
                                     {2020, 12, 31},
                                     {2021, 1, 4},
                                     {2021, 1, 8},
                                     {2021, 1, 11}}),
                              Period::day, Period::week)
                         .value();
  EXPECT_EQ(dates(weeks.bars), (Texts{"2020-12-25", "2020-12-31", "2021-01-08", "2021-01-11"}));
  EXPECT_EQ(weeks.bars[1].volume, 2);
  // One ISO week, 2019-W01, with days of two years.
  EXPECT_EQ(
      dates(resample(daily({{2018, 12, 31}, {2019, 1, 2}, {2019, 1, 4}}), Period::day, Period::week)
                .value()
                .bars),
      (Texts{"2019-01-04"}));
  // Sunday ends a week, Monday begins one; also before 1970.
  EXPECT_EQ(dates(resample(daily({{1969, 12, 28}, {1969, 12, 29}, {1970, 1, 1}}), Period::day,
                           Period::week)
                      .value()
                      .bars),
            (Texts{"1969-12-28", "1970-01-01"}));
}

TEST(Resample, MonthsQuartersAndYearsEndOnTheirLastTradingDay) {
  const Bars days = daily({{2022, 12, 30},
                           {2023, 1, 3},
                           {2023, 1, 31},
                           {2023, 3, 31},
                           {2023, 4, 3},
                           {2023, 12, 29},
                           {2024, 1, 2}});
  EXPECT_EQ(
      dates(resample(days, Period::day, Period::month).value().bars),
      (Texts{"2022-12-30", "2023-01-31", "2023-03-31", "2023-04-03", "2023-12-29", "2024-01-02"}));
  EXPECT_EQ(dates(resample(days, Period::day, Period::quarter).value().bars),
            (Texts{"2022-12-30", "2023-03-31", "2023-04-03", "2023-12-29", "2024-01-02"}));
  EXPECT_EQ(dates(resample(days, Period::day, Period::year).value().bars),
            (Texts{"2022-12-30", "2023-12-29", "2024-01-02"}));
  const Bars months = resample(days, Period::day, Period::month).value().bars;
  EXPECT_EQ(dates(resample(months, Period::month, Period::year).value().bars),
            (Texts{"2022-12-30", "2023-12-29", "2024-01-02"}));
}

TEST(Resample, TheLastBarIsPartialWhileItsSpanHasATradingDayLeft) {
  const auto partial = [](const Date& last, Period to, const TradingCalendar& calendar = {},
                          Time as_of = 0) {
    return resample(daily({last}), Period::day, to, calendar, as_of).value().last_is_partial;
  };
  EXPECT_TRUE(partial({2024, 1, 4}, Period::week));   // Thursday.
  EXPECT_FALSE(partial({2024, 1, 5}, Period::week));  // Friday.
  EXPECT_TRUE(partial({2024, 1, 30}, Period::month));
  EXPECT_FALSE(partial({2024, 1, 31}, Period::month));
  EXPECT_TRUE(partial({2024, 1, 31}, Period::quarter));
  EXPECT_TRUE(partial({2024, 3, 28}, Period::quarter)) << "the 29th is a Friday";
  EXPECT_FALSE(partial({2024, 3, 29}, Period::quarter)) << "a weekend ends it";
  EXPECT_FALSE(partial({2024, 12, 31}, Period::year));
  // Thursday 2024-02-08 was the last day before the Spring Festival; 09 was closed.
  const TradingCalendar calendar(
      {days_from({2024, 2, 7}), days_from({2024, 2, 8}), days_from({2024, 2, 19})});
  EXPECT_TRUE(partial({2024, 2, 8}, Period::week));
  EXPECT_FALSE(partial({2024, 2, 8}, Period::week, calendar));
  EXPECT_TRUE(partial({2024, 2, 7}, Period::week, calendar));
  EXPECT_TRUE(partial({2024, 2, 8}, Period::month, calendar));
  // A stock that did not trade on Thursday and Friday: the market did.
  EXPECT_FALSE(partial({2024, 1, 3}, Period::week, {}, day_bar_time({2024, 1, 5})));
  EXPECT_TRUE(partial({2024, 1, 3}, Period::week, {}, day_bar_time({2024, 1, 4})));
  EXPECT_TRUE(partial({2024, 1, 3}, Period::week, {}, at({2024, 1, 5}, 14, 59)))
      << "Friday still trades";
  EXPECT_FALSE(partial({2024, 1, 3}, Period::week, {}, at({2024, 1, 6}, 10, 0)))
      << "Saturday does not";
}

TEST(Resample, TheLastIntradayBarIsPartialUntilItsLastMinute) {
  auto some = session(kDay);
  some.resize(33);  // Up to 10:03.
  const Bars m1 = numbered(some).view();
  const auto m5 = resample(m1, Period::min1, Period::min5).value();
  EXPECT_EQ(stamps(m5.bars).back(), "10:05");
  EXPECT_TRUE(m5.last_is_partial);
  EXPECT_EQ(m5.complete().size(), m5.bars.size() - 1);
  EXPECT_TRUE(
      resample(m1, Period::min1, Period::min5, {}, at(kDay, 10, 4)).value().last_is_partial);
  const auto known = resample(m1, Period::min1, Period::min5, {}, at(kDay, 10, 5)).value();
  EXPECT_FALSE(known.last_is_partial);
  EXPECT_EQ(known.complete().size(), known.bars.size());
  EXPECT_TRUE(
      resample(m1, Period::min1, Period::week, {}, at(kDay, 10, 5)).value().last_is_partial);
}

TEST(Resample, SkipsMissingNumbers) {
  BarSeries series;
  series.push_back({at(kDay, 9, 31), kNone, kNone, kNone, kNone, kNone, kNone});
  series.push_back({at(kDay, 9, 32), 10, 11, 9, 10.5, 100, 1000});
  series.push_back({at(kDay, 9, 33), 10.5, kNone, 8, kNone, 50, 500});
  series.push_back({at(kDay, 9, 36), kNone, kNone, kNone, kNone, 0, 0});
  const auto m5 = resample(series.view(), Period::min1, Period::min5).value();
  ASSERT_EQ(m5.bars.size(), 2U);
  EXPECT_EQ(m5.bars[0], (Bar{at(kDay, 9, 35), 10, 11, 8, 10.5, 150, 1500}));
  EXPECT_TRUE(std::isnan(m5.bars[1].open) && std::isnan(m5.bars[1].high) &&
              std::isnan(m5.bars[1].close));
}

TEST(Resample, RefusesShorterTargetsAndTornWeeks) {
  const Bars days = daily({kDay});
  for (const auto& [from, to] : {std::pair{Period::day, Period::min1},
                                 {Period::min5, Period::min1},
                                 {Period::year, Period::month},
                                 {Period::week, Period::month},
                                 {Period::week, Period::year}}) {
    const auto result = resample(days, from, to);
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().code, Errc::invalid_argument);
    EXPECT_NE(result.error().message.find("bars of " + std::string(to_string(to))),
              std::string::npos);
  }
}

TEST(Resample, ToTheSamePeriodGivesTheBarsThemselves) {
  const Bars days = daily({kDay, {2024, 1, 3}});
  const auto same = resample(days, Period::day, Period::day).value();
  EXPECT_EQ(same.bars.close().data(), days.close().data());
  EXPECT_FALSE(same.last_is_partial);
  EXPECT_TRUE(resample({}, Period::min1, Period::week).value().bars.empty());
  EXPECT_TRUE(resample({}, Period::min1, Period::week).value().complete().empty());
}

// --- laws -------------------------------------------------------------------------------------------------

// Several days with random minutes missing; whole numbers, so that sums are exact.
Bars random_minutes() {
  BarSeries series;
  std::int64_t day = days_from({2023, 12, 20});
  const int count = *rc::gen::inRange(1, 15);
  for (int d = 0; d < count; ++d) {
    day += *rc::gen::inRange(1, 4);
    const int keep = *rc::gen::inRange(1, 100);
    for (const Time time : session(date_from_days(day))) {
      if (*rc::gen::inRange(0, 100) >= keep) continue;
      const double open = *rc::gen::inRange(100, 200), close = *rc::gen::inRange(100, 200);
      series.push_back({time, open, std::max(open, close) + *rc::gen::inRange(0, 5),
                        std::min(open, close) - *rc::gen::inRange(0, 5), close,
                        static_cast<double>(*rc::gen::inRange(0, 1000)),
                        static_cast<double>(*rc::gen::inRange(0, 1000))});
    }
  }
  return series.view();
}

void expect_same(const Bars& a, const Bars& b) {
  RC_ASSERT(a.size() == b.size());
  for (std::size_t i = 0; i < a.size(); ++i) RC_ASSERT(a[i] == b[i]);
}

double sum(std::span<const double> column) {
  double total = 0;
  for (const double x : column) total += x;
  return total;
}

RC_GTEST_PROP(Resample, StepsOnTheWayChangeNothing, ()) {
  const Bars m1 = random_minutes();
  const auto to = [](const Bars& bars, Period from, Period period) {
    return resample(bars, from, period).value().bars;
  };
  const Bars m5 = to(m1, Period::min1, Period::min5);
  expect_same(to(m1, Period::min1, Period::min60), to(m5, Period::min5, Period::min60));
  const Bars m15 = to(m5, Period::min5, Period::min15);
  expect_same(to(m1, Period::min1, Period::min30), to(m15, Period::min15, Period::min30));
  const Bars day = to(m1, Period::min1, Period::day);
  expect_same(day, to(to(m1, Period::min1, Period::min30), Period::min30, Period::day));
  expect_same(to(m1, Period::min1, Period::week), to(day, Period::day, Period::week));
  expect_same(to(m1, Period::min1, Period::year),
              to(to(to(day, Period::day, Period::month), Period::month, Period::quarter),
                 Period::quarter, Period::year));
}

RC_GTEST_PROP(Resample, ConservesVolumeAndTheExtremes, ()) {
  const Bars m1 = random_minutes();
  for (const Period period : kAllPeriods) {
    const Bars bars = resample(m1, Period::min1, period).value().bars;
    RC_ASSERT(bars.empty() == m1.empty());
    if (m1.empty()) continue;
    RC_ASSERT(sum(bars.volume()) == sum(m1.volume()));
    RC_ASSERT(sum(bars.amount()) == sum(m1.amount()));
    RC_ASSERT(*std::max_element(bars.high().begin(), bars.high().end()) ==
              *std::max_element(m1.high().begin(), m1.high().end()));
    RC_ASSERT(*std::min_element(bars.low().begin(), bars.low().end()) ==
              *std::min_element(m1.low().begin(), m1.low().end()));
    RC_ASSERT(bars.open()[0] == m1.open()[0]);
    RC_ASSERT(bars.close().back() == m1.close().back());
    for (std::size_t i = 1; i < bars.size(); ++i) RC_ASSERT(bars.time()[i] > bars.time()[i - 1]);
  }
}

// Real weeks and months against a second way to name them.
TEST(RealResample, SpansOfARealSeriesAreThoseOfTheCalendar) {
  if (!std::filesystem::exists(test::shared_data())) GTEST_SKIP() << "no shared data here";
  const Bars days = test::long_series("SH000001_day.csv");
  const Bars weeks = resample(days, Period::day, Period::week).value().bars;
  const Bars months = resample(days, Period::day, Period::month).value().bars;
  std::size_t week = 0, month = 0;
  for (std::size_t i = 0; i + 1 < days.size(); ++i) {
    const Time now = days.time()[i], next = days.time()[i + 1];
    // A week ends where the weekday falls, or seven days or more pass.
    const bool ends =
        weekday(day_number(next)) <= weekday(day_number(now)) || next - now >= 7 * kSecondsPerDay;
    if (ends) {
      ASSERT_EQ(weeks.time()[week++], now);
    }
    if (date_of(now).month != date_of(next).month) {
      ASSERT_EQ(months.time()[month++], now);
    }
  }
  EXPECT_EQ(weeks.size(), week + 1);
  EXPECT_EQ(months.size(), month + 1);
  EXPECT_NEAR(sum(weeks.volume()) / sum(days.volume()), 1, 1e-12);
}

}  // namespace
}  // namespace fwq::data
