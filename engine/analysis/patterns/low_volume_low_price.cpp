// Lowest Volume, Lowest Price (地量地价): selling dries up. The least volume of the window at its lowest price, then the turn up.
//
// Source:   the market's proverb 地量见地价; R. Edwards and J. Magee, Technical Analysis of Stock Trends (1948).
//           The definition is in volume_extreme.hpp.
// Input:    high, low, close, volume.
// Edges:    volume_extreme.hpp: halts and unknown volumes are no extremes; reported once.
#include "volume_extreme.hpp"

namespace fwq::analysis {
namespace {

constexpr auto kConditions = volume_extreme::conditions(false);

VolumeExtremeShape shape();

}  // namespace

extern const PatternDef low_volume_low_price_def{
    .id = "low_volume_low_price",
    .name_zh = "地量地价",
    .name_en = "Lowest Volume, Lowest Price",
    .category = Category::price_volume,
    .bias = Bias::bullish,
    .min_bars = 3,
    .max_bars = 10,
    .threshold = 0.50,
    .params = volume_extreme::params(false),
    .source =
        "the market's proverb 地量见地价; R. Edwards and J. Magee, Technical Analysis of Stock "
        "Trends (1948)",
    .shape_en = "lowest volume and lowest price of a window together, then a turn up",
    .shape_zh = "窗口内的最小成交量与最低价同现，随后转升",
    .roles = {"lowest_volume", "lowest_price", "turn"},
    .find = [](const PatternContext& c, Params p,
               std::vector<PatternHit>& hits) { find_volume_extremes(shape(), c, p, hits); },
    .explain = [](const PatternContext& c, Params p,
                  const PatternHit& hit) { return explain_volume_extreme(shape(), c, p, hit); },
};

namespace {
VolumeExtremeShape shape() {
  return {low_volume_low_price_def, kConditions, false};
}
}  // namespace

}  // namespace fwq::analysis
