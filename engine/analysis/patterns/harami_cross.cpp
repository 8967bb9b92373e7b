// Harami Cross: a large body with the trend, and a doji whose body is wholly inside it.
//
// Source:   S. Nison, Japanese Candlestick Charting Techniques, 2nd ed. (2001), ch. 6: a harami with a doji as the
//           second bar, the stronger of the two. What makes a doji is its body against its own range, whereas a harami
//           asks for a body that is small against the first. Each hit carries its own direction.
// Input:    open, high, low, close.
// Edges:    a second bar of zero range is skipped: a one-price day is not undecided.
#include "harami.hpp"

namespace fwq::analysis {

extern const PatternDef harami_cross_def;

namespace {

constexpr std::size_t kTrendBars = 3;  // Index of the parameter.

constexpr std::array<Condition, 4> conditions(int sign) {
  return {first_body_condition(0, 2),
          {.id = "doji_body_ratio",
           .op = Op::at_most,
           .param = 1,
           .ideal = 0,
           .unit = "ratio",
           .en = "the second body is {0} of its range, at most {1}",
           .zh = "第二根实体占其振幅的 {0}，不大于 {1}",
           .column = Column::body_ratio,
           .bars = 0b10},
          harami_margin_condition(2),
          trend_condition(4, sign)};
}
constexpr auto kBullish = conditions(1), kBearish = conditions(-1);

template <int sign>
bool measure(const PatternContext& context, Params params, std::uint32_t first, double* measured) {
  const Candle one(context, first, sign);
  const Candle two(context, first + 1, sign);
  if (!one.falls() || !(two.range() > 0)) return false;
  measured[0] = body_size(context, first);
  measured[1] = two.body() / two.range();
  measured[2] = harami_margin(one, two);
  measured[3] = trend_before(context, first, params[kTrendBars], sign);
  return true;
}

constexpr CandleShape kUp{harami_cross_def, Bias::bullish, 2,         kBullish,
                          measure<1>,       "d.",          kTrendBars};
constexpr CandleShape kDown{harami_cross_def, Bias::bearish, 2,         kBearish,
                            measure<-1>,      "u.",          kTrendBars};

}  // namespace

extern const PatternDef harami_cross_def{
    .id = "harami_cross",
    .name_zh = "十字孕线",
    .name_en = "Harami Cross",
    .category = Category::two_candles,
    .bias = Bias::neutral,
    .min_bars = 2,
    .max_bars = 2,
    .threshold = 0.60,
    .params = {first_body_param(1.2),
               ratio_param("max_body_ratio", 0.1, 0.01, 1.0,
                           "Second body at most this share of its range",
                           "第二根实体占其振幅的上限"),
               harami_margin_param(), trend_bars_param(),
               trend_size_param("min_trend", "Fall or rise before it, at least", "此前涨跌至少")},
    .source = "S. Nison, Japanese Candlestick Charting Techniques, 2nd ed. (2001), ch. 6",
    .shape_en = "doji inside the previous large body",
    .shape_zh = "十字星居于前一根大实体之内",
    .roles = {"large", "small"},
    .find = find_both_ways<kUp, kDown>,
    .explain = explain_both_ways<kUp, kDown>,
    .reach = reach_of<kUp>,
    .find_soft = find_soft_both_ways<kUp, kDown>,
};

}  // namespace fwq::analysis
