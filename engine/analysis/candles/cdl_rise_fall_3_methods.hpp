// Rising/Falling Three Methods (上升/下降三法): a long candle, three small ones against it inside its range, and a long one beyond its close.
//
// Source:   TA-Lib 0.6.4, CDLRISEFALL3METHODS; S. Nison, Japanese Candlestick Charting Techniques, 2nd ed. (2001).
// Input:    open, high, low, close.
// Output:   ±100: the last bar of the shape.
#pragma once

#include "candle_words.hpp"

namespace fwq::analysis::candle {

struct CdlRiseFall3Methods {
  static constexpr CandleDef def{
      .id = "cdl_rise_fall_3_methods",
      .name = "CDLRISEFALL3METHODS",
      .title_en = "Rising/Falling Three Methods",
      .title_zh = "上升/下降三法",
      .bars = 5,
      .rises = true,
      .falls = true,
      .lookback = {.averages = {CandleSetting::body_short, CandleSetting::body_long}, .before = 4},
      .meaning_en = "+100: the rise goes on; -100: the fall goes on",
      .meaning_zh = "+100：涨势延续；-100：跌势延续",
      .source = "S. Nison, Japanese Candlestick Charting Techniques, 2nd ed. (2001)",
  };

  template <class View>
  static constexpr Hits hits(const View& is) {
    const Word sizes = is.all(body<4> > long_body<4>, body<3> < short_body<3>, body<2> < short_body<2>,
                              body<1> < short_body<1>, body<0> > long_body<0>);
    const Word inside = is.all(bottom<3> < high<4>, top<3> > low<4>, bottom<2> < high<4>, top<2> > low<4>,
                               bottom<1> < high<4>, top<1> > low<4>);
    const Word up = is.all(white<4>, black<3>, black<2>, black<1>, white<0>, close<2> < close<3>, close<1> < close<2>,
                           open<0> > close<1>, close<0> > close<4>);
    const Word down = is.all(black<4>, white<3>, white<2>, white<1>, black<0>, close<2> > close<3>, close<1> > close<2>,
                             open<0> < close<1>, close<0> < close<4>);
    return {.rise = sizes & inside & up, .fall = sizes & inside & down};
  }
};

}  // namespace fwq::analysis::candle
