// What stands in the price's plot beside candles and lines, and where: labels of levels, cuts and events, and the marks of findings.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "fwq/report/chart.hpp"
#include "fwq/report/scale.hpp"
#include "mark_places.hpp"

namespace fwq::report {

// The bars [first, end) of a chart in a plot.
struct PricePlot {
  std::size_t first = 0, end = 0;
  BarScale x;
  double left = 0, right = 0, top = 0, bottom = 0;
};

struct PriceLayout {
  struct LevelLabel {
    const PriceLine* line;
    double foot;  // Of the text; NaN: no room.
  };
  struct NoteLabel {
    const BarNote* note;
    double x, foot;  // Where the text begins.
  };
  ValueScale y;
  std::vector<LevelLabel> levels;  // From the highest down.
  double level_lines_from = 0;     // Where their lines begin.
  std::vector<NoteLabel> notes;
  std::vector<const Mark*> marks;
  std::vector<std::optional<double>> tips;  // Of the marks, as MarkPlaces has them.
};

// Nothing in it overlaps anything else in it. `low` and `high`: what is to be seen; above and below it is as little room as lets
// every numbered mark stand on its side of the candles. It points into `chart`.
PriceLayout price_layout(const KLineChart& chart, const PricePlot& plot, double low, double high);

// The line of a cut stands between its bar and the one before.
double cut_x(const BarScale& x, const BarNote& cut) noexcept;
// What a level's label takes, its text's foot at `foot`.
Box level_box(double left, std::string_view label, double foot) noexcept;

}  // namespace fwq::report
