// Price Up, Volume Up: closes rise bar by bar, each on more volume than the last: buyers pay up and more of them come.
//
// Source:   J. Granville, New Key to Stock Market Profits (1963); R. Edwards and J. Magee, Technical Analysis of Stock
//           Trends (1948). The definition is in price_volume.hpp.
// Input:    close, volume, the true range.
// Edges:    price_volume.hpp: runs are reported once; volumes of zero or unknown make none.
#include "price_volume.hpp"

namespace fwq::analysis {
namespace {

constexpr auto kConditions = price_volume::conditions(true);

PriceVolumeShape shape();

}  // namespace

extern const PatternDef price_up_volume_up_def{
    .id = "price_up_volume_up",
    .name_zh = "价涨量增",
    .name_en = "Price Up, Volume Up",
    .category = Category::price_volume,
    .bias = Bias::bullish,
    .min_bars = 1,
    .max_bars = 5,
    .threshold = 0.60,
    .params = price_volume::params(true),
    .source =
        "J. Granville, New Key to Stock Market Profits (1963); R. Edwards and J. Magee, Technical "
        "Analysis of Stock Trends (1948)",
    .shape_en = "price and volume rise together",
    .shape_zh = "价格与成交量同步上升",
    .roles = {"first", "last"},
    .find = [](const PatternContext& c, Params p,
               std::vector<PatternHit>& hits) { find_price_volume(shape(), c, p, hits); },
    .explain = [](const PatternContext& c, Params p,
                  const PatternHit& hit) { return explain_price_volume(shape(), c, p, hit); },
};

namespace {
PriceVolumeShape shape() {
  return {price_up_volume_up_def, kConditions, Bias::bullish, true};
}
}  // namespace

}  // namespace fwq::analysis
