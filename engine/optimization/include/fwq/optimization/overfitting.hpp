// How likely it is that the best of many tries is best by luck.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "fwq/core/result.hpp"

namespace fwq::optimization {

struct Overfitting {
  double probability = 0;       // That the best in sample is in the lower half out of sample.
  double loss_probability = 0;  // That it has no positive ratio out of sample.
  double slope =
      0;  // Of the out-of-sample ratio on the in-sample ratio of the best: below 0, the better the worse.
  std::size_t combinations = 0;  // Ways of halving that were looked at.
  std::vector<double> logits;    // Of the rank of the best out of sample, one for each.
};

// Combinatorially symmetric cross-validation. `results`: for each try what it made in each period (all equally many), in
// the periods' order. The periods are cut into `blocks` equal parts in time (those at the beginning that are too many are left out);
// for each way to take half of the blocks, the try with the highest ratio of mean to deviation there is ranked by the same ratio
// on the other half. Ties and tries without a ratio (nothing ever changed: 0) take the mean rank.
// Source:  D. H. Bailey, J. M. Borwein, M. Lopez de Prado, Q. J. Zhu, The Probability of Backtest Overfitting, Journal of
//          Computational Finance 20 (2017).
// Errors:  invalid_argument (fewer than 2 tries; blocks not even, below 2 or above 20; fewer periods than 2 a block; tries of
//          different lengths; a number that is none).
// Cost:    O(C(blocks, blocks/2) x tries x blocks).
Result<Overfitting> probability_of_overfitting(std::span<const std::vector<double>> results,
                                               std::size_t blocks = 16);

}  // namespace fwq::optimization
