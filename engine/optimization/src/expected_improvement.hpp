// Expected improvement over the best so far, as a logarithm: it still has a slope where the improvement itself is too small for
// a number.
#pragma once

#include <cmath>
#include <numbers>

namespace fwq::optimization {

// log of E[max(0, z + Z)], Z normal.
// Source:   S. Ament et al., Unexpected Improvements to Expected Improvement for Bayesian Optimization (2023), eq. 9.
// Accuracy: 1e-9 relative for z >= -1e3, 1e-5 below.
double log_improvement(double z) noexcept;
// Its derivative: the probability of an improvement over its expectation.
double log_improvement_slope(double z) noexcept;

}  // namespace fwq::optimization
