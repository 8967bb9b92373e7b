// Lines of least squares over the windows of a block.
#include "regression_line.hpp"

#include <array>
#include <cmath>

#include "lanes_of_windows.hpp"
#include "vectorized.hpp"

namespace fwq::analysis {
namespace {

// Sum of d = x - centre, sum of j * d with j = 1 for the oldest and n for the newest, and sum of |d|.
struct Sums {
  double plain = 0, weighted = 0, size = 0;
};

inline Sums direct_sums(const double* newest, std::size_t n, double centre) noexcept {
  Sums sums;
  for (std::size_t j = 0; j < n; ++j) {
    const double d = *(newest - j) - centre;
    sums.plain += d;
    sums.weighted += static_cast<double>(n - j) * d;
    sums.size += std::abs(d);
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

// Four lanes of `length`; false if one of them has lost digits on its way (after a value much larger than the rest).
inline bool lane_lines(const double* x, std::size_t n, std::size_t length, const Shares& shares,
                       double* slope, double* mean) noexcept {
  std::array<double, kLanesOfWindows> centre{}, s{}, w{};
  for (std::size_t k = 0; k < kLanesOfWindows; ++k) {
    centre[k] = x[k * length];
    const Sums sums = direct_sums(x + k * length, n, centre[k]);
    s[k] = sums.plain;
    w[k] = sums.weighted;
  }
  const double top = static_cast<double>(n);
  for (std::size_t j = 0;; ++j) {
    for (std::size_t k = 0; k < kLanesOfWindows; ++k) {
      const double m = s[k] * shares.plain;
      slope[k * length + j] = (w[k] * shares.weighted - m) * shares.slope;
      mean[k * length + j] = centre[k] + m;
    }
    if (j + 1 == length) break;
    for (std::size_t k = 0; k < kLanesOfWindows; ++k) {
      const double* in = x + k * length + j + 1;
      const double d = *in - centre[k];
      // Every value in the window loses one weight (their sum), and the newest comes in with the full one.
      w[k] += top * d - s[k];
      s[k] += d - (*(in - n) - centre[k]);
    }
  }
  bool good = true;
  for (std::size_t k = 0; k < kLanesOfWindows; ++k) {
    const Sums sums = direct_sums(x + (k + 1) * length - 1, n, centre[k]);
    good = good && std::abs(s[k] - sums.plain) <= 1e-13 * sums.size &&
           std::abs(w[k] - sums.weighted) <= 1e-13 * top * sums.size;
  }
  return good;
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
  std::size_t done = 0;
  for (std::size_t length = lane_length(n, count); length > 0;
       length = lane_length(n, count - done)) {
    if (!lane_lines(x + done, n, length, shares, slope + done, mean + done)) break;
    done += kLanesOfWindows * length;
  }
  for (std::size_t i = done; i < count; ++i) {
    const Line line = window_line(x + i, n);
    slope[i] = line.slope;
    mean[i] = line.mean;
  }
}

}  // namespace fwq::analysis
