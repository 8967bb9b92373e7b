// MarketPresence: on which days how many securities of a market lack their bar. Tells a feed's hole from suspensions:
// a suspended stock has no bar on some days, a failed download has no bar of many stocks on the same days.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "fwq/data/bars.hpp"
#include "fwq/data/calendar.hpp"

namespace fwq::data {

// Immutable after construction. [any-thread]
class MarketPresence {
 public:
  // What one security adds: its first and last day, and its gaps.
  struct Gap {
    std::int64_t first = 0, last = 0;  // The first and last open day without a bar.
    friend auto operator<=>(const Gap&, const Gap&) = default;
  };
  struct Series {
    std::int64_t first = 0, last = 0;  // Days of the first and last bar; last < first: no bar.
    std::vector<Gap> gaps;
  };
  // Requires: times do not fall. Bars of any period up to a day. Cost: O(bars).
  static Series series_of(const Bars& bars, const TradingCalendar& calendar);

  MarketPresence() = default;
  explicit MarketPresence(std::span<const Series> market);

  // Whether so many securities have exactly this gap that it is a hole of the feed: at least 3, and 20 % of few or
  // 10 % of many. In July 2015, when half of the market asked for suspension at once, at least 60 %.
  bool is_hole(const Gap& gap) const noexcept;
  // How many have exactly this gap.
  std::size_t sharing(const Gap& gap) const noexcept;
  // Securities whose history has `day` inside.
  std::size_t active(std::int64_t day) const noexcept;
  // The last day of any of them; nullopt without any.
  std::optional<std::int64_t> newest() const noexcept;

 private:
  std::vector<Gap> gaps_;                    // Of all, sorted.
  std::vector<std::int64_t> begins_, ends_;  // Sorted.
};

}  // namespace fwq::data
