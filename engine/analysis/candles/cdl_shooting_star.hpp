// Shooting Star (射击之星): a small body under a long upper shadow, a gap above the body before.
//
// Source:   TA-Lib 0.6.4, CDLSHOOTINGSTAR; S. Nison, Japanese Candlestick Charting Techniques, 2nd ed. (2001).
// Input:    open, high, low, close.
// Output:   -100: the last bar of the shape.
#pragma once

#include "candle_words.hpp"

namespace fwq::analysis::candle {

struct CdlShootingStar {
  static constexpr CandleDef def{
      .id = "cdl_shooting_star",
      .name = "CDLSHOOTINGSTAR",
      .title_en = "Shooting Star",
      .title_zh = "射击之星",
      .bars = 2,
      .falls = true,
      .lookback = {.averages = {CandleSetting::body_short, CandleSetting::shadow_long,
                                CandleSetting::shadow_very_short},
                   .before = 1},
      .meaning_en = "-100: bearish reversal",
      .meaning_zh = "-100：看跌反转",
      .source = "S. Nison, Japanese Candlestick Charting Techniques, 2nd ed. (2001)",
  };

  template <class View>
  static constexpr Hits hits(const View& is) {
    return {.fall = is.all(body(t0) < short_body(t0), upper_shadow(t0) > long_shadow(t0),
                           lower_shadow(t0) < no_shadow(t0), gap_up(t0, t1))};
  }
};

}  // namespace fwq::analysis::candle
