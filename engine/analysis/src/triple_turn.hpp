// Triple tops and bottoms: three turns at nearly one price. A top is a bottom in the mirror.
//
//   level  = the higher of the two highs between the lows     height = level - lowest low
//   target = level + height                                   stop = lowest low - height / 20
//
// Source:   T. Bulkowski, Encyclopedia of Chart Patterns, 2nd ed. (2005), "Triple Bottoms", "Triple Tops": three
//           distinct, well separated lows near one price, confirmed by a close above the highest high between them;
//           R. Edwards and J. Magee, Technical Analysis of Stock Trends (1948), ch. 9: the highs between need not be
//           level. Here both must be of some height, or it is a double bottom with a dent.
// Input:    high, low, close. The lows are swings, so each is known only after the price has turned.
// Edges:    a low under the lowest one before the close above the level ends the shape.
// Cost:     O(swings).
#pragma once

#include "chart_shapes.hpp"

namespace fwq::analysis {

constexpr UpTo<ParamDef, 12> triple_turn_params(bool top) {
  return {swing_param(2),
          share_param(top ? "max_high_difference" : "max_low_difference", 0.25, 0.01, 0.6,
                      top ? "Highs at most this share of the height apart"
                          : "Lows at most this share of the height apart",
                      top ? "三个高点之差相对形态高度的上限" : "三个低点之差相对形态高度的上限"),
          bars_param("min_separation", 5, 3, 20,
                     top ? "Bars between neighbouring highs, at least"
                         : "Bars between neighbouring lows, at least",
                     top ? "相邻高点间隔的下限" : "相邻低点间隔的下限"),
          share_param(
              top ? "min_trough" : "min_peak", 0.5, 0.1, 1,
              top ? "Smaller of the two falls between, at least this share of the height"
                  : "Smaller of the two rises between, at least this share of the height",
              top ? "其间较小一次回落相对形态高度的下限" : "其间较小一次反弹相对形态高度的下限"),
          size_param("min_height", 3, 0.5, 15,
                     top ? "Level at least this far below the highest high"
                         : "Level at least this far above the lowest low",
                     top ? "颈线低于最高点的下限" : "颈线高于最低点的下限"),
          share_param(top ? "min_prior_rise" : "min_prior_fall", 1, 0, 5,
                      top ? "Rise into the first high, at least this many heights"
                          : "Fall into the first low, at least this many heights",
                      top ? "涨至第一高点的幅度相对形态高度的下限"
                          : "跌至第一低点的幅度相对形态高度的下限"),
          share_param("min_break", 0, 0, 0.5,
                      top ? "Close below the level by more than this share of the height"
                          : "Close above the level by more than this share of the height",
                      top ? "收盘价跌破颈线的幅度相对形态高度须大于此值"
                          : "收盘价高出颈线的幅度相对形态高度须大于此值")};
}

// A top if the pattern is bearish. Points: first low, first peak, second low, second peak, third low, breakout.
// Requires: the parameters above.
void find_triple_turns(const PatternDef& def, const PatternContext& context, Params params,
                       std::vector<PatternHit>& hits);
Explanation explain_triple_turn(const PatternContext& context, Params params,
                                const PatternHit& hit);

}  // namespace fwq::analysis
