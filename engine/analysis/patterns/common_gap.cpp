// Common Gap: a small gap inside a trading range, on ordinary volume; as a rule the price closes it again.
//
// Source:   R. Edwards and J. Magee, Technical Analysis of Stock Trends (1948), ch. 12: the area or pattern gap comes in
//           congestion, leads nowhere and is closed within a few days. So the hit points against its gap, and the target
//           is the gap's far edge, where it is closed; the literature gives no stop.
// Input:    open, high, low, close, volume.
// Edges:    known at its own bar: that it stays inside the range is measured, that it will be closed is expected.
//           gaps.hpp for one-price bars and volume.
#include "gaps.hpp"

namespace fwq::analysis {
namespace {

enum Param : std::size_t { range_bars, min_gap, max_gap, min_room, max_volume };

constexpr std::array<Condition, 4> kConditions{
    {{.id = "gap",
      .op = Op::at_least,
      .param = min_gap,
      .unit = "ATR",
      .en = "the gap is {0} average true ranges wide, at least {1}",
      .zh = "缺口宽 {0} 倍平均真实波幅，不小于 {1}"},
     {.id = "gap",
      .op = Op::at_most,
      .param = max_gap,
      .ideal = 0.2,
      .unit = "ATR",
      .en = "the gap is {0} average true ranges wide, at most {1}",
      .zh = "缺口宽 {0} 倍平均真实波幅，不大于 {1}"},
     {.id = "room",
      .op = Op::at_least,
      .param = min_room,
      .ideal = 0.4,
      .unit = "ratio",
      .en = "between the bar and the range's end {0} of the range's height is left, at least {1}",
      .zh = "该K线距区间边界尚余区间高度的 {0}，不小于 {1}"},
     max_volume_condition(max_volume, 0.6)}};

bool measure(const PatternContext& context, Params params, const Facing& seen, std::uint32_t bar,
             GapReading& reading) {
  const std::uint32_t range = bars_of(params, range_bars);
  const double edge = seen.high(bar - 1);
  const double top = seen.highest(bar - range, bar);
  const double bottom = seen.lowest(bar - range, bar);
  const double gap = in_ranges(context, bar, seen.low(bar) - edge);
  reading.measured = {gap, gap, (top - seen.high(bar)) / (top - bottom),
                      volume_ratio(context, bar, bar, range)};
  reading.bias = seen.price(1) > 0 ? Bias::bearish : Bias::bullish;
  reading.end = bar;
  reading.level = seen.price(seen.low(bar));
  reading.target = seen.price(edge);
  return top > bottom;
}

GapShape shape();

}  // namespace

extern const PatternDef common_gap_def{
    .id = "common_gap",
    .name_zh = "普通缺口",
    .name_en = "Common Gap",
    .category = Category::gaps,
    .bias = Bias::neutral,
    .min_bars = 1,
    .max_bars = 1,
    .threshold = 0.30,
    .params = {count_param("range_bars", 20, 5, 60, "Bars of the range before the gap",
                           "缺口之前区间的K线数"),
               min_gap_param(0.05),
               ranges_param("max_gap", 1, 0.05, 5, "Gap at most this wide", "缺口宽度的上限"),
               multiple_param("min_room", 0.1, -0.5, 0.9,
                              "Share of the range's height left to its end, at least",
                              "距区间边界所余高度比例的下限"),
               max_volume_param(1.5)},
    .source = "R. Edwards and J. Magee, Technical Analysis of Stock Trends (1948), ch. 12",
    .shape_en = "small gap inside a range on ordinary volume, usually closed again",
    .shape_zh = "区间内的小缺口，量能平常，通常会回补",
    .roles = {"gap"},
    .find = [](const PatternContext& c, Params p,
               std::vector<PatternHit>& hits) { find_gaps(shape(), c, p, hits); },
    .explain = [](const PatternContext& c, Params p,
                  const PatternHit& hit) { return explain_gap(shape(), c, p, hit); },
};

namespace {
GapShape shape() {
  return {common_gap_def, kConditions, [](Params p) { return bars_of(p, range_bars); }, measure};
}
}  // namespace

}  // namespace fwq::analysis
