// How much of the scores' ups and downs each parameter explains.
//
// A random forest is fitted to the trials; the importance of a parameter is by how much its forecasts of trials that a tree has not seen
// get worse when that parameter's values are shuffled among them.
//
// Source:  L. Breiman, Random Forests, Machine Learning 45 (2001).
// Input:   points and scores; scores that are no numbers are left out.
// Output:  shares that sum to 1 (all 0 if nothing is explained), and how much of the variance the forest foretells.
// Edges:   fewer than 10 scores, or scores that are all the same: none. Shares say what mattered where the search has looked.
// Cost:    O(trees x trials x log(trials)^2 x parameters). The same for the same input.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "fwq/optimization/space.hpp"

namespace fwq::optimization {

struct Importance {
  std::vector<double> shares;  // By parameter.
  double explained =
      0;  // Share of the variance, of trials that were not seen; below 0: worse than the mean.
};

// Requires: points of one size, as many as scores.
std::optional<Importance> parameter_importance(std::span<const Point> points,
                                               std::span<const double> scores,
                                               std::uint64_t seed = 1);

}  // namespace fwq::optimization
