// Expanding Triangle: rising highs and falling lows on two straight lines that diverge.
//
// Source:   R. Edwards and J. Magee, Technical Analysis of Stock Trends (1948), ch. 10, and T. Bulkowski, Encyclopedia of
//           Chart Patterns, 2nd ed. (2005), broadening formations: the upper line
//           rises, the lower one falls, five touches in all. A megaphone (megaphone.cpp) is told by its swings, each of
//           them larger than the last, wherever they lie; this triangle by its lines: straight, of opposite slope, each
//           turning point on one of them. Neither has to be the other: flat-topped swings that grow are a megaphone
//           only, lines that diverge slowly are a triangle only. No direction before the break. Edwards and Magee set
//           the forms with one level side, and Bulkowski those that slope as a whole, apart: here the lesser line must
//           run at least half as far as the other, else a trend whose swings grow would pass for a triangle.
// Input:    high, low, close.
// Edges:    boundary_lines.hpp: reported once, at the bar at which its last needed turning point is known.
#include <algorithm>

#include "boundary_lines.hpp"

namespace fwq::analysis {
namespace {

using namespace boundary;

enum Param : std::size_t { min_slope_drift = kSharedParams, min_balance };

constexpr auto kConditions = conditions(
    std::array<Condition, 3>{{{.id = "upper_rise",
                               .op = Op::at_least,
                               .param = min_slope_drift,
                               .ideal = 0.4,
                               .unit = "ratio",
                               .en = "the upper line rises by {0} of the height, at least {1}",
                               .zh = "上边线全程上升高度的 {0}，不小于 {1}"},
                              {.id = "lower_fall",
                               .op = Op::at_least,
                               .param = min_slope_drift,
                               .ideal = 0.4,
                               .unit = "ratio",
                               .en = "the lower line falls by {0} of the height, at least {1}",
                               .zh = "下边线全程下降高度的 {0}，不小于 {1}"},
                              {.id = "balance",
                               .op = Op::at_least,
                               .param = min_balance,
                               .ideal = 1,
                               .unit = "ratio",
                               .en = "the line that runs less runs {0} as far as the other, at "
                                     "least {1}",
                               .zh = "幅度较小的边线为另一边线的 {0}，不小于 {1}"}}},
    inside_condition(), 20, 50);

bool measure_run(const PatternContext& /*context*/, Params /*params*/, const Lines& lines,
                 double* measured) {
  measured[0] = lines.upper_drift();
  measured[1] = -lines.lower_drift();
  // Where one line hardly moves and the other runs away, the price is in a trend, not between diverging lines.
  measured[2] = std::min(measured[0], measured[1]) / std::max(measured[0], measured[1]);
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

extern const PatternDef expanding_triangle_def{
    .id = "expanding_triangle",
    .name_zh = "扩散三角形",
    .name_en = "Expanding Triangle",
    .category = Category::consolidation,
    .bias = Bias::neutral,
    .min_bars = 20,
    .max_bars = 50,
    .threshold = 0.40,
    .params = {swing_size_param(2), max_distance_param(0.12), max_outside_param(0.15),
               min_touches_param(5), min_height_param(3),
               real_param(
                   "min_slope_drift", 0.15, 0.02, 0.6, "ratio",
                   "Each line moves away from the other by at least this share of the height",
                   "两边线相互远离的幅度相对高度的下限"),
               real_param("min_balance", 0.5, 0, 0.95, "ratio",
                          "The line that runs less runs at least this share of the other's way",
                          "幅度较小的边线相对另一边线的下限")},
    .source =
        "R. Edwards and J. Magee, Technical Analysis of Stock Trends (1948), ch. 10; T. Bulkowski, "
        "Encyclopedia of Chart Patterns, 2nd ed. (2005)",
    .shape_en = "rising highs and falling lows on two diverging lines",
    .shape_zh = "上升的高点与下降的低点沿两条边线扩散",
    .roles = {"first_high", "first_low", "last_high", "last_low"},
    .find = [](const PatternContext& c, Params p,
               std::vector<PatternHit>& hits) { find_lines(shape(), c, p, hits); },
    .explain = [](const PatternContext& c, Params p,
                  const PatternHit& hit) { return explain_lines(shape(), c, p, hit); },
};

namespace {
LineShape shape() {
  return {expanding_triangle_def,
          kConditions,
          3,
          false,
          Bias::bullish,
          1,
          -1,
          measure_run,
          nullptr,
          prices,
          min_slope_drift,
          min_slope_drift};
}
}  // namespace

}  // namespace fwq::analysis
