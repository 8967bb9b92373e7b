// Gravestone Doji (墓碑十字): a doji at its low: bought far up and sold off again.
//
// Source:   TA-Lib 0.6.4, CDLGRAVESTONEDOJI; S. Nison, Japanese Candlestick Charting Techniques, 2nd ed. (2001).
// Input:    open, high, low, close.
// Output:   +100: the last bar of the shape.
#pragma once

#include "candle_words.hpp"

namespace fwq::analysis::candle {

struct CdlGravestoneDoji {
  static constexpr CandleDef def{
      .id = "cdl_gravestone_doji",
      .name = "CDLGRAVESTONEDOJI",
      .title_en = "Gravestone Doji",
      .title_zh = "墓碑十字",
      .bars = 1,
      .rises = true,
      .lookback = {.averages = {CandleSetting::body_doji, CandleSetting::shadow_very_short},
                   .before = 0},
      .meaning_en = "+100: the day was bought and sold off again; a reversal at an extreme",
      .meaning_zh = "+100：盘中冲高后回落，处于极端位置时提示反转",
      .source = "S. Nison, Japanese Candlestick Charting Techniques, 2nd ed. (2001)",
  };

  template <class View>
  static constexpr Hits hits(const View& is) {
    return {.rise = is.all(body(t0) <= doji_body(t0), lower_shadow(t0) < no_shadow(t0),
                           upper_shadow(t0) > no_shadow(t0))};
  }
};

}  // namespace fwq::analysis::candle
