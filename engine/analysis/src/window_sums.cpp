// Sums of windows over blocks.
#include <cmath>

#include "block_loops.hpp"
#include "recursion.hpp"
#include "sliding.hpp"
#include "fwq/core/vectorized.hpp"

namespace fwq::analysis {
namespace {

double direct_weighted_sum(const double* newest, std::size_t n) noexcept {
  const double* window = newest + 1 - n;
  std::array<double, 2> part{};
  for (std::size_t j = 0; j < n; ++j) part[j & 1U] += static_cast<double>(j + 1) * window[j];
  return part[0] + part[1];
}

void exact_sums(const double* x, std::size_t n, std::size_t count, double share,
                double* out) noexcept {
  ExactSum sum;
  for (const double* v = x + 1 - n; v != x; ++v) sum.add(*v);
  for (std::size_t i = 0; i < count; ++i) {
    sum.add(x[i]);
    out[i] = sum.value() * share;
    sum.add(-*(x + i + 1 - n));
  }
}

// Sums this many times smaller than the largest that a run has seen have lost digits: of a rounding of 1e-15, at most.
constexpr double kSmaller = 64;

// Values of a run of weighted sums. The rounding of the plain sum adds up in them.
constexpr std::size_t kShortRun = kBlock / 4;

// The weighted sums of a run, around its first value.
[[gnu::always_inline]] inline void weighted_run(const double* x, std::size_t n, std::size_t count,
                                                double share, double* out) noexcept {
  const double top = static_cast<double>(n), centre = *x;
  const double base = centre * (top * (top + 1.0) / 2.0 * share);
  SlidingSum plain, weighted;
  SumSizes sizes(n, std::abs(base));
  slide<1, 1>(
      {x}, {centre}, n, count,
      {out}, [&](const auto& in, const auto& left, auto& value) __attribute__((always_inline)) {
        // Every value in the window loses one weight (their sum), and the newest comes in with the full one.
        const Eights enters = in[0] - centre, before = plain.total();
        Eights sum = enters - (left[0] - centre), last;
        plain.go_on(sum);
        SlidingSum::one_back(sum, before, last);
        Eights w = enters * top - last;
        weighted.go_on(w);
        value[0] = w * share + base;
        sizes.note(value[0]);
      });
  if (!sizes.any_below(kSmaller)) return;
  for (std::size_t i = 0; i < count; ++i) {
    if (sizes.below(kSmaller, i)) out[i] = direct_weighted_sum(x + i, n) * share;
  }
}

// Up to here adding up each window is as fast as keeping sums, and loses nothing.
constexpr std::size_t kShortWindow = 10;

template <class Values>
[[gnu::always_inline]] inline void short_sum(const double* x, std::size_t n, double share,
                                             double* out) noexcept {
  const auto at = [](const double* from) -> const Values& {
    return *reinterpret_cast<const Values*>(from);
  };
  auto sum = at(x) + 0.0;
  for (std::size_t j = 1; j < n; ++j) sum += at(x - j);
  *reinterpret_cast<Values*>(out) = sum * share;
}

}  // namespace

FWQ_VECTORIZED void window_sums(const double* x, std::size_t n, std::size_t count, double share,
                                double* out) noexcept {
  if (n > kBlock) {
    exact_sums(x, n, count, share, out);
    return;
  }
  if (n <= kShortWindow) {
    std::size_t i = 0;
    for (; i + 8 <= count; i += 8) short_sum<EightsAt>(x + i, n, share, out + i);
    for (; i < count; ++i) short_sum<double>(x + i, n, share, out + i);
    return;
  }
  SlidingSum sums;
  SumSizes sizes(n);
  slide<1, 1>(
      {x}, {0.0}, n, count,
      {out}, [&](const auto& in, const auto& left, auto& value) __attribute__((always_inline)) {
        Eights sum = in[0] - left[0];
        sums.go_on(sum);
        sizes.note(sum);
        value[0] = sum * share;
      });
  if (!sizes.any_below(kSmaller)) return;
  for (std::size_t i = 0; i < count; i += SumSizes::kStretch) {
    if (sizes.below(kSmaller, i))
      exact_sums(x + i, n, std::min(SumSizes::kStretch, count - i), share, out + i);
  }
}

FWQ_VECTORIZED void weighted_sums(const double* x, std::size_t n, std::size_t count, double share,
                                  double* out) noexcept {
  if (n > kBlock) {
    for (std::size_t i = 0; i < count; ++i) out[i] = direct_weighted_sum(x + i, n) * share;
    return;
  }
  const std::size_t run = n > kShortRun ? kBlock : kShortRun;
  for (std::size_t i = 0; i < count; i += run)
    weighted_run(x + i, n, std::min(run, count - i), share, out + i);
}

}  // namespace fwq::analysis
