// Deviations of windows over a block.
#include <algorithm>
#include <array>
#include <cmath>

#include "batch.hpp"
#include "block_loops.hpp"
#include "eights.hpp"
#include "vectorized.hpp"

namespace fwq::analysis {
namespace {

// A deviation this many times smaller than the distance of its mean from the centre has lost digits: 16 cost 8 of 53
// bits (as WindowSpread).
constexpr double kFar = 256;

struct Spread {
  double mean, deviation;
};

// From the window itself, around its newest value.
Spread direct_spread(const double* newest, std::size_t n) noexcept {
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
  return {centre + offset, std::sqrt(squares / size)};
}

constexpr std::size_t kFour = 4, kLong = kBlock / kFour;

// Sums of d = x - centre and of d * d in four lanes, each around a centre and from direct sums of its own.
inline void lane_squares(const double* x, std::size_t n, const std::array<double, kFour>& centre,
                         double* sum, double* square) noexcept {
  std::array<double, kFour> s{}, q{};
  for (std::size_t k = 0; k < kFour; ++k) {
    const double* newest = x + k * kLong;
    for (const double* v = newest + 1 - n; v <= newest; ++v) {
      const double d = *v - centre[k];
      s[k] += d;
      q[k] += d * d;
    }
    sum[k * kLong] = s[k];
    square[k * kLong] = q[k];
  }
  auto [s0, s1, s2, s3] = s;
  auto [q0, q1, q2, q3] = q;
  const auto [c0, c1, c2, c3] = centre;
  for (std::size_t j = 1; j < kLong; ++j) {
    const double* a = x + j;
    const double* b = a - n;
    // in*in - out*out in one product: fewer digits are lost.
#define FWQ_STEP(k)                                                   \
  {                                                                   \
    const double in = a[k * kLong] - c##k, out = b[k * kLong] - c##k; \
    sum[k * kLong + j] = s##k += in - out;                            \
    square[k * kLong + j] = q##k += (in - out) * (in + out);          \
  }
    FWQ_STEP(0) FWQ_STEP(1) FWQ_STEP(2) FWQ_STEP(3)
#undef FWQ_STEP
  }
}

// Up to so many values, adding up every window, eight side by side, is faster than keeping sums, and exact: measured from
// the window's newest value, the mean is within sqrt(n) deviations, so at most log2(n) bits are lost.
constexpr std::size_t kShortWindow = 24;

template <class Values>
[[gnu::always_inline]] inline void short_window(const double* x, std::size_t n, double share,
                                                double* mean, double* variance) noexcept {
  const auto at = [](const double* from) -> const Values& {
    return *reinterpret_cast<const Values*>(from);
  };
  const Values centre = at(x);
  auto sum = centre - centre, squares = sum;
  for (std::size_t j = 1; j < n; ++j) {
    const auto d = at(x - j) - centre;
    sum += d;
    squares += d * d;
  }
  const auto offset = sum * share;
  *reinterpret_cast<Values*>(mean) = centre + offset;
  *reinterpret_cast<Values*>(variance) = squares * share - offset * offset;
}

[[gnu::always_inline]] inline void short_spreads(const double* x, std::size_t n, std::size_t count,
                                                 double* mean, double* deviation) noexcept {
  const double share = 1.0 / static_cast<double>(n);
  std::size_t i = 0;
  for (; i + 8 <= count; i += 8) short_window<EightsAt>(x + i, n, share, mean + i, deviation + i);
  for (; i < count; ++i) short_window<double>(x + i, n, share, mean + i, deviation + i);
  for (i = 0; i < count; ++i) deviation[i] = std::sqrt(deviation[i] > 0 ? deviation[i] : 0.0);
}

}  // namespace

FWQ_VECTORIZED void window_spreads(const double* x, std::size_t n, std::size_t count, double* mean,
                                   double* deviation) noexcept {
  if (count == 0) return;
  if (n <= kShortWindow) {
    short_spreads(x, n, count, mean, deviation);
    return;
  }
  if (n > kBlock) {
    for (std::size_t i = 0; i < count; ++i) {
      const Spread spread = direct_spread(x + i, n);
      mean[i] = spread.mean;
      deviation[i] = spread.deviation;
    }
    return;
  }
  if (count < kBlock) {
    const FilledBlock whole(x, n - 1, count);
    Scratch means, deviations;
    window_spreads(whole.begin(), n, kBlock, means.data(), deviations.data());
    std::copy_n(means.data(), count, mean);
    std::copy_n(deviations.data(), count, deviation);
    return;
  }
  std::array<double, kFour> centre;
  for (std::size_t k = 0; k < kFour; ++k) centre[k] = x[k * kLong];
  lane_squares(x, n, centre, mean, deviation);
  const double share = 1.0 / static_cast<double>(n);
  std::size_t poor = 0;
  for (std::size_t k = 0; k < kFour; ++k) {
    for (std::size_t j = k * kLong; j < (k + 1) * kLong; ++j) {
      const double offset = mean[j] * share;
      const double variance = deviation[j] * share - offset * offset;
      const double root = std::sqrt(variance > 0 ? variance : 0.0);
      const bool few_digits = !(offset * offset <= kFar * variance);
      poor += few_digits ? 1 : 0;
      mean[j] = centre[k] + offset;
      deviation[j] = few_digits ? -1.0 : root;
    }
  }
  for (std::size_t j = 0; poor > 0 && j < kBlock; ++j) {
    if (deviation[j] >= 0) continue;
    const Spread spread = direct_spread(x + j, n);
    mean[j] = spread.mean;
    deviation[j] = spread.deviation;
    --poor;
  }
}

FWQ_VECTORIZED void ring_means(const double* x, std::size_t n, std::size_t position,
                               std::size_t count, double* out) noexcept {
  constexpr std::size_t kAtOnce = 4;
  const double size = static_cast<double>(n);
  for (std::size_t done = 0; done < count;) {
    // The values of one turn of the ring: slot t holds the new value for those at t or later, else the one before.
    const std::size_t low = (position + done) % n, high = std::min(n, low + count - done);
    const double* const turn = x + done - low;  // Slot 0 of this turn.
    for (std::size_t r = low; r < high; r += kAtOnce) {
      std::array<double, kAtOnce> sum{};
      std::size_t t = 0;
      for (; t <= r; ++t) {
        for (std::size_t k = 0; k < kAtOnce; ++k) sum[k] += turn[t];
      }
      for (; t < std::min(r + kAtOnce, n); ++t) {
        const double older = *(turn + t - n), newer = t < high ? turn[t] : 0.0;
        for (std::size_t k = 0; k < kAtOnce; ++k) sum[k] += r + k >= t ? newer : older;
      }
      for (; t < n; ++t) {
        const double older = *(turn + t - n);
        for (std::size_t k = 0; k < kAtOnce; ++k) sum[k] += older;
      }
      for (std::size_t k = 0; k < std::min(kAtOnce, high - r); ++k)
        out[done + (r - low) + k] = sum[k] / size;
    }
    done += high - low;
  }
}

FWQ_VECTORIZED void window_distances(const double* x, std::size_t n, std::size_t count,
                                     const double* mean, double* out) noexcept {
  const double share = 1.0 / static_cast<double>(n);
  std::fill_n(out, count, 0.0);
  for (std::size_t j = 0; j < n; ++j) {
    const double* const from = x + 1 - n + j;
    for (std::size_t i = 0; i < count; ++i) out[i] += std::abs(from[i] - mean[i]);
  }
  for (std::size_t i = 0; i < count; ++i) out[i] *= share;
}

}  // namespace fwq::analysis
