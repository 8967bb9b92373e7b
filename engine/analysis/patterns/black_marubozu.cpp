// Black Marubozu: a long down bar from end to end: one side had it all its way.
//
// Source:   G. Morris, Candlestick Charting Explained, 3rd ed. (2006): a long body without
//           shadows at either end. Asked for here: hardly any shadow, and a body above the average of the bars before.
// Input:    open, high, low, close; body and shadows as shares of the bar's range, the body in average bodies.
// Edges:    a one-price limit day has no body and is none. Asks for no trend.
#include "marubozu.hpp"

namespace fwq::analysis {

extern const PatternDef black_marubozu_def;

namespace {

constexpr CandleShape kShape{black_marubozu_def,  Bias::bearish,        1,
                             kMarubozuConditions, measure_marubozu<-1>, "d"};

}  // namespace

extern const PatternDef black_marubozu_def{
    .id = "black_marubozu",
    .name_zh = "光头光脚阴线",
    .name_en = "Black (Bearish) Marubozu",
    .category = Category::single_candle,
    .bias = Bias::bearish,
    .min_bars = 1,
    .max_bars = 1,
    .threshold = 0.70,
    .params = kMarubozuParams,
    .source = "G. Morris, Candlestick Charting Explained, 3rd ed. (2006)",
    .shape_en = "long down bar with almost no shadows",
    .shape_zh = "几乎没有影线的大阴线",
    .roles = {"marubozu"},
    .group = "marubozu",
    .find = find_shape<kShape>,
    .explain = explain_shape<kShape>,
    .reach = reach_of<kShape>,
    .find_soft = find_soft_shape<kShape>,
};

}  // namespace fwq::analysis
