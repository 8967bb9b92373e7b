// Where a column has its next gap.
#include "batch.hpp"

#include "fwq/core/vectorized.hpp"

namespace fwq::analysis {

FWQ_VECTORIZED std::size_t numbers_until_gap(const double* x, std::size_t count) noexcept {
  constexpr std::size_t kStep = 136;  // An eighth of a block.
  std::size_t i = 0;
  for (; i + kStep <= count; i += kStep) {
    // Without a way out, so that it is vector code.
    std::int64_t worst = 0;
    for (std::size_t j = 0; j < kStep; ++j) worst = std::max(worst, size_bits(x[i + j]));
    if (worst > kLargestBits) break;
  }
  while (i < count && is_number(x[i])) ++i;
  return i;
}

}  // namespace fwq::analysis
