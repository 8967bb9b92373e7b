// The state of one stock now: trend, support and resistance, as a person would say it, each with its numbers.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "fwq/data/bars.hpp"

namespace fwq::analysis {

enum class Direction { up, down, sideways };
std::string_view to_string(Direction direction) noexcept;

struct Trend {
  Direction direction = Direction::sideways;  // Sideways while the strength is below 0.25.
  // In [0,1]: r_squared * min(1, move of the fitted line / 4 average true ranges of the last 14 bars).
  double strength = 0;
  double slope_percent = 0;        // Of a least-squares line over the last `bars` closes, % of price per bar.
  double r_squared = 0;            // How well the line fits.
  std::size_t bars = 0;            // Looked at (60, or fewer if there are fewer; 0: too few for any).
  std::vector<double> averages;    // Mean of the last 5, 20, 60 closes; NaN where there are fewer.
};
Trend trend_of(const data::Bars& bars);

enum class LevelKind { support, resistance };
struct Level {
  LevelKind kind = LevelKind::support;
  double price = 0;
  std::size_t touches = 0;         // Swing points within half an average true range of it.
  data::Time last_touch = 0;
  // Share in [0,1] of the volume of the bars looked at that was traded within half an average true range of it, by
  // volume_profile(). NaN where no volume is known.
  double volume_share = 0;
};
// Bars before one that lacks a price are not looked at, here and in trend_of.
// Levels from confirmed swing points of the last 250 bars, strongest first, at most `most` on each side of the last close.
std::vector<Level> levels_of(const data::Bars& bars, std::size_t most = 3);

// Volume at price: how much was traded where, as far as bars can tell.
//
// Model:    a bar's volume is spread evenly over the prices from its low to its high (all of it at one price for a bar
//           without range), on a grid of equal steps from the lowest low to the highest high of the bars. Shares that
//           changed hands since are not taken off: this is where trade took place, not who still holds.
// Input:    any bars; `steps` >= 1. A bar that lacks its high, low or volume is left out.
// Output:   volume[i] in shares between low + i*step and low + (i+1)*step; adds up to the volume of the bars.
//           `busiest`: the step with the most. step is 0 and there is one cell if all bars stand at one price.
// Cost:     O(bars + steps), however many steps a bar covers.
struct VolumeProfile {
  double low = 0, step = 0;
  std::vector<double> volume;   // Empty: no bar had all its numbers.
  double total = 0;
  std::size_t busiest = 0;
  // Volume between two prices, cells cut where the prices fall. Requires: from <= to.
  double between(double from, double to) const noexcept;
};
VolumeProfile volume_profile(const data::Bars& bars, std::size_t steps = 100);

}  // namespace fwq::analysis
