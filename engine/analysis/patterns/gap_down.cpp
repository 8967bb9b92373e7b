// Gap Down: a bar that opens below the low of the last bar and does not rise back through the gap by its close.
//
// Source:   R. Edwards and J. Magee, Technical Analysis of Stock Trends (1948), ch. 12.
// Input:    open, high, low, close; the true range for the gap's size.
// Edges:    a bar that opens level with the last low leaves none. One-price bars count (gaps.hpp).
#include "opening_gap.hpp"

namespace fwq::analysis {
namespace {
GapShape shape();
}  // namespace

extern const PatternDef gap_down_def{
    .id = "gap_down",
    .name_zh = "向下跳空",
    .name_en = "Gap Down",
    .category = Category::gaps,
    .bias = Bias::bearish,
    .min_bars = 1,
    .max_bars = 1,
    .threshold = 0.60,
    .params = kOpeningGapParams,
    .source = "R. Edwards and J. Magee, Technical Analysis of Stock Trends (1948), ch. 12",
    .shape_en = "opens below the previous low and closes beyond it",
    .shape_zh = "开盘低于前一根最低价，收盘仍在其下",
    .roles = {"gap"},
    .find = [](const PatternContext& c, Params p,
               std::vector<PatternHit>& hits) { find_gaps(shape(), c, p, hits); },
    .explain = [](const PatternContext& c, Params p,
                  const PatternHit& hit) { return explain_gap(shape(), c, p, hit); },
};

namespace {
GapShape shape() {
  return {gap_down_def, kOpeningGapConditions, [](Params) -> std::uint32_t { return 1; },
          measure_opening_gap<Bias::bearish>, Bias::bearish};
}
}  // namespace

}  // namespace fwq::analysis
