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
      .lookback = {.averages = {CandleSetting::shadow_long, CandleSetting::shadow_short, CandleSetting::far, CandleSetting::near, CandleSetting::body_long}, .before = 2},
      .meaning_en = "-100: bearish reversal",
      .meaning_zh = "-100：看跌反转",
      .source = "S. Nison, Japanese Candlestick Charting Techniques, 2nd ed. (2001)",
  };

  template <class View>
  static constexpr Hits hits(const View& is) {
    const Word advance = is.all(white<2>, white<1>, white<0>, close<0> > close<1>, close<1> > close<2>, open<1> > open<2>,
                                open<1> <= close<2> + near<2>, open<0> > open<1>, open<0> <= close<1> + near<1>,
                                body<2> > long_body<2>, upper_shadow<2> < short_shadow<2>);
    // The second and third are much smaller, or only the third is, or both shrink below shadows, or the third under one.
    const Word both = is.all(body<1> < body<2> - far<2>, body<0> < body<1> + near<1>);
    const Word third = is(body<0> < body<1> - far<1>);
    const Word shadows = is.all(body<0> < body<1>, body<1> < body<2>) &
                         is.any(upper_shadow<0> > short_shadow<0>, upper_shadow<1> > short_shadow<1>);
    const Word shadow = is.all(body<0> < body<1>, upper_shadow<0> > long_shadow<0>);
    return {.fall = advance & (both | third | shadows | shadow)};
  }
};

}  // namespace fwq::analysis::candle
