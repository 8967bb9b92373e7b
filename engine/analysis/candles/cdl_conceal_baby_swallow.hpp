// Concealing Baby Swallow (藏婴吞没): four black candles: two without shadows, one that gaps down with a shadow back up, and one that swallows it whole.
//
// Source:   TA-Lib 0.6.4, CDLCONCEALBABYSWALL; G. L. Morris, Candlestick Charting Explained, 3rd ed. (2006).
// Input:    open, high, low, close.
// Output:   +100: the last bar of the shape.
#pragma once

#include "candle_words.hpp"

namespace fwq::analysis::candle {

struct CdlConcealBabySwallow {
  static constexpr CandleDef def{
      .id = "cdl_conceal_baby_swallow",
      .name = "CDLCONCEALBABYSWALL",
      .title_en = "Concealing Baby Swallow",
      .title_zh = "藏婴吞没",
      .bars = 4,
      .rises = true,
      .lookback = {.averages = {CandleSetting::shadow_very_short}, .before = 3},
      .meaning_en = "+100: bullish reversal",
      .meaning_zh = "+100：看涨反转",
      .source = "G. L. Morris, Candlestick Charting Explained, 3rd ed. (2006)",
  };

  template <class View>
  static constexpr Hits hits(const View& is) {
    const Word two =
        is.all(black(t3), lower_shadow(t3) < no_shadow(t3), upper_shadow(t3) < no_shadow(t3),
               black(t2), lower_shadow(t2) < no_shadow(t2), upper_shadow(t2) < no_shadow(t2));
    const Word third =
        is.all(black(t1), gap_down(t1, t2), upper_shadow(t1) > no_shadow(t1), high(t1) > close(t2));
    return {.rise = two & third & is.all(black(t0), high(t0) > high(t1), low(t0) < low(t1))};
  }
};

}  // namespace fwq::analysis::candle
