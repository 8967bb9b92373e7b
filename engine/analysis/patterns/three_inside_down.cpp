// Three Inside Down: a bearish harami, and a third bar that falls out of the large white body and confirms it.
//
// Source:   G. Morris, Candlestick Charting Explained, 3rd ed. (2006): harami after a rise, then a black bar that
//           closes lower; as in TA-Lib the third close must be beyond the open of the first bar.
// Input:    open, high, low, close.
// Edges:    a second bar of zero range is skipped. The trend is judged from the bars before the first of the three.
#include "three_inside.hpp"

namespace fwq::analysis {

extern const PatternDef three_inside_down_def;

namespace {

constexpr auto kConditions = three_inside_conditions<-1>();
constexpr CandleShape kShape{
    three_inside_down_def, Bias::bearish, 3, kConditions, measure_three_inside<-1>, "u.d",
    kThreeInsideTrendBars};

}  // namespace

extern const PatternDef three_inside_down_def{
    .id = "three_inside_down",
    .name_zh = "三个内部下降",
    .name_en = "Three Inside Down",
    .category = Category::three_candles,
    .bias = Bias::bearish,
    .min_bars = 3,
    .max_bars = 3,
    .threshold = 0.60,
    .params = three_inside_params(rise_param()),
    .source = "G. Morris, Candlestick Charting Explained, 3rd ed. (2006)",
    .shape_en = "bearish harami, then a down bar that closes below the first body",
    .shape_zh = "看跌孕线之后，阴线收于第一根实体之下",
    .roles = {"large", "small", "confirmation"},
    .find = find_shape<kShape>,
    .explain = explain_shape<kShape>,
    .reach = reach_of<kShape>,
    .find_soft = find_soft_shape<kShape>,
};

}  // namespace fwq::analysis
