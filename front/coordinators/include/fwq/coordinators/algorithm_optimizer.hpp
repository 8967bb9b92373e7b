// AlgorithmOptimizer: searches the parameters of patterns and strategies in a home, keeps every try, and puts patterns in force that
// are better.
//
// One search of a pattern or strategy at a time in a home, whichever program makes it; searches of different patterns go side by side.
// Each try is in the database before the next begins: killed or cancelled, the same request goes on from there.
//
// Threads: all functions from any thread at once. Blocking: optimize_pattern().
#pragma once

#include <functional>
#include <map>
#include <mutex>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "fwq/coordinators/optimize.hpp"
#include "fwq/core/event_bus.hpp"
#include "fwq/core/performance_monitor.hpp"

namespace fwq::coordinators {

struct OptimizerOptions {
  bool activate = true;  // Put a version in force that is better; false: only keep it.
  bool anew = false;     // Forget the trials of an earlier, same optimization.
  data::Time now = 0;
  core::EventBus* events =
      nullptr;  // Told (core::OptimizationStarted) when a search begins; outlives it.
  core::PerformanceMonitor* monitor = nullptr;  // Measures "search".
};

// What a search tells on its way, from any thread, one call at a time. `subject`: id of the pattern or strategy.
struct OptimizerHooks {
  std::function<void(std::string_view subject, const std::string& id)> on_started = {};
  std::function<void(std::string_view subject, const optimization::OptimizationProgress&)>
      on_progress = {};
  // Also of one that was cancelled after some tries. Of a group, before the next begins.
  std::function<void(const PatternOptimization&)> on_finished = {};
};

class AlgorithmOptimizer {
 public:
  // All outlive it. Searches use the threads of `tasks`, or config.workers of their own.
  AlgorithmOptimizer(const Home& home, core::TaskSystem& tasks, OptimizerOptions options = {})
      : home_(home), tasks_(tasks), options_(options) {}

  // A pattern, or each of a group, one after the other; of a group that was cancelled, those that were begun.
  // `market` is not looked at, and may be empty, where the metric is counted on drawn windows (optimization::is_planted_metric).
  // The same result for any number of threads. Errors: not_found, with the nearest name; those of optimization::check,
  // PatternObjective::make, the database; unavailable (the same pattern is being optimized in this home); cancelled before the first
  // try. Of a group, what was finished before the error has been told to on_finished.
  Result<std::vector<PatternOptimization>> optimize_pattern(
      const OptimizationMarket& market, std::string_view pattern_or_group,
      const optimization::OptimizationConfig& config = {}, const core::TaskContext& context = {},
      const OptimizerHooks& hooks = {});

  // A strategy in the back-tester, by the request's account, costs and rules. Its parameters take one value ("20": not searched) or a
  // range ("5..60"); those that are not given have their described range. config.folds are windows of a walk-forward. Nothing is put
  // in force: strategies have no versions. Errors: those of optimization::check, StrategyObjective::make, the database;
  // invalid_argument, not_found (the request); unavailable, cancelled as above.
  Result<PatternOptimization> optimize_strategy(const StrategyMarket& market,
                                                const BacktestRequest& request,
                                                const optimization::OptimizationConfig& config = {},
                                                const core::TaskContext& context = {},
                                                const OptimizerHooks& hooks = {});

  // Those of a pattern or strategy, or of all (""), newest first. Errors: not_found, with the nearest name; those of the database.
  Result<std::vector<data::OptimizationRecord>> get_optimization_history(
      std::string_view subject = "") const;

  // Ends a search of this object, by the id that on_started, the event and the history name, within 100 ms: optimize_pattern()
  // returns what was tried so far. False: there is none of that id at work.
  bool cancel_optimization(std::string_view optimization_id);

 private:
  class Running;
  Result<PatternOptimization> optimize_one(const OptimizationMarket& market,
                                           const analysis::PatternDef& pattern,
                                           const optimization::OptimizationConfig& config,
                                           const core::TaskContext& context,
                                           const OptimizerHooks& hooks);

  // Searches, and keeps each try; `done` knows what and how. Errors also: cancelled, before the first try.
  Result<void> search(data::SystemDb& db, const optimization::Objective& objective,
                      std::span<const double> current, const core::TaskContext& context,
                      const OptimizerHooks& hooks, PatternOptimization& done);
  Result<core::FileLock> lock_of(std::string_view subject) const;
  Result<void> keep(data::SystemDb& db, const PatternOptimization& done, std::string_view state,
                    std::string result = "{}") const;

  const Home& home_;
  core::TaskSystem& tasks_;
  const OptimizerOptions options_;
  std::mutex mutex_;
  std::map<std::string, std::stop_source, std::less<>> running_;  // By id.
};

}  // namespace fwq::coordinators
