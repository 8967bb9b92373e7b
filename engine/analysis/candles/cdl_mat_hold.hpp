// Mat Hold (铺垫): a long white candle, three small ones that give little of it back, and a new high.
//
// Source:   TA-Lib 0.6.4, CDLMATHOLD; G. L. Morris, Candlestick Charting Explained, 3rd ed. (2006).
// Input:    open, high, low, close.
// Output:   +100: the last bar of the shape.
#pragma once

#include "candle_words.hpp"

namespace fwq::analysis::candle {

struct CdlMatHold {
  static constexpr CandleDef def{
      .id = "cdl_mat_hold",
      .name = "CDLMATHOLD",
      .title_en = "Mat Hold",
      .title_zh = "铺垫",
      .bars = 5,
      .rises = true,
      .params = {penetration_param(0.5)},
      .lookback = {.averages = {CandleSetting::body_short, CandleSetting::body_long}, .before = 4},
      .meaning_en = "+100: the rise goes on",
      .meaning_zh = "+100：涨势延续",
      .source = "G. L. Morris, Candlestick Charting Explained, 3rd ed. (2006)",
  };

  template <class View>
  static constexpr Hits hits(const View& is) {
    const Word sizes =
        is.all(body(t4) > long_body(t4), body(t3) < short_body(t3), body(t2) < short_body(t2),
               body(t1) < short_body(t1), white(t4), black(t3), white(t0), gap_up(t3, t4));
    const Word held = is.all(bottom(t2) < close(t4), bottom(t1) < close(t4),
                             bottom(t2) > close(t4) - penetration * body(t4),
                             bottom(t1) > close(t4) - penetration * body(t4), top(t2) < open(t3),
                             top(t1) < top(t2));
    return {.rise = sizes & held &
                    is.all(open(t0) > close(t1), close(t0) > high(t3), close(t0) > high(t2),
                           close(t0) > high(t1))};
  }
};

}  // namespace fwq::analysis::candle
