// The search for islands.
#include "islands.hpp"

namespace fwq::analysis {
namespace {

constexpr auto kTop = island::conditions(true);
constexpr auto kBottom = island::conditions(false);

std::span<const Condition> conditions_of(const IslandShape& shape) {
  return shape.is_top ? kTop : kBottom;
}

// The island from bar `first` up to, not including, bar `after`, seen as a top.
struct Island {
  double edge, low, high;  // Of the nearer bar beside it; of its own bars.
  std::array<double, 4> measured;
};

Island measure(const PatternContext& context, const Facing& seen, Params params,
               std::uint32_t first, std::uint32_t after) {
  const std::uint32_t trend = bars_of(params, island::trend_bars);
  Island island{std::max(seen.high(first - 1), seen.high(after)),
                seen.lowest(first, after),
                seen.highest(first, after),
                {}};
  island.measured = {
      in_ranges(context, first, island.low - island.edge),
      in_ranges(context, first, seen.close(first - 1) - seen.close(first - 1 - trend)),
      static_cast<double>(after - first), static_cast<double>(after - first) + 2};
  return island;
}

}  // namespace

void find_islands(const IslandShape& shape, const PatternContext& context, Params params,
                  std::vector<PatternHit>& hits) {
  const Bias way = shape.is_top ? Bias::bullish : Bias::bearish;
  const Facing seen(context, way);
  const auto conditions = conditions_of(shape);
  const auto& ins = context.part<Gaps>().that_lead(way);
  const auto& outs = context.part<Gaps>().that_lead(shape.is_top ? Bias::bearish : Bias::bullish);
  const std::uint32_t earliest = std::max(kAverageBars, bars_of(params, island::trend_bars) + 1);
  std::uint32_t free_from = 0;
  std::size_t earlier = 0;  // Gaps in that lie before the gap out.
  for (const Gaps::Gap& out : outs) {
    const std::uint32_t after = out.bar;
    while (earlier < ins.size() && ins[earlier].bar < after) ++earlier;
    if (!(seen.high(after) < seen.low(after - 1))) continue;
    for (std::size_t in = earlier; in-- > 0 && after - ins[in].bar + 2 <= island::kMaxBars;) {
      const std::uint32_t first = ins[in].bar;
      if (first < earliest || first - 1 < free_from) continue;
      Island island = measure(context, seen, params, first, after);
      if (!(island.low > island.edge) || !all_hold(conditions, params, island.measured)) continue;
      free_from = after;
      PatternHit hit{
          .pattern = &shape.def,
          .bias = shape.def.bias,
          .confidence = confidence_of(conditions, params, island.measured, shape.def.threshold),
          .start = first - 1,
          .end = after,
          .known_at = after,
          .price = context.bars().close()[after],
          .level = seen.price(island.low)};
      hit.points = {first - 1, first, after - 1, after};
      hit.point_count = 4;
      hits.push_back(hit);
      break;
    }
  }
}

Explanation explain_island(const IslandShape& shape, const PatternContext& context, Params params,
                           const PatternHit& hit) {
  const data::Bars& bars = context.bars();
  const Facing seen(context, shape.is_top ? Bias::bullish : Bias::bearish);
  Island island = measure(context, seen, params, hit.points[1], hit.end);
  all_hold(conditions_of(shape), params, island.measured);  // Settles the measures at their bounds.
  Explanation explanation;
  // Each point at the edge of its gap.
  const double edges[] = {seen.high(hit.points[0]), seen.low(hit.points[1]),
                          seen.low(hit.points[2]), seen.high(hit.points[3])};
  for (std::uint32_t p = 0; p < hit.point_count; ++p) {
    const std::uint32_t bar = hit.points[p];
    explanation.points.push_back({bars.time()[bar], bar, seen.price(edges[p]), shape.def.roles[p]});
  }
  explanation.stop = seen.price(island.high);
  explanation.why = reasons_of(conditions_of(shape), params, island.measured);
  return explanation;
}

}  // namespace fwq::analysis
