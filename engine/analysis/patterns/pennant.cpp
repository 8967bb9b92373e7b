// Pennant: a sharp move, then a small triangle, then a close out of it in the direction of the move.
//
// Source:   R. Edwards and J. Magee, Technical Analysis of Stock Trends (1948), ch. 11; T. Bulkowski, Encyclopedia of
//           Chart Patterns, 2nd ed. (2005). What it shares with the flag is in poles.hpp.
// Input:    high, low, close.
// Edges:    the list calls it neutral; each hit has the direction of its pole. Reported once, at the break.
#include "poles.hpp"

namespace fwq::analysis {
namespace {

enum Param : std::size_t { max_narrowing = pole::kShared, min_other_side };

constexpr auto kShared = pole::shared_conditions();
constexpr std::array<Condition, 9> kConditions{
    {kShared[0],
     kShared[1],
     kShared[2],
     kShared[3],
     kShared[4],
     kShared[5],
     {.id = "narrowing",
      .op = Op::at_most,
      .param = max_narrowing,
      .ideal = 0.1,
      .unit = "ratio",
      .en = "at the end the lines are {0} times as far apart as at the start, at most {1}",
      .zh = "末端两边线之距为起始处的 {0} 倍，不大于 {1}"},
     {.id = "upper_fall",
      .op = Op::above,
      .fixed = 0,
      .unit = "ratio",
      .en = "the line on the pole's side comes in by {0} of the pole, more than {1}",
      .zh = "旗杆一侧的边线向内收敛旗杆的 {0}，大于 {1}"},
     {.id = "lower_rise",
      .op = Op::above,
      .param = min_other_side,
      .unit = "ratio",
      .en = "the other line comes in by {0} of the pole, more than {1}",
      .zh = "另一侧的边线向内收敛旗杆的 {0}，大于 {1}"}}};

constexpr auto kSharedParams = pole::shared_params();

void measure_lines(const Pole& pole, double* measured) {
  const double length = pole.rest() - 1;
  measured[0] = pole.last_width / pole.first_width;
  measured[1] = -pole.upper_slope * length / pole.height;
  measured[2] = pole.lower_slope * length / pole.height;
}

PoleShape shape();

}  // namespace

extern const PatternDef pennant_def{
    .id = "pennant",
    .name_zh = "三角旗形",
    .name_en = "Pennant",
    .category = Category::consolidation,
    .bias = Bias::neutral,
    .min_bars = pole::kMinBars,
    .max_bars = pole::kMaxBars,
    .threshold = 0.50,
    .params = {kSharedParams[0], kSharedParams[1], kSharedParams[2], kSharedParams[3],
               kSharedParams[4],
               pole::real_param(
                   "max_narrowing", 0.6, 0.02, 1, "ratio",
                   "Distance of the lines at the end, at most this share of that at the start",
                   "末端两边线之距相对起始之距的上限"),
               pole::real_param(
                   "min_other_side", 0, -0.5, 0.5, "ratio",
                   "Line away from the pole's side comes in by more than this share of the pole",
                   "另一侧边线向内收敛相对旗杆须大于此值")},
    .source =
        "R. Edwards and J. Magee, Technical Analysis of Stock Trends (1948), ch. 11; T. Bulkowski, "
        "Encyclopedia of Chart Patterns, 2nd ed. (2005)",
    .shape_en = "sharp pole, small converging triangle, then a break onwards",
    .shape_zh = "急促的旗杆，随后收敛的小三角，再顺势突破",
    .roles = {"pole_start", "pole_tip", "rest_extreme", "breakout"},
    .find = [](const PatternContext& c, Params p,
               std::vector<PatternHit>& hits) { find_poles(shape(), c, p, hits); },
    .explain = [](const PatternContext& c, Params p,
                  const PatternHit& hit) { return explain_pole(shape(), c, p, hit); },
};

namespace {
PoleShape shape() {
  return {pennant_def, kConditions, measure_lines};
}
}  // namespace

}  // namespace fwq::analysis
