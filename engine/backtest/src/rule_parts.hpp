// What rules of the table are made of: the lines of an indicator, comparisons that rounding does not decide, and short
// ways to describe parameters.
#pragma once

#include <cmath>
#include <memory>
#include <string_view>
#include <vector>

#include "fwq/analysis/indicator.hpp"
#include "fwq/backtest/strategy.hpp"

namespace fwq::backtest {

// a > b by more than the rounding of numbers as large as `scale`: what is nearer counts as equal. NaN: never.
inline bool clearly_above(double a, double b, double scale) noexcept {
  return a - b > 1e-12 * std::abs(scale);
}
// Scale for percentages of a range of prices (RSI, KDJ): where the range is a thousandth of the price, the rounding of
// the price is a thousand times as large in it. Values within 1e-9 are equal.
inline constexpr double kPercentScale = 1000;

// The values of an indicator of the table over a series.
class IndicatorLines {
 public:
  // Requires: `id` is in the table, params within its ranges, one column of `reads` for each input, or none.
  IndicatorLines(std::string_view id, const data::Bars& bars, std::vector<double> params,
                 std::vector<analysis::Field> reads = {});
  // Output number `line`, as long as the bars.
  std::span<const double> operator[](std::size_t line) const noexcept {
    return {values_.get() + line * size_, size_};
  }
  const analysis::IndicatorCall& call() const noexcept { return call_; }

 private:
  analysis::IndicatorCall call_;
  std::size_t size_;
  std::unique_ptr<double[]> values_;
};

// Bollinger bands as 通达信 draws them, `width` sample deviations (of n-1) from the mean: upper, middle, lower. By way of
// TA-Lib's, which are computed in blocks, and whose deviation (of n) is smaller by a constant factor.
IndicatorLines sample_bands(const data::Bars& bars, double closes, double width);

constexpr analysis::ParamDef bars_param(std::string_view name, double value, double min, double max,
                                        std::string_view en, std::string_view zh) {
  return {.name = name,
          .value = value,
          .min = min,
          .max = max,
          .unit = "bars",
          .help_en = en,
          .help_zh = zh};
}

constexpr analysis::ParamDef real_param(std::string_view name, double value, double min, double max,
                                        double step, std::string_view unit, std::string_view en,
                                        std::string_view zh) {
  return {.name = name,
          .kind = analysis::ParamKind::real,
          .value = value,
          .min = min,
          .max = max,
          .step = step,
          .unit = unit,
          .help_en = en,
          .help_zh = zh};
}

// Of a rule whose parameter number `low` must lie below number `high`.
Result<void> must_be_below(const StrategyDef& def, analysis::Params params, std::size_t low,
                           std::size_t high);

}  // namespace fwq::backtest
