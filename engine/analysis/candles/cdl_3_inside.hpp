// Three Inside Up/Down (三内部上涨和下跌): a harami, and a third candle that closes beyond the first one's open.
//
// Source:   TA-Lib 0.6.4, CDL3INSIDE; G. L. Morris, Candlestick Charting Explained, 3rd ed. (2006).
// Input:    open, high, low, close.
// Output:   ±100: the last bar of the shape.
#pragma once

#include "candle_words.hpp"

namespace fwq::analysis::candle {

struct Cdl3Inside {
  static constexpr CandleDef def{
      .id = "cdl_3_inside",
      .name = "CDL3INSIDE",
      .title_en = "Three Inside Up/Down",
      .title_zh = "三内部上涨和下跌",
      .bars = 3,
      .rises = true,
      .falls = true,
      .lookback = {.averages = {CandleSetting::body_short, CandleSetting::body_long}, .before = 2},
      .meaning_en = "+100: bullish reversal; -100: bearish reversal",
      .meaning_zh = "+100：看涨反转；-100：看跌反转",
      .source = "G. L. Morris, Candlestick Charting Explained, 3rd ed. (2006)",
  };

  template <class View>
  static constexpr Hits hits(const View& is) {
    const Word harami = is.all(body(t2) > long_body(t2), body(t1) <= short_body(t1),
                               top(t1) < top(t2), bottom(t1) > bottom(t2));
    return {.rise = harami & is.all(black(t2), white(t0), close(t0) > open(t2)),
            .fall = harami & is.all(white(t2), black(t0), close(t0) < open(t2))};
  }
};

}  // namespace fwq::analysis::candle
