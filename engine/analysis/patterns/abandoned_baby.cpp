// Abandoned Baby: a doji that gaps away from the bar before it and from the bar after it, shadows and all: the trend
// ends in an island of one bar.
//
// Source:   S. Nison, Japanese Candlestick Charting Techniques, 2nd ed. (2001), ch. 5: a doji star with gaps on both
//           sides that include the shadows. Bullish below a black and a white bar after a fall, bearish above a white
//           and a black bar after a rise; each hit carries its own direction.
// Input:    open, high, low, close; gaps in average true ranges.
// Edges:    a doji of zero range is skipped: a one-price limit day is not undecided. Gaps must be real: shadows that
//           meet are no gap.
#include "candles.hpp"

namespace fwq::analysis {

extern const PatternDef abandoned_baby_def;

namespace {

constexpr std::size_t kTrendBars = 4;  // Index of the parameter.

constexpr std::array<Condition, 5> conditions(int sign) {
  return {{{.id = "star_body_ratio",
            .op = Op::at_most,
            .param = 0,
            .ideal = 0,
            .unit = "ratio",
            .en = "the doji's body is {0} of its range, at most {1}",
            .zh = "十字星实体占其振幅的 {0}，不大于 {1}",
            .column = Column::body_ratio,
            .bars = 0b10},
           {.id = "gap",
            .op = Op::above,
            .param = 1,
            .ideal = 0.5,
            .unit = "ATR",
            .en = "the smaller gap beside the doji is {0} average true ranges, more than {1}",
            .zh = "十字星两侧较小的缺口为平均真实波幅的 {0} 倍，大于 {1}"},
           {.id = "penetration",
            .op = Op::at_least,
            .param = 2,
            .ideal = 1,
            .unit = "ratio",
            .en = "the third bar closes {0} of the way into the first body, at least {1}",
            .zh = "第三根收盘深入第一根实体 {0}，不小于 {1}"},
           first_body_condition(3, 2),
           trend_condition(5, sign)}};
}
constexpr auto kBullish = conditions(1), kBearish = conditions(-1);

template <int sign>
bool measure(const PatternContext& context, Params params, std::uint32_t first, double* measured) {
  const Candle one(context, first, sign);
  const Candle star(context, first + 1, sign);
  const Candle three(context, first + 2, sign);
  if (!one.falls() || !three.rises() || !(star.range() > 0)) return false;
  const double average = context.columns().mean_ranges()[first];
  if (!(average > 0)) return false;
  measured[0] = star.body() / star.range();
  measured[1] = std::min(one.low - star.high, three.low - star.high) / average;
  measured[2] = (three.close - one.close) / one.body();
  measured[3] = body_size(context, first);
  measured[4] = trend_before(context, first, params[kTrendBars], sign);
  return true;
}

constexpr CandleShape kUp{abandoned_baby_def, Bias::bullish, 3,         kBullish,
                          measure<1>,         "d.u",         kTrendBars};
constexpr CandleShape kDown{abandoned_baby_def, Bias::bearish, 3,         kBearish,
                            measure<-1>,        "u.d",         kTrendBars};

}  // namespace

extern const PatternDef abandoned_baby_def{
    .id = "abandoned_baby",
    .name_zh = "弃婴形态",
    .name_en = "Abandoned Baby",
    .category = Category::three_candles,
    .bias = Bias::neutral,
    .min_bars = 3,
    .max_bars = 3,
    .threshold = 0.80,
    .params = {ratio_param("max_star_body_ratio", 0.1, 0.01, 1.0,
                           "Doji's body at most this share of its range",
                           "十字星实体占其振幅的上限"),
               atr_param("min_gap", 0, 0, 3, "Each gap more than this many average true ranges",
                         "每个缺口须大于平均真实波幅的此倍数"),
               ratio_param("min_penetration", 0.3, 0.0, 3.0,
                           "Third close at least this far into the first body",
                           "第三根收盘深入第一根实体的下限"),
               first_body_param(0.8), trend_bars_param(),
               trend_size_param("min_trend", "Fall or rise before it, at least", "此前涨跌至少")},
    .source = "S. Nison, Japanese Candlestick Charting Techniques, 2nd ed. (2001), ch. 5",
    .shape_en = "doji gapped away from both neighbours",
    .shape_zh = "与前后两根均有缺口的十字星",
    .roles = {"first", "doji", "third"},
    .find = find_both_ways<kUp, kDown>,
    .explain = explain_both_ways<kUp, kDown>,
    .reach = reach_of<kUp>,
    .find_soft = find_soft_both_ways<kUp, kDown>,
};

}  // namespace fwq::analysis
