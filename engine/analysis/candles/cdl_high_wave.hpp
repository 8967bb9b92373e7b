// High-Wave Candle (风高浪大线): a small body between two very long shadows.
//
// Source:   TA-Lib 0.6.4, CDLHIGHWAVE; S. Nison, Japanese Candlestick Charting Techniques, 2nd ed. (2001).
// Input:    open, high, low, close.
// Output:   ±100: the last bar of the shape.
#pragma once

#include "candle_words.hpp"

namespace fwq::analysis::candle {

struct CdlHighWave {
  static constexpr CandleDef def{
      .id = "cdl_high_wave",
      .name = "CDLHIGHWAVE",
      .title_en = "High-Wave Candle",
      .title_zh = "风高浪大线",
      .bars = 1,
      .rises = true,
      .falls = true,
      .lookback = {.averages = {CandleSetting::body_short, CandleSetting::shadow_very_long},
                   .before = 0},
      .meaning_en = "+100 (white) or -100 (black): indecision",
      .meaning_zh = "+100（阳线）或 -100（阴线）：多空僵持",
      .source = "S. Nison, Japanese Candlestick Charting Techniques, 2nd ed. (2001)",
  };

  template <class View>
  static constexpr Hits hits(const View& is) {
    const Word wave = is.all(body(t0) < short_body(t0), upper_shadow(t0) > very_long_shadow(t0),
                             lower_shadow(t0) > very_long_shadow(t0));
    return {.rise = wave & is(white(t0)), .fall = wave & is(black(t0))};
  }
};

}  // namespace fwq::analysis::candle
