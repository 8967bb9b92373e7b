// Piercing pattern and dark cloud cover, mirror images: a body that starts beyond the end of the opposite body before
// it, and comes back into that body by half or more, but not through it.
#pragma once

#include "candles.hpp"

namespace fwq::analysis {

inline constexpr std::size_t kPenetrationTrendBars = 3;  // Index of the parameter.

// `sign` 1: piercing, -1: dark cloud.
template <int sign>
bool measure_penetration(const PatternContext& context, Params params, std::uint32_t first,
                         double* measured) {
  const Candle one(context, first, sign);
  const Candle two(context, first + 1, sign);
  if (!one.falls() || !two.rises()) return false;
  measured[0] = measured[1] = (two.close - one.close) / one.body();
  measured[2] = (one.close - two.open) / one.body();
  measured[3] = body_size(context, first);
  measured[4] = trend_before(context, first, params[kPenetrationTrendBars], sign);
  return true;
}

template <int sign>
constexpr std::array<Condition, 5> penetration_conditions() {
  const bool up = sign > 0;
  return {{{.id = "penetration",
            .op = Op::at_least,
            .param = 0,
            .ideal = 1,
            .unit = "ratio",
            .en = up ? "the second bar closes {0} of the way up the first body, at least {1}"
                     : "the second bar closes {0} of the way down the first body, at least {1}",
            .zh = up ? "第二根收盘向上深入第一根实体 {0}，不小于 {1}"
                     : "第二根收盘向下深入第一根实体 {0}，不小于 {1}"},
           {.id = "not_engulfing",
            .op = Op::below,
            .fixed = 1,
            .unit = "ratio",
            .en = "the second bar closes within the first body: {0} of the way, less than {1}",
            .zh = "第二根收盘仍在第一根实体之内：深入 {0}，小于 {1}"},
           {.id = "open_gap",
            .op = Op::above,
            .param = 1,
            .ideal = 0.5,
            .unit = "ratio",
            .en = up ? "the second bar opens {0} of the first body below its close, more than {1}"
                     : "the second bar opens {0} of the first body above its close, more than {1}",
            .zh = up ? "第二根开盘低于第一根收盘，距离为其实体的 {0}，大于 {1}"
                     : "第二根开盘高于第一根收盘，距离为其实体的 {0}，大于 {1}"},
           first_body_condition(2, 2),
           trend_condition(4, sign)}};
}

constexpr UpTo<ParamDef, 12> penetration_params(std::string_view name, const ParamDef& trend_size) {
  return {
      ratio_param(name, 0.5, 0.0, 0.95, "Second close at least this far into the first body",
                  "第二根收盘深入第一根实体的下限"),
      ratio_param("min_open_gap", 0.0, 0.0, 2.0,
                  "Second open beyond the first close by more than this share of the first body",
                  "第二根开盘越过第一根收盘的距离须大于其实体的此比例"),
      first_body_param(0.8), trend_bars_param(), trend_size};
}

}  // namespace fwq::analysis
