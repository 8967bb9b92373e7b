// The two customary rules that most indicators share, described as data: one line crosses another, a line comes back from
// beyond a border.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "signal_rules.hpp"

namespace fwq::analysis {

// Both numbers with the same decimals: `digits`, or as many more as it takes to tell them apart, so that no text says
// that 10.123 crosses above 10.123. Equal numbers stay equal.
std::pair<std::string, std::string> told_apart(double a, double b, int digits);

// `a` crosses `b` (or `level`): upwards a buy, downwards a sell; the other way round if `inverted`. Strength 0.3, rising to
// 1 when the two are `full` apart, measured in `scale`.
struct CrossRule {
  Line a, b = {};  // No b: the level.
  double level = 0;
  std::string_view a_name, b_en, b_zh;
  // What distances are measured in, bar by bar: the close for differences of prices. Empty: their own unit.
  Line scale = {};
  double full = 1;
  int digits = 3;
  bool inverted = false;
};
void cross_signals(const SignalRun& run, const CrossRule& rule);

// `value` comes back above `low` (a buy) or below `high` (a sell); the other way round if `inverted`. Strength 0.4, rising
// to 1 when it had been at `floor` or `ceiling`.
struct ZoneRule {
  Line value;
  std::string_view name;
  double low = 0, high = 0, floor = 0, ceiling = 0;
  bool inverted = false;
  int digits = 2;
};
void zone_signals(const SignalRun& run, const ZoneRule& rule);

// A line and its own mean, both outputs: the commonest rule of all.
inline void mean_cross_signals(const SignalRun& run, std::string_view name, Line scale, double full,
                               int digits = 3) {
  cross_signals(run, {.a = run.values[0],
                      .b = run.values[1],
                      .a_name = name,
                      .b_en = "its mean",
                      .b_zh = "均线",
                      .scale = scale,
                      .full = full,
                      .digits = digits});
}

// A line and zero.
inline void zero_cross_signals(const SignalRun& run, std::string_view name, Line scale, double full,
                               int digits = 3) {
  cross_signals(run, {.a = run.values[0],
                      .a_name = name,
                      .b_en = "zero",
                      .b_zh = "零轴",
                      .scale = scale,
                      .full = full,
                      .digits = digits});
}

}  // namespace fwq::analysis
