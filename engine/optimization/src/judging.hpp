// What a target is worth, which trial to propose, and whether it is better than the baseline.
#pragma once

#include "fwq/optimization/optimization.hpp"

namespace fwq::optimization {

// The trial to propose: of the best tenth in training, the best in validation; of equal ones the first.
std::optional<std::size_t> chosen(const std::vector<PatternTrial>& trials, std::string_view metric);
// The best in training alone; of equal ones the first.
std::optional<std::size_t> best_in_training(std::span<const PatternTrial> trials);

// Fills in verdict, validation_gain and validation_noise.
void judge(OptimizationOutcome& out, std::string_view metric);
// The same from the folds.
void judge_folds(OptimizationOutcome& out);
// Fills in sharpe, hurdle, deflated and overfitting.
void weigh(OptimizationOutcome& out);

}  // namespace fwq::optimization
