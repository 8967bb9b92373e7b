// Three Stars In The South (南方三星): three black candles, each smaller than the one before and inside or above it: the fall tires.
//
// Source:   TA-Lib 0.6.4, CDL3STARSINSOUTH; G. L. Morris, Candlestick Charting Explained, 3rd ed. (2006).
// Input:    open, high, low, close.
// Output:   +100: the last bar of the shape.
#pragma once

#include "candle_words.hpp"

namespace fwq::analysis::candle {

struct Cdl3StarsInSouth {
  static constexpr CandleDef def{
      .id = "cdl_3_stars_in_south",
      .name = "CDL3STARSINSOUTH",
      .title_en = "Three Stars In The South",
      .title_zh = "南方三星",
      .bars = 3,
      .rises = true,
      .lookback = {.averages = {CandleSetting::shadow_very_short, CandleSetting::shadow_long,
                                CandleSetting::body_long, CandleSetting::body_short},
                   .before = 2},
      .meaning_en = "+100: bullish reversal",
      .meaning_zh = "+100：看涨反转",
      .source = "G. L. Morris, Candlestick Charting Explained, 3rd ed. (2006)",
  };

  template <class View>
  static constexpr Hits hits(const View& is) {
    const Word first =
        is.all(black(t2), body(t2) > long_body(t2), lower_shadow(t2) > long_shadow(t2));
    const Word second =
        is.all(black(t1), body(t1) < body(t2), open(t1) > close(t2), open(t1) <= high(t2),
               low(t1) < close(t2), low(t1) >= low(t2), lower_shadow(t1) > no_shadow(t1));
    const Word third =
        is.all(black(t0), body(t0) < short_body(t0), lower_shadow(t0) < no_shadow(t0),
               upper_shadow(t0) < no_shadow(t0), low(t0) > low(t1), high(t0) < high(t1));
    return {.rise = first & second & third};
  }
};

}  // namespace fwq::analysis::candle
