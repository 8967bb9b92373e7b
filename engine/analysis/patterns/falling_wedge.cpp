// Falling Wedge: both lines fall and converge while the volume fades, and a close above the upper line.
//
//   target = highest high of the wedge, where it began        stop = last low of the wedge
//
// Source:   R. Edwards and J. Magee, Technical Analysis of Stock Trends (1948), ch. 14; T. Bulkowski, Encyclopedia of
//           Chart Patterns, 2nd ed. (2005): both lines slope the same way, the
//           upper one more steeply, so that they meet; volume dwindles; the wedge is retraced to where it began.
// Input:    high, low, close, volume.
// Edges:    boundary_lines.hpp: reported once, at the break. Where volumes are unknown or zero, fading cannot be told:
//           there is no wedge.
#include "boundary_lines.hpp"

namespace fwq::analysis {
namespace {

using namespace boundary;

enum Param : std::size_t {
  min_slope_drift = kSharedParams,
  min_slow_drift,
  max_narrowing,
  max_fade,
  min_break
};

constexpr auto kConditions = conditions(
    std::array<Condition, 3>{{{.id = "steep_drift",
                               .op = Op::at_least,
                               .param = min_slope_drift,
                               .ideal = kNoIdeal,
                               .unit = "ratio",
                               .en = "the upper line falls by {0} of the height, at least {1}",
                               .zh = "上边线全程下降高度的 {0}，不小于 {1}"},
                              {.id = "slow_drift",
                               .op = Op::at_least,
                               .param = min_slow_drift,
                               .ideal = kNoIdeal,
                               .unit = "ratio",
                               .en = "the lower line falls by {0} of the height, at least {1}",
                               .zh = "下边线全程下降高度的 {0}，不小于 {1}"},
                              {.id = "narrowing",
                               .op = Op::at_most,
                               .param = max_narrowing,
                               .ideal = 0.3,
                               .unit = "ratio",
                               .en = "at the last turning point the lines are {0} times as far "
                                     "apart as at the first, at most {1}",
                               .zh = "末个转折点处两边线之距为首个转折点处的 {0} 倍，不大于 {1}"}}},
    break_condition(min_break), 15, 35,
    std::array<Condition, 1>{
        {{.id = "volume_fade",
          .op = Op::at_most,
          .param = max_fade,
          .ideal = 0.6,
          .unit = "ratio",
          .en = "the mean volume of the later half is {0} times that of the earlier, at most {1}",
          .zh = "后半段均量为前半段的 {0} 倍，不大于 {1}"}}});

bool measure_run(const PatternContext& /*context*/, Params /*params*/, const Lines& lines,
                 double* measured) {
  measured[0] = -lines.upper_drift();
  measured[1] = -lines.lower_drift();
  measured[2] = lines.width(lines.last) / lines.width(lines.first);
  return true;
}

void measure_more(const PatternContext& context, const Facing& /*seen*/, const Lines& lines,
                  double* measured) {
  measured[0] = volume_fade(context, lines);
}

LineShape::Prices prices(const Facing& seen, const Lines& lines) {
  return {lines.upper.at(lines.end), seen.high(lines.first_high),
          seen.lowest(lines.last_low, lines.known_at() + 1)};
}

LineShape shape();

}  // namespace

extern const PatternDef falling_wedge_def{
    .id = "falling_wedge",
    .name_zh = "楔形下降",
    .name_en = "Falling Wedge",
    .category = Category::consolidation,
    .bias = Bias::bullish,
    .min_bars = 15,
    .max_bars = 35,
    .threshold = 0.60,
    .params = {swing_size_param(2), max_distance_param(0.12), max_outside_param(0.15),
               min_touches_param(4), min_height_param(3),
               real_param("min_slope_drift", 0.4, 0, 3, "ratio",
                          "Steeper line moves by at least this share of the height",
                          "较陡边线移动相对高度的下限"),
               real_param("min_slow_drift", 0.15, 0, 3, "ratio",
                          "Other line moves the same way by at least this share of the height",
                          "另一边线同向移动相对高度的下限"),
               real_param(
                   "max_narrowing", 0.75, 0.05, 1, "ratio",
                   "Distance of the lines at the end, at most this share of that at the start",
                   "末端两边线之距相对起始之距的上限"),
               real_param("max_fade", 0.95, 0.05, 3, "ratio",
                          "Mean volume of the later half at most this share of the earlier half",
                          "后半段均量相对前半段均量的上限"),
               min_break_param()},
    .source =
        "R. Edwards and J. Magee, Technical Analysis of Stock Trends (1948), ch. 14; T. Bulkowski, "
        "Encyclopedia of Chart Patterns, 2nd ed. (2005)",
    .shape_en = "both lines fall and converge on fading volume, then a close above",
    .shape_zh = "两边线同向下降并收敛、量能递减，随后收盘向上突破",
    .roles = {"first_high", "first_low", "last_high", "last_low", "breakout"},
    .find = [](const PatternContext& c, Params p,
               std::vector<PatternHit>& hits) { find_lines(shape(), c, p, hits); },
    .explain = [](const PatternContext& c, Params p,
                  const PatternHit& hit) { return explain_lines(shape(), c, p, hit); },
};

namespace {
LineShape shape() {
  return {falling_wedge_def,
          kConditions,
          3,
          true,
          Bias::bullish,
          -1,
          -1,
          measure_run,
          measure_more,
          prices,
          min_slope_drift,
          min_slow_drift};
}
}  // namespace

}  // namespace fwq::analysis
