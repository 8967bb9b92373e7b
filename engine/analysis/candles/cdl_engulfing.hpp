// Engulfing Pattern (吞噬模式): a body that covers the one before, of the other colour.
//
// Source:   TA-Lib 0.6.4, CDLENGULFING; S. Nison, Japanese Candlestick Charting Techniques, 2nd ed. (2001).
// Input:    open, high, low, close.
// Output:   ±100, ±80 where two edges are equal: the last bar of the shape.
#pragma once

#include "candle_words.hpp"

namespace fwq::analysis::candle {

struct CdlEngulfing {
  static constexpr CandleDef def{
      .id = "cdl_engulfing",
      .name = "CDLENGULFING",
      .title_en = "Engulfing Pattern",
      .title_zh = "吞噬模式",
      .bars = 2,
      .rises = true,
      .falls = true,
      .weak = true,
      .lookback = {.before = 2},
      .meaning_en =
          "+100: bullish reversal; -100: bearish reversal; 80 instead of 100 where the bodies "
          "share an edge",
      .meaning_zh = "+100：看涨反转；-100：看跌反转；两实体有一端相平时为 80",
      .source = "S. Nison, Japanese Candlestick Charting Techniques, 2nd ed. (2001)",
  };

  template <class View>
  static constexpr Hits hits(const View& is) {
    // One edge may be shared, not both.
    const Word rise = is.all(white(t0), black(t1), close(t0) >= open(t1), open(t0) <= close(t1)) &
                      is.any(close(t0) > open(t1), open(t0) < close(t1));
    const Word fall = is.all(black(t0), white(t1), open(t0) >= close(t1), close(t0) <= open(t1)) &
                      is.any(open(t0) > close(t1), close(t0) < open(t1));
    const Word apart = is.any(open(t0) > close(t1), open(t0) < close(t1)) &
                       is.any(close(t0) > open(t1), close(t0) < open(t1));
    return {.rise = rise, .fall = fall, .weak = (rise | fall) & ~apart};
  }
};

}  // namespace fwq::analysis::candle
