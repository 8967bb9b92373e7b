// Rectangle: a price that swings between a flat resistance and a flat support.
//
// Source:   R. Edwards and J. Magee, Technical Analysis of Stock Trends (1948), ch. 9; T. Bulkowski, Encyclopedia of
//           Chart Patterns, 2nd ed. (2005): two horizontal or nearly horizontal lines, each
//           touched at least twice. Reported before the break, so it has no direction, target or stop.
// Input:    high, low, close.
// Edges:    boundary_lines.hpp: reported once, at the bar at which its last needed turning point is known.
#include "boundary_lines.hpp"

namespace fwq::analysis {
namespace {

using namespace boundary;

enum Param : std::size_t { max_flat_drift = kSharedParams };

constexpr auto kConditions = conditions(
    std::array<Condition, 2>{{{.id = "upper_drift",
                               .op = Op::at_most,
                               .param = max_flat_drift,
                               .ideal = 0,
                               .unit = "ratio",
                               .en = "the upper line drifts by {0} of the height, at most {1}",
                               .zh = "上边线全程漂移为高度的 {0}，不大于 {1}"},
                              {.id = "lower_drift",
                               .op = Op::at_most,
                               .param = max_flat_drift,
                               .ideal = 0,
                               .unit = "ratio",
                               .en = "the lower line drifts by {0} of the height, at most {1}",
                               .zh = "下边线全程漂移为高度的 {0}，不大于 {1}"}}},
    inside_condition(), 10, 30);

bool measure_run(const PatternContext& /*context*/, Params params, const Lines& lines,
                 double* measured) {
  measured[0] = std::abs(lines.upper_drift());
  if (exceeds(measured[0], params[max_flat_drift])) return false;
  measured[1] = std::abs(lines.lower_drift());
  return true;
}

LineShape::Prices prices(const Facing& seen, const Lines& lines) {
  // Whichever line is broken decides; the nearer one is the level to watch.
  const double close = seen.close(lines.end);
  const double upper = lines.upper.at(lines.end);
  const double lower = lines.lower.at(lines.end);
  return {.level = upper - close < close - lower ? upper : lower};
}

LineShape shape();

}  // namespace

extern const PatternDef rectangle_def{
    .id = "rectangle",
    .name_zh = "矩形整理",
    .name_en = "Rectangle",
    .category = Category::consolidation,
    .bias = Bias::neutral,
    .min_bars = 10,
    .max_bars = 30,
    .threshold = 0.50,
    .params = {swing_size_param(2), max_distance_param(0.12), max_outside_param(0.15),
               min_touches_param(4), min_height_param(2.5),
               real_param("max_flat_drift", 0.15, 0.01, 1, "ratio",
                          "Each line drifts by at most this share of the height",
                          "每条边线漂移相对高度的上限")},
    .source =
        "R. Edwards and J. Magee, Technical Analysis of Stock Trends (1948), ch. 9; T. Bulkowski, "
        "Encyclopedia of Chart Patterns, 2nd ed. (2005)",
    .shape_en = "the price swings between horizontal support and resistance",
    .shape_zh = "价格在水平支撑与压力之间震荡",
    .roles = {"first_high", "first_low", "last_high", "last_low"},
    .find = [](const PatternContext& c, Params p,
               std::vector<PatternHit>& hits) { find_lines(shape(), c, p, hits); },
    .explain = [](const PatternContext& c, Params p,
                  const PatternHit& hit) { return explain_lines(shape(), c, p, hit); },
};

namespace {
LineShape shape() {
  return {rectangle_def, kConditions, 2,      false,          Bias::bullish, 0, 0,
          measure_run,   nullptr,     prices, max_flat_drift, max_flat_drift};
}
}  // namespace

}  // namespace fwq::analysis
