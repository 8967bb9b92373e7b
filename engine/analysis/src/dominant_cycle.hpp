// What is read from the dominant cycle that hilbert.hpp measures: its smoothed length, its phase, the price without it,
// and whether there is a trend.
//
//   length  += 0.33 * (period - length)            n = length + 0.5, cut to a whole number
//   real, imag = sum of smooth_{t-i} * sin(360*i/n), of smooth_{t-i} * cos(360*i/n), i = 0 .. n-1
//   phase    = atan(real / imag) + 90 + 360 / length, + 180 if imag < 0, - 360 above 315 degrees
//
// Source:   J. F. Ehlers, Rocket Science for Traders (2001); seeding and order of operations as TA-Lib 0.6.4.
// Cost:     O(n) a bar, n <= 50, in eights; the sines and cosines of all lengths are worked out once. Over columns the
//           cycle by cycle_batch.hpp, the angles eight bars at a time.
#pragma once

#include <array>
#include <vector>

#include "batch.hpp"
#include "cycle_batch.hpp"
#include "hilbert.hpp"

namespace fwq::analysis {

inline constexpr std::size_t kLongestCycle = 50;

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

// Values that a sum over a cycle reads: whole eights of them. What is beyond the cycle counts 0 times.
inline constexpr std::size_t kCycleRoom = 56;

// The last kCycleRoom values, newest first, side by side in memory. Zeros before the first.
class NewestFirst {
 public:
  void push(double x) noexcept {
    if (at_ == 0) {
      std::copy(values_.begin(), values_.begin() + kCycleRoom - 1,
                values_.end() - (kCycleRoom - 1));
      at_ = values_.size() - (kCycleRoom - 1);
    }
    values_[--at_] = x;
  }
  const double* begin() const noexcept { return values_.data() + at_; }

 private:
  std::array<double, 8 * kCycleRoom> values_{};
  std::size_t at_ = 7 * kCycleRoom;
};

// The phase of a bar from its sums: `last` is that of the bar before, `angle` the arc tangent of real / imag in degrees.
inline double phase_of(double real, double imag, double angle, double lag, double last) noexcept {
  const double aside = real == 0.0 ? 0.0 : real < 0.0 ? -90.0 : 90.0;
  double phase = imag != 0.0 ? angle : last + aside;
  phase += 90.0;
  phase += lag;  // Of the smoothing, one bar.
  phase += imag < 0.0 ? 180.0 : 0.0;
  return phase > 315.0 ? phase - 360.0 : phase;
}

// What HT_TRENDMODE remembers: how long ago the sines crossed, and the phase.
class TrendJudge {
 public:
  // 1: a trend.
  double push(double length, double phase, double sine, double lead, double line,
              double smooth) noexcept;

 private:
  double last_phase_ = 0, sine_ = 0, lead_ = 0;
  std::size_t since_cross_ = 0;
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
  TrendJudge judge_;
  double value_ = 0;
};

// The same over columns, as CycleBatch: phases and trendlines of the bars last taken, bit for bit those of the above.
class CyclePhases {
 public:
  explicit CyclePhases(std::size_t most);
  std::size_t take(const double* x, std::size_t count);
  const double* phase() const noexcept { return phase_.data(); }
  const CycleBatch& cycle() const noexcept { return cycle_; }
  std::size_t seen() const noexcept { return seen_; }

 private:
  CycleBatch cycle_;
  std::vector<double> phase_, real_, imag_, lag_;
  double last_ = 0;
  std::size_t seen_ = 0;
};

class CycleMeans {
 public:
  explicit CycleMeans(std::size_t most);
  // The trendline at the bars that `cycle` has last taken, `x` the first of them; to `line`.
  void run(const CycleBatch& cycle, const double* x, std::size_t count, double* line) noexcept;

 private:
  std::vector<double> x_;      // With kCycleRoom before.
  std::vector<double> means_;  // With three before.
  std::size_t seen_ = 0, last_count_ = 0;
};

// The phases that MAMA reads: atan(quadrature / in_phase) in degrees, 0 where there is no in-phase part. `phase` has room for
// seven more.
void mesa_phases(const double* in_phase, const double* quadrature, std::size_t count,
                 double* phase) noexcept;

// NaN for those of `count` bars from bar `seen` on that come before bar `warm_up`. How many.
inline std::size_t hide_warm_up(std::size_t seen, std::size_t warm_up, std::size_t count,
                                double* out) noexcept {
  const std::size_t empty = seen >= warm_up ? 0 : std::min(count, warm_up - seen);
  std::fill_n(out, empty, kNoValue);
  return empty;
}

}  // namespace fwq::analysis
