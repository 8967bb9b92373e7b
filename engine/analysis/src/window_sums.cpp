// Sums of windows over blocks.
#include <cmath>

#include "block_loops.hpp"
#include "recursion.hpp"
#include "vectorized.hpp"

namespace fwq::analysis {
namespace {

double direct_sum(const double* x, std::size_t n) noexcept {
  std::array<double, 4> part{};
  std::size_t i = 0;
  for (; i + 4 <= n; i += 4) {
    for (std::size_t k = 0; k < 4; ++k) part[k] += x[i + k];
  }
  double sum = (part[0] + part[1]) + (part[2] + part[3]);
  for (; i < n; ++i) sum += x[i];
  return sum;
}

double direct_weighted_sum(const double* newest, std::size_t n) noexcept {
  const double* window = newest + 1 - n;
  std::array<double, 2> part{};
  for (std::size_t j = 0; j < n; ++j) part[j & 1U] += static_cast<double>(j + 1) * window[j];
  return part[0] + part[1];
}

// A running sum that has come to a window against what that window adds up to directly. They are apart by more than
// rounding after a value so large that it took digits with it.
bool arrived(double running, double direct) noexcept {
  return std::abs(running - direct) <= 2e-13 * std::abs(direct);
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

// Eight running sums from `sum` on, first values included; leaves the last ones in `sum`.
void lane_sums(const double* x, std::size_t n, double share, std::array<double, kLanes>& sum,
               double* out) noexcept {
  auto [s0, s1, s2, s3, s4, s5, s6, s7] = sum;  // Names, so that all stay in registers.
#define FWQ_EIGHT(step) step(0) step(1) step(2) step(3) step(4) step(5) step(6) step(7)
#define FWQ_PUT(k) out[k * kLane + j] = s##k * share;
#define FWQ_STEP(k) s##k += a[k * kLane] - b[k * kLane];
  std::size_t j = 0;
  FWQ_EIGHT(FWQ_PUT)
  for (j = 1; j < kLane; ++j) {
    const double* a = x + j;
    const double* b = a - n;
    FWQ_EIGHT(FWQ_STEP)
    FWQ_EIGHT(FWQ_PUT)
  }
#undef FWQ_STEP
#undef FWQ_PUT
#undef FWQ_EIGHT
  sum = {s0, s1, s2, s3, s4, s5, s6, s7};
}

constexpr std::size_t kFour = 4,
                      kLong = kBlock / kFour;  // Two sums a lane: four lanes fill the registers.

struct WeightedLanes {
  std::array<double, kFour> weighted, plain;
};

// Every value in the window loses one weight (their sum), and the newest comes in with the full one.
void weighted_lane_sums(const double* x, std::size_t n, double share, WeightedLanes& lanes,
                        double* out) noexcept {
  const double top = static_cast<double>(n);
  auto [w0, w1, w2, w3] = lanes.weighted;
  auto [s0, s1, s2, s3] = lanes.plain;
  for (std::size_t j = 1; j < kLong; ++j) {
    const double* a = x + j;
    const double* b = a - n;
#define FWQ_STEP(k)                    \
  w##k += top * a[k * kLong] - s##k;   \
  s##k += a[k * kLong] - b[k * kLong]; \
  out[k * kLong + j] = w##k * share;
    FWQ_STEP(0) FWQ_STEP(1) FWQ_STEP(2) FWQ_STEP(3)
#undef FWQ_STEP
  }
  lanes = {{w0, w1, w2, w3}, {s0, s1, s2, s3}};
}

}  // namespace

FWQ_VECTORIZED void window_sums(const double* x, std::size_t n, std::size_t count, double share,
                                double* out) noexcept {
  if (n > kBlock) {
    exact_sums(x, n, count, share, out);
    return;
  }
  if (count == 0) return;
  if (count < kBlock) {
    const FilledBlock whole(x, n - 1, count);
    Scratch sums;
    window_sums(whole.begin(), n, kBlock, share, sums.data());
    std::copy_n(sums.data(), count, out);
    return;
  }
  std::array<double, kLanes + 1> begin;
  std::array<double, kLanes> sum;
  for (std::size_t k = 0; k < kLanes; ++k) sum[k] = begin[k] = direct_sum(x + k * kLane + 1 - n, n);
  lane_sums(x, n, share, sum, out);
  begin[kLanes] = direct_sum(x + kBlock - n, n);  // The last window of the last lane.
  for (std::size_t k = 0; k < kLanes; ++k) {
    const double* next = x + (k + 1) * kLane;
    const double running = k + 1 < kLanes ? sum[k] + (*next - *(next - n)) : sum[k];
    if (!arrived(running, begin[k + 1]))
      exact_sums(x + k * kLane, n, kLane, share, out + k * kLane);
  }
}

FWQ_VECTORIZED void weighted_sums(const double* x, std::size_t n, std::size_t count, double share,
                                  double* out) noexcept {
  if (n > kLong) {
    for (std::size_t i = 0; i < count; ++i) out[i] = direct_weighted_sum(x + i, n) * share;
    return;
  }
  if (count == 0) return;
  if (count < kBlock) {
    const FilledBlock whole(x, n - 1, count);
    Scratch sums;
    weighted_sums(whole.begin(), n, kBlock, share, sums.data());
    std::copy_n(sums.data(), count, out);
    return;
  }
  WeightedLanes lanes;
  std::array<double, kFour + 1> begin;
  for (std::size_t k = 0; k < kFour; ++k) {
    const double* newest = x + k * kLong;
    lanes.weighted[k] = begin[k] = direct_weighted_sum(newest, n);
    lanes.plain[k] = direct_sum(newest + 1 - n, n);
    out[k * kLong] = begin[k] * share;
  }
  begin[kFour] = direct_weighted_sum(x + kBlock - 1, n);
  weighted_lane_sums(x, n, share, lanes, out);
  for (std::size_t k = 0; k < kFour; ++k) {
    const double next = static_cast<double>(n) * x[std::min((k + 1) * kLong, kBlock - 1)];
    const double running =
        k + 1 < kFour ? lanes.weighted[k] + (next - lanes.plain[k]) : lanes.weighted[k];
    if (arrived(running, begin[k + 1])) continue;
    for (std::size_t i = k * kLong; i < (k + 1) * kLong; ++i)
      out[i] = direct_weighted_sum(x + i, n) * share;
  }
}

}  // namespace fwq::analysis
