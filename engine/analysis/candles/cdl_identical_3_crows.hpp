// Identical Three Crows (三胞胎乌鸦): three black candles near their lows, each opening where the one before closed.
//
// Source:   TA-Lib 0.6.4, CDLIDENTICAL3CROWS; G. L. Morris, Candlestick Charting Explained, 3rd ed. (2006).
// Input:    open, high, low, close.
// Output:   -100: the last bar of the shape.
#pragma once

#include "candle_words.hpp"

namespace fwq::analysis::candle {

struct CdlIdentical3Crows {
  static constexpr CandleDef def{
      .id = "cdl_identical_3_crows",
      .name = "CDLIDENTICAL3CROWS",
      .title_en = "Identical Three Crows",
      .title_zh = "三胞胎乌鸦",
      .bars = 3,
      .falls = true,
      .lookback = {.averages = {CandleSetting::shadow_very_short, CandleSetting::equal},
                   .before = 2},
      .meaning_en = "-100: bearish reversal",
      .meaning_zh = "-100：看跌反转",
      .source = "G. L. Morris, Candlestick Charting Explained, 3rd ed. (2006)",
  };

  template <class View>
  static constexpr Hits hits(const View& is) {
    const Word crows = is.all(
        black(t2), lower_shadow(t2) < no_shadow(t2), black(t1), lower_shadow(t1) < no_shadow(t1),
        black(t0), lower_shadow(t0) < no_shadow(t0), close(t2) > close(t1), close(t1) > close(t0));
    const Word opens = is.all(open(t1) <= close(t2) + equal(t2), open(t1) >= close(t2) - equal(t2),
                              open(t0) <= close(t1) + equal(t1), open(t0) >= close(t1) - equal(t1));
    return {.fall = crows & opens};
  }
};

}  // namespace fwq::analysis::candle
