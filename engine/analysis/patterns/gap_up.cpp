// Gap Up: a bar that opens above the high of the last bar and does not fall back through the gap by its close.
//
// Source:   R. Edwards and J. Magee, Technical Analysis of Stock Trends (1948), ch. 12.
// Input:    open, high, low, close; the true range for the gap's size.
// Edges:    a bar that opens level with the last high leaves none. One-price bars count (gaps.hpp).
#include "opening_gap.hpp"

namespace fwq::analysis {
namespace {
GapShape shape();
}  // namespace

extern const PatternDef gap_up_def{
    .id = "gap_up",
    .name_zh = "向上跳空",
    .name_en = "Gap Up",
    .category = Category::gaps,
    .bias = Bias::bullish,
    .min_bars = 1,
    .max_bars = 1,
    .threshold = 0.60,
    .params = kOpeningGapParams,
    .source = "R. Edwards and J. Magee, Technical Analysis of Stock Trends (1948), ch. 12",
    .shape_en = "opens above the previous high and closes beyond it",
    .shape_zh = "开盘高于前一根最高价，收盘仍在其上",
    .roles = {"gap"},
    .find = [](const PatternContext& c, Params p,
               std::vector<PatternHit>& hits) { find_gaps(shape(), c, p, hits); },
    .explain = [](const PatternContext& c, Params p,
                  const PatternHit& hit) { return explain_gap(shape(), c, p, hit); },
};

namespace {
GapShape shape() {
  return {gap_up_def, kOpeningGapConditions, [](Params) -> std::uint32_t { return 1; },
          measure_opening_gap<Bias::bullish>, Bias::bullish};
}
}  // namespace

}  // namespace fwq::analysis
