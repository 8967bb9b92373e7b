// Evening Star (黄昏之星): a long white candle, a small one a gap above it, and a black candle deep into the first.
//
// Source:   TA-Lib 0.6.4, CDLEVENINGSTAR; S. Nison, Japanese Candlestick Charting Techniques, 2nd ed. (2001).
// Input:    open, high, low, close.
// Output:   -100: the last bar of the shape.
#pragma once

#include "candle_words.hpp"

namespace fwq::analysis::candle {

struct CdlEveningStar {
  static constexpr CandleDef def{
      .id = "cdl_evening_star",
      .name = "CDLEVENINGSTAR",
      .title_en = "Evening Star",
      .title_zh = "黄昏之星",
      .bars = 3,
      .falls = true,
      .params = {penetration_param(0.3)},
      .lookback = {.averages = {CandleSetting::body_long, CandleSetting::body_short}, .before = 2},
      .meaning_en = "-100: bearish reversal",
      .meaning_zh = "-100：看跌反转",
      .source = "S. Nison, Japanese Candlestick Charting Techniques, 2nd ed. (2001)",
  };

  template <class View>
  static constexpr Hits hits(const View& is) {
    return {.fall = is.all(body<2> > long_body<2>, white<2>, body<1> <= short_body<1>, gap_up<1, 2>,
                           body<0> > short_body<0>, black<0>, close<0> < close<2> - penetration * body<2>)};
  }
};

}  // namespace fwq::analysis::candle
