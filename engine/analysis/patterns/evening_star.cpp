// Evening Star: in a rise, a large up bar, a small body above it, and a down bar that takes back much of the first.
//
// Source:   S. Nison, Japanese Candlestick Charting Techniques, 2nd ed. (2001), ch. 5: the mirror image of a morning
//           star; a gap before the third is good but rare and not asked for.
// Input:    open, high, low, close.
// Edges:    a star of zero range is skipped. The trend is judged from the bars before the first of the three.
#include "stars.hpp"

namespace fwq::analysis {

extern const PatternDef evening_star_def;

namespace {

constexpr auto kConditions = star_conditions<-1>();
constexpr CandleShape kShape{
    evening_star_def, Bias::bearish, 3, kConditions, measure_star<-1>, "u.d", kStarTrendBars};

}  // namespace

extern const PatternDef evening_star_def{
    .id = "evening_star",
    .name_zh = "黄昏之星",
    .name_en = "Evening Star",
    .category = Category::three_candles,
    .bias = Bias::bearish,
    .min_bars = 3,
    .max_bars = 3,
    .threshold = 0.70,
    .params = star_params(0.3, rise_param()),
    .source = "S. Nison, Japanese Candlestick Charting Techniques, 2nd ed. (2001), ch. 5",
    .shape_en = "large up bar, small star above it, down bar back into the first body",
    .shape_zh = "大阳线、其上的小星线、回落至第一根实体的阴线",
    .roles = {"rise", "star", "fall"},
    .find = find_shape<kShape>,
    .explain = explain_shape<kShape>,
    .reach = reach_of<kShape>,
    .find_soft = find_soft_shape<kShape>,
};

}  // namespace fwq::analysis
