// Eight values side by side: whole vectors where the machine has them that wide, the same operations in the same order on
// any other. For loops that the compiler does not turn into vector code by itself.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

namespace fwq::analysis {

using Eights = double __attribute__((vector_size(64)));
// The same anywhere in memory.
using EightsAt = double __attribute__((vector_size(64), aligned(8), may_alias));

// How many of the next `count` values stand in front of the first whose store would begin a line of the cache: stores
// that lie across two lines cost twice.
inline std::size_t until_aligned(const double* out, std::size_t count) noexcept {
  const auto past = reinterpret_cast<std::uintptr_t>(out) / sizeof(double) % 8;
  return std::min<std::size_t>((8 - past) % 8, count);
}

// Asks for the line of memory a block further on than `at`, which the next block will want: while this one is worked out, the
// memory has nothing else to do. There need be nothing there. Always inlined.
[[gnu::always_inline]] inline void ask_ahead(const double* at) noexcept {
  constexpr std::uintptr_t kBlockBytes = 1088 * sizeof(double);
  __builtin_prefetch(reinterpret_cast<const void*>(reinterpret_cast<std::uintptr_t>(at) + kBlockBytes));
}

}  // namespace fwq::analysis
