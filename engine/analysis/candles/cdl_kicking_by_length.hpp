// Kicking - bull/bear determined by the longer marubozu (由较长缺影线决定的反冲形态): two marubozu of opposite colours with a gap between, read by the longer one.
//
// Source:   TA-Lib 0.6.4, CDLKICKINGBYLENGTH; G. L. Morris, Candlestick Charting Explained, 3rd ed. (2006).
// Input:    open, high, low, close.
// Output:   ±100: the last bar of the shape.
#pragma once

#include "candle_words.hpp"

namespace fwq::analysis::candle {

struct CdlKickingByLength {
  static constexpr CandleDef def{
      .id = "cdl_kicking_by_length",
      .name = "CDLKICKINGBYLENGTH",
      .title_en = "Kicking - bull/bear determined by the longer marubozu",
      .title_zh = "由较长缺影线决定的反冲形态",
      .bars = 2,
      .rises = true,
      .falls = true,
      .lookback = {.averages = {CandleSetting::shadow_very_short, CandleSetting::body_long},
                   .before = 1},
      .meaning_en = "+100: the longer one is white; -100: it is black",
      .meaning_zh = "+100：较长者为阳线；-100：较长者为阴线",
      .source = "G. L. Morris, Candlestick Charting Explained, 3rd ed. (2006)",
  };

  template <class View>
  static constexpr Hits hits(const View& is) {
    const Word wide = is.all(body(t1) > long_body(t1), upper_shadow(t1) < no_shadow(t1),
                             lower_shadow(t1) < no_shadow(t1), body(t0) > long_body(t0),
                             upper_shadow(t0) < no_shadow(t0), lower_shadow(t0) < no_shadow(t0));
    const Word up = wide & is.all(black(t1), white(t0), bar_gap_up(t0, t1));
    const Word down = wide & is.all(white(t1), black(t0), bar_gap_down(t0, t1));
    const Word later = is(body(t0) > body(t1));
    return {.rise = (up & later) | (down & ~later), .fall = (down & later) | (up & ~later)};
  }
};

}  // namespace fwq::analysis::candle
