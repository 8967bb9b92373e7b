// Triple tops and bottoms: three swings, judged by conditions.
#include "triple_turn.hpp"

#include <algorithm>
#include <cmath>

namespace fwq::analysis {
namespace {

enum Param : std::size_t {
  swing_size,
  max_difference,
  min_separation,
  min_between,
  min_height,
  min_prior_move,
  min_break
};

constexpr std::size_t kEarlyConditions = 5;  // Those that the three lows alone decide come first.
constexpr std::array<Condition, 8> conditions_of(bool top) {
  return {
      Condition{.id = top ? "high_difference" : "low_difference",
                .op = Op::at_most,
                .param = max_difference,
                .ideal = 0,
                .unit = "ratio",
                .en = top ? "the three highs are within {0} of the height, at most {1}"
                          : "the three lows are within {0} of the height, at most {1}",
                .zh = top ? "三个高点相差为形态高度的 {0}，不大于 {1}"
                          : "三个低点相差为形态高度的 {0}，不大于 {1}"},
      Condition{.id = "separation",
                .op = Op::at_least,
                .param = min_separation,
                .unit = "bars",
                .en = top ? "neighbouring highs are {0} bars apart or more, at least {1}"
                          : "neighbouring lows are {0} bars apart or more, at least {1}",
                .zh = top ? "相邻高点至少相隔 {0} 根K线，不小于 {1}"
                          : "相邻低点至少相隔 {0} 根K线，不小于 {1}"},
      Condition{
          .id = top ? "trough" : "peak",
          .op = Op::at_least,
          .param = min_between,
          .ideal = 1,
          .unit = "ratio",
          .en = top ? "the smaller of the two falls between is {0} of the height, at least {1}"
                    : "the smaller of the two rises between is {0} of the height, at least {1}",
          .zh = top ? "其间较小一次回落为形态高度的 {0}，不小于 {1}"
                    : "其间较小一次反弹为形态高度的 {0}，不小于 {1}"},
      Condition{
          .id = "height",
          .op = Op::at_least,
          .param = min_height,
          .ideal = 6,
          .unit = "ATR",
          .en = top ? "the level is {0} average true ranges below the highest high, at least {1}"
                    : "the level is {0} average true ranges above the lowest low, at least {1}",
          .zh = top ? "颈线低于最高点 {0} 倍平均真实波幅，不小于 {1}"
                    : "颈线高于最低点 {0} 倍平均真实波幅，不小于 {1}"},
      Condition{.id = top ? "prior_rise" : "prior_fall",
                .op = Op::at_least,
                .param = min_prior_move,
                .ideal = 2,
                .unit = "ratio",
                .en = top ? "the rise into the first high is {0} of the height, at least {1}"
                          : "the fall into the first low is {0} of the height, at least {1}",
                .zh = top ? "涨至第一高点的幅度为形态高度的 {0}，不小于 {1}"
                          : "跌至第一低点的幅度为形态高度的 {0}，不小于 {1}"},
      Condition{.id = "break",
                .op = Op::above,
                .param = min_break,
                .unit = "ratio",
                .en = top ? "the close is {0} of the height below the level, more than {1}"
                          : "the close is {0} of the height above the level, more than {1}",
                .zh = top ? "收盘价跌破颈线，幅度为形态高度的 {0}，大于 {1}"
                          : "收盘价高出颈线，幅度为形态高度的 {0}，大于 {1}"},
      span_at_least(25),
      span_at_most(50)};
}
constexpr std::array<std::array<Condition, 8>, 2> kConditions{conditions_of(false),
                                                              conditions_of(true)};
const std::array<Condition, 8>& conditions_for(Bias bias) {
  return kConditions.at(bias == Bias::bearish ? 1 : 0);
}
using Measured = std::array<double, 8>;

// The turns of a shape: its lows are at first, second and third.
struct Triple {
  std::size_t first = 0, peak1 = 0, second = 0, peak2 = 0, third = 0;
};

struct Levels {
  double low, high_low, level, lower_peak;
  double height() const noexcept { return level - low; }
};
Levels levels_of(const TurnView& turns, const Triple& t) {
  const double a = turns.price(t.first), b = turns.price(t.second), c = turns.price(t.third);
  const double one = turns.price(t.peak1), two = turns.price(t.peak2);
  return {std::min(std::min(a, b), c), std::max(std::max(a, b), c), std::max(one, two),
          std::min(one, two)};
}

void measure_early(const PatternContext& context, const TurnView& turns, const Triple& t,
                   std::uint32_t bars_before, Measured& measured) {
  const Levels l = levels_of(turns, t);
  const std::uint32_t a = turns.bar(t.first), b = turns.bar(t.second), c = turns.bar(t.third);
  measured[0] = (l.high_low - l.low) / l.height();
  measured[1] = std::min(b - a, c - b);
  measured[2] = (l.lower_peak - l.low) / l.height();
  measured[3] = l.height() / context.mean_range(c + 1, c + 1 - a);
  measured[4] =
      (highest_before(turns, t.first, l.low, bars_before) - turns.price(t.first)) / l.height();
}

// The higher of two turns; the first of equal ones.
std::size_t higher(const TurnView& turns, std::size_t a, std::size_t b) {
  return turns.price(b) > turns.price(a) ? b : a;
}

// Calls take(triple, levels) for three lows that may be a triple's, the nearest first.
template <class Take>
void for_each_triple(const TurnView& turns, std::uint32_t max_bars, double far_apart, Take take) {
  for (std::size_t third = turns.size() > 0 && turns.is_low(0) ? 0 : 1; third < turns.size();
       third += 2) {
    if (third < 4) continue;
    Triple t{.peak2 = third - 1, .third = third};
    for (t.second = third - 2;; t.second -= 2) {
      t.peak1 = t.second - 1;
      for (t.first = t.second; t.first >= 2;) {
        t.peak1 = higher(turns, t.peak1, t.first - 1);
        t.first -= 2;
        if (turns.bar(third) - turns.bar(t.first) >= max_bars) break;
        const Levels l = levels_of(turns, t);
        if (l.high_low - l.low <= (far_apart + 1e-6) * l.height()) take(t, l);
      }
      if (t.second < 4 || turns.bar(third) - turns.bar(t.second - 2) >= max_bars) break;
      t.peak2 = higher(turns, t.peak2, t.second - 1);
    }
  }
}

// No low between is under the three.
bool is_clear(const TurnView& turns, const Triple& t, double low) {
  for (std::size_t k = t.first; k < t.third; k += 2) {
    if (turns.price(k) < low) return false;
  }
  return true;
}

}  // namespace

void find_triple_turns(const PatternDef& def, const PatternContext& context, Params params,
                       std::vector<PatternHit>& hits) {
  const Facing view(context, def.bias);
  const TurnView turns(context.swings(params[swing_size]), def.bias);
  const Judge judge(conditions_for(def.bias), params);
  std::vector<ChartShape>& shapes = context.room<ChartShape>();
  const auto take = [&](const Triple& t, const Levels& l) {
    Measured measured;
    measure_early(context, turns, t, def.max_bars, measured);
    if (!judge.first_hold(kEarlyConditions, measured.data())) return;
    if (!is_clear(turns, t, l.low)) return;
    const std::uint32_t start = turns.bar(t.first), third = turns.bar(t.third);
    const std::uint32_t last = std::min(context.size() - 1, start + def.max_bars - 1);
    const std::uint32_t end = break_above(view, {third, l.level, 0},
                                          {third + 1, last, l.low, l.height(), params[min_break]});
    if (end == kNever) return;
    measured[5] = (view.close(end) - l.level) / l.height();
    measured[6] = measured[7] = end - start + 1;
    if (!judge.all_hold(measured.data())) return;
    shapes.push_back(
        {.points = {start, turns.bar(t.peak1), turns.bar(t.second), turns.bar(t.peak2), third, end},
         .point_count = 6,
         .start = start,
         .end = end,
         .known_at = std::max(end, turns.known_at(t.third)),
         .turn = third,
         .confidence = judge.confidence(measured.data(), def.threshold),
         .level = view.price(l.level),
         .bias = def.bias});
  };
  for_each_triple(turns, def.max_bars, params[max_difference], take);
  report_once(def, context, shapes, hits);
}

Explanation explain_triple_turn(const PatternContext& context, Params params,
                                const PatternHit& hit) {
  const Facing view(context, hit.bias);
  const TurnView turns(context.swings(params[swing_size]), hit.bias);
  const auto at = [&](std::size_t point) { return turns.at_bar(hit.points.at(point)); };
  const Triple t{at(0), at(1), at(2), at(3), at(4)};
  const Levels l = levels_of(turns, t);
  Measured measured;
  measure_early(context, turns, t, hit.pattern->max_bars, measured);
  measured[5] = (view.close(hit.end) - l.level) / l.height();
  measured[6] = measured[7] = hit.end - hit.start + 1;
  std::array<double, 6> prices{};
  for (std::size_t p = 0; p < 5; ++p) prices.at(p) = view.price(turns.price(at(p)));
  prices[5] = context.bars().close()[hit.end];
  return tell(hit, context, params,
              {prices, view.price(l.level + l.height()), view.price(l.low - l.height() / 20),
               conditions_for(hit.bias), measured});
}

}  // namespace fwq::analysis
