// A third of a number without a division: a price typical of a bar is one, and a divider is slow.
#pragma once

namespace fwq::analysis {

// x / 3 to the last bit. What 3 * q leaves of x is known exactly (2 * q is, and both differences are of numbers within a
// factor of two), and no third lies half-way between two numbers, so that one step to the right one always gets there.
[[gnu::always_inline]] inline double third_of(double x) noexcept {
  constexpr double kThird = 1.0 / 3.0;
  const double q = x * kThird;
  const double left = (x - (q + q)) - q;
  return q + left * kThird;
}

}  // namespace fwq::analysis
