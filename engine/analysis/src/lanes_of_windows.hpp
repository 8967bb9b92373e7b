// How a block is cut into lanes for sums over windows that must keep all their digits.
#pragma once

#include <algorithm>
#include <cstddef>

namespace fwq::analysis {

inline constexpr std::size_t kLanesOfWindows = 4;

// Bars of each of the next four lanes; 0: too few are left. Short lanes keep near the centre that they are measured
// from, and long windows are worth a longer one, for each lane begins with a direct sum.
inline std::size_t lane_length(std::size_t n, std::size_t left) noexcept {
  constexpr std::size_t kShort = 64, kTooShort = 8;
  const std::size_t length = std::min(left / kLanesOfWindows, std::max(kShort, n));
  return length < kTooShort || n > 4 * length ? 0 : length;
}

}  // namespace fwq::analysis
