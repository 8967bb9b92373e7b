// Ascending Triangle: highs at one price, rising lows, and a close above the flat line.
//
//   target = flat line + height        stop = last low of the triangle
//
// Source:   R. Edwards and J. Magee, Technical Analysis of Stock Trends (1948), ch. 8; T. Bulkowski, Encyclopedia of
//           Chart Patterns, 2nd ed. (2005): the flat line is touched at least twice,
//           the sloping one at least twice; the height added to the flat line gives the target.
// Input:    high, low, close.
// Edges:    boundary_lines.hpp: reported once, at the break; a break the other way is none.
#include "boundary_lines.hpp"

namespace fwq::analysis {
namespace {

using namespace boundary;

enum Param : std::size_t { max_flat_drift = kSharedParams, min_slope_drift, min_break };

constexpr auto kConditions = conditions(
    std::array<Condition, 2>{{{.id = "flat_drift",
                               .op = Op::at_most,
                               .param = max_flat_drift,
                               .ideal = 0,
                               .unit = "ratio",
                               .en = "the upper line drifts by {0} of the height, at most {1}",
                               .zh = "上边线全程漂移为高度的 {0}，不大于 {1}"},
                              {.id = "slope_drift",
                               .op = Op::at_least,
                               .param = min_slope_drift,
                               .ideal = 0.8,
                               .unit = "ratio",
                               .en = "the lower line rises by {0} of the height, at least {1}",
                               .zh = "下边线全程上升高度的 {0}，不小于 {1}"}}},
    break_condition(min_break), 15, 40);

bool measure_run(const PatternContext& /*context*/, Params params, const Lines& lines,
                 double* measured) {
  measured[0] = std::abs(lines.upper_drift());
  if (exceeds(measured[0], params[max_flat_drift])) return false;
  measured[1] = lines.lower_drift();
  return true;
}

LineShape::Prices prices(const Facing& seen, const Lines& lines) {
  const double level = lines.upper.at(lines.end);
  return {level, level + lines.height, seen.lowest(lines.last_low, lines.known_at() + 1)};
}

LineShape shape();

}  // namespace

extern const PatternDef ascending_triangle_def{
    .id = "ascending_triangle",
    .name_zh = "上升三角形",
    .name_en = "Ascending Triangle",
    .category = Category::consolidation,
    .bias = Bias::bullish,
    .min_bars = 15,
    .max_bars = 40,
    .threshold = 0.60,
    .params = {swing_size_param(2), max_distance_param(0.12), max_outside_param(0.15),
               min_touches_param(4), min_height_param(3),
               real_param("max_flat_drift", 0.15, 0.01, 1, "ratio",
                          "Flat line drifts by at most this share of the height",
                          "水平边线漂移相对高度的上限"),
               real_param("min_slope_drift", 0.3, 0, 1, "ratio",
                          "Sloping line moves by at least this share of the height",
                          "倾斜边线移动相对高度的下限"),
               min_break_param()},
    .source =
        "R. Edwards and J. Magee, Technical Analysis of Stock Trends (1948), ch. 8; T. Bulkowski, "
        "Encyclopedia of Chart Patterns, 2nd ed. (2005)",
    .shape_en = "flat resistance line, rising support line, then a close above",
    .shape_zh = "水平压力线与上升支撑线，随后收盘向上突破",
    .roles = {"first_high", "first_low", "last_high", "last_low", "breakout"},
    .find = [](const PatternContext& c, Params p,
               std::vector<PatternHit>& hits) { find_lines(shape(), c, p, hits); },
    .explain = [](const PatternContext& c, Params p,
                  const PatternHit& hit) { return explain_lines(shape(), c, p, hit); },
};

namespace {
LineShape shape() {
  return {ascending_triangle_def,
          kConditions,
          2,
          true,
          Bias::bullish,
          0,
          1,
          measure_run,
          nullptr,
          prices,
          max_flat_drift,
          min_slope_drift};
}
}  // namespace

}  // namespace fwq::analysis
