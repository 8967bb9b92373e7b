// Where a column has its next gap.
#include "batch.hpp"

#include <bit>
#include <cstdint>

#include "fwq/core/vectorized.hpp"

namespace fwq::analysis {

FWQ_VECTORIZED std::size_t numbers_until_gap(const double* x, std::size_t count) noexcept {
  constexpr std::size_t kStep = 136;  // An eighth of a block.
  // Without their sign the bits of doubles are in the order of their sizes, and NaN is beyond infinity: one maximum tells.
  constexpr auto kSign = std::bit_cast<std::int64_t>(-0.0);
  const auto largest = std::bit_cast<std::int64_t>(1e100);
  std::size_t i = 0;
  for (; i + kStep <= count; i += kStep) {
    // Without a way out, so that it is vector code.
    std::int64_t worst = 0;
    for (std::size_t j = 0; j < kStep; ++j)
      worst = std::max(worst, std::bit_cast<std::int64_t>(x[i + j]) & ~kSign);
    if (worst > largest) break;
  }
  while (i < count && is_number(x[i])) ++i;
  return i;
}

}  // namespace fwq::analysis
