// Back-test a portfolio on stored bars: many securities on one account.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "fwq/backtest/portfolio.hpp"
#include "fwq/coordinators/backtest.hpp"
#include "fwq/coordinators/backtest_variants.hpp"

namespace fwq::coordinators {

struct PortfolioRequest {
  // `strategy` filters what may be held (buy_and_hold: everything). What sizes or sells otherwise (`target`) is refused.
  BacktestRequest base;
  backtest::Rebalance rebalance = backtest::Rebalance::month;
  backtest::Ranking ranking = backtest::Ranking::momentum;
  backtest::Weighting weighting = backtest::Weighting::equal;
  std::size_t capacity = 10, lookback = 60;
  double cash_reserve = 0, band = 0.2;
  bool exit_between = true;
};

struct PortfolioBacktest {
  std::string run_id;
  backtest::StrategyCall call;
  data::Period period = data::Period::day;
  std::vector<data::Symbol> symbols;  // As fills and trades number them.
  std::vector<std::string> names;
  backtest::PortfolioResult run;
  backtest::MetricOptions metric_options;
  std::vector<backtest::MetricValue> metrics;
  std::optional<BacktestBenchmark> benchmark;
  std::vector<backtest::Drawdown> drawdowns;
  std::vector<backtest::YearReturns> months;
  std::optional<backtest::BootstrapIntervals> intervals;
  std::vector<BacktestRemark> remarks;
  std::vector<BacktestSetting> settings;
  std::vector<UnreadSeries> left_out;  // Of `all`: without bars in the range, or damaged.
  std::size_t bars = 0;
};

// What a portfolio has in common with the run of one security, for those who show both: its fills and trades name
// securities by their number. Without bars, buy and hold, or a rolling Sharpe ratio. Cost: a copy.
Backtest account_of(const PortfolioBacktest& test);

// Loads on `tasks`; progress counts securities, then the run. Errors: as backtest_symbol; those of run_portfolio;
// unavailable (no history is as long as the ranking looks back); cancelled.
Result<PortfolioBacktest> backtest_portfolio(const BacktestData& data,
                                             const PortfolioRequest& request,
                                             core::TaskSystem& tasks,
                                             const core::TaskContext& context = {});

}  // namespace fwq::coordinators
