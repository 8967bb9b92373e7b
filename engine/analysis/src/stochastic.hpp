// Where a value lies in a range of the last bars: what the stochastics share.
#pragma once

#include "averages.hpp"
#include "stages.hpp"

namespace fwq::analysis {

// 100 * (close - lowest low) / (highest high - lowest low) of the last n bars; 0 where there is no range.
class PlaceInRange {
 public:
  explicit PlaceInRange(std::size_t n) : high_(n), low_(n) {}
  double push(double high, double low, double close) {
    return of(high_.push(high), low_.push(low), close);
  }
  FWQ_VECTORIZED void run_on(const double* high, const double* low, const double* close,
                             std::size_t before, std::size_t count, double* out) {
    Scratch lowest;
    high_.run_on(high, before, count, out);
    low_.run_on(low, before, count, lowest.data());
    for (std::size_t i = 0; i < count; ++i) out[i] = of(out[i], lowest[i], close[i]);
  }

 private:
  static double of(double high, double low, double close) noexcept {
    const double range = high - low;
    const double share = 100.0 * ((close - low) / range);
    return range == 0.0 ? 0.0 : share;
  }
  HighestOf high_;
  LowestOf low_;
};

// The same of one computed column of percentages, in which what is below 1e-11 is rounding: the RSI of a close that
// stands still moves by so much.
class PlaceInOwnRange {
 public:
  explicit PlaceInOwnRange(std::size_t n) : high_(n), low_(n) {}
  double push(double x) { return of(high_.push(x), low_.push(x), x); }
  FWQ_VECTORIZED void run(const double* x, std::size_t count, double* out) {
    Scratch lowest;
    high_.run(x, count, out);
    low_.run(x, count, lowest.data());
    for (std::size_t i = 0; i < count; ++i) out[i] = of(out[i], lowest[i], x[i]);
  }

 private:
  static double of(double high, double low, double x) noexcept {
    constexpr double kRounding = 1e-11;
    const double range = high - low;
    const double share = 100.0 * ((x - low) / range);
    const double inside = high - x < kRounding ? 100.0 : share;
    return range < 10 * kRounding || x - low < kRounding ? 0.0 : inside;
  }
  HighestOf high_;
  LowestOf low_;
};

// Takes away the values of a line that starts before the one made of it.
inline void hide_before(const double* later, std::size_t count, double* line) noexcept {
  for (std::size_t i = 0; i < count && std::isnan(later[i]); ++i) line[i] = kNoValue;
}

}  // namespace fwq::analysis
