// What stands in and beside the price's plot, and where: tags of levels, labels of cuts and events, and the marks of findings.
#pragma once

#include <optional>
#include <span>
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
  struct LevelTag {
    const PriceLine* line;
    double at;  // Its middle, in the column right of the plot; NaN: no room.
  };
  struct NoteLabel {
    const BarNote* note;
    double x, foot;  // Where the text begins.
  };
  struct PointLabel {
    const MarkPoint* point;
    double x, foot;  // Middle of the text.
  };
  ValueScale y;
  std::vector<LevelTag> levels;  // From the highest down.
  std::vector<NoteLabel> notes;
  std::vector<PointLabel> points;
  std::vector<const Mark*> marks;           // Main ones only.
  std::vector<std::optional<double>> tips;  // Of the marks, as MarkPlaces has them.
};

// Nothing in it overlaps anything else in it. `low` and `high`: what is to be seen; above and below it is as little room as lets
// every numbered mark stand on its side of the candles. It points into `chart`.
// `last`: the price of the tag in the column; NaN for none.
PriceLayout price_layout(const KLineChart& chart, const PricePlot& plot, double low, double high,
                         double last);

// The line of a cut stands between its bar and the one before.
double cut_x(const BarScale& x, const BarNote& cut) noexcept;

// Middles of the tags of levels at pixels `ys` (downwards): at their lines, or moved apart so that they keep kTagStep from each
// other and from the tag of the last price at `last`, if that is seen; tags above it stay above. NaN: no room.
inline constexpr double kTagStep = 17;
std::vector<double> place_tags(std::span<const double> ys, std::optional<double> last, double top,
                               double bottom);

}  // namespace fwq::report
