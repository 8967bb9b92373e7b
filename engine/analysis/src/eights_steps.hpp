// Steps of loops that work on eight values at a time: sums and recursions within the eight. Always inlined: compiled on
// their own they would not be for the machine of the loop.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>

#include "eights.hpp"

namespace fwq::analysis {

// v[i] += times * v[i - places]. (By reference: a vector that wide is no return value on every machine.)
[[gnu::always_inline]] inline void add_one_before(Eights& v, double times) noexcept {
  v += times * __builtin_shufflevector(Eights{}, v, 0, 8, 9, 10, 11, 12, 13, 14);
}
[[gnu::always_inline]] inline void add_two_before(Eights& v, double times) noexcept {
  v += times * __builtin_shufflevector(Eights{}, v, 0, 0, 8, 9, 10, 11, 12, 13);
}
[[gnu::always_inline]] inline void add_four_before(Eights& v, double times) noexcept {
  v += times * __builtin_shufflevector(Eights{}, v, 0, 0, 0, 0, 8, 9, 10, 11);
}
[[gnu::always_inline]] inline void spread_last(const Eights& v, Eights& everywhere) noexcept {
  everywhere = __builtin_shufflevector(v, v, 7, 7, 7, 7, 7, 7, 7, 7);
}

[[gnu::always_inline]] inline void drop_sign(double& v) noexcept {
  v = std::abs(v);
}
[[gnu::always_inline]] inline void drop_sign(Eights& v) noexcept {
  using Words = std::int64_t __attribute__((vector_size(64)));
  v = __builtin_bit_cast(Eights, __builtin_bit_cast(Words, v) & 0x7fffffffffffffff);
}

// y += fast[i] * (w[i] - y) from y = left on, each value with a speed of its own; `w` becomes the y, `left` the last of
// them everywhere. What is left of a value moves along with it.
[[gnu::always_inline]] inline void smooth_each(const Eights& fast, Eights& w,
                                               Eights& left) noexcept {
  const Eights ones = Eights{} + 1.0;
  Eights kept = ones - fast;
  w *= fast;
  w += kept * __builtin_shufflevector(Eights{}, w, 0, 8, 9, 10, 11, 12, 13, 14);
  kept *= __builtin_shufflevector(ones, kept, 0, 8, 9, 10, 11, 12, 13, 14);
  w += kept * __builtin_shufflevector(Eights{}, w, 0, 0, 8, 9, 10, 11, 12, 13);
  kept *= __builtin_shufflevector(ones, kept, 0, 0, 8, 9, 10, 11, 12, 13);
  w += kept * __builtin_shufflevector(Eights{}, w, 0, 0, 0, 0, 8, 9, 10, 11);
  kept *= __builtin_shufflevector(ones, kept, 0, 0, 0, 0, 8, 9, 10, 11);
  w += kept * left;
  spread_last(w, left);
}

// step(from, to) over all of x, eight at a time; the last ones filled up with `filler`.
template <class Step>
[[gnu::always_inline]] inline void in_eights(const double* x, std::size_t count, double filler,
                                             double* y, Step step) noexcept {
  std::size_t i = 0;
  for (; i + 8 <= count; i += 8) {
    ask_ahead(x + i);
    ask_ahead(y + i);
    step(x + i, y + i);
  }
  if (i == count) return;
  std::array<double, 8> last;
  last.fill(filler);
  std::copy(x + i, x + count, last.begin());
  step(last.data(), last.data());
  std::copy_n(last.begin(), count - i, y + i);
}

}  // namespace fwq::analysis
