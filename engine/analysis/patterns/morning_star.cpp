// Morning Star: in a fall, a large down bar, a small body below it, and an up bar that wins back much of the first.
//
// Source:   S. Nison, Japanese Candlestick Charting Techniques, 2nd ed. (2001), ch. 5: the star's body stands apart
//           below the first body; a gap before the third is good but rare and not asked for.
// Input:    open, high, low, close.
// Edges:    a star of zero range is skipped. The trend is judged from the bars before the first of the three.
#include "candles.hpp"

namespace fwq::analysis {
namespace {

constexpr std::size_t kTrendBars = 5;  // Index of the parameter trend_bars.

constexpr std::array<Condition, 6> kConditions{{
    {.id = "star_body_ratio",
     .op = Op::at_most,
     .param = 0,
     .ideal = 0,
     .unit = "ratio",
     .en = "the star's body is {0} of its range, at most {1}",
     .zh = "星线实体占其振幅的 {0}，不大于 {1}"},
    {.id = "penetration",
     .op = Op::at_least,
     .param = 1,
     .ideal = 1,
     .unit = "ratio",
     .en = "the third bar closes {0} of the way up the first body, at least {1}",
     .zh = "第三根收盘深入第一根实体 {0}，不小于 {1}"},
    {.id = "first_body",
     .op = Op::at_least,
     .param = 2,
     .ideal = 2,
     .unit = "ratio",
     .en = "the first body is {0} of the average body, at least {1}",
     .zh = "第一根实体为平均实体的 {0}，不小于 {1}"},
    {.id = "star_to_first",
     .op = Op::at_most,
     .param = 3,
     .ideal = 0,
     .unit = "ratio",
     .en = "the star's body is {0} of the first body, at most {1}",
     .zh = "星线实体为第一根实体的 {0}，不大于 {1}"},
    {.id = "star_gap",
     .op = Op::at_least,
     .param = 4,
     .ideal = 0.3,
     .unit = "ratio",
     .en = "the star's body stands {0} of the first body below its close, at least {1}",
     .zh = "星线实体低于第一根收盘价，距离为其实体的 {0}，不小于 {1}"},
    fall_condition(6),
}};

bool measure(const PatternContext& context, Params params, std::uint32_t first, double* measured) {
  const Candle one(context, first);
  const Candle star(context, first + 1);
  const Candle three(context, first + 2);
  if (!one.falls() || !three.rises() || !(star.range() > 0)) return false;
  const double average = context.mean_body(first, kAverageBars);
  measured[0] = star.body() / star.range();
  measured[1] = (three.close - one.close) / one.body();
  measured[2] = average > 0 ? one.body() / average : 0;
  measured[3] = star.body() / one.body();
  measured[4] = (one.close - star.body_top()) / one.body();
  measured[5] = context.fall_before(first, static_cast<std::uint32_t>(params[kTrendBars]));
  return true;
}

CandleShape shape();

}  // namespace

extern const PatternDef morning_star_def{
    .id = "morning_star",
    .name_zh = "早晨之星",
    .name_en = "Morning Star",
    .category = Category::three_candles,
    .bias = Bias::bullish,
    .min_bars = 3,
    .max_bars = 3,
    .threshold = 0.70,
    .params = {ratio_param("max_star_body_ratio", 0.3, 0.02, 1.0,
                           "Star's body at most this share of its range", "星线实体占其振幅的上限"),
               ratio_param("min_penetration", 0.5, 0.0, 3.0,
                           "Third close at least this far up the first body",
                           "第三根收盘深入第一根实体的下限"),
               ratio_param("min_first_body", 1.0, 0.0, 5.0,
                           "First body at least this many average bodies",
                           "第一根实体至少为平均实体的倍数"),
               ratio_param("max_star_to_first", 0.5, 0.02, 2.0,
                           "Star's body at most this share of the first body",
                           "星线实体相对第一根实体的上限"),
               ratio_param("min_star_gap", 0.0, -0.5, 2.0,
                           "Star's body at least this share of the first body below its close",
                           "星线实体低于第一根收盘价的最小距离（相对第一根实体）"),
               trend_bars_param(),
               trend_size_param("min_fall", "Fall before it, at least", "此前至少下跌")},
    .source = "S. Nison, Japanese Candlestick Charting Techniques, 2nd ed. (2001), ch. 5",
    .shape_en = "large down bar, small star below it, up bar back into the first body",
    .shape_zh = "大阴线、其下的小星线、收复第一根实体的阳线",
    .roles = {"fall", "star", "rise"},
    .find = [](const PatternContext& c, Params p,
               std::vector<PatternHit>& hits) { find_candles(shape(), c, p, hits); },
    .explain = [](const PatternContext& c, Params p,
                  const PatternHit& hit) { return explain_candles(shape(), c, p, hit); },
};

namespace {
CandleShape shape() {
  return {morning_star_def, 3, kConditions, measure, kTrendBars};
}
}  // namespace

}  // namespace fwq::analysis
