// TradedSeries: one security as a back-test needs it: raw prices for orders, adjusted ones for signals, what happened to its
// shares, and since when it is listed.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "fwq/data/adjust.hpp"
#include "fwq/data/bars.hpp"
#include "fwq/data/exrights.hpp"
#include "fwq/data/symbol.hpp"

namespace fwq::backtest {

// Days from `first` to `last`, both in.
struct DayRange {
  std::int64_t first = 0, last = 0;
};

struct TradedSeries {
  data::Symbol symbol;
  data::Bars raw;  // Orders, fees, limits and lots work on these.
  // Adjusted backward by ratio: the returns are those of a holder, and what comes later changes nothing before it. The raw
  // bars themselves where nothing was to adjust.
  data::Bars signals;
  std::vector<data::AppliedEvent> events;  // By bar.
  std::vector<data::Cut> cuts;             // By bar. No position and no window crosses one.
  std::int64_t listed_day = 0;             // Of the first bar, where it is not known.
  bool begins_with_listing = false;        // Whether the first bar is that of the listing day.
  std::vector<DayRange> warned;            // Under risk warning (ST), by day.

  bool is_warned(std::int64_t day) const noexcept;
};

// `raw` daily or intraday bars; `events` in any order. Without `listed` the first bar is taken for that of the listing, as
// its true limit is not known. Cost: O(bars), one copy of the columns if there is an event to apply.
TradedSeries traded_series(const data::Bars& raw, data::Symbol symbol,
                           std::span<const data::ExRightsEvent> events,
                           std::optional<data::Date> listed = {},
                           std::vector<DayRange> warned = {});

}  // namespace fwq::backtest
