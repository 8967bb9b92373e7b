// The trading calendar: a list of open days, weekdays where the list ends, and the hours of a day.
#include "fwq/data/calendar.hpp"

#include <algorithm>

namespace fwq::data {
namespace {

// The longest that the exchanges ever closed is 20 days (Spring Festival 1999).
constexpr std::int64_t kLongestClosure = 31;

// Weekdays before `day`, counted from a Monday far back.
constexpr std::int64_t weekdays_before(std::int64_t day) noexcept {
  constexpr std::int64_t kMonday = -3;  // 1969-12-29.
  constexpr std::int64_t kBack = 7'000'000;
  const std::int64_t since =
      day - kMonday + kBack;  // Positive for every date, so division rounds down.
  return since / 7 * 5 + std::min<std::int64_t>(since % 7, 5);
}
static_assert(weekdays_before(-2) - weekdays_before(-3) == 1);  // A Monday …
static_assert(weekdays_before(3) - weekdays_before(1) == 1);    // … a Friday with its Saturday.

}  // namespace

int session_bar_end(int seconds, int step) noexcept {
  const auto [morning, afternoon] = kTradingSessions;
  const auto up = [step](int since) { return (since + step - 1) / step * step; };
  if (seconds <= morning.begin) return morning.begin + step;  // The opening auction.
  if (seconds <= morning.end) return morning.begin + up(seconds - morning.begin);
  if (seconds <= afternoon.begin) return morning.end;
  if (seconds <= afternoon.end) return afternoon.begin + up(seconds - afternoon.begin);
  return afternoon.end;
}

bool is_session_bar_end(int seconds, int step) noexcept {
  return seconds > kTradingSessions[0].begin && session_bar_end(seconds, step) == seconds;
}

bool is_short_day(std::int64_t day) noexcept {
  static const std::int64_t first = days_from({2016, 1, 4});
  static const std::int64_t second = days_from({2016, 1, 7});
  return day == first || day == second;
}

TradingCalendar::TradingCalendar(std::vector<std::int64_t> days) : days_(std::move(days)) {
  const std::int64_t earliest = days_from({1, 1, 1});
  const std::int64_t latest = days_from({9999, 12, 31});
  std::erase_if(days_, [&](std::int64_t day) { return day < earliest || day > latest; });
  std::sort(days_.begin(), days_.end());
  days_.erase(std::unique(days_.begin(), days_.end()), days_.end());
  if (days_.empty()) return;
  ranks_.reserve(static_cast<std::size_t>(days_.back() - days_.front()) + 2);
  std::int32_t open = 0;
  auto listed = days_.begin();
  for (std::int64_t day = days_.front(); day <= days_.back(); ++day) {
    ranks_.push_back(open);
    if (day == *listed) {
      ++listed;
      ++open;
    } else if (*listed - *(listed - 1) > kLongestClosure && weekday(day) < 5) {
      ++open;  // In a hole of the list.
    }
  }
  ranks_.push_back(open);
}

TradingCalendar TradingCalendar::completed_by(std::span<const std::int64_t> index_days) const {
  std::vector<std::int64_t> days = days_;
  for (const std::int64_t day : index_days) {
    if (!covers(day)) days.push_back(day);
  }
  return TradingCalendar(std::move(days));
}

std::int64_t TradingCalendar::rank(std::int64_t day) const noexcept {
  if (ranks_.empty()) return weekdays_before(day);
  const std::int64_t first = days_.front();
  const std::int64_t end = days_.back() + 1;
  if (day < first) return weekdays_before(day) - weekdays_before(first);
  if (day > end) return ranks_.back() + weekdays_before(day) - weekdays_before(end);
  return ranks_[static_cast<std::size_t>(day - first)];
}

std::int64_t TradingCalendar::next_listed(std::int64_t day) const noexcept {
  const auto next = std::upper_bound(days_.begin(), days_.end(), day);
  if (next == days_.begin() || next == days_.end()) return day - 1;
  return *next - *(next - 1) <= kLongestClosure ? *next : day - 1;
}

bool TradingCalendar::covers(std::int64_t day) const noexcept {
  return std::binary_search(days_.begin(), days_.end(), day) || next_listed(day) > day;
}

std::int64_t TradingCalendar::next_open(std::int64_t day) const noexcept {
  if (const std::int64_t listed = next_listed(day); listed > day) return listed;
  // Outside the list: at most a weekend away, and the list may begin on the way.
  do ++day;
  while (!is_open(day));
  return day;
}

}  // namespace fwq::data
