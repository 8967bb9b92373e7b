// Towers: the second tall body is looked for, and from it the pause and the first.
#include "tower.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>

#include "candles.hpp"
#include "fwq/core/vectorized.hpp"

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

// Bar k is marked where it rises and dwarfs the three before it.
FWQ_VECTORIZED void mark_second_towers(const double* bodies, const double* open,
                                       const double* close, double sign, double largest,
                                       std::uint32_t count, std::uint8_t* marks) {
  for (std::uint32_t k = 3; k < count; ++k) {
    const double small = largest * bodies[k];
    const bool dwarfs = (bodies[k - 1] <= small) & (bodies[k - 2] <= small) &
                        (bodies[k - 3] <= small) & (sign * (close[k] - open[k]) > 0);
    marks[k] = dwarfs ? 1 : 0;
  }
}

// The bars that may be a second tower, looked for a block at a time: most bars are none, eight are passed over by one look.
class SecondTowers {
 public:
  SecondTowers(const PatternContext& context, const Facing& view, double largest)
      : context_(context), sign_(view.sign()), largest_(largest) {}

  // The first of them from bar `i` on; kNever: none. Requires: i >= 3, and no bar asked for before it.
  std::uint32_t next(std::uint32_t i) {
    for (; i < context_.size(); ++i) {
      if (i >= end_) look_ahead(i);
      std::uint64_t eight;
      std::memcpy(&eight, &marks_[i - start_], sizeof eight);
      if (eight != 0) {
        i += static_cast<std::uint32_t>(std::countr_zero(eight)) / 8;
        return i < end_ ? i : next(end_);
      }
      i = std::min(i + 7, end_ - 1);
    }
    return kNever;
  }

 private:
  static constexpr std::uint32_t kBlock = 512;
  void look_ahead(std::uint32_t i) {
    start_ = i - 3;
    end_ = std::min(context_.size(), i + kBlock);
    const data::Bars& bars = context_.bars();
    mark_second_towers(context_.columns().bodies() + start_, &bars.open()[start_],
                       &bars.close()[start_], sign_, largest_, end_ - start_, marks_.data());
    std::fill_n(&marks_[end_ - start_], 8, std::uint8_t{0});
  }

  const PatternContext& context_;
  double sign_, largest_;
  std::uint32_t start_ = 0, end_ = 0;  // Bars that the marks are of.
  std::array<std::uint8_t, kBlock + 11> marks_{};
};

}  // namespace

void find_towers(const PatternDef& def, const PatternContext& context, Params params,
                 std::vector<PatternHit>& hits) {
  const Facing view(context, def.bias);
  const Judge judge(conditions_for(def.bias), params);
  // Before the first tower: the bars of its average, and of its trend.
  const auto before = std::max(kAverageBars, static_cast<std::uint32_t>(params[trend_bars]) + 1);
  std::vector<ChartShape>& shapes = context.room<ChartShape>();
  const double* bodies = context.columns().bodies();
  // What is at the bound must not be lost to rounding here; the conditions settle it.
  const double largest = params[max_pause_body] * (1 + 1e-9);
  SecondTowers seconds(context, view, largest);
  for (std::uint32_t last = seconds.next(before + 4); last < context.size();
       last = seconds.next(last + 1)) {
    const double small = largest * bodies[last];
    const std::uint32_t first = first_tower(view, last, def.max_bars, small);
    if (first == kNever || first < before) continue;
    Measured measured{};
    measure(context, view, params, def.bias, first, last, measured);
    if (!judge.all_hold(measured.data())) continue;
    shapes.push_back({.points = {first, lowest_bar(view, first, last), last},
                      .point_count = 3,
                      .start = first,
                      .end = last,
                      .known_at = last,
                      .turn = last,
                      .confidence = judge.confidence(measured.data(), def.threshold),
                      .bias = def.bias});
  }
  report_once(def, context, shapes, hits);
}

Explanation explain_tower(const PatternContext& context, Params params, const PatternHit& hit) {
  const Facing view(context, hit.bias);
  const auto& at = hit.points;
  Measured measured{};
  measure(context, view, params, hit.bias, hit.start, hit.end, measured);
  const double low = view.price(view.low(at[1]));
  const std::array<double, 3> prices{context.bars().close()[at[0]], low,
                                     context.bars().close()[at[2]]};
  return tell(hit, context, params, {prices, data::kNone, low, conditions_for(hit.bias), measured});
}

}  // namespace fwq::analysis
