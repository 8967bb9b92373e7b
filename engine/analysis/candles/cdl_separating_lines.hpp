// Separating Lines (分离线): a candle against the trend, and a long one with it that opens at the same price and never looks back.
//
// Source:   TA-Lib 0.6.4, CDLSEPARATINGLINES; S. Nison, Japanese Candlestick Charting Techniques, 2nd ed. (2001).
// Input:    open, high, low, close.
// Output:   ±100: the last bar of the shape.
#pragma once

#include "candle_words.hpp"

namespace fwq::analysis::candle {

struct CdlSeparatingLines {
  static constexpr CandleDef def{
      .id = "cdl_separating_lines",
      .name = "CDLSEPARATINGLINES",
      .title_en = "Separating Lines",
      .title_zh = "分离线",
      .bars = 2,
      .rises = true,
      .falls = true,
      .lookback = {.averages = {CandleSetting::shadow_very_short, CandleSetting::body_long,
                                CandleSetting::equal},
                   .before = 1},
      .meaning_en = "+100: the rise goes on; -100: the fall goes on",
      .meaning_zh = "+100：涨势延续；-100：跌势延续",
      .source = "S. Nison, Japanese Candlestick Charting Techniques, 2nd ed. (2001)",
  };

  template <class View>
  static constexpr Hits hits(const View& is) {
    const Word shape = is.all(open(t0) <= open(t1) + equal(t1), open(t0) >= open(t1) - equal(t1),
                              body(t0) > long_body(t0));
    return {.rise = shape & is.all(black(t1), white(t0), lower_shadow(t0) < no_shadow(t0)),
            .fall = shape & is.all(white(t1), black(t0), upper_shadow(t0) < no_shadow(t0))};
  }
};

}  // namespace fwq::analysis::candle
