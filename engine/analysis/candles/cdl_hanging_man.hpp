// Hanging Man (上吊线): a small body on a long lower shadow, near or above the high before.
//
// Source:   TA-Lib 0.6.4, CDLHANGINGMAN; S. Nison, Japanese Candlestick Charting Techniques, 2nd ed. (2001).
// Input:    open, high, low, close.
// Output:   -100: the last bar of the shape.
#pragma once

#include "candle_words.hpp"

namespace fwq::analysis::candle {

struct CdlHangingMan {
  static constexpr CandleDef def{
      .id = "cdl_hanging_man",
      .name = "CDLHANGINGMAN",
      .title_en = "Hanging Man",
      .title_zh = "上吊线",
      .bars = 1,
      .falls = true,
      .lookback = {.averages = {CandleSetting::body_short, CandleSetting::shadow_long,
                                CandleSetting::shadow_very_short, CandleSetting::near},
                   .before = 1},
      .meaning_en = "-100: bearish reversal",
      .meaning_zh = "-100：看跌反转",
      .source = "S. Nison, Japanese Candlestick Charting Techniques, 2nd ed. (2001)",
  };

  template <class View>
  static constexpr Hits hits(const View& is) {
    return {.fall = is.all(body(t0) < short_body(t0), lower_shadow(t0) > long_shadow(t0),
                           upper_shadow(t0) < no_shadow(t0), bottom(t0) >= high(t1) - near(t1))};
  }
};

}  // namespace fwq::analysis::candle
