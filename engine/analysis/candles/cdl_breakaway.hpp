// Breakaway (脱离): a long candle, a gap, two more its way, and a fifth that comes back into the gap.
//
// Source:   TA-Lib 0.6.4, CDLBREAKAWAY; G. L. Morris, Candlestick Charting Explained, 3rd ed. (2006).
// Input:    open, high, low, close.
// Output:   ±100: the last bar of the shape.
#pragma once

#include "candle_words.hpp"

namespace fwq::analysis::candle {

struct CdlBreakaway {
  static constexpr CandleDef def{
      .id = "cdl_breakaway",
      .name = "CDLBREAKAWAY",
      .title_en = "Breakaway",
      .title_zh = "脱离",
      .bars = 5,
      .rises = true,
      .falls = true,
      .lookback = {.averages = {CandleSetting::body_long}, .before = 4},
      .meaning_en = "+100: bullish reversal; -100: bearish reversal",
      .meaning_zh = "+100：看涨反转；-100：看跌反转",
      .source = "G. L. Morris, Candlestick Charting Explained, 3rd ed. (2006)",
  };

  template <class View>
  static constexpr Hits hits(const View& is) {
    const Word first = is(body<4> > long_body<4>);
    const Word down = is.all(black<4>, black<3>, black<1>, white<0>, gap_down<3, 4>, high<2> < high<3>, low<2> < low<3>,
                             high<1> < high<2>, low<1> < low<2>, close<0> > open<3>, close<0> < close<4>);
    const Word up = is.all(white<4>, white<3>, white<1>, black<0>, gap_up<3, 4>, high<2> > high<3>, low<2> > low<3>,
                           high<1> > high<2>, low<1> > low<2>, close<0> < open<3>, close<0> > close<4>);
    return {.rise = first & down, .fall = first & up};
  }
};

}  // namespace fwq::analysis::candle
