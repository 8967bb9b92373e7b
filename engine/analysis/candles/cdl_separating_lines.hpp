// Separating Lines (分离线): a candle against the trend, and a long one with it that opens at the same price and never looks back.
//
// Source:   TA-Lib 0.6.4, CDLSEPARATINGLINES; S. Nison, Japanese Candlestick Charting Techniques, 2nd ed. (2001).
// Input:    open, high, low, close.
// Output:   ±100: the last bar of the shape.
#pragma once

#include "candle_words.hpp"

namespace fwq::analysis::candle {

struct CdlSeparatingLines {
  static constexpr CandleDef def{
      .id = "cdl_separating_lines",
      .name = "CDLSEPARATINGLINES",
      .title_en = "Separating Lines",
      .title_zh = "分离线",
      .bars = 2,
      .rises = true,
      .falls = true,
      .lookback = {.averages = {CandleSetting::shadow_very_short, CandleSetting::body_long, CandleSetting::equal}, .before = 1},
      .meaning_en = "+100: the rise goes on; -100: the fall goes on",
      .meaning_zh = "+100：涨势延续；-100：跌势延续",
      .source = "S. Nison, Japanese Candlestick Charting Techniques, 2nd ed. (2001)",
  };

  template <class View>
  static constexpr Hits hits(const View& is) {
    const Word shape = is.all(open<0> <= open<1> + equal<1>, open<0> >= open<1> - equal<1>, body<0> > long_body<0>);
    return {.rise = shape & is.all(black<1>, white<0>, lower_shadow<0> < no_shadow<0>),
            .fall = shape & is.all(white<1>, black<0>, upper_shadow<0> < no_shadow<0>)};
  }
};

}  // namespace fwq::analysis::candle
