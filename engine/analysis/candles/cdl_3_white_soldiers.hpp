// Three Advancing White Soldiers (三个白兵): three white candles that close near their highs, each opening in or near the body before and not much smaller.
//
// Source:   TA-Lib 0.6.4, CDL3WHITESOLDIERS; S. Nison, Japanese Candlestick Charting Techniques, 2nd ed. (2001).
// Input:    open, high, low, close.
// Output:   +100: the last bar of the shape.
#pragma once

#include "candle_words.hpp"

namespace fwq::analysis::candle {

struct Cdl3WhiteSoldiers {
  static constexpr CandleDef def{
      .id = "cdl_3_white_soldiers",
      .name = "CDL3WHITESOLDIERS",
      .title_en = "Three Advancing White Soldiers",
      .title_zh = "三个白兵",
      .bars = 3,
      .rises = true,
      .lookback = {.averages = {CandleSetting::shadow_very_short, CandleSetting::body_short, CandleSetting::far, CandleSetting::near}, .before = 2},
      .meaning_en = "+100: bullish reversal",
      .meaning_zh = "+100：看涨反转",
      .source = "S. Nison, Japanese Candlestick Charting Techniques, 2nd ed. (2001)",
  };

  template <class View>
  static constexpr Hits hits(const View& is) {
    const Word soldiers = is.all(white<2>, upper_shadow<2> < no_shadow<2>, white<1>, upper_shadow<1> < no_shadow<1>,
                                 white<0>, upper_shadow<0> < no_shadow<0>, body<0> > short_body<0>);
    const Word steps = is.all(close<0> > close<1>, close<1> > close<2>, open<1> > open<2>, open<1> <= close<2> + near<2>,
                              open<0> > open<1>, open<0> <= close<1> + near<1>);
    const Word even = is.all(body<1> > body<2> - far<2>, body<0> > body<1> - far<1>);
    return {.rise = soldiers & steps & even};
  }
};

}  // namespace fwq::analysis::candle
