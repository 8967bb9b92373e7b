// Geometry of charts: values and bars to pixels and back, and where an axis has its marks.
//
// Pixels grow to the right and downwards, as in SVG. Everything is a pure function. [any-thread]
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "fwq/data/period.hpp"
#include "fwq/data/time.hpp"

namespace fwq::report {

// A vertical axis: `low` stands at `bottom`, `high` at `top`.
struct ValueScale {
  double low = 0, high = 1;
  double top = 0, bottom = 1;
  bool log = false;  // Equal ratios are equal distances. Requires: low > 0.

  double y(double value) const noexcept;
  double value(double y) const noexcept;  // The inverse of y().
};

// The axis over [low, high] with pixels of room left free above and below what is drawn. A range without extent is
// widened by 1 % (or by 1 around 0); one that is not finite becomes [0, 1]. `log` is dropped when low <= 0.
ValueScale fitted_scale(double low, double high, double top, double bottom, double room, bool log);

// A horizontal axis of bars: `count` bars from `first` share [left, right]; both may be fractions while zooming.
struct BarScale {
  double first = 0, count = 1;
  double left = 0, right = 1;

  double step() const noexcept { return (right - left) / count; }
  double x(double bar) const noexcept {
    return left + (bar - first + 0.5) * step();
  }                                                                                  // Its middle.
  double bar(double x) const noexcept { return first + (x - left) / step() - 0.5; }  // The inverse.
};

// Multiples of 1, 2 or 5 times a power of ten inside [low, high], as close as `most` of them allow; each is the
// double nearest to its decimal. Empty for a range that is empty or not finite, or if most is 0.
std::vector<double> nice_ticks(double low, double high, std::size_t most);

// For a logarithmic axis: 1, 2, 5 (or only 1) times powers of ten where they are enough to read by, else nice_ticks.
std::vector<double> log_ticks(double low, double high, std::size_t most);

// Digits after the point that tell the ticks apart.
int tick_digits(std::span<const double> ticks);

// A mark of the time axis.
struct TimeTick {
  std::size_t bar = 0;
  std::string text;  // "2021", "2021-03", "2021-03-15" or "03-15 10:30": as fine as the unit.
};

// Marks at the first bar of a day, month, quarter, year … among bars [first, first + count) of `times`, in the finest
// unit that gives at most `most` (>= 1) of them, none nearer than `gap` bars to the one before. At least one if there
// is a bar.
std::vector<TimeTick> time_ticks(std::span<const data::Time> times, std::size_t first,
                                 std::size_t count, std::size_t most, double gap,
                                 data::Period period);

}  // namespace fwq::report
