// Island Reversal Top: after a rise, a gap up into a cluster of bars and a gap down out of it at the same prices.
//
// Source:   R. Edwards and J. Magee, Technical Analysis of Stock Trends (1948), ch. 12; T. Bulkowski, Encyclopedia of
//           Chart Patterns, 2nd ed. (2005). The definition is in islands.hpp.
// Input:    high, low, close.
// Edges:    islands.hpp: one-price bars count; reported once.
#include "islands.hpp"

namespace fwq::analysis {
namespace {
IslandShape shape();
}  // namespace

extern const PatternDef island_reversal_top_def{
    .id = "island_reversal_top",
    .name_zh = "岛形反转顶",
    .name_en = "Island Reversal Top",
    .category = Category::reversal,
    .bias = Bias::bearish,
    .min_bars = island::kMinBars,
    .max_bars = island::kMaxBars,
    .threshold = 0.80,
    .params = island::params(true),
    .source =
        "R. Edwards and J. Magee, Technical Analysis of Stock Trends (1948), ch. 12; T. Bulkowski, "
        "Encyclopedia of Chart Patterns, 2nd ed. (2005)",
    .shape_en = "gap up into a cluster of bars, then gap down out of it",
    .shape_zh = "向上跳空形成孤岛，随后向下跳空离开",
    .roles = {"before", "first_gap", "island_end", "second_gap"},
    .find = [](const PatternContext& c, Params p,
               std::vector<PatternHit>& hits) { find_islands(shape(), c, p, hits); },
    .explain = [](const PatternContext& c, Params p,
                  const PatternHit& hit) { return explain_island(shape(), c, p, hit); },
};

namespace {
IslandShape shape() {
  return {island_reversal_top_def, true};
}
}  // namespace

}  // namespace fwq::analysis
