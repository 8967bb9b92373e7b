// The trading calendar: a list of open days, and weekdays where the list ends.
#include "fwq/data/calendar.hpp"

#include <algorithm>

namespace fwq::data {
namespace {

// The longest that the exchanges ever closed is 20 days (Spring Festival 1999).
constexpr std::int64_t kLongestClosure = 31;

}  // namespace

TradingCalendar::TradingCalendar(std::vector<std::int64_t> days) : days_(std::move(days)) {
  std::sort(days_.begin(), days_.end());
  days_.erase(std::unique(days_.begin(), days_.end()), days_.end());
}

std::int64_t TradingCalendar::next_listed(std::int64_t day) const noexcept {
  const auto next = std::upper_bound(days_.begin(), days_.end(), day);
  if (next == days_.begin() || next == days_.end()) return day - 1;
  return *next - *(next - 1) <= kLongestClosure ? *next : day - 1;
}

bool TradingCalendar::covers(std::int64_t day) const noexcept {
  return std::binary_search(days_.begin(), days_.end(), day) || next_listed(day) > day;
}

bool TradingCalendar::is_open(std::int64_t day) const noexcept {
  if (std::binary_search(days_.begin(), days_.end(), day)) return true;
  return next_listed(day) <= day && weekday(day) < 5;
}

std::int64_t TradingCalendar::next_open(std::int64_t day) const noexcept {
  if (const std::int64_t listed = next_listed(day); listed > day) return listed;
  // Outside the list: at most a weekend away, and the list may begin on the way.
  do ++day;
  while (!is_open(day));
  return day;
}

}  // namespace fwq::data
