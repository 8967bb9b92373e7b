// Price and volume together: a run of closes that all go one way, while the volume of each bar is above (or below) the
// last one's.
//
// Source:   J. Granville, New Key to Stock Market Profits (1963), and R. Edwards and J. Magee, Technical Analysis of Stock
//           Trends (1948): volume goes with the trend; a move on rising volume is backed, one on falling volume is not.
//           The four cases (量价关系) are taught by these names in every Chinese text on the tape.
// Input:    close, volume, the true range for the size of the move.
// Output:   one hit for each run, at the bar where it first is one; the run may go on.
// Edges:    a bar whose volume is unknown or zero (a halt) belongs to no run: nothing was traded that could confirm.
// Cost:     one pass over the bars for the four cases, the rest only at runs that are long enough.
#pragma once

#include <deque>

#include "gaps.hpp"

namespace fwq::analysis {

// Runs of closes and volumes that go the same ways, found once for the four cases.
class PriceVolumeRuns {
 public:
  struct Run {
    std::uint32_t first, last;  // Bars, each compared with the one before.
  };
  explicit PriceVolumeRuns(const PatternContext& context) : context_(context) {}
  void renew() noexcept { made_count_ = 0; }
  // Those of at least `count` bars. Requires: count >= 1.
  const std::vector<Run>& of(Bias price, bool volume_up, std::uint32_t count) const {
    return all_of(count)[(price == Bias::bullish ? 2U : 0U) + (volume_up ? 1U : 0U)];
  }

 private:
  using Runs = std::array<std::vector<Run>, 4>;
  struct Made {
    std::uint32_t count = 0;
    Runs runs;
  };
  const Runs& all_of(std::uint32_t count) const;
  void find(std::uint32_t count, Runs& runs) const;

  const PatternContext& context_;
  mutable std::deque<Made>
      made_;  // When first asked for; the first `made_count_` are of these bars.
  mutable std::size_t made_count_ = 0;
  mutable std::vector<std::uint8_t> kinds_;
};

struct PriceVolumeShape {
  const PatternDef& def;
  std::span<const Condition> conditions;
  Bias price;      // Which way the closes go.
  bool volume_up;  // Whether the volume rises or falls.
};

void find_price_volume(const PriceVolumeShape& shape, const PatternContext& context, Params params,
                       std::vector<PatternHit>& hits);
Explanation explain_price_volume(const PriceVolumeShape& shape, const PatternContext& context,
                                 Params params, const PatternHit& hit);

namespace price_volume {

enum Param : std::size_t { bars, min_move, volume_bound, average_bars };

constexpr UpTo<ParamDef, 12> params(bool volume_up) {
  return {count_param("bars", 3, 1, 5, "Bars that move together", "同步变动的K线数"),
          ranges_param("min_move", 1, 0, 10, "Close moves by at least", "收盘价变动的下限"),
          volume_up ? multiple_param("min_volume", 1.2, 0, 10,
                                     "Last volume at least this many times its mean before the run",
                                     "末根成交量至少为此前均量的倍数")
                    : multiple_param("max_volume", 0.8, 0.05, 10,
                                     "Last volume at most this many times its mean before the run",
                                     "末根成交量至多为此前均量的倍数"),
          count_param("average_bars", 20, 5, 120, "Bars of the mean volume", "均量所用的K线数")};
}

constexpr std::array<Condition, 4> conditions(bool volume_up) {
  Condition step{.id = "volume_step",
                 .op = Op::above,
                 .fixed = 0,
                 .ideal = 0.3,
                 .unit = "ratio",
                 .en = "from bar to bar the volume grows by {0} at least, more than {1}",
                 .zh = "成交量逐根增加，最小增幅 {0}，大于 {1}"};
  if (!volume_up) {
    step.en = "from bar to bar the volume shrinks by {0} at least, more than {1}";
    step.zh = "成交量逐根减少，最小减幅 {0}，大于 {1}";
  }
  return {
      {{.id = "price_step",
        .op = Op::above,
        .fixed = 0,
        .unit = "ATR",
        .en = "each close is at least {0} average true ranges beyond the last one, more than {1}",
        .zh = "收盘价逐根同向，最小变动为 {0} 倍平均真实波幅，大于 {1}"},
       {.id = "move",
        .op = Op::at_least,
        .param = min_move,
        .ideal = 3,
        .unit = "ATR",
        .en = "the close moves {0} average true ranges in all, at least {1}",
        .zh = "收盘价合计变动 {0} 倍平均真实波幅，不小于 {1}"},
       step,
       volume_up ? min_volume_condition(volume_bound, 2.5)
                 : max_volume_condition(volume_bound, 0.4)}};
}

}  // namespace price_volume
}  // namespace fwq::analysis
