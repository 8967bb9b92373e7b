// Stalled Pattern (停顿形态): two long white candles and a small one at the end of the second: the rise stalls.
//
// Source:   TA-Lib 0.6.4, CDLSTALLEDPATTERN; S. Nison, Japanese Candlestick Charting Techniques, 2nd ed. (2001).
// Input:    open, high, low, close.
// Output:   -100: the last bar of the shape.
#pragma once

#include "candle_words.hpp"

namespace fwq::analysis::candle {

struct CdlStalledPattern {
  static constexpr CandleDef def{
      .id = "cdl_stalled_pattern",
      .name = "CDLSTALLEDPATTERN",
      .title_en = "Stalled Pattern",
      .title_zh = "停顿形态",
      .bars = 3,
      .falls = true,
      .lookback = {.averages = {CandleSetting::body_long, CandleSetting::body_short,
                                CandleSetting::shadow_very_short, CandleSetting::near},
                   .before = 2},
      .meaning_en = "-100: bearish reversal",
      .meaning_zh = "-100：看跌反转",
      .source = "S. Nison, Japanese Candlestick Charting Techniques, 2nd ed. (2001)",
  };

  template <class View>
  static constexpr Hits hits(const View& is) {
    const Word rise =
        is.all(white(t2), white(t1), white(t0), close(t0) > close(t1), close(t1) > close(t2),
               body(t2) > long_body(t2), body(t1) > long_body(t1), upper_shadow(t1) < no_shadow(t1),
               open(t1) > open(t2), open(t1) <= close(t2) + near(t2));
    return {.fall =
                rise & is.all(body(t0) < short_body(t0), open(t0) >= under_body(t0) - near(t1))};
  }
};

}  // namespace fwq::analysis::candle
