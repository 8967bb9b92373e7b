// Inverted Hammer (倒锤头): a small body under a long upper shadow, a gap below the body before.
//
// Source:   TA-Lib 0.6.4, CDLINVERTEDHAMMER; S. Nison, Japanese Candlestick Charting Techniques, 2nd ed. (2001).
// Input:    open, high, low, close.
// Output:   +100: the last bar of the shape.
#pragma once

#include "candle_words.hpp"

namespace fwq::analysis::candle {

struct CdlInvertedHammer {
  static constexpr CandleDef def{
      .id = "cdl_inverted_hammer",
      .name = "CDLINVERTEDHAMMER",
      .title_en = "Inverted Hammer",
      .title_zh = "倒锤头",
      .bars = 2,
      .rises = true,
      .lookback = {.averages = {CandleSetting::body_short, CandleSetting::shadow_long,
                                CandleSetting::shadow_very_short},
                   .before = 1},
      .meaning_en = "+100: bullish reversal",
      .meaning_zh = "+100：看涨反转",
      .source = "S. Nison, Japanese Candlestick Charting Techniques, 2nd ed. (2001)",
  };

  template <class View>
  static constexpr Hits hits(const View& is) {
    return {.rise = is.all(body(t0) < short_body(t0), upper_shadow(t0) > long_shadow(t0),
                           lower_shadow(t0) < no_shadow(t0), gap_down(t0, t1))};
  }
};

}  // namespace fwq::analysis::candle
