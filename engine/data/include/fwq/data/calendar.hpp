// The trading calendar: which days the exchanges are open.
#pragma once

#include <cstdint>
#include <vector>

#include "fwq/data/time.hpp"

namespace fwq::data {

// Days from a list where it covers them, weekdays elsewhere. A list covers the days from its first to its last, but for
// holes of more than 31 days (no holiday closed longer than 20): those are lists of two times put together. Immutable after construction. [any-thread]
class TradingCalendar {
 public:
  TradingCalendar() = default;  // Weekdays only.
  // `days`: any order, as days since 1970-01-01.
  explicit TradingCalendar(std::vector<std::int64_t> days);

  bool is_open(std::int64_t day) const noexcept;
  // The first open day after `day`.
  std::int64_t next_open(std::int64_t day) const noexcept;
  bool covers(std::int64_t day) const noexcept;
  std::size_t size() const noexcept { return days_.size(); }

 private:
  // The first listed day after `day`, when `day` and it lie within one stretch of the list; else a value below `day`.
  std::int64_t next_listed(std::int64_t day) const noexcept;
  std::vector<std::int64_t> days_;  // Sorted, unique.
};

}  // namespace fwq::data
