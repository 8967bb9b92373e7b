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

}  // namespace
}  // namespace fwq::data
