// Deviations of windows over a block.
#include <algorithm>
#include <array>
#include <cmath>

#include "batch.hpp"
#include "block_loops.hpp"
#include "sliding.hpp"
#include "fwq/core/vectorized.hpp"

namespace fwq::analysis {
namespace {

// From the window itself, around its newest value.
void direct_variance(const double* newest, std::size_t n, double& mean, double& variance) noexcept {
  const double centre = *newest;
  const double size = static_cast<double>(n);
  double sum = 0;
  for (const double* v = newest + 1 - n; v != newest; ++v) sum += *v - centre;
  const double offset = sum / size;
  double squares = offset * offset;  // The newest one's.
  for (const double* v = newest + 1 - n; v != newest; ++v) {
    const double d = (*v - centre) - offset;
    squares += d * d;
  }
  mean = centre + offset;
  variance = squares / size;
}

// Up to so many values, adding up every window is faster than keeping sums, and exact: measured from the window's newest
// value, the mean is within sqrt(n) deviations, so at most log2(n) bits are lost.
constexpr std::size_t kShortWindow = 8;
// Bars of a run, and the part of its largest variance below which a running sum has too few digits left.
constexpr std::size_t kRun = kBlock / 4;
constexpr double kLeast = 0.005;

template <class Values>
[[gnu::always_inline]] inline void short_window(const double* x, std::size_t n, double share,
                                                double* mean, double* variance) noexcept {
  const auto at = [](const double* from) -> const Values& {
    return *reinterpret_cast<const Values*>(from);
  };
  const Values centre = at(x);
  auto sum = centre - centre, squares = sum;
  const auto none = sum;
  for (std::size_t j = 1; j < n; ++j) {
    const auto d = at(x - j) - centre;
    sum += d;
    squares += d * d;
  }
  const auto offset = sum * share;
  *reinterpret_cast<Values*>(mean) = centre + offset;
  const auto left = squares * share - offset * offset;
  *reinterpret_cast<Values*>(variance) = left > 0.0 ? left : none;
}

// A sum of squares around the mean of the window itself, which moves with it:
//   squares += (in - out) * ((in - mean before) + (out - mean after))
[[gnu::always_inline]] inline void run_of_variances(const double* x, std::size_t n,
                                                    std::size_t count, double share, double* mean,
                                                    double* variance) noexcept {
  const double centre = *x;
  SlidingMean means(centre, share);
  SlidingSum squares;
  Eights most{};
  slide<1, 2>(
      {x}, {centre}, n, count, {mean, variance},
      [&](const auto& in, const auto& left, auto& value) __attribute__((always_inline)) {
        Apart apart;
        means.go_on(in[0], left[0], apart);
        value[0] = apart.mean + centre;
        value[1] = apart.moved * (apart.entered + apart.left);
        squares.go_on(value[1]);
        value[1] *= share;
        take_larger(value[1], most);
      });
  const double least = kLeast * largest(most);
  Eights below{};
  std::size_t i = 0;
  for (; i + 8 <= count; i += 8)
    take_larger(least - *reinterpret_cast<const EightsAt*>(variance + i), below);
  if (largest(below) > 0) i = 0;
  for (; i < count; ++i) {
    if (variance[i] < least) direct_variance(x + i, n, mean[i], variance[i]);
  }
}

}  // namespace

FWQ_VECTORIZED void window_deviations(const double* x, std::size_t n, std::size_t count,
                                      double* mean, double* deviation) noexcept {
  if (n > kShortWindow) {
    window_variances(x, n, count, mean, deviation);
    for (std::size_t i = 0; i < count; ++i) deviation[i] = std::sqrt(deviation[i]);
    return;
  }
  // A root takes as long as the sums of the next eight: at the same time.
  const double share = 1.0 / static_cast<double>(n);
  std::size_t i = 0;
  for (; i + 8 <= count; i += 8) {
    alignas(64) std::array<double, 8> root;
    short_window<EightsAt>(x + i, n, share, mean + i, root.data());
    for (double& r : root) r = std::sqrt(r);
    *reinterpret_cast<EightsAt*>(deviation + i) = *reinterpret_cast<const EightsAt*>(root.data());
  }
  for (; i < count; ++i) {
    short_window<double>(x + i, n, share, mean + i, deviation + i);
    deviation[i] = std::sqrt(deviation[i]);
  }
}

FWQ_VECTORIZED void window_variances(const double* x, std::size_t n, std::size_t count,
                                     double* mean, double* variance) noexcept {
  const double share = 1.0 / static_cast<double>(n);
  std::size_t i = 0;
  if (n <= kShortWindow) {
    for (; i + 8 <= count; i += 8) short_window<EightsAt>(x + i, n, share, mean + i, variance + i);
    for (; i < count; ++i) short_window<double>(x + i, n, share, mean + i, variance + i);
  }
  for (; n > kBlock && i < count; ++i) direct_variance(x + i, n, mean[i], variance[i]);
  const std::size_t run = n > kRun ? kBlock : kRun;
  for (; i < count; i += run)
    run_of_variances(x + i, n, std::min(run, count - i), share, mean + i, variance + i);
}

// A turn of the ring: slot t holds the new value for windows that end at t or later, else the one of the turn before.
FWQ_VECTORIZED void ring_means(const double* x, std::size_t n, std::size_t position,
                               std::size_t count, double* out) noexcept {
  const double size = static_cast<double>(n);
  const Eights place{0, 1, 2, 3, 4, 5, 6, 7};
  for (std::size_t done = 0; done < count;) {
    const std::size_t low = (position + done) % n, high = std::min(n, low + count - done);
    const double* const turn = x + done - low;  // Slot 0 of this turn.
    double begin = 0;                           // Sum of the new values in front of slot t.
    std::size_t t = 0;
    for (std::size_t r = low; r < high; r += 8) {  // Windows that end at r, r+1 ... side by side.
      for (; t <= r; ++t) begin += turn[t];
      Eights sum = Eights{} + begin;
#pragma GCC unroll 7
      for (std::size_t k = 1; k < 8; ++k) {
        const std::size_t s = r + k;
        if (s >= n) break;
        const Eights older = Eights{} + *(turn + s - n);
        const Eights newer = Eights{} + (s < high ? turn[s] : 0.0);
        sum += place < static_cast<double>(k) ? older : newer;
      }
      for (std::size_t s = r + 8; s < n; ++s) sum += *(turn + s - n);
      sum /= size;
      if (r + 8 <= high) {
        *reinterpret_cast<EightsAt*>(out + done + (r - low)) = sum;
      } else {
        store_part(sum, high - r, out + done + (r - low));
      }
    }
    done += high - low;
  }
}

template <class Values>
[[gnu::always_inline]] inline void distance_of(const double* x, std::size_t n, double share,
                                               const Values& centre, Values& distance) noexcept {
  distance = centre - centre;
  for (std::size_t j = n; j-- > 0;) {
    Values d = *reinterpret_cast<const Values*>(x - j) - centre;
    drop_sign(d);
    distance += d;
  }
  distance *= share;
}

FWQ_VECTORIZED void window_distances(const double* x, std::size_t n, std::size_t count,
                                     const double* mean, double* out) noexcept {
  const double share = 1.0 / static_cast<double>(n);
  std::size_t i = 0;
  for (; i + 8 <= count; i += 8) {
    EightsAt distance;
    distance_of<EightsAt>(x + i, n, share, *reinterpret_cast<const EightsAt*>(mean + i), distance);
    *reinterpret_cast<EightsAt*>(out + i) = distance;
  }
  for (; i < count; ++i) distance_of<double>(x + i, n, share, mean[i], out[i]);
}

FWQ_VECTORIZED bool window_ratios(const double* x, std::size_t n, std::size_t count,
                                  const double* mean, double* out) noexcept {
  constexpr double kRounding = 1e-9;
  const double share = 1.0 / static_cast<double>(n);
  const auto ratio = [&](const auto& value, const auto& centre, const auto& distance, auto& to)
      __attribute__((always_inline)) {
    const auto none = centre - centre;
    const auto of = (value - centre) / distance;
    to = distance > 0.0 ? of : none;
  };
  Eights nearest{};
  std::size_t i = 0;
  for (; i + 8 <= count; i += 8) {
    const EightsAt& value = *reinterpret_cast<const EightsAt*>(x + i);
    const EightsAt centre = *reinterpret_cast<const EightsAt*>(mean + i);
    EightsAt distance;
    distance_of<EightsAt>(x + i, n, share, centre, distance);
    Eights size = value;
    drop_sign(size);
    take_larger(size * kRounding - distance, nearest);
    ratio(value, centre, distance, *reinterpret_cast<EightsAt*>(out + i));
  }
  bool some = largest(nearest) > 0;
  for (; i < count; ++i) {
    const double centre = mean[i];
    double distance = 0;
    distance_of<double>(x + i, n, share, centre, distance);
    some = some || distance < kRounding * std::abs(x[i]);
    ratio(x[i], centre, distance, out[i]);
  }
  return some;
}

}  // namespace fwq::analysis
