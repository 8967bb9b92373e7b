// Rising/Falling Three Methods (上升/下降三法): a long candle, three small ones against it inside its range, and a long one beyond its close.
//
// Source:   TA-Lib 0.6.4, CDLRISEFALL3METHODS; S. Nison, Japanese Candlestick Charting Techniques, 2nd ed. (2001).
// Input:    open, high, low, close.
// Output:   ±100: the last bar of the shape.
#pragma once

#include "candle_words.hpp"

namespace fwq::analysis::candle {

struct CdlRiseFall3Methods {
  static constexpr CandleDef def{
      .id = "cdl_rise_fall_3_methods",
      .name = "CDLRISEFALL3METHODS",
      .title_en = "Rising/Falling Three Methods",
      .title_zh = "上升/下降三法",
      .bars = 5,
      .rises = true,
      .falls = true,
      .lookback = {.averages = {CandleSetting::body_short, CandleSetting::body_long}, .before = 4},
      .meaning_en = "+100: the rise goes on; -100: the fall goes on",
      .meaning_zh = "+100：涨势延续；-100：跌势延续",
      .source = "S. Nison, Japanese Candlestick Charting Techniques, 2nd ed. (2001)",
  };

  template <class View>
  static constexpr Hits hits(const View& is) {
    const Word sizes =
        is.all(body(t4) > long_body(t4), body(t3) < short_body(t3), body(t2) < short_body(t2),
               body(t1) < short_body(t1), body(t0) > long_body(t0));
    const Word inside = is.all(bottom(t3) < high(t4), top(t3) > low(t4), bottom(t2) < high(t4),
                               top(t2) > low(t4), bottom(t1) < high(t4), top(t1) > low(t4));
    const Word up =
        is.all(white(t4), black(t3), black(t2), black(t1), white(t0), close(t2) < close(t3),
               close(t1) < close(t2), open(t0) > close(t1), close(t0) > close(t4));
    const Word down =
        is.all(black(t4), white(t3), white(t2), white(t1), black(t0), close(t2) > close(t3),
               close(t1) > close(t2), open(t0) < close(t1), close(t0) < close(t4));
    return {.rise = sizes & inside & up, .fall = sizes & inside & down};
  }
};

}  // namespace fwq::analysis::candle
