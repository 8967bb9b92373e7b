// Megaphone: five turning points in a row whose swings keep widening: each rise larger than the last rise, each fall
// larger than the last fall.
//
// Source:   R. Edwards and J. Magee, Technical Analysis of Stock Trends (1948), ch. 10: the orthodox broadening top has
//           three peaks and two bottoms, five turning points. Here it is told by its swings, however its edges lie: flat
//           on one side (right-angled broadening) or tilted. An expanding triangle (expanding_triangle.cpp) is told by
//           its lines instead: straight, of opposite slope, with each turning point on one of them.
// Input:    turning points (swings.hpp); the true range.
// Edges:    known when the fifth turning point is. Reported once: the next one begins no earlier than the last one's
//           fifth turning point. No direction, target or stop: either edge may give.
// Cost:     O(1) a turning point.
#include <algorithm>
#include <array>

#include "boundary_lines.hpp"

namespace fwq::analysis {
namespace {

constexpr std::uint32_t kMinBars = 15, kMaxBars = 40;
constexpr std::size_t kTurns = 5;
enum Param : std::size_t { swing_size, min_growth, max_inward, min_height };

constexpr std::array<Condition, 5> kConditions{
    {{.id = "growth",
      .op = Op::at_least,
      .param = min_growth,
      .ideal = 2,
      .unit = "ratio",
      .en = "each rise and each fall is at least {0} times the one before, at least {1}",
      .zh = "每次升跌至少为前一次同向升跌的 {0} 倍，不小于 {1}"},
     {.id = "inward",
      .op = Op::at_most,
      .param = max_inward,
      .ideal = -0.2,
      .unit = "ratio",
      .en = "from high to high, or low to low, the price comes back inside by {0} of the height, "
            "at most {1}",
      .zh = "相邻高点（或低点）向内收缩高度的 {0}，不大于 {1}"},
     {.id = "height",
      .op = Op::at_least,
      .param = min_height,
      .ideal = 9,
      .unit = "ATR",
      .en = "the largest swing is {0} average true ranges, at least {1}",
      .zh = "最大一次升跌为 {0} 倍平均真实波幅，不小于 {1}"},
     boundary::span_condition(Op::at_least, kMinBars),
     boundary::span_condition(Op::at_most, kMaxBars)}};

// Of five turning points, the first at `turns[0]`.
std::array<double, kConditions.size()> measured(const PatternContext& context, const Swing* turns) {
  std::array<double, kTurns - 1> legs{};
  for (std::size_t k = 0; k + 1 < kTurns; ++k)
    legs[k] = std::abs(turns[k + 1].price - turns[k].price);
  const double height = *std::max_element(legs.begin(), legs.end());
  double inward = -height;
  for (std::size_t k = 0; k + 2 < kTurns; ++k) {
    const double rise = turns[k + 2].price - turns[k].price;
    inward = std::max(inward, turns[k].high ? -rise : rise);
  }
  const std::uint32_t last = turns[kTurns - 1].bar;
  const double unit = context.mean_range(last + 1, last + 1 - turns[0].bar);
  const double span = turns[kTurns - 1].known_at - turns[0].bar + 1;
  return {std::min(legs[2] / legs[0], legs[3] / legs[1]), inward / height, height / unit, span,
          span};
}

void find(const PatternContext& context, Params params, std::vector<PatternHit>& hits);
Explanation explain(const PatternContext& context, Params params, const PatternHit& hit);

}  // namespace

extern const PatternDef megaphone_def{
    .id = "megaphone",
    .name_zh = "喇叭形",
    .name_en = "Megaphone",
    .category = Category::multi_bar,
    .bias = Bias::neutral,
    .min_bars = kMinBars,
    .max_bars = kMaxBars,
    .threshold = 0.40,
    .params = {boundary::swing_size_param(2),
               boundary::real_param("min_growth", 1.2, 0.5, 5, "ratio",
                                    "Each rise and fall at least this many times the one before",
                                    "每次升跌至少为前一次同向升跌的倍数"),
               boundary::real_param("max_inward", 0.1, -0.5, 0.5, "ratio",
                                    "Highs fall, or lows rise, by at most this share of the height",
                                    "高点下降或低点上升的幅度相对高度的上限"),
               boundary::real_param("min_height", 4, 0.5, 20, "ATR", "Largest swing at least",
                                    "最大一次升跌的下限")},
    .source = "R. Edwards and J. Magee, Technical Analysis of Stock Trends (1948), ch. 10",
    .shape_en = "five turning points whose swings keep widening",
    .shape_zh = "五个转折点，升跌幅度不断扩大",
    .roles = {"first_turn", "second_turn", "third_turn", "fourth_turn", "fifth_turn"},
    .find = find,
    .explain = explain,
};

namespace {

void find(const PatternContext& context, Params params, std::vector<PatternHit>& hits) {
  const auto& swings = context.swings(params[swing_size]);
  std::uint32_t free_from = 0;
  for (std::size_t k = 0; k + kTurns <= swings.size(); ++k) {
    const Swing* turns = &swings[k];
    const Swing& last = turns[kTurns - 1];
    if (turns[0].bar < free_from || last.known_at - turns[0].bar >= kMaxBars) continue;
    auto values = measured(context, turns);
    if (!all_hold(kConditions, params, values)) continue;
    free_from = last.bar;
    PatternHit hit{
        .pattern = &megaphone_def,
        .bias = Bias::neutral,
        .confidence = confidence_of(kConditions, params, values, megaphone_def.threshold),
        .start = turns[0].bar,
        .end = last.known_at,
        .known_at = last.known_at,
        .price = context.bars().close()[last.known_at]};
    for (std::size_t p = 0; p < kTurns; ++p) hit.points[p] = turns[p].bar;
    hit.point_count = kTurns;
    hits.push_back(hit);
  }
}

Explanation explain(const PatternContext& context, Params params, const PatternHit& hit) {
  const auto& swings = context.swings(params[swing_size]);
  auto at = std::lower_bound(swings.begin(), swings.end(), hit.start,
                             [](const Swing& s, std::uint32_t bar) { return s.bar < bar; });
  if ((at + 1)->bar != hit.points[1]) ++at;  // One bar may turn both ways.
  Explanation explanation;
  for (std::uint32_t p = 0; p < hit.point_count; ++p) {
    const Swing& turn = *(at + p);
    explanation.points.push_back(
        {context.bars().time()[turn.bar], turn.bar, turn.price, megaphone_def.roles[p]});
  }
  auto values = measured(context, &*at);
  all_hold(kConditions, params, values);  // Settles the measures at their bounds.
  explanation.why = reasons_of(kConditions, params, values);
  return explanation;
}

}  // namespace

}  // namespace fwq::analysis
