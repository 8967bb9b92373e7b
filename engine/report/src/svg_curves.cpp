// Curves in panels as a still picture.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "detail.hpp"
#include "fwq/report/scale.hpp"
#include "mark_places.hpp"
#include "markup.hpp"
#include "svg.hpp"
#include "svg_canvas.hpp"

namespace fwq::report {
namespace {

// The same measures as in page/curves.js.
constexpr double kWidth = 960, kLeft = 8, kRight = 888, kHeader = 18, kTimeHeight = 22;
constexpr double kLetters = 11.5;

class Picture {
 public:
  explicit Picture(const CurveChart& chart)
      : chart_(chart),
        count_(chart.times.size()),
        x_{0, static_cast<double>(std::max<std::size_t>(2, count_)), kLeft, kRight},
        canvas_(kWidth, bottom() + kTimeHeight, chart.title) {
    for (std::size_t i = 0; i < count_; ++i) xs_.push_back(x_.x(static_cast<double>(i)));
  }

  std::string draw() && {
    time_axis();
    double top = 0;
    for (const auto& panel : chart_.panels) {
      this->panel(panel, top + kHeader);
      top += kHeader + panel.height;
    }
    return std::move(canvas_).finish();
  }

 private:
  double bottom() const {
    double height = 0;
    for (const auto& panel : chart_.panels) height += kHeader + panel.height;
    return height;
  }

  void time_axis() {
    double taken = -100;
    for (const auto& tick :
         time_ticks(chart_.times, 0, count_, static_cast<std::size_t>((kRight - kLeft) / 90),
                    70 / x_.step(), chart_.period)) {
      const double x = xs_[tick.bar];
      canvas_.line(x, kHeader, x, bottom(), "grid");
      const double half = static_cast<double>(tick.text.size()) * 3.3;
      const double at = std::clamp(x, kLeft + half, kWidth - half);
      if (at - half < taken + 6) continue;
      canvas_.text(at, bottom() + 15, tick.text, "axis", Canvas::Anchor::middle);
      taken = at + half;
    }
  }

  ValueScale scale(const CurvePanel& panel, double top) const {
    double low = std::numeric_limits<double>::infinity();
    double high = -low;
    for (const auto& series : panel.series) widen(low, high, series.values, 0, count_);
    widen(low, high, panel.guides, 0, panel.guides.size());
    return fitted_scale(low, high, top, top + panel.height, 5, false);
  }

  void panel(const CurvePanel& panel, double top) {
    const ValueScale y = scale(panel, top);
    canvas_.rect(kLeft, top, kRight - kLeft, panel.height, "frame");
    const auto ticks = nice_ticks(
        y.low, y.high, std::max<std::size_t>(2, static_cast<std::size_t>(panel.height / 30)));
    for (const double tick : ticks) {
      const double at = y.y(tick);
      canvas_.line(kLeft, at, kRight, at, "grid");
      if (at < y.top + 5 || at > y.bottom - 3) continue;
      canvas_.text(kRight + 6, at + 4, shown(tick, tick_digits(ticks)) + panel.unit, "axis");
    }
    for (const double guide : panel.guides)
      canvas_.line(kLeft, y.y(guide), kRight, y.y(guide), "guide");
    if (panel.area && !panel.series.empty())
      canvas_.path(path(panel.series.front(), y, true), "area");
    // The first series lies over the others.
    for (std::size_t i = panel.series.size(); i-- > 0;) {
      const Series& series = panel.series[i];
      canvas_.path(path(series, y, false), "curve " + color_class(series.color) +
                                               (series.stroke == Stroke::dashed ? " dashed" : ""));
    }
    header(panel, top);
  }

  std::string path(const Series& series, const ValueScale& y, bool area) const {
    const std::span<const double> values =
        std::span(series.values).first(std::min(count_, series.values.size()));
    std::string d;
    bool drawing = false;
    double last = 0;
    const std::string base = px(std::clamp(y.y(0), y.top, y.bottom));
    const auto close = [&] {
      if (drawing && area) d += fmt::format("L{} {}Z", px(last), base);
      drawing = false;
    };
    for (const std::size_t i : seen_points(values, xs_)) {
      if (i == kBreak) {
        close();
        continue;
      }
      if (!drawing && area) d += fmt::format("M{} {}", px(xs_[i]), base);
      d += fmt::format("{}{} {}", drawing || area ? "L" : "M", px(xs_[i]), px(y.y(values[i])));
      drawing = true;
      last = xs_[i];
    }
    close();
    return d;
  }

  // Name of the panel, names and last values of its lines.
  void header(const CurvePanel& panel, double top) {
    double x = kLeft + 2;
    const auto word = [&](std::string_view text, std::string_view css) {
      canvas_.text(x, top - 5, text, css);
      x += text_width(text, kLetters) + 12;
    };
    word(panel.name, "axis strong");
    for (const auto& series : panel.series) {
      const double last = series.values.empty() ? data::kNone : series.values.back();
      word(fmt::format("{} {}{}", series.name, shown(last, panel.digits),
                       std::isfinite(last) ? panel.unit : ""),
           "axis t" + color_class(series.color));
    }
  }

  const CurveChart& chart_;
  std::size_t count_;
  BarScale x_;
  std::vector<double> xs_;
  Canvas canvas_;
};

}  // namespace

std::string curves_svg(const CurveChart& chart) {
  return Picture(chart).draw();
}

}  // namespace fwq::report
