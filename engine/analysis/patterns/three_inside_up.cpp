// Three Inside Up: a bullish harami, and a third bar that rises out of the large black body and confirms it.
//
// Source:   G. Morris, Candlestick Charting Explained, 3rd ed. (2006): harami after a fall, then a white bar that
//           closes higher; as in TA-Lib the third close must be beyond the open of the first bar.
// Input:    open, high, low, close.
// Edges:    a second bar of zero range is skipped. The trend is judged from the bars before the first of the three.
#include "three_inside.hpp"

namespace fwq::analysis {

extern const PatternDef three_inside_up_def;

namespace {

constexpr auto kConditions = three_inside_conditions<1>();
constexpr CandleShape kShape{three_inside_up_def,  Bias::bullish,           3,
                             kConditions,          measure_three_inside<1>, "d.u",
                             kThreeInsideTrendBars};

}  // namespace

extern const PatternDef three_inside_up_def{
    .id = "three_inside_up",
    .name_zh = "三个内部上升",
    .name_en = "Three Inside Up",
    .category = Category::three_candles,
    .bias = Bias::bullish,
    .min_bars = 3,
    .max_bars = 3,
    .threshold = 0.60,
    .params = three_inside_params(fall_param()),
    .source = "G. Morris, Candlestick Charting Explained, 3rd ed. (2006)",
    .shape_en = "bullish harami, then an up bar that closes above the first body",
    .shape_zh = "看涨孕线之后，阳线收于第一根实体之上",
    .roles = {"large", "small", "confirmation"},
    .find = find_shape<kShape>,
    .explain = explain_shape<kShape>,
    .reach = reach_of<kShape>,
    .find_soft = find_soft_shape<kShape>,
};

}  // namespace fwq::analysis
