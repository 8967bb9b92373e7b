// Belt-hold (捉腰带线): a long candle that opens at its very end.
//
// Source:   TA-Lib 0.6.4, CDLBELTHOLD; S. Nison, Japanese Candlestick Charting Techniques, 2nd ed. (2001).
// Input:    open, high, low, close.
// Output:   ±100: the last bar of the shape.
#pragma once

#include "candle_words.hpp"

namespace fwq::analysis::candle {

struct CdlBeltHold {
  static constexpr CandleDef def{
      .id = "cdl_belt_hold",
      .name = "CDLBELTHOLD",
      .title_en = "Belt-hold",
      .title_zh = "捉腰带线",
      .bars = 1,
      .rises = true,
      .falls = true,
      .lookback = {.averages = {CandleSetting::body_long, CandleSetting::shadow_very_short},
                   .before = 0},
      .meaning_en = "+100: bullish reversal; -100: bearish reversal",
      .meaning_zh = "+100：看涨反转；-100：看跌反转",
      .source = "S. Nison, Japanese Candlestick Charting Techniques, 2nd ed. (2001)",
  };

  template <class View>
  static constexpr Hits hits(const View& is) {
    const Word wide = is(body(t0) > long_body(t0));
    return {.rise = wide & is.all(white(t0), lower_shadow(t0) < no_shadow(t0)),
            .fall = wide & is.all(black(t0), upper_shadow(t0) < no_shadow(t0))};
  }
};

}  // namespace fwq::analysis::candle
