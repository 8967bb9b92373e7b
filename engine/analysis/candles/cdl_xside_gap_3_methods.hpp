// Upside/Downside Gap Three Methods (上升/下降跳空三法): two candles of one colour with a gap between, and a third of the other that closes it.
//
// Source:   TA-Lib 0.6.4, CDLXSIDEGAP3METHODS; S. Nison, Japanese Candlestick Charting Techniques, 2nd ed. (2001).
// Input:    open, high, low, close.
// Output:   ±100: the last bar of the shape.
#pragma once

#include "candle_words.hpp"

namespace fwq::analysis::candle {

struct CdlXsideGap3Methods {
  static constexpr CandleDef def{
      .id = "cdl_xside_gap_3_methods",
      .name = "CDLXSIDEGAP3METHODS",
      .title_en = "Upside/Downside Gap Three Methods",
      .title_zh = "上升/下降跳空三法",
      .bars = 3,
      .rises = true,
      .falls = true,
      .lookback = {.before = 2},
      .meaning_en = "+100: the rise goes on; -100: the fall goes on",
      .meaning_zh = "+100：涨势延续；-100：跌势延续",
      .source = "S. Nison, Japanese Candlestick Charting Techniques, 2nd ed. (2001)",
  };

  template <class View>
  static constexpr Hits hits(const View& is) {
    const Word closes = is.all(open(t0) < top(t1), open(t0) > bottom(t1), close(t0) < top(t2),
                               close(t0) > bottom(t2));
    return {.rise = closes & is.all(white(t2), white(t1), black(t0), gap_up(t1, t2)),
            .fall = closes & is.all(black(t2), black(t1), white(t0), gap_down(t1, t2))};
  }
};

}  // namespace fwq::analysis::candle
