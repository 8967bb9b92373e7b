// Where a column has its next gap.
#include "batch.hpp"

#include "vectorized.hpp"

namespace fwq::analysis {

FWQ_VECTORIZED std::size_t numbers_until_gap(const double* x, std::size_t count) noexcept {
  constexpr std::size_t kStep = 136;  // An eighth of a block.
  std::size_t i = 0;
  for (; i + kStep <= count; i += kStep) {
    // Counted without a way out, so that it is vector code.
    std::size_t good = 0;
    for (std::size_t j = 0; j < kStep; ++j) good += is_number(x[i + j]) ? 1 : 0;
    if (good < kStep) break;
  }
  while (i < count && is_number(x[i])) ++i;
  return i;
}

}  // namespace fwq::analysis
