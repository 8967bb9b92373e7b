// Morning Doji Star: a morning star whose star is a doji: in a fall, a large down bar, a doji below it, an up bar back.
//
// Source:   S. Nison, Japanese Candlestick Charting Techniques, 2nd ed. (2001), ch. 5: rarer and more telling than a
//           star with a body. Every hit is a morning star as well.
// Input:    open, high, low, close.
// Edges:    a star of zero range is skipped: a one-price day is not undecided.
#include "stars.hpp"

namespace fwq::analysis {

extern const PatternDef morning_doji_star_def;

namespace {

constexpr auto kConditions = star_conditions<1>();
constexpr CandleShape kShape{
    morning_doji_star_def, Bias::bullish, 3, kConditions, measure_star<1>, "d.u", kStarTrendBars};

}  // namespace

extern const PatternDef morning_doji_star_def{
    .id = "morning_doji_star",
    .name_zh = "早晨十字星",
    .name_en = "Morning Doji Star",
    .category = Category::three_candles,
    .bias = Bias::bullish,
    .min_bars = 3,
    .max_bars = 3,
    .threshold = 0.80,
    .params = star_params(0.1, fall_param()),
    .source = "S. Nison, Japanese Candlestick Charting Techniques, 2nd ed. (2001), ch. 5",
    .shape_en = "morning star whose star is a doji",
    .shape_zh = "星线为十字星的早晨之星",
    .roles = {"fall", "star", "rise"},
    .find = find_shape<kShape>,
    .explain = explain_shape<kShape>,
    .reach = reach_of<kShape>,
    .find_soft = find_soft_shape<kShape>,
};

}  // namespace fwq::analysis
