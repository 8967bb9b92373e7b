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

// Pearson's coefficient: xy / sqrt(xx * yy), in [-1, 1]; 0 where xx * yy is below 1e-14 (TA-Lib).
inline double correlation_of(const Pair& p) noexcept {
  const double product = p.xx * p.yy;
  const double value = p.xy / std::sqrt(product);
  return product < 1e-14 ? 0.0 : std::clamp(value, -1.0, 1.0);
}
// xy / xx; 0 where size * xx is below 1e-14 (TA-Lib).
inline double beta_of(const Pair& p, double size) noexcept {
  const double value = p.xy / p.xx;
  return p.xx * size < 1e-14 ? 0.0 : value;
}

// Of the n values up to *x and *y, by the definition: in two passes.
Pair window_pair(const double* x, const double* y, std::size_t n) noexcept;

// Of the windows of n values up to x[i], y[i], i in [0, count). Requires: n-1 values before x and y; count <= kBlock.
// Running sums around the windows' own means; where they have too few digits the window itself is gone through.
void window_correlations(const double* x, const double* y, std::size_t n, std::size_t count,
                         double* out) noexcept;
void window_betas(const double* x, const double* y, std::size_t n, std::size_t count,
                  double* out) noexcept;

}  // namespace fwq::analysis
