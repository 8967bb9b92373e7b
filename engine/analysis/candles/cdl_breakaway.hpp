// Breakaway (脱离): a long candle, a gap, two more its way, and a fifth that comes back into the gap.
//
// Source:   TA-Lib 0.6.4, CDLBREAKAWAY; G. L. Morris, Candlestick Charting Explained, 3rd ed. (2006).
// Input:    open, high, low, close.
// Output:   ±100: the last bar of the shape.
#pragma once

#include "candle_words.hpp"

namespace fwq::analysis::candle {

struct CdlBreakaway {
  static constexpr CandleDef def{
      .id = "cdl_breakaway",
      .name = "CDLBREAKAWAY",
      .title_en = "Breakaway",
      .title_zh = "脱离",
      .bars = 5,
      .rises = true,
      .falls = true,
      .lookback = {.averages = {CandleSetting::body_long}, .before = 4},
      .meaning_en = "+100: bullish reversal; -100: bearish reversal",
      .meaning_zh = "+100：看涨反转；-100：看跌反转",
      .source = "G. L. Morris, Candlestick Charting Explained, 3rd ed. (2006)",
  };

  template <class View>
  static constexpr Hits hits(const View& is) {
    const Word first = is(body(t4) > long_body(t4));
    const Word down = is.all(black(t4), black(t3), black(t1), white(t0), gap_down(t3, t4),
                             high(t2) < high(t3), low(t2) < low(t3), high(t1) < high(t2),
                             low(t1) < low(t2), close(t0) > open(t3), close(t0) < close(t4));
    const Word up = is.all(white(t4), white(t3), white(t1), black(t0), gap_up(t3, t4),
                           high(t2) > high(t3), low(t2) > low(t3), high(t1) > high(t2),
                           low(t1) > low(t2), close(t0) < open(t3), close(t0) > close(t4));
    return {.rise = first & down, .fall = first & up};
  }
};

}  // namespace fwq::analysis::candle
