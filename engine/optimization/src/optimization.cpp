// From trials to a verdict.
#include "fwq/optimization/optimization.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "folds.hpp"
#include "fwq/core/text.hpp"
#include "judging.hpp"

namespace fwq::optimization {
namespace {

constexpr std::string_view kPlantedMetrics[] = {"recall", "precision", "f1_score"};
constexpr std::string_view kMetrics[] = {"overall_score", "lift",      "win_rate",
                                         "recall",        "precision", "f1_score"};
constexpr std::size_t kPatienceIterations = 10, kPatienceEvaluations = 50;

struct Range {
  std::string_view name;
  double value, least, most;
};

bool is_genetic(const OptimizationConfig& config) {
  return config.algorithm == "genetic";
}

std::size_t evaluations_of(const OptimizationConfig& config) {
  if (!is_genetic(config)) return config.max_iterations;
  // The first generation is drawn; the best tenth of the others is known already.
  const std::size_t elite = std::max<std::size_t>(1, config.population_size / 10);
  return config.population_size + (config.max_iterations - 1) * (config.population_size - elite);
}

std::size_t iterations_of(const OptimizationConfig& config, std::size_t evaluations) {
  if (!is_genetic(config)) return evaluations;
  const std::size_t elite = std::max<std::size_t>(1, config.population_size / 10);
  const std::size_t each = config.population_size - elite;
  return evaluations == 0 ? 0
                          : 1 + (std::max(evaluations, config.population_size) -
                                 config.population_size + each - 1) /
                                    each;
}

Result<void> check_metric(const Objective& objective, std::string_view metric) {
  const auto names = objective.metrics();
  if (std::find(names.begin(), names.end(), metric) != names.end()) return {};
  const bool is_planted = is_planted_metric(metric);
  return Error{Errc::invalid_argument,
               fmt::format("{} is counted on {}; here there are {}", metric,
                           is_planted ? "planted windows, not on real bars"
                                      : "real bars, not on planted windows",
                           fmt::join(names, ", ")),
               fmt::format("{} 是在{}统计的；这里可用：{}", metric,
                           is_planted ? "绘制样本（而非真实K线）上" : "真实K线（而非绘制样本）上",
                           fmt::join(names, "、"))};
}

OptimizerSettings settings_of(const OptimizationConfig& config) {
  OptimizerSettings settings;
  settings.seed = config.seed;
  settings.max_evaluations = evaluations_of(config);
  settings.population_size = config.population_size;
  settings.mutation_rate = config.mutation_rate;
  settings.crossover_rate = config.crossover_rate;
  settings.smooth = false;  // Hits come and go in steps.
  return settings;
}

SearchOptions options_of(const OptimizationConfig& config, std::chrono::milliseconds timeout) {
  SearchOptions options;
  options.max_evaluations = evaluations_of(config);
  options.parallel = false;
  options.min_improvement = config.min_improvement;
  options.patience =
      is_genetic(config) ? kPatienceIterations * config.population_size : kPatienceEvaluations;
  options.timeout = timeout;
  return options;
}

}  // namespace

bool is_planted_metric(std::string_view metric) noexcept {
  return std::find(std::begin(kPlantedMetrics), std::end(kPlantedMetrics), metric) !=
         std::end(kPlantedMetrics);
}

Result<void> check(const OptimizationConfig& c) {
  FWQ_TRY(find_optimizer(c.algorithm));
  if (std::find(std::begin(kMetrics), std::end(kMetrics), c.target_metric) == std::end(kMetrics)) {
    const std::vector<std::string> names(std::begin(kMetrics), std::end(kMetrics));
    return Error{
        Errc::not_found,
        fmt::format("there is no metric '{}'{}; there are {}", c.target_metric,
                    core::did_you_mean(c.target_metric, names), fmt::join(names, ", ")),
        fmt::format("没有指标 '{}'{}；可用：{}", c.target_metric,
                    core::did_you_mean_zh(c.target_metric, names), fmt::join(names, "、"))};
  }
  const Range ranges[] = {{"max_iterations", static_cast<double>(c.max_iterations), 5, 200},
                          {"population_size", static_cast<double>(c.population_size), 5, 100},
                          {"mutation_rate", c.mutation_rate, 0.01, 0.5},
                          {"crossover_rate", c.crossover_rate, 0.1, 1},
                          {"min_improvement", c.min_improvement, 0, 1},
                          {"timeout_minutes", c.timeout_minutes, 0.01, 1440},
                          {"least_fidelity", c.least_fidelity, 0, 1},
                          // 0 is none; one block alone would leave nothing to search in.
                          {"folds", static_cast<double>(c.folds == 0 ? 2 : c.folds), 2, 10}};
  for (const Range& r : ranges) {
    if (r.value >= r.least && r.value <= r.most) continue;
    return Error{Errc::invalid_argument,
                 fmt::format("{} must be {} to {}, not {}", r.name, r.least, r.most, r.value),
                 fmt::format("{} 须在 {} 到 {} 之间，而不是 {}", r.name, r.least, r.most, r.value)};
  }
  return {};
}

// Points are evaluated one at a time; what was measured is kept beside the score that the search sees.
Result<PatternSearchResult> search_pattern(const Objective& objective,
                                           const OptimizationConfig& config,
                                           const PatternSearchSetting& setting) {
  std::map<Point, Measured> known;
  std::vector<SearchTrial> searched;
  for (const PatternTrial& trial : setting.earlier) {
    searched.push_back({{trial.params, trial.score, 0}, trial.error});
    if (!trial.measured) continue;
    known[trial.params] = *trial.measured;
    if (!setting.is_planted || (*trial.measured)[Part::train].planted) continue;
    // Kept without the counts: they are made again, which is cheap.
    FWQ_TRY_ASSIGN(again, objective.measure(trial.params, setting.tasks, setting.context));
    known[trial.params] = std::move(again);
  }
  const auto evaluate = [&](std::span<const double> params,
                            const core::TaskContext& inner) -> Result<double> {
    const Point point(params.begin(), params.end());
    auto at = known.find(point);
    if (at == known.end()) {
      FWQ_TRY_ASSIGN(measured, objective.measure(params, setting.tasks, inner));
      at = known.emplace(point, std::move(measured)).first;
    }
    return target_of(at->second[Part::train], config.target_metric);
  };
  const auto told = [&](const SearchTrial& one) {
    PatternTrial trial{one.trial.point, std::nullopt, one.trial.score, one.error};
    if (const auto at = known.find(one.trial.point); at != known.end()) trial.measured = at->second;
    return trial;
  };
  SearchHooks passed;
  const OptimizationHooks& hooks = setting.hooks;
  if (hooks.on_trial)
    passed.on_trial = [&](std::size_t i, const SearchTrial& one) { hooks.on_trial(i, told(one)); };
  if (hooks.on_progress) {
    passed.on_progress = [&](const SearchProgress& p) {
      hooks.on_progress({p.evaluations, p.of, p.best != nullptr ? p.best->score : data::kNone,
                         setting.baseline_score});
    };
  }
  FWQ_TRY_ASSIGN(algorithm, find_optimizer(config.algorithm));
  OptimizerSettings settings = settings_of(config);
  settings.start = setting.start;
  FWQ_TRY_ASSIGN(
      result, search(objective.space(), *algorithm, settings, options_of(config, setting.timeout),
                     evaluate, setting.tasks, setting.context, passed, searched));
  PatternSearchResult out;
  for (const SearchTrial& one : result.trials) out.trials.push_back(told(one));
  out.evaluations = result.evaluations;
  out.iterations = iterations_of(config, result.evaluations);
  out.failed = result.failed;
  out.end = result.end;
  return out;
}

void take_counts(OptimizationOutcome& out, const PatternSearchResult& from) {
  out.evaluations += from.evaluations;
  out.iterations += from.iterations;
  out.failed += from.failed;
  out.end = from.end;
}

Result<OptimizationOutcome> optimize(const Objective& objective, const OptimizationConfig& config,
                                     core::TaskSystem& tasks, const core::TaskContext& context,
                                     const OptimizationHooks& hooks,
                                     std::span<const double> current,
                                     std::span<const PatternTrial> earlier) {
  FWQ_TRY(check(config));
  FWQ_TRY(check_metric(objective, config.target_metric));
  OptimizationOutcome out;
  out.baseline_params =
      current.empty() ? objective.defaults() : std::vector<double>(current.begin(), current.end());
  FWQ_TRY_ASSIGN(baseline, objective.measure(out.baseline_params, tasks, context));
  out.baseline = std::move(baseline);
  out.baseline_score = target_of(out.baseline[Part::train], config.target_metric);
  const auto timeout =
      std::chrono::milliseconds(static_cast<std::int64_t>(config.timeout_minutes * 60'000));
  const PatternSearchSetting setting{tasks,
                                     context,
                                     hooks,
                                     earlier,
                                     timeout,
                                     out.baseline_score,
                                     out.baseline[Part::train].planted.has_value(),
                                     out.baseline_params};
  if (config.folds > 0) return optimize_folds(objective, config, setting, std::move(out));

  FWQ_TRY_ASSIGN(found, search_pattern(objective, config, setting));
  if (found.end == SearchEnd::cancelled && found.evaluations == 0)
    return core::TaskContext::cancelled_error();
  take_counts(out, found);
  out.trials = std::move(found.trials);
  const auto best = best_in_training(out.trials);
  const bool beats = best && out.trials[*best].score > out.baseline_score;
  out.best_params = beats ? out.trials[*best].params : out.baseline_params;
  out.best = beats ? *out.trials[*best].measured : out.baseline;
  out.best_score = beats ? out.trials[*best].score : out.baseline_score;
  judge(out, config.target_metric);
  weigh(out);
  return out;
}

}  // namespace fwq::optimization
