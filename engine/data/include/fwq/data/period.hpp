// Period: how much time a bar covers.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "fwq/core/result.hpp"

namespace fwq::data {

// The numbers are stored in the bar store: they never change.
enum class Period : std::uint8_t {
  min1 = 1, min5 = 2, min15 = 3, min30 = 4, min60 = 5, day = 6, week = 7, month = 8, quarter = 9, year = 10
};
inline constexpr std::array kAllPeriods{Period::min1, Period::min5, Period::min15, Period::min30, Period::min60,
                                        Period::day, Period::week, Period::month, Period::quarter, Period::year};

// "1m 5m 15m 30m 60m day week month quarter year".
std::string_view to_string(Period period) noexcept;
// Also accepts "daily", "d", "w", "60min", … ignoring case. Errors: invalid_argument.
Result<Period> parse_period(std::string_view text);
// Shorter than a day.
constexpr bool is_intraday(Period period) noexcept { return period < Period::day; }
// Minutes of an intraday period (1, 5, 15, 30, 60). Requires: is_intraday(period).
int minutes(Period period) noexcept;

}  // namespace fwq::data
