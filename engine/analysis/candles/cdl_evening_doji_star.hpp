// Evening Doji Star (黄昏十字星): a long white candle, a doji a gap above it, and a black candle deep into the first.
//
// Source:   TA-Lib 0.6.4, CDLEVENINGDOJISTAR; S. Nison, Japanese Candlestick Charting Techniques, 2nd ed. (2001).
// Input:    open, high, low, close.
// Output:   -100: the last bar of the shape.
#pragma once

#include "candle_words.hpp"

namespace fwq::analysis::candle {

struct CdlEveningDojiStar {
  static constexpr CandleDef def{
      .id = "cdl_evening_doji_star",
      .name = "CDLEVENINGDOJISTAR",
      .title_en = "Evening Doji Star",
      .title_zh = "黄昏十字星",
      .bars = 3,
      .falls = true,
      .params = {penetration_param(0.3)},
      .lookback = {.averages = {CandleSetting::body_doji, CandleSetting::body_long,
                                CandleSetting::body_short},
                   .before = 2},
      .meaning_en = "-100: bearish reversal",
      .meaning_zh = "-100：看跌反转",
      .source = "S. Nison, Japanese Candlestick Charting Techniques, 2nd ed. (2001)",
  };

  template <class View>
  static constexpr Hits hits(const View& is) {
    return {.fall = is.all(body(t2) > long_body(t2), white(t2), body(t1) <= doji_body(t1),
                           gap_up(t1, t2), body(t0) > short_body(t0), black(t0),
                           close(t0) < close(t2) - penetration * body(t2))};
  }
};

}  // namespace fwq::analysis::candle
