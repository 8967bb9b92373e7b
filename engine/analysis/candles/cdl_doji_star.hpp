// Doji Star (十字星): after a long candle a doji beyond its body, with a gap.
//
// Source:   TA-Lib 0.6.4, CDLDOJISTAR; S. Nison, Japanese Candlestick Charting Techniques, 2nd ed. (2001).
// Input:    open, high, low, close.
// Output:   ±100: the last bar of the shape.
#pragma once

#include "candle_words.hpp"

namespace fwq::analysis::candle {

struct CdlDojiStar {
  static constexpr CandleDef def{
      .id = "cdl_doji_star",
      .name = "CDLDOJISTAR",
      .title_en = "Doji Star",
      .title_zh = "十字星",
      .bars = 2,
      .rises = true,
      .falls = true,
      .lookback = {.averages = {CandleSetting::body_doji, CandleSetting::body_long}, .before = 1},
      .meaning_en = "+100: bullish reversal; -100: bearish reversal",
      .meaning_zh = "+100：看涨反转；-100：看跌反转",
      .source = "S. Nison, Japanese Candlestick Charting Techniques, 2nd ed. (2001)",
  };

  template <class View>
  static constexpr Hits hits(const View& is) {
    const Word star = is.all(body<1> > long_body<1>, body<0> <= doji_body<0>);
    return {.rise = star & is.all(black<1>, gap_down<0, 1>), .fall = star & is.all(white<1>, gap_up<0, 1>)};
  }
};

}  // namespace fwq::analysis::candle
