// Abandoned Baby (弃婴): a doji alone between two gaps, after a long candle, and a third that goes back into the first.
//
// Source:   TA-Lib 0.6.4, CDLABANDONEDBABY; S. Nison, Japanese Candlestick Charting Techniques, 2nd ed. (2001).
// Input:    open, high, low, close.
// Output:   ±100: the last bar of the shape.
#pragma once

#include "candle_words.hpp"

namespace fwq::analysis::candle {

struct CdlAbandonedBaby {
  static constexpr CandleDef def{
      .id = "cdl_abandoned_baby",
      .name = "CDLABANDONEDBABY",
      .title_en = "Abandoned Baby",
      .title_zh = "弃婴",
      .bars = 3,
      .rises = true,
      .falls = true,
      .params = {penetration_param(0.3)},
      .lookback = {.averages = {CandleSetting::body_doji, CandleSetting::body_long,
                                CandleSetting::body_short},
                   .before = 2},
      .meaning_en = "+100: bullish reversal; -100: bearish reversal",
      .meaning_zh = "+100：看涨反转；-100：看跌反转",
      .source = "S. Nison, Japanese Candlestick Charting Techniques, 2nd ed. (2001)",
  };

  template <class View>
  static constexpr Hits hits(const View& is) {
    const Word shape =
        is.all(body(t2) > long_body(t2), body(t1) <= doji_body(t1), body(t0) > short_body(t0));
    const Word rise = is.all(black(t2), white(t0), close(t0) > close(t2) + penetration * body(t2),
                             bar_gap_down(t1, t2), bar_gap_up(t0, t1));
    const Word fall = is.all(white(t2), black(t0), close(t0) < close(t2) - penetration * body(t2),
                             bar_gap_up(t1, t2), bar_gap_down(t0, t1));
    return {.rise = shape & rise, .fall = shape & fall};
  }
};

}  // namespace fwq::analysis::candle
