// Towers: a tall body, a pause of small ones, and a tall body back. A top is a bottom in the mirror.
//
// Source:   S. Nison, Japanese Candlestick Charting Techniques, 2nd ed. (2001), ch. 6, "Tower Tops and Bottoms": in a
//           move, one or more tall candles of its colour, then a few small ones where the move stalls, then one or more
//           tall candles of the other colour. Nison gives no target; the far end of the pause is where it is wrong.
// Input:    open, high, low, close.
// Edges:    of several tall candles before the pause the last one is the tower. The average body is that of the ten
//           bars before it, so that the shape does not measure itself.
// Cost:     O(1) for 64 bars, and a walk back from each bar that dwarfs the one before it.
#pragma once

#include "chart_shapes.hpp"

namespace fwq::analysis {

constexpr UpTo<ParamDef, 12> tower_params(bool top) {
  return {share_param("min_tower", 1.5, 0.2, 10, "Tall bodies at least this many average bodies",
                      "高大实体至少为平均实体的倍数"),
          share_param("max_pause_body", 0.5, 0.1, 0.9,
                      "Bodies of the pause at most this share of the smaller tall body",
                      "停顿实体相对较小高大实体的上限"),
          bars_param("min_pause", 3, 3, 13, "Bars of the pause, at least", "停顿K线数的下限"),
          share_param("max_pause_drift", 0.5, 0.05, 2,
                      "Closes of the pause at most this share of the first body from its close",
                      "停顿期收盘偏离第一根收盘的上限（相对其实体）"),
          share_param("min_return", 0.7, 0.1, 2,
                      top ? "Last close takes back at least this share of the first body"
                          : "Last close wins back at least this share of the first body",
                      top ? "最后收盘吞回第一根实体的下限" : "最后收盘收复第一根实体的下限"),
          bars_param("trend_bars", 5, 2, 60, "Bars before the pattern that its trend is judged by",
                     "判断形态前趋势所用的K线数"),
          size_param(top ? "min_rise" : "min_fall", 1, 0, 10,
                     top ? "Rise before it, at least" : "Fall before it, at least",
                     top ? "此前至少上涨" : "此前至少下跌")};
}

// A top if the pattern is bearish. Points: first tower, far end of the pause, second tower.
// Requires: the parameters above.
void find_towers(const PatternDef& def, const PatternContext& context, Params params,
                 std::vector<PatternHit>& hits);
Explanation explain_tower(const PatternContext& context, Params params, const PatternHit& hit);

}  // namespace fwq::analysis
