// The search for extremes of volume and price.
#include "volume_extreme.hpp"

#include <limits>

#include "block_loops.hpp"
#include "chart_shapes.hpp"
#include "fwq/core/vectorized.hpp"
#include "marks.hpp"

namespace fwq::analysis {
namespace {

using Measures = std::array<double, 4>;

// One bar's volume in means of the window.
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

// Volumes as what may hold a record: one that is unknown, or a halt where the lowest is asked for, never does.
FWQ_VECTORIZED void copy_held(const double* volume, std::uint32_t count, bool is_top,
                              double* held) {
  constexpr double kOut = std::numeric_limits<double>::infinity();
  if (is_top) {
    for (std::uint32_t i = 0; i < count; ++i) held[i] = volume[i] > -kOut ? volume[i] : -kOut;
  } else {
    for (std::uint32_t i = 0; i < count; ++i) held[i] = volume[i] > 0 ? volume[i] : kOut;
  }
}

FWQ_VECTORIZED void mark_records(const double* volume, const double* best, std::uint32_t count,
                                 bool is_top, std::uint8_t* marks) {
  if (is_top) {
    for (std::uint32_t i = 0; i < count; ++i) marks[i] = volume[i] > best[i] ? 1 : 0;
  } else {
    for (std::uint32_t i = 0; i < count; ++i) marks[i] = volume[i] < best[i] ? 1 : 0;
  }
}

// The bars whose volume goes beyond all others of the window before them, a block at a time. Ties: the earlier bar keeps
// the record. A halt (no volume) holds none.
class Records {
 public:
  Records(const PatternContext& context, std::uint32_t window, bool is_top)
      : volume_(context.bars().volume()),
        before_(window - 1),
        is_top_(is_top),
        columns_(context.part<Columns>()) {
    columns_.held.resize(std::max<std::size_t>(columns_.held.size(), before_ + kBlock));
    columns_.room.resize(columns_.held.size());
  }

  // Calls take(bar) for each of them from `first` on, in order. Requires: first >= window.
  template <class Take>
  void for_each(std::uint32_t first, Take take) {
    const auto size = static_cast<std::uint32_t>(volume_.size());
    for (; first < size; first += kBlock) {
      const std::uint32_t count = std::min(kBlock, size - first);
      look_back(first, count);
      mark_records(&volume_[first], columns_.best.data(), count, is_top_, columns_.marks.data());
      for_each_marked(columns_.marks.data(), count,
                      [&](std::uint32_t i, unsigned) { take(first + i); });
    }
  }

 private:
  static constexpr std::uint32_t kBlock = 1024;

  // Memory to work in.
  struct Columns {
    explicit Columns(const PatternContext&) {}
    void renew() noexcept {}
    mutable std::vector<double> held, room;
    mutable std::array<double, kBlock> best{};
    mutable std::array<std::uint8_t, kBlock + kBehindMarks> marks{};
  };

  // The record that stands before each of the bars.
  void look_back(std::uint32_t first, std::uint32_t count) {
    const double* volume = &volume_[first - before_];
    const std::uint32_t held = before_ - 1 + count;
    copy_held(volume, held, is_top_, columns_.held.data());
    if (is_top_) {
      window_highs(&columns_.held[before_ - 1], before_, count, columns_.room.data(),
                   columns_.best.data());
    } else {
      window_lows(&columns_.held[before_ - 1], before_, count, columns_.room.data(),
                  columns_.best.data());
    }
  }

  std::span<const double> volume_;
  std::uint32_t before_;
  bool is_top_;
  const Columns& columns_;
};

// No bar of [from, bar) is as low.
bool is_lowest_since(const Facing& seen, std::uint32_t from, std::uint32_t bar) {
  return from >= bar || seen.lowest(from, bar) > seen.low(bar);
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
  const Facing seen(context, shape.is_top ? Bias::bearish : Bias::bullish);
  const Volumes volumes(context, params, shape.is_top);
  const Judge judge(shape.conditions, params);
  const std::uint32_t window = bars_of(params, volume_extreme::window);
  const std::uint32_t zone = bars_of(params, volume_extreme::zone_bars);
  const double bound = params[volume_extreme::volume_bound];
  std::uint32_t free_from = 0;  // The first bar that no hit has yet taken.
  const auto try_bar = [&](std::uint32_t v) {
    if (!volumes.may_meet(v, bound)) return;
    const double ratio = volumes.ratio(v);
    const double at = settled(ratio, bound);
    if (!(shape.is_top ? at >= bound : at <= bound)) return;
    if (!may_be_lowest(seen, v, window, zone, context.size())) return;
    for (std::uint32_t end = v + 1; end < std::min(v + zone, context.size()); ++end) {
      const std::uint32_t p = lowest_bar(seen, end + 1 - zone, end);
      const std::uint32_t first = std::min(p, v);
      if (first < free_from || !volumes.holds(v, first, end)) continue;
      if (!is_lowest_since(seen, end + 1 - window, p)) continue;
      Measures measured;
      measure(context, params, seen, ratio, p, first, end, measured);
      if (!judge.all_hold(measured.data())) continue;
      free_from = end + 1;
      hits.push_back({.pattern = &shape.def,
                      .bias = shape.def.bias,
                      .confidence = judge.confidence(measured.data(), shape.def.threshold),
                      .start = first,
                      .end = end,
                      .known_at = end,
                      .price = context.bars().close()[end],
                      .points = {v, p, end},
                      .point_count = 3});
      break;
    }
  };
  Records(context, window, shape.is_top).for_each(window + kAverageBars, try_bar);
}

Explanation explain_volume_extreme(const VolumeExtremeShape& shape, const PatternContext& context,
                                   Params params, const PatternHit& hit) {
  const data::Bars& bars = context.bars();
  const Facing seen(context, shape.is_top ? Bias::bearish : Bias::bullish);
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
