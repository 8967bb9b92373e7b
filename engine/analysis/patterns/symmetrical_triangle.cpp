// Symmetrical Triangle: falling highs and rising lows converge; which line is broken decides where the price goes.
//
// Source:   R. Edwards and J. Magee, Technical Analysis of Stock Trends (1948), ch. 8; T. Bulkowski, Encyclopedia of
//           Chart Patterns, 2nd ed. (2005): both lines are touched at least twice, the
//           upper one falls and the lower one rises. Reported before the break, so it has no direction, target or stop.
//           Edwards and Magee: the breaks that lead somewhere come between half and three quarters of the way to the
//           apex; a price that gets further than that drifts out without force. Bulkowski: the price crosses the
//           triangle from side to side all along, with no large empty space in it.
// Input:    high, low, close.
// Edges:    boundary_lines.hpp: reported once, at the bar at which its last needed turning point is known.
#include <algorithm>

#include "boundary_lines.hpp"

namespace fwq::analysis {
namespace {

using namespace boundary;

enum Param : std::size_t { min_slope_drift = kSharedParams, max_apex, max_idle };

constexpr auto kConditions = conditions(
    std::array<Condition, 2>{{{.id = "upper_fall",
                               .op = Op::at_least,
                               .param = min_slope_drift,
                               .ideal = 0.5,
                               .unit = "ratio",
                               .en = "the upper line falls by {0} of the height, at least {1}",
                               .zh = "上边线全程下降高度的 {0}，不小于 {1}"},
                              {.id = "lower_rise",
                               .op = Op::at_least,
                               .param = min_slope_drift,
                               .ideal = 0.5,
                               .unit = "ratio",
                               .en = "the lower line rises by {0} of the height, at least {1}",
                               .zh = "下边线全程上升高度的 {0}，不小于 {1}"}}},
    inside_condition(), 15, 40,
    std::array<Condition, 2>{
        {{.id = "apex",
          .op = Op::at_most,
          .param = max_apex,
          .ideal = 0.5,
          .unit = "ratio",
          .en = "it is {0} of the way to the point where the lines meet, at most {1}",
          .zh = "已走到两边线交点路程的 {0}，不大于 {1}"},
         {.id = "idle",
          .op = Op::at_most,
          .param = max_idle,
          .ideal = 0.25,
          .unit = "ratio",
          .en = "the longest time without a touch is {0} of the whole, at most {1}",
          .zh = "最长未触及边线的时间占全程的 {0}，不大于 {1}"}}});

bool measure_run(const PatternContext& /*context*/, Params /*params*/, const Lines& lines,
                 double* measured) {
  measured[0] = -lines.upper_drift();
  measured[1] = lines.lower_drift();
  return true;
}

// How far it is to where the lines meet, and the longest stretch in which the price touched neither.
void measure_use(const PatternContext& /*context*/, const Facing& /*seen*/, const Lines& lines,
                 double* measured) {
  measured[0] = 1 - lines.width(lines.end) / lines.width(lines.first);
  std::uint32_t longest = lines.end - lines.last;
  for (std::uint32_t k = 1; k < lines.turns; ++k)
    longest = std::max(longest, lines.points[k].bar - lines.points[k - 1].bar);
  measured[1] = longest / static_cast<double>(lines.end - lines.first);
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

extern const PatternDef symmetrical_triangle_def{
    .id = "symmetrical_triangle",
    .name_zh = "对称三角形",
    .name_en = "Symmetrical Triangle",
    .category = Category::consolidation,
    .bias = Bias::neutral,
    .min_bars = 15,
    .max_bars = 40,
    .threshold = 0.50,
    .params = {swing_size_param(2), max_distance_param(0.12), max_outside_param(0.15),
               min_touches_param(4), min_height_param(3),
               real_param("min_slope_drift", 0.18, 0.02, 0.6, "ratio",
                          "Each line moves towards the other by at least this share of the height",
                          "两边线相互靠拢的幅度相对高度的下限"),
               real_param("max_apex", 0.75, 0.4, 1, "ratio",
                          "At most this share of the way to where the lines meet",
                          "至两边线交点路程的上限"),
               real_param("max_idle", 0.5, 0.2, 1, "ratio",
                          "Longest time without a touch at most this share of the whole",
                          "最长未触及边线时间占全程的上限")},
    .source =
        "R. Edwards and J. Magee, Technical Analysis of Stock Trends (1948), ch. 8; T. Bulkowski, "
        "Encyclopedia of Chart Patterns, 2nd ed. (2005)",
    .shape_en = "falling highs and rising lows converge",
    .shape_zh = "下降的高点与上升的低点相互收敛",
    .roles = {"first_high", "first_low", "last_high", "last_low"},
    .find = [](const PatternContext& c, Params p,
               std::vector<PatternHit>& hits) { find_lines(shape(), c, p, hits); },
    .explain = [](const PatternContext& c, Params p,
                  const PatternHit& hit) { return explain_lines(shape(), c, p, hit); },
};

namespace {
LineShape shape() {
  return {symmetrical_triangle_def,
          kConditions,
          2,
          false,
          Bias::bullish,
          -1,
          1,
          measure_run,
          measure_use,
          prices,
          min_slope_drift,
          min_slope_drift};
}
}  // namespace

}  // namespace fwq::analysis
