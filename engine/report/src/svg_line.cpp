// A curve over time as a still picture.
#include <algorithm>
#include <cmath>
#include <limits>

#include "fwq/report/scale.hpp"
#include "svg.hpp"
#include "svg_canvas.hpp"

namespace fwq::report {
namespace {

constexpr double kWidth = 960, kHeight = 190, kLeft = 8, kRight = 896, kTop = 6, kBottom = 166;
// Points nearer than a pixel would only make the page longer.
constexpr std::size_t kMostPoints = 900;

// The last value of each group of `group`: the series as the picture can show it.
std::vector<double> thinned(std::span<const double> values, std::size_t group) {
  std::vector<double> out;
  for (std::size_t i = 0; i < values.size(); i += group)
    out.push_back(values[std::min(values.size(), i + group) - 1]);
  return out;
}

}  // namespace

std::string line_svg(const LineChart& chart, Language) {
  Canvas canvas(kWidth, kHeight, chart.title);
  const std::size_t count = chart.times.size();
  double low = std::numeric_limits<double>::infinity();
  double high = -low;
  for (const auto& series : chart.series) widen(low, high, series.values, 0, count);
  const ValueScale y = fitted_scale(low, high, kTop, kBottom, 8, chart.log);
  const BarScale x{0, static_cast<double>(std::max<std::size_t>(2, count)), kLeft, kRight};
  canvas.rect(kLeft, kTop, kRight - kLeft, kBottom - kTop, "frame");
  const auto ticks = y.log ? log_ticks(y.low, y.high, 8) : nice_ticks(y.low, y.high, 6);
  double last_label = kHeight * 2;
  for (const double tick : ticks) {
    const double at = y.y(tick);
    canvas.line(kLeft, at, kRight, at, "grid");
    if (last_label - at < 13) continue;  // Logarithmic ticks crowd at the top.
    canvas.text(kRight + 6, at + 4, shown(tick, tick_digits(ticks)), "axis");
    last_label = at;
  }
  const auto most = static_cast<std::size_t>((kRight - kLeft) / 80);
  for (const auto& tick : time_ticks(chart.times, 0, count, most, 60 / x.step(), chart.period)) {
    const double at = x.x(static_cast<double>(tick.bar));
    canvas.line(at, kTop, at, kBottom, "grid");
    canvas.text(std::max(at, kLeft + 16), kBottom + 15, tick.text, "axis", Canvas::Anchor::middle);
  }
  const std::size_t group = count / kMostPoints + 1;
  for (const auto& series : chart.series) {
    const auto values = thinned(series.values, group);
    const BarScale coarse{0, x.count / static_cast<double>(group), kLeft, kRight};
    canvas.path(line_path(values, 0, values.size(), coarse, y),
                "curve " + color_class(series.color));
  }
  return std::move(canvas).finish();
}

}  // namespace fwq::report
