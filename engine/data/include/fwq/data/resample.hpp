// Longer bars from shorter ones: 1m → 5m … 60m → day → week, month, quarter, year.
#pragma once

#include "fwq/core/result.hpp"
#include "fwq/data/adjust.hpp"
#include "fwq/data/bars.hpp"
#include "fwq/data/calendar.hpp"
#include "fwq/data/period.hpp"

namespace fwq::data {

struct Resampled {
  Bars bars;
  // The last bar covers a time that has not ended yet: only a chart should show it.
  bool last_is_partial = false;
  Bars complete() const noexcept { return last_is_partial ? bars.slice(0, bars.size() - 1) : bars; }
};

// Open of the first, highest high, lowest low, close of the last, sums of volume and amount. NaN prices are skipped.
//
// Intraday bars end on the session's own grid: (9:30,11:30] and (13:00,15:00] in steps of the period; the opening
// auction belongs to the first, a bar stamped 13:00 to the bar that ends at 11:30, one after 15:00 to the last. A day or longer bar ends at 15:00 of
// its last trading day; weeks are ISO weeks. `as_of` is how far the data goes (default: bars' last time): the last bar is partial when the calendar
// has a trading day (or the session a minute) of its span after that.
// `from` == `to` gives the bars as they are.
// Errors: invalid_argument, if `to` is shorter than `from`, or `from` is weeks (they straddle months and years).
Result<Resampled> resample(const Bars& bars, Period from, Period to, const TradingCalendar& calendar = {}, Time as_of = 0);

// `series` in a longer period. Each stretch between cuts is resampled on its own, so that no bar holds prices from both
// sides of one; a week with a cut inside gives two bars. The last bar is dropped unless its time has ended by `as_of`;
// events and cuts stand at the bars that hold theirs. Errors: as resample(); then `series` is as it was.
Result<void> resample_between_cuts(AdjustedBars& series, Period from, Period to, const TradingCalendar& calendar,
                                   Time as_of);

}  // namespace fwq::data
