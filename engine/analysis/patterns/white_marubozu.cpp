// White Marubozu: a long up bar from end to end: one side had it all its way.
//
// Source:   G. Morris, Candlestick Charting Explained, 3rd ed. (2006): a long body without
//           shadows at either end. Asked for here: hardly any shadow, and a body above the average of the bars before.
// Input:    open, high, low, close; body and shadows as shares of the bar's range, the body in average bodies.
// Edges:    a one-price limit day has no body and is none. Asks for no trend.
#include "marubozu.hpp"

namespace fwq::analysis {

extern const PatternDef white_marubozu_def;

namespace {

constexpr CandleShape kShape{white_marubozu_def,  Bias::bullish,       1,
                             kMarubozuConditions, measure_marubozu<1>, "u"};

}  // namespace

extern const PatternDef white_marubozu_def{
    .id = "white_marubozu",
    .name_zh = "光头光脚阳线",
    .name_en = "White (Bullish) Marubozu",
    .category = Category::single_candle,
    .bias = Bias::bullish,
    .min_bars = 1,
    .max_bars = 1,
    .threshold = 0.70,
    .params = kMarubozuParams,
    .source = "G. Morris, Candlestick Charting Explained, 3rd ed. (2006)",
    .shape_en = "long up bar with almost no shadows",
    .shape_zh = "几乎没有影线的大阳线",
    .roles = {"marubozu"},
    .group = "marubozu",
    .find = find_shape<kShape>,
    .explain = explain_shape<kShape>,
    .reach = reach_of<kShape>,
    .find_soft = find_soft_shape<kShape>,
};

}  // namespace fwq::analysis
