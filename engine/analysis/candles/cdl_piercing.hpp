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
    return {.rise = is.all(black<1>, body<1> > long_body<1>, white<0>, body<0> > long_body<0>, open<0> < low<1>,
                           close<0> < open<1>, close<0> > close<1> + half * body<1>)};
  }
};

}  // namespace fwq::analysis::candle
