// The trading calendar: listed days, holes, and weekdays outside.
#include "fwq/data/calendar.hpp"

#include <gtest/gtest.h>

namespace fwq::data {
namespace {

std::int64_t day(int year, int month, int d) {
  return days_from({year, month, d});
}

TEST(Calendar, WithoutAListEveryWeekdayIsOpen) {
  const TradingCalendar calendar;
  EXPECT_EQ(calendar.size(), 0U);
  EXPECT_FALSE(calendar.covers(day(2024, 1, 2)));
  EXPECT_TRUE(calendar.is_open(day(2024, 1, 1)));   // A Monday.
  EXPECT_FALSE(calendar.is_open(day(2024, 1, 6)));  // A Saturday.
  EXPECT_EQ(calendar.next_open(day(2024, 1, 4)), day(2024, 1, 5));
  EXPECT_EQ(calendar.next_open(day(2024, 1, 5)), day(2024, 1, 8));
  EXPECT_EQ(calendar.next_open(day(2024, 1, 7)), day(2024, 1, 8));
}

TEST(Calendar, AListDecidesWhereItReaches) {
  // New Year 2024 was closed; given in any order, and twice.
  const TradingCalendar calendar(
      {day(2024, 1, 3), day(2023, 12, 28), day(2024, 1, 2), day(2023, 12, 29), day(2024, 1, 2)});
  EXPECT_EQ(calendar.size(), 4U);
  EXPECT_FALSE(calendar.is_open(day(2024, 1, 1)));
  EXPECT_TRUE(calendar.covers(day(2024, 1, 1)));
  EXPECT_TRUE(calendar.is_open(day(2024, 1, 2)));
  EXPECT_EQ(calendar.next_open(day(2023, 12, 29)), day(2024, 1, 2));
  EXPECT_EQ(calendar.next_open(day(2024, 1, 1)), day(2024, 1, 2));
  // Before and after it: weekdays.
  EXPECT_FALSE(calendar.covers(day(2024, 1, 4)));
  EXPECT_TRUE(calendar.is_open(day(2024, 1, 4)));
  EXPECT_EQ(calendar.next_open(day(2024, 1, 3)), day(2024, 1, 4));
  EXPECT_EQ(calendar.next_open(day(2024, 1, 5)), day(2024, 1, 8));
  EXPECT_FALSE(calendar.covers(day(2023, 12, 27)));
  EXPECT_EQ(calendar.next_open(day(2023, 12, 27)), day(2023, 12, 28));
  EXPECT_EQ(calendar.next_open(day(2023, 12, 22)), day(2023, 12, 25));
}

TEST(Calendar, AListThatBeginsOnAWeekendIsMetOnTheWay) {
  const TradingCalendar calendar({day(2024, 1, 6), day(2024, 1, 9)});  // A Saturday that was open.
  EXPECT_EQ(calendar.next_open(day(2024, 1, 5)), day(2024, 1, 6));
  EXPECT_EQ(calendar.next_open(day(2024, 1, 6)), day(2024, 1, 9));
}

TEST(Calendar, TheLongestHolidayIsNoHole) {
  const TradingCalendar calendar(
      {day(1999, 2, 9), day(1999, 3, 1)});  // Spring Festival 1999: 20 days.
  EXPECT_FALSE(calendar.is_open(day(1999, 2, 15)));
  EXPECT_EQ(calendar.next_open(day(1999, 2, 9)), day(1999, 3, 1));
}

TEST(Calendar, AHoleOfMonthsBetweenTwoListsIsNotAHoliday) {
  const TradingCalendar calendar(
      {day(2020, 12, 30), day(2020, 12, 31), day(2023, 1, 3), day(2023, 1, 4)});
  EXPECT_FALSE(calendar.covers(day(2021, 6, 1)));
  EXPECT_TRUE(calendar.is_open(day(2021, 6, 1)));
  EXPECT_FALSE(calendar.is_open(day(2021, 6, 5)));
  EXPECT_EQ(calendar.next_open(day(2020, 12, 31)), day(2021, 1, 1));
  EXPECT_TRUE(calendar.covers(day(2020, 12, 31)));
}

TEST(Calendar, CountsOpenDaysAsSteppingThroughThemDoes) {
  const TradingCalendar calendars[] = {
      TradingCalendar(),
      TradingCalendar({day(2023, 12, 28), day(2023, 12, 29), day(2024, 1, 2), day(2024, 1, 3)}),
      TradingCalendar({day(2023, 6, 30), day(2023, 7, 3), day(2024, 1, 6), day(2024, 1, 8)}),
      TradingCalendar({day(2024, 1, 2)}),
  };
  for (const auto& calendar : calendars) {
    for (std::int64_t from = day(2023, 6, 20); from < day(2024, 1, 20); from += 3) {
      std::int64_t open = 0;
      for (std::int64_t to = from; to < day(2024, 1, 25); ++to) {
        ASSERT_EQ(calendar.open_days(from, to), open) << from << " to " << to;
        open += calendar.is_open(to) ? 1 : 0;
      }
    }
  }
  EXPECT_EQ(calendars[0].open_days(day(2024, 1, 8), day(2024, 1, 8)), 0);
  EXPECT_EQ(calendars[0].open_days(day(2024, 1, 9), day(2024, 1, 8)), 0);
  EXPECT_EQ(calendars[0].open_days(day(2024, 1, 1), day(2024, 1, 8)), 5);
}

TEST(Calendar, AnIndexTellsTheDaysThatNoListCovers) {
  const TradingCalendar list({day(2023, 12, 28), day(2023, 12, 29), day(2024, 1, 2)});
  // The index has bars on a day that the list says was closed (the list wins), and in February, where there is no
  // list: 2024-02-09 and the week after were Spring Festival.
  const std::int64_t index[] = {day(2024, 1, 1), day(2024, 1, 3),  day(2024, 2, 7),
                                day(2024, 2, 8), day(2024, 2, 19), day(2024, 2, 20)};
  const TradingCalendar both = list.completed_by(index);
  EXPECT_FALSE(both.is_open(day(2024, 1, 1)));
  EXPECT_TRUE(both.is_open(day(2024, 2, 8)));
  EXPECT_FALSE(both.is_open(day(2024, 2, 9)));
  EXPECT_TRUE(both.covers(day(2024, 2, 12)));
  EXPECT_FALSE(both.is_open(day(2024, 2, 16)));
  EXPECT_EQ(both.next_open(day(2024, 2, 8)), day(2024, 2, 19));
  EXPECT_TRUE(list.is_open(day(2024, 2, 9)));  // Without the index: a weekday.
}

TEST(Calendar, LeavesOutDaysThatAreNoDates) {
  const TradingCalendar calendar(
      {day(2024, 1, 2), std::int64_t{1} << 60, -(std::int64_t{1} << 60)});
  EXPECT_EQ(calendar.size(), 1U);
}

TEST(Sessions, HaveTwoHundredAndFortyMinutes) {
  for (const int minutes : {1, 5, 15, 30, 60}) {
    int bars = 0;
    for (int second = 0; second < 86'400; ++second)
      bars += is_session_bar_end(second, minutes * 60) ? 1 : 0;
    EXPECT_EQ(bars, bars_per_day(minutes)) << minutes;
  }
  EXPECT_TRUE(is_session_bar_end(10 * 3600 + 1800, 3600));  // 60-minute bars: 10:30 …
  EXPECT_TRUE(is_session_bar_end(14 * 3600, 3600));         // … 14:00.
  EXPECT_FALSE(is_session_bar_end(13 * 3600, 60));  // The afternoon's first minute ends at 13:01.
  EXPECT_FALSE(is_session_bar_end(9 * 3600 + 1800, 60));
  EXPECT_FALSE(is_session_bar_end(15 * 3600 + 60, 60));
  EXPECT_TRUE(is_short_day(days_from({2016, 1, 7})));
  EXPECT_FALSE(is_short_day(days_from({2016, 1, 8})));
}

TEST(Sessions, AStampBelongsToTheBarThatEndsNext) {
  EXPECT_EQ(session_bar_end(9 * 3600 + 25 * 60, 60), 9 * 3600 + 31 * 60);
  EXPECT_EQ(session_bar_end(9 * 3600 + 31 * 60 + 1, 300), 9 * 3600 + 35 * 60);
  EXPECT_EQ(session_bar_end(13 * 3600, 300), 11 * 3600 + 1800);
  EXPECT_EQ(session_bar_end(15 * 3600 + 30 * 60, 60), 15 * 3600);
}

}  // namespace
}  // namespace fwq::data
