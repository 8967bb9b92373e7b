// Searching, keeping each try, and what becomes of the best.
#include "fwq/coordinators/algorithm_optimizer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "backtest_parts.hpp"
#include "fwq/core/events.hpp"
#include "optimize_json.hpp"
#include "strategy_search.hpp"

namespace fwq::coordinators {
namespace {

using optimization::kParts;
using optimization::Objective;
using optimization::OptimizationConfig;
using optimization::PatternTrial;

// Raised whenever the same settings lead to other trials: what an older program has tried is not taken up.
constexpr std::uint64_t kRevision = 4;

// What it depends on: the same words, the same search. A time-out only ends it sooner, and threads change nothing.
std::string id_of(const PatternOptimization& done, std::string_view baseline) {
  Digest digest;
  digest.add(kRevision);
  digest.add(done.subject());
  Json words = config_json(done.config, done.strategy != nullptr);
  words.erase("timeout_minutes");
  words.erase("workers");
  digest.add(std::string_view(words.dump()));
  digest.add(baseline);
  digest.add(std::string_view(done.data_hash));
  return digest.hex();
}

// Whether a kept trial can be one of so many parameters, beside the first one.
bool is_whole(const PatternTrial& trial, const PatternTrial& first, std::size_t params) {
  const auto is_finite = [](double x) { return std::isfinite(x); };
  if (trial.params.size() != params ||
      !std::all_of(trial.params.begin(), trial.params.end(), is_finite))
    return false;
  if (!trial.measured) return true;
  const auto& months = trial.measured->months;
  return std::all_of(months.begin(), months.end(), is_finite) &&
         (!first.measured || months.empty() || first.measured->months.empty() ||
          months.size() == first.measured->months.size());
}

// Up to the first that is damaged: from there on it is searched again.
std::vector<PatternTrial> earlier_trials(const std::vector<std::string>& texts,
                                         std::size_t params) {
  std::vector<PatternTrial> out;
  for (const std::string& text : texts) {
    auto trial = trial_in(text);
    if (!trial || !is_whole(*trial, out.empty() ? *trial : out[0], params)) break;
    out.push_back(std::move(*trial));
  }
  return out;
}

// Keeps the best as a version, and puts it in force if it is to be.
Result<void> keep_version(data::SystemDb& db, const OptimizerOptions& options,
                          PatternOptimization& done) {
  if (done.outcome.best_params == done.outcome.baseline_params) return {};
  optimization::VersionManager versions(db);
  optimization::VersionNote note;
  note.time = options.now;
  note.author = "optimizer";
  note.method = done.config.algorithm;
  note.message = fmt::format("optimization {}: {} evaluations, {}", done.id,
                             done.outcome.evaluations, to_string(done.outcome.verdict));
  note.metrics = measured_json(done.outcome.best).dump();
  note.data_hash = done.data_hash;
  note.parent = done.before.number;
  FWQ_TRY_ASSIGN(saved, versions.save_version(*done.pattern, done.outcome.best_params, note));
  FWQ_TRY(
      db.put_measure(done.pattern->id, {saved.number, options.now, done.data_hash, note.metrics}));
  FWQ_TRY(db.put_measure(done.pattern->id, {done.before.number, options.now, done.data_hash,
                                            measured_json(done.outcome.baseline).dump()}));
  if (options.activate && done.outcome.verdict == optimization::Verdict::better) {
    FWQ_TRY_ASSIGN(active, versions.activate_version(*done.pattern, std::to_string(saved.number)));
    saved = std::move(active);
    done.activated = true;
  }
  done.version = std::move(saved);
  return {};
}

// On the market's bars, or on drawn windows if the metric is counted on those.
Result<std::unique_ptr<Objective>> objective_of(const OptimizationMarket& market,
                                                const OptimizationConfig& config,
                                                PatternOptimization& done) {
  if (optimization::is_planted_metric(config.target_metric)) {
    FWQ_TRY_ASSIGN(planted, optimization::PlantedObjective::make(*done.pattern, config.planted));
    return std::unique_ptr<Objective>(
        std::make_unique<optimization::PlantedObjective>(std::move(planted)));
  }
  done.data_hash = market.data_hash;
  done.series = market.series.size();
  done.bars = market.bars;
  done.unread = market.unread;
  FWQ_TRY_ASSIGN(objective, optimization::PatternObjective::make(*done.pattern, market.series,
                                                                 config.objective));
  for (std::size_t p = 0; p <= kParts; ++p) done.begins[p] = objective.begin(p);
  FWQ_TRY_ASSIGN(
      faithful,
      optimization::FaithfulObjective::make(
          *done.pattern, std::make_unique<optimization::PatternObjective>(std::move(objective)),
          config.least_fidelity, done.before.parameters));
  return std::unique_ptr<Objective>(
      std::make_unique<optimization::FaithfulObjective>(std::move(faithful)));
}

}  // namespace

// A search that can be cancelled by its id, as long as this lives.
class AlgorithmOptimizer::Running {
 public:
  Running(AlgorithmOptimizer& owner, std::string id, const core::TaskContext& context)
      : owner_(owner),
        id_(std::move(id)),
        pass_on_(context.stop_token(), [this] { stop_.request_stop(); }) {
    const std::scoped_lock lock(owner_.mutex_);
    owner_.running_.insert_or_assign(id_, stop_);
  }
  ~Running() {
    const std::scoped_lock lock(owner_.mutex_);
    owner_.running_.erase(id_);
  }
  Running(const Running&) = delete;
  Running& operator=(const Running&) = delete;
  std::stop_source& stop() noexcept { return stop_; }

 private:
  AlgorithmOptimizer& owner_;
  std::string id_;
  std::stop_source stop_;
  std::stop_callback<std::function<void()>> pass_on_;
};

Result<std::vector<PatternOptimization>> AlgorithmOptimizer::optimize_pattern(
    const OptimizationMarket& market, std::string_view pattern_or_group,
    const OptimizationConfig& config, const core::TaskContext& context,
    const OptimizerHooks& hooks) {
  FWQ_TRY(optimization::check(config));
  FWQ_TRY_ASSIGN(patterns, optimization::find_patterns(pattern_or_group));
  std::vector<PatternOptimization> out;
  for (const auto* pattern : patterns) {
    FWQ_TRY_ASSIGN(done, optimize_one(market, *pattern, config, context, hooks));
    out.push_back(std::move(done));
    if (hooks.on_finished) hooks.on_finished(out.back());
    if (out.back().outcome.end == optimization::SearchEnd::cancelled) break;
  }
  return out;
}

Result<PatternOptimization> AlgorithmOptimizer::optimize_strategy(const StrategyMarket& market,
                                                                  const BacktestRequest& request,
                                                                  const OptimizationConfig& config,
                                                                  const core::TaskContext& context,
                                                                  const OptimizerHooks& hooks) {
  FWQ_TRY(optimization::check(config));
  FWQ_TRY_ASSIGN(plan, strategy_search_of(request));
  PatternOptimization done;
  done.strategy = plan.setup.strategy;
  done.config = config;
  done.patterns = plan.setup.patterns;
  done.settings = std::move(plan.settings);
  done.settings.insert(done.settings.end(), market.settings.begin(), market.settings.end());
  done.data_hash = market.data_hash;
  done.series = market.series.size();
  done.bars = market.bars;
  done.unread = market.unread;
  const auto lock = lock_of(done.subject());
  if (!lock) return lock.error();
  FWQ_TRY_ASSIGN(db, home_.database(false));
  FWQ_TRY_ASSIGN(objective, optimization::StrategyObjective::make(std::move(plan.setup),
                                                                  market.series, config.objective));
  for (std::size_t p = 0; p <= kParts; ++p) done.begins[p] = objective.begin(p);
  if (config.folds > 0) done.windows = objective.window_begins(config.folds);
  done.id = id_of(done, digest_of(done.settings).hex());
  const auto baseline = objective.defaults();
  FWQ_TRY(search(db, objective, baseline, context, hooks, done));
  const bool was_cancelled = done.outcome.end == optimization::SearchEnd::cancelled;
  FWQ_TRY(keep(db, done, was_cancelled ? "cancelled" : "done", optimization_result_json(done)));
  if (hooks.on_finished) hooks.on_finished(done);
  return done;
}

Result<std::vector<data::OptimizationRecord>> AlgorithmOptimizer::get_optimization_history(
    std::string_view subject) const {
  if (!subject.empty()) FWQ_TRY(find_optimizable(subject));
  FWQ_TRY_ASSIGN(db, home_.database(true));
  return db.optimizations(subject);
}

bool AlgorithmOptimizer::cancel_optimization(std::string_view optimization_id) {
  const std::scoped_lock lock(mutex_);
  const auto at = running_.find(optimization_id);
  if (at == running_.end()) return false;
  at->second.request_stop();
  return true;
}

// One search of a pattern or strategy at a time.
Result<core::FileLock> AlgorithmOptimizer::lock_of(std::string_view subject) const {
  return core::FileLock::acquire(home_.folder() / fmt::format(".optimizing-{}", subject),
                                 fmt::format("the optimization of {}", subject));
}

Result<void> AlgorithmOptimizer::search(data::SystemDb& db, const Objective& objective,
                                        std::span<const double> current,
                                        const core::TaskContext& context,
                                        const OptimizerHooks& hooks, PatternOptimization& done) {
  if (options_.anew) FWQ_TRY(db.remove_optimization(done.id));
  FWQ_TRY_ASSIGN(texts, db.trials(done.id));
  const auto earlier = earlier_trials(texts, done.params().size());
  for (const auto& gene : objective.space().genes()) done.ranges.emplace_back(gene.low, gene.high);
  done.taken_up = earlier.size();
  FWQ_TRY(keep(db, done, "running"));
  Running running(*this, done.id, context);
  if (hooks.on_started) hooks.on_started(done.subject(), done.id);
  if (options_.events != nullptr) {
    options_.events->publish(
        core::OptimizationStarted{.optimization_id = done.id,
                                  .pattern = std::string(done.subject()),
                                  .algorithm = done.config.algorithm,
                                  .max_iterations = done.config.max_iterations,
                                  .population_size = done.config.population_size});
  }
  // A trial that cannot be kept ends the search: what it would cost to lose is hours.
  std::optional<Error> not_kept;
  optimization::OptimizationHooks passed;
  passed.on_trial = [&](std::size_t index, const PatternTrial& trial) {
    if (not_kept) return;
    if (const auto kept = db.put_trial(done.id, index, trial_json(trial)); !kept) {
      not_kept = kept.error();
      running.stop().request_stop();
    }
  };
  if (hooks.on_progress) {
    passed.on_progress = [&](const optimization::OptimizationProgress& progress) {
      hooks.on_progress(done.subject(), progress);
    };
  }
  std::optional<core::TaskSystem> own;
  const std::size_t workers = done.config.workers;
  if (workers > 0 && workers != tasks_.threads()) own.emplace(workers);
  auto outcome = core::measure_with(options_.monitor, "search", [&] {
    return optimization::optimize(objective, done.config, own ? *own : tasks_,
                                  core::TaskContext(running.stop().get_token(), {}), passed,
                                  current, earlier);
  });
  if (not_kept) return *not_kept;
  if (!outcome) {
    FWQ_TRY(keep(db, done, outcome.error().code == Errc::cancelled ? "cancelled" : "failed"));
    return std::move(outcome).error();
  }
  done.outcome = std::move(*outcome);
  return {};
}

// The record of a search as it stands.
Result<void> AlgorithmOptimizer::keep(data::SystemDb& db, const PatternOptimization& done,
                                      std::string_view state, std::string result) const {
  return db.put_optimization({.id = done.id,
                              .time = options_.now,
                              .pattern = std::string(done.subject()),
                              .state = std::string(state),
                              .config = config_json(done.config, done.strategy != nullptr).dump(),
                              .result = std::move(result)});
}

Result<PatternOptimization> AlgorithmOptimizer::optimize_one(const OptimizationMarket& market,
                                                             const analysis::PatternDef& pattern,
                                                             const OptimizationConfig& config,
                                                             const core::TaskContext& context,
                                                             const OptimizerHooks& hooks) {
  PatternOptimization done;
  const auto lock = lock_of(pattern.id);
  if (!lock) return lock.error();
  FWQ_TRY_ASSIGN(db, home_.database(false));
  done.pattern = &pattern;
  done.config = config;
  FWQ_TRY_ASSIGN(before, optimization::VersionManager(db).active(pattern));
  done.before = std::move(before);
  FWQ_TRY_ASSIGN(objective, objective_of(market, config, done));
  done.id = id_of(done, done.before.id);
  FWQ_TRY(search(db, *objective, done.before.parameters, context, hooks, done));
  const bool was_cancelled = done.outcome.end == optimization::SearchEnd::cancelled;
  if (!was_cancelled) FWQ_TRY(keep_version(db, options_, done));
  FWQ_TRY(keep(db, done, was_cancelled ? "cancelled" : "done", optimization_result_json(done)));
  return done;
}

}  // namespace fwq::coordinators
