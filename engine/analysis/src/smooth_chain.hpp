// Exponential averages of exponential averages in one pass (DEMA, TEMA, T3).
#pragma once

#include <cstddef>

#include "batch.hpp"

namespace fwq::analysis {

// y[i] = weights[0] * e1 + weights[1] * e2 + ..., where each of the `Depth` averages follows the one before it with speed k,
// the first one x. `values`: where they stand, before and after. Requires: weights that add up to 1. `y` may be `x`.
template <std::size_t Depth>
void smooth_chain(double k, const std::array<double, Depth>& weights,
                  std::array<double, Depth>& values, const double* x, std::size_t count,
                  double* y) noexcept;

}  // namespace fwq::analysis
