// Flag: a sharp move, then a small channel against it, then a close out of the channel in the direction of the move.
//
// Source:   R. Edwards and J. Magee, Technical Analysis of Stock Trends (1948), ch. 11; T. Bulkowski, Encyclopedia of
//           Chart Patterns, 2nd ed. (2005). What it shares with the pennant is in poles.hpp.
// Input:    high, low, close.
// Edges:    the list calls it neutral; each hit has the direction of its pole. Reported once, at the break.
#include "poles.hpp"

namespace fwq::analysis {
namespace {

enum Param : std::size_t { max_drift = pole::kShared, max_tilt };

constexpr auto kShared = pole::shared_conditions();
constexpr std::array<Condition, 8> kConditions{
    {kShared[0],
     kShared[1],
     kShared[2],
     kShared[3],
     kShared[4],
     kShared[5],
     {.id = "drift",
      .op = Op::at_most,
      .param = max_drift,
      .ideal = -0.3,
      .unit = "ratio",
      .en = "the channel moves with the pole by {0} of it (below 0: against it), at most {1}",
      .zh = "旗面顺旗杆方向移动旗杆的 {0}（负值为逆向），不大于 {1}"},
     {.id = "tilt",
      .op = Op::at_most,
      .param = max_tilt,
      .ideal = 0,
      .unit = "ratio",
      .en = "the lines come apart or together by {0} of their distance, at most {1}",
      .zh = "两边线间距变化为其间距的 {0}，不大于 {1}"}}};

constexpr auto kSharedParams = pole::shared_params();

void measure_lines(const Pole& pole, double* measured) {
  measured[0] = (pole.upper_slope + pole.lower_slope) / 2 * (pole.rest() - 1) / pole.height;
  measured[1] =
      std::abs(pole.last_width - pole.first_width) / std::max(pole.first_width, pole.last_width);
}

PoleShape shape();

}  // namespace

extern const PatternDef flag_def{
    .id = "flag",
    .name_zh = "旗形",
    .name_en = "Flag",
    .category = Category::consolidation,
    .bias = Bias::neutral,
    .min_bars = pole::kMinBars,
    .max_bars = pole::kMaxBars,
    .threshold = 0.50,
    .params = {kSharedParams[0], kSharedParams[1], kSharedParams[2], kSharedParams[3],
               kSharedParams[4],
               pole::real_param("max_drift", 0, -0.5, 0.5, "ratio",
                                "Channel moves with the pole by at most this share of it",
                                "旗面顺旗杆方向移动相对旗杆的上限"),
               pole::real_param("max_tilt", 0.4, 0.02, 1, "ratio",
                                "Distance of the lines changes by at most this share",
                                "两边线间距变化比例的上限")},
    .source =
        "R. Edwards and J. Magee, Technical Analysis of Stock Trends (1948), ch. 11; T. Bulkowski, "
        "Encyclopedia of Chart Patterns, 2nd ed. (2005)",
    .shape_en = "sharp pole, small parallel channel against it, then a break onwards",
    .shape_zh = "急促的旗杆，随后逆向的小型平行通道，再顺势突破",
    .roles = {"pole_start", "pole_tip", "rest_extreme", "breakout"},
    .find = [](const PatternContext& c, Params p,
               std::vector<PatternHit>& hits) { find_poles(shape(), c, p, hits); },
    .explain = [](const PatternContext& c, Params p,
                  const PatternHit& hit) { return explain_pole(shape(), c, p, hit); },
};

namespace {
PoleShape shape() {
  return {flag_def, kConditions, measure_lines};
}
}  // namespace

}  // namespace fwq::analysis
