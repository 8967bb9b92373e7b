// Morning Star (早晨之星): a long black candle, a small one a gap below it, and a white candle deep into the first.
//
// Source:   TA-Lib 0.6.4, CDLMORNINGSTAR; S. Nison, Japanese Candlestick Charting Techniques, 2nd ed. (2001).
// Input:    open, high, low, close.
// Output:   +100: the last bar of the shape.
#pragma once

#include "candle_words.hpp"

namespace fwq::analysis::candle {

struct CdlMorningStar {
  static constexpr CandleDef def{
      .id = "cdl_morning_star",
      .name = "CDLMORNINGSTAR",
      .title_en = "Morning Star",
      .title_zh = "早晨之星",
      .bars = 3,
      .rises = true,
      .params = {penetration_param(0.3)},
      .lookback = {.averages = {CandleSetting::body_long, CandleSetting::body_short}, .before = 2},
      .meaning_en = "+100: bullish reversal",
      .meaning_zh = "+100：看涨反转",
      .source = "S. Nison, Japanese Candlestick Charting Techniques, 2nd ed. (2001)",
  };

  template <class View>
  static constexpr Hits hits(const View& is) {
    return {.rise = is.all(body(t2) > long_body(t2), black(t2), body(t1) <= short_body(t1),
                           gap_down(t1, t2), body(t0) > short_body(t0), white(t0),
                           close(t0) > close(t2) + penetration * body(t2))};
  }
};

}  // namespace fwq::analysis::candle
