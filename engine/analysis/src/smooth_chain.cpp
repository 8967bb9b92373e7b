// Chains of averages: the stages of a chain wait for each other only across eight values.
#include "smooth_chain.hpp"

#include "eights.hpp"
#include "eights_steps.hpp"
#include "vectorized.hpp"

namespace fwq::analysis {
namespace {

template <std::size_t Depth>
[[gnu::always_inline]] inline void chain(double k, const std::array<double, Depth>& weights,
                                         std::array<double, Depth>& values, const double* x,
                                         std::size_t count, double* y) noexcept {
  if (count == 0) return;
  std::array<double, 8> fading;
  double kept = 1;
  for (double& f : fading) f = kept *= 1.0 - k;
  const Eights fade = *reinterpret_cast<const EightsAt*>(fading.data());
  // Around one of the values: a series that does not move stays exactly where it is.
  const double centre = values[Depth - 1];
  std::array<Eights, Depth> now, left;
  for (std::size_t s = 0; s < Depth; ++s) left[s] = Eights{} + (values[s] - centre);
  in_eights(
      x, count, centre, y, [&](const double* from, double* to) __attribute__((always_inline)) {
        Eights w = *reinterpret_cast<const EightsAt*>(from) - centre;
        Eights sum{};
#pragma GCC unroll 6
        for (std::size_t s = 0; s < Depth; ++s) {
          w *= k;
          add_one_before(w, fading[0]);
          add_two_before(w, fading[1]);
          add_four_before(w, fading[3]);
          w += fade * left[s];
          spread_last(w, left[s]);
          now[s] = w;
          sum += weights[s] * w;
        }
        *reinterpret_cast<EightsAt*>(to) = centre + sum;
      });
  for (std::size_t s = 0; s < Depth; ++s) values[s] = centre + now[s][(count - 1) % 8];
}

}  // namespace

template <>
FWQ_VECTORIZED void smooth_chain<2>(double k, const std::array<double, 2>& weights,
                                    std::array<double, 2>& values, const double* x,
                                    std::size_t count, double* y) noexcept {
  chain<2>(k, weights, values, x, count, y);
}
template <>
FWQ_VECTORIZED void smooth_chain<3>(double k, const std::array<double, 3>& weights,
                                    std::array<double, 3>& values, const double* x,
                                    std::size_t count, double* y) noexcept {
  chain<3>(k, weights, values, x, count, y);
}
template <>
FWQ_VECTORIZED void smooth_chain<6>(double k, const std::array<double, 6>& weights,
                                    std::array<double, 6>& values, const double* x,
                                    std::size_t count, double* y) noexcept {
  chain<6>(k, weights, values, x, count, y);
}

}  // namespace fwq::analysis
