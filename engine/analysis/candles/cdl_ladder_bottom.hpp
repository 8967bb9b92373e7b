// Ladder Bottom (梯底): four black candles down the ladder, the last with an upper shadow, and a white one above it.
//
// Source:   TA-Lib 0.6.4, CDLLADDERBOTTOM; G. L. Morris, Candlestick Charting Explained, 3rd ed. (2006).
// Input:    open, high, low, close.
// Output:   +100: the last bar of the shape.
#pragma once

#include "candle_words.hpp"

namespace fwq::analysis::candle {

struct CdlLadderBottom {
  static constexpr CandleDef def{
      .id = "cdl_ladder_bottom",
      .name = "CDLLADDERBOTTOM",
      .title_en = "Ladder Bottom",
      .title_zh = "梯底",
      .bars = 5,
      .rises = true,
      .lookback = {.averages = {CandleSetting::shadow_very_short}, .before = 4},
      .meaning_en = "+100: bullish reversal",
      .meaning_zh = "+100：看涨反转",
      .source = "G. L. Morris, Candlestick Charting Explained, 3rd ed. (2006)",
  };

  template <class View>
  static constexpr Hits hits(const View& is) {
    const Word rungs = is.all(black(t4), black(t3), black(t2), open(t4) > open(t3),
                              open(t3) > open(t2), close(t4) > close(t3), close(t3) > close(t2));
    return {.rise = rungs & is.all(black(t1), upper_shadow(t1) > no_shadow(t1), white(t0),
                                   open(t0) > open(t1), close(t0) > high(t1))};
  }
};

}  // namespace fwq::analysis::candle
