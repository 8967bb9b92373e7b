// Double tops and bottoms: pairs of swings, judged by conditions.
#include "double_turn.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace fwq::analysis {
namespace {

enum Param : std::size_t {
  swing_size,
  max_difference,
  min_height,
  min_separation,
  min_prior_move,
  min_break
};
constexpr std::size_t kMaxRecovery = min_break;  // In its place where the neckline is not broken.

constexpr Condition difference(bool top) {
  return {.id = top ? "high_difference" : "low_difference",
          .op = Op::at_most,
          .param = max_difference,
          .ideal = 0,
          .unit = "ratio",
          .en = top ? "the two highs are {0} of the height apart, at most {1}"
                    : "the two lows are {0} of the height apart, at most {1}",
          .zh = top ? "两个高点相差为形态高度的 {0}，不大于 {1}"
                    : "两个低点相差为形态高度的 {0}，不大于 {1}"};
}
constexpr Condition height(bool top) {
  return {.id = "height",
          .op = Op::at_least,
          .param = min_height,
          .ideal = 6,
          .unit = "ATR",
          .en = top ? "the neckline is {0} average true ranges below the higher high, at least {1}"
                    : "the neckline is {0} average true ranges above the lower low, at least {1}",
          .zh = top ? "颈线低于较高高点 {0} 倍平均真实波幅，不小于 {1}"
                    : "颈线高于较低低点 {0} 倍平均真实波幅，不小于 {1}"};
}
constexpr Condition separation(bool top) {
  return {.id = "separation",
          .op = Op::at_least,
          .param = min_separation,
          .unit = "bars",
          .en = top ? "the highs are {0} bars apart, at least {1}"
                    : "the lows are {0} bars apart, at least {1}",
          .zh = top ? "两个高点相隔 {0} 根K线，不小于 {1}" : "两个低点相隔 {0} 根K线，不小于 {1}"};
}
constexpr Condition prior_move(bool top) {
  return {.id = top ? "prior_rise" : "prior_fall",
          .op = Op::at_least,
          .param = min_prior_move,
          .ideal = 2,
          .unit = "ratio",
          .en = top ? "the rise into the first high is {0} of the height, at least {1}"
                    : "the fall into the first low is {0} of the height, at least {1}",
          .zh = top ? "涨至第一高点的幅度为形态高度的 {0}，不小于 {1}"
                    : "跌至第一低点的幅度为形态高度的 {0}，不小于 {1}"};
}
constexpr Condition broken(bool top) {
  return {.id = "break",
          .op = Op::above,
          .param = min_break,
          .unit = "ratio",
          .en = top ? "the close is {0} of the height below the neckline, more than {1}"
                    : "the close is {0} of the height above the neckline, more than {1}",
          .zh = top ? "收盘价跌破颈线，幅度为形态高度的 {0}，大于 {1}"
                    : "收盘价高出颈线，幅度为形态高度的 {0}，大于 {1}"};
}

constexpr std::size_t kPairConditions = 4;  // Those that two lows alone decide come first.
constexpr std::array<Condition, 7> conditions_of(bool top) {
  return {difference(top), separation(top),   height(top),     prior_move(top),
          broken(top),     span_at_least(15), span_at_most(40)};
}
constexpr std::array<std::array<Condition, 7>, 2> kBroken{conditions_of(false),
                                                          conditions_of(true)};
constexpr std::array<Condition, 7> kUnbroken{
    difference(false),
    separation(false),
    height(false),
    prior_move(false),
    Condition{.id = "recovery",
              .op = Op::at_most,
              .param = kMaxRecovery,
              .unit = "ratio",
              .en = "no close since the second low is more than {0} of the way up to the neckline, "
                    "at most {1}",
              .zh = "第二低点以来收盘价最多回升至颈线高度的 {0}，不大于 {1}"},
    span_at_least(10),
    span_at_most(30)};

// Two lows and the high between them.
struct Pair {
  std::uint32_t first = 0, neckline = 0, second = 0;
  double low = 0, level = 0;
  double height() const noexcept { return level - low; }
};

struct Seen {
  const PatternContext& context;
  Facing view;
  TurnView turns;
  Params params;
  std::uint32_t max_bars;
};
using Measured = std::array<double, 7>;
constexpr double kFar = std::numeric_limits<double>::infinity();

Seen seen_by(const PatternDef& def, const PatternContext& context, Params params) {
  return {context, Facing(context, def.bias),
          TurnView(context.swings(params[swing_size]), def.bias), params, def.max_bars};
}

void measure_pair(const Seen& seen, const Pair& p, std::size_t first_turn, Measured& measured) {
  const double range = seen.context.mean_range(p.second + 1, p.second + 1 - p.first);
  const double before = highest_before(seen.turns, first_turn, p.low, seen.max_bars);
  measured[0] = std::abs(seen.view.low(p.first) - seen.view.low(p.second)) / p.height();
  measured[1] = p.second - p.first;
  measured[2] = p.height() / range;
  measured[3] = (before - seen.view.low(p.first)) / p.height();
}

// Calls take(pair, measured, index of the second low) for each pair of lows that fits, the nearest first.
template <class Take>
void for_each_pair(const Seen& seen, const Judge& judge, Take take) {
  const TurnView& turns = seen.turns;
  const double far_apart = seen.params[max_difference];
  for (std::size_t two = turns.size() > 0 && turns.is_low(0) ? 0 : 1; two < turns.size();
       two += 2) {
    double between = kFar;  // The lowest low strictly between the two.
    Pair p{.second = turns.bar(two), .level = -kFar};
    for (std::size_t one = two; one >= 2 && p.second - turns.bar(one - 2) < seen.max_bars;) {
      if (turns.price(one - 1) > p.level) {
        p.neckline = turns.bar(one - 1);
        p.level = turns.price(one - 1);
      }
      one -= 2;
      p.first = turns.bar(one);
      p.low = std::min(turns.price(one), turns.price(two));
      const double lowest = std::exchange(between, std::min(between, turns.price(one)));
      if (lowest < p.low) continue;
      if (std::abs(turns.price(one) - turns.price(two)) > (far_apart + 1e-6) * p.height()) continue;
      Measured measured;
      measure_pair(seen, p, one, measured);
      if (judge.first_hold(kPairConditions, measured.data())) take(p, measured, two);
    }
  }
}

ChartShape shape_of(const Pair& p, std::uint32_t end, std::uint32_t known_at, double level,
                    Bias bias) {
  return {.points = {p.first, p.neckline, p.second, end},
          .point_count = 4,
          .start = p.first,
          .end = end,
          .known_at = known_at,
          .turn = p.second,
          .level = level,
          .bias = bias};
}

Pair pair_of(const Facing& view, const PatternHit& hit) {
  const auto& at = hit.points;
  return {at[0], at[1], at[2], std::min(view.low(at[0]), view.low(at[2])), view.high(at[1])};
}

}  // namespace

void find_double_turns(const PatternDef& def, const PatternContext& context, Params params,
                       std::vector<PatternHit>& hits) {
  const Seen seen = seen_by(def, context, params);
  const Judge judge(kBroken.at(def.bias == Bias::bearish ? 1 : 0), params);
  std::vector<ChartShape>& shapes = context.room<ChartShape>();
  for_each_pair(seen, judge, [&](const Pair& p, Measured& measured, std::size_t two) {
    const std::uint32_t last = std::min(context.size() - 1, p.first + def.max_bars - 1);
    const std::uint32_t end =
        break_above(seen.view, {p.neckline, p.level, 0},
                    {p.second + 1, last, p.low, p.height(), params[min_break]});
    if (end == kNever) return;
    measured[4] = (seen.view.close(end) - p.level) / p.height();
    measured[5] = measured[6] = end - p.first + 1;
    if (!judge.all_hold(measured.data())) return;
    // As a rule the second low is a swing long before the break; a sudden break may come first.
    ChartShape shape = shape_of(p, end, std::max(end, seen.turns.known_at(two)),
                                seen.view.price(p.level), def.bias);
    shape.confidence = judge.confidence(measured.data(), def.threshold);
    shapes.push_back(shape);
  });
  report_once(def, context, shapes, hits);
}

Explanation explain_double_turn(const PatternContext& context, Params params,
                                const PatternHit& hit) {
  const Seen seen = seen_by(*hit.pattern, context, params);
  const Pair p = pair_of(seen.view, hit);
  Measured measured;
  measure_pair(seen, p, seen.turns.at_bar(p.first), measured);
  measured[4] = (seen.view.close(hit.end) - p.level) / p.height();
  measured[5] = measured[6] = hit.end - p.first + 1;
  const std::array<double, 4> prices{
      seen.view.price(seen.view.low(p.first)), seen.view.price(p.level),
      seen.view.price(seen.view.low(p.second)), context.bars().close()[hit.end]};
  return tell(
      hit, context, params,
      {prices, seen.view.price(p.level + p.height()), seen.view.price(p.low - p.height() / 20),
       kBroken.at(hit.bias == Bias::bearish ? 1 : 0), measured});
}

namespace {

// How far up to the neckline the highest close since the second low has come.
double recovery(const Facing& view, const Pair& p, std::uint32_t end) {
  return (view.highest_close(p.second + 1, end + 1) - p.low) / p.height();
}

}  // namespace

void find_unbroken_double_bottoms(const PatternDef& def, const PatternContext& context,
                                  Params params, std::vector<PatternHit>& hits) {
  const Seen seen = seen_by(def, context, params);
  std::vector<ChartShape>& shapes = context.room<ChartShape>();
  const Judge judge(kUnbroken, params);
  for_each_pair(seen, judge, [&](const Pair& p, Measured& measured, std::size_t two) {
    const std::uint32_t end = seen.turns.known_at(two);
    measured[4] = recovery(seen.view, p, end);
    measured[5] = measured[6] = end - p.first + 1;
    if (!judge.all_hold(measured.data())) return;
    ChartShape shape = shape_of(p, end, end, p.level, def.bias);
    shape.point_count = 3;
    shape.confidence = judge.confidence(measured.data(), def.threshold);
    shapes.push_back(shape);
  });
  report_once(def, context, shapes, hits);
}

Explanation explain_unbroken_double_bottom(const PatternContext& context, Params params,
                                           const PatternHit& hit) {
  const Seen seen = seen_by(*hit.pattern, context, params);
  const Pair p = pair_of(seen.view, hit);
  Measured measured;
  measure_pair(seen, p, seen.turns.at_bar(p.first), measured);
  measured[4] = recovery(seen.view, p, hit.end);
  measured[5] = measured[6] = hit.end - p.first + 1;
  const std::array<double, 3> prices{seen.view.low(p.first), p.level, seen.view.low(p.second)};
  // The books give no target before the break; it may never come.
  return tell(hit, context, params,
              {prices, data::kNone, p.low - p.height() / 20, kUnbroken, measured});
}

}  // namespace fwq::analysis
