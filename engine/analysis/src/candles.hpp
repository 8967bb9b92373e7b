// Candle patterns of one to a few bars: bars that bitmaps let pass are measured, and judged by conditions.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>

#include "conditions.hpp"
#include "pattern_context.hpp"

namespace fwq::analysis {

// One bar as a candle; with the sign -1 upside down, so that one measure serves a shape and its mirror image.
struct Candle {
  double open, high, low, close;
  Candle(const PatternContext& context, std::uint32_t i, int sign = 1) noexcept
      : open(sign * context.bars().open()[i]),
        high(sign > 0 ? context.bars().high()[i] : -context.bars().low()[i]),
        low(sign > 0 ? context.bars().low()[i] : -context.bars().high()[i]),
        close(sign * context.bars().close()[i]) {}
  double range() const noexcept { return high - low; }
  double body() const noexcept { return std::abs(close - open); }
  double body_top() const noexcept { return std::max(open, close); }
  double body_bottom() const noexcept { return std::min(open, close); }
  double upper_shadow() const noexcept { return high - body_top(); }
  double lower_shadow() const noexcept { return body_bottom() - low; }
  bool rises() const noexcept { return close > open; }
  bool falls() const noexcept { return close < open; }
};

inline constexpr std::size_t kMaxMeasures = 12;

struct CandleShape {
  const PatternDef& def;
  Bias bias;           // Of its hits.
  std::uint32_t bars;  // In the shape.
  std::span<const Condition> conditions;
  // Measures the shape whose first bar is `first`, one number per condition; false if it is none from the outset
  // (colours, a bar of zero range). Called only with as many bars before `first` as the parameters ask for.
  bool (*measure)(const PatternContext& context, Params params, std::uint32_t first,
                  double* measured);
  std::string_view colours;  // One letter a bar that `measure` insists on: u up, d down, . any.
  // Which parameter is the number of bars that the trend before is judged by; kFixed: the shape asks for no trend.
  std::size_t trend_param = kFixed;
};

// Appends every hit of the shape, by bar. Breakout level: the highest high (bullish) or lowest low (bearish).
void find_candles(const CandleShape& shape, const PatternContext& context, Params params,
                  std::vector<PatternHit>& hits);

// PatternDef::find_soft: bars with a weight of a millionth or more, by bar. Cost: every bar is measured.
void find_soft_candles(const CandleShape& shape, const PatternContext& context, Params params,
                       double softness, std::vector<SoftHit>& hits);

// Reasons; key points at the lows (bullish), highs (bearish) or closes (neutral). Bullish: the stop is a twentieth of
// the shape's height under its lowest low, the target its height above its top (the measure rule of T. Bulkowski,
// Encyclopedia of Candlestick Charts, 2008); bearish: the mirror image, if above 0; neutral: neither.
Explanation explain_candles(const CandleShape& shape, const PatternContext& context, Params params,
                            const PatternHit& hit);

// First bar that a shape may begin at: bars to average and to judge the trend by must lie before it.
inline std::uint32_t first_bar(const CandleShape& shape, Params params) noexcept {
  if (shape.trend_param == kFixed) return kAverageBars;
  // The trend takes one close more than it has moves.
  return std::max(kAverageBars, static_cast<std::uint32_t>(params[shape.trend_param]) + 1);
}

// PatternDef::find, ::explain and ::reach of a pattern with one shape. The reach has one bar more than the shape and
// what lies before it: the true range of a series' first bar knows no close before.
template <const CandleShape& shape>
std::uint32_t reach_of(Params params) {
  return first_bar(shape, params) + shape.bars + 1;
}
template <const CandleShape& shape>
void find_shape(const PatternContext& context, Params params, std::vector<PatternHit>& hits) {
  find_candles(shape, context, params, hits);
}
template <const CandleShape& shape>
void find_soft_shape(const PatternContext& context, Params params, double softness,
                     std::vector<SoftHit>& hits) {
  find_soft_candles(shape, context, params, softness, hits);
}
template <const CandleShape& shape>
Explanation explain_shape(const PatternContext& context, Params params, const PatternHit& hit) {
  return explain_candles(shape, context, params, hit);
}

// … of a pattern that is found both ways, each hit with its own direction.
void merge_by_end(std::vector<PatternHit>& hits, std::size_t from, std::size_t middle);
template <const CandleShape& up, const CandleShape& down>
void find_both_ways(const PatternContext& context, Params params, std::vector<PatternHit>& hits) {
  const std::size_t from = hits.size();
  find_candles(up, context, params, hits);
  const std::size_t middle = hits.size();
  find_candles(down, context, params, hits);
  merge_by_end(hits, from, middle);
}
void merge_soft(std::vector<SoftHit>& hits, std::size_t from, std::size_t middle);
template <const CandleShape& up, const CandleShape& down>
void find_soft_both_ways(const PatternContext& context, Params params, double softness,
                         std::vector<SoftHit>& hits) {
  const std::size_t from = hits.size();
  find_soft_candles(up, context, params, softness, hits);
  const std::size_t middle = hits.size();
  find_soft_candles(down, context, params, softness, hits);
  merge_soft(hits, from, middle);
}
template <const CandleShape& up, const CandleShape& down>
Explanation explain_both_ways(const PatternContext& context, Params params, const PatternHit& hit) {
  return explain_candles(hit.bias == Bias::bullish ? up : down, context, params, hit);
}

// ---- parameters and conditions that many candle patterns have ----

constexpr ParamDef trend_bars_param(std::string_view name = "trend_bars") {
  return {.name = name,
          .value = 5,
          .min = 2,
          .max = 60,
          .unit = "bars",
          .help_en = "Bars before the pattern that its trend is judged by",
          .help_zh = "判断形态前趋势所用的K线数"};
}
constexpr ParamDef atr_param(std::string_view name, double value, double min, double max,
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
// A fall or rise of nothing is no trend, hence the least of 0.1.
constexpr ParamDef trend_size_param(std::string_view name, std::string_view en,
                                    std::string_view zh) {
  return atr_param(name, 1, 0.1, 10, en, zh);
}
constexpr ParamDef fall_param() {
  return trend_size_param("min_fall", "Fall before it, at least", "此前至少下跌");
}
constexpr ParamDef rise_param() {
  return trend_size_param("min_rise", "Rise before it, at least", "此前至少上涨");
}
constexpr ParamDef min_range_param(double value) {
  return atr_param("min_range", value, 0, 5,
                   "Range at least this many average true ranges: a tiny bar says nothing",
                   "振幅至少为平均真实波幅的倍数");
}
constexpr ParamDef ratio_param(std::string_view name, double value, double min, double max,
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
constexpr ParamDef first_body_param(double value) {
  return ratio_param("min_first_body", value, 0, 5,
                     "First body at least this many average bodies of the ten bars before",
                     "第一根实体至少为此前十根平均实体的倍数");
}

// The condition on the trend before a shape: a fall (or a rise) of at least parameter `param`.
constexpr Condition fall_condition(std::size_t param) {
  return {.id = "fall_before",
          .op = Op::at_least,
          .param = param,
          .ideal = 3,
          .unit = "ATR",
          .en = "the close had fallen by {0} average true ranges before, at least {1}",
          .zh = "此前收盘价下跌 {0} 倍平均真实波幅，不小于 {1}",
          .column = Column::fall};
}
constexpr Condition rise_condition(std::size_t param) {
  return {.id = "rise_before",
          .op = Op::at_least,
          .param = param,
          .ideal = 3,
          .unit = "ATR",
          .en = "the close had risen by {0} average true ranges before, at least {1}",
          .zh = "此前收盘价上涨 {0} 倍平均真实波幅，不小于 {1}",
          .column = Column::fall,
          .mirrored = true};
}
// Of the shape's trend: a fall before a bullish one, a rise before a bearish one.
constexpr Condition trend_condition(std::size_t param, int sign) {
  return sign > 0 ? fall_condition(param) : rise_condition(param);
}
constexpr Condition range_condition(std::size_t param) {
  return {.id = "range",
          .op = Op::at_least,
          .param = param,
          .unit = "ATR",
          .en = "the bar's range is {0} average true ranges, at least {1}",
          .zh = "振幅为平均真实波幅的 {0} 倍，不小于 {1}",
          .column = Column::range_size};
}
constexpr Condition body_ratio_condition(std::size_t param) {
  return {.id = "body_ratio",
          .op = Op::at_most,
          .param = param,
          .ideal = 0,
          .unit = "ratio",
          .en = "the body is {0} of the bar's range, at most {1}",
          .zh = "实体占振幅的 {0}，不大于 {1}",
          .column = Column::body_ratio};
}
constexpr Condition first_body_condition(std::size_t param, double ideal) {
  return {.id = "first_body",
          .op = Op::at_least,
          .param = param,
          .ideal = ideal,
          .unit = "ratio",
          .en = "the first body is {0} average bodies, at least {1}",
          .zh = "第一根实体为平均实体的 {0} 倍，不小于 {1}",
          .column = Column::body_size};
}

// The body of bar i over the mean body of the ten bars before it; 0 where those have none.
inline double body_size(const PatternContext& context, std::uint32_t i) {
  const double mean = context.columns().mean_bodies()[i];
  if (mean == 0) return 0;
  return std::abs(context.bars().close()[i] - context.bars().open()[i]) / mean;
}
// The trend before bar i against a shape: the fall before a bullish one (sign 1), the rise before a bearish one.
inline double trend_before(const PatternContext& context, std::uint32_t i, double bars, int sign) {
  return sign * context.fall_before(i, static_cast<std::uint32_t>(bars));
}

}  // namespace fwq::analysis
