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
      .lookback = {.averages = {CandleSetting::body_short, CandleSetting::shadow_long, CandleSetting::shadow_very_short, CandleSetting::near}, .before = 1},
      .meaning_en = "-100: bearish reversal",
      .meaning_zh = "-100：看跌反转",
      .source = "S. Nison, Japanese Candlestick Charting Techniques, 2nd ed. (2001)",
  };

  template <class View>
  static constexpr Hits hits(const View& is) {
    return {.fall = is.all(body<0> < short_body<0>, lower_shadow<0> > long_shadow<0>, upper_shadow<0> < no_shadow<0>,
                           bottom<0> >= high<1> - near<1>)};
  }
};

}  // namespace fwq::analysis::candle
