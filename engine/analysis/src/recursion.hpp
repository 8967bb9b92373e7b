// The recursions and windows that indicators of all flavours are made of. They see numbers only (machines.hpp).
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <functional>
#include <vector>

#include "machines.hpp"

namespace fwq::analysis {

// y += k * (x - y), begun with the mean of the first `seed` values.
//
//   EMA of TA-Lib       k = 2/(n+1), seed n         EMA of TDX      k = 2/(n+1), seed 1
//   Wilder's smoothing  k = 1/n,     seed n         SMA(X,N,M)      k = M/N,     seed 1
class Smoother {
 public:
  Smoother(double k, std::size_t seed) noexcept : Smoother(k, seed, static_cast<double>(seed)) {}
  // Begun with the sum of the first `seed` values divided by something else than their number.
  Smoother(double k, std::size_t seed, double divisor) noexcept
      : k_(k), divisor_(divisor), seed_(seed) {}
  static Smoother ema(std::size_t n, std::size_t seed) noexcept {
    return {2.0 / (static_cast<double>(n) + 1.0), seed};
  }
  static Smoother wilder(std::size_t n) noexcept { return {1.0 / static_cast<double>(n), n}; }
  static Smoother tdx_sma(double n, double m) noexcept { return {m / n, 1}; }

  // The value at this bar; NaN until `seed` values are in.
  double push(double x) noexcept {
    if (seen_ >= seed_) return value_ += (x - value_) * k_;
    sum_ += x;
    if (++seen_ < seed_) return kNoValue;
    return value_ = sum_ / divisor_;
  }
  // The next `count` values at once; `y` may be `x`.
  void run(const double* x, std::size_t count, double* y);
  // For loops that take the recursion into their own hands once it has begun.
  bool begun() const noexcept { return seen_ >= seed_; }
  double speed() const noexcept { return k_; }
  double value() const noexcept { return value_; }
  void go_on_from(double value) noexcept { value_ = value; }

 private:
  double k_, divisor_, sum_ = 0, value_ = 0;
  std::size_t seed_, seen_ = 0;
  std::array<double, 8> fading_{};  // (1-k)^(j+1), made by the first run().
};

// Bars until what y += k * (x - y) was begun with weighs 5 % or less: (1-k)^bars <= 0.05.
inline std::size_t settling_bars(double k) noexcept {
  return k < 1 ? static_cast<std::size_t>(std::ceil(std::log(0.05) / std::log1p(-k))) : 0;
}
inline std::size_t ema_settling(double n) noexcept {
  return settling_bars(2.0 / (n + 1.0));
}
inline std::size_t sma_settling(double n, double m = 1) noexcept {
  return settling_bars(m / n);
}

// A sum that forgets nothing: `low_` carries what rounding would have dropped (Knuth's TwoSum), so adding and
// later subtracting the same value leaves no trace.
class ExactSum {
 public:
  void add(double x) noexcept {
    const double sum = high_ + x;
    const double part = sum - high_;
    low_ += (high_ - (sum - part)) + (x - part);
    high_ = sum;
  }
  double value() const noexcept { return high_ + low_; }

 private:
  double high_ = 0, low_ = 0;
};

// The last n values. push() returns the value that leaves (0 while filling up).
class Window {
 public:
  explicit Window(std::size_t n) : ring_(n, 0.0) {}
  double push(double x) noexcept {
    const double old = ring_[at_];
    ring_[at_] = x;
    at_ = at_ + 1 == ring_.size() ? 0 : at_ + 1;
    if (count_ < ring_.size()) ++count_;
    return old;
  }
  bool full() const noexcept { return count_ == ring_.size(); }
  std::size_t count() const noexcept { return count_; }
  // The values in the window, in no particular order. Requires: full() or nothing pushed after.
  const double* begin() const noexcept { return ring_.data(); }
  const double* end() const noexcept { return ring_.data() + count_; }

 private:
  std::vector<double> ring_;
  std::size_t at_ = 0, count_ = 0;
};

// The last values of a column, side by side in memory, so that loops can run over them.
class History {
 public:
  // Keeps the last n values at least.
  explicit History(std::size_t n) : n_(n), values_(2 * n + 8) {}
  void push(double x) { *grow(1) = x; }
  // Where the next `count` values are to be written: taken as they then are.
  double* room_for(std::size_t count) { return grow(count); }
  // Takes `count` values and returns where they begin; up to n values that came before stand in front of them.
  const double* append(const double* x, std::size_t count) {
    double* at = grow(count);
    std::copy(x, x + count, at);
    return at;
  }
  std::size_t seen() const noexcept { return seen_; }  // How many have been taken in all.
  // Just after the newest value. Requires: for end()[-i], i <= min(n, seen()).
  const double* end() const noexcept { return values_.data() + end_; }

 private:
  double* grow(std::size_t count);
  std::size_t n_, end_ = 0, seen_ = 0;
  std::vector<double> values_;
};

// Sum of the last n values, times `share`.
class WindowSum {
 public:
  explicit WindowSum(std::size_t n, double share = 1) : n_(n), share_(share), history_(n) {}
  // NaN until n values are in.
  double push(double x) {
    if (stale_) sum_again();
    if (history_.seen() >= n_) sum_.add(-history_.end()[-static_cast<std::ptrdiff_t>(n_)]);
    history_.push(x);
    sum_.add(x);
    return history_.seen() >= n_ ? sum_.value() * share_ : kNoValue;
  }
  // The next `count` values at once; `y` may be `x`.
  void run(const double* x, std::size_t count, double* y);
  // The same without a copy: `count` values are written where room_for(count) says, then summed.
  double* room_for(std::size_t count) { return history_.room_for(count); }
  void sum_written(std::size_t count, double* y);
  // The same of a column that stands in memory, with `before` values in front of x. Neither push nor run may follow.
  void run_on(const double* x, std::size_t before, std::size_t count, double* y) const;

 private:
  void sum_again();
  std::size_t n_;
  double share_;
  History history_;
  ExactSum sum_;
  bool stale_ = false;  // After a run() the sum is not known.
};

// Mean of the last n values.
class WindowMean : public WindowSum {
 public:
  explicit WindowMean(std::size_t n) : WindowSum(n, 1.0 / static_cast<double>(n)) {}
};

// Mean and spread of the last n values.
//
// Sums of (x - centre) and (x - centre)^2 lose digits when the centre is far from the mean as measured in
// deviations, so the centre moves to the newest value when that happens. A flat window has a deviation of exactly 0.
class WindowSpread {
 public:
  explicit WindowSpread(std::size_t n) : window_(n), n_(static_cast<double>(n)) {}

  // True once n values are in.
  bool push(double x) noexcept {
    if (window_.count() == 0) centre_ = x;
    const bool was_full = window_.full();
    const double old = window_.push(x);
    add(x - centre_, 1.0);
    if (was_full) add(old - centre_, -1.0);
    if (!window_.full()) return false;
    measure();
    if (offset_ * offset_ > kFar * variance_) recentre(x);
    return true;
  }
  double mean() const noexcept { return centre_ + offset_; }
  // Divided by n, or by n-1 for a sample.
  double population_deviation() const noexcept { return std::sqrt(variance_); }
  double sample_deviation() const noexcept { return std::sqrt(variance_ * n_ / (n_ - 1.0)); }

 private:
  static constexpr double kFar = 256;  // 16 deviations: costs about 8 of 53 bits.

  void add(double d, double sign) noexcept {
    sum_.add(sign * d);
    squares_.add(sign * (d * d));
  }
  void measure() noexcept {
    offset_ = sum_.value() / n_;
    variance_ = std::max(0.0, squares_.value() / n_ - offset_ * offset_);
  }
  void recentre(double x) noexcept {
    centre_ = x;
    sum_ = squares_ = ExactSum();
    for (const double value : window_) add(value - centre_, 1.0);
    measure();
  }

  Window window_;
  double n_, centre_ = 0, offset_ = 0, variance_ = 0;
  ExactSum sum_, squares_;
};

// Highest (std::greater) or lowest (std::less) of the last n values, or of as many as there are.
//
// The values stand in blocks of n. A window is the end of the block before and the beginning of this one: the former's
// extremes are worked out backwards when a block is full, the latter's as it grows. Two comparisons a value and no branch
// that a price decides; the same value whatever bar the first block began at, since an extreme has no rounding.
template <class Better>
class WindowExtreme {
 public:
  explicit WindowExtreme(std::size_t n) : block_(n + 1, kWorst) {}

  double push(double x) noexcept {
    so_far_ = better(so_far_, x);
    block_[at_] = x;  // Takes the place of an end that has left the window.
    const double result = better(so_far_, block_[at_ + 1]);
    if (++at_ + 1 == block_.size()) begin_block();
    return result;
  }

 private:
  static constexpr double kWorst =
      Better()(1.0, 0.0) ? -std::numeric_limits<double>::max() : std::numeric_limits<double>::max();
  static double better(double a, double b) noexcept { return Better()(a, b) ? a : b; }
  void begin_block() noexcept {
    double end = kWorst;
    for (std::size_t i = at_; i-- > 0;) block_[i] = end = better(block_[i], end);
    at_ = 0;
    so_far_ = kWorst;
  }

  // [0, at_): this block's values. [at_, n): extremes of the block before from there to its end. [n]: nothing.
  std::vector<double> block_;
  std::size_t at_ = 0;
  double so_far_ = kWorst;
};
using WindowHigh = WindowExtreme<std::greater<>>;
using WindowLow = WindowExtreme<std::less<>>;

// True range: how far the price travelled since the last close. NaN on the first bar.
class TrueRange {
 public:
  double push(const RangeInput& bar) noexcept {
    const double last = last_;
    last_ = bar.close;
    if (std::isnan(last)) return kNoValue;
    return std::max({bar.high - bar.low, std::abs(bar.high - last), std::abs(bar.low - last)});
  }

 private:
  double last_ = kNoValue;
};

// The move of the close since the bar before. NaN on the first bar.
class CloseMove {
 public:
  double push(double close) noexcept {
    const double move = close - last_;
    last_ = close;
    return move;
  }

 private:
  double last_ = kNoValue;
};

}  // namespace fwq::analysis
