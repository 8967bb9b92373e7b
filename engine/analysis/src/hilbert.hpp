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

#include "arc_tangent.hpp"
#include "eights.hpp"
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

// H of the head comment without its factor of the period. (In TA-Lib's order: in a flat series what is left of equal
// terms is rounding, and decides.)
template <class V>
[[gnu::always_inline]] inline void hilbert(const V& v, const V& v2, const V& v4, const V& v6,
                                           V& out) noexcept {
  constexpr double kOuter = 0.0962, kInner = 0.5769;
  out = ((0.0 - v6 * kOuter) + kOuter * v - kInner * v4) + kInner * v2;
}

// What a bar passes on to the next: i2, q2, re, im, the period, and the factor made of it.
template <class V>
struct CycleTurn {
  V i2{}, q2{}, re{}, im{}, period{}, scale = V{} + 0.54;
};

// The values of bars before this one that a bar needs: of the detrender, and of q1.
template <class V>
struct CyclePast {
  V d2, d3, d4, d5, d6, d7, d9, q2, q4, q6;
};

// One bar. `raw`: the detrender without its factor. Only the period of the bar before has to be waited for: what does not
// need it stands in front of it, so that three products, a quotient, an arc tangent and a quotient are all there is from
// one period to the next. The same operations for one value (Twos) as for eight lanes of them (Eights).
template <class V>
[[gnu::always_inline]] inline void cycle_step(const V& raw, const CyclePast<V>& past,
                                              CycleTurn<V>& turn, V& detrender, V& q1) noexcept {
  constexpr double kOuter = 0.0962, kInner = 0.5769;
  const V none{};
  const V rest1 = ((none - kOuter * past.d6) - kInner * past.d4) + kInner * past.d2;
  const V rest2 = ((none - kOuter * past.q6) - kInner * past.q4) + kInner * past.q2;
  V ahead;  // Of i1, which is the detrender of three bars before.
  hilbert(past.d3, past.d5, past.d7, past.d9, ahead);
  const V& scale = turn.scale;
  detrender = raw * scale;
  q1 = (rest1 + (kOuter * raw) * scale) * scale;
  // i2 = 0.2 * (i1 - jQ) + 0.8 * i2_1, q2 = 0.2 * (q1 + jI) + 0.8 * q2_1.
  const V i2 =
      ((0.2 * past.d3 + 0.8 * turn.i2) - (0.2 * rest2) * scale) - ((0.2 * kOuter) * scale) * q1;
  const V q2 = 0.2 * q1 + ((0.2 * ahead) * scale + 0.8 * turn.q2);
  const V i2_before = 0.2 * turn.i2, q2_before = 0.2 * turn.q2;
  turn.re = (i2 * i2_before + q2 * q2_before) + 0.8 * turn.re;
  turn.im = (i2 * q2_before - q2 * i2_before) + 0.8 * turn.im;
  turn.i2 = i2;
  turn.q2 = q2;
  V angle;
  arc_tangent(turn.im, turn.re, angle);
  const V measured = (2.0 * std::numbers::pi) / angle;
  const V& before = turn.period;
  const V re = turn.re < none ? -turn.re : turn.re, im = turn.im < none ? -turn.im : turn.im;
  const V least = re < im ? re : im;
  V period = least > none ? measured : before;
  const V shortest = none + 6.0, longest = none + 50.0;
  V low = 0.67 * before, high = 1.5 * before;
  low = low > shortest ? low : shortest;
  high = high > shortest ? high : shortest;
  high = high < longest ? high : longest;
  period = period < high ? period : high;
  period = period > low ? period : low;
  turn.scale = 0.015 * period + (0.06 * before + 0.54);  // 0.075 * the new period + 0.54.
  turn.period = 0.2 * period + 0.8 * before;
}

// The measuring of one cycle, bar by bar.
class CycleSteps {
 public:
  void step(double raw) noexcept {
    const CyclePast<Twos> past{both(d(1)), both(d(2)), both(d(3)), both(d(4)), both(d(5)),
                               both(d(6)), both(d(8)), both(q(1)), both(q(3)), both(q(5))};
    Twos detrender, q1;
    cycle_step(both(raw), past, turn_, detrender, q1);
    ++at_;
    detrender_[at_ % kKept] = detrender[0];
    q1_[at_ % kKept] = q1[0];
  }
  double detrender() const noexcept { return d(0); }
  double in_phase() const noexcept { return d(3); }
  double quadrature() const noexcept { return q(0); }
  double period() const noexcept { return turn_.period[0]; }

 private:
  static constexpr std::size_t kKept = 16;
  static Twos both(double v) noexcept { return Twos{v, v}; }
  // Of so many bars before the last one.
  double d(std::size_t ago) const noexcept { return detrender_[(at_ - ago) % kKept]; }
  double q(std::size_t ago) const noexcept { return q1_[(at_ - ago) % kKept]; }
  CycleTurn<Twos> turn_;
  std::array<double, kKept> detrender_{}, q1_{};
  std::size_t at_ = 0;
};

class CycleMeter {
 public:
  explicit CycleMeter(std::size_t first) : first_(first) {}

  // True from bar `first` on, when the numbers below are those of this bar.
  bool push(double x) noexcept {
    smooth_ = smoother_.push(x);
    if (seen_++ < first_) return false;
    double raw;
    hilbert(smooth_, past_[1], past_[3], past_[5], raw);
    past_ = {smooth_, past_[0], past_[1], past_[2], past_[3], past_[4]};
    steps_.step(raw);
    return true;
  }
  double smooth() const noexcept { return smooth_; }
  double in_phase() const noexcept { return steps_.in_phase(); }
  double quadrature() const noexcept { return steps_.quadrature(); }
  double period() const noexcept { return steps_.period(); }

 private:
  std::size_t first_, seen_ = 0;
  WeightedFour smoother_;
  double smooth_ = 0;
  std::array<double, 6> past_{};
  CycleSteps steps_;
};

// Ehlers's adaptive averages: MAMA follows fast where the phase moves fast; FAMA follows MAMA.
class MesaLines {
 public:
  MesaLines(double fast, double slow) : fast_(fast), slow_(slow) {}
  // `phase` in degrees.
  void push(double x, double phase) noexcept {
    const double moved = last_phase_ - phase;
    last_phase_ = phase;
    const double share = fast_ / moved, least = share > slow_ ? share : slow_;
    const double alpha = moved > 1.0 ? least : fast_, half = 0.5 * alpha;
    mama_ = alpha * x + (1.0 - alpha) * mama_;
    fama_ = half * mama_ + (1.0 - half) * fama_;
  }
  void run(const double* x, const double* phase, std::size_t count, double* mama,
           double* fama) noexcept {
    MesaLines lines = *this;  // In registers.
    for (std::size_t i = 0; i < count; ++i) {
      lines.push(x[i], phase[i]);
      mama[i] = lines.mama_;
      fama[i] = lines.fama_;
    }
    *this = lines;
  }
  double mama() const noexcept { return mama_; }
  double fama() const noexcept { return fama_; }

 private:
  double fast_, slow_, last_phase_ = 0, mama_ = 0, fama_ = 0;
};

// The same from the price alone.
class MesaAverages {
 public:
  static constexpr std::size_t kFirst = 12, kWarmUp = 32;
  MesaAverages(double fast, double slow) : meter_(kFirst), lines_(fast, slow) {}

  // The MAMA line; NaN for the first 32 bars.
  double push(double x) noexcept {
    ++seen_;
    if (!meter_.push(x)) return kNoValue;
    const double i1 = meter_.in_phase();
    lines_.push(x, i1 != 0.0 ? arc_tangent(meter_.quadrature(), i1) * kDegrees : 0.0);
    return seen_ > kWarmUp ? lines_.mama() : kNoValue;
  }
  double fama() const noexcept { return seen_ > kWarmUp ? lines_.fama() : kNoValue; }
  void run(const double* x, std::size_t count, double* y) noexcept {
    for (std::size_t i = 0; i < count; ++i) y[i] = push(x[i]);
  }

 private:
  CycleMeter meter_;
  MesaLines lines_;
  std::size_t seen_ = 0;
};

}  // namespace fwq::analysis
