// Exhaustion Gap: a last gap late in a trend, on large volume, that the price closes again at once.
//
// Source:   R. Edwards and J. Magee, Technical Analysis of Stock Trends (1948), ch. 12; T. Bulkowski, Encyclopedia of
//           Chart Patterns, 2nd ed. (2005), "Gaps": it ends a trend, on high volume, and is closed within days, so the hit
//           points against its gap. The extreme of the bars from the gap on is the stop; no target is given.
// Input:    open, high, low, close, volume.
// Edges:    known at the bar that closes the gap. gaps.hpp for one-price bars and volume.
#include "gaps.hpp"

namespace fwq::analysis {
namespace {

enum Param : std::size_t { trend_bars, min_trend, min_gap, min_volume, fill_bars, min_fill };

constexpr std::array<Condition, 5> kConditions{
    {min_trend_condition(min_trend, 10),
     min_gap_condition(min_gap),
     min_volume_condition(min_volume, 3),
     {.id = "fill",
      .op = Op::at_least,
      .param = min_fill,
      .ideal = 3,
      .unit = "ratio",
      .en = "the price comes back over {0} of the gap, at least {1}",
      .zh = "价格回补缺口的比例为 {0}，不小于 {1}"},
     {.id = "close_back",
      .op = Op::above,
      .fixed = 0,
      .ideal = 2,
      .unit = "ATR",
      .en = "the close is {0} average true ranges back from the extreme, more than {1}",
      .zh = "收盘价自极点回落（回升）{0} 倍平均真实波幅，大于 {1}"}}};

// The first bar after the gap that comes back over `fill` of it; 0: none within reach, or in the bars there are.
std::uint32_t filled_at(const PatternContext& context, const Facing& seen, std::uint32_t bar,
                        std::uint32_t reach, double fill) {
  const double gap = seen.low(bar) - seen.high(bar - 1);
  for (std::uint32_t i = bar + 1; i <= bar + reach && i < context.size(); ++i) {
    if (settled((seen.low(bar) - seen.low(i)) / gap, fill) >= fill) return i;
  }
  return 0;
}

bool measure(const PatternContext& context, Params params, const Facing& seen, std::uint32_t bar,
             GapReading& reading) {
  const std::uint32_t trend = bars_of(params, trend_bars);
  const std::uint32_t end =
      filled_at(context, seen, bar, bars_of(params, fill_bars), params[min_fill]);
  if (end == 0) return false;
  const double edge = seen.high(bar - 1);
  const double extreme = seen.highest(bar, end + 1);
  reading.measured[0] = in_ranges(context, bar, seen.close(bar - 1) - seen.close(bar - 1 - trend));
  reading.measured[1] = in_ranges(context, bar, seen.low(bar) - edge);
  reading.measured[2] = volume_ratio(context, bar, bar, trend);
  reading.measured[3] = (seen.low(bar) - seen.low(end)) / (seen.low(bar) - edge);
  reading.measured[4] = in_ranges(context, bar, extreme - seen.close(end));
  reading.bias = seen.price(1) > 0 ? Bias::bearish : Bias::bullish;
  reading.end = end;
  reading.level = seen.price(edge);
  reading.stop = seen.price(extreme);
  return true;
}

GapShape shape();

}  // namespace

extern const PatternDef exhaustion_gap_def{
    .id = "exhaustion_gap",
    .name_zh = "衰竭缺口",
    .name_en = "Exhaustion Gap",
    .category = Category::gaps,
    .bias = Bias::neutral,
    .min_bars = 1,
    .max_bars = 3,
    .threshold = 0.70,
    .params = {count_param("trend_bars", 20, 5, 60,
                           "Bars before the gap that its trend and volume are judged by",
                           "判断缺口前趋势与均量所用的K线数"),
               min_trend_param(4), min_gap_param(0.1), min_volume_param(1.2),
               count_param("fill_bars", 2, 1, 2, "Closed within this many bars",
                           "须在多少根K线内回补"),
               multiple_param("min_fill", 1, 0.25, 5,
                              "Price comes back over at least this share of the gap",
                              "价格回补缺口比例的下限")},
    .source =
        "R. Edwards and J. Magee, Technical Analysis of Stock Trends (1948), ch. 12; T. Bulkowski, "
        "Encyclopedia of Chart Patterns, 2nd ed. (2005)",
    .shape_en = "gap late in a trend on large volume that is closed again at once",
    .shape_zh = "趋势末端的放量缺口，随即被回补",
    .roles = {"gap", "fill"},
    .find = [](const PatternContext& c, Params p,
               std::vector<PatternHit>& hits) { find_gaps(shape(), c, p, hits); },
    .explain = [](const PatternContext& c, Params p,
                  const PatternHit& hit) { return explain_gap(shape(), c, p, hit); },
};

namespace {
GapShape shape() {
  return {exhaustion_gap_def, kConditions, [](Params p) { return bars_of(p, trend_bars) + 1; },
          measure};
}
}  // namespace

}  // namespace fwq::analysis
