// AutoTuner: optimizes many patterns, one or several at a time, and says what follows from the numbers of all of them.
//
// Among many patterns some look better by luck. So a batch puts nothing in force before all of it is judged: a pattern's new parameters
// must be better by its own optimization (validation and test), and their gain in the test, which no search has seen, must hold when
// it is counted how many patterns were tried.
//
// Source: S. Holm, A simple sequentially rejective multiple test procedure, Scandinavian Journal of Statistics 6 (1979).
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "fwq/coordinators/algorithm_optimizer.hpp"

namespace fwq::coordinators {

enum class TuneState : std::uint8_t { pending, running, completed, failed, cancelled };
std::string_view to_string(TuneState state) noexcept;

struct TuneTask {
  const analysis::PatternDef* pattern = nullptr;
  int priority = 5;  // 1 to 10; small ones first, equal ones in the order they were added.
  optimization::OptimizationConfig config;
  TuneState state = TuneState::pending;
  optimization::OptimizationProgress progress;
  double seconds = 0;  // How long it ran.
  std::string why;     // Of smart tuning: why it was chosen, in English; "" otherwise.
  std::string why_zh;  // The same in Chinese.
  std::string error;   // Of a failed one.
  std::string error_zh;
  std::optional<PatternOptimization> done;
  // One-sided, that a gain as in the test comes by chance; alone, and among all patterns of the batch. NaN: not known.
  double p_value = data::kNone, p_adjusted = data::kNone;
  bool activated = false;
};

struct TuningStatus {
  std::vector<TuneTask>
      tasks;  // In the order in which they are, or will be, taken. Without `done`.
  std::size_t pending = 0, running = 0, completed = 0, failed = 0, cancelled = 0;
  bool paused = false;
  double fraction = 0;                      // Of the whole.
  double seconds = 0;                       // Since the batch began.
  std::optional<double> seconds_left = {};  // None: not known yet.
};

struct TuningRecommendation {
  std::string pattern, en, zh;
};

struct TuningReport {
  std::vector<TuneTask> tasks;
  std::size_t total_tasks = 0,
              successful_tasks = 0;  // Successful: better, whether put in force or not.
  std::size_t activated = 0;
  // How many of those that were judged would be successful by luck alone: each by a gain of more than its noise in validation
  // (about 1 in 6) that the test does not gainsay (1 in 2).
  double expected_by_luck = 0;
  double average_improvement = data::kNone;  // Of the lift in the test, of the successful ones.
  std::string best_pattern;  // With the greatest of these; "" if none was successful.
  bool was_cancelled = false;
  std::vector<TuningRecommendation> recommendations;
};

struct TunerOptions {
  std::size_t max_workers = 1;  // Patterns at a time; each uses all threads of the task system.
  bool activate = true;         // False: only keep versions.
  bool anew = false;            // As OptimizerOptions.
  double significance = 0.1;    // p_adjusted at most, to put in force.
  data::Time now = 0;
  core::EventBus* events = nullptr;
};

struct SmartOptions {
  double threshold = 0;            // Patterns with a lower overall_score in validation are taken.
  double minutes_per_pattern = 1;  // About so long may each take.
};

// What smart tuning found when it rated the patterns.
struct PatternRating {
  const analysis::PatternDef* pattern = nullptr;
  double score =
      data::kNone;  // overall_score in validation of what is in force; NaN: it could not be rated.
  std::size_t hits = 0;  // In validation.
  double seconds = 0;    // One evaluation.
  bool chosen = false;
  std::string error, error_zh;  // Of one that could not be rated.
};

class AutoTuner {
 public:
  // All outlive it.
  AutoTuner(const Home& home, const OptimizationMarket& market, core::TaskSystem& tasks,
            TunerOptions options = {});

  // Adds a pattern, or each of a group. One that is there already keeps its place, and takes what is new. Errors: not_found;
  // invalid_argument (priority, config; the batch has begun). [any-thread]
  Result<void> add_task(std::string_view pattern_or_group, int priority = 5,
                        const optimization::OptimizationConfig& config = {});
  // Adds every pattern that has parameters. Errors: as add_task.
  Result<void> add_all(const optimization::OptimizationConfig& config = {});
  // Rates each pattern of `among` (empty: all) by what is in force, and adds those below the threshold, the worst first. Many
  // evaluations within the time: the genetic algorithm, with more generations the wider the gap; few: the Bayesian one. A pattern whose
  // search was broken off goes on with that. `base`: seed, metric and split of time. Errors: as add_task, cancelled.
  Result<std::vector<PatternRating>> add_smart(const std::vector<std::string>& among = {},
                                               const SmartOptions& options = {},
                                               const optimization::OptimizationConfig& base = {},
                                               const core::TaskContext& context = {});

  // Works through the tasks, judges them together, and puts in force what is to be. `changed` is called from any thread, one call at a
  // time, when something has changed. Cancelled, what was finished is judged. Once. Errors: invalid_argument (no task; a
  // second time), and those of the database while versions are put in force. Blocking.
  Result<TuningReport> run_batch_optimization(const core::TaskContext& context = {},
                                              const std::function<void()>& changed = {});

  TuningStatus get_optimization_status() const;  // [any-thread]
  // No evaluation begins until resume(). Time-outs go on. [any-thread]
  void pause();
  void resume();
  // Ends one task that is pending or running. False: there is none. [any-thread]
  bool cancel_task(std::string_view pattern);

 private:
  struct Entry {
    TuneTask task;
    std::stop_source stop;
    std::chrono::steady_clock::time_point begun;
  };
  void work(const core::TaskContext& context, const std::function<void()>& changed);
  Entry* take(const core::TaskContext& context);
  void run(Entry& entry, const core::TaskContext& context, const std::function<void()>& changed);
  void tell(const core::TaskContext& context, const std::function<void()>& changed);
  Result<void> put_in_force(TuningReport& report) const;

  const Home& home_;
  const OptimizationMarket& market_;
  core::TaskSystem& tasks_;
  const TunerOptions options_;
  AlgorithmOptimizer optimizer_;
  mutable std::mutex mutex_;
  std::condition_variable_any wake_;
  std::vector<std::unique_ptr<Entry>> entries_;
  bool paused_ = false, begun_ = false;
  std::chrono::steady_clock::time_point since_;
  std::mutex telling_;
};

// Counts the tasks, and fills in p_value and p_adjusted.
TuningReport judge_together(std::vector<TuneTask> tasks);

}  // namespace fwq::coordinators
