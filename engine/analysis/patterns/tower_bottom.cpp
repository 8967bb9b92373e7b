// Tower Bottom: in a fall a tall down bar, a pause of small bars, and a tall up bar.
//
// Source:   see tower.hpp, which tower_top shares upside down.
#include "tower.hpp"

namespace fwq::analysis {

extern const PatternDef tower_bottom_def{
    .id = "tower_bottom",
    .name_zh = "塔形底",
    .name_en = "Tower Bottom",
    .category = Category::multi_bar,
    .bias = Bias::bullish,
    .min_bars = 5,
    .max_bars = 15,
    .threshold = 0.60,
    .params = tower_params(false),
    .source = "S. Nison, Japanese Candlestick Charting Techniques, 2nd ed. (2001), ch. 6",
    .shape_en = "in a fall a tall down bar, a pause of small bars, then a tall up bar",
    .shape_zh = "下跌中的大阴线，其后数根小实体停顿，再由大阳线反转",
    .roles = {"fall", "trough", "rise"},
    .find = [](const PatternContext& c, Params p,
               std::vector<PatternHit>& hits) { find_towers(tower_bottom_def, c, p, hits); },
    .explain = [](const PatternContext& c, Params p,
                  const PatternHit& hit) { return explain_tower(c, p, hit); },
};

}  // namespace fwq::analysis
