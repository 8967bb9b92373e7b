// Counterattack (反击线): two long candles of opposite colours that close at the same price.
//
// Source:   TA-Lib 0.6.4, CDLCOUNTERATTACK; S. Nison, Japanese Candlestick Charting Techniques, 2nd ed. (2001).
// Input:    open, high, low, close.
// Output:   ±100: the last bar of the shape.
#pragma once

#include "candle_words.hpp"

namespace fwq::analysis::candle {

struct CdlCounterattack {
  static constexpr CandleDef def{
      .id = "cdl_counterattack",
      .name = "CDLCOUNTERATTACK",
      .title_en = "Counterattack",
      .title_zh = "反击线",
      .bars = 2,
      .rises = true,
      .falls = true,
      .lookback = {.averages = {CandleSetting::equal, CandleSetting::body_long}, .before = 1},
      .meaning_en = "+100: bullish reversal; -100: bearish reversal",
      .meaning_zh = "+100：看涨反转；-100：看跌反转",
      .source = "S. Nison, Japanese Candlestick Charting Techniques, 2nd ed. (2001)",
  };

  template <class View>
  static constexpr Hits hits(const View& is) {
    const Word shape =
        is.all(body(t1) > long_body(t1), body(t0) > long_body(t0),
               close(t0) <= close(t1) + equal(t1), close(t0) >= close(t1) - equal(t1));
    return {.rise = shape & is.all(black(t1), white(t0)),
            .fall = shape & is.all(white(t1), black(t0))};
  }
};

}  // namespace fwq::analysis::candle
