// Time as exchanges write it: wall-clock seconds in Asia/Shanghai, and the calendar dates of those.
//
// A Time counts seconds since 1970-01-01 00:00 of the wall clock in Shanghai, as if each day had 86,400:
// no zone conversion is ever needed, and 2024-01-02 15:00 is the same number everywhere.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "fwq/core/result.hpp"

namespace fwq::data {

using Time = std::int64_t;

inline constexpr Time kSecondsPerDay = 86'400;
// When a day's (week's, month's …) bar ends: 15:00.
inline constexpr Time kDayBarEnd = Time{15} * 3600;

struct Date {
  int year = 1970, month = 1, day = 1;
  friend auto operator<=>(const Date&, const Date&) = default;
};

// Days since 1970-01-01 of a proleptic Gregorian date. Requires: a valid date.
std::int64_t days_from(const Date& date) noexcept;
Date date_from_days(std::int64_t days) noexcept;
bool is_valid(const Date& date) noexcept;
// From 20240102; nullopt when that is no date.
std::optional<Date> date_from_yyyymmdd(std::int64_t number) noexcept;
int to_yyyymmdd(const Date& date) noexcept;

inline Time time_from(const Date& date, Time seconds = 0) noexcept {
  return days_from(date) * kSecondsPerDay + seconds;
}
// The time stamp of a daily (or longer) bar that ends on `date`.
inline Time day_bar_time(const Date& date) noexcept { return time_from(date, kDayBarEnd); }
// Days since 1970-01-01 (rounds towards the past).
inline std::int64_t day_number(Time time) noexcept {
  return time >= 0 ? time / kSecondsPerDay : -((kSecondsPerDay - 1 - time) / kSecondsPerDay);
}
inline Date date_of(Time time) noexcept { return date_from_days(day_number(time)); }
inline int seconds_of_day(Time time) noexcept {
  return static_cast<int>(time - day_number(time) * kSecondsPerDay);
}
// 0 = Monday … 6 = Sunday.
inline int weekday(std::int64_t days) noexcept { return static_cast<int>(((days + 3) % 7 + 7) % 7); }

// "YYYY-MM-DD".
std::string format_date(const Date& date);
// "YYYY-MM-DD HH:MM".
std::string format_minute(Time time);

// Parses YYYY-MM-DD, YYYY/MM/DD or YYYYMMDD, optionally followed by " HH:MM[:SS]". A date alone gives its
// 00:00. Errors: invalid_argument.
Result<Time> parse_time(std::string_view text);

}  // namespace fwq::data
