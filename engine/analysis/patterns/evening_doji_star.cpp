// Evening Doji Star: an evening star whose star is a doji: in a rise, a large up bar, a doji above it, a down bar back.
//
// Source:   S. Nison, Japanese Candlestick Charting Techniques, 2nd ed. (2001), ch. 5: rarer and more telling than a
//           star with a body. Every hit is an evening star as well.
// Input:    open, high, low, close.
// Edges:    a star of zero range is skipped: a one-price day is not undecided.
#include "stars.hpp"

namespace fwq::analysis {

extern const PatternDef evening_doji_star_def;

namespace {

constexpr auto kConditions = star_conditions<-1>();
constexpr CandleShape kShape{
    evening_doji_star_def, Bias::bearish, 3, kConditions, measure_star<-1>, "u.d", kStarTrendBars};

}  // namespace

extern const PatternDef evening_doji_star_def{
    .id = "evening_doji_star",
    .name_zh = "黄昏十字星",
    .name_en = "Evening Doji Star",
    .category = Category::three_candles,
    .bias = Bias::bearish,
    .min_bars = 3,
    .max_bars = 3,
    .threshold = 0.80,
    .params = star_params(0.1, rise_param()),
    .source = "S. Nison, Japanese Candlestick Charting Techniques, 2nd ed. (2001), ch. 5",
    .shape_en = "evening star whose star is a doji",
    .shape_zh = "星线为十字星的黄昏之星",
    .roles = {"rise", "star", "fall"},
    .find = find_shape<kShape>,
    .explain = explain_shape<kShape>,
    .reach = reach_of<kShape>,
    .find_soft = find_soft_shape<kShape>,
};

}  // namespace fwq::analysis
