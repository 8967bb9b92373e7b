// The loops that blocks of bars go through (batch.hpp): recursions and window sums, eight bars at a step.
//
// A recursion or a running sum waits for the operation before it, some ten cycles a bar. Here eight values go at a step, and
// only what the eight before leave over is waited for (eights_steps.hpp, sliding.hpp). Sums over windows begin anew with each
// block, so they cannot drift. The eights are counted from the block's first value, so a value does not depend on how many
// come after it.
//
// In all of them count <= kBlock, and a window of n values needs n-1 values in front of x.
#pragma once

#include <cstddef>

#include "batch.hpp"

namespace fwq::analysis {

// y[i]: y += k * (x - y), from `value` on. Returns the last. `fading` holds (1-k)^(j+1) for j < 8. `y` may be `x`.
double smooth_lanes(double k, double value, const double* fading, const double* x,
                    std::size_t count, double* y) noexcept;

// The same with a k of its own for each value: y += k[i] * (x[i] - y). Returns the last.
double smooth_at(const double* k, double value, const double* x, std::size_t count,
                 double* y) noexcept;

// y[i] = value + x[0] + ... + x[i]. Returns the last. `y` may be `x`.
double running_totals(double value, const double* x, std::size_t count, double* y) noexcept;

// out[i] = totals[i] - totals[i-n]: window sums of values not below 0, from their running totals. Requires: totals that begin
// at most 2 * kBlock values before the last. False if the last total is more than `most` times the least sum (a spike, a
// flat window): then it has too few digits for it, and `out` is to be worked out by window_sums.
bool differences_of_totals(const double* totals, std::size_t n, std::size_t count, double most,
                           double* out) noexcept;

// out[i] = share * (x[i-n+1] + ... + x[i]). `out` apart from x.
// Within 1e-13 of the largest sum in the window's neighbourhood: a stretch that has lost digits (after a spike, or
// where signs cancel) is done again exactly.
void window_sums(const double* x, std::size_t n, std::size_t count, double share,
                 double* out) noexcept;

// out[i] = share * (1*x[i-n+1] + 2*x[i-n+2] + ... + n*x[i]). As window_sums.
void weighted_sums(const double* x, std::size_t n, std::size_t count, double share,
                   double* out) noexcept;

// mean[i] and variance[i] (of all n, not of a sample) of x[i-n+1 .. i].
// Where the running sums have too few digits for a variance it is worked out from the window itself; one value
// throughout has a variance of exactly 0.
void window_variances(const double* x, std::size_t n, std::size_t count, double* mean,
                      double* variance) noexcept;
// The roots of the same variances.
void window_deviations(const double* x, std::size_t n, std::size_t count, double* mean,
                       double* deviation) noexcept;

// out[i] = the mean of x[i-n+1 .. i], added up in the order of a ring of n slots, value i in slot (position + i) % n: what
// TA-Lib's CCI does, and a difference from the mean shows to its last bit. O(n) a value, many values side by side.
void ring_means(const double* x, std::size_t n, std::size_t position, std::size_t count,
                double* out) noexcept;

// out[i] = the mean distance of x[i-n+1 .. i] from mean[i]. O(n) a value, many values side by side.
void window_distances(const double* x, std::size_t n, std::size_t count, const double* mean,
                      double* out) noexcept;

// out[i] = (x[i] - mean[i]) divided by that distance; 0 where it is 0. `out` may be `mean`. True if some distance is so small
// beside its x that it may be rounding.
bool window_ratios(const double* x, std::size_t n, std::size_t count, const double* mean,
                   double* out) noexcept;

// out[i] = the largest of x[i-n+1 .. i], or the least.
// `room` has space for n-1+count values; `out` is neither x nor room. O(log n) a value, plus O(n) a call.
void window_highs(const double* x, std::size_t n, std::size_t count, double* room,
                  double* out) noexcept;
void window_lows(const double* x, std::size_t n, std::size_t count, double* room,
                 double* out) noexcept;

// age[i] = how many values ago the largest (the least) of x[i-n+1 .. i] was, the latest of equals. As above, but
// `room` has space for 2 * (n-1+count).
void window_high_ages(const double* x, std::size_t n, std::size_t count, double* room,
                      double* age) noexcept;
void window_low_ages(const double* x, std::size_t n, std::size_t count, double* room,
                     double* age) noexcept;
// The same as the number of the value, x[i]'s being `number` + i. Where several values are the extreme: -1 - that of the latest.
void window_high_places(const double* x, std::size_t n, std::size_t count, double* room,
                        double number, double* place) noexcept;
void window_low_places(const double* x, std::size_t n, std::size_t count, double* room,
                       double number, double* place) noexcept;

}  // namespace fwq::analysis
