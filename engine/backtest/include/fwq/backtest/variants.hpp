// Variants: one strategy with many values of its parameters, what trying them all tells, and walk-forward, which chooses on one
// part of the past and judges on the next.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "fwq/backtest/engine.hpp"
#include "fwq/backtest/metrics.hpp"
#include "fwq/backtest/statistics.hpp"
#include "fwq/backtest/strategy.hpp"
#include "fwq/backtest/target_strategy.hpp"
#include "fwq/core/result.hpp"
#include "fwq/core/tasks.hpp"

namespace fwq::backtest {

// Whether any value names more than one: "5,10,20", "5..20" (in the parameter's step) or "5..20/5".
bool has_variants(std::span<const NamedValue> given) noexcept;

struct Variants {
  std::vector<StrategyCall> calls;  // The first parameter changes slowest.
  std::size_t impossible = 0;       // Combinations that the strategy refuses, left out.
  Error refused;                    // Why the last of those was.
};
// Every combination of the values given (a value named twice counts once); what is not given keeps its default. Errors: those of bind_strategy for a single value;
// invalid_argument (more than `most` combinations, a range that is none, none of them possible).
Result<Variants> expand_variants(const StrategyDef& def, std::span<const NamedValue> given,
                                 std::size_t most = 10'000);

struct VariantRow {
  std::size_t variant = 0;  // Index into the calls.
  Money end = 0;
  double total_return = 0, cagr = 0, sharpe = 0, max_drawdown = 0;
  double score = 0;  // The metric that is maximised; NaN: it has none.
  std::size_t trades = 0;
};
struct VariantTable {
  std::vector<VariantRow>
      rows;  // By score, best first; without a score last; else in the order of the calls.
  DeflatedSharpe deflated;  // Of the best, given how many were tried.
};

struct VariantOptions {
  EngineOptions engine = {};
  TargetOptions target = {};
  MetricOptions metrics = {};
  std::string_view metric = "sharpe";  // Maximised; an id of the metrics.
};

// Runs all on `tasks`; progress counts variants. The same for any number of threads.
// Errors: those of the engine, not_found (no such metric), invalid_argument (no variant), cancelled. Blocking.
Result<VariantTable> try_variants(const TradedSeries& series, std::span<const StrategyCall> calls,
                                  const Rulebook& rules, const VariantOptions& options,
                                  core::TaskSystem& tasks, const core::TaskContext& context = {});

struct WalkForwardOptions {
  VariantOptions variants = {};
  std::size_t train = 500, test = 125;  // Bars.
  bool anchored = false;  // Train on everything before, in place of the last `train` bars.
  std::size_t purge = 0;  // Bars left out between the two.
};
struct WalkForwardRow {
  Window window;            // Bars of the series.
  std::size_t variant = 0;  // Chosen in training.
  double train_score = 0, test_score = 0;
  double train_return = 0, test_return = 0;  // Of the chosen one, over the whole window.
  std::size_t test_trades = 0;               // Closed within the test.
  bool traded =
      true;  // False: no variant had a score in training, and nothing was done in the test.
};
struct WalkForward {
  std::vector<WalkForwardRow> rows;
  EquityCurve
      equity;  // Of the tests, one after the other; each begins with what the last one left, in cash.
  std::vector<Trade> trades;         // Of the tests; bars are those of the series.
  std::vector<MetricValue> metrics;  // Of that curve.
  // Mean yearly return of the tests over that of the trainings (Pardo's walk-forward efficiency); NaN where the latter is not
  // above 0.
  double efficiency = 0;
};
// Errors: as try_variants and walk_forward_windows. Positions end with each test. Cost: windows x variants x bars.
Result<WalkForward> walk_forward(const TradedSeries& series, std::span<const StrategyCall> calls,
                                 const Rulebook& rules, const WalkForwardOptions& options,
                                 core::TaskSystem& tasks, const core::TaskContext& context = {});

}  // namespace fwq::backtest
