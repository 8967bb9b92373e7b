// Matching Low (相同低价): two black candles that close at the same price.
//
// Source:   TA-Lib 0.6.4, CDLMATCHINGLOW; G. L. Morris, Candlestick Charting Explained, 3rd ed. (2006).
// Input:    open, high, low, close.
// Output:   +100: the last bar of the shape.
#pragma once

#include "candle_words.hpp"

namespace fwq::analysis::candle {

struct CdlMatchingLow {
  static constexpr CandleDef def{
      .id = "cdl_matching_low",
      .name = "CDLMATCHINGLOW",
      .title_en = "Matching Low",
      .title_zh = "相同低价",
      .bars = 2,
      .rises = true,
      .lookback = {.averages = {CandleSetting::equal}, .before = 1},
      .meaning_en = "+100: bullish reversal",
      .meaning_zh = "+100：看涨反转",
      .source = "G. L. Morris, Candlestick Charting Explained, 3rd ed. (2006)",
  };

  template <class View>
  static constexpr Hits hits(const View& is) {
    return {.rise = is.all(black(t1), black(t0), close(t0) <= close(t1) + equal(t1),
                           close(t0) >= close(t1) - equal(t1))};
  }
};

}  // namespace fwq::analysis::candle
