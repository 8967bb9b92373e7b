// Boundary lines: two straight lines, one through the highs and one through the lows of a price that swings between
// them. Triangles, wedges, rectangles and channels are such pairs and differ by how their lines run.
//
//   upper line: from the first high to the last        lower line: from the first low to the last
//   height = the distance of the lines where they are furthest apart, at the first or the last turning point
//   drift of a line = its rise from the first to the last turning point, in heights
//
// Source:   R. Edwards and J. Magee, Technical Analysis of Stock Trends (1948), ch. 8-10, 14; T. Bulkowski,
//           Encyclopedia of Chart Patterns, 2nd ed. (2005): each line is touched at least twice, in turn with the other.
// Input:    high, low, close; turning points (swings.hpp); volume for the wedges.
// Output:   a row of the list that has a direction needs the break that gives it: it is reported at the first close
//           beyond its line. A row that is neutral is reported when its lines stand, before the break that will decide;
//           a channel, which is traded inside, as well.
// Edges:    a shape is reported once: of those known at the same bar the one that fits best, and none that begins before
//           the last turning point of the one reported before it. Lines that cross inside the shape are none.
// Cost:     O(1) for each pair of turning points within reach, drawn once for all patterns that ask for the same fit;
//           bars are walked only for pairs whose lines run as the pattern's do.
#pragma once

#include <algorithm>
#include <array>

#include "conditions.hpp"
#include "facing.hpp"
#include "pattern_context.hpp"

namespace fwq::analysis::boundary {

inline constexpr std::size_t kMaxMeasures = 12;
inline constexpr std::size_t kMinTurns = 4, kMaxTurns = 8;
inline constexpr std::uint32_t kLongest =
    50;  // The most bars that a pattern of the family may take.

struct StraightLine {
  std::uint32_t bar = 0;
  double price = 0, slope = 0;
  double at(std::uint32_t i) const noexcept {
    return price + slope * (static_cast<double>(i) - static_cast<double>(bar));
  }
};

// A pair of lines as seen (facing.hpp), and where its bars are.
struct Lines {
  StraightLine upper, lower;
  std::uint32_t first = 0, last = 0;  // Turning points.
  std::uint32_t last_known = 0;       // The bar at which the last of them is known.
  std::uint32_t end = 0;              // The break, or the bar at which the lines are known.
  std::uint32_t first_high = 0, last_high = 0, first_low = 0, last_low = 0;
  std::uint32_t turns = 0;
  double height = 0;
  double upper_run = 0, lower_run = 0;  // The drifts.
  double unit = 0;                      // Mean true range of the bars from `first` to `last`.
  double off_line = 0;                  // The furthest that a turning point lies from its line.
  const Swing* points = nullptr;        // The turning points, `turns` of them, as quoted.

  std::uint32_t known_at() const noexcept { return std::max(end, last_known); }
  double width(std::uint32_t i) const noexcept { return upper.at(i) - lower.at(i); }
  double upper_drift() const noexcept { return upper_run; }
  double lower_drift() const noexcept { return lower_run; }
};

// One pattern of the family.
struct LineShape {
  const PatternDef& def;
  std::span<const Condition>
      conditions;               // Those on how the lines run, the seven shared ones, and more.
  std::size_t runs;             // How many of them are on how the lines run.
  bool breaks;                  // Whether it ends with a close beyond the upper line.
  Bias facing = Bias::bullish;  // Bearish: looked for upside down.
  // Which way each line runs as its conditions ask: 1 up, -1 down, 0 not told. Most pairs of turning points are passed
  // over by this alone.
  int upper_way = 0, lower_way = 0;
  // How the lines run: the first `runs` measures. False as soon as one is clearly beyond its bound: the rest is not needed.
  bool (*measure_run)(const PatternContext& context, Params params, const Lines& lines,
                      double* measured);
  // What follows the shared conditions, if anything.
  void (*measure_more)(const PatternContext& context, const Facing& seen, const Lines& lines,
                       double* measured) = nullptr;
  // Level, target and stop as seen.
  struct Prices {
    double level = data::kNone, target = data::kNone, stop = data::kNone;
  };
  Prices (*prices)(const Facing& seen, const Lines& lines) = nullptr;
  // The parameters that bound how far the lines run, if conditions say so: at least so far their way, or, of a line
  // whose way is not told, at most so far either way. They pass over most of the pairs that are left.
  std::size_t upper_param = kFixed, lower_param = kFixed;
};

void find_lines(const LineShape& shape, const PatternContext& context, Params params,
                std::vector<PatternHit>& hits);
Explanation explain_lines(const LineShape& shape, const PatternContext& context, Params params,
                          const PatternHit& hit);

// Clearly above an upper bound: not by rounding.
inline bool exceeds(double measured, double bound) noexcept {
  return measured > 1.001 * bound + 1e-6;
}

// Mean volume of the later half of a shape's bars in means of the earlier half; NaN, which meets no bound, where a
// volume is unknown or the earlier half has none.
double volume_fade(const PatternContext& context, const Lines& lines);

// ---- parameters and conditions that all share -----------------------------------------------------------------------

enum Shared : std::size_t {
  swing_size,
  max_distance,
  max_outside,
  min_touches,
  min_height,
  kSharedParams
};

constexpr ParamDef real_param(std::string_view name, double value, double min, double max,
                              std::string_view unit, std::string_view en, std::string_view zh) {
  return {.name = name,
          .kind = ParamKind::real,
          .value = value,
          .min = min,
          .max = max,
          .step = 0.01,
          .unit = unit,
          .help_en = en,
          .help_zh = zh};
}
constexpr ParamDef swing_size_param(double value) {
  return real_param("swing_size", value, 0.5, 8, "ATR",
                    "How far the price must turn for a high or low to count",
                    "价格反转多少才算一个高点或低点");
}
constexpr ParamDef max_distance_param(double value) {
  return real_param("max_distance", value, 0, 0.5, "ratio",
                    "Turning points at most this share of the height off their line",
                    "转折点偏离其边线的距离相对高度的上限");
}
constexpr ParamDef max_outside_param(double value) {
  return real_param("max_outside", value, 0, 0.5, "ratio",
                    "Bars reach at most this share of the height outside the lines",
                    "K线越出边线的距离相对高度的上限");
}
constexpr ParamDef min_touches_param(double value) {
  return {.name = "min_touches",
          .value = value,
          .min = kMinTurns,
          .max = kMaxTurns,
          .unit = "touches",
          .help_en = "Turning points on the two lines, at least",
          .help_zh = "两条边线上转折点数的下限"};
}
constexpr ParamDef min_height_param(double value) {
  return real_param("min_height", value, 0.5, 20, "ATR",
                    "Lines at least this far apart where they are furthest",
                    "两边线最大距离的下限");
}
constexpr ParamDef min_break_param() {
  return real_param("min_break", 0.05, 0, 0.5, "ratio",
                    "Close beyond the line by more than this share of the height",
                    "收盘价越出边线的距离相对高度须大于此值");
}

constexpr Condition max_distance_condition() {
  return {.id = "touch_distance",
          .op = Op::at_most,
          .param = max_distance,
          .ideal = 0,
          .unit = "ratio",
          .en = "the turning points are within {0} of the height of their lines, at most {1}",
          .zh = "转折点偏离边线最多为高度的 {0}，不大于 {1}"};
}
constexpr Condition max_outside_condition() {
  return {.id = "outside",
          .op = Op::at_most,
          .param = max_outside,
          .ideal = 0,
          .unit = "ratio",
          .en = "no bar reaches further than {0} of the height outside the lines, at most {1}",
          .zh = "K线越出边线最多为高度的 {0}，不大于 {1}"};
}
constexpr Condition min_touches_condition() {
  return {.id = "touches",
          .op = Op::at_least,
          .param = min_touches,
          .ideal = 7,
          .unit = "touches",
          .en = "the lines are touched {0} times, at least {1}",
          .zh = "两条边线共触及 {0} 次，不少于 {1}"};
}
constexpr Condition min_height_condition() {
  return {.id = "height",
          .op = Op::at_least,
          .param = min_height,
          .ideal = 7,
          .unit = "ATR",
          .en = "the lines are up to {0} average true ranges apart, at least {1}",
          .zh = "两边线最大相距 {0} 倍平均真实波幅，不小于 {1}"};
}
constexpr Condition span_condition(Op op, double bars) {
  return op == Op::at_least ? Condition{.id = "span",
                                        .op = Op::at_least,
                                        .fixed = bars,
                                        .unit = "bars",
                                        .en = "the shape takes {0} bars, at least {1}",
                                        .zh = "形态共 {0} 根K线，不少于 {1}"}
                            : Condition{.id = "span",
                                        .op = Op::at_most,
                                        .fixed = bars,
                                        .unit = "bars",
                                        .en = "the shape takes {0} bars, at most {1}",
                                        .zh = "形态共 {0} 根K线，不多于 {1}"};
}
// How far the last bar closes beyond the upper line; for shapes without a break how far it is under it, so that the
// break is still to come.
constexpr Condition break_condition(std::size_t param) {
  return {.id = "break",
          .op = Op::above,
          .param = param,
          .ideal = 0.4,
          .unit = "ratio",
          .en = "the close is {0} of the height beyond the line, more than {1}",
          .zh = "收盘价越出边线，幅度为高度的 {0}，大于 {1}"};
}
constexpr Condition inside_condition() {
  return {.id = "inside",
          .op = Op::at_least,
          .fixed = 0,
          .unit = "ratio",
          .en = "the last close is {0} of the height inside the nearer line, at least {1}",
          .zh = "最后收盘价在较近边线之内，距离为高度的 {0}，不小于 {1}"};
}
// A channel's stop is a line: a close on it leaves nothing to risk, and is no longer inside.
constexpr Condition inside_channel_condition() {
  Condition condition = inside_condition();
  condition.op = Op::above;
  condition.en = "the last close is {0} of the height inside the nearer line, more than {1}";
  condition.zh = "最后收盘价在较近边线之内，距离为高度的 {0}，大于 {1}";
  return condition;
}

// The conditions of a shape: `runs`, the seven that all share, `more`.
template <std::size_t kRuns, std::size_t kMore = 0>
constexpr std::array<Condition, kRuns + 7 + kMore> conditions(
    const std::array<Condition, kRuns>& runs, const Condition& end, double min_bars,
    double max_bars, const std::array<Condition, kMore>& more = {}) {
  std::array<Condition, kRuns + 7 + kMore> all{};
  std::size_t at = 0;
  for (const Condition& c : runs) all[at++] = c;
  all[at++] = max_distance_condition();
  all[at++] = min_touches_condition();
  all[at++] = min_height_condition();
  all[at++] = span_condition(Op::at_least, min_bars);
  all[at++] = span_condition(Op::at_most, max_bars);
  all[at++] = max_outside_condition();
  all[at++] = end;
  for (const Condition& c : more) all[at++] = c;
  return all;
}

}  // namespace fwq::analysis::boundary
