// Back-test a strategy of the table on stored bars: one security with everything that can be said of it, or many in short.
//
// A run is known by its id: the same bars, events, settings and code give the same id and the same result, to the last bit,
// for any number of threads. Results are values; nothing is printed or stored here (history: backtest_history.hpp).
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "fwq/backtest/engine.hpp"
#include "fwq/backtest/metrics.hpp"
#include "fwq/backtest/statistics.hpp"
#include "fwq/backtest/strategy.hpp"
#include "fwq/backtest/sweep.hpp"
#include "fwq/backtest/target_strategy.hpp"
#include "fwq/coordinators/scan.hpp"
#include "fwq/coordinators/stock.hpp"
#include "fwq/core/result.hpp"
#include "fwq/core/tasks.hpp"
#include "fwq/data/store.hpp"
#include "fwq/data/system_db.hpp"

namespace fwq::coordinators {

struct BacktestRequest {
  std::string strategy;  // Id.
  std::vector<backtest::NamedValue> parameters;
  std::vector<std::string> symbols;  // As typed: codes or names.
  bool all = false;  // In place of symbols: every stock, B share and fund of the store.
  std::optional<data::Market> market;  // Of `all`: only this one.
  // Days, or what days are made of: prices of longer bars are none that an order could have got.
  data::Period period = data::Period::day;
  backtest::EngineOptions
      engine;  // Cash, range, slippage, volume cap, intrabar order, close_at_end.
  backtest::TargetOptions target;  // Size, exits, orders at the close.
  backtest::CostSettings costs;
  // The rules of no market: one share is a lot, sold at once, no limits, only the costs given.
  bool plain_rules = false;
  std::string
      benchmark;  // As typed; "": none. Buy and hold of the same security is always computed.
  double risk_free = 0;  // A year.
  std::optional<double>
      periods_per_year;  // None: 252 for days, and so many times the bars of a day.
  double var_alpha = 0.05;
  std::size_t rolling_window = 126;  // Periods of the rolling Sharpe ratio, at least 2.
  std::size_t resamples = 2000;      // Of the intervals and of the order of trades; 0: neither.
  std::uint64_t seed = 1;            // Of everything random.
};

// Something to know before believing the result, or a setting; in both languages.
struct BacktestRemark {
  std::string id;  // Stable: "cut", "suspended" …
  std::string en, zh;
};
struct BacktestSetting {
  std::string_view id;  // Stable: "commission_rate".
  std::string_view title_en, title_zh;
  std::string value;   // As JSON: 0.00025, "all_in", null, [..].
  std::string en, zh;  // For people: "0.025 %".
  const std::string& text(bool chinese) const noexcept { return chinese ? zh : en; }
};

struct BacktestBenchmark {
  data::Symbol symbol;
  std::string name;
  // Its close (of stocks adjusted for events) at the end of each bar of the run, scaled to begin at the run's cash: the last known
  // one while it does not trade, NaN before its first and after its last bar. A jump that nothing explains counts as no move.
  std::vector<double> values;
};

// A single security's run. Everything about bars counts from the first of the whole series, but what is as long as
// `run.equity`: that begins at bar `first`.
struct Backtest {
  std::string run_id;  // 16 hexadecimal digits.
  backtest::StrategyCall call;
  data::Symbol symbol;
  std::string name;  // "" when no name list has it.
  data::Period period = data::Period::day;
  std::string source;               // Of the bars.
  backtest::TradedSeries series;    // The whole history.
  std::size_t first = 0, last = 0;  // Bars [first, last) are the range.
  backtest::RunResult run;
  backtest::MetricOptions metric_options;
  std::vector<backtest::MetricValue> metrics;
  std::vector<double>
      buy_and_hold;  // Value of all cash in the security from the first bar on, with the same costs and rules.
  double buy_and_hold_return = 0;
  std::optional<BacktestBenchmark> benchmark;
  std::vector<double> underwater;             // 0 at a peak, below it elsewhere.
  std::vector<backtest::Drawdown> drawdowns;  // All, by time.
  std::vector<backtest::YearReturns> months;
  std::size_t rolling_window = 0;
  std::vector<double> rolling_sharpe;
  // How far the figures can be trusted; none where there is too little to resample, or it was not asked for.
  std::optional<backtest::BootstrapIntervals> intervals;
  std::optional<backtest::TradeOrderResult> trade_order;
  std::vector<BacktestRemark> remarks;
  std::vector<BacktestSetting> settings;  // All that the run id covers, besides data and code.

  data::Time begin() const noexcept { return run.equity.time.front(); }
  data::Time end() const noexcept { return run.equity.time.back(); }
};

// One security of many.
struct BacktestRow {
  data::Symbol symbol;
  std::string name;
  backtest::SweepRow sweep;
  data::Time first = 0, last = 0;                       // Its bars.
  double total_return = 0, cagr = 0, max_drawdown = 0;  // As the metrics of these names.
  double win_rate = 0;                                  // NaN without a trade.
  double buy_and_hold_return = 0, buy_and_hold_drawdown = 0;
  double excess() const noexcept { return total_return - buy_and_hold_return; }
};

struct MarketBacktest {
  std::string run_id;
  backtest::StrategyCall call;
  data::Period period = data::Period::day;
  backtest::MetricOptions metric_options;
  std::vector<BacktestRow>
      rows;  // Highest total return first; then by symbol. Each with an account of its own.
  std::vector<UnreadSeries> left_out;  // No bars in the range, or damaged.
  std::size_t bars = 0;
  data::Time first = 0, last = 0;  // Of all bars.
  std::vector<BacktestRemark> remarks;
  std::vector<BacktestSetting> settings;
  // Over the rows; NaN where there is none.
  double mean_return = 0, median_return = 0, mean_hold_return = 0, median_hold_return = 0;
  double share_positive = 0, share_above_hold = 0;
};

// What is read. All of it outlives the call.
struct BacktestData {
  const StockLoader& loader;
  const data::Snapshot& snapshot;
  const data::SystemDb& db;
};

// Errors: invalid_argument (strategy values, settings, period, not exactly one symbol), not_found (strategy, parameter, symbol or
// benchmark, with the nearest), unavailable (no bar in the range; the message says what there is), those of the store.
// `tasks` may be null. Blocking.
Result<Backtest> backtest_symbol(const BacktestData& data, const BacktestRequest& request,
                                 core::TaskSystem* tasks = nullptr,
                                 const core::TaskContext& context = {});

// Each row as it is made: by one thread at a time, in no set order; what is in the result in the end.
using BacktestSink = std::function<void(const BacktestRow&)>;

// Every security of the request with an account of its own. A symbol that is named must have bars in the range; of `all`,
// those without are listed as left out. Progress counts securities. Errors: as backtest_symbol; invalid_argument (a benchmark:
// each is held against itself bought and held), unavailable (not one has bars in the range), cancelled.
Result<MarketBacktest> backtest_market(const BacktestData& data, const BacktestRequest& request,
                                       core::TaskSystem& tasks,
                                       const core::TaskContext& context = {},
                                       const BacktestSink& sink = {});

}  // namespace fwq::coordinators
