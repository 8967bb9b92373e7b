// The queue of patterns, its workers, and how it stands.
#include "fwq/coordinators/auto_tuner.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <thread>

#include "tuning_plan.hpp"

namespace fwq::coordinators {
namespace {

using Clock = std::chrono::steady_clock;
using optimization::OptimizationConfig;

double seconds_since(Clock::time_point begin) {
  return std::chrono::duration<double>(Clock::now() - begin).count();
}

double fraction_of(const TuneTask& task) {
  if (task.state != TuneState::pending && task.state != TuneState::running) return 1;
  return task.progress.of == 0 ? 0
                               : static_cast<double>(task.progress.evaluations) /
                                     static_cast<double>(task.progress.of);
}

}  // namespace

std::string_view to_string(TuneState state) noexcept {
  switch (state) {
    case TuneState::pending:
      return "pending";
    case TuneState::running:
      return "running";
    case TuneState::completed:
      return "completed";
    case TuneState::failed:
      return "failed";
    case TuneState::cancelled:
      return "cancelled";
  }
  return "";
}

AutoTuner::AutoTuner(const Home& home, const OptimizationMarket& market, core::TaskSystem& tasks,
                     TunerOptions options)
    : home_(home),
      market_(market),
      tasks_(tasks),
      options_(options),
      optimizer_(home, tasks,
                 {.activate = false,  // When all are judged.
                  .anew = options.anew,
                  .now = options.now,
                  .events = options.events}) {}

Result<void> AutoTuner::add_task(std::string_view pattern_or_group, int priority,
                                 const OptimizationConfig& config) {
  if (priority < 1 || priority > 10) {
    return Error{Errc::invalid_argument,
                 fmt::format("a priority is 1 to 10, not {}; 1 comes first", priority),
                 fmt::format("优先级为 1–10（1 最先），而不是 {}", priority)};
  }
  FWQ_TRY(optimization::check(config));
  FWQ_TRY_ASSIGN(patterns, optimization::find_patterns(pattern_or_group));
  const std::scoped_lock lock(mutex_);
  if (begun_) {
    return Error{Errc::invalid_argument, "the batch has begun: nothing can be added to it",
                 "批量优化已开始，不能再添加任务"};
  }
  for (const auto* pattern : patterns) {
    auto at = std::find_if(entries_.begin(), entries_.end(),
                           [&](const auto& entry) { return entry->task.pattern == pattern; });
    if (at == entries_.end()) at = entries_.insert(at, std::make_unique<Entry>());
    TuneTask& task = (*at)->task;
    task.pattern = pattern;
    task.priority = priority;
    task.config = config;
    task.why.clear();
    task.why_zh.clear();
  }
  std::stable_sort(entries_.begin(), entries_.end(), [](const auto& a, const auto& b) {
    return a->task.priority < b->task.priority;
  });
  return {};
}

Result<void> AutoTuner::add_all(const OptimizationConfig& config) {
  for (const auto* pattern : analysis::built_in_patterns()) {
    if (pattern->params.size() > 0) FWQ_TRY(add_task(pattern->id, 5, config));
  }
  return {};
}

Result<std::vector<PatternRating>> AutoTuner::add_smart(const std::vector<std::string>& among,
                                                        const SmartOptions& options,
                                                        const OptimizationConfig& base,
                                                        const core::TaskContext& context) {
  FWQ_TRY_ASSIGN(ratings, rate_patterns(home_, market_, among, base, tasks_, context));
  FWQ_TRY_ASSIGN(plans, plan_smart(home_, ratings, options, base));
  for (const SmartPlan& plan : plans) {
    FWQ_TRY(add_task(plan.pattern->id, 5, plan.config));
    const std::scoped_lock lock(mutex_);
    for (const auto& entry : entries_) {
      if (entry->task.pattern != plan.pattern) continue;
      entry->task.why = plan.why;
      entry->task.why_zh = plan.why_zh;
    }
  }
  return ratings;
}

// The next task; none when all are taken. Waits while the batch is paused.
AutoTuner::Entry* AutoTuner::take(const core::TaskContext& context) {
  std::unique_lock lock(mutex_);
  wake_.wait(lock, context.stop_token(), [&] { return !paused_; });
  if (context.cancelled()) return nullptr;
  for (const auto& entry : entries_) {
    if (entry->task.state != TuneState::pending) continue;
    entry->task.state = TuneState::running;
    entry->begun = Clock::now();
    return entry.get();
  }
  return nullptr;
}

void AutoTuner::tell(const core::TaskContext& context, const std::function<void()>& changed) {
  const std::scoped_lock one_at_a_time(telling_);
  double sum = 0;
  std::string names;
  {
    const std::scoped_lock lock(mutex_);
    for (const auto& entry : entries_) {
      sum += fraction_of(entry->task);
      if (entry->task.state != TuneState::running) continue;
      names += fmt::format("{}{}", names.empty() ? "" : ", ", entry->task.pattern->id);
    }
    sum /= static_cast<double>(entries_.size());
  }
  context.report(sum, names);
  if (changed) changed();
}

void AutoTuner::run(Entry& entry, const core::TaskContext& context,
                    const std::function<void()>& changed) {
  const std::stop_callback pass_on(context.stop_token(), [&] { entry.stop.request_stop(); });
  tell(context, changed);
  OptimizerHooks hooks;
  hooks.on_progress = [&](std::string_view, const optimization::OptimizationProgress& progress) {
    {
      std::unique_lock lock(mutex_);
      entry.task.progress = progress;
    }
    tell(context, changed);
    std::unique_lock lock(mutex_);
    wake_.wait(lock, entry.stop.get_token(), [&] { return !paused_; });
  };
  auto done = optimizer_.optimize_pattern(market_, entry.task.pattern->id, entry.task.config,
                                          core::TaskContext(entry.stop.get_token(), {}), hooks);
  {
    const std::scoped_lock lock(mutex_);
    TuneTask& task = entry.task;
    task.seconds = seconds_since(entry.begun);
    if (!done) {
      task.state = done.error().code == Errc::cancelled ? TuneState::cancelled : TuneState::failed;
      task.error = done.error().text(false);
      task.error_zh = done.error().text(true);
    } else {
      task.state = done->front().outcome.end == optimization::SearchEnd::cancelled
                       ? TuneState::cancelled
                       : TuneState::completed;
      task.done = std::move(done->front());
    }
  }
  tell(context, changed);
}

void AutoTuner::work(const core::TaskContext& context, const std::function<void()>& changed) {
  while (Entry* entry = take(context)) run(*entry, context, changed);
}

Result<TuningReport> AutoTuner::run_batch_optimization(const core::TaskContext& context,
                                                       const std::function<void()>& changed) {
  {
    const std::scoped_lock lock(mutex_);
    if (begun_) {
      return Error{Errc::invalid_argument, "this batch has been run: make another tuner",
                   "该批量优化已运行过，请另建一个"};
    }
    if (entries_.empty()) {
      return Error{Errc::invalid_argument, "there is nothing to optimize: add a pattern",
                   "没有要优化的形态，请先添加"};
    }
    begun_ = true;
    since_ = Clock::now();
  }
  std::vector<std::jthread> workers;
  const std::size_t count = std::clamp<std::size_t>(options_.max_workers, 1, entries_.size());
  for (std::size_t i = 1; i < count; ++i) workers.emplace_back([&] { work(context, changed); });
  work(context, changed);
  workers.clear();  // Joins.
  std::vector<TuneTask> finished;
  {
    const std::scoped_lock lock(mutex_);
    for (const auto& entry : entries_) {
      if (entry->task.state == TuneState::pending) entry->task.state = TuneState::cancelled;
      finished.push_back(entry->task);
    }
  }
  TuningReport report = judge_together(std::move(finished));
  report.was_cancelled = context.cancelled();
  // Of a batch that was broken off not all can be judged together.
  if (options_.activate && !report.was_cancelled) FWQ_TRY(put_in_force(report));
  recommend(report, options_.significance);
  return report;
}

Result<void> AutoTuner::put_in_force(TuningReport& report) const {
  for (TuneTask& task : report.tasks) {
    if (!holds_among_all(task, options_.significance) || !task.done->version) continue;
    FWQ_TRY_ASSIGN(db, home_.database(false));
    FWQ_TRY(optimization::VersionManager(db).activate_version(
        *task.pattern, std::to_string(task.done->version->number)));
    task.activated = true;
    ++report.activated;
  }
  return {};
}

TuningStatus AutoTuner::get_optimization_status() const {
  TuningStatus status;
  const std::scoped_lock lock(mutex_);
  status.paused = paused_;
  for (const auto& entry : entries_) {
    TuneTask task = entry->task;
    task.done.reset();
    if (task.state == TuneState::running) task.seconds = seconds_since(entry->begun);
    status.fraction += fraction_of(task) / static_cast<double>(entries_.size());
    status.pending += task.state == TuneState::pending ? 1U : 0U;
    status.running += task.state == TuneState::running ? 1U : 0U;
    status.completed += task.state == TuneState::completed ? 1U : 0U;
    status.failed += task.state == TuneState::failed ? 1U : 0U;
    status.cancelled += task.state == TuneState::cancelled ? 1U : 0U;
    status.tasks.push_back(std::move(task));
  }
  if (!begun_) return status;
  status.seconds = seconds_since(since_);
  // Later patterns may be slower or faster: a guess, and none before something is done.
  constexpr double kEnough = 0.01;
  if (status.fraction >= kEnough)
    status.seconds_left = status.seconds * (1 - status.fraction) / status.fraction;
  return status;
}

void AutoTuner::pause() {
  const std::scoped_lock lock(mutex_);
  paused_ = true;
}

void AutoTuner::resume() {
  {
    const std::scoped_lock lock(mutex_);
    paused_ = false;
  }
  wake_.notify_all();
}

bool AutoTuner::cancel_task(std::string_view pattern) {
  const std::scoped_lock lock(mutex_);
  for (const auto& entry : entries_) {
    TuneTask& task = entry->task;
    if (task.pattern->id != pattern) continue;
    if (task.state == TuneState::pending) {
      task.state = TuneState::cancelled;
      return true;
    }
    if (task.state != TuneState::running) return false;
    entry->stop.request_stop();
    return true;
  }
  return false;
}

}  // namespace fwq::coordinators
