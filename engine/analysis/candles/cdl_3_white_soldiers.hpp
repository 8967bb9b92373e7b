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
      .lookback = {.averages = {CandleSetting::shadow_very_short, CandleSetting::body_short,
                                CandleSetting::far, CandleSetting::near},
                   .before = 2},
      .meaning_en = "+100: bullish reversal",
      .meaning_zh = "+100：看涨反转",
      .source = "S. Nison, Japanese Candlestick Charting Techniques, 2nd ed. (2001)",
  };

  template <class View>
  static constexpr Hits hits(const View& is) {
    const Word soldiers = is.all(white(t2), upper_shadow(t2) < no_shadow(t2), white(t1),
                                 upper_shadow(t1) < no_shadow(t1), white(t0),
                                 upper_shadow(t0) < no_shadow(t0), body(t0) > short_body(t0));
    const Word steps = is.all(close(t0) > close(t1), close(t1) > close(t2), open(t1) > open(t2),
                              open(t1) <= close(t2) + near(t2), open(t0) > open(t1),
                              open(t0) <= close(t1) + near(t1));
    const Word even = is.all(body(t1) > body(t2) - far(t2), body(t0) > body(t1) - far(t1));
    return {.rise = soldiers & steps & even};
  }
};

}  // namespace fwq::analysis::candle
