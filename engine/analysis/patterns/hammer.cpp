// Hammer: after a fall, a bar that was sold far down and closes near its top again.
//
// Source:   S. Nison, Japanese Candlestick Charting Techniques, 2nd ed. (2001), ch. 4: small body at the upper end, of
//           either colour, lower shadow at least twice the body, no or very short upper shadow, after a decline.
// Input:    open, high, low, close; ratios are of the bar's range.
// Edges:    bars of zero range are skipped. The same shape after a rise is a hanging man, not this.
#include "candles.hpp"

namespace fwq::analysis {
namespace {

constexpr std::size_t kTrendBars = 4;  // Index of the parameter trend_bars.

constexpr std::array<Condition, 5> kConditions{{
    {.id = "body_ratio",
     .op = Op::at_most,
     .param = 0,
     .ideal = 0,
     .unit = "ratio",
     .en = "the body is {0} of the bar's range, at most {1}",
     .zh = "实体占振幅的 {0}，不大于 {1}"},
    {.id = "upper_shadow_ratio",
     .op = Op::at_most,
     .param = 1,
     .ideal = 0,
     .unit = "ratio",
     .en = "the upper shadow is {0} of the bar's range, at most {1}",
     .zh = "上影线占振幅的 {0}，不大于 {1}"},
    {.id = "lower_shadow_ratio",
     .op = Op::at_least,
     .param = 2,
     .ideal = 0.9,
     .unit = "ratio",
     .en = "the lower shadow is {0} of the bar's range, at least {1}",
     .zh = "下影线占振幅的 {0}，不小于 {1}"},
    {.id = "range",
     .op = Op::at_least,
     .param = 3,
     .unit = "ATR",
     .en = "the bar's range is {0} average true ranges, at least {1}",
     .zh = "振幅为平均真实波幅的 {0} 倍，不小于 {1}"},
    fall_condition(5),
}};

bool measure(const PatternContext& context, Params params, std::uint32_t first, double* measured) {
  const Candle bar(context, first);
  const double range = bar.range();
  if (!(range > 0)) return false;
  const double average = context.mean_range(first, kAverageBars);
  if (!(average > 0)) return false;
  measured[0] = bar.body() / range;
  measured[1] = (bar.high - bar.body_top()) / range;
  measured[2] = (bar.body_bottom() - bar.low) / range;
  measured[3] = range / average;
  measured[4] = context.fall_before(first, static_cast<std::uint32_t>(params[kTrendBars]));
  return true;
}

CandleShape shape();

}  // namespace

extern const PatternDef hammer_def{
    .id = "hammer",
    .name_zh = "锤头线",
    .name_en = "Hammer",
    .category = Category::single_candle,
    .bias = Bias::bullish,
    .min_bars = 1,
    .max_bars = 1,
    .threshold = 0.60,
    .params = {ratio_param(
                   "min_body_ratio", 0.3, 0.02, 1.0,
                   "Body at most this share of the range (an upper bound, whatever its name says)",
                   "实体占振幅的上限（名称虽为 min，实为上限）"),
               ratio_param("max_upper_ratio", 0.1, 0.0, 1.0,
                           "Upper shadow at most this share of the range", "上影线占振幅的上限"),
               ratio_param("min_lower_ratio", 0.6, 0.0, 1.0,
                           "Lower shadow at least this share of the range", "下影线占振幅的下限"),
               {.name = "min_range",
                .kind = ParamKind::real,
                .value = 0.5,
                .min = 0,
                .max = 5,
                .step = 0.1,
                .unit = "ATR",
                .help_en = "Range at least this many average true ranges: a tiny bar says nothing",
                .help_zh = "振幅至少为平均真实波幅的倍数"},
               trend_bars_param(),
               trend_size_param("min_fall", "Fall before it, at least", "此前至少下跌")},
    .source = "S. Nison, Japanese Candlestick Charting Techniques, 2nd ed. (2001), ch. 4",
    .shape_en = "small body at the top of a long lower shadow, after a fall",
    .shape_zh = "下跌之后，小实体居于长下影线的顶端",
    .roles = {"hammer"},
    .find = [](const PatternContext& c, Params p,
               std::vector<PatternHit>& hits) { find_candles(shape(), c, p, hits); },
    .explain = [](const PatternContext& c, Params p,
                  const PatternHit& hit) { return explain_candles(shape(), c, p, hit); },
};

namespace {
CandleShape shape() {
  return {hammer_def, 1, kConditions, measure, kTrendBars};
}
}  // namespace

}  // namespace fwq::analysis
