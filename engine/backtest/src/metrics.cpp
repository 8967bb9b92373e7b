// The table of metrics, and what they share: returns, drawdowns, the overlap with a benchmark.
#include "fwq/backtest/metrics.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <cmath>

#include "fwq/core/text.hpp"
#include "metrics_moments.hpp"
#include "metrics_prepared.hpp"

namespace fwq::backtest {

namespace {

double covariance(std::span<const double> a, std::span<const double> b) {
  const double mean_a = detail::mean(a), mean_b = detail::mean(b);
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += (a[i] - mean_a) * (b[i] - mean_b);
  return sum / static_cast<double>(a.size() - 1);
}

std::vector<MetricDef> joined_table() {
  std::vector<MetricDef> table;
  for (const auto group : {return_metrics(), risk_metrics(), benchmark_metrics(), trade_metrics()})
    table.insert(table.end(), group.begin(), group.end());
  return table;
}

void replace(std::string& text, std::string_view what, std::string_view by) {
  for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size()))
    text.replace(at, what.size(), by);
}

}  // namespace

PreparedRun::PreparedRun(const MetricInput& input, const MetricOptions& given)
    : in(input),
      options(given),
      free_per_period(detail::per_period(given.risk_free, given.periods_per_year)) {
  returns = returns_of(in.equity);
  valued = !returns.empty() &&
           std::all_of(returns.begin(), returns.end(), [](double r) { return std::isfinite(r); });
  pair_with_benchmark();
  count_trades();
  if (!valued) {
    returns.clear();
    return;
  }
  n = static_cast<double>(returns.size());
  sorted = detail::sorted_ends(returns, std::max(options.var_alpha, 0.05));
  excess.reserve(returns.size());
  for (const double r : returns) excess.push_back(r - free_per_period);
  sharpe = detail::sharpe_per_period(excess);
  const auto shape = detail::shape_of(returns);  // That of the excess too.
  skew = shape.skew;
  kurtosis = shape.kurtosis;
  falls = underwater_of(in.equity);
  falls.erase(falls.begin());
  max_drawdown = detail::max_drawdown(in.equity);
  // A negative end has no yearly rate; pow() says NaN.
  if (returns.size() >= 2)
    cagr = std::pow(in.equity.back() / in.equity.front(), options.periods_per_year / n) - 1;
}

void PreparedRun::pair_with_benchmark() {
  assert(in.benchmark.empty() || in.benchmark.size() == in.equity.size());
  if (!valued || in.benchmark.empty()) return;
  const auto benchmark_returns = returns_of(in.benchmark);
  for (auto* column : {&paired, &paired_benchmark, &active}) column->reserve(returns.size());
  for (std::size_t i = 0; i < benchmark_returns.size(); ++i) {
    if (!std::isfinite(benchmark_returns[i])) continue;
    paired.push_back(returns[i]);
    paired_benchmark.push_back(benchmark_returns[i]);
    active.push_back(returns[i] - benchmark_returns[i]);
  }
  const double deviation = detail::sample_deviation(paired_benchmark);
  if (detail::moves(deviation))
    beta = covariance(paired, paired_benchmark) / (deviation * deviation);
}

void PreparedRun::count_trades() {
  for (const TradeResult& trade : in.trades) {
    pnl.push_back(trade.pnl);
    if (trade.pnl > 0) {
      ++wins;
      won += trade.pnl;
    } else if (trade.pnl < 0) {
      ++losses;
      lost += trade.pnl;
    }
  }
}

Result<void> check_options(const MetricOptions& options) {
  const auto wrong = [](std::string_view name, std::string_view name_zh, double value,
                        std::string_view range, std::string_view range_zh) {
    return Error{Errc::invalid_argument, fmt::format("{} is {}: it must be {}", name, value, range),
                 fmt::format("{}为 {}：须{}", name_zh, value, range_zh)};
  };
  if (!(options.periods_per_year > 0) || !std::isfinite(options.periods_per_year))
    return wrong("periods per year", "每年周期数", options.periods_per_year,
                 "above 0, 252 for days", "大于 0，日线为 252");
  if (!(options.risk_free > -1) || !std::isfinite(options.risk_free))
    return wrong("risk-free rate", "无风险利率", options.risk_free,
                 "a yearly fraction above -1, such as 0.02", "为大于 -1 的年化比例，例如 0.02");
  if (!(options.var_alpha > 0 && options.var_alpha <= 0.5))
    return wrong("share of worst periods", "尾部比例", options.var_alpha, "above 0 and at most 0.5",
                 "大于 0 且不超过 0.5");
  return {};
}

std::string_view to_string(MetricUnit unit) noexcept {
  switch (unit) {
    case MetricUnit::fraction:
      return "fraction";
    case MetricUnit::ratio:
      return "ratio";
    case MetricUnit::money:
      return "money";
    case MetricUnit::bars:
      return "bars";
    case MetricUnit::count:
      return "count";
  }
  return "";
}

std::span<const MetricDef> metric_table() {
  static const std::vector<MetricDef> table = joined_table();
  return table;
}

const MetricDef* find_metric(std::string_view id) {
  for (const MetricDef& def : metric_table())
    if (def.id == id) return &def;
  return nullptr;
}

std::vector<MetricValue> metrics_of(const MetricInput& input, const MetricOptions& options) {
  const PreparedRun run(input, options);
  std::vector<MetricValue> values;
  for (const MetricDef& def : metric_table()) values.push_back({&def, def.measure(run)});
  return values;
}

double value_of(std::span<const MetricValue> values, std::string_view id) {
  for (const MetricValue& value : values)
    if (value.def->id == id) return value.value;
  return kNoMetric;
}

std::string convention_of(const MetricDef& def, const MetricOptions& options, bool chinese) {
  std::string text(chinese ? def.convention_zh : def.convention_en);
  const auto percent = [](double fraction) { return fmt::format("{:.10g}%", fraction * 100); };
  replace(text, "{N}", core::shortest(options.periods_per_year));
  replace(text, "{rf}", percent(options.risk_free));
  replace(text, "{a}", percent(options.var_alpha));
  return text;
}

std::vector<double> returns_of(std::span<const double> equity) {
  std::vector<double> returns;
  if (equity.size() < 2) return returns;
  returns.reserve(equity.size() - 1);
  for (std::size_t i = 1; i < equity.size(); ++i) {
    const bool known =
        equity[i - 1] > 0 && std::isfinite(equity[i - 1]) && std::isfinite(equity[i]);
    returns.push_back(known ? equity[i] / equity[i - 1] - 1 : kNoMetric);
  }
  return returns;
}

}  // namespace fwq::backtest
