// Chains of averages: the stages of a chain wait for each other only across eight values.
#include "smooth_chain.hpp"

#include "eights.hpp"
#include "eights_steps.hpp"
#include "fwq/core/vectorized.hpp"

namespace fwq::analysis {
namespace {

// What the stages of a chain have in hand: stage s the eight values that come `s` eights behind the newest.
template <std::size_t Depth>
struct ChainState {
  double k, centre;
  std::array<double, 8> fading;
  std::array<double, Depth> weights;
  Eights fade;
  // Of each stage: its last eight values, their sum so far, and what it has left over.
  std::array<Eights, Depth> now, sum, left;
};

// One eight through stage s: from the stage before, which has gone on in the step before this one.
template <std::size_t Depth>
[[gnu::always_inline]] inline void stage_step(ChainState<Depth>& c, std::size_t s,
                                              const double* x) noexcept {
  Eights w, sum{};
  if (s == 0) {
    w = *reinterpret_cast<const EightsAt*>(x) - c.centre;
  } else {
    w = c.now[s - 1];
    sum = c.sum[s - 1];
  }
  w *= c.k;
  add_one_before(w, c.fading[0]);
  add_two_before(w, c.fading[1]);
  add_four_before(w, c.fading[3]);
  w += c.fade * c.left[s];
  spread_last(w, c.left[s]);
  c.now[s] = w;
  c.sum[s] = sum + c.weights[s] * w;
}

// The stages work on eights one behind the other, so that within a step none waits for another. From the last stage to
// the first: each reads what the one before it has left from the step before.
template <std::size_t Depth>
[[gnu::always_inline]] inline void chain(double k, const std::array<double, Depth>& weights,
                                         std::array<double, Depth>& values, const double* x,
                                         std::size_t count, double* y) noexcept {
  if (count == 0) return;
  ChainState<Depth> c{};
  c.k = k;
  c.weights = weights;
  double kept = 1;
  for (double& f : c.fading) f = kept *= 1.0 - k;
  c.fade = *reinterpret_cast<const EightsAt*>(c.fading.data());
  // Around one of the values: a series that does not move stays exactly where it is.
  const double centre = c.centre = values[Depth - 1];
  for (std::size_t s = 0; s < Depth; ++s) c.left[s] = Eights{} + (values[s] - centre);
  const std::size_t whole = count / 8, rest = count % 8, eights = whole + (rest > 0 ? 1 : 0);
  std::array<double, 8> last;  // The last ones, filled up.
  last.fill(centre);
  std::copy(x + 8 * whole, x + count, last.begin());
  const auto write = [&](std::size_t eight) __attribute__((always_inline)) {
    const Eights sum = centre + c.sum[Depth - 1];
    if (eight < whole) {
      *reinterpret_cast<EightsAt*>(y + 8 * eight) = sum;
    } else {
      for (std::size_t i = 0; i < rest; ++i) y[8 * eight + i] = sum[i];
    }
  };
  // While the chain fills and empties, only the stages that have an eight.
  const auto some_stages = [&](std::size_t step) __attribute__((always_inline)) {
#pragma GCC unroll 6
    for (std::size_t up = 1; up <= Depth; ++up) {
      const std::size_t s = Depth - up;
      if (step >= s && step - s < eights)
        stage_step(c, s, step < whole ? x + 8 * step : last.data());
    }
    if (step + 1 >= Depth) write(step + 1 - Depth);
  };
  std::size_t step = 0;
  for (; step < Depth - 1; ++step) some_stages(step);
  for (; step < whole; ++step) {
#pragma GCC unroll 6
    for (std::size_t up = 1; up <= Depth; ++up) stage_step(c, Depth - up, x + 8 * step);
    *reinterpret_cast<EightsAt*>(y + 8 * (step + 1 - Depth)) = centre + c.sum[Depth - 1];
  }
  for (; step < eights + Depth - 1; ++step) some_stages(step);
  for (std::size_t s = 0; s < Depth; ++s) values[s] = centre + c.now[s][(count - 1) % 8];
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
