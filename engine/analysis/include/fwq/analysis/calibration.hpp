// Calibration: does a stated confidence come true as often as it says, and what should it have said?
//
// Source:  G. Brier, Verification of forecasts expressed in terms of probability, Monthly Weather Review 78 (1950);
//          M. Ayer et al., An empirical distribution function for sampling with incomplete information, Annals of
//          Mathematical Statistics 26 (1955): pooling of adjacent violators;
//          E. Wilson, Probable inference, the law of succession, and statistical inference, JASA 22 (1927);
//          M. Naeini et al., Obtaining well calibrated probabilities using Bayesian binning, AAAI (2015): ECE.
// Threads: pure functions; an IsotonicFit is immutable. [any-thread]
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace fwq::analysis {

struct Interval {
  double low = 0, high = 0;
};

// Wilson's interval of a share, for counts that are independent of one another; NaN, NaN when trials is 0.
// `z` is the normal quantile: 1.96 for 95 %. Requires: successes <= trials.
Interval wilson_interval(std::size_t successes, std::size_t trials, double z = 1.959963984540054);

// A forecast and what came of it.
struct Forecast {
  double probability = 0;  // In [0,1].
  bool came_true = false;
};

// Mean of (probability - outcome)^2: 0 is perfect, 0.25 what "always 50 %" gets. NaN for none.
double brier_score(std::span<const Forecast> forecasts);

// One row of a reliability table: the forecasts with low <= probability < high (the last row includes 1).
struct ReliabilityBin {
  double low = 0, high = 0;
  std::size_t count = 0;
  double mean_probability = 0;  // NaN in an empty bin, as is the next.
  double frequency = 0;         // How often they came true.
  Interval interval;            // Wilson's, of the frequency.
};
// `bins` rows of equal width. Requires: bins >= 1.
std::vector<ReliabilityBin> reliability_table(std::span<const Forecast> forecasts,
                                              std::size_t bins = 10);

// Expected calibration error: mean of |frequency - mean_probability| over the bins, weighted by count. NaN for none.
double calibration_error(std::span<const ReliabilityBin> table);

// The never-falling step function of the stated probability that has the least squared error on the forecasts it is
// fitted on.
class IsotonicFit {
 public:
  explicit IsotonicFit(std::span<const Forecast> forecasts);
  // Requires: fitted on at least one forecast. Below the first step: the first step's value. Cost: O(log steps).
  double operator()(double probability) const;
  std::size_t steps() const noexcept { return from_.size(); }

 private:
  std::vector<double> from_, value_;  // From this probability on, this frequency.
};

}  // namespace fwq::analysis
