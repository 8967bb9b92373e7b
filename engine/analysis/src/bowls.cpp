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

// Measures a bowl whose rim is its last close. False if it is too shallow from the outset.
bool measure(const PatternContext& context, const Facing& view, Params params, const Round& r,
             std::uint32_t bars_before, Measured& measured) {
  const double rim = view.close(r.end), low = view.low(r.bottom);
  const double depth = rim - low;
  measured[0] = depth / context.mean_range(r.end + 1, r.end + 1 - r.start);
  if (settled(measured[0], params[min_depth]) < params[min_depth]) return false;
  const Bowl bowl = fit_bowl(view, r.start, r.end, rim);
  measured[1] = bowl.low_share;
  measured[2] = bowl.fit;
  measured[3] = bowl.skew;
  measured[4] = (highest_before(view, r.start, low, bars_before) - rim) / depth;
  measured[5] = measured[6] = r.end - r.start + 1;
  return true;
}

// Grows a bowl around its lowest low, bar by bar to the right, and as far to the left as its closes stay under the
// rim: take(bowl) for each new highest close, until it says that it has enough, the bowl is too long, or the low is
// not the lowest any more.
template <class Take>
void grow(const Facing& view, std::uint32_t bottom, std::uint32_t size, const PatternDef& def,
          Take take) {
  const double low = view.low(bottom);
  double rim = view.close(bottom);
  std::uint32_t start = bottom;
  for (std::uint32_t end = bottom + 1; end < size && end - start < def.max_bars; ++end) {
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
  const Facing view(context.bars(), def.bias);
  const TurnView turns(context.swings(params[swing_size]), def.bias);
  const std::span<const Condition> conditions(conditions_for(def.bias));
  std::vector<ChartShape> shapes;
  for (std::size_t k = turns.size() > 0 && turns.is_low(0) ? 0 : 1; k < turns.size(); k += 2) {
    grow(view, turns.bar(k), context.size(), def, [&](const Round& r) {
      Measured measured{};
      if (!measure(context, view, params, r, def.max_bars, measured) ||
          !all_hold(conditions, params, measured))
        return false;
      shapes.push_back({.points = {r.start, r.bottom, r.end},
                        .point_count = 3,
                        .start = r.start,
                        .end = r.end,
                        .known_at = std::max(r.end, turns.known_at(k)),
                        .turn = r.bottom,
                        .confidence = confidence_of(conditions, params, measured, def.threshold),
                        .level = view.price(view.close(r.end)),
                        .bias = def.bias});
      return true;
    });
  }
  report_once(def, context, shapes, hits);
}

Explanation explain_rounding(const PatternContext& context, Params params, const PatternHit& hit) {
  const Facing view(context.bars(), hit.bias);
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

std::vector<RimBreak> rim_breaks(const data::Bars& bars, const std::vector<Swing>& swings) {
  constexpr double kNone = std::numeric_limits<double>::infinity();
  const double* close = bars.close().data();
  const auto size = static_cast<std::uint32_t>(bars.size());
  std::vector<RimBreak> breaks;
  std::vector<std::uint32_t>
      rims;  // Known highs that no close has passed, each lower than the last.
  double lowest_rim = kNone;
  const auto drop = [&] {
    rims.pop_back();
    lowest_rim = rims.empty() ? kNone : swings[rims.back()].price;
  };
  std::uint32_t i = 0;
  for (std::uint32_t next = 0; next <= swings.size(); ++next) {
    const std::uint32_t until = next < swings.size() ? swings[next].known_at + 1 : size;
    for (; i < until; ++i) {
      while (close[i] > lowest_rim) {
        breaks.push_back({rims.back(), i});
        drop();
      }
    }
    if (next == swings.size() || !swings[next].high) continue;
    // A high that went over a rim without a close above it is the rim from now on.
    while (swings[next].price >= lowest_rim) drop();
    rims.push_back(next);
    lowest_rim = swings[next].price;
  }
  return breaks;
}

}  // namespace fwq::analysis
