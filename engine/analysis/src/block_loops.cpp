// Recursions and running sums over blocks.
#include "block_loops.hpp"

#include <algorithm>
#include <array>

#include "eights_steps.hpp"
#include "recursion.hpp"
#include "vectorized.hpp"

namespace fwq::analysis {
// Eight at a step: the recursion among the eight by moving them on by one, two and four places; only what the step before
// has left over has to be waited for.
FWQ_VECTORIZED double smooth_lanes(double k, double value, const double* fading, const double* x,
                                   std::size_t count, double* y) noexcept {
  if (count == 0) return value;
  // Around the value that the block begins with: a series that does not move stays exactly where it is.
  const double centre = value;
  const Eights fade = *reinterpret_cast<const EightsAt*>(fading);
  Eights left{};
  in_eights(
      x, count, centre, y, [&](const double* from, double* to) __attribute__((always_inline)) {
        Eights w = k * (*reinterpret_cast<const EightsAt*>(from) - centre);
        add_one_before(w, fading[0]);
        add_two_before(w, fading[1]);
        add_four_before(w, fading[3]);
        w += fade * left;
        *reinterpret_cast<EightsAt*>(to) = centre + w;
        spread_last(w, left);
      });
  return y[count - 1];
}

// Four values at a step: only one addition (or product and addition) of the four has to wait for the step before.
FWQ_VECTORIZED double smooth_at(const double* k, double value, const double* x, std::size_t count,
                                double* y) noexcept {
  const double centre = value;  // A series that does not move stays exactly where it is.
  double w = 0;                 // The value above the centre.
  std::size_t i = 0;
  for (; i + 4 <= count; i += 4) {
    const double f0 = 1.0 - k[i], f1 = 1.0 - k[i + 1], f2 = 1.0 - k[i + 2], f3 = 1.0 - k[i + 3];
    const double a0 = k[i] * (x[i] - centre), a1 = k[i + 1] * (x[i + 1] - centre);
    const double a2 = k[i + 2] * (x[i + 2] - centre), a3 = k[i + 3] * (x[i + 3] - centre);
    const double k1 = f1 * f0, k2 = f2 * k1, k3 = f3 * k2;  // What is left of w.
    const double b1 = f1 * a0 + a1, b2 = f2 * b1 + a2, b3 = f3 * b2 + a3;
    y[i] = centre + (f0 * w + a0);
    y[i + 1] = centre + (k1 * w + b1);
    y[i + 2] = centre + (k2 * w + b2);
    w = k3 * w + b3;
    y[i + 3] = centre + w;
  }
  double kept = 1, gained = 0;
  for (std::size_t j = i; j < count; ++j) {
    const double fade = 1.0 - k[j];
    gained = j == i ? k[j] * (x[j] - centre) : fade * gained + k[j] * (x[j] - centre);
    kept = j == i ? fade : fade * kept;
    y[j] = centre + (kept * w + gained);
  }
  return count == 0 ? value : y[count - 1];
}

FWQ_VECTORIZED double running_totals(double value, const double* x, std::size_t count,
                                     double* y) noexcept {
  if (count == 0) return value;
  Eights total = Eights{} + value;
  in_eights(
      x, count, 0.0, y, [&](const double* from, double* to) __attribute__((always_inline)) {
        Eights sum = *reinterpret_cast<const EightsAt*>(from);
        add_one_before(sum, 1);
        add_two_before(sum, 1);
        add_four_before(sum, 1);
        sum += total;
        *reinterpret_cast<EightsAt*>(to) = sum;
        spread_last(sum, total);
      });
  return y[count - 1];
}

// The rounding of a total stands in every difference of two, so the totals may not be too large beside them.
FWQ_VECTORIZED bool differences_of_totals(const double* totals, std::size_t n, std::size_t count,
                                          double* out) noexcept {
  constexpr double kMost = 1024;  // Costs ten of 53 bits.
  if (count == 0) return true;
  Eights least = Eights{} + totals[count - 1];
  std::size_t i = 0;
  for (; i + 8 <= count; i += 8) {
    const Eights sum = *reinterpret_cast<const EightsAt*>(totals + i) -
                       *reinterpret_cast<const EightsAt*>(totals + i - n);
    *reinterpret_cast<EightsAt*>(out + i) = sum;
    least = sum < least ? sum : least;
  }
  double smallest = least[0];
  for (std::size_t k = 1; k < 8; ++k) smallest = std::min(smallest, least[k]);
  for (; i < count; ++i) {
    out[i] = totals[i] - *(totals + i - n);
    smallest = std::min(smallest, out[i]);
  }
  return totals[count - 1] <= kMost * smallest;
}

}  // namespace fwq::analysis
