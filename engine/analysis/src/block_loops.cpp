// Recursions and running sums over blocks.
#include "block_loops.hpp"

#include <algorithm>
#include <array>

#include "eights_steps.hpp"
#include "recursion.hpp"
#include "fwq/core/vectorized.hpp"

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

// As smooth_lanes, with what is left of a value moved along with it.
FWQ_VECTORIZED double smooth_at(const double* k, double value, const double* x, std::size_t count,
                                double* y) noexcept {
  if (count == 0) return value;
  const double centre = value;  // A series that does not move stays exactly where it is.
  Eights left{};
  const auto step = [&](const double* speed, const double* from, double* to)
      __attribute__((always_inline)) {
    const Eights fast = *reinterpret_cast<const EightsAt*>(speed);
    Eights w = *reinterpret_cast<const EightsAt*>(from) - centre;
    smooth_each(fast, w, left);
    *reinterpret_cast<EightsAt*>(to) = centre + w;
  };
  std::size_t i = 0;
  for (; i + 8 <= count; i += 8) step(k + i, x + i, y + i);
  if (i < count) {
    std::array<double, 8> speed{}, last;
    last.fill(centre);
    std::copy(k + i, k + count, speed.begin());
    std::copy(x + i, x + count, last.begin());
    step(speed.data(), last.data(), last.data());
    std::copy_n(last.begin(), count - i, y + i);
  }
  return y[count - 1];
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
                                          double most, double* out) noexcept {
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
  return totals[count - 1] <= most * smallest;
}

}  // namespace fwq::analysis
