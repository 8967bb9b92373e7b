// Falling Channel: a price that swings between two parallel lines that fall.
//
//   target = lower line        stop = upper line, whose break ends the channel
//
// Source:   R. Edwards and J. Magee, Technical Analysis of Stock Trends (1948), ch. 14 (trend channels): the basic trendline and, through the
//           turning points on the other side, the return line parallel to it; the trend holds as long as the price stays
//           within.
// Input:    high, low, close.
// Edges:    boundary_lines.hpp: reported once, at the bar at which its last needed turning point is known.
#include "boundary_lines.hpp"

namespace fwq::analysis {
namespace {

using namespace boundary;

enum Param : std::size_t { min_slope = kSharedParams, max_tilt };

constexpr auto kConditions = conditions(
    std::array<Condition, 2>{
        {{.id = "slope",
          .op = Op::at_least,
          .param = min_slope,
          .ideal = 0.25,
          .unit = "ATR",
          .en = "the lines fall by {0} average true ranges a bar, at least {1}",
          .zh = "边线每根K线下降 {0} 倍平均真实波幅，不小于 {1}"},
         {.id = "tilt",
          .op = Op::at_most,
          .param = max_tilt,
          .ideal = 0,
          .unit = "ratio",
          .en = "the lines come apart or together by {0} of the height, at most {1}",
          .zh = "两边线间距变化为高度的 {0}，不大于 {1}"}}},
    inside_channel_condition(), 10, 50);

bool measure_run(const PatternContext& /*context*/, Params params, const Lines& lines,
                 double* measured) {
  measured[1] = std::abs(lines.upper_drift() - lines.lower_drift());
  if (exceeds(measured[1], params[max_tilt])) return false;
  // The steeper of two nearly parallel lines counts no more than the other: their mean.
  measured[0] = (lines.upper.slope + lines.lower.slope) / 2 / lines.unit;
  return true;
}

LineShape::Prices prices(const Facing& /*seen*/, const Lines& lines) {
  const double lower = lines.lower.at(lines.end);
  return {lower, lines.upper.at(lines.end), lower};
}

LineShape shape();

}  // namespace

extern const PatternDef falling_channel_def{
    .id = "falling_channel",
    .name_zh = "下降通道",
    .name_en = "Falling Channel",
    .category = Category::multi_bar,
    .bias = Bias::bearish,
    .min_bars = 10,
    .max_bars = 50,
    .threshold = 0.50,
    .params = {swing_size_param(2), max_distance_param(0.12), max_outside_param(0.15),
               min_touches_param(4), min_height_param(2.5),
               real_param("min_slope", 0.08, 0, 1, "ATR", "Lines fall by at least this a bar",
                          "边线每根K线下降的下限"),
               real_param("max_tilt", 0.15, 0.01, 1, "ratio",
                          "Distance of the lines changes by at most this share of the height",
                          "两边线间距变化相对高度的上限")},
    .source =
        "R. Edwards and J. Magee, Technical Analysis of Stock Trends (1948), ch. 14; T. Bulkowski, "
        "Encyclopedia of Chart Patterns, 2nd ed. (2005)",
    .shape_en = "the price swings between two parallel falling lines",
    .shape_zh = "价格在两条平行的下降边线之间运行",
    .roles = {"first_high", "first_low", "last_high", "last_low"},
    .find = [](const PatternContext& c, Params p,
               std::vector<PatternHit>& hits) { find_lines(shape(), c, p, hits); },
    .explain = [](const PatternContext& c, Params p,
                  const PatternHit& hit) { return explain_lines(shape(), c, p, hit); },
};

namespace {
LineShape shape() {
  return {falling_channel_def, kConditions, 2,     false, Bias::bearish, 1, 1,
          measure_run,         nullptr,     prices};
}
}  // namespace

}  // namespace fwq::analysis
