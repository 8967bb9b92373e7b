// What the metrics of one run share, computed once. Private.
#pragma once

#include <limits>
#include <span>
#include <vector>

#include "fwq/backtest/metrics.hpp"

namespace fwq::backtest {

inline constexpr double kNoMetric = std::numeric_limits<double>::quiet_NaN();

class PreparedRun {
 public:
  PreparedRun(const MetricInput& input, const MetricOptions& options);

  MetricInput in;
  MetricOptions options;
  double n = 0;                 // Periods.
  bool valued = false;          // At least one period, and every return has a value.
  std::vector<double> returns;  // Empty unless valued.
  std::vector<double> sorted;   // The same, in order at both ends as far as percentiles reach.
  std::vector<double> excess;   // The same, less the risk-free of a period.
  std::vector<double> falls;    // Underwater curve of the n period ends.
  double free_per_period = 0;
  double sharpe = kNoMetric;  // Per period.
  double skew = kNoMetric, kurtosis = kNoMetric;
  double cagr = kNoMetric;
  double max_drawdown = kNoMetric;
  // Periods that the benchmark has too.
  std::vector<double> paired, paired_benchmark, active;
  double beta = kNoMetric;
  // Trades.
  double wins = 0, losses = 0, won = 0, lost = 0;  // Counts; sums of money, lost below 0.
  std::vector<double> pnl;

 private:
  void pair_with_benchmark();
  void count_trades();
};

// The groups of the table, each in a file of its own.
std::span<const MetricDef> return_metrics();
std::span<const MetricDef> risk_metrics();
std::span<const MetricDef> benchmark_metrics();
std::span<const MetricDef> trade_metrics();

}  // namespace fwq::backtest
