// The search for extremes of volume and price.
#include "volume_extreme.hpp"

namespace fwq::analysis {
namespace {

using Measures = std::array<double, 4>;

// One bar's volume in means of the window, and whether none in the window goes beyond it.
class Volumes {
 public:
  Volumes(const PatternContext& context, Params params, bool is_top)
      : context_(context),
        volume_(context.bars().volume()),
        window_(bars_of(params, volume_extreme::window)),
        is_top_(is_top) {}

  // Whether the ratio can meet the bound: what most bars are passed over by, without a division.
  bool may_meet(std::uint32_t bar, double bound) const {
    const double at = bound * context_.mean_volume(bar + 1, window_);
    return is_top_ ? volume_[bar] >= 0.999 * at : volume_[bar] <= 1.001 * at;
  }
  double ratio(std::uint32_t bar) const {
    return volume_[bar] > 0 ? volume_ratio(context_, bar, bar + 1, window_) : data::kNone;
  }
  // Ties: the earlier bar keeps the record. A halt (no volume) holds none.
  bool is_extreme(std::uint32_t bar) const {
    for (std::uint32_t i = bar; i-- > bar + 1 - window_;) {  // Near bars first: they differ least.
      if (is_top_ ? volume_[i] >= volume_[bar] : volume_[i] > 0 && volume_[i] <= volume_[bar])
        return false;
    }
    return true;
  }
  // Every bar of [from, to] was traded, none beyond the record of `bar`.
  bool holds(std::uint32_t bar, std::uint32_t from, std::uint32_t to) const {
    for (std::uint32_t i = from; i <= to; ++i) {
      if (!(volume_[i] > 0)) return false;
      if (i > bar && (is_top_ ? volume_[i] > volume_[bar] : volume_[i] < volume_[bar]))
        return false;
    }
    return true;
  }

 private:
  const PatternContext& context_;
  std::span<const double> volume_;
  std::uint32_t window_;
  bool is_top_;
};

// The bar of the lowest low as seen in [from, to]; the earliest of equals.
std::uint32_t lowest_bar(const Facing& seen, std::uint32_t from, std::uint32_t to) {
  std::uint32_t best = from;
  for (std::uint32_t i = from + 1; i <= to; ++i) best = seen.low(i) < seen.low(best) ? i : best;
  return best;
}
// No bar of [from, bar) is as low.
bool is_lowest_since(const Facing& seen, std::uint32_t from, std::uint32_t bar) {
  for (std::uint32_t i = bar; i-- > from;) {
    if (seen.low(i) <= seen.low(bar)) return false;
  }
  return true;
}

// Whether any low within reach of an extreme volume at `bar` is below all that every window of it has in common. It is
// so for every hit, so that nothing is decided by bars that are not known yet: they only save the work.
bool may_be_lowest(const Facing& seen, std::uint32_t bar, std::uint32_t window, std::uint32_t zone,
                   std::uint32_t size) {
  const std::uint32_t near = bar + 2 - zone;
  const double lowest = seen.lowest(near, std::min(bar + zone, size));
  for (std::uint32_t i = near; i-- > bar + zone - window;) {
    if (seen.low(i) <= lowest) return false;
  }
  return true;
}

void measure(const PatternContext& context, Params params, const Facing& seen, double ratio,
             std::uint32_t price_bar, std::uint32_t first, std::uint32_t end, Measures& measured) {
  const std::uint32_t window = bars_of(params, volume_extreme::window);
  const double low = seen.low(price_bar);
  measured = {ratio, in_ranges(context, first, seen.highest(end + 1 - window, price_bar + 1) - low),
              in_ranges(context, first, seen.close(end) - low),
              static_cast<double>(end - first + 1)};
}

}  // namespace

void find_volume_extremes(const VolumeExtremeShape& shape, const PatternContext& context,
                          Params params, std::vector<PatternHit>& hits) {
  const Facing seen(context.bars(), shape.is_top ? Bias::bearish : Bias::bullish);
  const Volumes volumes(context, params, shape.is_top);
  const std::uint32_t window = bars_of(params, volume_extreme::window);
  const std::uint32_t zone = bars_of(params, volume_extreme::zone_bars);
  const double bound = params[volume_extreme::volume_bound];
  std::uint32_t free_from = 0;  // The first bar that no hit has yet taken.
  for (std::uint32_t v = window + kAverageBars; v < context.size(); ++v) {
    if (!volumes.may_meet(v, bound)) continue;
    const double ratio = volumes.ratio(v);
    const double at = settled(ratio, bound);
    if (!(shape.is_top ? at >= bound : at <= bound) || !volumes.is_extreme(v)) continue;
    if (!may_be_lowest(seen, v, window, zone, context.size())) continue;
    for (std::uint32_t end = v + 1; end < std::min(v + zone, context.size()); ++end) {
      const std::uint32_t p = lowest_bar(seen, end + 1 - zone, end);
      const std::uint32_t first = std::min(p, v);
      if (first < free_from || !volumes.holds(v, first, end)) continue;
      if (!is_lowest_since(seen, end + 1 - window, p)) continue;
      Measures measured;
      measure(context, params, seen, ratio, p, first, end, measured);
      if (!all_hold(shape.conditions, params, measured)) continue;
      free_from = end + 1;
      hits.push_back(
          {.pattern = &shape.def,
           .bias = shape.def.bias,
           .confidence = confidence_of(shape.conditions, params, measured, shape.def.threshold),
           .start = first,
           .end = end,
           .known_at = end,
           .price = context.bars().close()[end],
           .points = {v, p, end},
           .point_count = 3});
      break;
    }
  }
}

Explanation explain_volume_extreme(const VolumeExtremeShape& shape, const PatternContext& context,
                                   Params params, const PatternHit& hit) {
  const data::Bars& bars = context.bars();
  const Facing seen(bars, shape.is_top ? Bias::bearish : Bias::bullish);
  const double extreme = seen.price(seen.low(hit.points[1]));
  const double prices[] = {bars.close()[hit.points[0]], extreme, bars.close()[hit.end]};
  Explanation explanation;
  for (std::uint32_t p = 0; p < hit.point_count; ++p) {
    const std::uint32_t bar = hit.points[p];
    explanation.points.push_back({bars.time()[bar], bar, prices[p], shape.def.roles[p]});
  }
  explanation.stop = extreme;
  Measures measured{};
  const double ratio = Volumes(context, params, shape.is_top).ratio(hit.points[0]);
  measure(context, params, seen, ratio, hit.points[1], hit.start, hit.end, measured);
  all_hold(shape.conditions, params, measured);  // Settles the measures at their bounds.
  explanation.why = reasons_of(shape.conditions, params, measured);
  return explanation;
}

}  // namespace fwq::analysis
