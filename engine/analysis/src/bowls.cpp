// Rounding tops and bottoms, and the breaks of rims that saucers and cups wait for.
#include "bowls.hpp"

#include <algorithm>

namespace fwq::analysis {
namespace {

enum Param : std::size_t {
  swing_size,
  min_depth,
  min_fit,
  min_low_share,
  max_skew,
  min_prior_move
};

constexpr std::array<Condition, 7> conditions_of(bool top) {
  return {Condition{.id = "depth",
                    .op = Op::at_least,
                    .param = min_depth,
                    .ideal = 10,
                    .unit = "ATR",
                    .en = top ? "the dome is {0} average true ranges high, at least {1}"
                              : "the bowl is {0} average true ranges deep, at least {1}",
                    .zh = top ? "圆顶高 {0} 倍平均真实波幅，不小于 {1}"
                              : "圆底深 {0} 倍平均真实波幅，不小于 {1}"},
          Condition{.id = top ? "high_share" : "low_share",
                    .op = Op::at_least,
                    .param = min_low_share,
                    .ideal = 0.6,
                    .unit = "ratio",
                    .en = top ? "{0} of the closes are in the highest third, at least {1}"
                              : "{0} of the closes are in the lowest third, at least {1}",
                    .zh = top ? "收盘位于上三分之一的比例为 {0}，不小于 {1}"
                              : "收盘位于下三分之一的比例为 {0}，不小于 {1}"},
          Condition{.id = "fit",
                    .op = Op::at_least,
                    .param = min_fit,
                    .ideal = 0.95,
                    .unit = "ratio",
                    .en = "a parabola explains {0} of the closes' variance, at least {1}",
                    .zh = "抛物线可解释收盘价方差的 {0}，不小于 {1}"},
          Condition{.id = "skew",
                    .op = Op::at_most,
                    .param = max_skew,
                    .ideal = 0,
                    .unit = "ratio",
                    .en = "the curve turns {0} of the length from the middle, at most {1}",
                    .zh = "曲线转折点偏离中点为长度的 {0}，不大于 {1}"},
          Condition{.id = top ? "prior_rise" : "prior_fall",
                    .op = Op::at_least,
                    .param = min_prior_move,
                    .ideal = 2,
                    .unit = "ratio",
                    .en = top ? "the price had risen by {0} of the height before, at least {1}"
                              : "the price had fallen by {0} of the depth before, at least {1}",
                    .zh = top ? "此前价格上涨，幅度为形态高度的 {0}，不小于 {1}"
                              : "此前价格下跌，幅度为形态深度的 {0}，不小于 {1}"},
          span_at_least(30),
          span_at_most(80)};
}
constexpr std::array<std::array<Condition, 7>, 2> kConditions{conditions_of(false),
                                                              conditions_of(true)};
const std::array<Condition, 7>& conditions_for(Bias bias) {
  return kConditions.at(bias == Bias::bearish ? 1 : 0);
}
using Measured = std::array<double, 7>;

struct Round {
  std::uint32_t start = 0, bottom = 0, end = 0;
};

// Measures a bowl whose rim is its last close. False as soon as it is too shallow or too sharp.
bool measure(const PatternContext& context, const Facing& view, Params params, const Round& r,
             std::uint32_t bars_before, Measured& measured) {
  const double rim = view.close(r.end), low = view.low(r.bottom);
  const double depth = rim - low;
  measured[0] = depth / context.mean_range(r.end + 1, r.end + 1 - r.start);
  if (settled(measured[0], params[min_depth]) < params[min_depth]) return false;
  measured[1] = low_share(view, r.start, r.end, rim);
  if (settled(measured[1], params[min_low_share]) < params[min_low_share]) return false;
  const Bowl bowl = fit_bowl(view, r.start, r.end);
  measured[2] = bowl.fit;
  measured[3] = bowl.skew;
  measured[4] = (highest_before(view, r.start, low, bars_before) - rim) / depth;
  measured[5] = measured[6] = r.end - r.start + 1;
  return true;
}

// Where a bowl around a lowest low begins to matter.
struct Seed {
  double rim;                // Bowls up to this rim are too short.
  std::uint32_t start, end;  // No bowl with a higher rim begins after `start` or ends before `end`.
};

// A bowl of at least `2 * half` bars reaches at least `half` bars to one side of its low, over closes that are all under
// its rim. False: there is no such bowl.
bool find_seed(const Facing& view, std::uint32_t bottom, std::uint32_t size, std::uint32_t half,
               Seed& seed) {
  const double low = view.low(bottom), close = view.close(bottom);
  seed = {close, bottom, bottom + 1};
  if (bottom < half || size - bottom <= half) return true;
  const bool left_holds = view.lowest(bottom - half, bottom + 1) >= low;
  const bool right_holds = view.lowest(bottom, bottom + half + 1) >= low;
  if (!(left_holds | right_holds)) return false;
  const double left = view.highest_close(bottom + 1 - half, bottom + 1);
  const double right = view.highest_close(bottom, bottom + half);
  // On a side that does not hold, the bowl ends within these bars: its rim is no higher than they are.
  const bool reaches_left = left_holds & (right_holds | (right > left));
  const bool reaches_right = right_holds & (left_holds | (left > right));
  seed.rim = std::min(left, right);
  if (left == seed.rim && left_holds) seed.start = bottom + 1 - half;
  if (right == seed.rim && right_holds) seed.end = bottom + half;
  return reaches_left | reaches_right;
}

// Grows a bowl around its lowest low, bar by bar to the right, and as far to the left as its closes stay under the
// rim: take(bowl) for each new highest close, until it says that it has enough, the bowl is too long, or the low is
// not the lowest any more.
template <class Take>
void grow(const Facing& view, std::uint32_t bottom, std::uint32_t size, const PatternDef& def,
          Take take) {
  Seed seed;
  if (!find_seed(view, bottom, size, def.min_bars / 2, seed)) return;
  const double low = view.low(bottom);
  double rim = seed.rim;
  std::uint32_t start = seed.start;
  for (std::uint32_t end = seed.end; end < size && end - start < def.max_bars; ++end) {
    if (view.low(end) < low) return;
    if (view.close(end) <= rim) continue;
    rim = view.close(end);
    while (view.close(start) < rim) {
      if (start == 0 || view.low(start - 1) < low || end - start >= def.max_bars) return;
      --start;
    }
    if (end - start + 1 >= def.min_bars && end - start < def.max_bars &&
        take(Round{start, bottom, end}))
      return;
  }
}

}  // namespace

void find_roundings(const PatternDef& def, const PatternContext& context, Params params,
                    std::vector<PatternHit>& hits) {
  const Facing view(context, def.bias);
  const TurnView turns(context.swings(params[swing_size]), def.bias);
  const Judge judge(conditions_for(def.bias), params);
  const double* sums = context.range_sums().data();
  const double least = 0.999 * params[min_depth];
  std::vector<ChartShape>& shapes = context.room<ChartShape>();
  for (std::size_t k = turns.size() > 0 && turns.is_low(0) ? 0 : 1; k < turns.size(); k += 2) {
    const double low = turns.price(k);
    grow(view, turns.bar(k), context.size(), def, [&](const Round& r) {
      // Most bowls are not deep enough: seen without a division; rounding decides nothing.
      const double bars = r.end + 1 - r.start;
      if ((view.close(r.end) - low) * bars < least * (sums[r.end + 1] - sums[r.start]))
        return false;
      Measured measured{};
      if (!measure(context, view, params, r, def.max_bars, measured) ||
          !judge.all_hold(measured.data()))
        return false;
      shapes.push_back({.points = {r.start, r.bottom, r.end},
                        .point_count = 3,
                        .start = r.start,
                        .end = r.end,
                        .known_at = std::max(r.end, turns.known_at(k)),
                        .turn = r.bottom,
                        .confidence = judge.confidence(measured.data(), def.threshold),
                        .level = view.price(view.close(r.end)),
                        .bias = def.bias});
      return true;
    });
  }
  report_once(def, context, shapes, hits);
}

Explanation explain_rounding(const PatternContext& context, Params params, const PatternHit& hit) {
  const Facing view(context, hit.bias);
  const Round r{hit.start, hit.points[1], hit.end};
  const double rim = view.close(r.end), low = view.low(r.bottom);
  Measured measured{};
  measure(context, view, params, r, hit.pattern->max_bars, measured);
  const std::array<double, 3> prices{context.bars().close()[r.start], view.price(low),
                                     context.bars().close()[r.end]};
  return tell(hit, context, params,
              {prices, view.price(rim + (rim - low)), view.price(low - (rim - low) / 20),
               conditions_for(hit.bias), measured});
}

std::uint32_t rim_break(const data::Bars& bars, const std::vector<Swing>& swings, std::size_t k,
                        std::uint32_t min_bars, std::uint32_t max_bars) noexcept {
  const double* close = bars.close().data();
  const Swing& rim = swings[k];
  // Whether the rim still stands at a bar: most are soon passed by another high.
  std::size_t higher = k + 2;
  const auto stands_at = [&](std::uint32_t bar) {
    for (; higher < swings.size() && swings[higher].known_at < bar; higher += 2) {
      if (swings[higher].price >= rim.price) return false;
    }
    return true;
  };
  if (!stands_at(rim.bar + min_bars - 1)) return kNever;
  const auto last = std::min<std::size_t>(bars.size() - 1, rim.bar + std::size_t{max_bars} - 1);
  std::uint32_t i = rim.bar + 1;
  for (; i + 3 <= last; i += 4) {  // Four at a time; most closes are under the rim.
    const bool none = (close[i] <= rim.price) & (close[i + 1] <= rim.price) &
                      (close[i + 2] <= rim.price) & (close[i + 3] <= rim.price);
    if (!none) break;
  }
  while (i <= last && !(close[i] > rim.price)) ++i;
  return i <= last && i - rim.bar + 1 >= min_bars && stands_at(i) ? i : kNever;
}

}  // namespace fwq::analysis
