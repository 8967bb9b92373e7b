// Marubozu (光头光脚/缺影线): a long body without shadows.
//
// Source:   TA-Lib 0.6.4, CDLMARUBOZU; S. Nison, Japanese Candlestick Charting Techniques, 2nd ed. (2001).
// Input:    open, high, low, close.
// Output:   ±100: the last bar of the shape.
#pragma once

#include "candle_words.hpp"

namespace fwq::analysis::candle {

struct CdlMarubozu {
  static constexpr CandleDef def{
      .id = "cdl_marubozu",
      .name = "CDLMARUBOZU",
      .title_en = "Marubozu",
      .title_zh = "光头光脚/缺影线",
      .bars = 1,
      .rises = true,
      .falls = true,
      .lookback = {.averages = {CandleSetting::body_long, CandleSetting::shadow_very_short},
                   .before = 0},
      .meaning_en = "+100: bullish (white); -100: bearish (black)",
      .meaning_zh = "+100：看涨（阳线）；-100：看跌（阴线）",
      .source = "S. Nison, Japanese Candlestick Charting Techniques, 2nd ed. (2001)",
  };

  template <class View>
  static constexpr Hits hits(const View& is) {
    const Word line = is.all(body(t0) > long_body(t0), upper_shadow(t0) < no_shadow(t0),
                             lower_shadow(t0) < no_shadow(t0));
    return {.rise = line & is(white(t0)), .fall = line & is(black(t0))};
  }
};

}  // namespace fwq::analysis::candle
