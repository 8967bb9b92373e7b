// Portfolio: many securities, one cash account. At the end of each day, week or month the best are chosen and weighted; orders
// go to the next open, sales first.
//
//   eligible   the strategy wants it (where there is one), its score is a number, and it has a bar on the day of choice
//   chosen     the `capacity` highest scores; of equal ones the first by symbol
//   weights    equal, or by the inverse of volatility; together 1 - cash_reserve
//   orders     what is not chosen is sold whole; a holding is brought to its weight only where it is further from it than
//              `band` of it; purchases follow in order of rank, as far as the cash goes
// In between, what the strategy no longer wants is sold at the next open (unless exit_between is off). Purchases that cannot be
// filled are dropped at the next choice, sales stay until they are filled. Everything else is as in broker.hpp and engine.hpp:
// T+1, limits, lots, costs by date, ex-rights events, cuts.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "fwq/backtest/engine.hpp"
#include "fwq/backtest/strategy.hpp"
#include "fwq/core/result.hpp"
#include "fwq/core/tasks.hpp"

namespace fwq::backtest {

enum class Rebalance : std::uint8_t { day, week, month };
std::string_view to_string(Rebalance value) noexcept;
Result<Rebalance> parse_rebalance(std::string_view text);  // Errors: invalid_argument.

// What a security is ranked by; the highest first. Over `lookback` bars of adjusted prices.
enum class Ranking : std::uint8_t {
  momentum,        // Change of the close.
  reversal,        // Minus that.
  low_volatility,  // Minus the standard deviation of daily log returns.
  turnover,        // Mean amount traded, in CNY: the most liquid.
  symbol,          // By symbol: no ranking.
};
std::string_view to_string(Ranking value) noexcept;
Result<Ranking> parse_ranking(std::string_view text);

enum class Weighting : std::uint8_t { equal, inverse_volatility };
std::string_view to_string(Weighting value) noexcept;
Result<Weighting> parse_weighting(std::string_view text);

struct PortfolioOptions {
  EngineOptions engine = {};
  Rebalance rebalance = Rebalance::month;
  Ranking ranking = Ranking::momentum;
  Weighting weighting = Weighting::equal;
  std::size_t capacity = 10;  // Most securities held.
  std::size_t lookback = 60;  // Bars, for ranking and volatility.
  double cash_reserve = 0;    // Share of the equity kept as cash, in [0,1).
  double band = 0.2;          // How far a holding may drift from its weight, as a fraction of it.
  bool exit_between = true;
};
// Errors: invalid_argument.
Result<void> check(const PortfolioOptions& options);

// What each bar of `signals` scores: NaN where it cannot be told yet. No look-ahead.
std::vector<double> ranking_scores(Ranking ranking, const data::Bars& signals,
                                   std::size_t lookback);

struct PortfolioResult {
  Money start = 0, end = 0;
  EquityCurve equity;  // At each time at which any security has a bar, within the range.
  Journal
      journal;  // Fills and trades name securities by their index; bars are those of their own series.
  std::vector<std::size_t> held;  // How many securities are held at the end of each of these times.
  std::vector<std::int64_t> open_shares;  // By security, at the end.
  std::size_t rebalances = 0, cuts = 0, flagged_events = 0;
  std::size_t times_held = 0;  // Times that ended with any holding.
};

// `strategy` filters what may be held; none: everything may. Securities in any order; the result does not depend on it but for
// their numbers. Errors: invalid_argument (options, a security twice), not_found (no security has a bar in the range),
// cancelled. Progress counts times.
// Cost: O(bars) with the union of their times; memory for two doubles a bar.
Result<PortfolioResult> run_portfolio(std::span<const TradedSeries> securities,
                                      const std::optional<StrategyCall>& strategy,
                                      const Rulebook& rules, const PortfolioOptions& options = {},
                                      const core::TaskContext& context = {});

}  // namespace fwq::backtest
