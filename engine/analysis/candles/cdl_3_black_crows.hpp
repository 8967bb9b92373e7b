// Three Black Crows (三只乌鸦): three black candles in a row that close near their lows, each opening in the body before.
//
// Source:   TA-Lib 0.6.4, CDL3BLACKCROWS; S. Nison, Japanese Candlestick Charting Techniques, 2nd ed. (2001).
// Input:    open, high, low, close.
// Output:   -100: the last bar of the shape.
#pragma once

#include "candle_words.hpp"

namespace fwq::analysis::candle {

struct Cdl3BlackCrows {
  static constexpr CandleDef def{
      .id = "cdl_3_black_crows",
      .name = "CDL3BLACKCROWS",
      .title_en = "Three Black Crows",
      .title_zh = "三只乌鸦",
      .bars = 4,
      .falls = true,
      .lookback = {.averages = {CandleSetting::shadow_very_short}, .before = 3},
      .meaning_en = "-100: bearish reversal",
      .meaning_zh = "-100：看跌反转",
      .source = "S. Nison, Japanese Candlestick Charting Techniques, 2nd ed. (2001)",
  };

  template <class View>
  static constexpr Hits hits(const View& is) {
    const Word crows = is.all(black<2>, lower_shadow<2> < no_shadow<2>, black<1>, lower_shadow<1> < no_shadow<1>, black<0>,
                              lower_shadow<0> < no_shadow<0>);
    const Word steps = is.all(open<1> < open<2>, open<1> > close<2>, open<0> < open<1>, open<0> > close<1>,
                              close<2> > close<1>, close<1> > close<0>);
    return {.fall = crows & steps & is.all(white<3>, high<3> > close<2>)};
  }
};

}  // namespace fwq::analysis::candle
