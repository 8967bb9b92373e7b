// How far the figures of a back-test can be trusted: intervals by resampling, the Sharpe ratio after many tries,
// another order of trades, and windows for choosing on one part of the past and judging on the next.
//
// Random results depend on the seed only: the same for any number of threads, on any system.
//
// Source: Politis & Romano 1994 (stationary bootstrap); Bailey & Lopez de Prado 2012 (probabilistic Sharpe ratio) and
//         2014 (deflated Sharpe ratio); Pardo 2008 (walk-forward); Lopez de Prado 2018, ch. 7 (purging).
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "fwq/backtest/metrics.hpp"
#include "fwq/core/result.hpp"
#include "fwq/core/tasks.hpp"

namespace fwq::backtest {

// ---- The Sharpe ratio as evidence ---------------------------------------------------------------------------------

// What a sample says of its Sharpe ratio. Per period, not per year.
struct SharpeEvidence {
  double sharpe = 0;    // mean / sample deviation of the returns above risk-free.
  double periods = 0;   // Returns in the sample.
  double skew = 0;      // Of population moments.
  double kurtosis = 3;  // Raw: 3 is normal.
};

// Of an equity curve; NaN where there is no Sharpe ratio. [any-thread]
SharpeEvidence sharpe_evidence(std::span<const double> equity, const MetricOptions& options = {});

// The probability that the true Sharpe ratio is above `threshold` (per period):
// Phi((sharpe - threshold) * sqrt(periods - 1) / sqrt(1 - skew * sharpe + (kurtosis - 1) / 4 * sharpe^2)).
// NaN below two periods, or where the root has no value. [any-thread]
double probabilistic_sharpe(const SharpeEvidence& evidence, double threshold = 0);

// The highest Sharpe ratio to be expected of `trials` tries none of which is any good, whose Sharpe ratios
// vary by `variance`: sqrt(variance) * ((1 - g) * q(1 - 1/trials) + g * q(1 - 1/(trials * e))), q the normal quantile
// and g Euler's constant. 0 for fewer than two trials. In the unit of sqrt(variance). [any-thread]
double expected_best_sharpe(double trials, double variance);

struct DeflatedSharpe {
  double sharpe = 0;       // Yearly.
  double hurdle = 0;       // expected_best_sharpe of the variants, yearly.
  double variance = 0;     // Of their yearly Sharpe ratios (sample).
  std::size_t trials = 0;  // Variants counted.
  double probability = 0;  // That the true Sharpe ratio is above the hurdle.
};

// Of the chosen curve, given the yearly Sharpe ratios ("sharpe" of the metrics) of all variants tried, the chosen one
// among them. Variants without a Sharpe ratio (NaN: never traded) do not count. One variant: the hurdle is 0.
// Tries that resemble each other count in full, so the hurdle is on the careful side. [any-thread]
DeflatedSharpe deflated_sharpe(std::span<const double> equity,
                               std::span<const double> variant_sharpes,
                               const MetricOptions& options = {});

// The standard normal distribution and its inverse (p in (0, 1), infinite at 0 and 1, else NaN), to 1e-15. [any-thread]
double normal_cdf(double x);
double normal_quantile(double p);

// ---- Intervals by resampling ---------------------------------------------------------------------------------------

struct BootstrapOptions {
  std::size_t resamples = 2000;  // 1 to 1,000,000.
  double mean_block =
      20;  // Mean length of the blocks that are drawn, in periods, at least 1 (independent).
  double confidence = 0.95;  // In (0, 1).
  std::uint64_t seed = 1;
};

struct Interval {
  double estimate = 0;  // Of the run itself.
  double low = 0,
         high = 0;  // The (1 - confidence) / 2 percentile of the resamples from either end.
};

struct BootstrapIntervals {
  Interval total_return, cagr, sharpe, max_drawdown;  // As in the metrics.
  BootstrapOptions options;                           // What it was done with.
};

// Percentile intervals of the stationary bootstrap: each resample is as long as the run, made of blocks of its returns
// that begin anywhere, go on past the end at the beginning, and end at each period with probability 1 / mean_block.
// `tasks` null: on this thread. Resamples without a value (nothing moved) are left out.
// Errors: invalid_argument (options, fewer than two returns, a curve with a hole or below zero), cancelled. Blocking.
// Cost:   O(resamples * n); 2,000 of 1,200 periods take some 40 ms on one core.
Result<BootstrapIntervals> bootstrap_intervals(std::span<const double> equity,
                                               const MetricOptions& options = {},
                                               const BootstrapOptions& bootstrap = {},
                                               core::TaskSystem* tasks = nullptr,
                                               const core::TaskContext& context = {});

// ---- Another order of trades ---------------------------------------------------------------------------------------

struct TradeOrderOptions {
  std::size_t runs = 2000;  // 1 to 1,000,000.
  std::uint64_t seed = 1;
};

struct Percentiles {
  double p5 = 0, p25 = 0, p50 = 0, p75 = 0, p95 = 0;
};

struct TradeOrderResult {
  double drawdown = 0;      // Of the closed trades in their own order: a fraction, 0 or below.
  double final_equity = 0;  // start + all results.
  Percentiles shuffled_drawdown;   // The same trades in another order.
  Percentiles resampled_drawdown;  // As many trades, drawn with replacement.
  Percentiles resampled_final_equity;
  double chance_of_loss = 0;  // Share of the resampled runs that end below the start.
  TradeOrderOptions options;  // What it was done with.
};

// Each trade counts as pnl / (start + results before it), and runs compound those: bet sizes follow the equity.
// Drawdowns are those of closed trades; what happened while one was open is not in them.
// Errors: invalid_argument (options, no trade, start not above 0, trades that lose more than there was), cancelled.
// Blocking. Cost: O(runs * trades).
Result<TradeOrderResult> trade_order_simulation(std::span<const TradeResult> trades, double start,
                                                const TradeOrderOptions& options = {},
                                                core::TaskSystem* tasks = nullptr,
                                                const core::TaskContext& context = {});

// ---- Walk-forward --------------------------------------------------------------------------------------------------

// Half-open ranges of bars: choose on [train_begin, train_end), judge on [test_begin, test_end).
struct Window {
  std::size_t train_begin = 0, train_end = 0, test_begin = 0, test_end = 0;
  friend bool operator==(const Window&, const Window&) = default;
};

// Windows over `count` bars, oldest first. Test ranges follow each other without gap or overlap, `test` bars each, the
// last one what is left. `train` bars before each (anchored: all from the first bar on), less `purge` bars
// between the two, so that a trade opened in the first does not reach into the second.
// Errors: invalid_argument: train or test 0, or fewer than train + purge + 1 bars. [any-thread]
Result<std::vector<Window>> walk_forward_windows(std::size_t count, std::size_t train,
                                                 std::size_t test, bool anchored,
                                                 std::size_t purge = 0);

}  // namespace fwq::backtest
