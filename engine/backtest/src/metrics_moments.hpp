// Means, deviations and percentiles, shared by the metrics and the statistics of a back-test. Private.
#pragma once

#include <span>
#include <vector>

namespace fwq::backtest::detail {

// NaN of nothing.
double mean(std::span<const double> values);
// With n - 1; NaN below two values.
double sample_deviation(std::span<const double> values);
// Whether a deviation of such values is more than the rounding of 1 + return.
bool moves(double deviation, double size = 1);

struct Shape {
  double skew;      // m3 / m2^1.5, population moments.
  double kurtosis;  // m4 / m2^2, raw: 3 for a normal distribution.
};
// NaN below two values, or where nothing moves.
Shape shape_of(std::span<const double> values);

// Linear between the two nearest ranks (numpy's default). Requires: sorted (or sorted_ends), fraction in [0, 1]. NaN of
// nothing.
double percentile(std::span<const double> sorted, double fraction);

// A copy with its lowest and highest values in place, in order: percentile() of it is right for fractions up to `share`
// and from 1 - share on. Requires: share in (0, 0.5]. Sorting all of it would be most of the cost of the metrics.
std::vector<double> sorted_ends(std::span<const double> values, double share);

// mean / sample deviation, per period; NaN below two values or where nothing moves.
double sharpe_per_period(std::span<const double> excess);

// (1 + per_year)^(1/N) - 1.
double per_period(double per_year, double periods_per_year);

// Deepest fall below the highest value so far; 0 at best.
double max_drawdown(std::span<const double> equity);

}  // namespace fwq::backtest::detail
