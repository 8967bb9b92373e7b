// Loading the market once, keeping each trial, and what becomes of the best.
#include "fwq/coordinators/optimize.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <nlohmann/json.hpp>

#include "backtest_parts.hpp"
#include "fwq/core/events.hpp"
#include "optimize_json.hpp"

namespace fwq::coordinators {
namespace {

using optimization::kParts;
using optimization::OptimizationConfig;
using optimization::PatternTrial;

// Raised whenever the same settings lead to other trials: what an older program has tried is not taken up.
constexpr std::uint64_t kRevision = 4;

// What it depends on: the same words, the same search. A time-out only ends it sooner.
std::string id_of(const OptimizeRequest& request, const optimization::PatternVersion& before,
                  const std::string& data_hash) {
  Digest digest;
  digest.add(kRevision);
  digest.add(std::string_view(request.pattern));
  Json config = config_json(request.config);
  config.erase("timeout_minutes");
  digest.add(std::string_view(config.dump()));
  digest.add(std::string_view(before.id));
  digest.add(std::string_view(data_hash));
  return digest.hex();
}

// Whether a kept trial can be one of this pattern, beside the first one.
bool is_whole(const PatternTrial& trial, const PatternTrial& first,
              const analysis::PatternDef& pattern) {
  const auto is_finite = [](double x) { return std::isfinite(x); };
  if (trial.params.size() != pattern.params.size() ||
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
                                         const analysis::PatternDef& pattern) {
  std::vector<PatternTrial> out;
  for (const std::string& text : texts) {
    auto trial = trial_in(text);
    if (!trial || !is_whole(*trial, out.empty() ? *trial : out[0], pattern)) break;
    out.push_back(std::move(*trial));
  }
  return out;
}

// Keeps the best as a version, and puts it in force if it is to be.
Result<void> keep_version(data::SystemDb& db, const OptimizeRequest& request,
                          PatternOptimization& done) {
  if (done.outcome.best_params == done.outcome.baseline_params) return {};
  optimization::VersionManager versions(db);
  optimization::VersionNote note;
  note.time = request.now;
  note.author = "optimizer";
  note.method = request.config.algorithm;
  note.message = fmt::format("optimization {}: {} evaluations, {}", done.id,
                             done.outcome.evaluations, to_string(done.outcome.verdict));
  note.metrics = measured_json(done.outcome.best).dump();
  note.data_hash = done.data_hash;
  note.parent = done.before.number;
  FWQ_TRY_ASSIGN(saved, versions.save_version(*done.pattern, done.outcome.best_params, note));
  FWQ_TRY(
      db.put_measure(done.pattern->id, {saved.number, request.now, done.data_hash, note.metrics}));
  FWQ_TRY(db.put_measure(done.pattern->id, {done.before.number, request.now, done.data_hash,
                                            measured_json(done.outcome.baseline).dump()}));
  if (request.activate && done.outcome.verdict == optimization::Verdict::better) {
    FWQ_TRY_ASSIGN(active, versions.activate_version(*done.pattern, std::to_string(saved.number)));
    saved = std::move(active);
    done.activated = true;
  }
  done.version = std::move(saved);
  return {};
}

// On the market's bars, or on drawn windows if the metric is counted on those.
Result<std::unique_ptr<optimization::Objective>> objective_of(const OptimizationMarket& market,
                                                              const OptimizationConfig& config,
                                                              PatternOptimization& done) {
  if (optimization::is_planted_metric(config.target_metric)) {
    FWQ_TRY_ASSIGN(planted, optimization::PlantedObjective::make(*done.pattern, config.planted));
    return std::unique_ptr<optimization::Objective>(
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
  return std::unique_ptr<optimization::Objective>(
      std::make_unique<optimization::FaithfulObjective>(std::move(faithful)));
}

}  // namespace

Result<OptimizationMarket> load_for_optimization(const data::Snapshot& snapshot,
                                                 const data::SystemDb& db,
                                                 const MarketRequest& request,
                                                 core::TaskSystem& tasks,
                                                 const core::TaskContext& context) {
  MarketRequest wanted = request;
  wanted.tradable = true;
  FWQ_TRY_ASSIGN(market, Market::open(snapshot, db, wanted));
  std::vector<optimization::ObjectiveSeries> series(market.size());
  std::vector<std::string> unread(market.size());
  std::vector<std::uint64_t> digests(market.size());
  std::atomic<std::size_t> done{0};
  FWQ_TRY(tasks.parallel_for(market.size(), context, [&](std::size_t i) -> Result<void> {
    auto stock = market.load(i);
    if (!stock) {
      if (stock.error().code != Errc::bad_data && stock.error().code != Errc::unavailable)
        return stock.error();
      unread[i] = stock.error().message;
      return {};
    }
    Digest digest;
    digest.add(stock->symbol.text());
    digest.add(stock->adjusted.bars);
    for (const std::size_t cut : stock->cuts) digest.add(static_cast<std::uint64_t>(cut));
    digests[i] = digest.value();
    series[i] = {std::move(stock->adjusted.bars), std::move(stock->cuts)};
    context.report(static_cast<double>(++done) / static_cast<double>(market.size()),
                   market.symbol(i).text());
    return {};
  }));
  OptimizationMarket out;
  Digest digest;
  for (std::size_t i = 0; i < market.size(); ++i) {
    if (!unread[i].empty()) {
      out.unread.push_back({market.symbol(i), std::move(unread[i])});
      continue;
    }
    digest.add(digests[i]);
    out.bars += series[i].bars.size();
    out.series.push_back(std::move(series[i]));
  }
  out.data_hash = digest.hex();
  return out;
}

Result<PatternOptimization> optimize_pattern(
    const Home& home, const OptimizationMarket& market, const OptimizeRequest& request,
    core::TaskSystem& tasks, const core::TaskContext& context,
    const std::function<void(const optimization::OptimizationProgress&)>& progress) {
  PatternOptimization done;
  FWQ_TRY_ASSIGN(pattern, optimization::find_pattern(request.pattern));
  FWQ_TRY(optimization::check(request.config));
  const auto lock =
      core::FileLock::acquire(home.folder() / fmt::format(".optimizing-{}", pattern->id),
                              fmt::format("the optimization of {}", pattern->id));
  if (!lock) return lock.error();
  FWQ_TRY_ASSIGN(db, home.database(false));
  done.pattern = pattern;
  done.config = request.config;
  FWQ_TRY_ASSIGN(before, optimization::VersionManager(db).active(*pattern));
  done.before = std::move(before);
  FWQ_TRY_ASSIGN(objective, objective_of(market, request.config, done));
  done.id = id_of(request, done.before, done.data_hash);
  if (request.anew) FWQ_TRY(db.remove_optimization(done.id));
  FWQ_TRY_ASSIGN(texts, db.trials(done.id));
  const auto earlier = earlier_trials(texts, *pattern);
  done.taken_up = earlier.size();
  data::OptimizationRecord record{.id = done.id,
                                  .time = request.now,
                                  .pattern = std::string(pattern->id),
                                  .state = "running",
                                  .config = config_json(request.config).dump(),
                                  .result = "{}"};
  FWQ_TRY(db.put_optimization(record));
  if (request.events != nullptr) {
    request.events->publish(
        core::OptimizationStarted{.optimization_id = done.id,
                                  .pattern = std::string(pattern->id),
                                  .algorithm = request.config.algorithm,
                                  .max_iterations = request.config.max_iterations,
                                  .population_size = request.config.population_size});
  }
  // A trial that cannot be kept ends the search: what it would cost to lose is hours.
  std::optional<Error> not_kept;
  std::stop_source stop;
  const std::stop_callback pass_on(context.stop_token(), [&] { stop.request_stop(); });
  optimization::OptimizationHooks hooks;
  hooks.on_trial = [&](std::size_t index, const PatternTrial& trial) {
    if (not_kept) return;
    if (const auto kept = db.put_trial(done.id, index, trial_json(trial)); !kept) {
      not_kept = kept.error();
      stop.request_stop();
    }
  };
  hooks.on_progress = progress;
  auto outcome = core::measure_with(request.monitor, "search", [&] {
    return optimization::optimize(*objective, request.config, tasks,
                                  core::TaskContext(stop.get_token(), {}), hooks,
                                  done.before.parameters, earlier);
  });
  if (not_kept) return *not_kept;
  if (!outcome) {
    record.state = outcome.error().code == Errc::cancelled ? "cancelled" : "failed";
    FWQ_TRY(db.put_optimization(record));
    return std::move(outcome).error();
  }
  done.outcome = std::move(*outcome);
  const bool was_cancelled = done.outcome.end == optimization::SearchEnd::cancelled;
  if (!was_cancelled) FWQ_TRY(keep_version(db, request, done));
  record.state = was_cancelled ? "cancelled" : "done";
  record.result = optimization_result_json(done);
  FWQ_TRY(db.put_optimization(record));
  return done;
}

Result<std::optional<OptimizationConfig>> unfinished_config(const data::SystemDb& db,
                                                            const analysis::PatternDef& pattern) {
  FWQ_TRY_ASSIGN(records, db.optimizations(pattern.id, 1));
  if (records.empty() || (records[0].state != "running" && records[0].state != "cancelled"))
    return std::optional<OptimizationConfig>();
  OptimizationConfig config = config_in(Json::parse(records[0].config, nullptr, false));
  // Of an older or newer program: the search begins anew.
  if (!optimization::check(config)) return std::optional<OptimizationConfig>();
  return std::optional(std::move(config));
}

Result<std::vector<data::OptimizationRecord>> get_optimization_history(const data::SystemDb& db,
                                                                       std::string_view pattern) {
  return db.optimizations(pattern);
}

}  // namespace fwq::coordinators
