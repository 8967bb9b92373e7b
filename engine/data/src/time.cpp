// Calendar arithmetic and the text forms of time.
#include "fwq/data/time.hpp"

#include <fmt/format.h>

#include <charconv>
#include <chrono>

#include "fwq/core/text.hpp"

namespace fwq::data {
namespace {

std::chrono::year_month_day ymd(const Date& date) noexcept {
  return {std::chrono::year(date.year), std::chrono::month(static_cast<unsigned>(date.month)),
          std::chrono::day(static_cast<unsigned>(date.day))};
}

std::optional<int> digits(std::string_view text) {
  int value = 0;
  const auto end = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || end.ptr != text.data() + text.size() || text.front() == '-')
    return std::nullopt;
  return value;
}

std::optional<Date> parse_date(std::string_view text) {
  if (text.size() == 8) {
    const auto number = digits(text);
    return number ? date_from_yyyymmdd(*number) : std::nullopt;
  }
  if (text.size() != 10 || text[4] != text[7] || (text[4] != '-' && text[4] != '/'))
    return std::nullopt;
  const auto year = digits(text.substr(0, 4));
  const auto month = digits(text.substr(5, 2));
  const auto day = digits(text.substr(8, 2));
  if (!year || !month || !day) return std::nullopt;
  const Date date{*year, *month, *day};
  return is_valid(date) ? std::optional(date) : std::nullopt;
}

std::optional<Time> parse_clock(std::string_view text) {
  if ((text.size() != 5 && text.size() != 8) || text[2] != ':') return std::nullopt;
  const auto hour = digits(text.substr(0, 2));
  const auto minute = digits(text.substr(3, 2));
  const auto second = text.size() == 8 ? (text[5] == ':' ? digits(text.substr(6, 2)) : std::nullopt)
                                       : std::optional(0);
  if (!hour || !minute || !second || *hour > 23 || *minute > 59 || *second > 59)
    return std::nullopt;
  return *hour * 3600 + *minute * 60 + *second;
}

}  // namespace

std::int64_t days_from(const Date& date) noexcept {
  return std::chrono::sys_days(ymd(date)).time_since_epoch().count();
}

Date date_from_days(std::int64_t days) noexcept {
  const std::chrono::year_month_day date{std::chrono::sys_days(std::chrono::days(days))};
  return {static_cast<int>(date.year()), static_cast<int>(static_cast<unsigned>(date.month())),
          static_cast<int>(static_cast<unsigned>(date.day()))};
}

bool is_valid(const Date& date) noexcept {
  return date.month >= 1 && date.month <= 12 && date.day >= 1 && date.day <= 31 && date.year >= 1 &&
         date.year <= 9999 && ymd(date).ok();
}

std::optional<Date> date_from_yyyymmdd(std::int64_t number) noexcept {
  if (number < 10101 || number > 99991231) return std::nullopt;
  const Date date{static_cast<int>(number / 10000), static_cast<int>(number / 100 % 100),
                  static_cast<int>(number % 100)};
  return is_valid(date) ? std::optional(date) : std::nullopt;
}

int to_yyyymmdd(const Date& date) noexcept {
  return date.year * 10000 + date.month * 100 + date.day;
}

std::string format_date(const Date& date) {
  return fmt::format("{:04}-{:02}-{:02}", date.year, date.month, date.day);
}

std::string format_minute(Time time) {
  const int seconds = seconds_of_day(time);
  return fmt::format("{} {:02}:{:02}", format_date(date_of(time)), seconds / 3600,
                     seconds / 60 % 60);
}

Result<Time> parse_time(std::string_view text) {
  const std::string_view whole = core::trimmed(text);
  const auto space = whole.find_first_of(" T");
  const auto date = parse_date(whole.substr(0, space));
  const auto clock = space == std::string_view::npos ? std::optional<Time>(0)
                                                     : parse_clock(whole.substr(space + 1));
  if (!date || !clock) {
    return Error{Errc::invalid_argument,
                 fmt::format("'{}' is not a date: write YYYY-MM-DD or \"YYYY-MM-DD HH:MM\"", text),
                 fmt::format("'{}' 不是日期：请写成 YYYY-MM-DD 或 \"YYYY-MM-DD HH:MM\"", text)};
  }
  return time_from(*date) + *clock;
}

}  // namespace fwq::data
