// Two Crows (两只乌鸦): after a long white candle two black ones, the first a gap above it, the second back into it.
//
// Source:   TA-Lib 0.6.4, CDL2CROWS; G. L. Morris, Candlestick Charting Explained, 3rd ed. (2006).
// Input:    open, high, low, close.
// Output:   -100: the last bar of the shape.
#pragma once

#include "candle_words.hpp"

namespace fwq::analysis::candle {

struct Cdl2Crows {
  static constexpr CandleDef def{
      .id = "cdl_2_crows",
      .name = "CDL2CROWS",
      .title_en = "Two Crows",
      .title_zh = "两只乌鸦",
      .bars = 3,
      .falls = true,
      .lookback = {.averages = {CandleSetting::body_long}, .before = 2},
      .meaning_en = "-100: bearish reversal",
      .meaning_zh = "-100：看跌反转",
      .source = "G. L. Morris, Candlestick Charting Explained, 3rd ed. (2006)",
  };

  template <class View>
  static constexpr Hits hits(const View& is) {
    const Word hit = is.all(white(t2), body(t2) > long_body(t2), black(t1), gap_up(t1, t2),
                            black(t0), open(t0) < open(t1), open(t0) > close(t1),
                            close(t0) > open(t2), close(t0) < close(t2));
    return {.fall = hit};
  }
};

}  // namespace fwq::analysis::candle
