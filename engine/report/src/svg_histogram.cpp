// A histogram as a still picture.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "fwq/report/scale.hpp"
#include "mark_places.hpp"
#include "markup.hpp"
#include "svg.hpp"
#include "svg_canvas.hpp"

namespace fwq::report {
namespace {

constexpr double kWidth = 960, kLeft = 8, kRight = 888, kHeight = 150, kFoot = 22;
constexpr double kLine = 16;  // Of a guide's name: each has a line of its own above the bars.

class Picture {
 public:
  explicit Picture(const Histogram& chart)
      : chart_(chart),
        high_(chart.low + chart.width * static_cast<double>(chart.counts.size())),
        top_(4 + kLine * static_cast<double>(chart.guides.size())),
        bottom_(top_ + kHeight),
        canvas_(kWidth, bottom_ + kFoot, chart.title) {}

  std::string draw() && {
    canvas_.rect(kLeft, top_, kRight - kLeft, kHeight, "frame");
    if (!chart_.counts.empty()) {
      bars();
      value_axis();
      guides();
    }
    return std::move(canvas_).finish();
  }

 private:
  double x(double value) const {
    return kLeft + (value - chart_.low) / (high_ - chart_.low) * (kRight - kLeft);
  }

  void bars() {
    const std::size_t most = *std::max_element(chart_.counts.begin(), chart_.counts.end());
    const ValueScale y{0, std::max(1.0, static_cast<double>(most)) * 1.06, top_, bottom_};
    for (const double tick : nice_ticks(y.low, y.high, 5)) {
      if (tick != std::floor(tick)) continue;
      canvas_.line(kLeft, y.y(tick), kRight, y.y(tick), "grid");
      canvas_.text(kRight + 6, y.y(tick) + (tick > 0 ? 4 : 0), shown(tick, 0), "axis");
    }
    for (std::size_t i = 0; i < chart_.counts.size(); ++i) {
      if (chart_.counts[i] == 0) continue;
      const double from = chart_.low + chart_.width * static_cast<double>(i);
      const double at = y.y(static_cast<double>(chart_.counts[i]));
      canvas_.raw(fmt::format("<g><title>{}{} … {}{}: {}</title>", shown(from, chart_.digits),
                              escaped(chart_.unit), shown(from + chart_.width, chart_.digits),
                              escaped(chart_.unit), chart_.counts[i]));
      canvas_.rect(x(from) + 0.5, at, std::max(1.0, x(from + chart_.width) - x(from) - 1),
                   bottom_ - at, "bin");
      canvas_.raw("</g>");
    }
  }

  void value_axis() {
    const auto ticks = nice_ticks(chart_.low, high_, 10);
    for (const double tick : ticks) {
      canvas_.line(x(tick), bottom_, x(tick), bottom_ + 4, "tick");
      const std::string label = shown(tick, tick_digits(ticks)) + chart_.unit;
      const double half = text_width(label, 11.5) / 2;
      canvas_.text(std::clamp(x(tick), kLeft + half, kWidth - half), bottom_ + 16, label, "axis",
                   Canvas::Anchor::middle);
    }
  }

  void guides() {
    double foot = 14;
    for (const auto& guide : chart_.guides) {
      const double at = std::clamp(x(guide.value), kLeft, kRight);
      canvas_.line(at, foot - 10, at, bottom_, "mean");
      const double width = text_width(guide.label, 11.5);
      const bool left = at + 6 + width > kRight;
      canvas_.text(left ? at - 6 : at + 6, foot, guide.label, "axis strong",
                   left ? Canvas::Anchor::end : Canvas::Anchor::start);
      foot += kLine;
    }
  }

  const Histogram& chart_;
  double high_, top_, bottom_;
  Canvas canvas_;
};

}  // namespace

std::string histogram_svg(const Histogram& chart) {
  return Picture(chart).draw();
}

}  // namespace fwq::report
