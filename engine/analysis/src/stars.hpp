// Morning and evening stars, mirror images, with a small body or a doji as the star: a large body with the trend, a
// star beyond its end, and a body back into the first.
#pragma once

#include "candles.hpp"

namespace fwq::analysis {

inline constexpr std::size_t kStarTrendBars = 5;  // Index of the parameter.

// `sign` 1: morning, -1: evening.
template <int sign>
bool measure_star(const PatternContext& context, Params params, std::uint32_t first,
                  double* measured) {
  const Candle one(context, first, sign);
  const Candle star(context, first + 1, sign);
  const Candle three(context, first + 2, sign);
  if (!one.falls() || !three.rises() || !(star.range() > 0)) return false;
  measured[0] = star.body() / star.range();
  measured[1] = (three.close - one.close) / one.body();
  measured[2] = body_size(context, first);
  measured[3] = star.body() / one.body();
  measured[4] = (one.close - star.body_top()) / one.body();
  measured[5] = trend_before(context, first, params[kStarTrendBars], sign);
  return true;
}

template <int sign>
constexpr std::array<Condition, 6> star_conditions() {
  const bool up = sign > 0;
  return {{{.id = "star_body_ratio",
            .op = Op::at_most,
            .param = 0,
            .ideal = 0,
            .unit = "ratio",
            .en = "the star's body is {0} of its range, at most {1}",
            .zh = "星线实体占其振幅的 {0}，不大于 {1}",
            .column = Column::body_ratio,
            .bars = 0b10},
           {.id = "penetration",
            .op = Op::at_least,
            .param = 1,
            .ideal = 1,
            .unit = "ratio",
            .en = up ? "the third bar closes {0} of the way up the first body, at least {1}"
                     : "the third bar closes {0} of the way down the first body, at least {1}",
            .zh = "第三根收盘深入第一根实体 {0}，不小于 {1}"},
           first_body_condition(2, 2),
           {.id = "star_to_first",
            .op = Op::at_most,
            .param = 3,
            .ideal = 0,
            .unit = "ratio",
            .en = "the star's body is {0} of the first body, at most {1}",
            .zh = "星线实体为第一根实体的 {0}，不大于 {1}",
            .column = Column::growth,
            .bars = 0b10},
           {.id = "star_gap",
            .op = Op::at_least,
            .param = 4,
            .ideal = 0.3,
            .unit = "ratio",
            .en = up ? "the star's body stands {0} of the first body below its close, at least {1}"
                     : "the star's body stands {0} of the first body above its close, at least {1}",
            .zh = up ? "星线实体低于第一根收盘价，距离为其实体的 {0}，不小于 {1}"
                     : "星线实体高于第一根收盘价，距离为其实体的 {0}，不小于 {1}"},
           trend_condition(6, sign)}};
}

constexpr UpTo<ParamDef, 12> star_params(double star_body_ratio, const ParamDef& trend_size) {
  return {ratio_param("max_star_body_ratio", star_body_ratio, 0.02, 1.0,
                      "Star's body at most this share of its range", "星线实体占其振幅的上限"),
          ratio_param("min_penetration", 0.5, 0.0, 3.0,
                      "Third close at least this far into the first body",
                      "第三根收盘深入第一根实体的下限"),
          first_body_param(1.0),
          ratio_param("max_star_to_first", 0.5, 0.02, 2.0,
                      "Star's body at most this share of the first body",
                      "星线实体相对第一根实体的上限"),
          ratio_param("min_star_gap", 0.0, -0.5, 2.0,
                      "Star's body at least this share of the first body beyond its close",
                      "星线实体越出第一根收盘价的最小距离（相对第一根实体）"),
          trend_bars_param(),
          trend_size};
}

}  // namespace fwq::analysis
