// What a person asks of `fwq backtest`, as words, and the request that it means.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "fwq/coordinators/backtest.hpp"
#include "fwq/coordinators/backtest_portfolio.hpp"
#include "session.hpp"

namespace fwq::cli {

// What a request means: what is run, and which options have an effect.
enum class BacktestKind : unsigned {
  one = 1,        // One security, with everything.
  many = 2,       // Many, each with an account of its own.
  search = 4,     // One security with many values of the parameters.
  portfolio = 8,  // Many securities on one account.
};

struct BacktestOptions {
  std::string strategy;
  std::vector<std::string> symbols;
  std::vector<std::string> params;
  std::string market, period = "day", from, to;
  std::string cash = "1000000";
  double commission = 0.00025, min_commission = 5, volume_cap = 0.25;
  std::string stamp_duty, transfer_fee;  // "": by date.
  std::string slippage = "0", size = "all_in", rules = "a_share";
  double stop_loss = 0, take_profit = 0, trailing_stop = 0, risk_free = 0;
  std::size_t max_bars = 0, rolling_window = 126, resamples = 2000, trades = 10, rows = 30;
  std::uint64_t seed = 1;
  std::string periods_per_year, benchmark, output, show, theme;
  bool all = false, pessimistic = false, at_close = false, drop_unfilled = false;
  bool dividend_tax = false, exchange_fees = false, close_at_end = false;
  bool strategies = false, history = false;
  std::string metric = "sharpe", walk_forward;
  std::size_t purge = 0;
  bool anchored = false;
  bool portfolio = false, keep_between = false;
  std::string rebalance = "month", rank = "momentum", weights = "equal";
  std::size_t top = 10, lookback = 60;
  double cash_reserve = 0, band = 0.2;
  // Options without an effect on some kinds, with the kinds that they have one on (a sum of BacktestKind).
  struct Limited {
    const CLI::Option* option;
    unsigned kinds;
  };
  std::vector<Limited> limited;
};

void add_backtest_options(CLI::App& app, BacktestOptions& options, const Session& session);
// Those alone that say how a strategy trades.
void add_trading_options(CLI::App& app, BacktestOptions& options, const Session& session);

// Requires: request_of() took the options.
BacktestKind kind_of(const BacktestOptions& options);

// Errors: invalid_argument, naming the option and what it takes.
Result<coordinators::BacktestRequest> request_of(const BacktestOptions& options);

// To search its strategy's parameters (fwq optimize): those may be ranges. Errors: as request_of().
Result<coordinators::BacktestRequest> optimization_of(const BacktestOptions& options);

// Of kind `search`. Errors: as request_of().
Result<coordinators::VariantsRequest> search_of(const BacktestOptions& options);

// Of kind `portfolio`. Errors: as request_of().
Result<coordinators::PortfolioRequest> portfolio_of(const BacktestOptions& options);

}  // namespace fwq::cli
