// Bars with one long shadow, after a fall or a rise.
#include "planted/planted.hpp"

namespace fwq::analysis::planted {
namespace {

// Down: the long shadow hangs below. `per_bar` leads to the bar.
Window long_shadow(Canvas& canvas, std::string_view miss, double per_bar, bool down) {
  if (miss == "no trend") per_bar *= canvas.between(0, 0.1);
  if (miss == "other trend") per_bar = -per_bar;
  canvas.lead(per_bar);
  const double unit = canvas.unit();
  double range = unit * canvas.between(0.8, 2.5);
  if (miss == "tiny bar") range = unit * canvas.between(0.2, 0.35);
  double body = canvas.between(0.02, 0.22), tip = canvas.between(0.0, 0.07);
  if (miss == "tip") tip = canvas.between(0.13, 0.18), body = canvas.between(0.02, 0.15);
  // What body and tip leave is the long shadow.
  if (miss == "body") body = canvas.between(0.365, 0.395), tip = 0;
  if (miss == "short shadow") body = canvas.between(0.44, 0.55), tip = canvas.between(0, 0.05);
  const bool rises = canvas.coin();
  const double gap = unit * canvas.between(-0.15, 0.15);
  const double end = canvas.close() + gap;  // The end of the range without a long shadow.
  const double sign = down ? -1 : 1;
  const double near = end + sign * tip * range, far = near + sign * body * range;
  const double first = rises == down ? far : near, last = rises == down ? near : far;
  const double other = end + sign * range;
  canvas.add(first, std::max(end, other), std::min(end, other), last);
  return {canvas.size() - 1, canvas.size() - 1};
}

std::vector<NearMiss> misses(std::string_view tip, std::string_view trend) {
  return {
      {"body", "min_body_ratio"},
      {"tip", tip},
      // Body and tip leave no room for a long shadow: a body this large breaks both of their bounds.
      {"short shadow"},
      {"tiny bar", "min_range"},
      {"no trend", trend},
      {"other trend"}};
}

}  // namespace

std::vector<Planting> hammer_plantings() {
  return {
      {"hammer",
       [](Canvas& canvas, std::string_view miss) { return long_shadow(canvas, miss, -0.45, true); },
       misses("max_upper_ratio", "min_fall")}};
}

}  // namespace fwq::analysis::planted
