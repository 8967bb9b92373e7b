// What a target is worth, which trial to propose, and whether it is better than the baseline.
#pragma once

#include "fwq/optimization/optimization.hpp"

namespace fwq::optimization {

// The trial to propose: the best in training, of equal ones the first. Validation has no say in it: what is chosen by it would look
// better in it than it is (a search on shuffled prices would "gain" there).
std::optional<std::size_t> best_in_training(std::span<const PatternTrial> trials);

// What a part is judged by, whatever is maximised: the lift; the metric itself on planted windows, and where it is a Sharpe ratio.
double judged_by(const PartScore& part, std::string_view metric);

// Fills in verdict, validation_gain and validation_noise.
void judge(OptimizationOutcome& out, std::string_view metric);
// The same from the folds.
void judge_folds(OptimizationOutcome& out, std::string_view metric);
// Fills in sharpe, hurdle, deflated and overfitting.
void weigh(OptimizationOutcome& out);

}  // namespace fwq::optimization
