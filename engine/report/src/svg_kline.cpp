// The K-line chart as a still picture.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "fwq/report/scale.hpp"
#include "markup.hpp"
#include "price_layout.hpp"
#include "svg.hpp"
#include "svg_canvas.hpp"
#include "trade_marks.hpp"

namespace fwq::report {
namespace {

// The same measures as in page/chart.js.
constexpr double kWidth = 960, kLeft = 8, kRight = 888;
constexpr double kPriceHeight = 340, kVolumeHeight = 84, kPaneHeight = 104, kTimeHeight = 22;
constexpr double kHeader = 18;  // Of each part: room for the names and values of its lines.

constexpr double kInfinity = std::numeric_limits<double>::infinity();

BarScale bar_scale(std::size_t first, std::size_t end) {
  return {static_cast<double>(first), static_cast<double>(std::max<std::size_t>(30, end - first)),
          kLeft, kRight};
}

struct Part {
  double top = 0, bottom = 0;  // Of its plot, below the header.
};

class Picture {
 public:
  Picture(const KLineChart& chart, Language language)
      : chart_(chart),
        language_(language),
        end_(chart.bars.size()),
        first_(end_ - std::min(end_, std::max<std::size_t>(1, chart.shown))),
        x_(bar_scale(first_, end_)),
        canvas_(kWidth, height(), chart.title) {}

  std::string draw() && {
    Part part{kHeader, kPriceHeight};
    time_axis(height() - kTimeHeight);
    price(part);
    if (!chart_.volume_name.empty()) {
      part = {part.bottom + kHeader, part.bottom + kVolumeHeight};
      volume(part);
    }
    for (const auto& pane : chart_.panes) {
      if (!pane.visible) continue;
      part = {part.bottom + kHeader, part.bottom + kPaneHeight};
      this->pane(pane, part);
    }
    return std::move(canvas_).finish();
  }

 private:
  double height() const {
    const auto panes = std::count_if(chart_.panes.begin(), chart_.panes.end(),
                                     [](const Pane& pane) { return pane.visible; });
    const double volume = chart_.volume_name.empty() ? 0 : kVolumeHeight;
    return kPriceHeight + volume + static_cast<double>(panes) * kPaneHeight + kTimeHeight;
  }

  double middle(std::size_t bar) const { return x_.x(static_cast<double>(bar)); }

  void time_axis(double bottom) {
    const auto most = static_cast<std::size_t>((kRight - kLeft) / 90);
    double taken = -100;  // Where the last label ends.
    for (const auto& tick : time_ticks(chart_.bars.time(), first_, end_ - first_, most,
                                       70 / x_.step(), chart_.period)) {
      const double x = middle(tick.bar);
      canvas_.line(x, kHeader, x, bottom, "grid");
      const double half = static_cast<double>(tick.text.size()) * 3.3;
      const double at = std::clamp(x, kLeft + half, kWidth - half);
      if (at - half < taken + 6) continue;
      canvas_.text(at, bottom + 15, tick.text, "axis", Canvas::Anchor::middle);
      taken = at + half;
    }
  }

  void frame(const Part& part) {
    canvas_.rect(kLeft, part.top, kRight - kLeft, part.bottom - part.top, "frame");
  }

  void value_axis(const ValueScale& y, int digits, std::size_t most,
                  std::span<const double> keep_free) {
    for (const double tick : nice_ticks(y.low, y.high, most)) {
      const double at = y.y(tick);
      canvas_.line(kLeft, at, kRight, at, "grid");
      const bool taken = std::any_of(keep_free.begin(), keep_free.end(),
                                     [&](double tag) { return std::abs(at - tag) < 16; });
      if (taken || at < y.top + 5 || at > y.bottom - 3) continue;
      canvas_.text(kRight + 6, at + 4, shown(tick, digits), "axis");
    }
  }

  // Names and last values of lines, along the top of a part.
  void header(const Part& part, std::string_view name, std::span<const Series> series, int digits,
              double& x) {
    const auto word = [&](std::string_view text, std::string_view css) {
      canvas_.text(x, part.top - 5, text, css);
      for (const char c : text) x += (static_cast<unsigned char>(c) & 0x80U) != 0 ? 3.9 : 6.4;
      x += 10;
    };
    if (!name.empty()) word(name, "axis strong");
    for (const auto& s : series) {
      const double last = s.values.empty() ? data::kNone : s.values.back();
      word(fmt::format("{} {}", s.name, shown(last, digits)), "axis t" + color_class(s.color));
    }
  }

  void price(const Part& part) {
    double low = kInfinity;
    double high = -kInfinity;
    widen(low, high, chart_.bars.low(), first_, end_);
    widen(low, high, chart_.bars.high(), first_, end_);
    for (const auto& overlay : chart_.overlays) {
      for (const auto& series : overlay.series) widen(low, high, series.values, first_, end_);
    }
    const double last = end_ == 0 ? data::kNone : chart_.bars.close().back();
    const PriceLayout layout = price_layout(
        chart_, {first_, end_, x_, kLeft, kRight, part.top, part.bottom}, low, high, last);
    const ValueScale& y = layout.y;
    frame(part);
    const double tag = std::isfinite(last) ? y.y(last) : -kInfinity;
    std::vector<double> taken{tag};
    for (const auto& level : layout.levels) {
      if (std::isfinite(level.at)) taken.push_back(level.at);
    }
    value_axis(y, chart_.price_digits, 7, taken);
    cut_lines(part);
    overlays(part, y);
    for (const auto& level : layout.levels) this->level(level, y);
    candles(y);
    labels(layout);
    marks(layout);
    if (std::isfinite(last)) {
      canvas_.rect(kRight + 2, tag - 9, kWidth - kRight - 2, 18, "tag");
      canvas_.text(kRight + 6, tag + 4, shown(last, chart_.price_digits), "axis tagtext");
    }
  }

  // Its line, bent to its tag where that had to move.
  void level(const PriceLayout::LevelTag& level, const ValueScale& y) {
    const double at = y.y(level.line->price);
    titled(level.line->label);
    canvas_.line(kLeft, at, kRight, at, "level");
    if (std::isfinite(level.at)) {
      canvas_.line(kRight, at, kRight + 4, level.at, "bend");
      canvas_.rect(kRight + 4, level.at - 8, kWidth - kRight - 5, 16, "leveltag");
      canvas_.text(
          kRight + 7, level.at + 4,
          level.line->tag.empty() ? shown(level.line->price, chart_.price_digits) : level.line->tag,
          "axis leveltext");
    }
    canvas_.raw("</g>");
  }

  void overlays(const Part& part, const ValueScale& y) {
    double x = kLeft + 2;
    std::vector<const Series*> drawn;
    for (const auto& overlay : chart_.overlays) {
      if (overlay.band) band(overlay, y);
      for (const auto& series : overlay.series) {
        // A line that another lies under is drawn in dashes: both colours are seen.
        const bool over = std::any_of(drawn.begin(), drawn.end(), [&](const Series* below) {
          return coincide(series.values, below->values, first_, end_);
        });
        curve(series, y, over);
        drawn.push_back(&series);
      }
      header(part, overlay.name, overlay.series, chart_.price_digits, x);
    }
  }

  void band(const Overlay& overlay, const ValueScale& y) {
    if (overlay.series.size() < 2) return;
    const auto& upper = overlay.series[overlay.series.size() - 2].values;
    const auto& lower = overlay.series.back().values;
    std::string d;
    std::string back;
    const auto close = [&] {
      if (!back.empty()) d += back + "Z";
      back.clear();
    };
    for (std::size_t i = first_; i < std::min({end_, upper.size(), lower.size()}); ++i) {
      if (!std::isfinite(upper[i]) || !std::isfinite(lower[i])) {
        close();
        continue;
      }
      d += fmt::format("{}{} {}", back.empty() ? "M" : "L", px(middle(i)), px(y.y(upper[i])));
      back = fmt::format("L{} {}", px(middle(i)), px(y.y(lower[i]))) + back;
    }
    close();
    canvas_.path(d, "band " + color_class(overlay.series.front().color));
  }

  void curve(const Series& series, const ValueScale& y, bool over = false) {
    canvas_.path(line_path(series.values, first_, end_, x_, y),
                 "curve " + color_class(series.color) +
                     (series.stroke == Stroke::dashed ? " dashed" : "") + (over ? " over" : ""));
  }

  bool is_up(std::size_t i) const {
    const double open = chart_.bars.open()[i];
    const double close = chart_.bars.close()[i];
    if (open != close || i == 0) return close >= open;
    return !(close < chart_.bars.close()[i - 1]);
  }

  void candles(const ValueScale& y) {
    const double half = std::max(0.5, x_.step() * 0.36);
    std::array<std::string, 2> d;
    for (std::size_t i = first_; i < end_; ++i) {
      const data::Bar bar = chart_.bars[i];
      if (!std::isfinite(bar.open + bar.high + bar.low + bar.close)) continue;
      const std::string x = px(middle(i));
      const double top = y.y(std::max(bar.open, bar.close));
      const double bottom = y.y(std::min(bar.open, bar.close));
      d[is_up(i) ? 1 : 0] += fmt::format("M{0} {1}V{2}M{0} {3}V{4}M{5} {2}H{6}V{3}H{5}Z", x,
                                         px(y.y(bar.high)), px(top), px(bottom), px(y.y(bar.low)),
                                         px(middle(i) - half), px(middle(i) + half));
    }
    canvas_.path(d[1], "candle up");
    canvas_.path(d[0], "candle down");
  }

  void titled(std::string_view title) {
    canvas_.raw(fmt::format("<g><title>{}</title>", escaped(title)));
  }

  void cut_lines(const Part& part) {
    for (const auto& note : chart_.notes) {
      if (!note.cut || note.bar < first_ || note.bar >= end_) continue;
      titled(note.title);
      canvas_.line(cut_x(x_, note), part.top, cut_x(x_, note), part.bottom, "cut");
      canvas_.raw("</g>");
    }
  }

  // Over the candles, so that they can be read.
  void labels(const PriceLayout& layout) {
    for (const auto& [point, x, foot] : layout.points)
      canvas_.text(x, foot, point->label, "axis pointtext", Canvas::Anchor::middle);
    for (const auto& [note, x, foot] : layout.notes) {
      titled(note->title);
      canvas_.text(x, foot, note->label, note->cut ? "axis cuttext" : "axis event");
      canvas_.raw("</g>");
    }
  }

  void marks(const PriceLayout& layout) {
    for (const auto* mark : layout.marks) outline(*mark, layout.y);
    for (std::size_t i = 0; i < layout.marks.size(); ++i) {
      const Mark& mark = *layout.marks[i];
      if (layout.tips[i]) symbol(mark, middle(mark.bar), *layout.tips[i]);
    }
  }

  bool in_view(const MarkPoint& point) const {
    return point.bar >= first_ && point.bar < end_ && std::isfinite(point.price);
  }

  std::string line_through(const std::vector<MarkPoint>& points, const ValueScale& y) const {
    std::string d;
    for (const auto& point : points) {
      if (in_view(point))
        d += fmt::format("{}{} {}", d.empty() ? "M" : "L", px(middle(point.bar)),
                         px(y.y(point.price)));
    }
    return points.size() > 1 ? d : "";
  }

  void outline(const Mark& mark, const ValueScale& y) {
    std::string d;
    for (const auto& line : mark.outline) d += line_through(line, y);
    if (mark.outline.empty()) d = line_through(mark.points, y);
    canvas_.path(d, "outline");
    for (const auto& point : mark.points) {
      if (in_view(point))
        canvas_.raw(fmt::format("<circle class=\"knot\" cx=\"{}\" cy=\"{}\" r=\"2.4\"/>",
                                px(middle(point.bar)), px(y.y(point.price))));
    }
  }

  void symbol(const Mark& mark, double x, double at) {
    static constexpr std::string_view kSides[] = {"up", "down", "neutral"};
    const double away = mark.side == Side::up ? 1 : -1;  // Where the symbol's base lies.
    const double size = mark.label.empty() ? 3.5 : 5.5;
    const double tall = size * 1.6 * away;
    canvas_.raw(
        fmt::format("<a href=\"#{}\" class=\"mark {}{}{}\" style=\"opacity:{}\"><title>{}</title>",
                    escaped(mark.target), kSides[static_cast<std::size_t>(mark.side)],
                    mark.label.empty() ? " small" : "", mark.trade ? " trade" : "",
                    mark.strength >= 0.8   ? "1"
                    : mark.strength >= 0.6 ? ".85"
                                           : ".7",
                    escaped(mark.title)));
    canvas_.raw(mark.side == Side::neutral
                    ? fmt::format("<circle cx=\"{}\" cy=\"{}\" r=\"{}\"/>", px(x),
                                  px(at + tall / 2), px(size * 0.8))
                    : fmt::format("<path d=\"M{} {}l{} {}h{}Z\"/>", px(x), px(at), px(size),
                                  px(tall), px(-2 * size)));
    if (!mark.label.empty())
      canvas_.text(x, at + tall + (away > 0 ? 10 : -3), mark.label, "axis", Canvas::Anchor::middle);
    canvas_.raw("</a>");
  }

  void volume(const Part& part) {
    double low = 0;
    double high = 0;
    widen(low, high, chart_.bars.volume(), first_, end_);
    const ValueScale y = fitted_scale(0, high, part.top, part.bottom, 0, false);
    frame(part);
    std::array<std::string, 2> d;
    const double half = std::max(0.5, x_.step() * 0.36);
    for (std::size_t i = first_; i < end_; ++i) {
      const double volume = chart_.bars.volume()[i];
      if (!(volume > 0)) continue;
      d[is_up(i) ? 1 : 0] += fmt::format("M{} {}V{}H{}V{}Z", px(middle(i) - half), px(part.bottom),
                                         px(y.y(volume)), px(middle(i) + half), px(part.bottom));
    }
    canvas_.path(d[1], "volume up");
    canvas_.path(d[0], "volume down");
    if (high > 0) canvas_.text(kRight + 6, part.top + 10, shown_amount(high, language_), "axis");
    const double last = end_ == 0 ? data::kNone : chart_.bars.volume().back();
    canvas_.text(kLeft + 2, part.top - 5,
                 fmt::format("{} {}", chart_.volume_name, shown_amount(last, language_)),
                 "axis strong");
  }

  void pane(const Pane& pane, const Part& part) {
    double low = kInfinity;
    double high = -kInfinity;
    for (const auto& series : pane.series) widen(low, high, series.values, first_, end_);
    widen(low, high, pane.guides, 0, pane.guides.size());
    const ValueScale y = fitted_scale(low, high, part.top, part.bottom, 5, false);
    frame(part);
    const auto ticks = nice_ticks(y.low, y.high, 4);
    value_axis(y, tick_digits(ticks), 4, {});
    for (const double guide : pane.guides)
      canvas_.line(kLeft, y.y(guide), kRight, y.y(guide), "guide");
    for (const auto& series : pane.series) {
      if (series.stroke == Stroke::histogram) {
        histogram(series, y);
      } else {
        curve(series, y);
      }
    }
    double x = kLeft + 2;
    header(part, pane.name, pane.series, pane.digits, x);
  }

  void histogram(const Series& series, const ValueScale& y) {
    std::array<std::string, 2> d;
    for (std::size_t i = first_; i < std::min(end_, series.values.size()); ++i) {
      const double value = series.values[i];
      if (!std::isfinite(value)) continue;
      d[value >= 0 ? 1 : 0] += fmt::format("M{} {}V{}", px(middle(i)), px(y.y(0)), px(y.y(value)));
    }
    canvas_.path(d[1], "sticks up");
    canvas_.path(d[0], "sticks down");
  }

  const KLineChart& chart_;
  Language language_;
  std::size_t end_, first_;
  BarScale x_;
  Canvas canvas_;
};

}  // namespace

std::string color_class(std::size_t color) {
  return fmt::format("c{}", color % 7);
}

std::string kline_svg(const KLineChart& chart, Language language) {
  if (chart.trades.empty()) return Picture(chart, language).draw();
  KLineChart with = chart;
  const std::size_t end = chart.bars.size();
  const std::size_t first = end - std::min(end, std::max<std::size_t>(1, chart.shown));
  for (auto& mark : grouped_trades(chart.trades, bar_scale(first, end), kLeft, kRight))
    with.marks.push_back(std::move(mark));
  return Picture(with, language).draw();
}

}  // namespace fwq::report
