// Labels and marks find their places in the price's plot. page/chart.js does the same.
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

// Moved apart where lines lie close together. All lines begin beside the labels, so that none runs through one.
void place_levels(const KLineChart& chart, const PricePlot& plot, PriceLayout& layout,
                  std::vector<Box>& taken) {
  const ValueScale& y = layout.y;
  for (const auto& line : chart.lines) {
    if (line.price > y.low && line.price < y.high) layout.levels.push_back({&line, data::kNone});
  }
  std::sort(layout.levels.begin(), layout.levels.end(),
            [](const auto& a, const auto& b) { return a.line->price > b.line->price; });
  layout.level_lines_from = plot.left;
  double free = y.top + 12;
  for (auto& level : layout.levels) {
    const double foot = std::max(free, y.y(level.line->price) + 4);
    free = foot + 14;
    if (foot > y.bottom - 3) continue;
    level.foot = foot;
    const Box box = level_box(plot.left, level.line->label, foot);
    layout.level_lines_from = std::max(layout.level_lines_from, box.right + 4);
    taken.push_back(box);
  }
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

// Whether a numbered mark had to stand where the candles are.
bool place_findings(const KLineChart& chart, const PricePlot& plot, PriceLayout& layout,
                    std::vector<Box> taken) {
  std::vector<MarkSpace> spaces;
  for (const auto& mark : chart.marks) {
    if (mark.bar < plot.first || mark.bar >= plot.end) continue;
    MarkSpace space{.x = plot.x.x(static_cast<double>(mark.bar)),
                    .below = mark.side == Side::up,
                    .label = text_width(mark.label, kLetters)};
    // The farthest price under its whole width.
    const auto reach = static_cast<std::size_t>(std::ceil(half_width(space) / plot.x.step()));
    double low = kInfinity;
    double high = -kInfinity;
    widen(low, high, space.below ? chart.bars.low() : chart.bars.high(),
          std::max(plot.first, mark.bar - std::min(mark.bar, reach)),
          std::min(plot.end, mark.bar + reach + 1));
    if (!std::isfinite(low)) continue;
    space.edge = layout.y.y(space.below ? low : high);
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

Box level_box(double left, std::string_view label, double foot) noexcept {
  return {left + 2, foot - 10, left + 6 + text_width(label, kLetters), foot + 3};
}

PriceLayout price_layout(const KLineChart& chart, const PricePlot& plot, double low, double high) {
  PriceLayout layout;
  for (const double room : kRooms) {
    layout = {};
    layout.y = fitted_scale(low, high, plot.top, plot.bottom, room, false);
    std::vector<Box> taken;
    place_levels(chart, plot, layout, taken);
    place_notes(chart, plot, layout, taken);
    if (!place_findings(chart, plot, layout, std::move(taken))) break;
  }
  return layout;
}

}  // namespace fwq::report
