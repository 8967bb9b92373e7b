// Stick Sandwich (条形三明治): two black candles that close at the same price, with a white one above it between them.
//
// Source:   TA-Lib 0.6.4, CDLSTICKSANDWICH; G. L. Morris, Candlestick Charting Explained, 3rd ed. (2006).
// Input:    open, high, low, close.
// Output:   +100: the last bar of the shape.
#pragma once

#include "candle_words.hpp"

namespace fwq::analysis::candle {

struct CdlStickSandwich {
  static constexpr CandleDef def{
      .id = "cdl_stick_sandwich",
      .name = "CDLSTICKSANDWICH",
      .title_en = "Stick Sandwich",
      .title_zh = "条形三明治",
      .bars = 3,
      .rises = true,
      .lookback = {.averages = {CandleSetting::equal}, .before = 2},
      .meaning_en = "+100: bullish reversal",
      .meaning_zh = "+100：看涨反转",
      .source = "G. L. Morris, Candlestick Charting Explained, 3rd ed. (2006)",
  };

  template <class View>
  static constexpr Hits hits(const View& is) {
    return {.rise = is.all(black(t2), white(t1), black(t0), low(t1) > close(t2),
                           close(t0) <= close(t2) + equal(t2), close(t0) >= close(t2) - equal(t2))};
  }
};

}  // namespace fwq::analysis::candle
