// Tristar Pattern (三星): three doji, the middle one alone above or below.
//
// Source:   TA-Lib 0.6.4, CDLTRISTAR; S. Nison, Japanese Candlestick Charting Techniques, 2nd ed. (2001).
// Input:    open, high, low, close.
// Output:   ±100: the last bar of the shape.
#pragma once

#include "candle_words.hpp"

namespace fwq::analysis::candle {

struct CdlTristar {
  static constexpr CandleDef def{
      .id = "cdl_tristar",
      .name = "CDLTRISTAR",
      .title_en = "Tristar Pattern",
      .title_zh = "三星",
      .bars = 3,
      .rises = true,
      .falls = true,
      .lookback = {.averages = {CandleSetting::body_doji}, .before = 2},
      .meaning_en = "+100: bullish reversal; -100: bearish reversal",
      .meaning_zh = "+100：看涨反转；-100：看跌反转",
      .source = "S. Nison, Japanese Candlestick Charting Techniques, 2nd ed. (2001)",
  };

  template <class View>
  static constexpr Hits hits(const View& is) {
    // All three are measured by the average before the first.
    const Word stars =
        is.all(body(t2) <= doji_body(t2), body(t1) <= doji_body(t2), body(t0) <= doji_body(t2));
    return {.rise = stars & is.all(gap_down(t1, t2), bottom(t0) > bottom(t1)),
            .fall = stars & is.all(gap_up(t1, t2), top(t0) < top(t1))};
  }
};

}  // namespace fwq::analysis::candle
