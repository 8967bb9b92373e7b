// What came after each bar and each hit of a series.
//
// Source:  pattern_statistics.hpp.
// Input:   open, high, low, close.
// Output:  fractions of the entry price, the open of the next bar.
// Edges:   a window that meets a cut or the end, or an entry that is no price above 0, has no outcome.
// Cost:    four passes over the bars, 20 bars for each hit.
#include <algorithm>
#include <cmath>

#include "fwq/analysis/pattern_statistics.hpp"
#include "stretches.hpp"

namespace fwq::analysis {
namespace {

// The bar after the last one of the stretch that bar i is in.
std::vector<std::size_t> stretch_ends(std::size_t size, std::span<const std::size_t> cuts) {
  std::vector<std::size_t> ends(size);
  for_each_stretch(size, stretch_starts(size, cuts), [&](std::size_t first, std::size_t count) {
    std::fill_n(ends.begin() + static_cast<std::ptrdiff_t>(first), count, first + count);
  });
  return ends;
}

// Means of the moves there are, and of their sizes; NaN when there are none.
void take_means(std::span<const double> moves, double& mean, double& size) {
  double sum = 0;
  double sizes = 0;
  double count = 0;
  for (const double move : moves) {
    if (std::isnan(move)) continue;
    sum += move;
    sizes += std::abs(move);
    count += 1;
  }
  mean = count > 0 ? sum / count : data::kNone;
  size = count > 0 ? sizes / count : data::kNone;
}

HitOutcome outcome_of(const data::Bars& bars, const PatternHit& hit, const SeriesOutcomes& all) {
  HitOutcome outcome{.pattern = hit.pattern,
                     .bias = hit.bias,
                     .confidence = hit.confidence,
                     .known_at = bars.time()[hit.known_at]};
  outcome.up.fill(data::kNone);
  outcome.down.fill(data::kNone);
  const std::size_t at = hit.known_at;
  double high = 0;
  double low = 0;
  std::size_t next = at + 1;
  for (std::size_t h = 0; h < kHorizons.size(); ++h) {
    outcome.move[h] = all.moves[h][at];
    if (std::isnan(outcome.move[h])) continue;
    const double entry = bars.open()[at + 1];
    for (; next <= at + kHorizons[h]; ++next) {
      const double up = bars.high()[next] / entry - 1;
      const double down = bars.low()[next] / entry - 1;
      if (next == at + 1 || up > high) high = up;
      if (next == at + 1 || down < low) low = down;
    }
    outcome.up[h] = high;
    outcome.down[h] = low;
    if (h == kJudgedHorizon) outcome.judged_at = bars.time()[at + kHorizons[h]];
  }
  return outcome;
}

}  // namespace

SeriesOutcomes outcomes_of(const data::Bars& bars, std::span<const PatternHit> hits,
                           std::span<const std::size_t> cuts) {
  const std::size_t size = bars.size();
  SeriesOutcomes outcomes;
  outcomes.times.assign(bars.time().begin(), bars.time().end());
  const auto ends = stretch_ends(size, cuts);
  const auto open = bars.open();
  const auto close = bars.close();
  for (std::size_t h = 0; h < kHorizons.size(); ++h) {
    auto& moves = outcomes.moves[h];
    moves.assign(size, data::kNone);
    for (std::size_t i = 0; i + kHorizons[h] < size; ++i) {
      const std::size_t exit = i + kHorizons[h];
      if (exit >= ends[i] || !(open[i + 1] > 0) || !(close[exit] > 0)) continue;
      moves[i] = close[exit] / open[i + 1] - 1;
    }
  }
  PerHorizon<double> base{};
  PerHorizon<double> base_size{};
  for (std::size_t h = 0; h < kHorizons.size(); ++h)
    take_means(outcomes.moves[h], base[h], base_size[h]);
  outcomes.hits.reserve(hits.size());
  for (const PatternHit& hit : hits) {
    outcomes.hits.push_back(outcome_of(bars, hit, outcomes));
    outcomes.hits.back().base = base;
    outcomes.hits.back().base_size = base_size;
  }
  return outcomes;
}

}  // namespace fwq::analysis
