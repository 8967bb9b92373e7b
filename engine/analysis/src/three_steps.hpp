// Three bars of one colour, each a step further: white soldiers and advancing soldiers (up), black crows (down).
#pragma once

#include "candles.hpp"

namespace fwq::analysis {

// What the three bars of a march have in common; with the sign -1 of a march down.
struct Steps {
  std::array<Candle, 3> bars;
  Steps(const PatternContext& context, std::uint32_t first, int sign) noexcept
      : bars{Candle(context, first, sign), Candle(context, first + 1, sign),
             Candle(context, first + 2, sign)} {}

  bool all_rise() const noexcept { return bars[0].rises() && bars[1].rises() && bars[2].rises(); }
  // Worst of the two steps, as shares of the body stepped from: how far the open, and the close, went on from the open,
  // and the close, before; and how far the open lies beyond the close before.
  double open_step() const noexcept {
    return std::min((bars[1].open - bars[0].open) / bars[0].body(),
                    (bars[2].open - bars[1].open) / bars[1].body());
  }
  double close_step() const noexcept {
    return std::min((bars[1].close - bars[0].close) / bars[0].body(),
                    (bars[2].close - bars[1].close) / bars[1].body());
  }
  double open_gap() const noexcept {
    return std::max((bars[1].open - bars[0].close) / bars[0].body(),
                    (bars[2].open - bars[1].close) / bars[1].body());
  }
};

// Of the three bodies, each over the mean body of the ten bars before it.
struct BodySizes {
  double smallest, largest;
  BodySizes(const PatternContext& context, std::uint32_t first) {
    const double a = body_size(context, first), b = body_size(context, first + 1),
                 c = body_size(context, first + 2);
    smallest = std::min({a, b, c});
    largest = std::max({a, b, c});
  }
};

constexpr Condition open_step_condition(std::size_t param, int sign) {
  return {.id = "open_step",
          .op = Op::above,
          .param = param,
          .ideal = 0.5,
          .unit = "ratio",
          .en = sign > 0
                    ? "the smaller step up of the opens is {0} of the body before, more than {1}"
                    : "the smaller step down of the opens is {0} of the body before, more than {1}",
          .zh = sign > 0 ? "两次开盘上移中较小者为前一根实体的 {0}，大于 {1}"
                         : "两次开盘下移中较小者为前一根实体的 {0}，大于 {1}"};
}
constexpr Condition close_step_condition(std::size_t param, int sign) {
  return {.id = "close_step",
          .op = Op::at_least,
          .param = param,
          .ideal = 1,
          .unit = "ratio",
          .en = sign > 0
                    ? "the smaller step up of the closes is {0} of the body before, at least {1}"
                    : "the smaller step down of the closes is {0} of the body before, at least {1}",
          .zh = sign > 0 ? "两次收盘上移中较小者为前一根实体的 {0}，不小于 {1}"
                         : "两次收盘下移中较小者为前一根实体的 {0}，不小于 {1}"};
}
constexpr Condition not_yet_condition(std::size_t param, int sign) {
  return {.id = sign > 0 ? "rise_before" : "fall_before",
          .op = Op::at_most,
          .param = param,
          .ideal = -2,
          .unit = "ATR",
          .en = sign > 0 ? "the close had risen by {0} average true ranges before, at most {1}"
                         : "the close had fallen by {0} average true ranges before, at most {1}",
          .zh = sign > 0 ? "此前收盘价上涨 {0} 倍平均真实波幅，不大于 {1}"
                         : "此前收盘价下跌 {0} 倍平均真实波幅，不大于 {1}",
          .column = Column::fall,
          .mirrored = sign > 0};
}
constexpr ParamDef open_step_param() {
  return ratio_param("min_open_step", 0.0, 0.0, 2.0,
                     "Each open beyond the open before by more than this share of the body before",
                     "每根开盘越过前一根开盘的距离须大于其实体的此比例");
}
constexpr ParamDef close_step_param() {
  return ratio_param("min_close_step", 0.1, 0.0, 2.0,
                     "Each close beyond the close before by at least this share of the body before",
                     "每根收盘越过前一根收盘的距离至少为其实体的此比例");
}

// White soldiers (`sign` 1) and black crows (-1): long bodies that open within or near the body before.
inline constexpr std::size_t kLongStepsTrendBars = 6;  // Index of the parameter.
template <int sign>
bool measure_long_steps(const PatternContext& context, Params params, std::uint32_t first,
                        double* measured) {
  const Steps steps(context, first, sign);
  if (!steps.all_rise()) return false;
  double body = 1, shadow = 0;
  for (const Candle& bar : steps.bars) {
    body = std::min(body, bar.body() / bar.range());
    shadow = std::max(shadow, bar.upper_shadow() / bar.range());
  }
  measured[0] = body;
  measured[1] = shadow;
  measured[2] = BodySizes(context, first).smallest;
  measured[3] = steps.open_step();
  measured[4] = steps.open_gap();
  measured[5] = steps.close_step();
  measured[6] = -trend_before(context, first, params[kLongStepsTrendBars], sign);
  return true;
}

template <int sign>
constexpr std::array<Condition, 7> long_steps_conditions() {
  const bool up = sign > 0;
  return {
      {{.id = "body_ratio",
        .op = Op::at_least,
        .param = 0,
        .ideal = 0.8,
        .unit = "ratio",
        .en = "the body is {0} of the range in the least of the three, at least {1}",
        .zh = "三根实体至少占各自振幅的 {0}，不小于 {1}",
        .column = Column::body_ratio,
        .bars = 0b111},
       {.id = up ? "upper_shadow_ratio" : "lower_shadow_ratio",
        .op = Op::at_most,
        .param = 1,
        .ideal = 0,
        .unit = "ratio",
        .en = up ? "the upper shadow is {0} of the range in the worst of the three, at most {1}"
                 : "the lower shadow is {0} of the range in the worst of the three, at most {1}",
        .zh = up ? "三根上影线至多占各自振幅的 {0}，不大于 {1}"
                 : "三根下影线至多占各自振幅的 {0}，不大于 {1}",
        .column = up ? Column::upper_ratio : Column::lower_ratio,
        .bars = 0b111},
       {.id = "body_size",
        .op = Op::at_least,
        .param = 2,
        .ideal = 1.5,
        .unit = "ratio",
        .en = "the smallest body is {0} average bodies, at least {1}",
        .zh = "最小的实体为平均实体的 {0} 倍，不小于 {1}",
        .column = Column::body_size,
        .bars = 0b111},
       open_step_condition(3, sign),
       {.id = "open_gap",
        .op = Op::at_most,
        .param = 4,
        .unit = "ratio",
        .en = up ? "the larger gap of an open above the close before is {0} of the body before, at "
                   "most {1}"
                 : "the larger gap of an open below the close before is {0} of the body before, at "
                   "most {1}",
        .zh = up ? "开盘高出前一根收盘的较大缺口为其实体的 {0}，不大于 {1}"
                 : "开盘低于前一根收盘的较大缺口为其实体的 {0}，不大于 {1}"},
       close_step_condition(5, sign),
       not_yet_condition(7, sign)}};
}

template <int sign>
constexpr UpTo<ParamDef, 12> long_steps_params() {
  const bool up = sign > 0;
  return {
      ratio_param("min_body_ratio", 0.3, 0.0, 1.0, "Each body at least this share of its range",
                  "每根实体占振幅的下限"),
      up ? ratio_param("max_upper_ratio", 0.4, 0.0, 1.0,
                       "Each upper shadow at most this share of the range",
                       "每根上影线占振幅的上限")
         : ratio_param("max_lower_ratio", 0.4, 0.0, 1.0,
                       "Each lower shadow at most this share of the range",
                       "每根下影线占振幅的上限"),
      ratio_param("min_body_size", 0.8, 0.0, 5.0,
                  "Each body at least this many average bodies of the ten bars before it",
                  "每根实体至少为其前十根平均实体的倍数"),
      open_step_param(),
      ratio_param("max_open_gap", 0.3, -1.0, 3.0,
                  "Each open beyond the close before by at most this share of the body before",
                  "每根开盘越出前一根收盘的距离至多为其实体的此比例"),
      close_step_param(),
      trend_bars_param(),
      up ? atr_param("max_prior_rise", 1, -5, 10,
                     "Rise before it, at most: after a rise it reverses nothing", "此前上涨的上限")
         : atr_param("max_prior_fall", 1, -5, 10,
                     "Fall before it, at most: after a fall it reverses nothing",
                     "此前下跌的上限")};
}

}  // namespace fwq::analysis
