// Dojis with one shadow: dragonfly (below, after a fall) and gravestone (above, after a rise), mirror images.
#pragma once

#include "candles.hpp"

namespace fwq::analysis {

inline constexpr std::size_t kOneSidedDojiTrendBars = 3;  // Index of the parameter.

// `side` 1: dragonfly, -1: gravestone.
template <int side>
bool measure_one_sided_doji(const PatternContext& context, Params params, std::uint32_t first,
                            double* measured) {
  const Candle bar(context, first, side);
  const double range = bar.range();
  if (!(range > 0)) return false;
  const double average = context.columns().mean_ranges()[first];
  if (!(average > 0)) return false;
  measured[0] = bar.body() / range;
  measured[1] = bar.upper_shadow() / range;
  measured[2] = range / average;
  measured[3] = trend_before(context, first, params[kOneSidedDojiTrendBars], side);
  return true;
}

template <int side>
constexpr std::array<Condition, 4> one_sided_doji_conditions() {
  const bool below = side > 0;
  return {{body_ratio_condition(0),
           {.id = below ? "upper_shadow_ratio" : "lower_shadow_ratio",
            .op = Op::at_most,
            .param = 1,
            .ideal = 0,
            .unit = "ratio",
            .en = below ? "the upper shadow is {0} of the bar's range, at most {1}"
                        : "the lower shadow is {0} of the bar's range, at most {1}",
            .zh = below ? "上影线占振幅的 {0}，不大于 {1}" : "下影线占振幅的 {0}，不大于 {1}",
            .column = below ? Column::upper_ratio : Column::lower_ratio},
           range_condition(2),
           trend_condition(4, side)}};
}

constexpr UpTo<ParamDef, 12> one_sided_doji_params(const ParamDef& short_shadow,
                                                   const ParamDef& trend_size) {
  return {ratio_param("max_body_ratio", 0.1, 0.01, 1.0, "Body at most this share of the range",
                      "实体占振幅的上限"),
          short_shadow, min_range_param(0.5), trend_bars_param(), trend_size};
}

}  // namespace fwq::analysis
