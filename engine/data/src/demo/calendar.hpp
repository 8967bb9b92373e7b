// Trading days of the demo market where no calendar was imported.
#pragma once

#include <cstdint>
#include <vector>

#include "fwq/data/calendar.hpp"
#include "fwq/data/time.hpp"

namespace fwq::data::demo {

// Whether the exchanges would customarily be closed on this weekday: New Year, Spring Festival (eve to sixth day),
// Qingming, Labour Day, Dragon Boat, Mid-Autumn, National Day (first to seventh of October). Lunar feasts follow mean
// new moons, so they may be a day off; no day is bridged.
bool is_holiday(std::int64_t day) noexcept;

// The trading days in [first, last]: by `calendar` where it covers them.
std::vector<std::int64_t> trading_days(std::int64_t first, std::int64_t last,
                                       const TradingCalendar& calendar);

}  // namespace fwq::data::demo
