// Metrics against a benchmark, over the periods that both have.
#include <array>
#include <cmath>

#include "metrics_moments.hpp"
#include "metrics_prepared.hpp"

namespace fwq::backtest {

namespace {

using Unit = MetricUnit;
constexpr auto kGroup = MetricGroup::benchmark;

double benchmark_return(const PreparedRun& run) {
  if (run.paired_benchmark.empty()) return kNoMetric;
  double growth = 1;
  for (const double b : run.paired_benchmark) growth *= 1 + b;
  return growth - 1;
}

double alpha(const PreparedRun& run) {
  if (!std::isfinite(run.beta)) return kNoMetric;
  const double free = run.free_per_period;
  const double per_period =
      detail::mean(run.paired) - free - run.beta * (detail::mean(run.paired_benchmark) - free);
  return std::pow(1 + per_period, run.options.periods_per_year) - 1;
}

constexpr std::array kMetrics{
    MetricDef{"benchmark_return", kGroup, Unit::fraction, "Benchmark return", "基准收益率",
              "returns of the benchmark compounded over the periods both have",
              "双方共有周期内基准收益率的复合", benchmark_return},
    MetricDef{"beta", kGroup, Unit::ratio, "Beta", "贝塔",
              "covariance with the benchmark's returns / their variance",
              "与基准收益率的协方差 / 基准收益率的方差",
              [](const PreparedRun& run) { return run.beta; }},
    MetricDef{
        "alpha", kGroup, Unit::fraction, "Alpha (yearly)", "阿尔法（年化）",
        "(1 + mean of excess return - beta * excess benchmark return)^{N} - 1, risk-free {rf} "
        "a year",
        "(1 + 超额收益 - 贝塔 × 基准超额收益 的均值)^{N} - 1，无风险利率每年 {rf}", alpha},
    MetricDef{"information_ratio", kGroup, Unit::ratio, "Information ratio", "信息比率",
              "mean / sample deviation of the returns less the benchmark's, times the root of {N}",
              "与基准收益率之差的均值 / 样本标准差 × √{N}",
              [](const PreparedRun& run) {
                return detail::sharpe_per_period(run.active) *
                       std::sqrt(run.options.periods_per_year);
              }},
    MetricDef{"tracking_error", kGroup, Unit::fraction, "Tracking error (yearly)", "年化跟踪误差",
              "sample deviation of the returns less the benchmark's, times the root of {N}",
              "与基准收益率之差的样本标准差 × √{N}",
              [](const PreparedRun& run) {
                return detail::sample_deviation(run.active) *
                       std::sqrt(run.options.periods_per_year);
              }},
    MetricDef{"treynor", kGroup, Unit::ratio, "Treynor ratio", "特雷诺比率",
              "(yearly return - {rf}) / beta", "（年化收益率 - {rf}）/ 贝塔",
              [](const PreparedRun& run) {
                return run.beta != 0 ? (run.cagr - run.options.risk_free) / run.beta : kNoMetric;
              }},
};

}  // namespace

std::span<const MetricDef> benchmark_metrics() {
  return kMetrics;
}

}  // namespace fwq::backtest
