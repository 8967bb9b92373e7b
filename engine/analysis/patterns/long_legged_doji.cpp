// Long-Legged Doji: a doji that went far both ways: wide swings, no decision.
//
// Source:   S. Nison, Japanese Candlestick Charting Techniques, 2nd ed. (2001), ch. 8: a doji with very long upper and
//           lower shadows (the "rickshaw man" when its body is in the middle).
// Input:    open, high, low, close; body and shadows as shares of the bar's range, the range in average true ranges.
// Edges:    bars of zero range are skipped. Asks for no trend.
#include "candles.hpp"

namespace fwq::analysis {

extern const PatternDef long_legged_doji_def;

namespace {

constexpr std::array<Condition, 3> kConditions{
    {body_ratio_condition(0),
     {.id = "shorter_shadow_ratio",
      .op = Op::at_least,
      .param = 1,
      .ideal = 0.5,
      .unit = "ratio",
      .en = "the shorter shadow is {0} of the bar's range, at least {1}",
      .zh = "较短的影线占振幅的 {0}，不小于 {1}"},
     {.id = "range",
      .op = Op::at_least,
      .param = 2,
      .ideal = 2,
      .unit = "ATR",
      .en = "the bar's range is {0} average true ranges, at least {1}",
      .zh = "振幅为平均真实波幅的 {0} 倍，不小于 {1}",
      .column = Column::range_size}}};

bool measure(const PatternContext& context, Params /*params*/, std::uint32_t first,
             double* measured) {
  const Candle bar(context, first);
  const double range = bar.range();
  const double average = context.columns().mean_ranges()[first];
  if (!(range > 0) || !(average > 0)) return false;
  measured[0] = bar.body() / range;
  measured[1] = std::min(bar.upper_shadow(), bar.lower_shadow()) / range;
  measured[2] = range / average;
  return true;
}

constexpr CandleShape kShape{long_legged_doji_def, Bias::neutral, 1, kConditions, measure, "."};

}  // namespace

extern const PatternDef long_legged_doji_def{
    .id = "long_legged_doji",
    .name_zh = "长十字星",
    .name_en = "Long-Legged Doji",
    .category = Category::single_candle,
    .bias = Bias::neutral,
    .min_bars = 1,
    .max_bars = 1,
    .threshold = 0.50,
    .params = {ratio_param("max_body_ratio", 0.1, 0.01, 1.0, "Body at most this share of the range",
                           "实体占振幅的上限"),
               ratio_param("min_shadow_ratio", 0.3, 0.0, 0.5,
                           "Each shadow at least this share of the range", "每条影线占振幅的下限"),
               min_range_param(1.0)},
    .source = "S. Nison, Japanese Candlestick Charting Techniques, 2nd ed. (2001), ch. 8",
    .shape_en = "doji with both shadows long, in a wide bar",
    .shape_zh = "上下影线均长、振幅大的十字星",
    .roles = {"doji"},
    .find = find_shape<kShape>,
    .explain = explain_shape<kShape>,
    .reach = reach_of<kShape>,
    .find_soft = find_soft_shape<kShape>,
};

}  // namespace fwq::analysis
