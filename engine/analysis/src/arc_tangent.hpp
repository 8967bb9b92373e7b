// The arc tangent of a quotient, for several of them side by side and without a branch: what a cycle is measured by.
//
// Source:   atan(r) = r + r^3 * p(r^2), p the polynomial through the Chebyshev points of [0, tan(pi/8)^2] (2e-17); larger
//           arguments by atan(t) = pi/4 + atan((t-1)/(t+1)) and pi/2 - atan(1/t), put into the one division there is.
// Output:   radians in [-pi/2, pi/2], to 2 units in the last place; the same for any V. No number where both are 0.
#pragma once

#include <numbers>

namespace fwq::analysis {

// Two doubles side by side. Code that is written for Eights does one value with them, to the bit the same.
using Twos = double __attribute__((vector_size(16)));

// atan(y / x).
template <class V>
[[gnu::always_inline]] inline void arc_tangent(const V& y, const V& x, V& angle) noexcept {
  constexpr double kEighth = 0.41421356237309503;  // tan(pi/8)
  constexpr double kQuarterPi = std::numbers::pi / 4, kHalfPi = std::numbers::pi / 2;
  const V none{};
  const V rise = y < none ? -y : y, run = x < none ? -x : x;
  const V small = rise < run ? rise : run, large = rise < run ? run : rise;
  const V bound = kEighth * large;
  const V up = small > bound ? small - large : small;
  const V down = small > bound ? small + large : large;
  const V r = up / down;
  const V z = r * r, z2 = z * z, z4 = z2 * z2;
  const V low = (-0.3333333333333333 + 0.1999999999999552 * z) +
                (-0.14285714284666542 + 0.11111111015256292 * z) * z2;
  const V middle = (-0.09090904578121085 + 0.0769218319076065 * z) +
                   (-0.06664511446460213 + 0.05858148904795066 * z) * z2;
  const V high = (-0.050854496960389725 + 0.03923165708507589 * z) - 0.019176885636580022 * z2;
  const V series = (low + middle * z4) + high * (z4 * z4);
  V all = r + (r * z) * series;
  all = small > bound ? kQuarterPi + all : all;
  all = rise > run ? kHalfPi - all : all;
  all = y < none ? -all : all;
  angle = x < none ? -all : all;
}

inline double arc_tangent(double y, double x) noexcept {
  Twos angle;
  arc_tangent(Twos{y, y}, Twos{x, x}, angle);
  return angle[0];
}

}  // namespace fwq::analysis
