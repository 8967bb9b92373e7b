// On-Neck Pattern (颈上线): after a long black candle a white one that opens below its low and closes at that low.
//
// Source:   TA-Lib 0.6.4, CDLONNECK; S. Nison, Japanese Candlestick Charting Techniques, 2nd ed. (2001).
// Input:    open, high, low, close.
// Output:   -100: the last bar of the shape.
#pragma once

#include "candle_words.hpp"

namespace fwq::analysis::candle {

struct CdlOnNeck {
  static constexpr CandleDef def{
      .id = "cdl_on_neck",
      .name = "CDLONNECK",
      .title_en = "On-Neck Pattern",
      .title_zh = "颈上线",
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
                           close(t0) <= low(t1) + equal(t1), close(t0) >= low(t1) - equal(t1))};
  }
};

}  // namespace fwq::analysis::candle
