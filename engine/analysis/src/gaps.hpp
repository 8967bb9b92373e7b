// Gaps: a range of prices between two bars in which nobody traded; what all kinds of gaps share.
//
// Source:   R. Edwards and J. Magee, Technical Analysis of Stock Trends (1948), ch. 12: a gap is what the ranges of two
//           neighbouring bars leave out; common, breakaway, runaway and exhaustion gaps differ by where they stand.
// Input:    open, high, low, close; volume where a kind asks for it. Prices are adjusted: an ex-date leaves no gap.
// Edges:    a one-price bar (open = high = low = close) that stands apart is the price limit at work, not a decision of
//           buyers and sellers: it is a gap up or down, but none of the four kinds, which are told by how it is traded.
//           A volume that is unknown, or a mean of zero, meets no bound on volume.
// Cost:     one pass over the bars for all kinds, the rest only at gaps.
#pragma once

#include <algorithm>
#include <array>

#include "conditions.hpp"
#include "facing.hpp"
#include "pattern_context.hpp"

namespace fwq::analysis {

inline constexpr std::size_t kMaxGapMeasures = 8;

// What a kind of gap reads at one gap. Prices are those of the bars, not as seen.
struct GapReading {
  std::array<double, kMaxGapMeasures> measured{};
  Bias bias = Bias::neutral;
  std::uint32_t end = 0;  // Last bar of the shape, at which it is known.
  double level = data::kNone, target = data::kNone, stop = data::kNone;
};

// All gaps of a series, found once for all kinds, by bar.
class Gaps {
 public:
  struct Gap {
    std::uint32_t bar;
    Bias way;
  };
  explicit Gaps(const PatternContext& context);
  // Those that lead up or down; neutral: the whole ones of both. No bar's range reaches into a whole gap, and its bar
  // traded at more than one price.
  const std::vector<Gap>& that_lead(Bias way) const noexcept {
    return way == Bias::bullish ? up_ : way == Bias::bearish ? down_ : whole_;
  }

 private:
  std::vector<Gap> up_, down_, whole_;
};

// One kind of gap. `measure` reads the gap before bar `bar`, seen so that the gap leads up; false: none from the
// outset, or not yet known at the last bar there is.
struct GapShape {
  const PatternDef& def;
  std::span<const Condition> conditions;
  std::uint32_t (*bars_before)(Params params);  // How many bars before the gap's the kind looks at.
  bool (*measure)(const PatternContext& context, Params params, const Facing& seen,
                  std::uint32_t bar, GapReading& reading);
  Bias way = Bias::neutral;  // Only gaps that lead this way; neutral: all whole gaps.
};

// Appends every gap of the kind, by the bar at which it is known.
void find_gaps(const GapShape& shape, const PatternContext& context, Params params,
               std::vector<PatternHit>& hits);

// Reasons, level, target and stop; the gap is a key point at the edge that the price left.
Explanation explain_gap(const GapShape& shape, const PatternContext& context, Params params,
                        const PatternHit& hit);

// In average true ranges of the ten bars before `bar`; 0 where nothing moved.
inline double in_ranges(const PatternContext& context, std::uint32_t bar, double distance) {
  const double range = context.mean_range(bar, kAverageBars);
  const double close = context.bars().close()[bar - 1];
  return range > 1e-12 * std::abs(close) ? distance / range : 0;
}
// Volume of a bar in means of the `count` bars before `from`; NaN, which meets no bound, where it cannot be told.
inline double volume_ratio(const PatternContext& context, std::uint32_t bar, std::uint32_t from,
                           std::uint32_t count) {
  const double mean = context.mean_volume(from, count);
  return mean > 0 ? context.bars().volume()[bar] / mean : data::kNone;
}
inline std::uint32_t bars_of(Params params, std::size_t param) {
  return static_cast<std::uint32_t>(params[param]);
}

// ---- rows that kinds share ------------------------------------------------------------------------------------------

constexpr ParamDef min_gap_param(double value) {
  return {.name = "min_gap",
          .kind = ParamKind::real,
          .value = value,
          .min = 0,
          .max = 5,
          .step = 0.05,
          .unit = "ATR",
          .help_en = "Gap at least this many average true ranges wide",
          .help_zh = "缺口宽度至少为平均真实波幅的倍数"};
}
constexpr Condition min_gap_condition(std::size_t param) {
  return {.id = "gap",
          .op = Op::at_least,
          .param = param,
          .ideal = 1,
          .unit = "ATR",
          .en = "the gap is {0} average true ranges wide, at least {1}",
          .zh = "缺口宽 {0} 倍平均真实波幅，不小于 {1}"};
}
constexpr ParamDef count_param(std::string_view name, double value, double min, double max,
                               std::string_view en, std::string_view zh) {
  return {.name = name,
          .value = value,
          .min = min,
          .max = max,
          .unit = "bars",
          .help_en = en,
          .help_zh = zh};
}
constexpr ParamDef ranges_param(std::string_view name, double value, double min, double max,
                                std::string_view en, std::string_view zh) {
  return {.name = name,
          .kind = ParamKind::real,
          .value = value,
          .min = min,
          .max = max,
          .step = 0.1,
          .unit = "ATR",
          .help_en = en,
          .help_zh = zh};
}
constexpr ParamDef multiple_param(std::string_view name, double value, double min, double max,
                                  std::string_view en, std::string_view zh) {
  return {.name = name,
          .kind = ParamKind::real,
          .value = value,
          .min = min,
          .max = max,
          .step = 0.05,
          .unit = "ratio",
          .help_en = en,
          .help_zh = zh};
}
constexpr ParamDef min_volume_param(double value) {
  return multiple_param("min_volume", value, 0, 10,
                        "Volume at least this many times its mean before",
                        "成交量至少为此前均量的倍数");
}
constexpr Condition min_volume_condition(std::size_t param, double ideal) {
  return {.id = "volume",
          .op = Op::at_least,
          .param = param,
          .ideal = ideal,
          .unit = "ratio",
          .en = "the volume is {0} times its mean before, at least {1}",
          .zh = "成交量为此前均量的 {0} 倍，不小于 {1}"};
}
constexpr ParamDef max_volume_param(double value) {
  return multiple_param("max_volume", value, 0.05, 10,
                        "Volume at most this many times its mean before",
                        "成交量至多为此前均量的倍数");
}
constexpr Condition max_volume_condition(std::size_t param, double ideal) {
  return {.id = "volume",
          .op = Op::at_most,
          .param = param,
          .ideal = ideal,
          .unit = "ratio",
          .en = "the volume is {0} times its mean before, at most {1}",
          .zh = "成交量为此前均量的 {0} 倍，不大于 {1}"};
}
constexpr ParamDef min_trend_param(double value) {
  return ranges_param("min_trend", value, 0, 20, "Move before the gap in its direction, at least",
                      "缺口之前同向走势的下限");
}
constexpr Condition min_trend_condition(std::size_t param, double ideal) {
  return {.id = "trend",
          .op = Op::at_least,
          .param = param,
          .ideal = ideal,
          .unit = "ATR",
          .en = "the close had moved {0} average true ranges in the gap's direction, at least {1}",
          .zh = "缺口之前收盘价已同向运行 {0} 倍平均真实波幅，不小于 {1}"};
}
constexpr ParamDef min_left_param() {
  return multiple_param("min_left", 0, 0, 0.9,
                        "More than this share of the gap stays open in the bars after it",
                        "其后各K线未回补的缺口比例须大于此值");
}
constexpr Condition min_left_condition(std::size_t param) {
  return {.id = "left_open",
          .op = Op::above,
          .param = param,
          .ideal = 1,
          .unit = "ratio",
          .en = "the bars after it leave {0} of the gap open, more than {1}",
          .zh = "其后未回补的缺口比例为 {0}，大于 {1}"};
}
// The share of the gap before `bar` that the bars up to `end` leave open; below 0 where they trade beyond it.
inline double left_open(const Facing& seen, std::uint32_t bar, std::uint32_t end) {
  const double edge = seen.high(bar - 1);
  return (seen.lowest(bar, end + 1) - edge) / (seen.low(bar) - edge);
}

}  // namespace fwq::analysis
