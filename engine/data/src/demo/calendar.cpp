// Customary holidays of the Chinese exchanges, computed.
//
// Source: mean new moons count from 2000-01-07 02:14 in Shanghai, one each 29.530588853 days (Meeus, Astronomical
//         Algorithms, chapter 49, without the periodic terms). The first month begins with the new moon between
//         21 January and 20 February; the fifth and eighth with those in their own windows, which spares the leap months.
#include "demo/calendar.hpp"

namespace fwq::data::demo {
namespace {

// The day of the first mean new moon on or after `day`.
std::int64_t new_moon_from(std::int64_t day) noexcept {
  constexpr double kMonth = 29.530588853;
  const double first = static_cast<double>(days_from({2000, 1, 7})) + 0.093;
  const auto months = static_cast<std::int64_t>((static_cast<double>(day) - first) / kMonth);
  for (std::int64_t k = months - 2;; ++k) {
    const auto moon = static_cast<std::int64_t>(first + static_cast<double>(k) * kMonth);
    if (moon >= day) return moon;
  }
}

// A one-day feast on a Saturday or Sunday is made up for on the Monday.
std::int64_t observed(std::int64_t day) noexcept {
  const int weekday_of = weekday(day);
  return weekday_of > 4 ? day + 7 - weekday_of : day;
}

}  // namespace

bool is_holiday(std::int64_t day) noexcept {
  const int year = date_from_days(day).year;
  const auto within = [&](std::int64_t first, std::int64_t count) {
    return day >= first && day < first + count;
  };
  const std::int64_t spring = new_moon_from(days_from({year, 1, 21}));
  const std::int64_t dragon_boat = new_moon_from(days_from({year, 5, 23})) + 4;
  const std::int64_t mid_autumn = new_moon_from(days_from({year, 8, 24})) + 14;
  return day == observed(days_from({year, 1, 1})) || within(spring - 1, 7) ||
         day == observed(days_from({year, 4, 5})) || within(days_from({year, 5, 1}), 3) ||
         day == observed(dragon_boat) || day == observed(mid_autumn) ||
         within(days_from({year, 10, 1}), 7);
}

std::vector<std::int64_t> trading_days(std::int64_t first, std::int64_t last,
                                       const TradingCalendar& calendar) {
  std::vector<std::int64_t> days;
  for (std::int64_t day = first; day <= last; ++day) {
    const bool open =
        calendar.covers(day) ? calendar.is_open(day) : weekday(day) < 5 && !is_holiday(day);
    if (open) days.push_back(day);
  }
  return days;
}

}  // namespace fwq::data::demo
