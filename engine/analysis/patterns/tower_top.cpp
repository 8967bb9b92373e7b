// Tower Top: in a rise a tall up bar, a pause of small bars, and a tall down bar.
//
// Source:   see tower.hpp; it is tower_bottom upside down.
#include "tower.hpp"

namespace fwq::analysis {

extern const PatternDef tower_top_def{
    .id = "tower_top",
    .name_zh = "塔形顶",
    .name_en = "Tower Top",
    .category = Category::multi_bar,
    .bias = Bias::bearish,
    .min_bars = 5,
    .max_bars = 15,
    .threshold = 0.60,
    .params = tower_params(true),
    .source = "S. Nison, Japanese Candlestick Charting Techniques, 2nd ed. (2001), ch. 6",
    .shape_en = "in a rise a tall up bar, a pause of small bars, then a tall down bar",
    .shape_zh = "上涨中的大阳线，其后数根小实体停顿，再由大阴线反转",
    .roles = {"rise", "peak", "fall"},
    .find = [](const PatternContext& c, Params p,
               std::vector<PatternHit>& hits) { find_towers(tower_top_def, c, p, hits); },
    .explain = [](const PatternContext& c, Params p,
                  const PatternHit& hit) { return explain_tower(c, p, hit); },
};

}  // namespace fwq::analysis
