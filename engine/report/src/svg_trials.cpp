// Scatters, parallel coordinates and bars as still pictures.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "fwq/report/scale.hpp"
#include "mark_places.hpp"
#include "markup.hpp"
#include "svg.hpp"
#include "svg_canvas.hpp"

namespace fwq::report {
namespace {

constexpr double kWidth = 960, kAxis = 62;  // The axis of scores stands at the left of each row.
constexpr double kGap = 26, kHead = 20, kFoot = 24;
constexpr std::size_t kInRow = 3;
constexpr double kWide = 200, kSmall = 150;  // Heights of plots.

struct Frame {
  double left = 0, right = 0, top = 0, bottom = 0;
};

std::pair<double, double> extent(std::span<const double> values) {
  double low = INFINITY, high = -INFINITY;
  widen(low, high, values, 0, values.size());
  if (!(low <= high)) return {0, 1};
  if (low == high)
    return {low - std::max(1e-9, std::abs(low) * 0.01),
            high + std::max(1e-9, std::abs(high) * 0.01)};
  return {low, high};
}

class Scatters {
 public:
  explicit Scatters(const ScatterChart& chart)
      : chart_(chart),
        in_row_(std::clamp<std::size_t>(chart.panels.size(), 1, kInRow)),
        height_(chart.panels.size() <= 1 ? kWide : kSmall),
        canvas_(kWidth, rows() * (kHead + height_ + kFoot) + 4, chart.title) {
    auto [low, high] = extent(chart.y);
    if (chart.guide && std::isfinite(*chart.guide)) {
      low = std::min(low, *chart.guide);
      high = std::max(high, *chart.guide);
    }
    low_ = low;
    high_ = high;
  }

  std::string draw() && {
    for (std::size_t p = 0; p < chart_.panels.size(); ++p) panel(p);
    return std::move(canvas_).finish();
  }

 private:
  double rows() const {
    return static_cast<double>(
        std::max<std::size_t>(1, (chart_.panels.size() + in_row_ - 1) / in_row_));
  }
  Frame frame(std::size_t p) const {
    const double width = (kWidth - kAxis - kGap * static_cast<double>(in_row_ - 1) - 8) /
                         static_cast<double>(in_row_);
    Frame f;
    f.left = kAxis + static_cast<double>(p % in_row_) * (width + kGap);
    f.right = f.left + width;
    f.top = static_cast<double>(p / in_row_) * (kHead + height_ + kFoot) + kHead;
    f.bottom = f.top + height_;
    return f;
  }

  void panel(std::size_t p) {
    const ScatterPanel& panel = chart_.panels[p];
    const Frame f = frame(p);
    const ValueScale y = fitted_scale(low_, high_, f.top, f.bottom, 8, false);
    canvas_.text(f.left, f.top - 7, panel.name, "axis strong");
    score_axis(f, y, p % in_row_ == 0);
    // Where there are points.
    std::vector<double> seen;
    for (std::size_t i = 0; i < panel.x.size(); ++i) {
      if (std::isfinite(chart_.y[i])) seen.push_back(panel.x[i]);
    }
    const auto [from, to] = panel.best_so_far ? extent(panel.x) : extent(seen);
    const double low = from, width = to - from;
    const auto x = [&](double value) {
      return f.left + 6 + (value - low) / width * (f.right - f.left - 12);
    };
    const auto ticks = nice_ticks(from, to, in_row_ == 1 ? 12 : 5);
    for (const double tick : ticks) {
      const std::string label = shown(tick, tick_digits(ticks));
      const double half = text_width(label, 11.5) / 2;
      canvas_.line(x(tick), f.bottom, x(tick), f.bottom + 4, "tick");
      canvas_.text(std::clamp(x(tick), f.left + half, f.right - half), f.bottom + 16, label, "axis",
                   Canvas::Anchor::middle);
    }
    canvas_.rect(f.left, f.top, f.right - f.left, f.bottom - f.top, "frame");
    if (chart_.guide && std::isfinite(*chart_.guide)) {
      canvas_.line(f.left, y.y(*chart_.guide), f.right, y.y(*chart_.guide), "mean");
      if (p == 0)
        canvas_.text(f.right - 5, y.y(*chart_.guide) - 5, chart_.guide_name, "axis",
                     Canvas::Anchor::end);
    }
    if (panel.best_so_far) best_line(panel, x, y);
    points(panel, x, y);
  }

  void score_axis(const Frame& f, const ValueScale& y, bool named) {
    const auto ticks = nice_ticks(y.low, y.high, 6);
    for (const double tick : ticks) {
      canvas_.line(f.left, y.y(tick), f.right, y.y(tick), "grid");
      if (named)
        canvas_.text(f.left - 6, y.y(tick) + 4, shown(tick, tick_digits(ticks)) + chart_.unit,
                     "axis", Canvas::Anchor::end);
    }
  }

  template <class X>
  void best_line(const ScatterPanel& panel, const X& x, const ValueScale& y) {
    std::string d;
    double best = -INFINITY;
    for (std::size_t i = 0; i < panel.x.size(); ++i) {
      if (!std::isfinite(chart_.y[i]) && d.empty()) continue;
      const double now = std::isfinite(chart_.y[i]) ? std::max(best, chart_.y[i]) : best;
      if (d.empty()) {
        d = fmt::format("M{} {}", px(x(panel.x[i])), px(y.y(now)));
      } else if (now > best || i + 1 == panel.x.size()) {
        d += fmt::format("H{}V{}", px(x(panel.x[i])), px(y.y(now)));
      }
      best = now;
    }
    canvas_.path(d, "curve c0");
  }

  template <class X>
  void points(const ScatterPanel& panel, const X& x, const ValueScale& y) {
    const auto point = [&](std::size_t i, double radius, std::string_view css) {
      canvas_.raw(fmt::format(
          "<circle class=\"{}\" cx=\"{}\" cy=\"{}\" r=\"{}\"><title>{}: {}, {}{}</title></circle>",
          css, px(x(panel.x[i])), px(y.y(chart_.y[i])), px(radius), escaped(panel.name),
          shown(panel.x[i], panel.digits), shown(chart_.y[i], chart_.digits),
          escaped(chart_.unit)));
    };
    for (std::size_t i = 0; i < panel.x.size(); ++i) {
      if (std::isfinite(chart_.y[i]) && std::isfinite(panel.x[i]) && i != chart_.best)
        point(i, 2.6, "try");
    }
    if (chart_.best && std::isfinite(chart_.y[*chart_.best])) point(*chart_.best, 5, "try best");
  }

  const ScatterChart& chart_;
  std::size_t in_row_;
  double height_;
  double low_ = 0, high_ = 1;
  Canvas canvas_;
};

}  // namespace

std::string scatter_svg(const ScatterChart& chart) {
  return Scatters(chart).draw();
}

std::string parallel_svg(const ParallelChart& chart) {
  constexpr double kTop = 40, kBottom = 300, kSide = 70;
  Canvas canvas(kWidth, kBottom + 26, chart.title);
  const std::size_t axes = chart.axes.size();
  const auto x = [&](std::size_t a) {
    return axes < 2 ? kWidth / 2
                    : kSide + static_cast<double>(a) * (kWidth - 2 * kSide) /
                                  static_cast<double>(axes - 1);
  };
  const auto y = [&](std::size_t a, double value) {
    const double width = chart.axes[a].high - chart.axes[a].low;
    return kBottom - (width > 0 ? (value - chart.axes[a].low) / width : 0.5) * (kBottom - kTop);
  };
  const auto path = [&](std::size_t i) {
    std::string d;
    for (std::size_t a = 0; a < axes; ++a)
      d += fmt::format("{}{} {}", a == 0 ? "M" : "L", px(x(a)), px(y(a, chart.axes[a].values[i])));
    return d;
  };
  // By rank: the weak ones first, so that the strong ones lie on top.
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < chart.score.size(); ++i) {
    if (std::isfinite(chart.score[i])) order.push_back(i);
  }
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return chart.score[a] < chart.score[b]; });
  constexpr std::size_t kMost = 400;  // More are a blot: the best of them are drawn.
  if (order.size() > kMost) order.erase(order.begin(), order.end() - kMost);
  constexpr std::size_t kGrades = 5;
  for (std::size_t k = 0; k < order.size(); ++k) {
    if (order[k] == chart.best) continue;
    canvas.path(path(order[k]), fmt::format("way w{}", k * kGrades / order.size()));
  }
  if (chart.best && *chart.best < chart.score.size()) canvas.path(path(*chart.best), "way best");
  for (std::size_t a = 0; a < axes; ++a) {
    const ParallelAxis& axis = chart.axes[a];
    canvas.line(x(a), kTop, x(a), kBottom, "tick");
    // Names stand on two lines in turn, so that they have room.
    const auto anchor = a == 0          ? Canvas::Anchor::start
                        : a + 1 == axes ? Canvas::Anchor::end
                                        : Canvas::Anchor::middle;
    const double edge = a == 0 ? x(a) - kSide + 4 : a + 1 == axes ? x(a) + kSide - 4 : x(a);
    canvas.text(edge, a % 2 == 0 ? 12 : 27, axis.name, "axis strong", anchor);
    canvas.text(x(a) + 5, kTop + 4, shown(axis.high, axis.digits), "axis");
    canvas.text(x(a) + 5, kBottom + 4, shown(axis.low, axis.digits), "axis");
  }
  return std::move(canvas).finish();
}

std::string bars_svg(const BarChart& chart) {
  constexpr double kRow = 26, kValue = 90;
  double names = 0, most = 0;
  for (const auto& bar : chart.bars) {
    names = std::max(names, text_width(bar.name, 11.5));
    most = std::max(most, bar.value);
  }
  const double left = std::min(names + 14, kWidth / 2), room = kWidth - left - kValue;
  Canvas canvas(kWidth, kRow * static_cast<double>(chart.bars.size()) + 4, chart.title);
  for (std::size_t i = 0; i < chart.bars.size(); ++i) {
    const auto& bar = chart.bars[i];
    const double top = kRow * static_cast<double>(i) + 4;
    const double width = most > 0 ? std::max(1.0, bar.value / most * room) : 1.0;
    canvas.text(left - 8, top + 14, bar.name, "axis", Canvas::Anchor::end);
    canvas.rect(left, top + 2, width, kRow - 10, "bin");
    canvas.text(left + width + 7, top + 14, bar.text, "axis");
  }
  return std::move(canvas).finish();
}

}  // namespace fwq::report
