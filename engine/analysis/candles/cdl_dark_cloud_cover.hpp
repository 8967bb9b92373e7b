// Dark Cloud Cover (乌云盖顶): after a long white candle a black one that opens above its high and closes deep in its body.
//
// Source:   TA-Lib 0.6.4, CDLDARKCLOUDCOVER; S. Nison, Japanese Candlestick Charting Techniques, 2nd ed. (2001).
// Input:    open, high, low, close.
// Output:   -100: the last bar of the shape.
#pragma once

#include "candle_words.hpp"

namespace fwq::analysis::candle {

struct CdlDarkCloudCover {
  static constexpr CandleDef def{
      .id = "cdl_dark_cloud_cover",
      .name = "CDLDARKCLOUDCOVER",
      .title_en = "Dark Cloud Cover",
      .title_zh = "乌云盖顶",
      .bars = 2,
      .falls = true,
      .params = {penetration_param(0.5)},
      .lookback = {.averages = {CandleSetting::body_long}, .before = 1},
      .meaning_en = "-100: bearish reversal",
      .meaning_zh = "-100：看跌反转",
      .source = "S. Nison, Japanese Candlestick Charting Techniques, 2nd ed. (2001)",
  };

  template <class View>
  static constexpr Hits hits(const View& is) {
    return {.fall = is.all(white(t1), body(t1) > long_body(t1), black(t0), open(t0) > high(t1),
                           close(t0) > open(t1), close(t0) < close(t1) - penetration * body(t1))};
  }
};

}  // namespace fwq::analysis::candle
