// Up/Down-gap Side-by-side White Lines (并列阳线缺口): two white candles of like size side by side, both beyond a gap.
//
// Source:   TA-Lib 0.6.4, CDLGAPSIDESIDEWHITE; S. Nison, Japanese Candlestick Charting Techniques, 2nd ed. (2001).
// Input:    open, high, low, close.
// Output:   ±100: the last bar of the shape.
#pragma once

#include "candle_words.hpp"

namespace fwq::analysis::candle {

struct CdlGapSideSideWhite {
  static constexpr CandleDef def{
      .id = "cdl_gap_side_side_white",
      .name = "CDLGAPSIDESIDEWHITE",
      .title_en = "Up/Down-gap Side-by-side White Lines",
      .title_zh = "并列阳线缺口",
      .bars = 3,
      .rises = true,
      .falls = true,
      .lookback = {.averages = {CandleSetting::near, CandleSetting::equal}, .before = 2},
      .meaning_en = "+100: the rise goes on; -100: the fall goes on",
      .meaning_zh = "+100：涨势延续；-100：跌势延续",
      .source = "S. Nison, Japanese Candlestick Charting Techniques, 2nd ed. (2001)",
  };

  template <class View>
  static constexpr Hits hits(const View& is) {
    const Word pair = is.all(white(t1), white(t0), body(t0) >= body(t1) - near(t1),
                             body(t0) <= body(t1) + near(t1), open(t0) >= open(t1) - equal(t1),
                             open(t0) <= open(t1) + equal(t1));
    return {.rise = pair & is.all(gap_up(t1, t2), gap_up(t0, t2)),
            .fall = pair & is.all(gap_down(t1, t2), gap_down(t0, t2))};
  }
};

}  // namespace fwq::analysis::candle
