// Towers: the second tall body is looked for, and from it the pause and the first.
#include "tower.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

#include "candles.hpp"

namespace fwq::analysis {
namespace {

enum Param : std::size_t {
  min_tower,
  max_pause_body,
  min_pause,
  max_pause_drift,
  min_return,
  trend_bars,
  min_trend
};

constexpr std::array<Condition, 9> conditions_of(bool top) {
  return {
      Condition{.id = "first_tower",
                .op = Op::at_least,
                .param = min_tower,
                .ideal = 3,
                .unit = "ratio",
                .en = "the first tall body is {0} of the average body, at least {1}",
                .zh = "第一根高大实体为平均实体的 {0}，不小于 {1}"},
      Condition{.id = "second_tower",
                .op = Op::at_least,
                .param = min_tower,
                .ideal = 3,
                .unit = "ratio",
                .en = "the second tall body is {0} of the average body, at least {1}",
                .zh = "第二根高大实体为平均实体的 {0}，不小于 {1}"},
      Condition{.id = "pause_body",
                .op = Op::at_most,
                .param = max_pause_body,
                .ideal = 0.1,
                .unit = "ratio",
                .en = "the largest body of the pause is {0} of the smaller tall body, at most {1}",
                .zh = "停顿期最大实体为较小高大实体的 {0}，不大于 {1}"},
      Condition{.id = "pause",
                .op = Op::at_least,
                .param = min_pause,
                .unit = "bars",
                .en = "the pause takes {0} bars, at least {1}",
                .zh = "停顿 {0} 根K线，不少于 {1}"},
      Condition{.id = "pause_drift",
                .op = Op::at_most,
                .param = max_pause_drift,
                .ideal = 0,
                .unit = "ratio",
                .en = "the pause strays {0} of the first body from its close, at most {1}",
                .zh = "停顿期收盘偏离第一根收盘，幅度为其实体的 {0}，不大于 {1}"},
      Condition{.id = "return",
                .op = Op::at_least,
                .param = min_return,
                .ideal = 1,
                .unit = "ratio",
                .en = top ? "the last close takes back {0} of the first body, at least {1}"
                          : "the last close wins back {0} of the first body, at least {1}",
                .zh = top ? "最后收盘吞回第一根实体的 {0}，不小于 {1}"
                          : "最后收盘收复第一根实体的 {0}，不小于 {1}"},
      top ? rise_condition(min_trend) : fall_condition(min_trend),
      span_at_least(5),
      span_at_most(15)};
}
constexpr std::array<std::array<Condition, 9>, 2> kConditions{conditions_of(false),
                                                              conditions_of(true)};
const std::array<Condition, 9>& conditions_for(Bias bias) {
  return kConditions.at(bias == Bias::bearish ? 1 : 0);
}
using Measured = std::array<double, 9>;

// In the view the first body falls, the second one rises.
double body(const Facing& view, std::uint32_t i) noexcept {
  return std::abs(view.close(i) - view.open(i));
}

void measure(const PatternContext& context, const Facing& view, Params params, Bias bias,
             std::uint32_t first, std::uint32_t last, Measured& measured) {
  const double one = body(view, first), two = body(view, last);
  const double average = context.mean_body(first, kAverageBars);
  double largest = 0, drift = 0;
  for (std::uint32_t i = first + 1; i < last; ++i) {
    largest = std::max(largest, body(view, i));
    drift = std::max(drift, std::abs(view.close(i) - view.close(first)));
  }
  measured[0] = average > 0 ? one / average : 0;
  measured[1] = average > 0 ? two / average : 0;
  measured[2] = largest / std::min(one, two);
  measured[3] = last - first - 1;
  measured[4] = drift / one;
  measured[5] = (view.close(last) - view.close(first)) / one;
  const double fall = context.fall_before(first, static_cast<std::uint32_t>(params[trend_bars]));
  measured[6] = bias == Bias::bearish ? -fall : fall;
  measured[7] = measured[8] = last - first + 1;
}

// The first tower of a shape that ends at `last`: the nearest body before it that is too large for its pause.
// kNever: none in reach.
std::uint32_t first_tower(const Facing& view, std::uint32_t last, std::uint32_t max_bars,
                          double largest_pause) noexcept {
  for (std::uint32_t i = last; i-- > 0 && last - i < max_bars;) {
    if (body(view, i) > largest_pause) return view.close(i) < view.open(i) ? i : kNever;
  }
  return kNever;
}

}  // namespace

void find_towers(const PatternDef& def, const PatternContext& context, Params params,
                 std::vector<PatternHit>& hits) {
  const Facing view(context.bars(), def.bias);
  const std::span<const Condition> conditions(conditions_for(def.bias));
  // Before the first tower: the bars of its average, and of its trend.
  const auto before = std::max(kAverageBars, static_cast<std::uint32_t>(params[trend_bars]) + 1);
  std::vector<ChartShape> shapes = room_for_shapes();
  // A second tower dwarfs the bar before it; the bitmaps know which bars do.
  const BarColumns& columns = context.columns();
  const std::uint64_t* grown = columns.at_least(Column::growth, 1 / params[max_pause_body]);
  const std::uint64_t* coloured = def.bias == Bias::bearish ? columns.at_most(Column::colour, -1)
                                                            : columns.at_least(Column::colour, 1);
  const auto try_bar = [&](std::uint32_t last) {
    if (last < before + 4) return;
    // What is at the bound must not be lost to rounding here; the conditions settle it.
    const double small = params[max_pause_body] * body(view, last) * (1 + 1e-9);
    if (body(view, last - 2) > small || body(view, last - 3) > small) return;
    const std::uint32_t first = first_tower(view, last, def.max_bars, small);
    if (first == kNever || first < before) return;
    Measured measured{};
    measure(context, view, params, def.bias, first, last, measured);
    if (!all_hold(conditions, params, measured)) return;
    shapes.push_back({.points = {first, lowest_bar(view, first, last), last},
                      .point_count = 3,
                      .start = first,
                      .end = last,
                      .known_at = last,
                      .turn = last,
                      .confidence = confidence_of(conditions, params, measured, def.threshold),
                      .bias = def.bias});
  };
  for (std::size_t w = 0; w < columns.words(); ++w) {
    for (std::uint64_t bits = grown[w] & coloured[w]; bits != 0; bits &= bits - 1)
      try_bar(
          static_cast<std::uint32_t>(64 * w + static_cast<std::size_t>(std::countr_zero(bits))));
  }
  report_once(def, context, shapes, hits);
}

Explanation explain_tower(const PatternContext& context, Params params, const PatternHit& hit) {
  const Facing view(context.bars(), hit.bias);
  const auto& at = hit.points;
  Measured measured{};
  measure(context, view, params, hit.bias, hit.start, hit.end, measured);
  const double low = view.price(view.low(at[1]));
  const std::array<double, 3> prices{context.bars().close()[at[0]], low,
                                     context.bars().close()[at[2]]};
  return tell(hit, context, params, {prices, data::kNone, low, conditions_for(hit.bias), measured});
}

}  // namespace fwq::analysis
