// Rickshaw Man (黄包车夫): a doji in the middle of its bar, with long shadows on both sides.
//
// Source:   TA-Lib 0.6.4, CDLRICKSHAWMAN; S. Nison, Japanese Candlestick Charting Techniques, 2nd ed. (2001).
// Input:    open, high, low, close.
// Output:   +100: the last bar of the shape.
#pragma once

#include "candle_words.hpp"

namespace fwq::analysis::candle {

struct CdlRickshawMan {
  static constexpr CandleDef def{
      .id = "cdl_rickshaw_man",
      .name = "CDLRICKSHAWMAN",
      .title_en = "Rickshaw Man",
      .title_zh = "黄包车夫",
      .bars = 1,
      .rises = true,
      .lookback = {.averages = {CandleSetting::body_doji, CandleSetting::shadow_long,
                                CandleSetting::near},
                   .before = 0},
      .meaning_en = "+100: indecision",
      .meaning_zh = "+100：多空僵持",
      .source = "S. Nison, Japanese Candlestick Charting Techniques, 2nd ed. (2001)",
  };

  template <class View>
  static constexpr Hits hits(const View& is) {
    return {.rise = is.all(body(t0) <= doji_body(t0), lower_shadow(t0) > long_shadow(t0),
                           upper_shadow(t0) > long_shadow(t0), bottom(t0) <= middle(t0) + near(t0),
                           top(t0) >= middle(t0) - near(t0))};
  }
};

}  // namespace fwq::analysis::candle
