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
      .lookback = {.averages = {CandleSetting::body_long, CandleSetting::body_short, CandleSetting::shadow_very_short, CandleSetting::near}, .before = 2},
      .meaning_en = "-100: bearish reversal",
      .meaning_zh = "-100：看跌反转",
      .source = "S. Nison, Japanese Candlestick Charting Techniques, 2nd ed. (2001)",
  };

  template <class View>
  static constexpr Hits hits(const View& is) {
    const Word rise = is.all(white<2>, white<1>, white<0>, close<0> > close<1>, close<1> > close<2>,
                             body<2> > long_body<2>, body<1> > long_body<1>, upper_shadow<1> < no_shadow<1>,
                             open<1> > open<2>, open<1> <= close<2> + near<2>);
    return {.fall = rise & is.all(body<0> < short_body<0>, open<0> >= under_body<0> - near<1>)};
  }
};

}  // namespace fwq::analysis::candle
