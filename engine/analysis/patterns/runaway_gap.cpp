// Runaway Gap: a gap in the middle of a trend and in its direction, after which the trend goes on.
//
//   target = middle of the gap + (middle of the gap - start of the trend)        stop = the gap's far edge
//
// Source:   R. Edwards and J. Magee, Technical Analysis of Stock Trends (1948), ch. 12: the continuation or measuring
//           gap stands about half-way, so that the move before it measures the move after; it is not closed at once.
// Input:    open, high, low, close.
// Edges:    known only `hold_bars` bars after the gap. gaps.hpp for one-price bars.
#include "gaps.hpp"

namespace fwq::analysis {
namespace {

enum Param : std::size_t { trend_bars, min_trend, min_gap, hold_bars, min_left, min_advance };

constexpr std::array<Condition, 4> kConditions{
    {min_trend_condition(min_trend, 8),
     min_gap_condition(min_gap),
     min_left_condition(min_left),
     {.id = "advance",
      .op = Op::at_least,
      .param = min_advance,
      .ideal = 2,
      .unit = "ATR",
      .en = "the close goes on by {0} average true ranges from the last bar before the gap, at "
            "least {1}",
      .zh = "自缺口前一根起，收盘价继续运行 {0} 倍平均真实波幅，不小于 {1}"}}};

bool measure(const PatternContext& context, Params params, const Facing& seen, std::uint32_t bar,
             GapReading& reading) {
  const std::uint32_t trend = bars_of(params, trend_bars);
  const std::uint32_t end = bar + bars_of(params, hold_bars);
  if (end >= context.size()) return false;
  const double edge = seen.high(bar - 1);
  reading.measured[0] = in_ranges(context, bar, seen.close(bar - 1) - seen.close(bar - 1 - trend));
  reading.measured[1] = in_ranges(context, bar, seen.low(bar) - edge);
  reading.measured[2] = left_open(seen, bar, end);
  reading.measured[3] = in_ranges(context, bar, seen.close(end) - seen.close(bar - 1));
  const double middle = (edge + seen.low(bar)) / 2;
  reading.bias = seen.price(1) > 0 ? Bias::bullish : Bias::bearish;
  reading.end = end;
  reading.level = seen.price(edge);
  reading.target = seen.price(2 * middle - seen.lowest(bar - 1 - trend, bar));
  reading.stop = seen.price(edge);
  return true;
}

GapShape shape();

}  // namespace

extern const PatternDef runaway_gap_def{
    .id = "runaway_gap",
    .name_zh = "中继缺口",
    .name_en = "Runaway (Measuring) Gap",
    .category = Category::gaps,
    .bias = Bias::neutral,
    .min_bars = 1,
    .max_bars = 3,
    .threshold = 0.60,
    .params = {count_param("trend_bars", 20, 5, 60,
                           "Bars before the gap that its trend is judged by",
                           "判断缺口前趋势所用的K线数"),
               min_trend_param(4), min_gap_param(0.1),
               count_param("hold_bars", 2, 0, 2, "Bars after the gap that must leave it open",
                           "缺口之后须保持不回补的K线数"),
               min_left_param(),
               ranges_param("min_advance", 0.5, -5, 10,
                            "Close goes on from the last bar before the gap by at least",
                            "自缺口前一根起收盘价继续运行的下限")},
    .source = "R. Edwards and J. Magee, Technical Analysis of Stock Trends (1948), ch. 12",
    .shape_en = "gap in mid-trend, in the trend's direction, that stays open",
    .shape_zh = "趋势途中的同向缺口，短期内不回补",
    .roles = {"gap", "confirmation"},
    .find = [](const PatternContext& c, Params p,
               std::vector<PatternHit>& hits) { find_gaps(shape(), c, p, hits); },
    .explain = [](const PatternContext& c, Params p,
                  const PatternHit& hit) { return explain_gap(shape(), c, p, hit); },
};

namespace {
GapShape shape() {
  return {runaway_gap_def, kConditions, [](Params p) { return bars_of(p, trend_bars) + 1; },
          measure};
}
}  // namespace

}  // namespace fwq::analysis
