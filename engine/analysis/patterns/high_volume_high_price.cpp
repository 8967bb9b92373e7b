// Highest Volume, Highest Price (天量天价): a climax. The most volume of the window at its highest price, then the turn down.
//
// Source:   the market's proverb 天量见天价; R. Edwards and J. Magee, Technical Analysis of Stock Trends (1948).
//           The definition is in volume_extreme.hpp.
// Input:    high, low, close, volume.
// Edges:    volume_extreme.hpp: halts and unknown volumes are no extremes; reported once.
#include "volume_extreme.hpp"

namespace fwq::analysis {
namespace {

constexpr auto kConditions = volume_extreme::conditions(true);

VolumeExtremeShape shape();

}  // namespace

extern const PatternDef high_volume_high_price_def{
    .id = "high_volume_high_price",
    .name_zh = "天量天价",
    .name_en = "Highest Volume, Highest Price",
    .category = Category::price_volume,
    .bias = Bias::bearish,
    .min_bars = 3,
    .max_bars = 10,
    .threshold = 0.50,
    .params = volume_extreme::params(true),
    .source =
        "the market's proverb 天量见天价; R. Edwards and J. Magee, Technical Analysis of Stock "
        "Trends (1948)",
    .shape_en = "highest volume and highest price of a window together, then a turn down",
    .shape_zh = "窗口内的最大成交量与最高价同现，随后转跌",
    .roles = {"highest_volume", "highest_price", "turn"},
    .find = [](const PatternContext& c, Params p,
               std::vector<PatternHit>& hits) { find_volume_extremes(shape(), c, p, hits); },
    .explain = [](const PatternContext& c, Params p,
                  const PatternHit& hit) { return explain_volume_extreme(shape(), c, p, hit); },
};

namespace {
VolumeExtremeShape shape() {
  return {high_volume_high_price_def, kConditions, true};
}
}  // namespace

}  // namespace fwq::analysis
