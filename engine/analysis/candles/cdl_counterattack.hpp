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
    const Word shape = is.all(body<1> > long_body<1>, body<0> > long_body<0>, close<0> <= close<1> + equal<1>,
                              close<0> >= close<1> - equal<1>);
    return {.rise = shape & is.all(black<1>, white<0>), .fall = shape & is.all(white<1>, black<0>)};
  }
};

}  // namespace fwq::analysis::candle
