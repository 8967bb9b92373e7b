// The loops that blocks of bars go through (batch.hpp): recursions and window sums cut into lanes that run side by side.
//
// A recursion or a running sum waits for the operation before it, some ten cycles a bar. A block is cut into eight lanes;
// the lanes of a recursion begin at zero, and what the one before leaves over is added afterwards (it only fades); the
// lanes of a sum begin with a direct sum. So eight of them share the waiting, and sums cannot drift.
#pragma once

#include <cstddef>

namespace fwq::analysis {

inline constexpr std::size_t kLanes = 8;
// Shorter blocks than this are not worth the lanes.
inline constexpr std::size_t kShortBlock = 8 * kLanes;

// y += k * (x - y), from `value` on: y[i] for i in [0, count). `fading` holds (1-k)^(j+1) for j < count / kLanes.
// `y` may be `x`. Requires: count >= kLanes.
void smooth_lanes(double k, double value, const double* fading, const double* x, std::size_t count,
                  double* y) noexcept;

// The same with a k of its own for each value: y += k[i] * (x[i] - y). Returns the last value. Any count.
double smooth_at(const double* k, double value, const double* x, std::size_t count,
                 double* y) noexcept;

// out[i] = share * (x[i-n+1] + ... + x[i]) for i in [0, count). Requires: n-1 values before x; `out` apart from x.
// Within 1e-13 of the largest magnitude in the window's neighbourhood: where a lane has lost digits (a spike, signs
// that cancel), it is done again exactly.
void window_sums(const double* x, std::size_t n, std::size_t count, double share,
                 double* out) noexcept;

// out[i] = share * (1*x[i-n+1] + 2*x[i-n+2] + ... + n*x[i]). As window_sums.
void weighted_sums(const double* x, std::size_t n, std::size_t count, double share,
                   double* out) noexcept;

// high[i] = the largest of x[i-n+1 .. i], or low the least, for i in [0, count). Requires: n-1 values before x.
// `room` has space for n-1+count values; `out` may not be x or room.
void window_highs(const double* x, std::size_t n, std::size_t count, double* room,
                  double* out) noexcept;
void window_lows(const double* x, std::size_t n, std::size_t count, double* room,
                 double* out) noexcept;

}  // namespace fwq::analysis
