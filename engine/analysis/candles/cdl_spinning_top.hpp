// Spinning Top (纺锤): a small body between two shadows that are longer than it.
//
// Source:   TA-Lib 0.6.4, CDLSPINNINGTOP; S. Nison, Japanese Candlestick Charting Techniques, 2nd ed. (2001).
// Input:    open, high, low, close.
// Output:   ±100: the last bar of the shape.
#pragma once

#include "candle_words.hpp"

namespace fwq::analysis::candle {

struct CdlSpinningTop {
  static constexpr CandleDef def{
      .id = "cdl_spinning_top",
      .name = "CDLSPINNINGTOP",
      .title_en = "Spinning Top",
      .title_zh = "纺锤",
      .bars = 1,
      .rises = true,
      .falls = true,
      .lookback = {.averages = {CandleSetting::body_short}, .before = 0},
      .meaning_en = "+100 (white) or -100 (black): indecision",
      .meaning_zh = "+100（阳线）或 -100（阴线）：多空僵持",
      .source = "S. Nison, Japanese Candlestick Charting Techniques, 2nd ed. (2001)",
  };

  template <class View>
  static constexpr Hits hits(const View& is) {
    const Word spin =
        is.all(body(t0) < short_body(t0), upper_shadow(t0) > body(t0), lower_shadow(t0) > body(t0));
    return {.rise = spin & is(white(t0)), .fall = spin & is(black(t0))};
  }
};

}  // namespace fwq::analysis::candle
