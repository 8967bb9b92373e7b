// Tasuki Gap (跳空并列阴阳线): a gap, a candle its way, and one of like size back into the gap that does not close it.
//
// Source:   TA-Lib 0.6.4, CDLTASUKIGAP; S. Nison, Japanese Candlestick Charting Techniques, 2nd ed. (2001).
// Input:    open, high, low, close.
// Output:   ±100: the last bar of the shape.
#pragma once

#include "candle_words.hpp"

namespace fwq::analysis::candle {

struct CdlTasukiGap {
  static constexpr CandleDef def{
      .id = "cdl_tasuki_gap",
      .name = "CDLTASUKIGAP",
      .title_en = "Tasuki Gap",
      .title_zh = "跳空并列阴阳线",
      .bars = 3,
      .rises = true,
      .falls = true,
      .lookback = {.averages = {CandleSetting::near}, .before = 2},
      .meaning_en = "+100: the rise goes on; -100: the fall goes on",
      .meaning_zh = "+100：涨势延续；-100：跌势延续",
      .source = "S. Nison, Japanese Candlestick Charting Techniques, 2nd ed. (2001)",
  };

  template <class View>
  static constexpr Hits hits(const View& is) {
    const Word alike = is(body_change(t0) < near(t1));
    const Word up = is.all(gap_up(t1, t2), white(t1), black(t0), open(t0) < close(t1),
                           open(t0) > open(t1), close(t0) < open(t1), close(t0) > top(t2));
    const Word down = is.all(gap_down(t1, t2), black(t1), white(t0), open(t0) < open(t1),
                             open(t0) > close(t1), close(t0) > open(t1), close(t0) < bottom(t2));
    return {.rise = alike & up, .fall = alike & down};
  }
};

}  // namespace fwq::analysis::candle
