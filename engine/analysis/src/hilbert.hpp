// Ehlers's homodyne discriminator: from a price column the length of its dominant cycle, bar by bar, with the in-phase
// and quadrature parts that it is measured by. What MAMA and the cycle indicators share.
//
//   smooth    = (4*x + 3*x_1 + 2*x_2 + x_3) / 10
//   H(v)      = (0.0962*v + 0.5769*v_2 - 0.5769*v_4 - 0.0962*v_6) * (0.075*period_1 + 0.54)
//   detrender = H(smooth), q1 = H(detrender), i1 = detrender_3, jI = H(i1), jQ = H(q1)
//   i2, q2    = i1 - jQ, q1 + jI, each smoothed by 0.2;  re, im likewise from their products with the bar before
//   period    = 360 / atan(im/re) in degrees, within 0.67 and 1.5 of the one before, within 6 and 50, smoothed by 0.2
//
// Source:   J. F. Ehlers, Rocket Science for Traders (2001); seeding and order of operations as TA-Lib 0.6.4.
// Edges:    begins at bar `first` (12 for MAMA, 37 for the others) with a state of zeros.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "machines.hpp"

namespace fwq::analysis {

inline constexpr double kDegrees = 180.0 / std::numbers::pi;

// (4*x + 3*x_1 + 2*x_2 + x_3) / 10, kept as two running sums.
// The order of operations is TA-Lib's: in a flat series what follows is decided by rounding.
class WeightedFour {
 public:
  double push(double x) noexcept {
    recent_ += x;
    double smooth = kNoValue;
    if (seen_ < 3) {
      weighted_ += x * static_cast<double>(++seen_);
    } else {
      recent_ -= past_[3];
      weighted_ += x * 4.0;
      smooth = weighted_ * 0.1;
      weighted_ -= recent_;
    }
    past_ = {x, past_[0], past_[1], past_[2]};
    return smooth;
  }

 private:
  double recent_ = 0, weighted_ = 0;
  int seen_ = 0;
  std::array<double, 4> past_{};
};

// H of the head comment, of the values given so far.
class HilbertTransform {
 public:
  double push(double v, double scale) noexcept {
    double out = 0.0 - past_[5] * kOuter;
    out += kOuter * v;
    out -= kInner * past_[3];
    out += kInner * past_[1];
    past_ = {v, past_[0], past_[1], past_[2], past_[3], past_[4]};
    return out * scale;
  }

 private:
  static constexpr double kOuter = 0.0962, kInner = 0.5769;
  std::array<double, 6> past_{};
};

class CycleMeter {
 public:
  explicit CycleMeter(std::size_t first) : first_(first) {}

  // True from bar `first` on, when the numbers below are those of this bar.
  bool push(double x) noexcept {
    smooth_ = smoother_.push(x);
    if (seen_++ < first_) return false;
    const double scale = 0.075 * period_ + 0.54;
    const double detrender = detrend_.push(smooth_, scale);
    q1_ = q1_of_.push(detrender, scale);
    i1_ = delayed_[2];
    delayed_ = {detrender, delayed_[0], delayed_[1]};
    const double ji = ji_of_.push(i1_, scale);
    const double jq = jq_of_.push(q1_, scale);
    measure(0.2 * (i1_ - jq) + 0.8 * i2_, 0.2 * (q1_ + ji) + 0.8 * q2_);
    return true;
  }
  double smooth() const noexcept { return smooth_; }
  double in_phase() const noexcept { return i1_; }
  double quadrature() const noexcept { return q1_; }
  double period() const noexcept { return period_; }

 private:
  void measure(double i2, double q2) noexcept {
    re_ = 0.2 * (i2 * i2_ + q2 * q2_) + 0.8 * re_;
    im_ = 0.2 * (i2 * q2_ - q2 * i2_) + 0.8 * im_;
    i2_ = i2;
    q2_ = q2;
    double period = period_;
    if (im_ != 0.0 && re_ != 0.0) period = 360.0 / (std::atan(im_ / re_) * kDegrees);
    period = std::max(std::min(period, 1.5 * period_), 0.67 * period_);
    period = std::min(std::max(period, 6.0), 50.0);
    period_ = 0.2 * period + 0.8 * period_;
  }

  std::size_t first_, seen_ = 0;
  WeightedFour smoother_;
  HilbertTransform detrend_, q1_of_, ji_of_, jq_of_;
  std::array<double, 3> delayed_{};
  double smooth_ = 0, i1_ = 0, q1_ = 0, i2_ = 0, q2_ = 0, re_ = 0, im_ = 0, period_ = 0;
};

// Ehlers's adaptive averages: MAMA follows fast where the phase moves fast; FAMA follows MAMA.
class MesaAverages {
 public:
  static constexpr std::size_t kFirst = 12, kWarmUp = 32;
  MesaAverages(double fast, double slow) : meter_(kFirst), fast_(fast), slow_(slow) {}

  // The MAMA line; NaN for the first 32 bars.
  double push(double x) noexcept {
    ++seen_;
    if (!meter_.push(x)) return kNoValue;
    const double i1 = meter_.in_phase();
    const double phase = i1 != 0.0 ? std::atan(meter_.quadrature() / i1) * kDegrees : 0.0;
    const double moved = last_phase_ - phase;
    last_phase_ = phase;
    const double alpha = moved > 1.0 ? std::max(fast_ / moved, slow_) : fast_;
    mama_ = alpha * x + (1.0 - alpha) * mama_;
    const double half = 0.5 * alpha;
    fama_ = half * mama_ + (1.0 - half) * fama_;
    return seen_ > kWarmUp ? mama_ : kNoValue;
  }
  double fama() const noexcept { return seen_ > kWarmUp ? fama_ : kNoValue; }
  void run(const double* x, std::size_t count, double* y) noexcept {
    for (std::size_t i = 0; i < count; ++i) y[i] = push(x[i]);
  }

 private:
  CycleMeter meter_;
  double fast_, slow_, last_phase_ = 0, mama_ = 0, fama_ = 0;
  std::size_t seen_ = 0;
};

}  // namespace fwq::analysis
