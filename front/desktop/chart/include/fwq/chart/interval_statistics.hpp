// What happened between two bars: change, extremes, drawdown, volume, runs, volatility. No toolkit.
#pragma once

#include <cstddef>
#include <span>

#include "fwq/data/bars.hpp"

namespace fwq::chart {

// NaN where there is no such number. Ratios: 0.05 is 5 %. A bar that lacks a price is left out.
struct IntervalStatistics {
  std::size_t first = 0, last = 0;  // Bars, inclusive.
  std::size_t bars = 0;             // With prices.
  double open = data::kNone, close = data::kNone;
  double high = data::kNone, low = data::kNone;
  std::size_t high_bar = 0, low_bar = 0;
  double before = data::
      kNone;  // Close before the interval; the open of its first bar where there is none or a cut.
  double change =
      data::kNone;  // close - before. This and all ratios to `before`: NaN when a cut lies inside.
  double change_ratio = data::kNone;  // change / before.
  double amplitude = data::kNone;     // (high - low) / before.
  double mean_close = data::kNone;
  double average_price = data::kNone;      // amount / volume.
  double volume = 0, amount = 0;           // Shares; CNY.
  std::size_t up = 0, down = 0, flat = 0;  // Bars by their close against the one before.
  std::size_t longest_up = 0, longest_down = 0;
  double best = data::kNone, worst = data::kNone;  // Greatest rise and fall from close to close.
  double drawdown = data::
      kNone;  // Greatest fall from a close (or `before`) to a later one, as a ratio below 0; never across a cut.
  double volatility = data::
      kNone;  // Standard deviation of the closes' log returns, a bar (n - 1). From three closes on.
  std::size_t cuts = 0;  // Inside the interval; no move across one is counted.
};

// Of bars [first, last], clamped to what there is; `cuts` ascending. Cost: O(bars).
IntervalStatistics interval_statistics(const data::Bars& bars, std::size_t first, std::size_t last,
                                       std::span<const std::size_t> cuts = {});

}  // namespace fwq::chart
