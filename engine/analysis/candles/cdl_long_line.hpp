// Long Line Candle (长蜡烛): a long body with short shadows.
//
// Source:   TA-Lib 0.6.4, CDLLONGLINE; G. L. Morris, Candlestick Charting Explained, 3rd ed. (2006).
// Input:    open, high, low, close.
// Output:   ±100: the last bar of the shape.
#pragma once

#include "candle_words.hpp"

namespace fwq::analysis::candle {

struct CdlLongLine {
  static constexpr CandleDef def{
      .id = "cdl_long_line",
      .name = "CDLLONGLINE",
      .title_en = "Long Line Candle",
      .title_zh = "长蜡烛",
      .bars = 1,
      .rises = true,
      .falls = true,
      .lookback = {.averages = {CandleSetting::body_long, CandleSetting::shadow_short},
                   .before = 0},
      .meaning_en = "+100: bullish (white); -100: bearish (black)",
      .meaning_zh = "+100：看涨（阳线）；-100：看跌（阴线）",
      .source = "G. L. Morris, Candlestick Charting Explained, 3rd ed. (2006)",
  };

  template <class View>
  static constexpr Hits hits(const View& is) {
    const Word line = is.all(body(t0) > long_body(t0), upper_shadow(t0) < short_shadow(t0),
                             lower_shadow(t0) < short_shadow(t0));
    return {.rise = line & is(white(t0)), .fall = line & is(black(t0))};
  }
};

}  // namespace fwq::analysis::candle
