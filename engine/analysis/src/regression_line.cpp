// Lines of least squares over the windows of a block.
#include "regression_line.hpp"

#include <array>
#include <cmath>

#include "sliding.hpp"
#include "fwq/core/vectorized.hpp"

namespace fwq::analysis {
namespace {

// Sum of d = x - centre, and sum of j * d with j = 1 for the oldest and n for the newest.
struct Sums {
  double plain = 0, weighted = 0;
};

inline Sums direct_sums(const double* newest, std::size_t n, double centre) noexcept {
  Sums sums;
  for (std::size_t j = 0; j < n; ++j) {
    const double d = *(newest - j) - centre;
    sums.plain += d;
    sums.weighted += static_cast<double>(n - j) * d;
  }
  return sums;
}

struct Shares {
  explicit Shares(std::size_t n) noexcept
      : plain(1.0 / static_cast<double>(n)),
        weighted(2.0 / (static_cast<double>(n) * static_cast<double>(n + 1))),
        slope(6.0 / static_cast<double>(n - 1)) {}
  double plain, weighted, slope;
};

// Bars of a run: short enough to keep near the centre that they are measured from.
constexpr std::size_t kRun = kBlock / 4;
// Sums this many times smaller than the largest of the run have lost digits.
constexpr double kSmaller = 64;

// Up to here each window is added up: in running sums of so few values the rounding of the plain one, which adds up in the
// weighted one, would show.
constexpr std::size_t kShortWindow = 8;

template <class Values>
[[gnu::always_inline]] inline void short_line(const double* x, std::size_t n, const Shares& shares,
                                              double* slope, double* mean) noexcept {
  const auto at = [](const double* from) -> const Values& {
    return *reinterpret_cast<const Values*>(from);
  };
  const Values centre = at(x);
  auto plain = centre - centre, weighted = plain;
  for (std::size_t j = 1; j < n; ++j) {
    const auto d = at(x - j) - centre;
    plain += d;
    weighted += d * static_cast<double>(n - j);
  }
  const auto offset = plain * shares.plain;
  *reinterpret_cast<Values*>(slope) = (weighted * shares.weighted - offset) * shares.slope;
  *reinterpret_cast<Values*>(mean) = centre + offset;
}

[[gnu::always_inline]] inline void run_of_lines(const double* x, std::size_t n, std::size_t count,
                                                const Shares& shares, double* slope,
                                                double* mean) noexcept {
  const double centre = *x, top = static_cast<double>(n);
  const double from_weighted = shares.weighted * shares.slope,
               from_plain = shares.plain * shares.slope;
  SlidingSum plain, weighted;
  SumSizes sizes(n);
  slide<1, 2>(
      {x}, {centre}, n, count, {slope, mean},
      [&](const auto& in, const auto& left, auto& value) __attribute__((always_inline)) {
        // Every value in the window loses one weight (their sum), and the newest comes in with the full one.
        const Eights enters = in[0] - centre, before = plain.total();
        Eights sum = in[0] - left[0], last;
        plain.go_on(sum);
        sizes.note(sum);
        SlidingSum::one_back(sum, before, last);
        Eights w = enters * top - last;
        weighted.go_on(w);
        value[0] = w * from_weighted - sum * from_plain;
        value[1] = sum * shares.plain + centre;
      });
  if (!sizes.any_below(kSmaller)) return;
  for (std::size_t i = 0; i < count; ++i) {
    if (sizes.below(kSmaller, i)) short_line<double>(x + i, n, shares, slope + i, mean + i);
  }
}

}  // namespace

Line window_line(const double* newest, std::size_t n) noexcept {
  const Shares shares(n);
  const Sums sums = direct_sums(newest, n, *newest);
  const double mean = sums.plain * shares.plain;
  return {(sums.weighted * shares.weighted - mean) * shares.slope, *newest + mean,
          static_cast<double>(n - 1) / 2.0};
}

FWQ_VECTORIZED void window_lines(const double* x, std::size_t n, std::size_t count, double* slope,
                                 double* mean) noexcept {
  const Shares shares(n);
  std::size_t i = 0;
  if (n <= kShortWindow) {
    for (; i + 8 <= count; i += 8) short_line<EightsAt>(x + i, n, shares, slope + i, mean + i);
    for (; i < count; ++i) short_line<double>(x + i, n, shares, slope + i, mean + i);
  }
  for (; n > kBlock && i < count; ++i) short_line<double>(x + i, n, shares, slope + i, mean + i);
  const std::size_t run = n > kRun ? kBlock : kRun;
  for (; i < count; i += run)
    run_of_lines(x + i, n, std::min(run, count - i), shares, slope + i, mean + i);
}

}  // namespace fwq::analysis
