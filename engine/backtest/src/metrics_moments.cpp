// Means, deviations and percentiles of returns.
#include "metrics_moments.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace fwq::backtest::detail {

namespace {
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
}

double mean(std::span<const double> values) {
  if (values.empty()) return kNaN;
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

double sample_deviation(std::span<const double> values) {
  if (values.size() < 2) return kNaN;
  const double centre = mean(values);
  double sum = 0;
  for (const double value : values) sum += (value - centre) * (value - centre);
  return std::sqrt(sum / static_cast<double>(values.size() - 1));
}

bool moves(double deviation, double size) {
  // A return is rounded at the size of 1 + return, about 2e-16: a deviation of 1e-14 is noise, never a market.
  return deviation > 1e-14 * size;
}

Shape shape_of(std::span<const double> values) {
  if (values.size() < 2) return {kNaN, kNaN};
  const double centre = mean(values);
  double m2 = 0, m3 = 0, m4 = 0;
  for (const double value : values) {
    const double d = value - centre;
    m2 += d * d;
    m3 += d * d * d;
    m4 += d * d * d * d;
  }
  const auto n = static_cast<double>(values.size());
  m2 /= n;
  if (!moves(std::sqrt(m2))) return {kNaN, kNaN};
  return {m3 / n / (m2 * std::sqrt(m2)), m4 / n / (m2 * m2)};
}

double percentile(std::span<const double> sorted, double fraction) {
  if (sorted.empty()) return kNaN;
  const double rank = fraction * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(rank);
  const std::size_t above = std::min(below + 1, sorted.size() - 1);
  return sorted[below] + (sorted[above] - sorted[below]) * (rank - static_cast<double>(below));
}

std::vector<double> sorted_ends(std::span<const double> values, double share) {
  std::vector<double> copy(values.begin(), values.end());
  // The rank of the percentile and the next one, and one more for rounding.
  const auto reach = static_cast<std::size_t>(share * static_cast<double>(copy.size())) + 3;
  if (2 * reach >= copy.size()) {
    std::sort(copy.begin(), copy.end());
    return copy;
  }
  const auto low = copy.begin() + static_cast<std::ptrdiff_t>(reach);
  const auto high = copy.end() - static_cast<std::ptrdiff_t>(reach);
  std::nth_element(copy.begin(), low, copy.end());
  std::sort(copy.begin(), low);
  std::nth_element(low, high, copy.end());
  std::sort(high, copy.end());
  return copy;
}

double sharpe_per_period(std::span<const double> excess) {
  const double deviation = sample_deviation(excess);
  return moves(deviation) ? mean(excess) / deviation : kNaN;
}

double per_period(double per_year, double periods_per_year) {
  return per_year == 0 ? 0 : std::expm1(std::log1p(per_year) / periods_per_year);
}

double max_drawdown(std::span<const double> equity) {
  double peak = 0, deepest = 0;
  for (const double value : equity) {
    peak = std::max(peak, value);
    if (peak > 0) deepest = std::min(deepest, value / peak - 1);
  }
  return deepest;
}

}  // namespace fwq::backtest::detail
