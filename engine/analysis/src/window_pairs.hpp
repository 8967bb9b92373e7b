// Sums of squares and products of two columns around their means, over windows.
#pragma once

#include <algorithm>
#include <cmath>

#include "batch.hpp"
#include "recursion.hpp"

namespace fwq::analysis {

// xx = sum of (x - mean x)^2, yy likewise, xy = sum of (x - mean x) * (y - mean y).
struct Pair {
  double xx, yy, xy;
};
struct Pairs {
  Scratch xx, yy, xy;
};

// Of the n values up to *x and *y, by the definition: in two passes.
Pair window_pair(const double* x, const double* y, std::size_t n) noexcept;

// The same for x[i], y[i], i in [0, count). Requires: n-1 values before x and y; count <= kBlock. Running sums around the
// windows' own means; where they have too few digits the window itself is gone through.
void window_pairs(const double* x, const double* y, std::size_t n, std::size_t count,
                  Pairs& out) noexcept;

}  // namespace fwq::analysis
