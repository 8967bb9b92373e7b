// Three inside up and down, mirror images: a harami and a third bar that breaks out of the large body.
#pragma once

#include "harami.hpp"

namespace fwq::analysis {

inline constexpr std::size_t kThreeInsideTrendBars = 4;  // Index of the parameter.

// `sign` 1: up, -1: down.
template <int sign>
bool measure_three_inside(const PatternContext& context, Params params, std::uint32_t first,
                          double* measured) {
  const Candle one(context, first, sign);
  const Candle two(context, first + 1, sign);
  const Candle three(context, first + 2, sign);
  if (!one.falls() || !(two.range() > 0) || !three.rises()) return false;
  measured[0] = body_size(context, first);
  measured[1] = two.body() / one.body();
  measured[2] = harami_margin(one, two);
  measured[3] = (three.close - one.close) / one.body();
  measured[4] = trend_before(context, first, params[kThreeInsideTrendBars], sign);
  return true;
}

template <int sign>
constexpr std::array<Condition, 5> three_inside_conditions() {
  return {{first_body_condition(0, 2),
           harami_size_condition(1),
           harami_margin_condition(2),
           {.id = "confirmation",
            .op = Op::above,
            .param = 3,
            .ideal = 1.5,
            .unit = "ratio",
            .en = sign > 0
                      ? "the third bar closes {0} of the first body above its close, more than {1}"
                      : "the third bar closes {0} of the first body below its close, more than {1}",
            .zh = sign > 0 ? "第三根收盘高于第一根收盘，距离为其实体的 {0}，大于 {1}"
                           : "第三根收盘低于第一根收盘，距离为其实体的 {0}，大于 {1}"},
           trend_condition(5, sign)}};
}

constexpr UpTo<ParamDef, 12> three_inside_params(const ParamDef& trend_size) {
  return {first_body_param(0.8),
          harami_size_param(),
          harami_margin_param(),
          ratio_param("min_confirmation", 1.0, 0.0, 3.0,
                      "Third close beyond the first by more than this share of the first body",
                      "第三根收盘越过第一根收盘的距离须大于其实体的此比例"),
          trend_bars_param(),
          trend_size};
}

}  // namespace fwq::analysis
