// Island reversals: after a move, a gap into a cluster of bars and a gap out of it the other way, at the same prices, so
// that the cluster stands alone like an island.
//
//   shared gap = what both gaps leave out: from the nearer of the bars before and after to the cluster
//
// Source:   R. Edwards and J. Magee, Technical Analysis of Stock Trends (1948), ch. 12; T. Bulkowski, Encyclopedia of
//           Chart Patterns, 2nd ed. (2005), "Island Reversals". The stop is the island's extreme; no target is given that
//           would hold better than chance.
// Input:    high, low, close.
// Output:   the shape goes from the last bar before the first gap to the first bar after the second, and is known there.
// Edges:    one-price bars count: an island may end by a day at the price limit. Of islands that one bar ends the
//           shortest is taken; reported once.
// Cost:     one pass over the bars for all kinds of gaps (gaps.hpp), the rest only at gaps.
#pragma once

#include "gaps.hpp"

namespace fwq::analysis {

struct IslandShape {
  const PatternDef& def;
  bool is_top;
};

void find_islands(const IslandShape& shape, const PatternContext& context, Params params,
                  std::vector<PatternHit>& hits);
Explanation explain_island(const IslandShape& shape, const PatternContext& context, Params params,
                           const PatternHit& hit);

namespace island {

enum Param : std::size_t { min_gap, trend_bars, min_trend, min_island };
inline constexpr std::uint32_t kMinBars = 5, kMaxBars = 15;

constexpr UpTo<ParamDef, 12> params(bool is_top) {
  return {
      min_gap_param(0.1),
      count_param("trend_bars", 15, 5, 60, "Bars before the first gap that its trend is judged by",
                  "判断首个缺口前趋势所用的K线数"),
      ranges_param("min_trend", 2, -5, 20,
                   is_top ? "Rise before the island, at least" : "Fall before the island, at least",
                   is_top ? "岛形之前上涨的下限" : "岛形之前下跌的下限"),
      count_param("min_island", 3, 3, 10, "Bars of the island, at least", "岛形K线数的下限")};
}

constexpr std::array<Condition, 4> conditions(bool is_top) {
  return {{{.id = "shared_gap",
            .op = Op::at_least,
            .param = min_gap,
            .ideal = 1,
            .unit = "ATR",
            .en = "both gaps leave out {0} average true ranges, at least {1}",
            .zh = "两个缺口共同空出 {0} 倍平均真实波幅，不小于 {1}"},
           {.id = "trend",
            .op = Op::at_least,
            .param = min_trend,
            .ideal = 7,
            .unit = "ATR",
            .en = is_top ? "the close had risen by {0} average true ranges before, at least {1}"
                         : "the close had fallen by {0} average true ranges before, at least {1}",
            .zh = is_top ? "此前收盘价上涨 {0} 倍平均真实波幅，不小于 {1}"
                         : "此前收盘价下跌 {0} 倍平均真实波幅，不小于 {1}"},
           {.id = "island_bars",
            .op = Op::at_least,
            .param = min_island,
            .unit = "bars",
            .en = "the island has {0} bars, at least {1}",
            .zh = "岛形共 {0} 根K线，不少于 {1}"},
           {.id = "span",
            .op = Op::at_most,
            .fixed = kMaxBars,
            .unit = "bars",
            .en = "with the bars beside it the island takes {0} bars, at most {1}",
            .zh = "连同两侧K线共 {0} 根，不多于 {1}"}}};
}

}  // namespace island
}  // namespace fwq::analysis
