// Poles: a sharp move, then a few bars that rest between two lines, then the move goes on. A flag rests in a small
// channel against the move, a pennant in a small triangle; they differ by how the lines run.
//
//   pole = from the lowest low before the tip to the tip, in average true ranges of the ten bars that end nine before it;
//   lines = least squares through the highs, and through the lows,
//   of the bars after the tip, each moved out so that no bar lies beyond
//   target = line at the break + pole          stop = lowest low of the rest
//
// Source:   R. Edwards and J. Magee, Technical Analysis of Stock Trends (1948), ch. 11: flags and pennants fly at half-mast
//           and last no more than a few weeks; T. Bulkowski, Encyclopedia of Chart Patterns, 2nd ed. (2005).
// Input:    high, low, close.
// Output:   the shape goes from the pole's first bar to the close beyond the upper line, where it is known. Up and down
//           (upside down); the hit has the direction of its pole.
// Edges:    the tip is the highest bar of pole and rest; a rest that falls further than its bound, or takes too long, is
//           none. Reported once: the next one begins no earlier than the last one's tip.
// Cost:     one pass over the bars for both patterns, O(bars of the rest) at each tip of a steep move.
#pragma once

#include <algorithm>
#include <array>
#include <deque>
#include <vector>

#include "conditions.hpp"
#include "facing.hpp"
#include "pattern_context.hpp"

namespace fwq::analysis {

inline constexpr std::uint32_t kMostPoleBars = 8;
inline constexpr double kLeastPole =
    2;  // In average true ranges: the least that the parameter allows.

// A pole and its rest, as seen.
struct Pole {
  Bias way = Bias::neutral;                   // Bearish: seen upside down.
  std::uint32_t start = 0, tip = 0, end = 0;  // `end`: the break.
  std::uint32_t lowest = 0;                   // Bar of the rest's lowest low.
  double height = 0, unit = 0;
  double upper_slope = 0, lower_slope = 0;
  double upper_at_end = 0;  // The upper line at the break.
  double first_width = 0,
         last_width = 0;  // Of the lines, at the first and the last bar of the rest.
  std::uint32_t rest() const noexcept { return end - tip - 1; }
};

// The poles whose rest ends with a break, by tip: made once for both patterns if they ask for the same of them.
class Poles {
 public:
  explicit Poles(const PatternContext& context) : context_(context) {}
  void renew() noexcept { count_ = 0; }
  // Reads the shared ones of the parameters only.
  const std::vector<Pole>& of(Params params) const;

 private:
  struct Made {
    std::vector<double> params;
    std::vector<Pole> poles;
  };
  void find(Params params, std::vector<Pole>& poles) const;

  const PatternContext& context_;
  mutable std::deque<Made> made_;  // When first asked for; the first `count_` are of these bars.
  mutable std::size_t count_ = 0;
};

struct PoleShape {
  const PatternDef& def;
  std::span<const Condition> conditions;
  // How the lines run: the measures after the shared ones.
  void (*measure_lines)(const Pole& pole, double* measured);
};

void find_poles(const PoleShape& shape, const PatternContext& context, Params params,
                std::vector<PatternHit>& hits);
Explanation explain_pole(const PoleShape& shape, const PatternContext& context, Params params,
                         const PatternHit& hit);

namespace pole {

enum Param : std::size_t { min_pole, max_pole_bars, max_retrace, min_rest, min_break, kShared };
inline constexpr std::uint32_t kMinBars = 5, kMaxBars = 15;

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
constexpr std::array<ParamDef, kShared> shared_params() {
  return {{real_param("min_pole", 4, kLeastPole, 20, "ATR", "Pole at least this high",
                      "旗杆高度的下限"),
           {.name = "max_pole_bars",
            .value = 5,
            .min = 1,
            .max = kMostPoleBars,
            .unit = "bars",
            .help_en = "Pole takes at most this many bars after its first",
            .help_zh = "旗杆自首根之后K线数的上限"},
           real_param("max_retrace", 0.5, 0.05, 1, "ratio",
                      "Rest gives back at most this share of the pole", "旗面回撤相对旗杆的上限"),
           {.name = "min_rest",
            .value = 4,
            .min = 3,
            .max = 10,
            .unit = "bars",
            .help_en = "Bars of the rest, at least",
            .help_zh = "旗面K线数的下限"},
           real_param("min_break", 0.02, 0, 0.5, "ratio",
                      "Close beyond the line by more than this share of the pole",
                      "收盘价越出边线的距离相对旗杆须大于此值")}};
}
constexpr std::array<Condition, 6> shared_conditions() {
  return {{{.id = "pole",
            .op = Op::at_least,
            .param = min_pole,
            .ideal = 9,
            .unit = "ATR",
            .en = "the pole is {0} average true ranges high, at least {1}",
            .zh = "旗杆高 {0} 倍平均真实波幅，不小于 {1}"},
           {.id = "pole_bars",
            .op = Op::at_most,
            .param = max_pole_bars,
            .unit = "bars",
            .en = "the pole takes {0} bars after its first, at most {1}",
            .zh = "旗杆自首根之后用了 {0} 根K线，不多于 {1}"},
           {.id = "retrace",
            .op = Op::at_most,
            .param = max_retrace,
            .ideal = 0.2,
            .unit = "ratio",
            .en = "the rest gives back {0} of the pole, at most {1}",
            .zh = "旗面回撤旗杆的 {0}，不大于 {1}"},
           {.id = "rest_bars",
            .op = Op::at_least,
            .param = min_rest,
            .unit = "bars",
            .en = "the rest takes {0} bars, at least {1}",
            .zh = "旗面共 {0} 根K线，不少于 {1}"},
           {.id = "break",
            .op = Op::above,
            .param = min_break,
            .ideal = 0.2,
            .unit = "ratio",
            .en = "the close is {0} of the pole beyond the line, more than {1}",
            .zh = "收盘价越出边线，幅度为旗杆的 {0}，大于 {1}"},
           {.id = "span",
            .op = Op::at_most,
            .fixed = kMaxBars,
            .unit = "bars",
            .en = "pole, rest and break take {0} bars, at most {1}",
            .zh = "旗杆、旗面与突破共 {0} 根K线，不多于 {1}"}}};
}

}  // namespace pole
}  // namespace fwq::analysis
