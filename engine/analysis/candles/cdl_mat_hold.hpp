// Mat Hold (铺垫): a long white candle, three small ones that give little of it back, and a new high.
//
// Source:   TA-Lib 0.6.4, CDLMATHOLD; G. L. Morris, Candlestick Charting Explained, 3rd ed. (2006).
// Input:    open, high, low, close.
// Output:   +100: the last bar of the shape.
#pragma once

#include "candle_words.hpp"

namespace fwq::analysis::candle {

struct CdlMatHold {
  static constexpr CandleDef def{
      .id = "cdl_mat_hold",
      .name = "CDLMATHOLD",
      .title_en = "Mat Hold",
      .title_zh = "铺垫",
      .bars = 5,
      .rises = true,
      .params = {penetration_param(0.5)},
      .lookback = {.averages = {CandleSetting::body_short, CandleSetting::body_long}, .before = 4},
      .meaning_en = "+100: the rise goes on",
      .meaning_zh = "+100：涨势延续",
      .source = "G. L. Morris, Candlestick Charting Explained, 3rd ed. (2006)",
  };

  template <class View>
  static constexpr Hits hits(const View& is) {
    const Word sizes = is.all(body<4> > long_body<4>, body<3> < short_body<3>, body<2> < short_body<2>,
                              body<1> < short_body<1>, white<4>, black<3>, white<0>, gap_up<3, 4>);
    const Word held = is.all(bottom<2> < close<4>, bottom<1> < close<4>, bottom<2> > close<4> - penetration * body<4>,
                             bottom<1> > close<4> - penetration * body<4>, top<2> < open<3>, top<1> < top<2>);
    return {.rise = sizes & held & is.all(open<0> > close<1>, close<0> > high<3>, close<0> > high<2>, close<0> > high<1>)};
  }
};

}  // namespace fwq::analysis::candle
