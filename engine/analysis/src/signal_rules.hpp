// The shapes that customary rules are made of: one line crosses another, a value leaves a zone.
#pragma once

#include <cmath>
#include <span>
#include <string>
#include <string_view>

#include "fwq/analysis/indicator.hpp"
#include "machines.hpp"

namespace fwq::analysis {

using Line = std::span<const double>;

// a > b by more than rounding: averages of equal prices may differ from them in the last bits.
inline bool clearly_above(double a, double b) noexcept {
  return a - b > 1e-9 * std::max(std::abs(a), std::abs(b));
}

// Calls on(i, up) at each bar where `a` comes out on the other side of `b` than it last was on. Touching is not
// crossing, nor is coming apart by no more than `least`; after a NaN the side is unknown, and the first side that shows
// is no cross.
template <class On>
void each_cross(Line a, Line b, On on, double least = 0) {
  int side = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (std::isnan(a[i]) || std::isnan(b[i])) {
      side = 0;
      continue;
    }
    const bool apart = std::abs(a[i] - b[i]) > least;
    const int now = !apart                      ? side
                    : clearly_above(a[i], b[i]) ? 1
                    : clearly_above(b[i], a[i]) ? -1
                                                : side;
    if (side != 0 && now != side) on(i, now > 0);
    side = now;
  }
}

// Calls on(i, depth) at each bar where `outside(i)`, how far bar i is beyond a border (NaN: no value), is not above
// zero any more; `depth` is the furthest that it had been.
template <class Outside, class On>
void each_return(std::size_t size, Outside outside, On on) {
  double depth = 0;
  for (std::size_t i = 0; i < size; ++i) {
    const double beyond = outside(i);
    if (beyond > 0) {
      depth = std::max(depth, beyond);
      continue;
    }
    if (depth > 0 && !std::isnan(beyond)) on(i, depth);
    depth = 0;
  }
}

// `share` of the way from `low` to 1: a strength.
inline double strength_from(double low, double share) noexcept {
  return low + (1.0 - low) * std::min(1.0, std::max(0.0, std::isnan(share) ? 0.0 : share));
}

// Appends a signal at bar i of the stretch; the source stands in front of both reasons.
void emit(const SignalRun& run, std::size_t i, Side side, double strength, const std::string& en,
          const std::string& zh);

// The close crosses a line. Strength 0.3, rising to 1 when it closes 1 % away from the line.
void price_cross_signals(const SignalRun& run);

// The shortest line crosses the second shortest (golden and death cross); with one line, the close crosses it.
// Strength 0.3, rising to 1 when the two are 1 % of the close apart.
void average_cross_signals(const SignalRun& run);

// The first output comes back from below `low` (buy) or from above `high` (sell), both in percent.
// Strength 0.4, rising to 1 when it had been all the way at 0 or 100.
void zone_signals(const SignalRun& run, double low, double high);

// The same for other ranges: `below` and `above` are how far outside the zone the strength is 1.
void zone_signals(const SignalRun& run, double low, double high, double below, double above);

// The first output crosses a level, its zero line as a rule (up: buy). Strength 0.3, rising to 1 when it is as far on
// the other side as it is on average over the last 20 bars.
void level_signals(const SignalRun& run, double level);

// A fast line crosses a slow one of the same kind (up: buy), both called by their names in the reason. Strength 0.3,
// rising to 1 when they are 1 % of the close apart, or, for lines that are not prices, a tenth of `range`.
void two_line_signals(const SignalRun& run, Line fast, Line slow, std::string_view fast_name,
                      std::string_view slow_name, double range = 0);

// A stop that jumps to the other side of the close: below it a buy, above it a sell. Strength 0.3, rising to 1 when it
// is 5 % away.
void flip_signals(const SignalRun& run, Line stop);

// K crosses D with D in the outer fifth of 0 to 100: below 20 a buy, above 80 a sell. Strength 0.4, rising to 1 with D
// at the end of its range.
void stochastic_signals(const SignalRun& run, Line k, Line d);

// The rule of RSI: zone_signals, and tops and bottoms that the first output no longer follows.
void rsi_signals(const SignalRun& run, double low, double high);

// The close comes back inside a band from below (buy) or above (sell). Strength 0.4, rising to 1 when it had been
// half the band's width outside.
void band_signals(const SignalRun& run, Line upper, Line lower);

// A difference line crosses its own average, or no longer follows the price to a new top or bottom. Strength 0.5 on the weak side of zero and 0.8 on the strong one (a buy
// above zero, a sell below), plus up to 0.2 when the two are 0.5 % of the close apart.
void macd_signals(const SignalRun& run, Line dif, Line dea);

}  // namespace fwq::analysis
