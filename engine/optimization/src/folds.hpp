// Searching once for each block of the time before the test, the block itself not being looked at.
#pragma once

#include <chrono>

#include "fwq/optimization/optimization.hpp"

namespace fwq::optimization {

// What searches of one optimization share.
struct PatternSearchSetting {
  core::TaskSystem& tasks;
  const core::TaskContext& context;
  const OptimizationHooks& hooks;
  std::span<const PatternTrial> earlier;
  std::chrono::milliseconds timeout;
  double baseline_score = 0;
  bool is_planted = false;
  Point start = {};  // The baseline's parameters.
};

struct PatternSearchResult {
  std::vector<PatternTrial> trials;
  std::size_t iterations = 0, evaluations = 0, failed = 0;
  SearchEnd end = SearchEnd::evaluations;
};

// Requires: a checked config whose metric is one of the objective's.
Result<PatternSearchResult> search_pattern(const Objective& objective,
                                           const OptimizationConfig& config,
                                           const PatternSearchSetting& setting);
// Adds the counts to those of an outcome.
void take_counts(OptimizationOutcome& out, const PatternSearchResult& from);

// `out` with its baseline; see optimize(). Cancelled or out of time before all folds are done, nothing is proposed.
Result<OptimizationOutcome> optimize_folds(const Objective& objective,
                                           const OptimizationConfig& config,
                                           const PatternSearchSetting& setting,
                                           OptimizationOutcome out);

}  // namespace fwq::optimization
