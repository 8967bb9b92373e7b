// Head and shoulders: three lows and two highs among the swings, judged by conditions.
#include "head_shoulders.hpp"

#include <algorithm>
#include <cmath>

namespace fwq::analysis {
namespace {

enum Param : std::size_t {
  swing_size,
  min_head,
  max_shoulder_difference,
  min_shoulder,
  max_neckline_slope,
  min_balance,
  min_height,
  min_prior_move,
  min_break
};

constexpr std::size_t kEarlyConditions = 7;  // Those that the turns alone decide come first.
constexpr std::array<Condition, 10> conditions_of(bool top) {
  return {
      Condition{.id = "head",
                .op = Op::at_least,
                .param = min_head,
                .ideal = 0.5,
                .unit = "ratio",
                .en = top ? "the head is {0} of the height above the higher shoulder, at least {1}"
                          : "the head is {0} of the height below the lower shoulder, at least {1}",
                .zh = top ? "头部高出较高肩部，幅度为形态高度的 {0}，不小于 {1}"
                          : "头部低于较低肩部，幅度为形态高度的 {0}，不小于 {1}"},
      Condition{.id = "shoulder_difference",
                .op = Op::at_most,
                .param = max_shoulder_difference,
                .ideal = 0,
                .unit = "ratio",
                .en = "the shoulders are {0} of the height apart, at most {1}",
                .zh = "两肩相差为形态高度的 {0}，不大于 {1}"},
      Condition{
          .id = "shoulder",
          .op = Op::at_least,
          .param = min_shoulder,
          .ideal = 0.4,
          .unit = "ratio",
          .en = top ? "the lesser shoulder is {0} of the height above the neckline, at least {1}"
                    : "the lesser shoulder is {0} of the height below the neckline, at least {1}",
          .zh = top ? "较小的肩部高出颈线，幅度为形态高度的 {0}，不小于 {1}"
                    : "较小的肩部低于颈线，幅度为形态高度的 {0}，不小于 {1}"},
      Condition{.id = "neckline_slope",
                .op = Op::at_most,
                .param = max_neckline_slope,
                .ideal = 0,
                .unit = "ratio",
                .en = "the ends of the neckline are {0} of the height apart, at most {1}",
                .zh = "颈线两端相差为形态高度的 {0}，不大于 {1}"},
      Condition{.id = "balance",
                .op = Op::at_least,
                .param = min_balance,
                .ideal = 1,
                .unit = "ratio",
                .en = "the nearer shoulder is {0} as far from the head as the other, at least {1}",
                .zh = "较近肩部到头部的时间为另一侧的 {0}，不小于 {1}"},
      Condition{.id = "height",
                .op = Op::at_least,
                .param = min_height,
                .ideal = 8,
                .unit = "ATR",
                .en = "the head is {0} average true ranges from the neckline, at least {1}",
                .zh = "头部距颈线 {0} 倍平均真实波幅，不小于 {1}"},
      Condition{.id = top ? "prior_rise" : "prior_fall",
                .op = Op::at_least,
                .param = min_prior_move,
                .ideal = 2,
                .unit = "ratio",
                .en = top ? "the rise into the left shoulder is {0} of the height, at least {1}"
                          : "the fall into the left shoulder is {0} of the height, at least {1}",
                .zh = top ? "涨至左肩的幅度为形态高度的 {0}，不小于 {1}"
                          : "跌至左肩的幅度为形态高度的 {0}，不小于 {1}"},
      Condition{.id = "break",
                .op = Op::above,
                .param = min_break,
                .unit = "ratio",
                .en = top ? "the close is {0} of the height below the neckline, more than {1}"
                          : "the close is {0} of the height above the neckline, more than {1}",
                .zh = top ? "收盘价跌破颈线，幅度为形态高度的 {0}，大于 {1}"
                          : "收盘价高出颈线，幅度为形态高度的 {0}，大于 {1}"},
      span_at_least(20),
      span_at_most(60)};
}
constexpr std::array<std::array<Condition, 10>, 2> kConditions{conditions_of(false),
                                                               conditions_of(true)};
const std::array<Condition, 10>& conditions_for(Bias bias) {
  return kConditions.at(bias == Bias::bearish ? 1 : 0);
}
using Measured = std::array<double, 10>;

// Indices of turns: the shoulders and the head are lows, the others highs.
struct Body {
  std::size_t left = 0, left_neck = 0, head = 0, right_neck = 0, right = 0;
};

struct Neck {
  Line line;
  double height;
};
Neck neck_of(const TurnView& turns, const Body& b) {
  const Line line = line_through(turns.bar(b.left_neck), turns.price(b.left_neck),
                                 turns.bar(b.right_neck), turns.price(b.right_neck));
  return {line, line.at(turns.bar(b.head)) - turns.price(b.head)};
}

void measure_early(const PatternContext& context, const TurnView& turns, const Body& b,
                   const Neck& neck, std::uint32_t bars_before, Measured& measured) {
  const double left = turns.price(b.left), right = turns.price(b.right), h = neck.height;
  const std::uint32_t first = turns.bar(b.left), head = turns.bar(b.head),
                      last = turns.bar(b.right);
  const auto [shorter, longer] = std::minmax({head - first, last - head});
  measured[0] = (std::min(left, right) - turns.price(b.head)) / h;
  measured[1] = std::abs(left - right) / h;
  measured[2] = std::min(neck.line.at(first) - left, neck.line.at(last) - right) / h;
  measured[3] = std::abs(turns.price(b.left_neck) - turns.price(b.right_neck)) / h;
  measured[4] = static_cast<double>(shorter) / longer;
  measured[5] = h / context.mean_range(last + 1, last + 1 - first);
  // The move before ends where the price stood beyond the head.
  measured[6] = (highest_before(turns, b.left, turns.price(b.head), bars_before) - left) / h;
}

// Calls take(body) for the turns that may be a shape's, the nearest left shoulder first.
template <class Take>
void for_each_body(const TurnView& turns, std::uint32_t max_bars, Take take) {
  const auto higher = [&](std::size_t a, std::size_t b) {
    return turns.price(b) > turns.price(a) ? b : a;
  };
  for (std::size_t right = turns.size() > 0 && turns.is_low(0) ? 0 : 1; right < turns.size();
       right += 2) {
    if (right < 4) continue;
    Body b{.left_neck = right - 3, .head = right - 2, .right_neck = right - 1, .right = right};
    for (b.left = right - 4; turns.bar(right) - turns.bar(b.left) < max_bars; b.left -= 2) {
      b.left_neck = higher(b.left_neck, b.left + 1);
      if (turns.price(b.left) > turns.price(b.head)) {
        if (turns.price(b.head) < turns.price(right)) take(b);
      } else {  // A lower low is the head from here on.
        b.right_neck = higher(b.right_neck, b.left_neck);
        b.head = b.left;
        if (b.left > 0) b.left_neck = b.left - 1;
      }
      if (b.left < 2) break;
    }
  }
}

}  // namespace

void find_head_shoulders(const PatternDef& def, const PatternContext& context, Params params,
                         std::vector<PatternHit>& hits) {
  const Facing view(context, def.bias);
  const TurnView turns(context.swings(params[swing_size]), def.bias);
  const Judge judge(conditions_for(def.bias), params);
  std::vector<ChartShape>& shapes = context.room<ChartShape>();
  const auto take = [&](const Body& b) {
    const Neck neck = neck_of(turns, b);
    const double apart = std::abs(turns.price(b.left) - turns.price(b.right));
    if (!(apart <= (params[max_shoulder_difference] + 1e-6) * neck.height)) return;
    Measured measured;
    measure_early(context, turns, b, neck, def.max_bars, measured);
    if (!judge.first_hold(kEarlyConditions, measured.data())) return;
    const std::uint32_t start = turns.bar(b.left), right = turns.bar(b.right);
    const std::uint32_t last = std::min(context.size() - 1, start + def.max_bars - 1);
    const std::uint32_t end = break_above(
        view, neck.line, {right + 1, last, turns.price(b.right), neck.height, params[min_break]});
    if (end == kNever) return;
    const double level = neck.line.at(end);
    measured[7] = (view.close(end) - level) / neck.height;
    measured[8] = measured[9] = end - start + 1;
    if (!judge.all_hold(measured.data())) return;
    shapes.push_back({.points = {start, turns.bar(b.left_neck), turns.bar(b.head),
                                 turns.bar(b.right_neck), right, end},
                      .point_count = 6,
                      .start = start,
                      .end = end,
                      .known_at = std::max(end, turns.known_at(b.right)),
                      .turn = right,
                      .confidence = judge.confidence(measured.data(), def.threshold),
                      .level = view.price(level),
                      .bias = def.bias});
  };
  for_each_body(turns, def.max_bars, take);
  report_once(def, context, shapes, hits);
}

Explanation explain_head_shoulders(const PatternContext& context, Params params,
                                   const PatternHit& hit) {
  const Facing view(context, hit.bias);
  const TurnView turns(context.swings(params[swing_size]), hit.bias);
  const auto at = [&](std::size_t point) { return turns.at_bar(hit.points.at(point)); };
  const Body b{at(0), at(1), at(2), at(3), at(4)};
  const Neck neck = neck_of(turns, b);
  Measured measured;
  measure_early(context, turns, b, neck, hit.pattern->max_bars, measured);
  const double level = neck.line.at(hit.end);
  measured[7] = (view.close(hit.end) - level) / neck.height;
  measured[8] = measured[9] = hit.end - hit.start + 1;
  std::array<double, 6> prices{};
  for (std::size_t p = 0; p < 5; ++p) prices.at(p) = view.price(turns.price(at(p)));
  prices[5] = context.bars().close()[hit.end];
  return tell(
      hit, context, params,
      {prices, view.price(level + neck.height), view.price(turns.price(b.right) - neck.height / 20),
       conditions_for(hit.bias), measured});
}

}  // namespace fwq::analysis
