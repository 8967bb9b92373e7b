// Marked bars: a byte a bar, made by a vector loop and passed over eight at a look.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>

namespace fwq::analysis {

// Bytes behind the last mark that belong to the array too.
inline constexpr std::uint32_t kBehindMarks = 8;

// take(i, mark) for every marks[i] that is not 0, in order. Marks: 0 or a single bit. Clears the bytes behind.
template <class Take>
void for_each_marked(std::uint8_t* marks, std::uint32_t count, Take take) {
  std::memset(marks + count, 0, kBehindMarks);
  for (std::uint32_t i = 0; i < count; i += 8) {
    std::uint64_t eight;  // Most have none.
    std::memcpy(&eight, marks + i, sizeof eight);
    for (; eight != 0; eight &= eight - 1) {
      const auto bit = static_cast<std::uint32_t>(std::countr_zero(eight));
      take(i + bit / 8, 1U << (bit % 8));
    }
  }
}

}  // namespace fwq::analysis
