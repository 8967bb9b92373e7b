// Kicking (反冲形态): two marubozu of opposite colours with a gap between.
//
// Source:   TA-Lib 0.6.4, CDLKICKING; G. L. Morris, Candlestick Charting Explained, 3rd ed. (2006).
// Input:    open, high, low, close.
// Output:   ±100: the last bar of the shape.
#pragma once

#include "candle_words.hpp"

namespace fwq::analysis::candle {

struct CdlKicking {
  static constexpr CandleDef def{
      .id = "cdl_kicking",
      .name = "CDLKICKING",
      .title_en = "Kicking",
      .title_zh = "反冲形态",
      .bars = 2,
      .rises = true,
      .falls = true,
      .lookback = {.averages = {CandleSetting::shadow_very_short, CandleSetting::body_long}, .before = 1},
      .meaning_en = "+100: bullish reversal; -100: bearish reversal",
      .meaning_zh = "+100：看涨反转；-100：看跌反转",
      .source = "G. L. Morris, Candlestick Charting Explained, 3rd ed. (2006)",
  };

  template <class View>
  static constexpr Hits hits(const View& is) {
    const Word wide = is.all(body<1> > long_body<1>, upper_shadow<1> < no_shadow<1>, lower_shadow<1> < no_shadow<1>,
                             body<0> > long_body<0>, upper_shadow<0> < no_shadow<0>, lower_shadow<0> < no_shadow<0>);
    const Word up = wide & is.all(black<1>, white<0>, bar_gap_up<0, 1>);
    const Word down = wide & is.all(white<1>, black<0>, bar_gap_down<0, 1>);
    return {.rise = up, .fall = down};
  }
};

}  // namespace fwq::analysis::candle
