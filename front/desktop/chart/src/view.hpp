// Which bars are in view: a width of a bar in pixels and what stands at the right edge. Pure arithmetic, no toolkit.
#pragma once

#include <cstddef>

#include "fwq/report/scale.hpp"

namespace fwq::chart {

inline constexpr double kUsualStep = 8, kWidestStep = 80, kRightGap = 32;  // Pixels.

// Bar i covers [i, i + 1).
struct View {
  double step = kUsualStep;  // Pixels a bar. > 0.
  double right = 0;          // The place, in bars, at the right edge.
  friend bool operator==(const View&, const View&) = default;
};

// `bars` in all, `width` pixels from `left`.
report::BarScale scale_of(const View& view, double left, double width);

// The view nearest to `view` in which a bar can be seen, not wider than kWidestStep and not narrower than what shows all.
View clamped(View view, std::size_t bars, double width);
// The newest bars, with a gap at the right.
View newest(double step, std::size_t bars, double width);
// `factor` > 1 is closer; the bar at pixel `x` (from the left edge) stays there.
View zoomed(const View& view, double factor, double x, std::size_t bars, double width);
// What was at pixel `from` moves to `to`.
View panned(const View& view, double from, double to, std::size_t bars, double width);
// Bars [first, last] fill the width.
View fitted(double first, double last, std::size_t bars, double width);

}  // namespace fwq::chart
