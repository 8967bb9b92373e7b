// Extremes of volume and price together: the window's lowest volume at its lowest price (地量地价), or its highest volume
// at its highest price (天量天价), and the turn that follows.
//
// Source:   the Chinese market's two proverbs, 地量见地价 and 天量见天价: when nobody sells any more a low is near, when
//           everybody buys a high is. R. Edwards and J. Magee describe the same as drying-up and as climax (1948).
// Input:    high, low, close, volume.
// Output:   one hit for each extreme: at the first bar, within `zone_bars` of the earlier of the two, whose close has
//           turned away from the extreme price. The stop is that price; the literature gives no target.
// Edges:    a volume of zero (a halt) or an unknown one is no lowest volume; with one in the zone there is no hit.
// Cost:     O(log window) a bar in vector code, and a look over the window at the few bars of extreme volume.
#pragma once

#include "gaps.hpp"

namespace fwq::analysis {

struct VolumeExtremeShape {
  const PatternDef& def;
  std::span<const Condition> conditions;
  bool is_top;  // Highest volume at the highest price; else lowest at the lowest.
};

void find_volume_extremes(const VolumeExtremeShape& shape, const PatternContext& context,
                          Params params, std::vector<PatternHit>& hits);
Explanation explain_volume_extreme(const VolumeExtremeShape& shape, const PatternContext& context,
                                   Params params, const PatternHit& hit);

namespace volume_extreme {

enum Param : std::size_t { window, zone_bars, volume_bound, min_move, min_turn };

constexpr UpTo<ParamDef, 12> params(bool is_top) {
  return {count_param("window", 60, 20, 250, "Bars that the extremes are extremes of",
                      "极值所属窗口的K线数"),
          count_param("zone_bars", 8, 3, 10, "Both extremes and the turn within this many bars",
                      "两个极值与转折须在多少根K线之内"),
          is_top ? multiple_param("min_volume", 2.5, 0.5, 20,
                                  "Highest volume at least this many times the window's mean",
                                  "最大成交量至少为窗口均量的倍数")
                 : multiple_param("max_volume", 0.5, 0.05, 2,
                                  "Lowest volume at most this many times the window's mean",
                                  "最小成交量至多为窗口均量的倍数"),
          ranges_param("min_move", 4, 0, 30,
                       is_top ? "Rise to the high, at least" : "Fall to the low, at least",
                       is_top ? "升至最高价的幅度下限" : "跌至最低价的幅度下限"),
          ranges_param("min_turn", 0.5, 0, 5,
                       is_top ? "Close back under the high by at least"
                              : "Close back over the low by at least",
                       is_top ? "收盘价自最高价回落的下限" : "收盘价自最低价回升的下限")};
}

constexpr std::array<Condition, 4> conditions(bool is_top) {
  return {{is_top
               ? Condition{.id = "volume",
                           .op = Op::at_least,
                           .param = volume_bound,
                           .ideal = 6,
                           .unit = "ratio",
                           .en = "the highest volume is {0} times the window's mean, at least {1}",
                           .zh = "最大成交量为窗口均量的 {0} 倍，不小于 {1}"}
               : Condition{.id = "volume",
                           .op = Op::at_most,
                           .param = volume_bound,
                           .ideal = 0.2,
                           .unit = "ratio",
                           .en = "the lowest volume is {0} times the window's mean, at most {1}",
                           .zh = "最小成交量为窗口均量的 {0} 倍，不大于 {1}"},
           {.id = "move",
            .op = Op::at_least,
            .param = min_move,
            .ideal = 12,
            .unit = "ATR",
            .en = is_top ? "the rise to the high is {0} average true ranges, at least {1}"
                         : "the fall to the low is {0} average true ranges, at least {1}",
            .zh = is_top ? "升至最高价的幅度为 {0} 倍平均真实波幅，不小于 {1}"
                         : "跌至最低价的幅度为 {0} 倍平均真实波幅，不小于 {1}"},
           {.id = "turn",
            .op = Op::at_least,
            .param = min_turn,
            .ideal = 2,
            .unit = "ATR",
            .en = is_top ? "the close is back {0} average true ranges under the high, at least {1}"
                         : "the close is back {0} average true ranges over the low, at least {1}",
            .zh = is_top ? "收盘价自最高价回落 {0} 倍平均真实波幅，不小于 {1}"
                         : "收盘价自最低价回升 {0} 倍平均真实波幅，不小于 {1}"},
           {.id = "span",
            .op = Op::at_least,
            .fixed = 3,
            .unit = "bars",
            .en = "from the first extreme to the turn it takes {0} bars, at least {1}",
            .zh = "自首个极值至转折共 {0} 根K线，不小于 {1}"}}};
}

}  // namespace volume_extreme
}  // namespace fwq::analysis
