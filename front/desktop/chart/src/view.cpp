// Zoom and pan.
#include "view.hpp"

#include <algorithm>

namespace fwq::chart {

report::BarScale scale_of(const View& view, double left, double width) {
  const double count = width / view.step;
  return {view.right - count, count, left, left + width};
}

View clamped(View view, std::size_t bars, double width) {
  const auto n = static_cast<double>(std::max<std::size_t>(bars, 1));
  const double room = std::max(width - kRightGap, 1.0);
  const double least = std::min(kUsualStep, room / n);
  view.step = std::clamp(view.step, least, kWidestStep);
  const double count = width / view.step;
  // At least a tenth of the width, or all bars there are, stays filled.
  const double kept = std::min(n, std::max(1.0, count * 0.1));
  view.right = std::clamp(view.right, kept, n + count - kept);
  return view;
}

View newest(double step, std::size_t bars, double width) {
  const double kept = std::min(step, kWidestStep);
  return clamped({kept, static_cast<double>(bars) + kRightGap / kept}, bars, width);
}

View zoomed(const View& view, double factor, double x, std::size_t bars, double width) {
  const double at = view.right - (width - x) / view.step;
  View next = clamped({view.step * factor, view.right}, bars, width);
  next.right = at + (width - x) / next.step;
  return clamped(next, bars, width);
}

View panned(const View& view, double from, double to, std::size_t bars, double width) {
  return clamped({view.step, view.right - (to - from) / view.step}, bars, width);
}

View fitted(double first, double last, std::size_t bars, double width) {
  const double count = std::max(last - first + 1, 1.0);
  const double step = std::min(width / count, kWidestStep);
  // Where the widest bars do not fill the width, they stand in its middle.
  const double spare = std::max(width / step - count, 0.0) / 2;
  return clamped({step, last + 1 + spare}, bars, width);
}

}  // namespace fwq::chart
