// Labels, tags and marks find their places in and beside the price's plot. page/chart.js does the same.
#include "price_layout.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "svg_canvas.hpp"

namespace fwq::report {
namespace {

// Above and below the candles, for marks: so much, or more when they crowd.
constexpr std::array<double, 3> kRooms = {30, 54, 78};
constexpr double kLetters = 11.5, kSmallLetters = 10;  // Sizes of the style sheet.
constexpr double kInfinity = std::numeric_limits<double>::infinity();

void place_levels(const KLineChart& chart, double last, PriceLayout& layout) {
  const ValueScale& y = layout.y;
  for (const auto& line : chart.lines) {
    if (line.price > y.low && line.price < y.high) layout.levels.push_back({&line, data::kNone});
  }
  std::sort(layout.levels.begin(), layout.levels.end(),
            [](const auto& a, const auto& b) { return a.line->price > b.line->price; });
  std::vector<double> ys;
  for (const auto& level : layout.levels) ys.push_back(y.y(level.line->price));
  const auto tag = std::isfinite(last) ? std::optional(y.y(last)) : std::nullopt;
  const auto middles = place_tags(ys, tag, y.top, y.bottom);
  for (std::size_t i = 0; i < middles.size(); ++i) layout.levels[i].at = middles[i];
}

// Beside the line of a cut, at the foot of an event; higher where something is in the way.
void place_notes(const KLineChart& chart, const PricePlot& plot, PriceLayout& layout,
                 std::vector<Box>& taken) {
  double used = -100;
  for (const auto& note : chart.notes) {
    if (note.bar < plot.first || note.bar >= plot.end) continue;
    const double middle = plot.x.x(static_cast<double>(note.bar));
    // Where events crowd, one letter stands for them.
    if (!note.cut && middle <= used + 22) continue;
    const double width = text_width(note.label, kSmallLetters);
    double x = note.cut ? cut_x(plot.x, note) + 4 : middle - width / 2;
    if (x + width > plot.right - 3)
      x = note.cut ? cut_x(plot.x, note) - 4 - width : plot.right - 3 - width;
    x = std::max(x, plot.left + 3);
    for (double foot = plot.bottom - (note.cut ? 17 : 5); foot > plot.top + 12; foot -= 12) {
      const Box box{x - 1, foot - 9, x + width + 1, foot + 2};
      if (!is_free(box, taken)) continue;
      taken.push_back(box);
      layout.notes.push_back({&note, x, foot});
      if (!note.cut) used = middle;
      break;
    }
  }
}

// The pixel of the farthest price within `half` pixels of `bar`, below or above; NaN: no price there.
double edge_of(const KLineChart& chart, const PricePlot& plot, const ValueScale& y, std::size_t bar,
               double half, bool below) {
  const auto reach = static_cast<std::size_t>(std::ceil(half / plot.x.step()));
  double low = kInfinity;
  double high = -kInfinity;
  widen(low, high, below ? chart.bars.low() : chart.bars.high(),
        std::max(plot.first, bar - std::min(bar, reach)), std::min(plot.end, bar + reach + 1));
  return std::isfinite(low) ? y.y(below ? low : high) : data::kNone;
}

// Beyond the bar on the side that the point lies on.
void place_points(const KLineChart& chart, const PricePlot& plot, PriceLayout& layout,
                  std::vector<Box>& taken) {
  for (const auto& mark : chart.marks) {
    if (!mark.main) continue;
    for (const auto& point : mark.points) {
      if (point.label.empty() || point.bar < plot.first || point.bar >= plot.end) continue;
      const double high = chart.bars.high()[point.bar];
      const double low = chart.bars.low()[point.bar];
      const bool below = point.price - low < high - point.price;
      const double half = text_width(point.label, kLetters) / 2 + 1;
      const double x = plot.x.x(static_cast<double>(point.bar));
      const double edge = edge_of(chart, plot, layout.y, point.bar, half, below);
      for (double away = 5; away <= 45 && std::isfinite(edge); away += 4) {
        const double foot = below ? edge + away + 9 : edge - away;
        const Box box{x - half, foot - 10, x + half, foot + 2};
        if (box.top < plot.top || box.bottom > plot.bottom || !is_free(box, taken)) continue;
        taken.push_back(box);
        layout.points.push_back({&point, x, foot});
        break;
      }
    }
  }
}

// Whether a numbered mark had to stand where the candles are.
bool place_findings(const KLineChart& chart, const PricePlot& plot, PriceLayout& layout,
                    std::vector<Box> taken) {
  std::vector<MarkSpace> spaces;
  for (const auto& mark : chart.marks) {
    if (!mark.main || mark.bar < plot.first || mark.bar >= plot.end) continue;
    MarkSpace space{.x = plot.x.x(static_cast<double>(mark.bar)),
                    .below = mark.side == Side::up,
                    .label = text_width(mark.label, kLetters)};
    space.edge = edge_of(chart, plot, layout.y, mark.bar, half_width(space), space.below);
    if (!std::isfinite(space.edge)) continue;
    spaces.push_back(space);
    layout.marks.push_back(&mark);
  }
  MarkPlaces places = place_marks(spaces, std::move(taken), plot.top + 2, plot.bottom - 2);
  layout.tips = std::move(places.tips);
  return places.crowded;
}

}  // namespace

double cut_x(const BarScale& x, const BarNote& cut) noexcept {
  return x.x(static_cast<double>(cut.bar)) - x.step() / 2;
}

std::vector<double> place_tags(std::span<const double> ys, std::optional<double> last, double top,
                               double bottom) {
  constexpr double kHalf = 8;
  std::vector<double> middles(ys.size(), data::kNone);
  std::size_t below = 0;  // The first that stands below the last price.
  while (last && below < ys.size() && ys[below] < *last) ++below;
  double free = last ? *last + kTagStep : top + kHalf;
  for (std::size_t i = below; i < ys.size(); ++i) {
    const double at = std::min(std::max(ys[i], free), bottom - kHalf);
    if (at < free) break;
    middles[i] = at;
    free = at + kTagStep;
  }
  free = last ? *last - kTagStep : bottom;
  for (std::size_t i = below; i-- > 0;) {
    const double at = std::max(std::min(ys[i], free), top + kHalf);
    if (at > free) break;
    middles[i] = at;
    free = at - kTagStep;
  }
  return middles;
}

PriceLayout price_layout(const KLineChart& chart, const PricePlot& plot, double low, double high,
                         double last) {
  PriceLayout layout;
  for (const double room : kRooms) {
    layout = {};
    layout.y = fitted_scale(low, high, plot.top, plot.bottom, room, false);
    std::vector<Box> taken;
    place_levels(chart, last, layout);
    place_notes(chart, plot, layout, taken);
    place_points(chart, plot, layout, taken);
    if (!place_findings(chart, plot, layout, std::move(taken))) break;
  }
  return layout;
}

}  // namespace fwq::report
