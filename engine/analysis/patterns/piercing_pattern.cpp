// Piercing Pattern: after a fall, a large black body, then a white one that opens below its end and wins back more than
// half of it.
//
// Source:   S. Nison, Japanese Candlestick Charting Techniques, 2nd ed. (2001), ch. 4, who wants the second open under
//           the first low; below the first close is enough here (as in the product's list), since gaps of A shares are
//           small. A close beyond the whole first body is an engulfing pattern, not this.
// Input:    open, close; the true range for the trend before.
// Edges:    a bar without a body is neither of the two.
#include "penetration.hpp"

namespace fwq::analysis {

extern const PatternDef piercing_pattern_def;

namespace {

constexpr auto kConditions = penetration_conditions<1>();
constexpr CandleShape kShape{piercing_pattern_def, Bias::bullish,          2,
                             kConditions,          measure_penetration<1>, "du",
                             kPenetrationTrendBars};

}  // namespace

extern const PatternDef piercing_pattern_def{
    .id = "piercing_pattern",
    .name_zh = "刺透形态",
    .name_en = "Piercing Pattern",
    .category = Category::two_candles,
    .bias = Bias::bullish,
    .min_bars = 2,
    .max_bars = 2,
    .threshold = 0.60,
    .params = penetration_params("min_pierce_ratio", fall_param()),
    .source = "S. Nison, Japanese Candlestick Charting Techniques, 2nd ed. (2001), ch. 4",
    .shape_en = "up bar opens below a down body and closes above its middle",
    .shape_zh = "阳线低开于前一根阴线实体之下，收于其中点之上",
    .roles = {"fall", "piercing"},
    .find = find_shape<kShape>,
    .explain = explain_shape<kShape>,
    .reach = reach_of<kShape>,
    .find_soft = find_soft_shape<kShape>,
};

}  // namespace fwq::analysis
