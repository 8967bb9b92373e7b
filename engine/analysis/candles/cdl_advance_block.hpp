// Advance Block (大敌当前): three white candles that rise with less and less strength.
//
// Source:   TA-Lib 0.6.4, CDLADVANCEBLOCK; S. Nison, Japanese Candlestick Charting Techniques, 2nd ed. (2001).
// Input:    open, high, low, close.
// Output:   -100: the last bar of the shape.
#pragma once

#include "candle_words.hpp"

namespace fwq::analysis::candle {

struct CdlAdvanceBlock {
  static constexpr CandleDef def{
      .id = "cdl_advance_block",
      .name = "CDLADVANCEBLOCK",
      .title_en = "Advance Block",
      .title_zh = "大敌当前",
      .bars = 3,
      .falls = true,
      .lookback = {.averages = {CandleSetting::shadow_long, CandleSetting::shadow_short,
                                CandleSetting::far, CandleSetting::near, CandleSetting::body_long},
                   .before = 2},
      .meaning_en = "-100: bearish reversal",
      .meaning_zh = "-100：看跌反转",
      .source = "S. Nison, Japanese Candlestick Charting Techniques, 2nd ed. (2001)",
  };

  template <class View>
  static constexpr Hits hits(const View& is) {
    const Word advance =
        is.all(white(t2), white(t1), white(t0), close(t0) > close(t1), close(t1) > close(t2),
               open(t1) > open(t2), open(t1) <= close(t2) + near(t2), open(t0) > open(t1),
               open(t0) <= close(t1) + near(t1), body(t2) > long_body(t2),
               upper_shadow(t2) < short_shadow(t2));
    // The second and third are much smaller, or only the third is, or both shrink below shadows, or the third under one.
    const Word both = is.all(body(t1) < body(t2) - far(t2), body(t0) < body(t1) + near(t1));
    const Word third = is(body(t0) < body(t1) - far(t1));
    const Word shadows =
        is.all(body(t0) < body(t1), body(t1) < body(t2)) &
        is.any(upper_shadow(t0) > short_shadow(t0), upper_shadow(t1) > short_shadow(t1));
    const Word shadow = is.all(body(t0) < body(t1), upper_shadow(t0) > long_shadow(t0));
    return {.fall = advance & (both | third | shadows | shadow)};
  }
};

}  // namespace fwq::analysis::candle
