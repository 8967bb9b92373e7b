// Doji (十字): a bar that ends where it began.
//
// Source:   TA-Lib 0.6.4, CDLDOJI; S. Nison, Japanese Candlestick Charting Techniques, 2nd ed. (2001).
// Input:    open, high, low, close.
// Output:   +100: the last bar of the shape.
#pragma once

#include "candle_words.hpp"

namespace fwq::analysis::candle {

struct CdlDoji {
  static constexpr CandleDef def{
      .id = "cdl_doji",
      .name = "CDLDOJI",
      .title_en = "Doji",
      .title_zh = "十字",
      .bars = 1,
      .rises = true,
      .lookback = {.averages = {CandleSetting::body_doji}, .before = 0},
      .meaning_en = "+100: indecision, whichever way it goes on",
      .meaning_zh = "+100：多空僵持，不表示方向",
      .source = "S. Nison, Japanese Candlestick Charting Techniques, 2nd ed. (2001)",
  };

  template <class View>
  static constexpr Hits hits(const View& is) {
    return {.rise = is(body(t0) <= doji_body(t0))};
  }
};

}  // namespace fwq::analysis::candle
