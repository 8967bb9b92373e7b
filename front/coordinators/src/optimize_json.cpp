// Writing and reading what is kept of optimizations.
#include "optimize_json.hpp"

#include <cmath>

namespace fwq::coordinators {
namespace {

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
  if (part.traded) {
    const auto& t = *part.traded;
    out.push_back(Json{t.months, number(t.monthly_return), number(t.monthly_hold), number(t.sharpe),
                       number(t.hold_sharpe)});
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

std::optional<optimization::TradedScore> traded_in(const Json& value) {
  if (!value.is_array() || value.size() != 5 || !value[0].is_number_unsigned()) return std::nullopt;
  return optimization::TradedScore{value[0].get<std::size_t>(), number_in(value[1]),
                                   number_in(value[2]), number_in(value[3]), number_in(value[4])};
}

Json params_json(const PatternOptimization& done, std::span<const double> params) {
  Json out = Json::object();
  for (std::size_t i = 0; i < params.size(); ++i)
    out[std::string(done.params()[i].name)] = params[i];
  return out;
}

// The windows of a walk-forward: what was chosen on all before each, and what it was worth in it.
Json windows_json(const PatternOptimization& done) {
  Json out = Json::array();
  const auto day = [](data::Time t) { return data::format_date(data::date_of(t)); };
  const auto& folds = done.outcome.folds;
  for (std::size_t k = 0; k < folds.size() && k + 1 < done.windows.size(); ++k) {
    const auto score = [&](const PartScore& part) {
      return number(optimization::target_of(part, done.config.target_metric));
    };
    out.push_back({{"begin", day(done.windows[k])},
                   {"end", day(done.window_end(k))},
                   {"params", params_json(done, folds[k].params)},
                   {"validation_score", score(folds[k].validation)},
                   {"baseline_validation_score", score(folds[k].baseline_validation)},
                   {"lift", number(folds[k].validation.lift)},
                   {"baseline_lift", number(folds[k].baseline_validation.lift)},
                   {"gain", number(folds[k].gain)}});
  }
  return out;
}

Json settings_json(const PatternOptimization& done) {
  Json out = Json::object();
  for (const auto& setting : done.settings)
    out[std::string(setting.id)] = Json::parse(setting.value);
  return out;
}

}  // namespace

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

std::optional<PatternTrial> trial_in(const std::string& text) {
  const Json in = Json::parse(text, nullptr, false);
  if (!in.is_object() || !in.contains("params") || !in["params"].is_array()) return std::nullopt;
  PatternTrial out;
  for (const Json& value : in["params"]) out.params.push_back(number_in(value));
  out.score = in.contains("score") ? number_in(in["score"]) : std::nan("");
  if (in.contains("error") && in["error"].is_string()) out.error = in["error"].get<std::string>();
  if (!in.contains("parts")) return out;
  const Json& parts = in["parts"];
  if (!parts.is_array() || parts.size() != kParts || !in.contains("months") ||
      !in["months"].is_array())
    return std::nullopt;
  Measured measured;
  for (std::size_t p = 0; p < kParts; ++p) {
    const Json& one = parts[p];
    if (!one.is_array() || one.size() < 7 || !one[0].is_number_unsigned()) return std::nullopt;
    measured.parts[p] = {one[0].get<std::size_t>(), number_in(one[1]), number_in(one[2]),
                         number_in(one[3]),         number_in(one[4]), number_in(one[5]),
                         number_in(one[6])};
    if (one.size() > 7) {
      measured.parts[p].planted = counts_in(one[7]);
      measured.parts[p].traded = traded_in(one[7]);
    }
  }
  for (const Json& value : in["months"]) measured.months.push_back(number_in(value));
  out.measured = std::move(measured);
  return out;
}

Json config_json(const OptimizationConfig& c, bool of_strategy) {
  Json out{{"algorithm", c.algorithm},
           {"max_iterations", c.max_iterations},
           {"population_size", c.population_size},
           {"mutation_rate", c.mutation_rate},
           {"crossover_rate", c.crossover_rate},
           {"target_metric", c.target_metric},
           {"min_improvement", c.min_improvement},
           {"timeout_minutes", c.timeout_minutes},
           {"workers", c.workers},
           {"seed", c.seed}};
  if (optimization::is_planted_metric(c.target_metric)) {
    out.update({{"shapes", c.planted.shapes},
                {"min_hits", c.planted.min_hits},
                {"complexity", c.planted.complexity},
                {"drawing_seed", c.planted.seed}});
  } else {
    out.update({{"folds", c.folds},
                {"least_fidelity", c.least_fidelity},
                {"horizon", c.objective.horizon},
                {"train", c.objective.train},
                {"validation", c.objective.validation},
                {"embargo", c.objective.embargo},
                {"min_hits", c.objective.min_hits},
                {"complexity", c.objective.complexity}});
  }
  if (of_strategy) {
    out.erase("horizon");
    out.erase("least_fidelity");
  }
  return out;
}

OptimizationConfig config_in(const Json& in) {
  OptimizationConfig c;
  const auto read = [&](const char* name, auto& value) {
    using Value = std::remove_reference_t<decltype(value)>;
    if (!in.is_object() || !in.contains(name)) return;
    if constexpr (std::is_same_v<Value, std::string>) {
      if (in[name].is_string()) value = in[name].template get<std::string>();
    } else if (in[name].is_number()) {
      value = in[name].template get<Value>();
    }
  };
  read("algorithm", c.algorithm);
  read("max_iterations", c.max_iterations);
  read("population_size", c.population_size);
  read("mutation_rate", c.mutation_rate);
  read("crossover_rate", c.crossover_rate);
  read("target_metric", c.target_metric);
  read("min_improvement", c.min_improvement);
  read("timeout_minutes", c.timeout_minutes);
  read("workers", c.workers);
  read("seed", c.seed);
  if (optimization::is_planted_metric(c.target_metric)) {
    read("shapes", c.planted.shapes);
    read("min_hits", c.planted.min_hits);
    read("complexity", c.planted.complexity);
    read("drawing_seed", c.planted.seed);
    return c;
  }
  read("folds", c.folds);
  read("least_fidelity", c.least_fidelity);
  read("horizon", c.objective.horizon);
  read("train", c.objective.train);
  read("validation", c.objective.validation);
  read("embargo", c.objective.embargo);
  read("min_hits", c.objective.min_hits);
  read("complexity", c.objective.complexity);
  return c;
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
    shown = {{part.traded ? "trades" : "hits", part.hits},
             {"lift", number(part.lift)},
             {"error", number(part.error)},
             {"win_rate", number(part.win_rate)},
             {"by_year", number(part.by_year)},
             {"by_symbol", number(part.by_symbol)},
             {"overall_score", number(part.overall_score)}};
    if (!part.traded) continue;
    shown.update({{"months", part.traded->months},
                  {"monthly_return", number(part.traded->monthly_return)},
                  {"monthly_hold", number(part.traded->monthly_hold)},
                  {"sharpe", number(part.traded->sharpe)},
                  {"hold_sharpe", number(part.traded->hold_sharpe)}});
  }
  return out;
}

std::string optimization_result_json(const PatternOptimization& done) {
  const auto& out = done.outcome;
  const auto score = [&](const Measured& measured, optimization::Part part) {
    return number(optimization::target_of(measured[part], done.config.target_metric));
  };
  Json json{{"optimization_id", done.id},
            {done.strategy ? "strategy" : "pattern", done.subject()},
            {"algorithm", done.config.algorithm},
            {"search_form", to_string(out.form)},
            {"verdict", to_string(out.verdict)},
            {"best_params", params_json(done, out.best_params)},
            {"best_score", number(out.best_score)},
            {"baseline_params", params_json(done, out.baseline_params)},
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
  json["config"] = config_json(done.config, done.strategy != nullptr);
  if (done.strategy) {
    json["windows"] = windows_json(done);
    json["settings"] = settings_json(done);
  }
  return json.dump();
}

}  // namespace fwq::coordinators
