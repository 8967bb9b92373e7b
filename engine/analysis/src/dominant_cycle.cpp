// Phase, trendline and trend mode of the dominant cycle.
#include "dominant_cycle.hpp"

#include <cmath>
#include <numbers>

namespace fwq::analysis {
namespace {

// Sines and cosines of 360*i/n degrees, for every n up to the longest cycle.
struct Waves {
  std::array<std::array<double, kLongestCycle>, kLongestCycle + 1> sine{}, cosine{};
  Waves() noexcept {
    for (std::size_t n = 1; n <= kLongestCycle; ++n) {
      for (std::size_t i = 0; i < n; ++i) {
        const double angle =
            static_cast<double>(i) * (2.0 * std::numbers::pi) / static_cast<double>(n);
        sine[n][i] = std::sin(angle);
        cosine[n][i] = std::cos(angle);
      }
    }
  }
};

const Waves& waves() noexcept {
  static const Waves all;
  return all;
}

}  // namespace

void DominantPhase::measure() noexcept {
  const std::size_t n = std::min(period_.whole(), kLongestCycle);
  const auto& sine = waves().sine[n];
  const auto& cosine = waves().cosine[n];
  const double* value = smooth_.begin();
  double real = 0, imag = 0;
  for (std::size_t i = 0; i < n; ++i) {
    real += sine[i] * value[i];
    imag += cosine[i] * value[i];
  }
  if (imag != 0.0) {
    phase_ = std::atan(real / imag) * kDegrees;
  } else if (real != 0.0) {
    phase_ += real < 0.0 ? -90.0 : 90.0;
  }
  phase_ += 90.0;
  phase_ += 360.0 / period_.smoothed();  // The lag of the smoothing, one bar.
  if (imag < 0.0) phase_ += 180.0;
  if (phase_ > 315.0) phase_ -= 360.0;
}

double CycleMean::next(std::size_t length) noexcept {
  double mean = 0;
  const double* value = values_.begin();
  const std::size_t n = std::min(length, kLongestCycle);
  for (std::size_t i = 0; i < n; ++i) mean += value[i];
  if (n > 0) mean /= static_cast<double>(n);
  const double line = (4.0 * mean + 3.0 * past_[0] + 2.0 * past_[1] + past_[2]) / 10.0;
  past_ = {mean, past_[0], past_[1]};
  return line;
}

bool CycleTrendMode::push(double x) noexcept {
  mean_.take(x);
  const bool known = phase_.push(x);
  if (phase_.period().seen() <= DominantPeriod::kLate) return false;
  const double length = phase_.period().smoothed();
  const double line = mean_.next(phase_.period().whole());
  const double sine = std::sin(phase_.phase() / kDegrees);
  const double lead = std::sin((phase_.phase() + 45.0) / kDegrees);
  const bool crossed = (sine > lead && sine_ <= lead_) || (sine < lead && sine_ >= lead_);
  since_cross_ = crossed ? 1 : since_cross_ + 1;
  bool trend = !crossed && static_cast<double>(since_cross_) >= 0.5 * length;
  const double moved = phase_.phase() - last_phase_;
  if (length != 0.0 && moved > 0.67 * 360.0 / length && moved < 1.5 * 360.0 / length) trend = false;
  const double smooth = phase_.period().meter().smooth();
  if (line != 0.0 && std::abs((smooth - line) / line) >= 0.015) trend = true;
  value_ = trend ? 1.0 : 0.0;
  sine_ = sine;
  lead_ = lead;
  last_phase_ = phase_.phase();
  return known;
}

}  // namespace fwq::analysis
