// Breakaway Gap: a gap by which the price leaves a narrow base, on large volume, and which stays open.
//
// Source:   R. Edwards and J. Magee, Technical Analysis of Stock Trends (1948), ch. 12; T. Bulkowski, Encyclopedia of
//           Chart Patterns, 2nd ed. (2005), "Gaps": a breakaway gap begins a trend out of congestion, on high volume, and
//           is not closed soon. A gap that is closed again fails, so its far edge is the stop; no target is given.
// Input:    open, high, low, close, volume.
// Edges:    known only `hold_bars` bars after the gap, when it has stayed open. gaps.hpp for one-price bars and volume.
#include "gaps.hpp"

namespace fwq::analysis {
namespace {

enum Param : std::size_t {
  base_bars,
  max_base,
  min_gap,
  min_break,
  min_volume,
  hold_bars,
  min_left
};

constexpr std::array<Condition, 5> kConditions{
    {{.id = "base_height",
      .op = Op::at_most,
      .param = max_base,
      .ideal = 1.5,
      .unit = "ATR",
      .en = "the base before the gap is {0} average true ranges high, at most {1}",
      .zh = "缺口之前的盘整区高 {0} 倍平均真实波幅，不大于 {1}"},
     min_gap_condition(min_gap),
     {.id = "break",
      .op = Op::above,
      .param = min_break,
      .ideal = 1.5,
      .unit = "ATR",
      .en = "the close is {0} average true ranges beyond the base, more than {1}",
      .zh = "收盘价越出盘整区 {0} 倍平均真实波幅，大于 {1}"},
     min_volume_condition(min_volume, 3),
     min_left_condition(min_left)}};

bool measure(const PatternContext& context, Params params, const Facing& seen, std::uint32_t bar,
             GapReading& reading) {
  const std::uint32_t base = bars_of(params, base_bars);
  const std::uint32_t end = bar + bars_of(params, hold_bars);
  if (end >= context.size()) return false;
  const double level = seen.highest(bar - base, bar);
  if (!(seen.open(bar) > level))
    return false;  // Opens inside the base: it does not leap over the level.
  reading.measured[0] = in_ranges(context, bar, level - seen.lowest(bar - base, bar));
  reading.measured[1] = in_ranges(context, bar, seen.low(bar) - seen.high(bar - 1));
  reading.measured[2] = in_ranges(context, bar, seen.close(bar) - level);
  reading.measured[3] = volume_ratio(context, bar, bar, base);
  reading.measured[4] = left_open(seen, bar, end);
  reading.bias = seen.price(1) > 0 ? Bias::bullish : Bias::bearish;
  reading.end = end;
  reading.level = seen.price(level);
  reading.stop = seen.price(seen.high(bar - 1));
  return true;
}

GapShape shape();

}  // namespace

extern const PatternDef breakaway_gap_def{
    .id = "breakaway_gap",
    .name_zh = "突破缺口",
    .name_en = "Breakaway Gap",
    .category = Category::gaps,
    .bias = Bias::neutral,
    .min_bars = 1,
    .max_bars = 5,
    .threshold = 0.70,
    .params = {count_param("base_bars", 20, 5, 60, "Bars of the base before the gap",
                           "缺口之前盘整区的K线数"),
               ranges_param("max_base", 4, 0.5, 20, "Base at most this high", "盘整区高度的上限"),
               min_gap_param(0.1),
               ranges_param("min_break", 0, 0, 5, "Close beyond the base by more than",
                            "收盘价越出盘整区须大于"),
               min_volume_param(1.5),
               count_param("hold_bars", 3, 0, 4, "Bars after the gap that must leave it open",
                           "缺口之后须保持不回补的K线数"),
               min_left_param()},
    .source =
        "R. Edwards and J. Magee, Technical Analysis of Stock Trends (1948), ch. 12; T. Bulkowski, "
        "Encyclopedia of Chart Patterns, 2nd ed. (2005)",
    .shape_en = "gap out of a narrow base on large volume that is not closed soon",
    .shape_zh = "放量跳空离开盘整区，且短期内不回补",
    .roles = {"gap", "confirmation"},
    .find = [](const PatternContext& c, Params p,
               std::vector<PatternHit>& hits) { find_gaps(shape(), c, p, hits); },
    .explain = [](const PatternContext& c, Params p,
                  const PatternHit& hit) { return explain_gap(shape(), c, p, hit); },
};

namespace {
GapShape shape() {
  return {breakaway_gap_def, kConditions, [](Params p) { return bars_of(p, base_bars); }, measure};
}
}  // namespace

}  // namespace fwq::analysis
