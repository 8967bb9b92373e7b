// Unique 3 River (奇特三河床): a long black candle, a black one inside it with a new low, and a small white one above that low.
//
// Source:   TA-Lib 0.6.4, CDLUNIQUE3RIVER; S. Nison, Japanese Candlestick Charting Techniques, 2nd ed. (2001).
// Input:    open, high, low, close.
// Output:   +100: the last bar of the shape.
#pragma once

#include "candle_words.hpp"

namespace fwq::analysis::candle {

struct CdlUnique3River {
  static constexpr CandleDef def{
      .id = "cdl_unique_3_river",
      .name = "CDLUNIQUE3RIVER",
      .title_en = "Unique 3 River",
      .title_zh = "奇特三河床",
      .bars = 3,
      .rises = true,
      .lookback = {.averages = {CandleSetting::body_short, CandleSetting::body_long}, .before = 2},
      .meaning_en = "+100: bullish reversal",
      .meaning_zh = "+100：看涨反转",
      .source = "S. Nison, Japanese Candlestick Charting Techniques, 2nd ed. (2001)",
  };

  template <class View>
  static constexpr Hits hits(const View& is) {
    return {.rise = is.all(body(t2) > long_body(t2), black(t2), black(t1), close(t1) > close(t2),
                           open(t1) <= open(t2), low(t1) < low(t2), body(t0) < short_body(t0),
                           white(t0), open(t0) > low(t1))};
  }
};

}  // namespace fwq::analysis::candle
