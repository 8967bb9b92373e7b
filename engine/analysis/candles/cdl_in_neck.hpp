// In-Neck Pattern (颈内线): after a long black candle a white one that opens below its low and closes just in its body.
//
// Source:   TA-Lib 0.6.4, CDLINNECK; S. Nison, Japanese Candlestick Charting Techniques, 2nd ed. (2001).
// Input:    open, high, low, close.
// Output:   -100: the last bar of the shape.
#pragma once

#include "candle_words.hpp"

namespace fwq::analysis::candle {

struct CdlInNeck {
  static constexpr CandleDef def{
      .id = "cdl_in_neck",
      .name = "CDLINNECK",
      .title_en = "In-Neck Pattern",
      .title_zh = "颈内线",
      .bars = 2,
      .falls = true,
      .lookback = {.averages = {CandleSetting::equal, CandleSetting::body_long}, .before = 1},
      .meaning_en = "-100: the fall goes on",
      .meaning_zh = "-100：跌势延续",
      .source = "S. Nison, Japanese Candlestick Charting Techniques, 2nd ed. (2001)",
  };

  template <class View>
  static constexpr Hits hits(const View& is) {
    return {.fall = is.all(black(t1), body(t1) > long_body(t1), white(t0), open(t0) < low(t1),
                           close(t0) <= close(t1) + equal(t1), close(t0) >= close(t1))};
  }
};

}  // namespace fwq::analysis::candle
