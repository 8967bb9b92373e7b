// Metrics of return: how much, how steadily, and per unit of risk.
#include <array>
#include <cmath>

#include "fwq/backtest/statistics.hpp"
#include "metrics_moments.hpp"
#include "metrics_prepared.hpp"

namespace fwq::backtest {

namespace {

using Unit = MetricUnit;
constexpr auto kGroup = MetricGroup::returns;

double sortino(const PreparedRun& run) {
  if (run.excess.size() < 2) return kNoMetric;
  double sum = 0;
  for (const double e : run.excess) sum += e < 0 ? e * e : 0;
  const double downside = std::sqrt(sum / run.n);
  if (!detail::moves(downside)) return kNoMetric;
  return detail::mean(run.excess) * std::sqrt(run.options.periods_per_year) / downside;
}

double omega(const PreparedRun& run) {
  if (run.excess.size() < 2) return kNoMetric;
  double above = 0, below = 0;
  for (const double e : run.excess) (e > 0 ? above : below) += std::abs(e);
  return detail::moves(below / run.n) ? above / below : kNoMetric;
}

// R squared of the straight line through the summed log returns.
double stability(const PreparedRun& run) {
  if (run.returns.size() < 2) return kNoMetric;
  double sum_tt = 0, sum_ty = 0, sum_yy = 0;
  const double middle = (run.n - 1) / 2;
  std::vector<double> levels;
  levels.reserve(run.returns.size());
  // The sum of log returns is the log of the growth so far.
  for (const double value : run.in.equity.subspan(1))
    levels.push_back(std::log(value / run.in.equity.front()));
  const double mean = detail::mean(levels);
  for (std::size_t i = 0; i < levels.size(); ++i) {
    const double t = static_cast<double>(i) - middle, y = levels[i] - mean;
    sum_tt += t * t;
    sum_ty += t * y;
    sum_yy += y * y;
  }
  if (!detail::moves(std::sqrt(sum_yy / run.n))) return kNoMetric;
  return sum_ty * sum_ty / (sum_tt * sum_yy);
}

double psr(const PreparedRun& run) {
  return probabilistic_sharpe({run.sharpe, run.n, run.skew, run.kurtosis});
}

constexpr std::array kMetrics{
    MetricDef{"final_equity", kGroup, Unit::money, "Final equity", "期末权益",
              "last value of the equity curve", "权益曲线的最后一个值",
              [](const PreparedRun& run) {
                return run.in.equity.empty() ? kNoMetric : run.in.equity.back();
              }},
    MetricDef{"total_return", kGroup, Unit::fraction, "Total return", "总收益率",
              "last equity / start capital - 1", "期末权益 / 初始资金 - 1",
              [](const PreparedRun& run) {
                return run.valued ? run.in.equity.back() / run.in.equity.front() - 1 : kNoMetric;
              }},
    MetricDef{"cagr", kGroup, Unit::fraction, "Yearly return (CAGR)", "年化收益率",
              "(last equity / start capital)^({N} / periods) - 1, compounded",
              "(期末权益 / 初始资金)^({N} / 周期数) - 1，复利",
              [](const PreparedRun& run) { return run.cagr; }},
    MetricDef{"volatility", kGroup, Unit::fraction, "Volatility (yearly)", "年化波动率",
              "sample deviation of the period returns, times the root of {N}",
              "每期收益率的样本标准差 × √{N}",
              [](const PreparedRun& run) {
                const double deviation = detail::sample_deviation(run.returns);
                return deviation * std::sqrt(run.options.periods_per_year);
              }},
    MetricDef{"sharpe", kGroup, Unit::ratio, "Sharpe ratio", "夏普比率",
              "mean / sample deviation of the returns above risk-free ({rf} a year), times the "
              "root of {N}",
              "超额收益（无风险利率每年 {rf}）的均值 / 样本标准差 × √{N}",
              [](const PreparedRun& run) {
                return run.sharpe * std::sqrt(run.options.periods_per_year);
              }},
    MetricDef{
        "sortino", kGroup, Unit::ratio, "Sortino ratio", "索提诺比率",
        "mean excess return (risk-free {rf} a year) / root of the mean squared shortfall over "
        "all periods, times the root of {N}",
        "超额收益均值（无风险利率每年 {rf}）/ 全部周期的下行均方根 × √{N}", sortino},
    MetricDef{"calmar", kGroup, Unit::ratio, "Calmar ratio", "卡玛比率",
              "yearly return / size of the deepest drawdown", "年化收益率 / 最大回撤的绝对值",
              [](const PreparedRun& run) {
                return run.max_drawdown < 0 ? run.cagr / -run.max_drawdown : kNoMetric;
              }},
    MetricDef{
        "omega", kGroup, Unit::ratio, "Omega ratio", "欧米伽比率",
        "sum of returns above the risk-free return ({rf} a year) / sum of shortfalls below it",
        "高于无风险收益（每年 {rf}）部分之和 / 低于部分之和", omega},
    MetricDef{"stability", kGroup, Unit::ratio, "Stability", "稳定性",
              "R squared of the summed log returns on time", "累计对数收益率对时间回归的 R²",
              stability},
    MetricDef{"psr", kGroup, Unit::fraction, "Probabilistic Sharpe ratio", "概率夏普比率",
              "probability that the true Sharpe ratio is above 0, by length, skew and kurtosis of "
              "the returns (risk-free {rf} a year)",
              "由样本长度、偏度和峰度得出的真实夏普比率大于 0 的概率（无风险利率每年 {rf}）", psr},
    MetricDef{"best_period", kGroup, Unit::fraction, "Best period", "最佳单期收益",
              "highest return of one period", "单个周期的最高收益率",
              [](const PreparedRun& run) { return run.valued ? run.sorted.back() : kNoMetric; }},
    MetricDef{"worst_period", kGroup, Unit::fraction, "Worst period", "最差单期收益",
              "lowest return of one period", "单个周期的最低收益率",
              [](const PreparedRun& run) { return run.valued ? run.sorted.front() : kNoMetric; }},
    MetricDef{"periods", kGroup, Unit::count, "Periods", "周期数",
              "returns in the run: values of the equity curve less one; {N} make a year",
              "收益率个数：权益曲线的点数减一；{N} 个为一年",
              [](const PreparedRun& run) {
                const auto values = run.in.equity.size();
                return values == 0 ? 0 : static_cast<double>(values - 1);
              }},
};

}  // namespace

std::span<const MetricDef> return_metrics() {
  return kMetrics;
}

}  // namespace fwq::backtest
