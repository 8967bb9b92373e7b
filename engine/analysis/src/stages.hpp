// The steps that momentum and channel indicators share: extremes, true range, directional movement, RSI.
// Each takes a value at a time (push), or the next block of a column (run); NaN until there is one.
#pragma once

#include <array>
#include <vector>

#include "batch.hpp"
#include "movement_eights.hpp"
#include "recursion.hpp"

namespace fwq::analysis {

inline constexpr double kNothing = 1e-14;  // TA-Lib's zero.

// Highest or lowest of the last n values.
template <class Better>
class FullWindowExtreme {
 public:
  explicit FullWindowExtreme(std::size_t n) : n_(n), one_by_one_(n), history_(n) {}
  double push(double x) {
    const double best = one_by_one_.push(x);
    if (seen_ + 1 < n_) {
      ++seen_;
      return kNoValue;
    }
    return best;
  }
  // `before` values stand in front of x and may be read.
  void run_on(const double* x, std::size_t before, std::size_t count, double* out);
  // For a column that is made block by block. `out` may not be `x`.
  void run(const double* x, std::size_t count, double* out) {
    const std::size_t before = std::min(n_, history_.seen());
    run_on(history_.append(x, count), before, count, out);
  }

 private:
  std::size_t n_, seen_ = 0;
  WindowExtreme<Better> one_by_one_;
  History history_;
  std::vector<double> room_;
};
using HighestOf = FullWindowExtreme<std::greater<>>;
using LowestOf = FullWindowExtreme<std::less<>>;

// How many values ago the highest or lowest of the last n was, the latest of equals.
template <class Better>
class ExtremeAge {
 public:
  explicit ExtremeAge(std::size_t n) : n_(n), history_(n) {}
  double push(double x);
  void run_on(const double* x, std::size_t before, std::size_t count, double* out);

 private:
  std::size_t n_;
  History history_;
  std::vector<double> room_;
};
using HighestAge = ExtremeAge<std::greater<>>;
using LowestAge = ExtremeAge<std::less<>>;

// True ranges of a block of high, low, close (columns 0, 1, 2); NaN for the first bar of the stretch.
void true_ranges(const Block& block, double* out) noexcept;

// Moves of a column up and down (both at least 0); NaN for the first value of the stretch.
void moves(const double* x, std::size_t before, std::size_t count, double* up,
           double* down) noexcept;

// Wilder's averages of the moves up and down.
class Strength {
 public:
  explicit Strength(std::size_t n) : up_(Smoother::wilder(n)), down_(up_) {}
  // False while there is none.
  bool push(double x) noexcept;
  double up() const noexcept { return at_up_; }
  double down() const noexcept { return at_down_; }
  void run(const double* x, std::size_t before, std::size_t count, double* up, double* down);
  // The same to the last bit of what push() makes, bar after bar: for what hangs on the rounding.
  void run_in_order(const double* x, std::size_t before, std::size_t count, double* up,
                    double* down);

 private:
  CloseMove move_;
  Smoother up_, down_;
  double at_up_ = kNoValue, at_down_ = kNoValue;
};

inline double rsi_of(double up, double down) noexcept {
  const double total = up + down;
  const double share = 100.0 * (up / total);
  return total < kNothing ? 0.0 : share;
}

// Wilder's directional movement: how far a bar reaches beyond the one before, on the side where it reaches further.
struct Movement {
  double plus = 0, minus = 0, range = 0;
};

class DirectionalMovement {
 public:
  // Smoothed over n bars as sums / n: begun with the sum of the first n-1. n = 1: not smoothed.
  explicit DirectionalMovement(std::size_t n);
  // NaN members for the first n-1 bars.
  Movement push(const RangeInput& bar) noexcept;
  bool begun() const noexcept { return plus_.begun(); }
  // The bars of a block (high, low, close) from `from` on, eight at a time: of(plus, minus, range, result) makes of the
  // sums what goes to `out`. What is not wanted is left at 0. Requires: begun(); a bar in front of the first.
  template <bool kPlus, bool kMinus, bool kRange, class Of>
  [[gnu::always_inline]] void run_on(const Block& block, std::size_t from, double* out, Of of);

 private:
  Smoother plus_, minus_, range_;
  double high_ = kNoValue, low_ = kNoValue, close_ = kNoValue;
};

template <bool kPlus, bool kMinus, bool kRange, class Of>
inline void DirectionalMovement::run_on(const Block& block, std::size_t from, double* out, Of of) {
  if (from == block.count) return;
  const double* const close = kRange ? block.in[2] : block.in[1];
  const BarsInEights bars{block.in[0] + from, block.in[1] + from, close + from};
  EightsSmoother plus(plus_), minus(minus_), range(range_);
  bars_in_eights(
      bars, block.count - from,
      out + from, [&](const BarsInEights& b, double* to) __attribute__((always_inline)) {
        Eights p{}, m{}, r{}, result;
        eight_moves(b, p, m);
        if constexpr (kPlus) plus.step(p);
        if constexpr (kMinus) minus.step(m);
        if constexpr (kRange) {
          eight_true_ranges(b, r);
          range.step(r);
        }
        of(p, m, r, result);
        *reinterpret_cast<EightsAt*>(to) = result;
      });
  const std::size_t count = block.count - from;
  if constexpr (kPlus) plus_.go_on_from(plus.value_after(count));
  if constexpr (kMinus) minus_.go_on_from(minus.value_after(count));
  if constexpr (kRange) range_.go_on_from(range.value_after(count));
}

}  // namespace fwq::analysis
