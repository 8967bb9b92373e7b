// Head and shoulders, tops and bottoms: a turn between two lesser ones. A top is a bottom in the mirror.
//
//   neckline = line through the highs on both sides of the head      height = neckline over the head - head
//   target = neckline at the breakout + height                       stop = right shoulder - height / 20
//
// Source:   R. Edwards and J. Magee, Technical Analysis of Stock Trends (1948), ch. 6 and 7: the breakout is a close
//           beyond the neckline, and the head's distance from it measures the move; T. Bulkowski, Encyclopedia of Chart
//           Patterns, 2nd ed. (2005): shoulders near one price and about as far from the head, head clearly beyond.
// Input:    high, low, close. The turns are swings, so each is known only after the price has turned.
// Edges:    a low under the right shoulder before the break ends the shape. Lesser swings inside a shoulder do not
//           matter: the head is the lowest low between the shoulders, the neckline's ends are the highest highs.
// Cost:     O(swings).
#pragma once

#include "chart_shapes.hpp"

namespace fwq::analysis {

constexpr UpTo<ParamDef, 12> head_shoulders_params(bool top) {
  return {
      swing_param(2),
      share_param("min_head", 0.2, 0.02, 0.8,
                  top ? "Head above the higher shoulder by at least this share of the height"
                      : "Head below the lower shoulder by at least this share of the height",
                  top ? "头部高出较高肩部的下限（相对形态高度）"
                      : "头部低于较低肩部的下限（相对形态高度）"),
      share_param("max_shoulder_difference", 0.3, 0.02, 0.8,
                  "Shoulders at most this share of the height apart", "两肩之差相对形态高度的上限"),
      share_param(
          "min_shoulder", 0.15, 0.02, 0.8,
          top ? "Shoulders above the neckline by at least this share of the height"
              : "Shoulders below the neckline by at least this share of the height",
          top ? "两肩高出颈线的下限（相对形态高度）" : "两肩低于颈线的下限（相对形态高度）"),
      share_param("max_neckline_slope", 0.35, 0.02, 1,
                  "Ends of the neckline at most this share of the height apart",
                  "颈线两端之差相对形态高度的上限"),
      share_param("min_balance", 0.4, 0.05, 1,
                  "Shorter distance from shoulder to head, as a share of the longer one, at least",
                  "两肩到头部的时间之比（短比长）的下限"),
      size_param("min_height", 4, 0.5, 15, "Head at least this far from the neckline",
                 "头部到颈线距离的下限"),
      share_param(top ? "min_prior_rise" : "min_prior_fall", 1, 0, 5,
                  top ? "Rise into the left shoulder, at least this many heights"
                      : "Fall into the left shoulder, at least this many heights",
                  top ? "涨至左肩的幅度相对形态高度的下限" : "跌至左肩的幅度相对形态高度的下限"),
      share_param("min_break", 0, 0, 0.5,
                  top ? "Close below the neckline by more than this share of the height"
                      : "Close above the neckline by more than this share of the height",
                  top ? "收盘价跌破颈线的幅度相对形态高度须大于此值"
                      : "收盘价高出颈线的幅度相对形态高度须大于此值")};
}

// A top if the pattern is bearish. Points: left shoulder, left neckline, head, right neckline, right shoulder,
// breakout. Requires: the parameters above.
void find_head_shoulders(const PatternDef& def, const PatternContext& context, Params params,
                         std::vector<PatternHit>& hits);
Explanation explain_head_shoulders(const PatternContext& context, Params params,
                                   const PatternHit& hit);

}  // namespace fwq::analysis
