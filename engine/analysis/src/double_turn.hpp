// Double tops and bottoms, broken or not yet: two turns at nearly one price. A top is a bottom in the mirror.
//
//   height = neckline - lower low            neckline = the high between the lows
//   target = neckline + height               stop = lower low - height / 20
//
// Source:   T. Bulkowski, Encyclopedia of Chart Patterns, 2nd ed. (2005), "Double Bottoms", "Double Tops"; R. Edwards and
//           J. Magee, Technical Analysis of Stock Trends (1948), ch. 9. Bulkowski's percentages hold for daily charts;
//           here sizes are in average true ranges and parts of the height, so that every period and stock is read alike.
// Input:    high, low, close. The lows are swings, so each is known only after the price has turned.
// Edges:    a low under the lower one before the close above the neckline ends the shape.
// Cost:     O(swings).
#pragma once

#include "chart_shapes.hpp"

namespace fwq::analysis {

constexpr UpTo<ParamDef, 12> double_turn_params(bool top) {
  return {swing_param(2),
          share_param(top ? "max_high_difference" : "max_low_difference", 0.25, 0.01, 0.6,
                      top ? "Highs at most this share of the height apart"
                          : "Lows at most this share of the height apart",
                      top ? "两高点之差相对形态高度的上限" : "两低点之差相对形态高度的上限"),
          size_param("min_height", 3, 0.5, 15,
                     top ? "Neckline at least this far below the higher high"
                         : "Neckline at least this far above the lower low",
                     top ? "颈线低于较高高点的下限" : "颈线高于较低低点的下限"),
          bars_param("min_separation", 8, 3, 35,
                     top ? "Bars between the highs, at least" : "Bars between the lows, at least",
                     top ? "两高点间隔的下限" : "两低点间隔的下限"),
          share_param(top ? "min_prior_rise" : "min_prior_fall", 1, 0, 5,
                      top ? "Rise into the first high, at least this many heights"
                          : "Fall into the first low, at least this many heights",
                      top ? "涨至第一高点的幅度相对形态高度的下限"
                          : "跌至第一低点的幅度相对形态高度的下限"),
          share_param("min_break", 0, 0, 0.5,
                      top ? "Close below the neckline by more than this share of the height"
                          : "Close above the neckline by more than this share of the height",
                      top ? "收盘价跌破颈线的幅度相对形态高度须大于此值"
                          : "收盘价高出颈线的幅度相对形态高度须大于此值")};
}

// The broken shape, a top if the pattern is bearish: points first low, neckline, second low, breakout. Requires: the parameters above.
void find_double_turns(const PatternDef& def, const PatternContext& context, Params params,
                       std::vector<PatternHit>& hits);
Explanation explain_double_turn(const PatternContext& context, Params params,
                                const PatternHit& hit);

// A bottom that may become one: the second low is known, the neckline not yet broken. Points first low, neckline,
// second low. Requires: the parameters above, but the last is max_recovery: how far up to the neckline the closes
// may have come.
void find_unbroken_double_bottoms(const PatternDef& def, const PatternContext& context,
                                  Params params, std::vector<PatternHit>& hits);
Explanation explain_unbroken_double_bottom(const PatternContext& context, Params params,
                                           const PatternHit& hit);

}  // namespace fwq::analysis
