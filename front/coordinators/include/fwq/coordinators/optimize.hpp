// What an optimization works on, what came of it, and how that is told; the work itself is AlgorithmOptimizer's.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "fwq/coordinators/home.hpp"
#include "fwq/coordinators/market.hpp"
#include "fwq/coordinators/scan.hpp"
#include "fwq/optimization/faithful_objective.hpp"
#include "fwq/optimization/optimization.hpp"
#include "fwq/optimization/version_manager.hpp"

namespace fwq::coordinators {

struct PatternOptimization {
  std::string
      id;  // Of pattern, settings, baseline and data: the same request has the same id and goes on where it was.
  const analysis::PatternDef* pattern = nullptr;
  optimization::OptimizationConfig config;
  optimization::OptimizationOutcome outcome;
  optimization::PatternVersion before;  // In force when it began: the baseline.
  std::optional<optimization::PatternVersion>
      version;  // What was kept; none if nothing beat the baseline in training.
  bool activated = false;
  std::size_t taken_up = 0;  // Trials that were known already.
  std::string data_hash;
  std::size_t series = 0, bars = 0;  // 0 where the metric is counted on drawn windows.
  std::array<data::Time, optimization::kParts + 1> begins{};  // Of the parts; the last is the end.
  std::vector<UnreadSeries> unread;

  std::string_view subject() const noexcept { return pattern->id; }
  std::span<const analysis::ParamDef> params() const noexcept { return pattern->params; }
};

// The market, ready to be searched again and again. Requires: `snapshot` outlives it. Errors: as Market::open, cancelled.
struct OptimizationMarket {
  std::vector<optimization::ObjectiveSeries> series;
  std::string data_hash;
  std::size_t bars = 0;
  std::vector<UnreadSeries> unread;
};
Result<OptimizationMarket> load_for_optimization(const data::Snapshot& snapshot,
                                                 const data::SystemDb& db,
                                                 const MarketRequest& request,
                                                 core::TaskSystem& tasks,
                                                 const core::TaskContext& context = {});

// What it found, in both languages: the verdict first, then how far luck explains it.
struct OptimizationFinding {
  std::string
      id;  // Stable: "verdict", "luck", "overfitting", "few_hits", "search_form", "failed", "ended".
  std::string en, zh;
};
std::vector<OptimizationFinding> optimization_findings(const PatternOptimization& done);

// What is kept of one, as a JSON object: "best_params", "best_score", "baseline_score", "validation_score", "test_score" …
std::string optimization_result_json(const PatternOptimization& done);

// The settings of the pattern's newest search, if that was broken off; none if it was finished, or there is none.
Result<std::optional<optimization::OptimizationConfig>> unfinished_config(
    const data::SystemDb& db, const analysis::PatternDef& pattern);

}  // namespace fwq::coordinators
