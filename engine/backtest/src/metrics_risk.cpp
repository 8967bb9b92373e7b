// Metrics of risk: drawdowns, the worst periods, the shape of the returns.
#include <algorithm>
#include <array>
#include <cmath>

#include "metrics_moments.hpp"
#include "metrics_prepared.hpp"

namespace fwq::backtest {

namespace {

using Unit = MetricUnit;
constexpr auto kGroup = MetricGroup::risk;

// The most periods from a peak until it was reached again, or until the end.
double longest_drawdown(const PreparedRun& run) {
  if (!run.valued) return kNoMetric;
  std::size_t longest = 0, peak = 0;
  const auto equity = run.in.equity;
  bool below = false;
  for (std::size_t i = 1; i < equity.size(); ++i) {
    below = below || equity[i] < equity[peak];
    if (below) longest = std::max(longest, i - peak);
    if (equity[i] < equity[peak]) continue;
    peak = i;
    below = false;
  }
  return static_cast<double>(longest);
}

double value_at_risk(const PreparedRun& run) {
  if (run.sorted.size() < 2) return kNoMetric;
  return detail::percentile(run.sorted, run.options.var_alpha);
}

double conditional_value_at_risk(const PreparedRun& run) {
  if (run.sorted.size() < 2) return kNoMetric;
  const auto worst = static_cast<std::size_t>((run.n - 1) * run.options.var_alpha) + 1;
  return detail::mean(std::span(run.sorted).first(worst));
}

double ulcer_index(const PreparedRun& run) {
  if (run.falls.size() < 2) return kNoMetric;
  double sum = 0;
  for (const double fall : run.falls) sum += fall * fall;
  return std::sqrt(sum / run.n);
}

double tail_ratio(const PreparedRun& run) {
  if (run.sorted.size() < 2) return kNoMetric;
  const double low = std::abs(detail::percentile(run.sorted, 0.05));
  return detail::moves(low) ? std::abs(detail::percentile(run.sorted, 0.95)) / low : kNoMetric;
}

constexpr std::array kMetrics{
    MetricDef{"max_drawdown", kGroup, Unit::fraction, "Deepest drawdown", "最大回撤",
              "lowest of equity / highest equity so far - 1, the start capital counted",
              "权益 / 此前最高权益 - 1 的最小值，含初始资金",
              [](const PreparedRun& run) { return run.max_drawdown; }},
    MetricDef{"longest_drawdown", kGroup, Unit::bars, "Longest drawdown", "最长回撤期",
              "most periods from a peak until it was reached again, or until the end",
              "从高点到再次回到该高点（或到期末）的最多周期数", longest_drawdown},
    MetricDef{"ulcer_index", kGroup, Unit::fraction, "Ulcer index", "溃疡指数",
              "root of the mean squared drawdown over all period ends",
              "各期末回撤平方均值的平方根", ulcer_index},
    MetricDef{"upi", kGroup, Unit::ratio, "Ulcer performance index", "溃疡绩效指数",
              "(yearly return - {rf}) / ulcer index", "（年化收益率 - {rf}）/ 溃疡指数",
              [](const PreparedRun& run) {
                const double ulcer = ulcer_index(run);
                return ulcer > 0 ? (run.cagr - run.options.risk_free) / ulcer : kNoMetric;
              }},
    MetricDef{"var", kGroup, Unit::fraction, "Value at risk", "风险价值 VaR",
              "the {a} percentile of the period returns, historical, linear between ranks",
              "每期收益率的历史 {a} 分位数，秩间线性插值", value_at_risk},
    MetricDef{"cvar", kGroup, Unit::fraction, "Conditional value at risk", "条件风险价值 CVaR",
              "mean of the worst floor((n - 1) * {a}) + 1 period returns",
              "最差的 floor((n - 1) × {a}) + 1 个每期收益率的均值", conditional_value_at_risk},
    MetricDef{"tail_ratio", kGroup, Unit::ratio, "Tail ratio", "尾部比率",
              "size of the 95 % percentile / size of the 5 % percentile of the returns",
              "收益率 95 % 分位数与 5 % 分位数的绝对值之比", tail_ratio},
    MetricDef{"skew", kGroup, Unit::ratio, "Skew", "偏度",
              "third moment / deviation^3 of the returns, with n; 0 is symmetric",
              "收益率三阶中心矩 / 总体标准差³；对称为 0",
              [](const PreparedRun& run) { return run.skew; }},
    MetricDef{"kurtosis", kGroup, Unit::ratio, "Kurtosis", "峰度",
              "fourth moment / deviation^4 of the returns, with n; 3 is normal",
              "收益率四阶中心矩 / 总体标准差⁴；正态为 3",
              [](const PreparedRun& run) { return run.kurtosis; }},
};

}  // namespace

std::span<const MetricDef> risk_metrics() {
  return kMetrics;
}

}  // namespace fwq::backtest
