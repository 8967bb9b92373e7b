// Harami Cross Pattern (十字孕线): a doji inside the long body before.
//
// Source:   TA-Lib 0.6.4, CDLHARAMICROSS; S. Nison, Japanese Candlestick Charting Techniques, 2nd ed. (2001).
// Input:    open, high, low, close.
// Output:   ±100, ±80 where two edges are equal: the last bar of the shape.
#pragma once

#include "candle_words.hpp"

namespace fwq::analysis::candle {

struct CdlHaramiCross {
  static constexpr CandleDef def{
      .id = "cdl_harami_cross",
      .name = "CDLHARAMICROSS",
      .title_en = "Harami Cross Pattern",
      .title_zh = "十字孕线",
      .bars = 2,
      .rises = true,
      .falls = true,
      .weak = true,
      .lookback = {.averages = {CandleSetting::body_doji, CandleSetting::body_long}, .before = 1},
      .meaning_en =
          "+100: bullish reversal; -100: bearish reversal; 80 instead of 100 where the bodies "
          "share an edge",
      .meaning_zh = "+100：看涨反转；-100：看跌反转；两实体有一端相平时为 80",
      .source = "S. Nison, Japanese Candlestick Charting Techniques, 2nd ed. (2001)",
  };

  template <class View>
  static constexpr Hits hits(const View& is) {
    const Word held = is.all(body(t1) > long_body(t1), body(t0) <= doji_body(t0), top(t0) <= top(t1),
                             bottom(t0) >= bottom(t1));
    return {.rise = held & is(black(t1)),
            .fall = held & is(white(t1)),
            .weak = held & ~is.all(top(t0) < top(t1), bottom(t0) > bottom(t1))};
  }
};

}  // namespace fwq::analysis::candle
