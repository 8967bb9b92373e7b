// Phase, trendline and trend mode of the dominant cycle.
#include "dominant_cycle.hpp"

#include <cmath>
#include <numbers>

#include "eights_steps.hpp"

namespace fwq::analysis {
namespace {

// Sine and cosine of 360*i/n degrees side by side, for every n up to the longest cycle.
struct Waves {
  std::array<std::array<Twos, kLongestCycle>, kLongestCycle + 1> at{};
  Waves() noexcept {
    for (std::size_t n = 1; n <= kLongestCycle; ++n) {
      for (std::size_t i = 0; i < n; ++i) {
        const double angle =
            static_cast<double>(i) * (2.0 * std::numbers::pi) / static_cast<double>(n);
        at[n][i] = Twos{std::sin(angle), std::cos(angle)};
      }
    }
  }
};

const Waves& waves() noexcept {
  static const Waves all;
  return all;
}

// real and imag of n values, newest first, the next `apart` on. Added one by one, as TA-Lib does: of a flat cycle only
// rounding is left, and decides.
[[gnu::always_inline]] inline Twos wave_sum(const Waves& waves, const double* newest,
                                            std::ptrdiff_t apart, std::size_t n) noexcept {
  Twos sum{};
  const Twos* const wave = waves.at[n].data();
  for (std::size_t i = 0; i < n; ++i, newest += apart) sum += wave[i] * *newest;
  return sum;
}

// For every n, 1 n times and then 0: for eights of values that stand newest first, or in the order of time.
struct Ones {
  using Row = std::array<double, kCycleRoom>;
  std::array<Row, kLongestCycle + 1> newest_first{}, in_order{};
  Ones() noexcept {
    for (std::size_t n = 1; n <= kLongestCycle; ++n) {
      for (std::size_t i = 0; i < n; ++i)
        newest_first[n][i] = in_order[n][i / 8 * 8 + (7 - i % 8)] = 1;
    }
  }
};

const Ones& ones() noexcept {
  static const Ones all;
  return all;
}

// The sum of values times `weights`, eights from the newest to the oldest: at `eight` the newest, the next `apart` on. The
// same to the bit from either end.
[[gnu::always_inline]] inline double weighted(const Ones::Row& weights, const double* eight,
                                              std::ptrdiff_t apart, std::size_t n) noexcept {
  Eights sum{};
  for (std::size_t i = 0; i < n; i += 8, eight += apart)
    sum +=
        *reinterpret_cast<const EightsAt*>(&weights[i]) * *reinterpret_cast<const EightsAt*>(eight);
  return ((sum[0] + sum[1]) + (sum[2] + sum[3])) + ((sum[4] + sum[5]) + (sum[6] + sum[7]));
}

[[gnu::always_inline]] inline std::size_t whole_length(double length) noexcept {
  return std::min(static_cast<std::size_t>(length + 0.5), kLongestCycle);
}

double mean_of(double sum, std::size_t n) noexcept {
  return n > 0 ? sum / static_cast<double>(n) : 0.0;
}

double line_of(double mean, double mean1, double mean2, double mean3) noexcept {
  return (4.0 * mean + 3.0 * mean1 + 2.0 * mean2 + mean3) / 10.0;
}

// No target of its own: one bar after the other in pairs, and the machine works on several bars at once.
void wave_sums(const double* smooth, const double* length, std::size_t count, double* real,
               double* imag, double* lag) noexcept {
  const Waves& all = waves();
  for (std::size_t i = 0; i < count; ++i) {
    const Twos sum = wave_sum(all, smooth + i, -1, whole_length(length[i]));
    real[i] = sum[0];
    imag[i] = sum[1];
  }
  for (std::size_t i = 0; i < count; ++i) lag[i] = 360.0 / length[i];
}

// To degrees. The columns have room for whole eights.
FWQ_VECTORIZED void angles(const double* real, const double* imag, std::size_t count,
                           double* angle) noexcept {
  for (std::size_t i = 0; i < count; i += 8) {
    const Eights rise = *reinterpret_cast<const EightsAt*>(real + i);
    const Eights run = *reinterpret_cast<const EightsAt*>(imag + i);
    Eights of_eight;
    arc_tangent(rise, run, of_eight);
    *reinterpret_cast<EightsAt*>(angle + i) = of_eight * kDegrees;
  }
}

FWQ_VECTORIZED void cycle_means(const double* x, const double* length, std::size_t count,
                                double* mean) noexcept {
  const Ones& all = ones();
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t n = whole_length(length[i]);
    mean[i] = mean_of(weighted(all.in_order[n], x + i - 7, -8, n), n);
  }
}

FWQ_VECTORIZED void cycle_lines(const double* mean, std::size_t count, double* line) noexcept {
  for (std::size_t i = 0; i < count; ++i) {
    const double* const m = mean + i;
    line[i] = line_of(*m, *(m - 1), *(m - 2), *(m - 3));
  }
}

}  // namespace

FWQ_VECTORIZED void mesa_phases(const double* in_phase, const double* quadrature, std::size_t count,
                                double* phase) noexcept {
  const Eights none{};
  for (std::size_t i = 0; i < count; i += 8) {
    std::array<double, 8> run{}, rise{};
    std::copy_n(in_phase + i, std::min<std::size_t>(8, count - i), run.begin());
    std::copy_n(quadrature + i, std::min<std::size_t>(8, count - i), rise.begin());
    const Eights of_run = *reinterpret_cast<const EightsAt*>(run.data());
    const Eights of_rise = *reinterpret_cast<const EightsAt*>(rise.data());
    Eights angle;
    arc_tangent(of_rise, of_run, angle);
    angle *= kDegrees;
    *reinterpret_cast<EightsAt*>(phase + i) = of_run == none ? none : angle;
  }
}

void DominantPhase::measure() noexcept {
  const double length = period_.smoothed();
  const Twos sum = wave_sum(waves(), smooth_.begin(), 1, whole_length(length));
  phase_ = phase_of(sum[0], sum[1], arc_tangent(sum[0], sum[1]) * kDegrees, 360.0 / length, phase_);
}

double CycleMean::next(std::size_t length) noexcept {
  const std::size_t n = std::min(length, kLongestCycle);
  const double mean = mean_of(weighted(ones().newest_first[n], values_.begin(), 8, n), n);
  const double line = line_of(mean, past_[0], past_[1], past_[2]);
  past_ = {mean, past_[0], past_[1]};
  return line;
}

double TrendJudge::push(double length, double phase, double sine, double lead, double line,
                        double smooth) noexcept {
  const bool crossed = (sine > lead && sine_ <= lead_) || (sine < lead && sine_ >= lead_);
  since_cross_ = crossed ? 1 : since_cross_ + 1;
  bool trend = !crossed && static_cast<double>(since_cross_) >= 0.5 * length;
  const double moved = phase - last_phase_;
  if (length != 0.0 && moved > 0.67 * 360.0 / length && moved < 1.5 * 360.0 / length) trend = false;
  if (line != 0.0 && std::abs((smooth - line) / line) >= 0.015) trend = true;
  sine_ = sine;
  lead_ = lead;
  last_phase_ = phase;
  return trend ? 1.0 : 0.0;
}

bool CycleTrendMode::push(double x) noexcept {
  mean_.take(x);
  const bool known = phase_.push(x);
  if (phase_.period().seen() <= DominantPeriod::kLate) return false;
  const double line = mean_.next(phase_.period().whole());
  const double phase = phase_.phase();
  value_ = judge_.push(phase_.period().smoothed(), phase, std::sin(phase / kDegrees),
                       std::sin((phase + 45.0) / kDegrees), line, phase_.period().meter().smooth());
  return known;
}

CyclePhases::CyclePhases(std::size_t most)
    : cycle_(DominantPeriod::kLate, most),
      phase_(most + 7),
      real_(most + 7),
      imag_(most + 7),
      lag_(most) {}

std::size_t CyclePhases::take(const double* x, std::size_t count) {
  const std::size_t taken = cycle_.take(x, count);
  const bool measured = seen_ >= DominantPeriod::kLate;
  seen_ += taken;
  if (!measured) return taken;
  wave_sums(cycle_.smooth(), cycle_.length(), taken, real_.data(), imag_.data(), lag_.data());
  angles(real_.data(), imag_.data(), taken, phase_.data());
  for (std::size_t i = 0; i < taken; ++i)
    phase_[i] = last_ = phase_of(real_[i], imag_[i], phase_[i], lag_[i], last_);
  return taken;
}

CycleMeans::CycleMeans(std::size_t most) : x_(kCycleRoom + most), means_(3 + most) {}

void CycleMeans::run(const CycleBatch& cycle, const double* x, std::size_t count,
                     double* line) noexcept {
  std::copy_n(x_.begin() + static_cast<std::ptrdiff_t>(last_count_), kCycleRoom, x_.begin());
  std::copy_n(x, count, x_.begin() + kCycleRoom);
  std::copy_n(means_.begin() + static_cast<std::ptrdiff_t>(last_count_), 3, means_.begin());
  if (seen_ < DominantPeriod::kLate) {
    std::fill_n(means_.begin() + 3, count, 0.0);
  } else {
    cycle_means(x_.data() + kCycleRoom, cycle.length(), count, means_.data() + 3);
  }
  cycle_lines(means_.data() + 3, count, line);
  seen_ += count;
  last_count_ = count;
}

}  // namespace fwq::analysis
