// What smart tuning plans, and what is said of a batch when it is judged as a whole.
#pragma once

#include <string>
#include <vector>

#include "fwq/coordinators/auto_tuner.hpp"

namespace fwq::coordinators {

// Of each of `among` (ids or groups; empty: all with parameters): what the version in force is worth. Errors: not_found, cancelled, and those
// of the database.
Result<std::vector<PatternRating>> rate_patterns(const Home& home, const OptimizationMarket& market,
                                                 const std::vector<std::string>& among,
                                                 const optimization::OptimizationConfig& base,
                                                 core::TaskSystem& tasks,
                                                 const core::TaskContext& context);

struct SmartPlan {
  const analysis::PatternDef* pattern = nullptr;
  optimization::OptimizationConfig config;
  std::string why, why_zh;
};
// For those below the threshold, which are marked as chosen: the worst first.
Result<std::vector<SmartPlan>> plan_smart(const Home& home, std::vector<PatternRating>& ratings,
                                          const SmartOptions& options,
                                          const optimization::OptimizationConfig& base);

// Better by its own optimization, and its gain in the test holds among all that were tried.
bool holds_among_all(const TuneTask& task, double significance) noexcept;
// A sentence for each task, by what came of it and whether it was put in force.
void recommend(TuningReport& report, double significance);

}  // namespace fwq::coordinators
