// Column: a vector of numbers for one value a bar, from one series to millions of bars.
#pragma once

#include <cstddef>
#include <memory>
#include <new>
#include <type_traits>
#include <utility>
#include <vector>

namespace fwq::core {

// Memory on a 64-byte boundary. From kLargeColumn bytes on it lies on large pages where the system has them: a fresh
// page costs the processor half a microsecond, and 8 MB are 2,000 small ones or 4 large ones. What is large is rounded
// up to whole large pages (2 MB). Throws std::bad_alloc. [any-thread]
inline constexpr std::size_t kLargeColumn = std::size_t{4} << 20;
void* allocate_column(std::size_t bytes);
// Requires: the size that it was allocated with.
void free_column(void* column, std::size_t bytes) noexcept;

// Values that are not given are left as memory held them, not set to 0: for columns that are filled right away.
template <class T>
struct ColumnAllocator {
  static_assert(std::is_trivial_v<T>);
  using value_type = T;
  ColumnAllocator() = default;
  template <class U>
  ColumnAllocator(const ColumnAllocator<U>& /*other*/) noexcept {}
  T* allocate(std::size_t n) {
    if (n > static_cast<std::size_t>(-1) / 2 / sizeof(T)) throw std::bad_array_new_length();
    return static_cast<T*>(allocate_column(n * sizeof(T)));
  }
  void deallocate(T* column, std::size_t n) noexcept { free_column(column, n * sizeof(T)); }
  template <class U>
  void construct(U* at) noexcept {
    ::new (static_cast<void*>(at)) U;
  }
  template <class U, class... Args>
  void construct(U* at, Args&&... args) noexcept {
    std::construct_at(at, std::forward<Args>(args)...);
  }
  friend bool operator==(const ColumnAllocator& /*a*/, const ColumnAllocator& /*b*/) noexcept { return true; }
};

// Column(n): n values of no particular number. Column(n, x): n times x.
using Column = std::vector<double, ColumnAllocator<double>>;

}  // namespace fwq::core
