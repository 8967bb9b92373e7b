// Lanes, window sums and window extremes over blocks.
#include "block_loops.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "machines.hpp"
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

// A running sum that has come to a window against what that window adds up to directly. They are apart by more than
// rounding after a value so large that it took digits with it.
bool arrived(double running, double direct) noexcept {
  return std::abs(running - direct) <= 2e-13 * std::abs(direct);
}

void exact_window_sums(const double* x, std::size_t n, std::size_t count, double share,
                       double* out) noexcept {
  ExactSum sum;
  for (const double* v = x + 1 - n; v != x; ++v) sum.add(*v);
  for (std::size_t i = 0; i < count; ++i) {
    sum.add(x[i]);
    out[i] = sum.value() * share;
    sum.add(-x[i + 1 - n]);
  }
}

void direct_weighted_sums(const double* x, std::size_t n, std::size_t count, double share,
                          double* out) noexcept {
  for (std::size_t i = 0; i < count; ++i) {
    const double* window = x + i + 1 - n;
    double sum = 0;
    for (std::size_t j = 0; j < n; ++j) sum += static_cast<double>(j + 1) * window[j];
    out[i] = sum * share;
  }
}

// The recursion w = fade * w + (x - centre) from zero, in eight lanes of `length`.
void fading_sums(double fade, double centre, const double* x, std::size_t length,
                 double* y) noexcept {
  double w0 = 0, w1 = 0, w2 = 0, w3 = 0, w4 = 0, w5 = 0, w6 = 0, w7 = 0;
  for (std::size_t j = 0; j < length; ++j) {
    const double* in = x + j;
    double* out = y + j;
    w0 = fade * w0 + (in[0 * length] - centre), w1 = fade * w1 + (in[1 * length] - centre);
    w2 = fade * w2 + (in[2 * length] - centre), w3 = fade * w3 + (in[3 * length] - centre);
    w4 = fade * w4 + (in[4 * length] - centre), w5 = fade * w5 + (in[5 * length] - centre);
    w6 = fade * w6 + (in[6 * length] - centre), w7 = fade * w7 + (in[7 * length] - centre);
    out[0 * length] = w0, out[1 * length] = w1, out[2 * length] = w2, out[3 * length] = w3;
    out[4 * length] = w4, out[5 * length] = w5, out[6 * length] = w6, out[7 * length] = w7;
  }
}

constexpr std::size_t kVaryingLanes = 4, kLongestVarying = 256;

// w += k * (x - centre - w) from zero in four lanes of `length`, and the product of all (1 - k) so far.
void varying_sums(const double* k, double centre, const double* x, std::size_t length, double* y,
                  double* kept) noexcept {
  double w0 = 0, w1 = 0, w2 = 0, w3 = 0, p0 = 1, p1 = 1, p2 = 1, p3 = 1;
  for (std::size_t j = 0; j < length; ++j) {
    const std::size_t a = j, b = length + j, c = 2 * length + j, d = 3 * length + j;
    w0 += k[a] * (x[a] - centre - w0), w1 += k[b] * (x[b] - centre - w1);
    w2 += k[c] * (x[c] - centre - w2), w3 += k[d] * (x[d] - centre - w3);
    p0 *= 1.0 - k[a], p1 *= 1.0 - k[b], p2 *= 1.0 - k[c], p3 *= 1.0 - k[d];
    y[a] = w0, y[b] = w1, y[c] = w2, y[d] = w3;
    kept[a] = p0, kept[b] = p1, kept[c] = p2, kept[d] = p3;
  }
}

struct Greatest {
  static double of(double a, double b) noexcept { return a < b ? b : a; }
};
struct Least {
  static double of(double a, double b) noexcept { return b < a ? b : a; }
};

// Extremes of windows of 2, 4, 8 ... values, each from two of the half before it, and at last two that overlap.
template <class Extreme>
inline void window_extremes(const double* x, std::size_t n, std::size_t count, double* room,
                            double* out) noexcept {
  const double* from = x + 1 - n;  // Window of 1 that ends at index i: from[i].
  std::size_t total = n - 1 + count, width = 1;
  for (; 2 * width <= n; width *= 2) {
    // The window that begins at i: what it covers lies ahead of i, so the columns can share one room.
    for (std::size_t i = 0; i + width < total; ++i) room[i] = Extreme::of(from[i], from[i + width]);
    total -= width;
    from = room;
  }
  const std::size_t rest = n - width;
  for (std::size_t i = 0; i < count; ++i) out[i] = Extreme::of(from[i], from[i + rest]);
}

}  // namespace

FWQ_VECTORIZED void smooth_lanes(double k, double value, const double* fading, const double* x,
                                 std::size_t count, double* y) noexcept {
  const std::size_t length = count / kLanes;
  const double fade = 1.0 - k;
  // Around the value that the block begins with: a series that does not move stays exactly where it is.
  const double centre = value;
  fading_sums(fade, centre, x, length, y);
  double left = 0;  // What the lanes before have left over, above the centre.
  for (std::size_t lane = 0; lane < kLanes; ++lane) {
    double* out = y + lane * length;
    const double next = k * out[length - 1] + fading[length - 1] * left;
    for (std::size_t j = 0; j < length; ++j) out[j] = centre + (k * out[j] + fading[j] * left);
    left = next;
  }
  value = y[kLanes * length - 1];
  for (std::size_t i = kLanes * length; i < count; ++i) y[i] = value += (x[i] - value) * k;
}

FWQ_VECTORIZED double smooth_at(const double* k, double value, const double* x, std::size_t count,
                                double* y) noexcept {
  std::size_t length = count < kShortBlock ? 0 : count / kVaryingLanes;
  length = std::min(length, kLongestVarying);
  if (length > 0) {
    std::array<double, kVaryingLanes * kLongestVarying>
        kept;  // What is left of the beginning of a lane.
    varying_sums(k, value, x, length, y, kept.data());
    double left = 0;
    const double centre = value;
    for (std::size_t lane = 0; lane < kVaryingLanes; ++lane) {
      double* out = y + lane * length;
      const double* keep = &kept[lane * length];
      const double next = out[length - 1] + keep[length - 1] * left;
      for (std::size_t j = 0; j < length; ++j) out[j] = centre + (out[j] + keep[j] * left);
      left = next;
    }
    value = y[kVaryingLanes * length - 1];
  }
  for (std::size_t i = kVaryingLanes * length; i < count; ++i)
    y[i] = value += (x[i] - value) * k[i];
  return value;
}

FWQ_VECTORIZED void window_sums(const double* x, std::size_t n, std::size_t count, double share,
                                double* out) noexcept {
  const std::size_t length = count / kLanes;
  if (count < kShortBlock || n > count) {
    exact_window_sums(x, n, count, share, out);
    return;
  }
  std::array<double, kLanes + 1> begin;
  for (std::size_t k = 0; k < kLanes; ++k) begin[k] = direct_sum(x + k * length + 1 - n, n);
  double s0 = begin[0], s1 = begin[1], s2 = begin[2], s3 = begin[3];
  double s4 = begin[4], s5 = begin[5], s6 = begin[6], s7 = begin[7];
  const auto put = [&](double* o) {
    o[0 * length] = s0 * share, o[1 * length] = s1 * share, o[2 * length] = s2 * share;
    o[3 * length] = s3 * share, o[4 * length] = s4 * share, o[5 * length] = s5 * share;
    o[6 * length] = s6 * share, o[7 * length] = s7 * share;
  };
  put(out);
  for (std::size_t j = 1; j < length; ++j) {
    const double* a = x + j;
    const double* b = a - n;
    s0 += a[0 * length] - b[0 * length], s1 += a[1 * length] - b[1 * length];
    s2 += a[2 * length] - b[2 * length], s3 += a[3 * length] - b[3 * length];
    s4 += a[4 * length] - b[4 * length], s5 += a[5 * length] - b[5 * length];
    s6 += a[6 * length] - b[6 * length], s7 += a[7 * length] - b[7 * length];
    put(out + j);
  }
  const std::array<double, kLanes> end{s0, s1, s2, s3, s4, s5, s6, s7};
  const std::size_t done = kLanes * length;
  begin[kLanes] = direct_sum(x + done - n, n);  // The last window of the last lane.
  bool good = arrived(s7, begin[kLanes]);
  for (std::size_t k = 0; k + 1 < kLanes; ++k) {
    const double* next = x + (k + 1) * length;
    good = good && arrived(end[k] + (next[0] - *(next - n)), begin[k + 1]);
  }
  if (!good) {
    exact_window_sums(x, n, count, share, out);
    return;
  }
  for (std::size_t i = done; i < count; ++i) {
    s7 += x[i] - x[i - n];
    out[i] = s7 * share;
  }
}

FWQ_VECTORIZED void weighted_sums(const double* x, std::size_t n, std::size_t count, double share,
                                  double* out) noexcept {
  constexpr std::size_t kHalf = kLanes / 2;  // Two sums a lane: four lanes fill the registers.
  const std::size_t length = count / kHalf;
  if (count < kShortBlock || n > length) {
    direct_weighted_sums(x, n, count, share, out);
    return;
  }
  const auto begun = [&](const double* newest) {
    double weighted = 0;
    for (std::size_t j = 0; j < n; ++j)
      weighted += static_cast<double>(j + 1) *
                  newest[static_cast<std::ptrdiff_t>(j + 1) - static_cast<std::ptrdiff_t>(n)];
    return weighted;
  };
  std::array<double, kHalf + 1> w, s;
  for (std::size_t k = 0; k < kHalf; ++k) {
    w[k] = begun(x + k * length);
    s[k] = direct_sum(x + k * length + 1 - n, n);
    out[k * length] = w[k] * share;
  }
  const double top = static_cast<double>(n);
  double w0 = w[0], w1 = w[1], w2 = w[2], w3 = w[3];
  double s0 = s[0], s1 = s[1], s2 = s[2], s3 = s[3];
  for (std::size_t j = 1; j < length; ++j) {
    const double* a = x + j;
    const double* b = a - n;
    // Every value in the window loses one weight (their sum), and the newest comes in with the full one.
    w0 += top * a[0 * length] - s0, w1 += top * a[1 * length] - s1;
    w2 += top * a[2 * length] - s2, w3 += top * a[3 * length] - s3;
    s0 += a[0 * length] - b[0 * length], s1 += a[1 * length] - b[1 * length];
    s2 += a[2 * length] - b[2 * length], s3 += a[3 * length] - b[3 * length];
    out[0 * length + j] = w0 * share, out[1 * length + j] = w1 * share;
    out[2 * length + j] = w2 * share, out[3 * length + j] = w3 * share;
  }
  const std::size_t done = kHalf * length;
  const std::array<double, kHalf> end{w0, w1, w2, w3}, sums{s0, s1, s2, s3};
  bool good = arrived(w3, begun(x + done - 1));
  for (std::size_t k = 0; k + 1 < kHalf; ++k)
    good = good && arrived(end[k] + (top * x[(k + 1) * length] - sums[k]), w[k + 1]);
  if (!good) {
    direct_weighted_sums(x, n, count, share, out);
  } else {
    direct_weighted_sums(x + done, n, count - done, share, out + done);
  }
}

FWQ_VECTORIZED void window_highs(const double* x, std::size_t n, std::size_t count, double* room,
                                 double* out) noexcept {
  window_extremes<Greatest>(x, n, count, room, out);
}

FWQ_VECTORIZED void window_lows(const double* x, std::size_t n, std::size_t count, double* room,
                                double* out) noexcept {
  window_extremes<Least>(x, n, count, room, out);
}

}  // namespace fwq::analysis
