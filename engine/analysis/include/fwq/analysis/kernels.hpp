// Kernels: computations over one column that are fast enough for a whole market.
#pragma once

#include <cstddef>
#include <span>

namespace fwq::analysis {

// Simple moving average: out[i] = mean of in[i-n+1 .. i].
//
// Input:    n >= 1 values a window; `out` as long as `in`, the two not overlapping.
// Output:   NaN for the first n-1 values; elsewhere within 1e-12 of the largest magnitude nearby.
// Edges:    NaN while a window holds a NaN (or anything beyond 1e100), right again after it.
// Cost:     O(1) a value, no allocation. A running sum waits for the addition before it; eight sums that
//           run side by side, each begun with a direct sum, keep the adders busy and cannot drift. A stretch in
//           which they would lose digits (a gap, a spike, signs that cancel) is done again with an exact sum.
void moving_average(std::span<const double> in, std::size_t n, std::span<double> out) noexcept;

// The same by its definition, O(n) a value: what the fast one is tested against.
void moving_average_reference(std::span<const double> in, std::size_t n,
                              std::span<double> out) noexcept;

}  // namespace fwq::analysis
