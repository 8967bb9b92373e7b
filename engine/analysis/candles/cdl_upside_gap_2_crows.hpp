// Upside Gap Two Crows (向上跳空的两只乌鸦): after a long white candle two black ones a gap above it, the second covering the first.
//
// Source:   TA-Lib 0.6.4, CDLUPSIDEGAP2CROWS; S. Nison, Japanese Candlestick Charting Techniques, 2nd ed. (2001).
// Input:    open, high, low, close.
// Output:   -100: the last bar of the shape.
#pragma once

#include "candle_words.hpp"

namespace fwq::analysis::candle {

struct CdlUpsideGap2Crows {
  static constexpr CandleDef def{
      .id = "cdl_upside_gap_2_crows",
      .name = "CDLUPSIDEGAP2CROWS",
      .title_en = "Upside Gap Two Crows",
      .title_zh = "向上跳空的两只乌鸦",
      .bars = 3,
      .falls = true,
      .lookback = {.averages = {CandleSetting::body_short, CandleSetting::body_long}, .before = 2},
      .meaning_en = "-100: bearish reversal",
      .meaning_zh = "-100：看跌反转",
      .source = "S. Nison, Japanese Candlestick Charting Techniques, 2nd ed. (2001)",
  };

  template <class View>
  static constexpr Hits hits(const View& is) {
    return {.fall = is.all(white(t2), body(t2) > long_body(t2), black(t1),
                           body(t1) <= short_body(t1), gap_up(t1, t2), black(t0),
                           open(t0) > open(t1), close(t0) < close(t1), close(t0) > close(t2))};
  }
};

}  // namespace fwq::analysis::candle
