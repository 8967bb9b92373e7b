// Calibration of confidences: intervals of shares, scores, reliability, isotonic regression.
//
// Source:  see calibration.hpp.
//          Wilson   centre (s + z^2/2) / (n + z^2), half-width z / (n + z^2) * sqrt(s (n - s) / n + z^2 / 4)
//          Brier    mean of (p - o)^2
//          ECE      sum over bins of count/n * |frequency - mean probability|
//          isotonic equal probabilities are pooled first; then neighbours are, while a later mean is not above
// Input:   forecasts in any order.
// Output:  numbers in [0,1].
// Edges:   none of anything gives NaN, not a number that looks like one.
// Cost:    O(n log n) for the fit, else O(n).
#include "fwq/analysis/calibration.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>

namespace fwq::analysis {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

}  // namespace

Interval wilson_interval(std::size_t successes, std::size_t trials, double z) {
  assert(successes <= trials);
  if (trials == 0) return {kNaN, kNaN};
  const auto n = static_cast<double>(trials);
  const auto s = static_cast<double>(successes);
  const double centre = (s + z * z / 2) / (n + z * z);
  const double half = z / (n + z * z) * std::sqrt(s * (n - s) / n + z * z / 4);
  return {std::max(0.0, centre - half), std::min(1.0, centre + half)};
}

double brier_score(std::span<const Forecast> forecasts) {
  if (forecasts.empty()) return kNaN;
  double sum = 0;
  for (const Forecast& one : forecasts) {
    const double miss = one.probability - (one.came_true ? 1 : 0);
    sum += miss * miss;
  }
  return sum / static_cast<double>(forecasts.size());
}

std::vector<ReliabilityBin> reliability_table(std::span<const Forecast> forecasts,
                                              std::size_t bins) {
  assert(bins >= 1);
  const auto edge = [bins](std::size_t b) {
    return static_cast<double>(b) / static_cast<double>(bins);
  };
  std::vector<ReliabilityBin> table(bins);
  std::vector<double> sums(bins);
  std::vector<std::size_t> right(bins);
  for (const Forecast& one : forecasts) {
    std::size_t b =
        std::min(bins - 1, static_cast<std::size_t>(one.probability * static_cast<double>(bins)));
    // The product may round across an edge; the edges as they are printed decide.
    if (b > 0 && one.probability < edge(b)) --b;
    if (b + 1 < bins && one.probability >= edge(b + 1)) ++b;
    ++table[b].count;
    sums[b] += one.probability;
    if (one.came_true) ++right[b];
  }
  for (std::size_t b = 0; b < bins; ++b) {
    const auto n = static_cast<double>(table[b].count);
    table[b].low = edge(b);
    table[b].high = edge(b + 1);
    table[b].mean_probability = table[b].count > 0 ? sums[b] / n : kNaN;
    table[b].frequency = table[b].count > 0 ? static_cast<double>(right[b]) / n : kNaN;
    table[b].interval = wilson_interval(right[b], table[b].count);
  }
  return table;
}

double calibration_error(std::span<const ReliabilityBin> table) {
  double sum = 0;
  std::size_t count = 0;
  for (const ReliabilityBin& bin : table) {
    if (bin.count == 0) continue;
    sum += static_cast<double>(bin.count) * std::abs(bin.frequency - bin.mean_probability);
    count += bin.count;
  }
  return count > 0 ? sum / static_cast<double>(count) : kNaN;
}

IsotonicFit::IsotonicFit(std::span<const Forecast> forecasts) {
  std::vector<Forecast> sorted(forecasts.begin(), forecasts.end());
  std::sort(sorted.begin(), sorted.end(),
            [](const Forecast& a, const Forecast& b) { return a.probability < b.probability; });
  struct Block {
    double from;
    double right, count;
    double mean() const { return right / count; }
  };
  std::vector<Block> blocks;
  for (const Forecast& one : sorted) {
    const double right = one.came_true ? 1 : 0;
    if (!blocks.empty() && blocks.back().from == one.probability) {
      blocks.back().right += right;
      blocks.back().count += 1;
    } else {
      blocks.push_back({one.probability, right, 1});
    }
  }
  std::size_t kept = 0;
  for (std::size_t next = 0; next < blocks.size(); ++next) {
    blocks[kept++] = blocks[next];
    while (kept > 1 && blocks[kept - 1].mean() <= blocks[kept - 2].mean()) {
      blocks[kept - 2].right += blocks[kept - 1].right;
      blocks[kept - 2].count += blocks[kept - 1].count;
      --kept;
    }
  }
  for (std::size_t b = 0; b < kept; ++b) {
    from_.push_back(blocks[b].from);
    value_.push_back(blocks[b].mean());
  }
}

double IsotonicFit::operator()(double probability) const {
  assert(!from_.empty());
  const auto above = std::upper_bound(from_.begin(), from_.end(), probability);
  const auto step = above == from_.begin() ? 0 : above - from_.begin() - 1;
  return value_[static_cast<std::size_t>(step)];
}

}  // namespace fwq::analysis
