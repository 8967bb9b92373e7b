// Long Legged Doji (长脚十字): a doji with a long shadow.
//
// Source:   TA-Lib 0.6.4, CDLLONGLEGGEDDOJI; S. Nison, Japanese Candlestick Charting Techniques, 2nd ed. (2001).
// Input:    open, high, low, close.
// Output:   +100: the last bar of the shape.
#pragma once

#include "candle_words.hpp"

namespace fwq::analysis::candle {

struct CdlLongLeggedDoji {
  static constexpr CandleDef def{
      .id = "cdl_long_legged_doji",
      .name = "CDLLONGLEGGEDDOJI",
      .title_en = "Long Legged Doji",
      .title_zh = "长脚十字",
      .bars = 1,
      .rises = true,
      .lookback = {.averages = {CandleSetting::body_doji, CandleSetting::shadow_long}, .before = 0},
      .meaning_en = "+100: indecision",
      .meaning_zh = "+100：多空僵持",
      .source = "S. Nison, Japanese Candlestick Charting Techniques, 2nd ed. (2001)",
  };

  template <class View>
  static constexpr Hits hits(const View& is) {
    return {.rise = is(body(t0) <= doji_body(t0)) &
                    is.any(lower_shadow(t0) > long_shadow(t0), upper_shadow(t0) > long_shadow(t0))};
  }
};

}  // namespace fwq::analysis::candle
