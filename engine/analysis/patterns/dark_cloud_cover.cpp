// Dark Cloud Cover: after a rise, a large white body, then a black one that opens above its end and takes back more
// than half of it.
//
// Source:   S. Nison, Japanese Candlestick Charting Techniques, 2nd ed. (2001), ch. 4, who wants the second open over
//           the first high; above the first close is enough here (as in the product's list), since gaps of A shares are
//           small. A close beyond the whole first body is an engulfing pattern, not this.
// Input:    open, close; the true range for the trend before.
// Edges:    a bar without a body is neither of the two.
#include "penetration.hpp"

namespace fwq::analysis {

extern const PatternDef dark_cloud_cover_def;

namespace {

constexpr auto kConditions = penetration_conditions<-1>();
constexpr CandleShape kShape{dark_cloud_cover_def, Bias::bearish,           2,
                             kConditions,          measure_penetration<-1>, "ud",
                             kPenetrationTrendBars};

}  // namespace

extern const PatternDef dark_cloud_cover_def{
    .id = "dark_cloud_cover",
    .name_zh = "乌云盖顶",
    .name_en = "Dark Cloud Cover",
    .category = Category::two_candles,
    .bias = Bias::bearish,
    .min_bars = 2,
    .max_bars = 2,
    .threshold = 0.60,
    .params = penetration_params("min_cover_ratio", rise_param()),
    .source = "S. Nison, Japanese Candlestick Charting Techniques, 2nd ed. (2001), ch. 4",
    .shape_en = "down bar opens above an up body and closes below its middle",
    .shape_zh = "阴线高开于前一根阳线实体之上，收于其中点之下",
    .roles = {"rise", "cover"},
    .find = find_shape<kShape>,
    .explain = explain_shape<kShape>,
    .reach = reach_of<kShape>,
    .find_soft = find_soft_shape<kShape>,
};

}  // namespace fwq::analysis
