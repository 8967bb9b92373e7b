// What is read from the dominant cycle that hilbert.hpp measures: its smoothed length, its phase, the price without it,
// and whether there is a trend.
//
//   length  += 0.33 * (period - length)            n = length + 0.5, cut to a whole number
//   real, imag = sum of smooth_{t-i} * sin(360*i/n), of smooth_{t-i} * cos(360*i/n), i = 0 .. n-1
//   phase    = atan(real / imag) + 90 + 360 / length, + 180 if imag < 0, - 360 above 315 degrees
//
// Source:   J. F. Ehlers, Rocket Science for Traders (2001); seeding and order of operations as TA-Lib 0.6.4.
// Cost:     O(n) a bar, n <= 50; the sines and cosines of all lengths are worked out once.
#pragma once

#include <array>

#include "batch.hpp"
#include "hilbert.hpp"

namespace fwq::analysis {

inline constexpr std::size_t kLongestCycle = 50;

// A block through a machine that can only be pushed.
template <class Machine>
void run_pushes(Machine& machine, const Block& block) {
  std::array<double, kMaxOutputs> row{};
  for (std::size_t i = 0; i < block.count; ++i) {
    machine.push({block.in[0][i]}, row.data());
    for (std::size_t k = 0; k < kMaxOutputs && block.out[k] != nullptr; ++k)
      block.out[k][i] = row[k];
  }
}

// The smoothed length of the cycle.
class DominantPeriod {
 public:
  static constexpr std::size_t kEarly = 12, kLate = 37;  // The first bar that is measured.
  explicit DominantPeriod(std::size_t first) : meter_(first) {}
  // True from the first measured bar on.
  bool push(double x) noexcept {
    ++seen_;
    if (!meter_.push(x)) return false;
    smoothed_ = 0.33 * meter_.period() + 0.67 * smoothed_;
    return true;
  }
  std::size_t seen() const noexcept { return seen_; }
  double smoothed() const noexcept { return smoothed_; }
  // The smoothed length as a whole number of bars.
  std::size_t whole() const noexcept { return static_cast<std::size_t>(smoothed_ + 0.5); }
  const CycleMeter& meter() const noexcept { return meter_; }

 private:
  CycleMeter meter_;
  double smoothed_ = 0;
  std::size_t seen_ = 0;
};

// The last kLongestCycle values, newest first, side by side in memory. Zeros before the first.
class NewestFirst {
 public:
  void push(double x) noexcept {
    if (at_ == 0) {
      std::copy(values_.begin(), values_.begin() + kLongestCycle - 1,
                values_.end() - (kLongestCycle - 1));
      at_ = values_.size() - (kLongestCycle - 1);
    }
    values_[--at_] = x;
  }
  const double* begin() const noexcept { return values_.data() + at_; }

 private:
  std::array<double, 8 * kLongestCycle> values_{};
  std::size_t at_ = 7 * kLongestCycle;
};

class DominantPhase {
 public:
  static constexpr std::size_t kWarmUp = 63;
  // True once there is a phase.
  bool push(double x) noexcept {
    if (!period_.push(x)) return false;
    smooth_.push(period_.meter().smooth());
    measure();
    return period_.seen() > kWarmUp;
  }
  double phase() const noexcept { return phase_; }  // Degrees.
  const DominantPeriod& period() const noexcept { return period_; }

 private:
  void measure() noexcept;
  DominantPeriod period_{DominantPeriod::kLate};
  NewestFirst smooth_;
  double phase_ = 0;
};

// The mean of one cycle of values, smoothed over four bars.
class CycleMean {
 public:
  // Takes every value, measured or not.
  void take(double x) noexcept { values_.push(x); }
  double next(std::size_t length) noexcept;

 private:
  NewestFirst values_;
  std::array<double, 3> past_{};
};

class CycleTrendline {
 public:
  bool push(double x) noexcept {
    mean_.take(x);
    if (!period_.push(x)) return false;
    value_ = mean_.next(period_.whole());
    return period_.seen() > DominantPhase::kWarmUp;
  }
  double value() const noexcept { return value_; }

 private:
  DominantPeriod period_{DominantPeriod::kLate};
  CycleMean mean_;
  double value_ = 0;
};

class CycleTrendMode {
 public:
  bool push(double x) noexcept;
  double value() const noexcept { return value_; }  // 1: a trend.

 private:
  DominantPhase phase_;
  CycleMean mean_;
  double last_phase_ = 0, sine_ = 0, lead_ = 0, value_ = 0;
  std::size_t since_cross_ = 0;
};

}  // namespace fwq::analysis
