// Three-Line Strike (三线打击): three candles of one colour in steps, and one of the other that takes all three back.
//
// Source:   TA-Lib 0.6.4, CDL3LINESTRIKE; G. L. Morris, Candlestick Charting Explained, 3rd ed. (2006).
// Input:    open, high, low, close.
// Output:   ±100: the last bar of the shape.
#pragma once

#include "candle_words.hpp"

namespace fwq::analysis::candle {

struct Cdl3LineStrike {
  static constexpr CandleDef def{
      .id = "cdl_3_line_strike",
      .name = "CDL3LINESTRIKE",
      .title_en = "Three-Line Strike",
      .title_zh = "三线打击",
      .bars = 4,
      .rises = true,
      .falls = true,
      .lookback = {.averages = {CandleSetting::near}, .before = 3},
      .meaning_en = "+100: the rise goes on; -100: the fall goes on",
      .meaning_zh = "+100：涨势延续；-100：跌势延续",
      .source = "G. L. Morris, Candlestick Charting Explained, 3rd ed. (2006)",
  };

  template <class View>
  static constexpr Hits hits(const View& is) {
    const Word steps = is.all(open(t2) >= bottom(t3) - near(t3), open(t2) <= top(t3) + near(t3),
                              open(t1) >= bottom(t2) - near(t2), open(t1) <= top(t2) + near(t2));
    const Word whites = is.all(white(t3), white(t2), white(t1), black(t0), close(t1) > close(t2),
                               close(t2) > close(t3), open(t0) > close(t1), close(t0) < open(t3));
    const Word blacks = is.all(black(t3), black(t2), black(t1), white(t0), close(t1) < close(t2),
                               close(t2) < close(t3), open(t0) < close(t1), close(t0) > open(t3));
    return {.rise = steps & whites, .fall = steps & blacks};
  }
};

}  // namespace fwq::analysis::candle
