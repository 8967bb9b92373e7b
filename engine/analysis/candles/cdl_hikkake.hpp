// Hikkake Pattern (陷阱): an inside bar whose break fails: a trap, confirmed by a close on the other side within three bars.
//
// Source:   TA-Lib 0.6.4, CDLHIKKAKE; D. L. Chesler, Trading False Moves with the Hikkake Pattern (2004).
// Input:    open, high, low, close.
// Output:   ±100 at the trap, ±200 where it is confirmed: the last bar of the shape.
#pragma once

#include "candle_hikkake.hpp"

namespace fwq::analysis::candle {

struct CdlHikkake {
  static constexpr CandleDef def{
      .id = "cdl_hikkake",
      .name = "CDLHIKKAKE",
      .title_en = "Hikkake Pattern",
      .title_zh = "陷阱",
      .bars = 3,
      .rises = true,
      .falls = true,
      .confirms = true,
      .lookback = {.before = 5},
      .meaning_en =
          "+100 or -100: after an inside bar a false break, expected to fail upwards or downwards; "
          "+200 or -200: confirmed within three bars",
      .meaning_zh =
          "+100 或 -100：孕线之后的假突破，预期向上或向下失败；+200 或 -200：三根K线内得到确认",
      .source = "D. L. Chesler, Trading False Moves with the Hikkake Pattern (2004)",
  };

  // The trap `k` bars ago, by the way its break is expected to fail.
  template <std::uint8_t K, class View>
  FWQ_CANDLE_INLINE static constexpr Word up(const View& is) {
    return is.all(high(ago<K + 1>) < high(ago<K + 2>), low(ago<K + 1>) > low(ago<K + 2>),
                  high(ago<K>) < high(ago<K + 1>), low(ago<K>) < low(ago<K + 1>));
  }
  template <std::uint8_t K, class View>
  FWQ_CANDLE_INLINE static constexpr Word down(const View& is) {
    return is.all(high(ago<K + 1>) < high(ago<K + 2>), low(ago<K + 1>) > low(ago<K + 2>),
                  high(ago<K>) > high(ago<K + 1>), low(ago<K>) > low(ago<K + 1>));
  }

  template <class View>
  static constexpr Hits hits(const View& is) {
    return hikkake_hits<CdlHikkake>(is);
  }
};

}  // namespace fwq::analysis::candle
