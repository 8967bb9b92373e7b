// Harami: a large body with the whole body of the next bar inside it. After a fall the large body is black and the
// pattern bullish, after a rise white and bearish. Three inside adds a third bar that breaks out of the large body.
#pragma once

#include "candles.hpp"

namespace fwq::analysis {

// Of the second body: how far inside the first it is on the nearer side, as a share of the first.
inline double harami_margin(const Candle& one, const Candle& two) noexcept {
  return std::min(one.body_top() - two.body_top(), two.body_bottom() - one.body_bottom()) /
         one.body();
}

constexpr Condition harami_margin_condition(std::size_t param) {
  return {.id = "inside",
          .op = Op::above,
          .param = param,
          .ideal = 0.25,
          .unit = "ratio",
          .en = "the second body lies {0} of the first inside it on both sides, more than {1}",
          .zh = "第二根实体两端均在第一根实体之内，距离为其 {0}，大于 {1}"};
}
constexpr Condition harami_size_condition(std::size_t param) {
  return {.id = "second_to_first",
          .op = Op::at_most,
          .param = param,
          .ideal = 0,
          .unit = "ratio",
          .en = "the second body is {0} of the first, at most {1}",
          .zh = "第二根实体为第一根的 {0}，不大于 {1}",
          .column = Column::growth,
          .bars = 0b10};
}
constexpr ParamDef harami_margin_param() {
  return ratio_param("min_inside", 0.0, 0.0, 0.45,
                     "Second body inside the first by more than this share of it on both sides",
                     "第二根实体两端在第一根实体之内的距离须大于其此比例");
}
constexpr ParamDef harami_size_param() {
  return ratio_param("max_second_to_first", 0.5, 0.02, 0.95,
                     "Second body at most this share of the first", "第二根实体相对第一根的上限");
}

}  // namespace fwq::analysis
