// Returns by month and year, and the Sharpe ratio of a moving window.
#include <cassert>
#include <cmath>

#include "fwq/backtest/metrics.hpp"
#include "metrics_moments.hpp"
#include "metrics_prepared.hpp"

namespace fwq::backtest {

std::vector<YearReturns> monthly_returns(std::span<const std::int64_t> times,
                                         std::span<const double> equity) {
  assert(times.size() == equity.size());
  std::vector<YearReturns> years;
  double month_base = 0, year_base = 0;
  data::Date before{.year = 0, .month = 0, .day = 0};
  for (std::size_t i = 1; i < equity.size(); ++i) {
    const data::Date date = data::date_of(times[i]);
    if (date.year != before.year) {
      year_base = equity[i - 1];
      years.push_back({.year = date.year, .months = {}, .total = 0});
      years.back().months.fill(kNoMetric);
    }
    if (date.year != before.year || date.month != before.month) month_base = equity[i - 1];
    const auto since = [&](double base) { return base > 0 ? equity[i] / base - 1 : kNoMetric; };
    years.back().months[static_cast<std::size_t>(date.month - 1)] = since(month_base);
    years.back().total = since(year_base);
    before = date;
  }
  return years;
}

std::vector<double> rolling_sharpe(std::span<const double> equity, std::size_t window,
                                   const MetricOptions& options) {
  assert(window >= 2);
  std::vector<double> values(equity.size(), kNoMetric);
  const double free = detail::per_period(options.risk_free, options.periods_per_year);
  auto excess = returns_of(equity);
  for (double& value : excess) value -= free;
  for (std::size_t end = window; end <= excess.size(); ++end) {
    const auto part = std::span(excess).subspan(end - window, window);
    values[end] = detail::sharpe_per_period(part) * std::sqrt(options.periods_per_year);
  }
  return values;
}

}  // namespace fwq::backtest
