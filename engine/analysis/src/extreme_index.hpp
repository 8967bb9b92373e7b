// Which bar has the highest or lowest value of a window, with TA-Lib's rule for equal ones.
#pragma once

#include <algorithm>
#include <functional>

#include "batch.hpp"
#include "recursion.hpp"

namespace fwq::analysis {

// Of equal extremes a newer one takes the place of an older one as it comes in. When the extreme leaves the window
// the next one is sought from the oldest bar on, and of equals the oldest is taken.
template <class Better>
class ExtremeIndex {
 public:
  explicit ExtremeIndex(std::size_t n) : n_(n), history_(n) {}

  // The bar's number, from 0; NaN until n values are in.
  double push(double x) {
    history_.push(x);
    return next(history_.end() - 1);
  }
  // `before` values stand in front of x and may be read.
  void run_on(const double* x, std::size_t /*before*/, std::size_t count, double* out) noexcept {
    for (std::size_t i = 0; i < count; ++i) out[i] = next(x + i);
  }

 private:
  double next(const double* newest) noexcept {
    const std::size_t now = now_++;
    if (now + 1 < n_) return kNoValue;
    if (now + 1 == n_ || best_at_ + n_ <= now) {
      const double* oldest = newest + 1 - n_;
      const double* at = extreme(oldest, newest + 1);
      best_ = *at;
      best_at_ = now - static_cast<std::size_t>(newest - at);
    } else if (!Better()(best_, *newest)) {
      best_ = *newest;
      best_at_ = now;
    }
    return static_cast<double>(best_at_);
  }
  // The first extreme: its value by several comparisons side by side, then its place.
  static const double* extreme(const double* begin, const double* end) noexcept {
    constexpr std::ptrdiff_t kAtOnce = 4;
    double best = *begin;
    const double* v = begin;
    if (end - begin >= 2 * kAtOnce) {
      std::array<double, kAtOnce> lane{v[0], v[1], v[2], v[3]};
      for (v += kAtOnce; v + kAtOnce <= end; v += kAtOnce) {
        for (std::size_t k = 0; k < kAtOnce; ++k) lane[k] = better(v[k], lane[k]);
      }
      best = better(better(lane[0], lane[1]), better(lane[2], lane[3]));
    }
    for (; v < end; ++v) best = better(*v, best);
    return std::find(begin, end, best);
  }
  static double better(double a, double b) noexcept { return Better()(a, b) ? a : b; }

  std::size_t n_, now_ = 0, best_at_ = 0;
  double best_ = 0;
  History history_;
};
using IndexOfHighest = ExtremeIndex<std::greater<>>;
using IndexOfLowest = ExtremeIndex<std::less<>>;

}  // namespace fwq::analysis
