// The search that the four cases of price and volume share.
#include "price_volume.hpp"

#include "fwq/core/vectorized.hpp"

namespace fwq::analysis {
namespace {

using Measures = std::array<double, 4>;

constexpr std::uint8_t kNoRun = 4;

// The way of each bar from 1 on: 2 for a higher close, 1 for a higher volume. A volume of zero or none, or one that is level,
// ends a run like a level close.
FWQ_VECTORIZED void mark_kinds(const double* close, const double* volume, std::uint32_t size,
                               std::uint8_t* kinds) {
  for (std::uint32_t i = 1; i < size; ++i) {
    const bool traded = (volume[i] > 0) & (volume[i - 1] > 0);
    const bool moved = (close[i] != close[i - 1]) & (volume[i] != volume[i - 1]);
    const int way = (close[i] > close[i - 1] ? 2 : 0) + (volume[i] > volume[i - 1] ? 1 : 0);
    kinds[i] = static_cast<std::uint8_t>((traded & moved) ? way : kNoRun);
  }
}

// The last `count` bars of a run, up to `last`.
Measures measure(const PriceVolumeShape& shape, const PatternContext& context, const Facing& seen,
                 Params params, std::uint32_t last) {
  const auto volume = context.bars().volume();
  const std::uint32_t first = last + 1 - bars_of(params, price_volume::bars);
  const double way = shape.volume_up ? 1 : -1;
  double price_step = 1e300;
  double volume_step = 1e300;
  for (std::uint32_t i = first; i <= last; ++i) {
    price_step = std::min(price_step, seen.close(i) - seen.close(i - 1));
    volume_step = std::min(volume_step, way * (volume[i] - volume[i - 1]) / volume[i - 1]);
  }
  return {in_ranges(context, first, price_step),
          in_ranges(context, first, seen.close(last) - seen.close(first - 1)), volume_step,
          volume_ratio(context, last, first, bars_of(params, price_volume::average_bars))};
}

}  // namespace

const PriceVolumeRuns::Runs& PriceVolumeRuns::all_of(std::uint32_t count) const {
  for (std::size_t m = 0; m < made_count_; ++m) {
    if (made_[m].count == count) return made_[m].runs;
  }
  if (made_count_ == made_.size()) made_.emplace_back();
  Made& made = made_[made_count_++];
  made.count = count;
  for (auto& of_one : made.runs) of_one.clear();
  find(count, made.runs);
  return made.runs;
}

void PriceVolumeRuns::find(std::uint32_t count, Runs& runs) const {
  const std::uint32_t size = context_.size();
  if (kinds_.size() < size) kinds_.resize(size);
  mark_kinds(context_.bars().close().data(), context_.bars().volume().data(), size, kinds_.data());
  unsigned last_kind = kNoRun;
  std::uint32_t length = 0;  // Of the run that bar i is in.
  for (std::uint32_t i = 1; i < size; ++i) {
    const unsigned kind = kinds_[i];
    length = (kind == last_kind ? length : 0) + 1;
    last_kind = kind;
    if ((length < count) | (kind == kNoRun)) continue;
    if (length == count) runs[kind].push_back({i + 1 - count, i});
    runs[kind].back().last = i;
  }
}

void find_price_volume(const PriceVolumeShape& shape, const PatternContext& context, Params params,
                       std::vector<PatternHit>& hits) {
  const Facing seen(context, shape.price);
  const Judge judge(shape.conditions, params);
  const auto count = bars_of(params, price_volume::bars);
  const auto before = std::max(kAverageBars, bars_of(params, price_volume::average_bars));
  for (const auto& run : context.part<PriceVolumeRuns>().of(shape.price, shape.volume_up, count)) {
    // Of the places where the last `count` bars of the run fulfil it all, the first in each row of such places.
    bool goes_on = false;
    for (std::uint32_t i = std::max(run.first, before) + count - 1; i <= run.last; ++i) {
      const Measures measured = measure(shape, context, seen, params, i);
      const bool is_one = judge.all_hold(measured.data());
      if (is_one && !goes_on) {
        hits.push_back({.pattern = &shape.def,
                        .bias = shape.def.bias,
                        .confidence = judge.confidence(measured.data(), shape.def.threshold),
                        .start = i + 1 - count,
                        .end = i,
                        .known_at = i,
                        .price = context.bars().close()[i],
                        .points = {i + 1 - count, i},
                        .point_count = 2});
      }
      goes_on = is_one;
    }
  }
}

Explanation explain_price_volume(const PriceVolumeShape& shape, const PatternContext& context,
                                 Params params, const PatternHit& hit) {
  const data::Bars& bars = context.bars();
  Explanation explanation;
  for (std::uint32_t p = 0; p < hit.point_count; ++p) {
    const std::uint32_t bar = hit.points[p];
    explanation.points.push_back({bars.time()[bar], bar, bars.close()[bar], shape.def.roles[p]});
  }
  Measures measured = measure(shape, context, Facing(context, shape.price), params, hit.end);
  all_hold(shape.conditions, params, measured);  // Settles the measures at their bounds.
  explanation.why = reasons_of(shape.conditions, params, measured);
  return explanation;
}

}  // namespace fwq::analysis
