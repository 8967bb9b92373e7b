// Bowls: bases that turn slowly. Rounding bottoms and tops, saucers, cups with a handle.
//
//   depth = rim - lowest low         target = rim + depth         stop: see each
//
// What tells them apart is where they stand and what breaks:
//   rounding   ends a fall (or, upside down, a rise): the price before it stood higher than its rim. It is told when a
//              close is back at the price at which the bowl began; deep enough to be a turn.
//   saucer     is a rest inside a rise: the price came up to its rim from lower than its bottom. Long and shallow
//              (depth measured against its length), told when a close passes the high that it began with.
//   cup        is a base inside a rise as the saucer is, with two rims near one price, and after it a short, shallow
//              pullback, the handle; told when a close passes the right rim.
//
// Source:   R. Edwards and J. Magee, Technical Analysis of Stock Trends (1948), ch. 7 (rounding turns) and ch. 11
//           (scallops: saucers in a row inside a rise, each break at its left end's price); T. Bulkowski, Encyclopedia
//           of Chart Patterns, 2nd ed. (2005), "Rounding Bottoms", "Cup with Handle"; W. O'Neil, How to Make Money in
//           Stocks (1988): a cup is a U and no V, the handle stays in its upper half.
// Input:    high, low, close. The bottom of a rounding, and the rims of saucers and cups, are swings.
// Edges:    equal closes count as not yet passed.
// Cost:     O(1) a bar; a bowl is fitted only where the price has just come back to its rim, from deep enough.
#pragma once

#include "chart_shapes.hpp"

namespace fwq::analysis {

constexpr UpTo<ParamDef, 12> rounding_params(bool top) {
  return {
      swing_param(2),
      size_param("min_depth", 4, 0.5, 20,
                 top ? "Highest high at least this far above the rim"
                     : "Lowest low at least this far below the rim",
                 top ? "最高点高于起点价位的下限" : "最低点低于起点价位的下限"),
      share_param("min_fit", 0.75, 0, 0.98,
                  "Share of the closes' variance that the parabola explains, at least",
                  "抛物线对收盘价方差的解释比例下限"),
      share_param(top ? "min_high_share" : "min_low_share", 0.45, 0.1, 0.8,
                  top ? "Closes in the highest third of the dome, at least this share"
                      : "Closes in the lowest third of the bowl, at least this share",
                  top ? "收盘位于圆顶上三分之一的比例下限" : "收盘位于圆底下三分之一的比例下限"),
      share_param("max_skew", 0.1, 0.01, 0.5,
                  "Turn of the curve at most this share of the length from the middle",
                  "曲线转折点偏离中点的上限（相对长度）"),
      share_param(
          top ? "min_prior_rise" : "min_prior_fall", 0.7, 0, 5,
          top ? "Rise before, at least this many depths" : "Fall before, at least this many depths",
          top ? "此前上涨幅度相对深度的下限" : "此前下跌幅度相对深度的下限")};
}

// A top if the pattern is bearish. Points: left rim, bottom, right rim. Requires: the parameters above.
void find_roundings(const PatternDef& def, const PatternContext& context, Params params,
                    std::vector<PatternHit>& hits);
Explanation explain_rounding(const PatternContext& context, Params params, const PatternHit& hit);

// What saucers and cups wait for: the first close above the high of swing `k`, `min_bars` to `max_bars` bars from that
// high on, both counted. kNever: none, or an earlier one, or a higher high without such a close takes the rim's place
// once it is known. Requires: swing k is a high.
std::uint32_t rim_break(const data::Bars& bars, const std::vector<Swing>& swings, std::size_t k,
                        std::uint32_t min_bars, std::uint32_t max_bars) noexcept;

}  // namespace fwq::analysis
