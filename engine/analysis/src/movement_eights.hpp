// Directional movement of eight bars at a time, from prices to Wilder's sums without a stop in memory: what the
// directional indicators run on once their sums have begun. The same numbers as DirectionalMovement::push, to rounding.
#pragma once

#include "batch.hpp"
#include "eights_steps.hpp"
#include "recursion.hpp"

namespace fwq::analysis {

// y += k * (x - y) from where a sum stands, eight values at a step, around that value (smooth_lanes).
class EightsSmoother {
 public:
  [[gnu::always_inline]] explicit EightsSmoother(const Smoother& smoother)
      : k_(smoother.speed()), centre_(smoother.value()) {
    double left = 1;
    for (double& fading : fading_) fading = left *= 1.0 - k_;
    fade_ = *reinterpret_cast<const EightsAt*>(fading_.data());
  }
  [[gnu::always_inline]] void step(Eights& x) noexcept {
    x = k_ * (x - centre_);
    add_one_before(x, fading_[0]);
    add_two_before(x, fading_[1]);
    add_four_before(x, fading_[3]);
    x += fade_ * left_;
    spread_last(x, left_);
    x += centre_;
    now_ = x;
  }
  // After the last of `count` values in all.
  double value_after(std::size_t count) const noexcept { return now_[(count - 1) % 8]; }

 private:
  double k_, centre_;
  std::array<double, 8> fading_;
  Eights fade_{}, left_{}, now_{};
};

// high, low, close where the first bar to be taken is [0] and the one before it may be read.
struct BarsInEights {
  const double *high, *low, *close;
  BarsInEights at(std::size_t i) const noexcept { return {high + i, low + i, close + i}; }
};

[[gnu::always_inline]] inline void eight_moves(const BarsInEights& b, Eights& plus,
                                               Eights& minus) noexcept {
  const Eights none{};
  const Eights above =
      *reinterpret_cast<const EightsAt*>(b.high) - *reinterpret_cast<const EightsAt*>(b.high - 1);
  const Eights below =
      *reinterpret_cast<const EightsAt*>(b.low - 1) - *reinterpret_cast<const EightsAt*>(b.low);
  plus = above > below ? above : none;
  plus = plus > none ? plus : none;
  minus = below > above ? below : none;
  minus = minus > none ? minus : none;
}

[[gnu::always_inline]] inline void eight_true_ranges(const BarsInEights& b,
                                                     Eights& range) noexcept {
  const Eights high = *reinterpret_cast<const EightsAt*>(b.high);
  const Eights low = *reinterpret_cast<const EightsAt*>(b.low);
  const Eights last = *reinterpret_cast<const EightsAt*>(b.close - 1);
  const Eights none{};
  Eights up = high - last, down = low - last;
  up = up < none ? -up : up;
  down = down < none ? -down : down;
  range = high - low;
  range = range > up ? range : up;
  range = range > down ? range : down;
}

// step(bars, out) over `count` bars from `b` on, eight at a time; the last ones repeat the last bar. `before` as in Block:
// at least 1.
template <class Step>
[[gnu::always_inline]] inline void bars_in_eights(const BarsInEights& b, std::size_t count,
                                                  double* out, Step step) noexcept {
  std::size_t i = 0;
  for (; i + 8 <= count; i += 8) step(b.at(i), out + i);
  if (i == count) return;
  std::array<std::array<double, 9>, 3> last;
  std::array<double, 8> result;
  const std::array<const double*, 3> from{b.high, b.low, b.close};
  for (std::size_t c = 0; c < last.size(); ++c) {
    last[c].fill(from[c][count - 1]);
    std::copy(from[c] + i - 1, from[c] + count, last[c].begin());
  }
  step(BarsInEights{&last[0][1], &last[1][1], &last[2][1]}, result.data());
  std::copy_n(result.begin(), count - i, out + i);
}

}  // namespace fwq::analysis
