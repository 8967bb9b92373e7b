// Price Down, Volume Down: closes fall bar by bar on less and less volume: selling that dries up, or lack of buyers.
//
// Source:   J. Granville, New Key to Stock Market Profits (1963); R. Edwards and J. Magee, Technical Analysis of Stock
//           Trends (1948). The definition is in price_volume.hpp.
// Input:    close, volume, the true range.
// Edges:    price_volume.hpp: runs are reported once; volumes of zero or unknown make none.
#include "price_volume.hpp"

namespace fwq::analysis {
namespace {

constexpr auto kConditions = price_volume::conditions(false);

PriceVolumeShape shape();

}  // namespace

extern const PatternDef price_down_volume_down_def{
    .id = "price_down_volume_down",
    .name_zh = "价跌量缩",
    .name_en = "Price Down, Volume Down",
    .category = Category::price_volume,
    .bias = Bias::neutral,
    .min_bars = 1,
    .max_bars = 5,
    .threshold = 0.40,
    .params = price_volume::params(false),
    .source =
        "J. Granville, New Key to Stock Market Profits (1963); R. Edwards and J. Magee, Technical "
        "Analysis of Stock Trends (1948)",
    .shape_en = "price falls on shrinking volume",
    .shape_zh = "价格下跌而成交量萎缩",
    .roles = {"first", "last"},
    .find = [](const PatternContext& c, Params p,
               std::vector<PatternHit>& hits) { find_price_volume(shape(), c, p, hits); },
    .explain = [](const PatternContext& c, Params p,
                  const PatternHit& hit) { return explain_price_volume(shape(), c, p, hit); },
};

namespace {
PriceVolumeShape shape() {
  return {price_down_volume_down_def, kConditions, Bias::bearish, false};
}
}  // namespace

}  // namespace fwq::analysis
