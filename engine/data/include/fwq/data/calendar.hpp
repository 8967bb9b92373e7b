// The trading calendar: which days the exchanges are open, and between which hours.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "fwq/data/time.hpp"

namespace fwq::data {

// A stretch of trading within a day, in seconds of the day. Its bars end in (begin, end].
struct TradingSession {
  int begin = 0, end = 0;
  friend bool operator==(const TradingSession&, const TradingSession&) = default;
};

// Morning 9:30-11:30 and afternoon 13:00-15:00: 240 minutes. What the opening auction (9:25) trades belongs to the
// first bar.
inline constexpr std::array<TradingSession, 2> kTradingSessions{
    {{9 * 3600 + 30 * 60, 11 * 3600 + 30 * 60}, {13 * 3600, 15 * 3600}}};

// How many bars of `minutes` a full day has (240 / minutes). Requires: 1, 5, 15, 30 or 60.
constexpr int bars_per_day(int minutes) noexcept {
  return 240 / minutes;
}

// The end of the bar of `step` seconds that a stamp belongs to, in seconds of the day. Stamps up to 9:30 belong to the
// first bar, those of the lunch break up to 13:00 to the last of the morning (some vendors print it so), those after
// 15:00 to the last of the day.
int session_bar_end(int seconds, int step) noexcept;
// Whether a bar of `step` seconds ends exactly there.
bool is_session_bar_end(int seconds, int step) noexcept;

// Days on which trading ended early: 2016-01-04 and 2016-01-07, by the market's circuit breaker.
bool is_short_day(std::int64_t day) noexcept;

// Days from a list where it covers them, weekdays elsewhere. A list covers the days from its first to its last, but for
// holes of more than 31 days (no holiday closed longer than 20): those are lists of two times put together. Immutable after construction. [any-thread]
class TradingCalendar {
 public:
  TradingCalendar() = default;  // Weekdays only.
  // `days`: any order, as days since 1970-01-01; those outside the years 1 to 9999 are left out.
  explicit TradingCalendar(std::vector<std::int64_t> days);

  // This calendar, and the days of `index_days` (the dates of an index's bars, which are open days by nature) where
  // it does not cover them. For years that no calendar file has. Any order.
  TradingCalendar completed_by(std::span<const std::int64_t> index_days) const;

  bool is_open(std::int64_t day) const noexcept { return rank(day + 1) != rank(day); }
  // The first open day after `day`.
  std::int64_t next_open(std::int64_t day) const noexcept;
  // The number of open days in [from, to); 0 when to <= from. Cost: O(1).
  std::int64_t open_days(std::int64_t from, std::int64_t to) const noexcept {
    return to <= from ? 0 : rank(to) - rank(from);
  }
  bool covers(std::int64_t day) const noexcept;
  std::size_t size() const noexcept { return days_.size(); }

 private:
  // The first listed day after `day`, when `day` and it lie within one stretch of the list; else a value below `day`.
  std::int64_t next_listed(std::int64_t day) const noexcept;
  // The number of open days before `day`, counted from some fixed day.
  std::int64_t rank(std::int64_t day) const noexcept;

  std::vector<std::int64_t> days_;  // Sorted, unique.
  std::vector<std::int32_t>
      ranks_;  // Open days from the first listed day up to each day until the last.
};

}  // namespace fwq::data
