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
      .lookback = {.averages = {CandleSetting::shadow_very_short, CandleSetting::body_long},
                   .before = 1},
      .meaning_en = "+100: bullish reversal; -100: bearish reversal",
      .meaning_zh = "+100：看涨反转；-100：看跌反转",
      .source = "G. L. Morris, Candlestick Charting Explained, 3rd ed. (2006)",
  };

  template <class View>
  static constexpr Hits hits(const View& is) {
    const Word wide = is.all(body(t1) > long_body(t1), upper_shadow(t1) < no_shadow(t1),
                             lower_shadow(t1) < no_shadow(t1), body(t0) > long_body(t0),
                             upper_shadow(t0) < no_shadow(t0), lower_shadow(t0) < no_shadow(t0));
    const Word up = wide & is.all(black(t1), white(t0), bar_gap_up(t0, t1));
    const Word down = wide & is.all(white(t1), black(t0), bar_gap_down(t0, t1));
    return {.rise = up, .fall = down};
  }
};

}  // namespace fwq::analysis::candle
