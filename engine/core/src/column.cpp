// Memory for columns: large pages for long ones.
#include "fwq/core/column.hpp"

#if defined(__linux__)
#include <sys/mman.h>
#endif

namespace fwq::core {
namespace {

constexpr std::size_t kLargePage = std::size_t{2} << 20;
constexpr std::align_val_t kOnLine{64}, kOnLargePage{kLargePage};

}  // namespace

void* allocate_column(std::size_t bytes) {
  if (bytes < kLargeColumn) return ::operator new(bytes, kOnLine);
  const std::size_t whole = (bytes + kLargePage - 1) / kLargePage * kLargePage;
  void* column = ::operator new(whole, kOnLargePage);
#if defined(__linux__)
  // A wish: where it is not granted the column lies on small pages.
  static_cast<void>(::madvise(column, whole, MADV_HUGEPAGE));
#endif
  return column;
}

void free_column(void* column, std::size_t bytes) noexcept {
  ::operator delete(column, bytes < kLargeColumn ? kOnLine : kOnLargePage);
}

}  // namespace fwq::core
