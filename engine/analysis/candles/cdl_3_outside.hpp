// Three Outside Up/Down (三外部上涨和下跌): an engulfing candle, and a third that closes farther its way.
//
// Source:   TA-Lib 0.6.4, CDL3OUTSIDE; G. L. Morris, Candlestick Charting Explained, 3rd ed. (2006).
// Input:    open, high, low, close.
// Output:   ±100: the last bar of the shape.
#pragma once

#include "candle_words.hpp"

namespace fwq::analysis::candle {

struct Cdl3Outside {
  static constexpr CandleDef def{
      .id = "cdl_3_outside",
      .name = "CDL3OUTSIDE",
      .title_en = "Three Outside Up/Down",
      .title_zh = "三外部上涨和下跌",
      .bars = 3,
      .rises = true,
      .falls = true,
      .lookback = {.before = 3},
      .meaning_en = "+100: bullish reversal; -100: bearish reversal",
      .meaning_zh = "+100：看涨反转；-100：看跌反转",
      .source = "G. L. Morris, Candlestick Charting Explained, 3rd ed. (2006)",
  };

  template <class View>
  static constexpr Hits hits(const View& is) {
    const Word rise = is.all(white(t1), black(t2), close(t1) > open(t2), open(t1) < close(t2),
                             close(t0) > close(t1));
    const Word fall = is.all(black(t1), white(t2), open(t1) > close(t2), close(t1) < open(t2),
                             close(t0) < close(t1));
    return {.rise = rise, .fall = fall};
  }
};

}  // namespace fwq::analysis::candle
