// Takuri (Dragonfly Doji with very long lower shadow) (探水竿): a doji at its high on a very long lower shadow.
//
// Source:   TA-Lib 0.6.4, CDLTAKURI; G. L. Morris, Candlestick Charting Explained, 3rd ed. (2006).
// Input:    open, high, low, close.
// Output:   +100: the last bar of the shape.
#pragma once

#include "candle_words.hpp"

namespace fwq::analysis::candle {

struct CdlTakuri {
  static constexpr CandleDef def{
      .id = "cdl_takuri",
      .name = "CDLTAKURI",
      .title_en = "Takuri (Dragonfly Doji with very long lower shadow)",
      .title_zh = "探水竿",
      .bars = 1,
      .rises = true,
      .lookback = {.averages = {CandleSetting::body_doji, CandleSetting::shadow_very_short,
                                CandleSetting::shadow_very_long},
                   .before = 0},
      .meaning_en = "+100: the depth was sounded; bullish after a fall",
      .meaning_zh = "+100：探底，下跌之后看涨",
      .source = "G. L. Morris, Candlestick Charting Explained, 3rd ed. (2006)",
  };

  template <class View>
  static constexpr Hits hits(const View& is) {
    return {.rise = is.all(body(t0) <= doji_body(t0), upper_shadow(t0) < no_shadow(t0),
                           lower_shadow(t0) > very_long_shadow(t0))};
  }
};

}  // namespace fwq::analysis::candle
