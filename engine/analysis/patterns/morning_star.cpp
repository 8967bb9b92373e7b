// Morning Star: in a fall, a large down bar, a small body below it, and an up bar that wins back much of the first.
//
// Source:   S. Nison, Japanese Candlestick Charting Techniques, 2nd ed. (2001), ch. 5: the star's body stands apart
//           below the first body; a gap before the third is good but rare and not asked for.
// Input:    open, high, low, close.
// Edges:    a star of zero range is skipped. The trend is judged from the bars before the first of the three.
#include "stars.hpp"

namespace fwq::analysis {

extern const PatternDef morning_star_def;

namespace {

constexpr auto kConditions = star_conditions<1>();
constexpr CandleShape kShape{
    morning_star_def, Bias::bullish, 3, kConditions, measure_star<1>, "d.u", kStarTrendBars};

}  // namespace

extern const PatternDef morning_star_def{
    .id = "morning_star",
    .name_zh = "早晨之星",
    .name_en = "Morning Star",
    .category = Category::three_candles,
    .bias = Bias::bullish,
    .min_bars = 3,
    .max_bars = 3,
    .threshold = 0.70,
    .params = star_params(0.3, fall_param()),
    .source = "S. Nison, Japanese Candlestick Charting Techniques, 2nd ed. (2001), ch. 5",
    .shape_en = "large down bar, small star below it, up bar back into the first body",
    .shape_zh = "大阴线、其下的小星线、收复第一根实体的阳线",
    .roles = {"fall", "star", "rise"},
    .find = find_shape<kShape>,
    .explain = explain_shape<kShape>,
    .reach = reach_of<kShape>,
    .find_soft = find_soft_shape<kShape>,
};

}  // namespace fwq::analysis
