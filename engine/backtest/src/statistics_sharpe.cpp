// The Sharpe ratio as evidence: probabilistic, and deflated for the number of variants tried.
#include <cmath>
#include <limits>
#include <numbers>

#include "fwq/backtest/statistics.hpp"
#include "metrics_moments.hpp"

namespace fwq::backtest {

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinity = std::numeric_limits<double>::infinity();

}  // namespace

double normal_cdf(double x) {
  return 0.5 * std::erfc(-x / std::numbers::sqrt2);
}

double normal_quantile(double p) {
  if (!(p >= 0 && p <= 1)) return kNaN;
  if (p == 0) return -kInfinity;
  if (p == 1) return kInfinity;
  if (p > 0.5) {
    // 1 - p is exact here, and the lower tail keeps its digits where 1 - cdf would lose them.
    return -normal_quantile(1 - p);
  }
  // Start: Abramowitz & Stegun 1964, 26.2.23, off by 4.5e-4 at most.
  const double t = std::sqrt(-2 * std::log(p));
  double x = -(t - (2.515517 + t * (0.802853 + t * 0.010328)) /
                       (1 + t * (1.432788 + t * (0.189269 + t * 0.001308))));
  // Halley's steps: the error goes down by its cube, so three are enough for a double.
  for (int step = 0; step < 3; ++step) {
    const double density = std::exp(-x * x / 2) / std::sqrt(2 * std::numbers::pi);
    if (density == 0) break;
    const double ratio = (normal_cdf(x) - p) / density;
    x -= ratio / (1 + x * ratio / 2);
  }
  return x;
}

SharpeEvidence sharpe_evidence(std::span<const double> equity, const MetricOptions& options) {
  auto excess = returns_of(equity);
  const double free = detail::per_period(options.risk_free, options.periods_per_year);
  for (double& value : excess) value -= free;
  const auto [skew, kurtosis] = detail::shape_of(excess);
  return {detail::sharpe_per_period(excess), static_cast<double>(excess.size()), skew, kurtosis};
}

double probabilistic_sharpe(const SharpeEvidence& evidence, double threshold) {
  const double sharpe = evidence.sharpe;
  const double spread = 1 - evidence.skew * sharpe + (evidence.kurtosis - 1) / 4 * sharpe * sharpe;
  if (!(spread > 0) || !(evidence.periods >= 2)) return kNaN;
  return normal_cdf((sharpe - threshold) * std::sqrt((evidence.periods - 1) / spread));
}

double expected_best_sharpe(double trials, double variance) {
  if (!(trials >= 2)) return 0;
  constexpr double kEuler = std::numbers::egamma;
  // -q(x) is q(1 - x), and exact for many trials.
  return -std::sqrt(variance) * ((1 - kEuler) * normal_quantile(1 / trials) +
                                 kEuler * normal_quantile(1 / (trials * std::numbers::e)));
}

DeflatedSharpe deflated_sharpe(std::span<const double> equity,
                               std::span<const double> variant_sharpes,
                               const MetricOptions& options) {
  std::vector<double> tried;
  for (const double sharpe : variant_sharpes)
    if (std::isfinite(sharpe)) tried.push_back(sharpe);
  const auto evidence = sharpe_evidence(equity, options);
  const double yearly = std::sqrt(options.periods_per_year);
  const double deviation = tried.size() < 2 ? 0 : detail::sample_deviation(tried);
  DeflatedSharpe result;
  result.sharpe = evidence.sharpe * yearly;
  result.variance = deviation * deviation;
  result.trials = tried.size();
  result.hurdle = expected_best_sharpe(static_cast<double>(tried.size()), result.variance);
  result.probability = probabilistic_sharpe(evidence, result.hurdle / yearly);
  return result;
}

}  // namespace fwq::backtest
