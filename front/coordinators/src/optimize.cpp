// Loading the market once, keeping each trial, and what becomes of the best.
#include "fwq/coordinators/optimize.hpp"

#include <fmt/format.h>

#include <atomic>
#include <cmath>
#include <nlohmann/json.hpp>

#include "backtest_parts.hpp"
#include "fwq/core/events.hpp"

namespace fwq::coordinators {
namespace {

using Json = nlohmann::ordered_json;
using optimization::kParts;
using optimization::Measured;
using optimization::OptimizationConfig;
using optimization::PartScore;
using optimization::PatternTrial;

Json number(double value) {
  return std::isfinite(value) ? Json(value) : Json(nullptr);
}
double number_in(const Json& value) {
  return value.is_number() ? value.get<double>() : std::nan("");
}

Json part_json(const PartScore& part) {
  Json out = {part.hits,
              number(part.lift),
              number(part.error),
              number(part.win_rate),
              number(part.by_year),
              number(part.by_symbol),
              number(part.overall_score)};
  if (part.planted) {
    const auto& c = *part.planted;
    out.push_back(Json{c.true_positives, c.false_negatives, c.false_positives, c.true_negatives});
  }
  return out;
}

std::optional<optimization::Classification> counts_in(const Json& value) {
  if (!value.is_array() || value.size() != 4) return std::nullopt;
  for (const Json& one : value) {
    if (!one.is_number_unsigned()) return std::nullopt;
  }
  return optimization::Classification{value[0], value[1], value[2], value[3]};
}

std::string trial_json(const PatternTrial& trial) {
  Json out{{"params", trial.params}, {"score", number(trial.score)}};
  if (!trial.error.empty()) out["error"] = trial.error;
  if (trial.measured) {
    out["parts"] = Json::array();
    for (const PartScore& part : trial.measured->parts) out["parts"].push_back(part_json(part));
    out["months"] = trial.measured->months;
  }
  return out.dump();
}

// None: it is damaged; the search begins again from there.
std::optional<PatternTrial> trial_in(const std::string& text) {
  const Json in = Json::parse(text, nullptr, false);
  if (!in.is_object() || !in.contains("params") || !in["params"].is_array()) return std::nullopt;
  PatternTrial out;
  for (const Json& value : in["params"]) out.params.push_back(number_in(value));
  out.score = in.contains("score") ? number_in(in["score"]) : std::nan("");
  out.error = in.value("error", std::string());
  if (!in.contains("parts")) return out;
  const Json& parts = in["parts"];
  if (!parts.is_array() || parts.size() != kParts || !in.contains("months")) return std::nullopt;
  Measured measured;
  for (std::size_t p = 0; p < kParts; ++p) {
    const Json& one = parts[p];
    if (!one.is_array() || one.size() < 7 || !one[0].is_number_unsigned()) return std::nullopt;
    measured.parts[p] = {one[0].get<std::size_t>(), number_in(one[1]), number_in(one[2]),
                         number_in(one[3]),         number_in(one[4]), number_in(one[5]),
                         number_in(one[6])};
    if (one.size() > 7) measured.parts[p].planted = counts_in(one[7]);
  }
  for (const Json& value : in["months"]) measured.months.push_back(number_in(value));
  out.measured = std::move(measured);
  return out;
}

Json config_json(const OptimizationConfig& c) {
  Json out{{"algorithm", c.algorithm},
           {"max_iterations", c.max_iterations},
           {"population_size", c.population_size},
           {"mutation_rate", c.mutation_rate},
           {"crossover_rate", c.crossover_rate},
           {"target_metric", c.target_metric},
           {"min_improvement", c.min_improvement},
           {"timeout_minutes", c.timeout_minutes},
           {"seed", c.seed}};
  if (optimization::is_planted_metric(c.target_metric)) {
    out.update({{"shapes", c.planted.shapes},
                {"min_hits", c.planted.min_hits},
                {"complexity", c.planted.complexity},
                {"drawing_seed", c.planted.seed}});
  } else {
    out.update({{"folds", c.folds},
                {"horizon", c.objective.horizon},
                {"train", c.objective.train},
                {"validation", c.objective.validation},
                {"embargo", c.objective.embargo},
                {"min_hits", c.objective.min_hits},
                {"complexity", c.objective.complexity}});
  }
  return out;
}

Json params_json(const analysis::PatternDef& pattern, std::span<const double> params) {
  Json out = Json::object();
  for (std::size_t i = 0; i < params.size(); ++i)
    out[std::string(pattern.params[i].name)] = params[i];
  return out;
}

Json measured_json(const Measured& measured) {
  Json out = Json::object();
  for (std::size_t p = 0; p < kParts; ++p) {
    const PartScore& part = measured.parts[p];
    Json& shown = out[std::string(to_string(static_cast<optimization::Part>(p)))];
    if (part.planted) {
      const auto& c = *part.planted;
      shown = {{"true_positives", c.true_positives},         {"false_positives", c.false_positives},
               {"true_negatives", c.true_negatives},         {"false_negatives", c.false_negatives},
               {"precision", number(c.precision())},         {"recall", number(c.recall())},
               {"f1_score", number(c.f1_score())},           {"accuracy", number(c.accuracy())},
               {"overall_score", number(part.overall_score)}};
      continue;
    }
    shown = {{"hits", part.hits},
             {"lift", number(part.lift)},
             {"error", number(part.error)},
             {"win_rate", number(part.win_rate)},
             {"by_year", number(part.by_year)},
             {"by_symbol", number(part.by_symbol)},
             {"overall_score", number(part.overall_score)}};
  }
  return out;
}

// What it depends on: the same words, the same search. A time-out only ends it sooner.
std::string id_of(const OptimizeRequest& request, const optimization::PatternVersion& before,
                  const std::string& data_hash) {
  Digest digest;
  digest.add(std::string_view(request.pattern));
  Json config = config_json(request.config);
  config.erase("timeout_minutes");
  digest.add(std::string_view(config.dump()));
  digest.add(std::string_view(before.id));
  digest.add(std::string_view(data_hash));
  return digest.hex();
}

std::vector<PatternTrial> earlier_trials(const std::vector<std::string>& texts) {
  std::vector<PatternTrial> out;
  for (const std::string& text : texts) {
    auto trial = trial_in(text);
    if (!trial) break;
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
  return std::unique_ptr<optimization::Objective>(
      std::make_unique<optimization::PatternObjective>(std::move(objective)));
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
  const auto earlier = earlier_trials(texts);
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

std::string optimization_result_json(const PatternOptimization& done) {
  const auto& out = done.outcome;
  const auto score = [&](const Measured& measured, optimization::Part part) {
    return number(optimization::target_of(measured[part], done.config.target_metric));
  };
  Json json{{"optimization_id", done.id},
            {"pattern", done.pattern->id},
            {"algorithm", done.config.algorithm},
            {"verdict", to_string(out.verdict)},
            {"best_params", params_json(*done.pattern, out.best_params)},
            {"best_score", number(out.best_score)},
            {"baseline_params", params_json(*done.pattern, out.baseline_params)},
            {"baseline_score", number(out.baseline_score)},
            {"validation_score", score(out.best, optimization::Part::validation)},
            {"baseline_validation_score", score(out.baseline, optimization::Part::validation)},
            {"test_score", score(out.best, optimization::Part::test)},
            {"baseline_test_score", score(out.baseline, optimization::Part::test)},
            {"validation_gain", number(out.validation_gain)},
            {"validation_noise", number(out.validation_noise)},
            {"deflated_probability", number(out.deflated)},
            {"overfitting_probability",
             out.overfitting ? number(out.overfitting->probability) : Json(nullptr)},
            {"iterations", out.iterations},
            {"evaluations", out.evaluations},
            {"failed", out.failed},
            {"taken_up", done.taken_up},
            {"end", to_string(out.end)},
            {"version", done.version ? Json(done.version->number) : Json(nullptr)},
            {"activated", done.activated},
            {"securities", done.series},
            {"bars", done.bars},
            {"data_hash", done.data_hash}};
  Json parts = Json::object();
  for (std::size_t p = 0; p < kParts && done.series > 0; ++p)
    parts[std::string(to_string(static_cast<optimization::Part>(p)))] =
        data::format_date(data::date_of(done.begins[p]));
  json["parts_begin"] = std::move(parts);
  json["best"] = measured_json(out.best);
  json["baseline"] = measured_json(out.baseline);
  json["config"] = config_json(done.config);
  return json.dump();
}

Result<std::vector<data::OptimizationRecord>> get_optimization_history(const data::SystemDb& db,
                                                                       std::string_view pattern) {
  return db.optimizations(pattern);
}

}  // namespace fwq::coordinators
