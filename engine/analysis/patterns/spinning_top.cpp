// Spinning Top: a small body between two notable shadows: a tug of war.
//
// Source:   S. Nison, Japanese Candlestick Charting Techniques, 2nd ed. (2001), ch. 3: small real body of either
//           colour. Shadows on both sides are asked for here, and more of a body than a doji has.
// Input:    open, high, low, close; body and shadows as shares of the bar's range.
// Edges:    bars of zero range are skipped. With default parameters no bar is both a doji and a spinning top.
#include "candles.hpp"

namespace fwq::analysis {

extern const PatternDef spinning_top_def;

namespace {

constexpr std::array<Condition, 4> kConditions{
    {body_ratio_condition(0),
     {.id = "body_ratio",
      .op = Op::above,
      .param = 1,
      .unit = "ratio",
      .en = "the body is {0} of the bar's range, more than {1}",
      .zh = "实体占振幅的 {0}，大于 {1}",
      .column = Column::body_ratio},
     {.id = "shorter_shadow_ratio",
      .op = Op::at_least,
      .param = 2,
      .ideal = 0.4,
      .unit = "ratio",
      .en = "the shorter shadow is {0} of the bar's range, at least {1}",
      .zh = "较短的影线占振幅的 {0}，不小于 {1}"},
     range_condition(3)}};

bool measure(const PatternContext& context, Params /*params*/, std::uint32_t first,
             double* measured) {
  const Candle bar(context, first);
  const double range = bar.range();
  const double average = context.columns().mean_ranges()[first];
  if (!(range > 0) || !(average > 0)) return false;
  measured[0] = bar.body() / range;
  measured[1] = measured[0];
  measured[2] = std::min(bar.upper_shadow(), bar.lower_shadow()) / range;
  measured[3] = range / average;
  return true;
}

constexpr CandleShape kShape{spinning_top_def, Bias::neutral, 1, kConditions, measure, "."};

}  // namespace

extern const PatternDef spinning_top_def{
    .id = "spinning_top",
    .name_zh = "纺锤线",
    .name_en = "Spinning Top",
    .category = Category::single_candle,
    .bias = Bias::neutral,
    .min_bars = 1,
    .max_bars = 1,
    .threshold = 0.30,
    .params = {ratio_param("max_body_ratio", 0.3, 0.02, 1.0, "Body at most this share of the range",
                           "实体占振幅的上限"),
               ratio_param("min_body_ratio", 0.1, 0.0, 0.9,
                           "Body more than this share of the range: less is a doji",
                           "实体占振幅须大于此值，否则为十字星"),
               ratio_param("min_shadow_ratio", 0.2, 0.0, 0.5,
                           "Each shadow at least this share of the range", "每条影线占振幅的下限"),
               min_range_param(0.5)},
    .source = "S. Nison, Japanese Candlestick Charting Techniques, 2nd ed. (2001), ch. 3",
    .shape_en = "small body, both shadows notable",
    .shape_zh = "小实体，上下影线均明显",
    .roles = {"spinning_top"},
    .find = find_shape<kShape>,
    .explain = explain_shape<kShape>,
    .reach = reach_of<kShape>,
    .find_soft = find_soft_shape<kShape>,
};

}  // namespace fwq::analysis
