// Three Black Crows (三只乌鸦): three black candles in a row that close near their lows, each opening in the body before.
//
// Source:   TA-Lib 0.6.4, CDL3BLACKCROWS; S. Nison, Japanese Candlestick Charting Techniques, 2nd ed. (2001).
// Input:    open, high, low, close.
// Output:   -100: the last bar of the shape.
#pragma once

#include "candle_words.hpp"

namespace fwq::analysis::candle {

struct Cdl3BlackCrows {
  static constexpr CandleDef def{
      .id = "cdl_3_black_crows",
      .name = "CDL3BLACKCROWS",
      .title_en = "Three Black Crows",
      .title_zh = "三只乌鸦",
      .bars = 4,
      .falls = true,
      .lookback = {.averages = {CandleSetting::shadow_very_short}, .before = 3},
      .meaning_en = "-100: bearish reversal",
      .meaning_zh = "-100：看跌反转",
      .source = "S. Nison, Japanese Candlestick Charting Techniques, 2nd ed. (2001)",
  };

  template <class View>
  static constexpr Hits hits(const View& is) {
    const Word crows =
        is.all(black(t2), lower_shadow(t2) < no_shadow(t2), black(t1),
               lower_shadow(t1) < no_shadow(t1), black(t0), lower_shadow(t0) < no_shadow(t0));
    const Word steps = is.all(open(t1) < open(t2), open(t1) > close(t2), open(t0) < open(t1),
                              open(t0) > close(t1), close(t2) > close(t1), close(t1) > close(t0));
    return {.fall = crows & steps & is.all(white(t3), high(t3) > close(t2))};
  }
};

}  // namespace fwq::analysis::candle
