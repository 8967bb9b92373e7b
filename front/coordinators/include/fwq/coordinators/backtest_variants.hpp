// Try a strategy with many values of its parameters on one stored security, and say how much of the best is luck.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "fwq/backtest/variants.hpp"
#include "fwq/coordinators/backtest.hpp"
#include "fwq/core/event_bus.hpp"

namespace fwq::coordinators {

// Parameters of the request may name several values: "5,10,20", "5..20", "5..20/5".
struct VariantsRequest {
  // One symbol. No benchmark: variants stand beside the security bought and held. Nothing is resampled.
  BacktestRequest base;
  std::string metric = "sharpe";  // One of variant_metrics().
  // Walk-forward besides, when set: bars to choose on and bars to judge on, both or neither.
  std::size_t train = 0, test = 0;
  std::size_t purge = 0;  // Bars left out between them.
  bool anchored = false;  // Choose on everything before.
  // Told (core::OptimizationStarted, with the run id, "grid" and the number of variants) when the search begins.
  core::EventBus* events = nullptr;
};

struct VariantsBacktest {
  std::string run_id;
  data::Symbol symbol;
  std::string name;    // "" when no name list has it.
  std::string source;  // Of the bars.
  data::Period period = data::Period::day;
  const backtest::StrategyDef* strategy = nullptr;
  backtest::Variants variants;
  backtest::VariantTable table;
  std::optional<backtest::WalkForward> walk;
  std::size_t train = 0, test = 0, purge = 0;  // As they were asked for.
  bool anchored = false;
  std::vector<data::Time> times;    // Of the series' bars: windows count them.
  std::size_t first = 0, last = 0;  // Bars [first, last) are the range.
  double cash = 0;                  // At the start.
  // The same cash in the security itself, by the same costs and rules: over the range, and over the tests of the walk-forward
  // (as long as its equity).
  double buy_and_hold_return = 0, buy_and_hold_sharpe = 0;
  std::vector<double> walk_hold;
  backtest::MetricOptions metric_options;
  std::string metric;
  std::vector<BacktestRemark> findings;  // What came out, in words: what matters most first.
  std::vector<BacktestRemark> remarks;
  std::vector<BacktestSetting> settings;  // Parameters as they were asked for.

  const backtest::VariantRow& best() const noexcept { return table.rows.front(); }
  const backtest::StrategyCall& call(const backtest::VariantRow& row) const noexcept {
    return variants.calls[row.variant];
  }
};

// Ids of the metrics that a search may maximise: those of which more is better, and which a variant that never trades does not
// win.
std::span<const std::string_view> variant_metrics() noexcept;

// Indices of the parameters that took more than one value, in the strategy's order.
std::vector<std::size_t> varied_parameters(const VariantsBacktest& test);

// The values of a variant: "short = 5, long = 20". Without `only_varied`: all of them.
std::string variant_text(const VariantsBacktest& test, const backtest::StrategyCall& call,
                         bool only_varied = false);

// Every combination that the strategy accepts is tried; those that it refuses are counted. Progress counts runs.
// Errors: as backtest_symbol; those of expand_variants; invalid_argument (more than one symbol, a metric that is not to be
// maximised, a benchmark, a train window without a test window or the other way round, windows longer than the range), cancelled.
// The same for any number of threads. Blocking.
Result<VariantsBacktest> backtest_variants(const BacktestData& data, const VariantsRequest& request,
                                           core::TaskSystem& tasks,
                                           const core::TaskContext& context = {});

}  // namespace fwq::coordinators
