// Harami: a large body with the trend, and the small body of the next bar wholly inside it: the trend holds its breath.
//
// Source:   S. Nison, Japanese Candlestick Charting Techniques, 2nd ed. (2001), ch. 6: the second body is small, of
//           either colour, within the large first one. Bullish when the first is black after a fall, bearish when it is
//           white after a rise; each hit carries its own direction.
// Input:    open, close; ranges for the trend before.
// Edges:    a second bar of zero range is skipped. A harami whose second bar is a doji is a harami cross as well.
#include "harami.hpp"

namespace fwq::analysis {

extern const PatternDef harami_def;

namespace {

constexpr std::size_t kTrendBars = 3;  // Index of the parameter.

constexpr std::array<Condition, 4> conditions(int sign) {
  return {first_body_condition(0, 2), harami_size_condition(1), harami_margin_condition(2),
          trend_condition(4, sign)};
}
constexpr auto kBullish = conditions(1), kBearish = conditions(-1);

template <int sign>
bool measure(const PatternContext& context, Params params, std::uint32_t first, double* measured) {
  const Candle one(context, first, sign);
  const Candle two(context, first + 1, sign);
  if (!one.falls() || !(two.range() > 0)) return false;
  measured[0] = body_size(context, first);
  measured[1] = two.body() / one.body();
  measured[2] = harami_margin(one, two);
  measured[3] = trend_before(context, first, params[kTrendBars], sign);
  return true;
}

constexpr CandleShape kUp{harami_def, Bias::bullish, 2, kBullish, measure<1>, "d.", kTrendBars};
constexpr CandleShape kDown{harami_def, Bias::bearish, 2, kBearish, measure<-1>, "u.", kTrendBars};

}  // namespace

extern const PatternDef harami_def{
    .id = "harami",
    .name_zh = "孕线形态",
    .name_en = "Harami",
    .category = Category::two_candles,
    .bias = Bias::neutral,
    .min_bars = 2,
    .max_bars = 2,
    .threshold = 0.50,
    .params = {first_body_param(1.2), harami_size_param(), harami_margin_param(),
               trend_bars_param(),
               trend_size_param("min_trend", "Fall or rise before it, at least", "此前涨跌至少")},
    .source = "S. Nison, Japanese Candlestick Charting Techniques, 2nd ed. (2001), ch. 6",
    .shape_en = "small body inside the previous large body",
    .shape_zh = "小实体居于前一根大实体之内",
    .roles = {"large", "small"},
    .find = find_both_ways<kUp, kDown>,
    .explain = explain_both_ways<kUp, kDown>,
    .reach = reach_of<kUp>,
    .find_soft = find_soft_both_ways<kUp, kDown>,
};

}  // namespace fwq::analysis
