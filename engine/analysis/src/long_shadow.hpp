// Bars with a small body at one end of a long shadow: hammer and hanging man (shadow below), inverted hammer and
// shooting star (shadow above). The bar is the same in each pair; the trend before it tells them apart.
#pragma once

#include "candles.hpp"

namespace fwq::analysis {

inline constexpr std::size_t kLongShadowTrendBars = 4;  // Index of the parameter.

// `side` 1: the long shadow is below, -1: above. `trend` 1: after a fall, -1: after a rise.
template <int side, int trend>
bool measure_long_shadow(const PatternContext& context, Params params, std::uint32_t first,
                         double* measured) {
  const Candle bar(context, first, side);
  const double range = bar.range();
  if (!(range > 0)) return false;
  const double average = context.columns().mean_ranges()[first];
  if (!(average > 0)) return false;
  measured[0] = bar.body() / range;
  measured[1] = bar.upper_shadow() / range;
  measured[2] = bar.lower_shadow() / range;
  measured[3] = range / average;
  measured[4] = trend_before(context, first, params[kLongShadowTrendBars], trend);
  return true;
}

// Parameters: body, then the upper and the lower shadow (either may be the long one), range, trend.
template <int side, int trend>
constexpr std::array<Condition, 5> long_shadow_conditions() {
  const bool below = side > 0;
  const Condition upper{
      .id = "upper_shadow_ratio",
      .op = below ? Op::at_most : Op::at_least,
      .param = 1,
      .ideal = below ? 0 : 0.9,
      .unit = "ratio",
      .en = below ? "the upper shadow is {0} of the bar's range, at most {1}"
                  : "the upper shadow is {0} of the bar's range, at least {1}",
      .zh = below ? "上影线占振幅的 {0}，不大于 {1}" : "上影线占振幅的 {0}，不小于 {1}",
      .column = Column::upper_ratio};
  const Condition lower{
      .id = "lower_shadow_ratio",
      .op = below ? Op::at_least : Op::at_most,
      .param = 2,
      .ideal = below ? 0.9 : 0,
      .unit = "ratio",
      .en = below ? "the lower shadow is {0} of the bar's range, at least {1}"
                  : "the lower shadow is {0} of the bar's range, at most {1}",
      .zh = below ? "下影线占振幅的 {0}，不小于 {1}" : "下影线占振幅的 {0}，不大于 {1}",
      .column = Column::lower_ratio};
  return {body_ratio_condition(0), below ? upper : lower, below ? lower : upper, range_condition(3),
          trend_condition(5, trend)};
}

constexpr ParamDef long_shadow_body_param() {
  return ratio_param(
      "min_body_ratio", 0.3, 0.02, 1.0,
      "Body at most this share of the range (an upper bound, whatever its name says)",
      "实体占振幅的上限（名称虽为 min，实为上限）");
}
constexpr UpTo<ParamDef, 12> shadow_below_params(const ParamDef& trend_size) {
  return {long_shadow_body_param(),
          ratio_param("max_upper_ratio", 0.1, 0.0, 1.0,
                      "Upper shadow at most this share of the range", "上影线占振幅的上限"),
          ratio_param("min_lower_ratio", 0.6, 0.0, 1.0,
                      "Lower shadow at least this share of the range", "下影线占振幅的下限"),
          min_range_param(0.5),
          trend_bars_param(),
          trend_size};
}
constexpr UpTo<ParamDef, 12> shadow_above_params(std::string_view trend_bars,
                                                 const ParamDef& trend_size) {
  return {long_shadow_body_param(),
          ratio_param("min_upper_ratio", 0.6, 0.0, 1.0,
                      "Upper shadow at least this share of the range", "上影线占振幅的下限"),
          ratio_param("max_lower_ratio", 0.1, 0.0, 1.0,
                      "Lower shadow at most this share of the range", "下影线占振幅的上限"),
          min_range_param(0.5),
          trend_bars_param(trend_bars),
          trend_size};
}

}  // namespace fwq::analysis
