// Confidence intervals of a run's figures by the stationary bootstrap.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "fwq/backtest/statistics.hpp"
#include "metrics_moments.hpp"
#include "statistics_resampling.hpp"

namespace fwq::backtest {

namespace {

struct Figures {
  double total_return, cagr, sharpe, max_drawdown;
};

Figures figures_of(std::span<const double> returns, const MetricOptions& options) {
  const double free = detail::per_period(options.risk_free, options.periods_per_year);
  std::vector<double> excess;
  excess.reserve(returns.size());
  double value = 1, peak = 1, deepest = 0;
  for (const double r : returns) {
    value *= 1 + r;
    peak = std::max(peak, value);
    deepest = std::min(deepest, value / peak - 1);
    excess.push_back(r - free);
  }
  const double years = static_cast<double>(returns.size()) / options.periods_per_year;
  return {value - 1, std::pow(value, 1 / years) - 1,
          detail::sharpe_per_period(excess) * std::sqrt(options.periods_per_year), deepest};
}

std::vector<double> resampled(std::span<const double> returns, double mean_block,
                              detail::Random& random) {
  std::vector<double> sample;
  sample.reserve(returns.size());
  const double end_of_block = 1 / mean_block;
  std::size_t at = random.below(returns.size());
  while (sample.size() < returns.size()) {
    sample.push_back(returns[at]);
    at = random.uniform() < end_of_block ? random.below(returns.size()) : at + 1;
    if (at == returns.size()) at = 0;
  }
  return sample;
}

Interval interval_of(std::span<const Figures> runs, double Figures::*figure, double estimate,
                     double confidence) {
  std::vector<double> values;
  for (const Figures& run : runs)
    if (std::isfinite(run.*figure)) values.push_back(run.*figure);
  std::sort(values.begin(), values.end());
  const double tail = (1 - confidence) / 2;
  return {estimate, detail::percentile(values, tail), detail::percentile(values, 1 - tail)};
}

Result<void> check(std::span<const double> returns, const BootstrapOptions& options) {
  const auto wrong = [](const std::string& why) {
    return Error{Errc::invalid_argument, "bootstrap: " + why};
  };
  if (options.resamples < 1 || options.resamples > 1'000'000)
    return wrong(fmt::format("{} resamples: take 1 to 1000000", options.resamples));
  if (!(options.mean_block >= 1) || !std::isfinite(options.mean_block))
    return wrong(fmt::format("a mean block of {} periods: take 1 or more", options.mean_block));
  if (!(options.confidence > 0 && options.confidence < 1))
    return wrong(
        fmt::format("confidence {}: take one between 0 and 1, such as 0.95", options.confidence));
  if (returns.size() < 2)
    return wrong(fmt::format("{} returns: at least 2 are needed", returns.size()));
  // A last value of 0 is a return of -1; below that nothing compounds.
  if (!std::all_of(returns.begin(), returns.end(),
                   [](double r) { return std::isfinite(r) && r >= -1; }))
    return wrong("the equity curve has a value that is missing, or below zero");
  return {};
}

}  // namespace

Result<BootstrapIntervals> bootstrap_intervals(std::span<const double> equity,
                                               const MetricOptions& options,
                                               const BootstrapOptions& bootstrap,
                                               core::TaskSystem* tasks,
                                               const core::TaskContext& context) {
  const auto returns = returns_of(equity);
  FWQ_TRY(check_options(options));
  FWQ_TRY(check(returns, bootstrap));
  std::vector<Figures> runs(bootstrap.resamples);
  FWQ_TRY(detail::for_each_run(runs.size(), tasks, context, [&](std::size_t i) {
    detail::Random random(bootstrap.seed, i);
    runs[i] = figures_of(resampled(returns, bootstrap.mean_block, random), options);
  }));
  const Figures own = figures_of(returns, options);
  const auto interval = [&](double Figures::*figure) {
    return interval_of(runs, figure, own.*figure, bootstrap.confidence);
  };
  return BootstrapIntervals{interval(&Figures::total_return), interval(&Figures::cagr),
                            interval(&Figures::sharpe), interval(&Figures::max_drawdown),
                            bootstrap};
}

}  // namespace fwq::backtest
