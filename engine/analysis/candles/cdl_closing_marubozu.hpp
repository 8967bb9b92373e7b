// Closing Marubozu (收盘缺影线): a long candle that closes at its very end.
//
// Source:   TA-Lib 0.6.4, CDLCLOSINGMARUBOZU; G. L. Morris, Candlestick Charting Explained, 3rd ed. (2006).
// Input:    open, high, low, close.
// Output:   ±100: the last bar of the shape.
#pragma once

#include "candle_words.hpp"

namespace fwq::analysis::candle {

struct CdlClosingMarubozu {
  static constexpr CandleDef def{
      .id = "cdl_closing_marubozu",
      .name = "CDLCLOSINGMARUBOZU",
      .title_en = "Closing Marubozu",
      .title_zh = "收盘缺影线",
      .bars = 1,
      .rises = true,
      .falls = true,
      .lookback = {.averages = {CandleSetting::body_long, CandleSetting::shadow_very_short},
                   .before = 0},
      .meaning_en = "+100: bullish (white); -100: bearish (black)",
      .meaning_zh = "+100：看涨（阳线）；-100：看跌（阴线）",
      .source = "G. L. Morris, Candlestick Charting Explained, 3rd ed. (2006)",
  };

  template <class View>
  static constexpr Hits hits(const View& is) {
    const Word wide = is(body(t0) > long_body(t0));
    return {.rise = wide & is.all(white(t0), upper_shadow(t0) < no_shadow(t0)),
            .fall = wide & is.all(black(t0), lower_shadow(t0) < no_shadow(t0))};
  }
};

}  // namespace fwq::analysis::candle
