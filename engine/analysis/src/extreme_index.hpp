// Which bar has the highest or lowest value of a window, with TA-Lib's rule for equal ones.
#pragma once

#include <algorithm>
#include <functional>

#include "batch.hpp"
#include "block_loops.hpp"
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
  // `before` values stand in front of x and may be read. The same as `next` for each: eight windows are looked at side by
  // side, and what came before matters only where several values are the extreme.
  void run_on(const double* x, std::size_t /*before*/, std::size_t count, double* out) {
    std::size_t first = 0;
    for (; first < count && now_ < n_; ++first) out[first] = next(x + first);
    if (first == count) return;
    constexpr bool kHigh = Better()(1.0, 0.0);
    room_.resize(2 * (n_ - 1 + kBlock));
    const auto places = kHigh ? window_high_places : window_low_places;
    places(x + first, n_, count - first, room_.data(), static_cast<double>(now_), out + first);
    auto last = static_cast<double>(best_at_);
    for (std::size_t i = first; i < count; ++i, ++now_) {
      if (out[i] < 0) {
        const double latest = -1 - out[i];
        out[i] = latest == static_cast<double>(now_) ? latest : last;
        if (static_cast<std::size_t>(last) + n_ <= now_) {
          const double* oldest = x + i + 1 - n_;
          out[i] = static_cast<double>(now_ + 1 - n_ + (extreme(oldest, x + i + 1) - oldest));
        }
      }
      last = out[i];
    }
    best_at_ = static_cast<std::size_t>(last);
    best_ = *(x + count - (now_ - best_at_));
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
  std::vector<double> room_;
};
using IndexOfHighest = ExtremeIndex<std::greater<>>;
using IndexOfLowest = ExtremeIndex<std::less<>>;

}  // namespace fwq::analysis
