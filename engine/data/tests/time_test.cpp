// Dates and times: day numbers against an independent count of days, and every text form.
#include "fwq/data/time.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace fwq::data {
namespace {

// Days since 1970-01-01, by adding up the lengths of years and months one by one.
std::int64_t counted_days(const Date& date) {
  const auto leap = [](int y) { return (y % 4 == 0 && y % 100 != 0) || y % 400 == 0; };
  const auto length = [&](int y, int m) {
    static constexpr int kLengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return m == 2 && leap(y) ? 29 : kLengths[m - 1];
  };
  std::int64_t days = 0;
  for (int y = 1970; y < date.year; ++y) days += leap(y) ? 366 : 365;
  for (int y = date.year; y < 1970; ++y) days -= leap(y) ? 366 : 365;
  for (int m = 1; m < date.month; ++m) days += length(date.year, m);
  return days + date.day - 1;
}

TEST(Time, KnowsTheNumberOfKnownDays) {
  EXPECT_EQ(days_from({1970, 1, 1}), 0);
  EXPECT_EQ(days_from({2000, 3, 1}), 11017);
  EXPECT_EQ(days_from({1990, 12, 19}), 7657);  // The first trading day in Shanghai.
  EXPECT_EQ(days_from({1969, 12, 31}), -1);
  EXPECT_EQ(time_from({2024, 1, 2}, 0), 1704153600);  // date -u -d 2024-01-02 +%s
  EXPECT_EQ(day_bar_time({2024, 1, 2}), 1704153600 + 54000);
}

RC_GTEST_PROP(Time, DayNumbersAgreeWithACountOfDays, ()) {
  const auto days = *rc::gen::inRange<std::int64_t>(-100'000, 200'000);  // 1696 to 2517.
  const Date date = date_from_days(days);
  RC_ASSERT(is_valid(date));
  RC_ASSERT(counted_days(date) == days);
  RC_ASSERT(days_from(date) == days);
  const auto seconds = *rc::gen::inRange(0, 86'400);
  const Time time = time_from(date, seconds);
  RC_ASSERT(day_number(time) == days);
  RC_ASSERT(date_of(time) == date);
  RC_ASSERT(seconds_of_day(time) == seconds);
  RC_ASSERT(parse_time(format_date(date)).value() == time_from(date));
  RC_ASSERT(parse_time(format_minute(time)).value() == time - seconds % 60);
  RC_ASSERT(date_from_yyyymmdd(to_yyyymmdd(date)) == date);
}

TEST(Time, KnowsTheDayOfTheWeek) {
  EXPECT_EQ(weekday(0), 3);                          // 1970-01-01 was a Thursday.
  EXPECT_EQ(weekday(days_from({2024, 1, 1})), 0);    // Monday
  EXPECT_EQ(weekday(days_from({2023, 12, 31})), 6);  // Sunday
  EXPECT_EQ(weekday(-1), 2);
  EXPECT_EQ(weekday(-4), 6);
}

TEST(Time, RefusesDatesThatDoNotExist) {
  for (const Date& date :
       {Date{2023, 2, 29}, Date{1900, 2, 29}, Date{2024, 13, 1}, Date{2024, 0, 1},
        Date{2024, 4, 31}, Date{2024, 1, 0}, Date{0, 1, 1}, Date{10000, 1, 1}}) {
    EXPECT_FALSE(is_valid(date)) << date.year << "-" << date.month << "-" << date.day;
  }
  EXPECT_TRUE(is_valid({2024, 2, 29}));
  EXPECT_TRUE(is_valid({2000, 2, 29}));
  for (const std::int64_t number :
       {0LL, 20230229LL, 20241301LL, 99999999LL, -20240102LL, 202401020LL}) {
    EXPECT_FALSE(date_from_yyyymmdd(number)) << number;
  }
  EXPECT_EQ(date_from_yyyymmdd(20240229), (Date{2024, 2, 29}));
}

TEST(Time, ParsesEveryFormOfADate) {
  const Time day = time_from({2024, 1, 2});
  for (const char* text :
       {"2024-01-02", "2024/01/02", "20240102", " 2024-01-02 ", "2024-01-02\r\n"}) {
    EXPECT_EQ(parse_time(text).value(), day) << text;
  }
  for (const char* text :
       {"2024-01-02 09:35", "20240102 09:35", "2024/01/02 09:35:00", "2024-01-02T09:35"}) {
    EXPECT_EQ(parse_time(text).value(), day + 9 * 3600 + 35 * 60) << text;
  }
  EXPECT_EQ(parse_time("2024-01-02 23:59:59").value(), day + 86'399);
}

TEST(Time, RefusesWhatIsNoTimeAndSaysHowToWriteIt) {
  for (const char* text :
       {"", "2024", "2024-1-2", "2024-01/02", "2024-02-30", "02.01.2024", "2024-01-02 24:00",
        "2024-01-02 09:60", "2024-01-02 9:30", "2024-01-02 09:30:61", "2024-01-02 09-30",
        "2024-01-02x", "-2024102", "2024-01-02 09:30x", "2024-01-02 09:30x00"}) {
    const auto time = parse_time(text);
    ASSERT_FALSE(time) << text;
    EXPECT_EQ(time.error().code, Errc::invalid_argument);
    EXPECT_NE(time.error().message.find("YYYY-MM-DD"), std::string::npos);
  }
}

TEST(Time, PrintsDatesAndMinutes) {
  EXPECT_EQ(format_date({991, 2, 3}), "0991-02-03");
  EXPECT_EQ(format_minute(time_from({2024, 1, 2}, 9 * 3600 + 31 * 60 + 59)), "2024-01-02 09:31");
  EXPECT_EQ(format_minute(-60), "1969-12-31 23:59");
}

}  // namespace
}  // namespace fwq::data
