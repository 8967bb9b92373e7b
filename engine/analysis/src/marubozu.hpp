// Marubozu: a long body that is nearly the whole bar; white (up) and black (down), mirror images.
#pragma once

#include "candles.hpp"

namespace fwq::analysis {

// `sign` 1: white, -1: black.
template <int sign>
bool measure_marubozu(const PatternContext& context, Params /*params*/, std::uint32_t first,
                      double* measured) {
  const Candle bar(context, first, sign);
  if (!bar.rises()) return false;
  const double range = bar.range();
  measured[0] = bar.body() / range;
  measured[1] = std::max(bar.upper_shadow(), bar.lower_shadow()) / range;
  measured[2] = body_size(context, first);
  return true;
}

inline constexpr std::array<Condition, 3> kMarubozuConditions{
    {{.id = "body_ratio",
      .op = Op::at_least,
      .param = 0,
      .ideal = 1,
      .unit = "ratio",
      .en = "the body is {0} of the bar's range, at least {1}",
      .zh = "实体占振幅的 {0}，不小于 {1}",
      .column = Column::body_ratio},
     {.id = "shadow_ratio",
      .op = Op::at_most,
      .param = 1,
      .ideal = 0,
      .unit = "ratio",
      .en = "the longer shadow is {0} of the bar's range, at most {1}",
      .zh = "较长的影线占振幅的 {0}，不大于 {1}"},
     {.id = "body_size",
      .op = Op::at_least,
      .param = 2,
      .ideal = 2,
      .unit = "ratio",
      .en = "the body is {0} average bodies, at least {1}",
      .zh = "实体为平均实体的 {0} 倍，不小于 {1}",
      .column = Column::body_size}}};

inline constexpr UpTo<ParamDef, 12> kMarubozuParams{
    ratio_param("min_body_ratio", 0.9, 0.0, 1.0, "Body at least this share of the range",
                "实体占振幅的下限"),
    ratio_param("max_shadow_ratio", 0.05, 0.0, 0.5, "Each shadow at most this share of the range",
                "每条影线占振幅的上限"),
    ratio_param("min_body", 1.0, 0.0, 10.0,
                "Body at least this many average bodies of the ten bars before",
                "实体至少为此前十根平均实体的倍数")};

}  // namespace fwq::analysis
