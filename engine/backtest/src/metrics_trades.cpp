// Metrics of closed trades, and of how much of the time and the money was at work.
#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "metrics_moments.hpp"
#include "metrics_prepared.hpp"

namespace fwq::backtest {

namespace {

using Unit = MetricUnit;
constexpr auto kGroup = MetricGroup::trades;

double win_rate(const PreparedRun& run) {
  return run.pnl.empty() ? kNoMetric : run.wins / static_cast<double>(run.pnl.size());
}

double profit_factor(const PreparedRun& run) {
  if (run.losses > 0) return run.won / -run.lost;
  return run.wins > 0 ? std::numeric_limits<double>::infinity() : kNoMetric;
}

double average_win(const PreparedRun& run) {
  return run.wins > 0 ? run.won / run.wins : kNoMetric;
}

double average_loss(const PreparedRun& run) {
  return run.losses > 0 ? run.lost / run.losses : kNoMetric;
}

double payoff(const PreparedRun& run) {
  return average_win(run) / -average_loss(run);
}

double expectancy_return(const PreparedRun& run) {
  std::vector<double> values;
  for (const TradeResult& trade : run.in.trades) values.push_back(trade.return_fraction);
  return detail::mean(values);
}

double expectancy_r(const PreparedRun& run) {
  std::vector<double> multiples;
  for (const TradeResult& trade : run.in.trades)
    if (trade.initial_risk > 0) multiples.push_back(trade.pnl / trade.initial_risk);
  return detail::mean(multiples);
}

double sqn(const PreparedRun& run) {
  double size = 0;
  for (const double pnl : run.pnl) size = std::max(size, std::abs(pnl));
  const double deviation = detail::sample_deviation(run.pnl);
  if (!detail::moves(deviation, size)) return kNoMetric;
  return std::sqrt(static_cast<double>(run.pnl.size())) * detail::mean(run.pnl) / deviation;
}

double extreme_trade(const PreparedRun& run, double sign) {
  double best = kNoMetric;
  for (const TradeResult& trade : run.in.trades)
    if (!(sign * trade.return_fraction <= sign * best)) best = trade.return_fraction;
  return best;
}

double average_holding(const PreparedRun& run) {
  std::vector<double> bars;
  for (const TradeResult& trade : run.in.trades) bars.push_back(trade.bars_held);
  return detail::mean(bars);
}

double longest_losing_streak(const PreparedRun& run) {
  double longest = 0, streak = 0;
  for (const double pnl : run.pnl) {
    streak = pnl < 0 ? streak + 1 : 0;
    longest = std::max(longest, streak);
  }
  return longest;
}

double exposure(const PreparedRun& run) {
  if (run.in.bars <= 0) return 0;
  return static_cast<double>(run.in.bars_in_position) / static_cast<double>(run.in.bars);
}

double turnover(const PreparedRun& run) {
  if (!run.valued) return kNoMetric;
  const double average = detail::mean(run.in.equity.subspan(1));
  return average > 0 ? run.in.traded_value / average / (run.n / run.options.periods_per_year)
                     : kNoMetric;
}

constexpr std::array kMetrics{
    MetricDef{"trades", kGroup, Unit::count, "Closed trades", "已平仓交易数",
              "positions bought and sold again", "买入后又卖出的交易",
              [](const PreparedRun& run) { return static_cast<double>(run.pnl.size()); }},
    MetricDef{"win_rate", kGroup, Unit::fraction, "Win rate", "胜率",
              "trades that made money after costs / closed trades; zero is not won",
              "扣除费用后盈利的交易 / 全部已平仓交易；持平不算盈利", win_rate},
    MetricDef{"profit_factor", kGroup, Unit::ratio, "Profit factor", "盈利因子",
              "money won / money lost; infinite without a losing trade",
              "盈利总额 / 亏损总额；无亏损交易时为无穷大", profit_factor},
    MetricDef{"payoff", kGroup, Unit::ratio, "Payoff ratio", "盈亏比",
              "average winning trade / average losing trade, in money; none without both",
              "平均盈利 / 平均亏损（金额）；缺一则无值", payoff},
    MetricDef{"average_win", kGroup, Unit::money, "Average win", "平均盈利",
              "mean result of the trades won", "盈利交易的平均金额", average_win},
    MetricDef{"average_loss", kGroup, Unit::money, "Average loss", "平均亏损",
              "mean result of the trades lost", "亏损交易的平均金额", average_loss},
    MetricDef{"expectancy", kGroup, Unit::money, "Expectancy", "期望收益",
              "mean result of a trade, in money after costs", "每笔交易扣费后的平均金额",
              [](const PreparedRun& run) { return detail::mean(run.pnl); }},
    MetricDef{"expectancy_return", kGroup, Unit::fraction, "Expectancy (return)", "期望收益率",
              "mean result of a trade / the money put into it", "每笔交易盈亏 / 投入资金 的平均",
              expectancy_return},
    MetricDef{"expectancy_r", kGroup, Unit::ratio, "Expectancy (R)", "期望收益（R 倍数）",
              "mean of result / money at risk to the first stop, over the trades with a stop",
              "盈亏 / 初始止损风险 的平均，仅计有止损的交易", expectancy_r},
    MetricDef{
        "sqn", kGroup, Unit::ratio, "System quality number", "系统质量数 SQN",
        "root of the number of trades, times mean / sample deviation of their results in money",
        "√交易数 × 交易盈亏金额的均值 / 样本标准差", sqn},
    MetricDef{
        "kelly", kGroup, Unit::fraction, "Kelly fraction", "凯利比例",
        "win rate - (1 - win rate) / payoff ratio; none without winners and losers",
        "胜率 - （1 - 胜率）/ 盈亏比；没有盈利或亏损交易时无值",
        [](const PreparedRun& run) { return win_rate(run) - (1 - win_rate(run)) / payoff(run); }},
    MetricDef{"best_trade", kGroup, Unit::fraction, "Best trade", "最佳交易",
              "highest return of a trade on the money put into it", "单笔交易的最高收益率",
              [](const PreparedRun& run) { return extreme_trade(run, 1); }},
    MetricDef{"worst_trade", kGroup, Unit::fraction, "Worst trade", "最差交易",
              "lowest return of a trade on the money put into it", "单笔交易的最低收益率",
              [](const PreparedRun& run) { return extreme_trade(run, -1); }},
    MetricDef{"average_holding", kGroup, Unit::bars, "Average holding", "平均持仓周期",
              "mean bars from buying to selling", "从买入到卖出的平均周期数", average_holding},
    MetricDef{"longest_losing_streak", kGroup, Unit::count, "Longest losing streak", "最长连亏",
              "most trades lost one after another", "连续亏损的最多交易数", longest_losing_streak},
    MetricDef{"exposure", kGroup, Unit::fraction, "Exposure", "持仓时间比例",
              "bars with an open position / bars", "持有仓位的周期数 / 全部周期数", exposure},
    MetricDef{"turnover", kGroup, Unit::ratio, "Turnover (yearly)", "年化换手率",
              "money bought plus sold / mean equity / years of {N} periods; one side is half of it",
              "（买入额 + 卖出额）/ 平均权益 / 年数（每年 {N} 期）；单边为其一半", turnover},
};

}  // namespace

std::span<const MetricDef> trade_metrics() {
  return kMetrics;
}

}  // namespace fwq::backtest
