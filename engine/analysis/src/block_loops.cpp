// Recursions and running sums over blocks.
#include "block_loops.hpp"

#include <cmath>

#include "recursion.hpp"
#include "vectorized.hpp"

namespace fwq::analysis {
namespace {

using Eight = std::array<double, kLanes>;

// One step of eight lanes: value by value, so that all eight stay in registers.
#define FWQ_EIGHT(step) step(0) step(1) step(2) step(3) step(4) step(5) step(6) step(7)

// w = fade * w + (x - centre) from zero, in eight lanes.
void fading_sums(double fade, double centre, const double* x, double* y) noexcept {
  double w0 = 0, w1 = 0, w2 = 0, w3 = 0, w4 = 0, w5 = 0, w6 = 0, w7 = 0;
  for (std::size_t j = 0; j < kLane; ++j) {
#define FWQ_STEP(k) y[k * kLane + j] = w##k = fade * w##k + (x[k * kLane + j] - centre);
    FWQ_EIGHT(FWQ_STEP)
#undef FWQ_STEP
  }
}

void lane_totals(const double* x, double* y) noexcept {
  double s0 = 0, s1 = 0, s2 = 0, s3 = 0, s4 = 0, s5 = 0, s6 = 0, s7 = 0;
  for (std::size_t j = 0; j < kLane; ++j) {
#define FWQ_STEP(k) y[k * kLane + j] = s##k += x[k * kLane + j];
    FWQ_EIGHT(FWQ_STEP)
#undef FWQ_STEP
  }
}

constexpr std::size_t kFour = 4,
                      kLong = kBlock / kFour;  // Two sums a lane: four lanes fill the registers.

// w += k * (x - centre - w) from zero in four lanes, and the product of all (1 - k) so far.
void varying_sums(const double* k, double centre, const double* x, double* y,
                  double* kept) noexcept {
  double w0 = 0, w1 = 0, w2 = 0, w3 = 0, p0 = 1, p1 = 1, p2 = 1, p3 = 1;
  for (std::size_t j = 0; j < kLong; ++j) {
#define FWQ_STEP(l)                                                                 \
  y[l * kLong + j] = w##l += k[l * kLong + j] * (x[l * kLong + j] - centre - w##l); \
  kept[l * kLong + j] = p##l *= 1.0 - k[l * kLong + j];
    FWQ_STEP(0) FWQ_STEP(1) FWQ_STEP(2) FWQ_STEP(3)
#undef FWQ_STEP
  }
}

}  // namespace

FWQ_VECTORIZED double smooth_lanes(double k, double value, const double* fading, const double* x,
                                   std::size_t count, double* y) noexcept {
  if (count == 0) return value;
  if (count < kBlock) {
    const FilledBlock whole(x, 0, count);
    Scratch out;
    smooth_lanes(k, value, fading, whole.begin(), kBlock, out.data());
    std::copy_n(out.data(), count, y);
    return y[count - 1];
  }
  // Around the value that the block begins with: a series that does not move stays exactly where it is.
  const double centre = value;
  fading_sums(1.0 - k, centre, x, y);
  double left = 0;  // What the lanes before have left over, above the centre.
  for (std::size_t lane = 0; lane < kLanes; ++lane) {
    double* const out = y + lane * kLane;
    const double next = k * out[kLane - 1] + fading[kLane - 1] * left;
    for (std::size_t j = 0; j < kLane; ++j) out[j] = centre + (k * out[j] + fading[j] * left);
    left = next;
  }
  return y[kBlock - 1];
}

FWQ_VECTORIZED double smooth_at(const double* k, double value, const double* x, std::size_t count,
                                double* y) noexcept {
  if (count == 0) return value;
  if (count < kBlock) {
    const FilledBlock whole(x, 0, count), speed(k, 0, count, 0.0);
    Scratch out;
    smooth_at(speed.begin(), value, whole.begin(), kBlock, out.data());
    std::copy_n(out.data(), count, y);
    return y[count - 1];
  }
  Scratch kept;  // What is left of the value that a lane begins with.
  const double centre = value;
  varying_sums(k, centre, x, y, kept.data());
  double left = 0;
  for (std::size_t lane = 0; lane < kFour; ++lane) {
    double* const out = y + lane * kLong;
    const double* const keep = &kept[lane * kLong];
    const double next = out[kLong - 1] + keep[kLong - 1] * left;
    for (std::size_t j = 0; j < kLong; ++j) out[j] = centre + (out[j] + keep[j] * left);
    left = next;
  }
  return y[kBlock - 1];
}

FWQ_VECTORIZED double running_totals(double value, const double* x, std::size_t count,
                                     double* y) noexcept {
  if (count == 0) return value;
  if (count < kBlock) {
    const FilledBlock whole(x, 0, count, 0.0);
    Scratch out;
    running_totals(value, whole.begin(), kBlock, out.data());
    std::copy_n(out.data(), count, y);
    return y[count - 1];
  }
  lane_totals(x, y);
  for (std::size_t lane = 0; lane < kLanes; ++lane) {
    double* const out = y + lane * kLane;
    const double next = value + out[kLane - 1];
    for (std::size_t j = 0; j < kLane; ++j) out[j] = value + out[j];
    value = next;
  }
  return value;
}

}  // namespace fwq::analysis
