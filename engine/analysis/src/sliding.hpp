// Windows that slide over a column, eight at a step: running sums that do not wait for one addition after the other.
//
// What enters and leaves is known for all eight at once; their sums among themselves take three additions (add_up), and
// only the total of the eight has to be waited for. A run begins with a window of `nothing` that fills up, so its first sum
// is direct, and sums do not live long enough to drift. The grouping depends on where a run begins, not on how many values
// follow: a value is the same whatever comes after it.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>

#include "eights_steps.hpp"

namespace fwq::analysis {

// v[i] += v[0] + ... + v[i-1].
[[gnu::always_inline]] inline void add_up(Eights& v) noexcept {
  add_one_before(v, 1);
  add_two_before(v, 1);
  add_four_before(v, 1);
}

// A sum that goes on from eight to eight: v becomes the running sum of v.
class SlidingSum {
 public:
  explicit SlidingSum(double value = 0) noexcept : total_(Eights{} + value) {}
  [[gnu::always_inline]] void go_on(Eights& v) noexcept {
    add_up(v);
    Eights last;
    spread_last(v, last);
    v += total_;
    total_ += last;  // The last of v, without waiting for v.
  }
  // v[i] = the sum before in[i] went in. Requires: v just made by go_on, `before` as it was then.
  [[gnu::always_inline]] static void one_back(const Eights& sums, const Eights& before,
                                              Eights& v) noexcept {
    v = __builtin_shufflevector(before, sums, 0, 8, 9, 10, 11, 12, 13, 14);
  }
  // The last sum, in all places.
  [[gnu::always_inline]] const Eights& total() const noexcept { return total_; }

 private:
  Eights total_;
};

// The recursion y += k * (x - y), from `value` on. Around that value: a series that does not move stays exactly where it is.
class SlidingFollower {
 public:
  SlidingFollower(double k, double value) noexcept : k_(k), value_(value) {
    double left = 1;
    for (double& fading : fading_) fading = left *= 1.0 - k;
  }
  [[gnu::always_inline]] void go_on(const Eights& x, Eights& y) noexcept {
    Eights w = k_ * (x - value_);
    add_one_before(w, fading_[0]);
    add_two_before(w, fading_[1]);
    add_four_before(w, fading_[3]);
    w += *reinterpret_cast<const EightsAt*>(fading_.data()) * left_;
    spread_last(w, left_);
    y = value_ + w;
  }

 private:
  double k_, value_;
  std::array<double, 8> fading_;
  Eights left_{};
};

// What a column's values are from their means, before and after one enters and one leaves.
struct Apart {
  Eights moved, entered, left;  // in - out, in - mean before, out - mean after.
  Eights mean;                  // Less the centre.
};

// The mean of a column, as its distance from `centre`.
class SlidingMean {
 public:
  SlidingMean(double centre, double share) noexcept : centre_(centre), share_(share) {}
  [[gnu::always_inline]] void go_on(const Eights& in, const Eights& out, Apart& apart) noexcept {
    apart.mean = apart.moved = in - out;
    sum_.go_on(apart.mean);
    apart.mean *= share_;
    Eights before;
    SlidingSum::one_back(apart.mean, last_, before);
    spread_last(apart.mean, last_);
    apart.entered = (in - centre_) - before;
    apart.left = (out - centre_) - apart.mean;
  }

 private:
  double centre_, share_;
  SlidingSum sum_;
  Eights last_{};
};

[[gnu::always_inline]] inline void take_larger(const Eights& v, Eights& most) noexcept {
  most = v > most ? v : most;
}
[[gnu::always_inline]] inline double largest(const Eights& v) noexcept {
  double most = v[0];
  for (std::size_t k = 1; k < 8; ++k) most = std::max(most, v[k]);
  return most;
}

// v = from[begin .. end), `nothing` around them.
[[gnu::always_inline]] inline void load_part(const double* from, std::size_t begin, std::size_t end,
                                             double nothing, Eights& v) noexcept {
  for (std::size_t k = 0; k < 8; ++k) v[k] = k >= begin && k < end ? from[k] : nothing;
}
[[gnu::always_inline]] inline void store_part(const Eights& v, std::size_t count,
                                              double* to) noexcept {
  for (std::size_t k = 0; k < 8; ++k) {
    if (k < count) to[k] = v[k];
  }
}

// How many eights fill a window up to n-1 values.
inline std::size_t filling_steps(std::size_t n) noexcept {
  return (n + 6) / 8;
}

// step(in, out, value) for the windows of n values that end at x[0], x[1] ... x[count-1] of each column: in[c] are the
// eight that enter, out[c] those that leave, value[k] is stored in y[k]. In the first filling_steps(n) steps the values before
// x[0] enter, nothing leaves, and nothing is stored. Requires: n-1 values before x; y apart from x.
template <std::size_t Columns, std::size_t Outputs, class Step>
[[gnu::always_inline]] inline void slide(const std::array<const double*, Columns>& x,
                                         const std::array<double, Columns>& nothing, std::size_t n,
                                         std::size_t count, const std::array<double*, Outputs>& y,
                                         Step step) noexcept {
  if (count == 0) return;  // Then there may be nothing before x either.
  std::array<Eights, Columns> in, out;
  std::array<Eights, Outputs> value;
  const auto whole = [](const double* from, Eights& v) __attribute__((always_inline)) {
    v = *reinterpret_cast<const EightsAt*>(from);
  };
  const std::size_t filling = 8 * filling_steps(n), missing = filling - (n - 1);
  for (std::size_t c = 0; c < Columns; ++c) out[c] = Eights{} + nothing[c];
  for (std::size_t left = filling; left > 0; left -= 8) {
    for (std::size_t c = 0; c < Columns; ++c) {
      if (left == filling) {
        load_part(x[c] - left, missing, 8, nothing[c], in[c]);
      } else {
        whole(x[c] - left, in[c]);
      }
    }
    step(in, out, value);
  }
  std::size_t i = 0;
  if (count >= 8) {  // Nothing leaves as x[0] enters.
    for (std::size_t c = 0; c < Columns; ++c) {
      whole(x[c], in[c]);
      whole(x[c] - (n - 1), out[c]);
      out[c] = __builtin_shufflevector(Eights{} + nothing[c], out[c], 0, 8, 9, 10, 11, 12, 13, 14);
    }
    step(in, out, value);
    for (std::size_t k = 0; k < Outputs; ++k) *reinterpret_cast<EightsAt*>(y[k]) = value[k];
    i = 8;
  }
  for (; i + 8 <= count; i += 8) {
    for (std::size_t c = 0; c < Columns; ++c) ask_ahead(x[c] + i);
    for (std::size_t k = 0; k < Outputs; ++k) ask_ahead(y[k] + i);
    for (std::size_t c = 0; c < Columns; ++c) {
      whole(x[c] + i, in[c]);
      whole(x[c] + i - n, out[c]);
    }
    step(in, out, value);
    for (std::size_t k = 0; k < Outputs; ++k) *reinterpret_cast<EightsAt*>(y[k] + i) = value[k];
  }
  if (i == count) return;
  for (std::size_t c = 0; c < Columns; ++c) {
    load_part(x[c] + i, 0, count - i, nothing[c], in[c]);
    load_part(x[c] + i - n, i == 0 ? 1 : 0, count - i, nothing[c], out[c]);
  }
  step(in, out, value);
  for (std::size_t k = 0; k < Outputs; ++k) store_part(value[k], count - i, y[k] + i);
}

// How large a running sum has been, in all and in each stretch of values: its rounding is that of the largest, and where it
// is much smaller than that it has lost digits.
class SumSizes {
 public:
  static constexpr std::size_t kStretch = 136;  // An eighth of a block.
  // For windows of n. `most`: as large as that at least.
  explicit SumSizes(std::size_t n, double most = 0) noexcept
      : most_(most), left_(filling_steps(n)), filling_(left_ > 0) {
    if (!filling_) left_ = kSteps;
  }
  // Eight more, the filling included.
  [[gnu::always_inline]] void note(const Eights& sum) noexcept {
    Eights size = sum;
    drop_sign(size);
    take_larger(size, peak_);
    if (--left_ == 0) end_stretch();
  }
  // After the last. True if some stretch is `times` smaller than the largest.
  bool any_below(double times) noexcept {
    if (left_ < kSteps) end_stretch();
    bool any = false;
    for (std::size_t k = 0; k < stretches_; ++k) any = any || peaks_[k] * times < most_;
    return any;
  }
  // That of value i.
  bool below(double times, std::size_t i) const noexcept {
    return peaks_[i / kStretch] * times < most_;
  }

 private:
  static constexpr std::size_t kSteps = kStretch / 8;
  void end_stretch() noexcept {
    const double peak = largest(peak_);
    if (!filling_) peaks_[stretches_++] = peak;
    filling_ = false;
    most_ = std::max(most_, peak);
    peak_ = Eights{};
    left_ = kSteps;
  }
  Eights peak_{};
  double most_;
  std::size_t left_, stretches_ = 0;
  bool filling_;
  std::array<double, 9> peaks_{};
};

}  // namespace fwq::analysis
