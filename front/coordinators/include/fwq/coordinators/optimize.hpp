// What an optimization works on, what came of it, and how that is told; the work itself is AlgorithmOptimizer's.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "fwq/coordinators/backtest.hpp"
#include "fwq/coordinators/home.hpp"
#include "fwq/coordinators/market.hpp"
#include "fwq/coordinators/scan.hpp"
#include "fwq/optimization/faithful_objective.hpp"
#include "fwq/optimization/optimization.hpp"
#include "fwq/optimization/version_manager.hpp"

namespace fwq::coordinators {

// An optimization of a pattern or of a strategy.
struct PatternOptimization {
  std::string
      id;  // Of pattern, settings, baseline and data: the same request has the same id and goes on where it was.
  const analysis::PatternDef* pattern = nullptr;
  const backtest::StrategyDef* strategy = nullptr;  // In place of a pattern.
  optimization::OptimizationConfig config;
  optimization::OptimizationOutcome outcome;
  // In force when it began: the baseline. Strategies have no versions: theirs are the defaults.
  optimization::PatternVersion before;
  std::optional<optimization::PatternVersion>
      version;  // What was kept; none if nothing beat the baseline in training.
  bool activated = false;
  std::size_t taken_up = 0;  // Trials that were known already.
  std::string data_hash;
  std::size_t series = 0, bars = 0;  // 0 where the metric is counted on drawn windows.
  std::array<data::Time, optimization::kParts + 1> begins{};  // Of the parts; the last is the end.
  std::vector<UnreadSeries> unread;
  std::vector<std::pair<double, double>> ranges;  // That were searched, one for each parameter.
  // Of a strategy: how it traded, what it followed, and where the windows of the walk-forward were judged (their begins, and the end).
  std::vector<BacktestSetting> settings;
  std::vector<std::string> patterns;
  std::vector<data::Time> windows;

  std::string_view subject() const noexcept { return strategy ? strategy->id : pattern->id; }
  std::string_view title_en() const noexcept {
    return strategy ? strategy->title_en : pattern->name_en;
  }
  std::string_view title_zh() const noexcept {
    return strategy ? strategy->title_zh : pattern->name_zh;
  }
  std::span<const analysis::ParamDef> params() const noexcept {
    using Span = std::span<const analysis::ParamDef>;
    return strategy ? Span(strategy->params) : Span(pattern->params);
  }
  // The described range where none is known.
  std::pair<double, double> range(std::size_t i) const noexcept {
    return i < ranges.size() ? ranges[i] : std::pair(params()[i].min, params()[i].max);
  }
  // A time on the last day of a part, and of a window: the next one begins with a bar of a later day.
  data::Time part_end(std::size_t part) const noexcept {
    return begins[part + 1] - (part + 1 < optimization::kParts ? data::kSecondsPerDay : 1);
  }
  data::Time window_end(std::size_t window) const noexcept {
    return windows[window + 1] - data::kSecondsPerDay;
  }
  // Which window of the walk-forward, from 1, a trial was made in; 0: there are none.
  std::size_t window_of(std::size_t trial) const noexcept {
    if (windows.empty()) return 0;
    std::size_t window = 1;
    for (const auto& fold : outcome.folds) {
      if (trial < fold.trials) break;
      trial -= fold.trials;
      ++window;
    }
    return window;
  }
  bool maximises_sharpe() const noexcept { return config.target_metric == "sharpe"; }
};

// The market, ready to be searched again and again. Requires: `snapshot` outlives it. Errors: as Market::open, cancelled.
struct OptimizationMarket {
  std::vector<optimization::ObjectiveSeries> series;
  std::string data_hash;
  std::size_t bars = 0;
  std::vector<UnreadSeries> unread;
};
Result<OptimizationMarket> load_for_optimization(const data::Snapshot& snapshot,
                                                 const data::SystemDb& db,
                                                 const MarketRequest& request,
                                                 core::TaskSystem& tasks,
                                                 const core::TaskContext& context = {});

// Securities ready to be traded again and again, each with its raw bars. Requires: `data` outlives it.
struct StrategyMarket {
  std::vector<backtest::TradedSeries> series;
  std::string data_hash;
  std::size_t bars = 0;
  std::vector<UnreadSeries> unread;
  std::vector<BacktestSetting> settings;  // Which securities.
};
// Those that the request names, or all. Errors: as backtest_market, cancelled.
Result<StrategyMarket> load_for_strategies(const BacktestData& data, const BacktestRequest& request,
                                           core::TaskSystem& tasks,
                                           const core::TaskContext& context = {});

// What a name stands for: patterns (a group has several), or a strategy. Errors: not_found, with the nearest of both.
struct Optimizable {
  std::vector<const analysis::PatternDef*> patterns;
  const backtest::StrategyDef* strategy = nullptr;
};
Result<Optimizable> find_optimizable(std::string_view name);

// What it found, in both languages: the verdict first, then how far luck explains it.
struct OptimizationFinding {
  // Stable: "verdict", "holding", "windows", "luck", "overfitting", "few_hits", "search_form", "failed", "ended".
  std::string id;
  std::string en, zh;
};
std::vector<OptimizationFinding> optimization_findings(const PatternOptimization& done);

// What is kept of one, as a JSON object: "best_params", "best_score", "baseline_score", "validation_score", "test_score" …
std::string optimization_result_json(const PatternOptimization& done);

// The settings of the pattern's newest search, if that was broken off; none if it was finished, or there is none.
Result<std::optional<optimization::OptimizationConfig>> unfinished_config(
    const data::SystemDb& db, const analysis::PatternDef& pattern);

}  // namespace fwq::coordinators
