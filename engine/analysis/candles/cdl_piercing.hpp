// Piercing Pattern (刺透形态): after a long black candle a long white one that opens below its low and closes above the middle of its body.
//
// Source:   TA-Lib 0.6.4, CDLPIERCING; S. Nison, Japanese Candlestick Charting Techniques, 2nd ed. (2001).
// Input:    open, high, low, close.
// Output:   +100: the last bar of the shape.
#pragma once

#include "candle_words.hpp"

namespace fwq::analysis::candle {

struct CdlPiercing {
  static constexpr CandleDef def{
      .id = "cdl_piercing",
      .name = "CDLPIERCING",
      .title_en = "Piercing Pattern",
      .title_zh = "刺透形态",
      .bars = 2,
      .rises = true,
      .lookback = {.averages = {CandleSetting::body_long}, .before = 1},
      .meaning_en = "+100: bullish reversal",
      .meaning_zh = "+100：看涨反转",
      .source = "S. Nison, Japanese Candlestick Charting Techniques, 2nd ed. (2001)",
  };

  template <class View>
  static constexpr Hits hits(const View& is) {
    return {.rise = is.all(black(t1), body(t1) > long_body(t1), white(t0), body(t0) > long_body(t0),
                           open(t0) < low(t1), close(t0) < open(t1),
                           close(t0) > close(t1) + half * body(t1))};
  }
};

}  // namespace fwq::analysis::candle
