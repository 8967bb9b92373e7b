// Price Up, Volume Down: closes rise bar by bar on less and less volume: a rise that fewer and fewer take part in.
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

extern const PatternDef price_up_volume_down_def{
    .id = "price_up_volume_down",
    .name_zh = "价涨量缩",
    .name_en = "Price Up, Volume Down",
    .category = Category::price_volume,
    .bias = Bias::neutral,
    .min_bars = 1,
    .max_bars = 5,
    .threshold = 0.40,
    .params = price_volume::params(false),
    .source =
        "J. Granville, New Key to Stock Market Profits (1963); R. Edwards and J. Magee, Technical "
        "Analysis of Stock Trends (1948)",
    .shape_en = "price rises on shrinking volume",
    .shape_zh = "价格上涨而成交量萎缩",
    .roles = {"first", "last"},
    .find = [](const PatternContext& c, Params p,
               std::vector<PatternHit>& hits) { find_price_volume(shape(), c, p, hits); },
    .explain = [](const PatternContext& c, Params p,
                  const PatternHit& hit) { return explain_price_volume(shape(), c, p, hit); },
};

namespace {
PriceVolumeShape shape() {
  return {price_up_volume_down_def, kConditions, Bias::bullish, false};
}
}  // namespace

}  // namespace fwq::analysis
