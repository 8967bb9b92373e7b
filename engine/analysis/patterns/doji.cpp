// Doji: a bar that closes about where it opened: neither side won.
//
// Source:   S. Nison, Japanese Candlestick Charting Techniques, 2nd ed. (2001), ch. 8: open and close equal or nearly
//           so. Dojis with long shadows or with one shadow have patterns of their own and are dojis as well.
// Input:    open, high, low, close; the body as a share of the bar's range.
// Edges:    bars of zero range are skipped: a one-price limit day is not undecided. Asks for no trend.
#include "candles.hpp"

namespace fwq::analysis {

extern const PatternDef doji_def;

namespace {

constexpr std::array<Condition, 2> kConditions{body_ratio_condition(0), range_condition(1)};

bool measure(const PatternContext& context, Params /*params*/, std::uint32_t first,
             double* measured) {
  const Candle bar(context, first);
  const double range = bar.range();
  const double average = context.columns().mean_ranges()[first];
  if (!(range > 0) || !(average > 0)) return false;
  measured[0] = bar.body() / range;
  measured[1] = range / average;
  return true;
}

constexpr CandleShape kShape{doji_def, Bias::neutral, 1, kConditions, measure, "."};

}  // namespace

extern const PatternDef doji_def{
    .id = "doji",
    .name_zh = "十字星",
    .name_en = "Doji",
    .category = Category::single_candle,
    .bias = Bias::neutral,
    .min_bars = 1,
    .max_bars = 1,
    .threshold = 0.40,
    .params = {ratio_param("max_body_ratio", 0.1, 0.01, 1.0, "Body at most this share of the range",
                           "实体占振幅的上限"),
               min_range_param(0.5)},
    .source = "S. Nison, Japanese Candlestick Charting Techniques, 2nd ed. (2001), ch. 8",
    .shape_en = "open about equal to close",
    .shape_zh = "开盘价与收盘价几乎相等",
    .roles = {"doji"},
    .find = find_shape<kShape>,
    .explain = explain_shape<kShape>,
    .reach = reach_of<kShape>,
    .find_soft = find_soft_shape<kShape>,
};

}  // namespace fwq::analysis
