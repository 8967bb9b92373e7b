// Candle patterns of one to a few bars: a shape measured at every bar, judged by conditions.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>

#include "conditions.hpp"
#include "pattern_context.hpp"

namespace fwq::analysis {

// One bar as a candle.
struct Candle {
  double open, high, low, close;
  Candle(const PatternContext& context, std::uint32_t i) noexcept
      : open(context.bars().open()[i]),
        high(context.bars().high()[i]),
        low(context.bars().low()[i]),
        close(context.bars().close()[i]) {}
  double range() const noexcept { return high - low; }
  double body() const noexcept { return std::abs(close - open); }
  double body_top() const noexcept { return std::max(open, close); }
  double body_bottom() const noexcept { return std::min(open, close); }
  bool rises() const noexcept { return close > open; }
  bool falls() const noexcept { return close < open; }
};

inline constexpr std::size_t kMaxMeasures = 12;

struct CandleShape {
  const PatternDef& def;
  std::uint32_t bars;  // In the shape.
  std::span<const Condition> conditions;
  // Measures the shape whose first bar is `first`, one number per condition; false if it is none from the outset
  // (colours, a bar of zero range). Called only with as many bars before `first` as the parameters ask for.
  bool (*measure)(const PatternContext& context, Params params, std::uint32_t first,
                  double* measured);
  std::size_t
      trend_param;  // Which parameter is the number of bars that the trend before is judged by.
};

// Appends every hit of the shape, by bar.
void find_candles(const CandleShape& shape, const PatternContext& context, Params params,
                  std::vector<PatternHit>& hits);

// Reasons; key points at the lows (bullish) or highs (bearish); the stop at the lowest low (highest high) of the shape.
Explanation explain_candles(const CandleShape& shape, const PatternContext& context, Params params,
                            const PatternHit& hit);

// The two parameters of the trend before a shape, the same for all candle patterns.
constexpr ParamDef trend_bars_param() {
  return {.name = "trend_bars",
          .value = 5,
          .min = 2,
          .max = 60,
          .unit = "bars",
          .help_en = "Bars before the pattern that its trend is judged by",
          .help_zh = "判断形态前趋势所用的K线数"};
}
constexpr ParamDef trend_size_param(std::string_view name, std::string_view en,
                                    std::string_view zh) {
  return {.name = name,
          .kind = ParamKind::real,
          .value = 1,
          .min = 0,
          .max = 10,
          .step = 0.1,
          .unit = "ATR",
          .help_en = en,
          .help_zh = zh};
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

// The condition on the trend before a shape: a fall (or a rise) of at least parameter `param`.
constexpr Condition fall_condition(std::size_t param) {
  return {.id = "fall_before",
          .op = Op::at_least,
          .param = param,
          .ideal = 3,
          .unit = "ATR",
          .en = "the close had fallen by {0} average true ranges before, at least {1}",
          .zh = "此前收盘价下跌 {0} 倍平均真实波幅，不小于 {1}"};
}
constexpr Condition rise_condition(std::size_t param) {
  return {.id = "rise_before",
          .op = Op::at_least,
          .param = param,
          .ideal = 3,
          .unit = "ATR",
          .en = "the close had risen by {0} average true ranges before, at least {1}",
          .zh = "此前收盘价上涨 {0} 倍平均真实波幅，不小于 {1}"};
}

}  // namespace fwq::analysis
