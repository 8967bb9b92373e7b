// Homing Pigeon (家鸽): a small black body inside a long black one.
//
// Source:   TA-Lib 0.6.4, CDLHOMINGPIGEON; G. L. Morris, Candlestick Charting Explained, 3rd ed. (2006).
// Input:    open, high, low, close.
// Output:   +100: the last bar of the shape.
#pragma once

#include "candle_words.hpp"

namespace fwq::analysis::candle {

struct CdlHomingPigeon {
  static constexpr CandleDef def{
      .id = "cdl_homing_pigeon",
      .name = "CDLHOMINGPIGEON",
      .title_en = "Homing Pigeon",
      .title_zh = "家鸽",
      .bars = 2,
      .rises = true,
      .lookback = {.averages = {CandleSetting::body_short, CandleSetting::body_long}, .before = 1},
      .meaning_en = "+100: bullish reversal",
      .meaning_zh = "+100：看涨反转",
      .source = "G. L. Morris, Candlestick Charting Explained, 3rd ed. (2006)",
  };

  template <class View>
  static constexpr Hits hits(const View& is) {
    return {.rise = is.all(black<1>, black<0>, body<1> > long_body<1>, body<0> <= short_body<0>, open<0> < open<1>,
                           close<0> > close<1>)};
  }
};

}  // namespace fwq::analysis::candle
