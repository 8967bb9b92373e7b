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
constexpr std::string_view kMetrics[] = {"overall_score", "lift",      "win_rate", "sharpe",
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
  const bool is_planted = is_planted_metric(metric), is_traded = metric == "sharpe";
  return Error{Errc::invalid_argument,
               fmt::format("{} is counted on {}; here there are {}", metric,
                           is_planted  ? "planted windows, not on real bars"
                           : is_traded ? "what a strategy traded"
                                       : "real bars, not on planted windows",
                           fmt::join(names, ", ")),
               fmt::format("{} 是在{}统计的；这里可用：{}", metric,
                           is_planted  ? "绘制样本（而非真实K线）上"
                           : is_traded ? "策略的交易上"
                                       : "真实K线（而非绘制样本）上",
                           fmt::join(names, "、"))};
}

OptimizerSettings settings_of(const OptimizationConfig& config, SearchForm form) {
  OptimizerSettings settings;
  settings.seed = config.seed;
  settings.max_evaluations = evaluations_of(config);
  settings.population_size = config.population_size;
  settings.mutation_rate = config.mutation_rate;
  settings.crossover_rate = config.crossover_rate;
  settings.smooth = form == SearchForm::soft_bounds;  // Hits come and go in steps.
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
                          {"workers", static_cast<double>(c.workers), 0, 1024},
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

SearchForm search_form(const Objective& objective, const OptimizationConfig& config) {
  if (config.algorithm != "gradient") return SearchForm::no_slopes;
  return objective.has_smooth_form() ? SearchForm::soft_bounds : SearchForm::derivative_free;
}

std::string_view to_string(SearchForm form) noexcept {
  switch (form) {
    case SearchForm::no_slopes:
      return "no_slopes";
    case SearchForm::soft_bounds:
      return "soft_bounds";
    case SearchForm::derivative_free:
      return "derivative_free";
  }
  return "";
}
std::string_view title_en(SearchForm form) noexcept {
  switch (form) {
    case SearchForm::no_slopes:
      return "the algorithm needs no slopes";
    case SearchForm::soft_bounds:
      return "slopes of the score with soft bounds in place of steps were followed (L-BFGS)";
    case SearchForm::derivative_free:
      return "the score has no smooth form, so a local search without derivatives was made "
             "(BOBYQA)";
  }
  return "";
}
std::string_view title_zh(SearchForm form) noexcept {
  switch (form) {
    case SearchForm::no_slopes:
      return "该算法不需要斜率";
    case SearchForm::soft_bounds:
      return "以软边界代替阶跃，沿得分的斜率搜索（L-BFGS）";
    case SearchForm::derivative_free:
      return "得分没有平滑形式，因此改用无导数的局部搜索（BOBYQA）";
  }
  return "";
}

namespace {

// What was measured, beside the scores that the search sees. Points are evaluated one at a time.
class Evaluations {
 public:
  Evaluations(const Objective& objective, const OptimizationConfig& config,
              const PatternSearchSetting& setting)
      : objective_(objective),
        metric_(config.target_metric),
        setting_(setting),
        is_smooth_(search_form(objective, config) == SearchForm::soft_bounds) {}

  // A trial of the same search. What is not kept of it is made again: the counts of planted windows, which is cheap, and scores with
  // soft bounds.
  Result<void> take_up(const PatternTrial& trial) {
    double seen = trial.score;
    if (trial.measured) {
      Measured measured = *trial.measured;
      if (setting_.is_planted && !measured[Part::train].planted) {
        FWQ_TRY_ASSIGN(again, objective_.measure(trial.params, setting_.tasks, setting_.context));
        measured = std::move(again);
      }
      taken_.emplace_back(std::move(measured));
      if (is_smooth_) {
        FWQ_TRY_ASSIGN(smooth, objective_.smooth_score(trial.params, metric_, setting_.tasks,
                                                       setting_.context));
        seen = smooth;
      }
    } else {
      taken_.emplace_back(std::nullopt);
    }
    earlier_.push_back({{trial.params, seen, 0}, trial.error});
    return {};
  }

  // The search has come to its next trial. Only now does one that was taken up count: those after it may be of another fold, in which
  // the same parameters are worth something else.
  void advance() {
    if (at_ < taken_.size() && taken_[at_])
      keep(earlier_[at_].trial.point, std::move(*taken_[at_]));
    ++at_;
  }

  Result<double> evaluate(std::span<const double> params, const core::TaskContext& context) {
    const Point point(params.begin(), params.end());
    auto at = known_.find(point);
    if (at == known_.end()) {
      FWQ_TRY_ASSIGN(measured, objective_.measure(params, setting_.tasks, context));
      at = keep(point, std::move(measured));
    }
    if (is_smooth_) return objective_.smooth_score(params, metric_, setting_.tasks, context);
    return target_of(at->second[Part::train], metric_);
  }

  PatternTrial told(const SearchTrial& one) const {
    PatternTrial trial{one.trial.point, std::nullopt, one.trial.score, one.error};
    const auto at = known_.find(one.trial.point);
    if (at == known_.end()) return trial;
    trial.measured = at->second;
    trial.score = target_of(at->second[Part::train], metric_);
    return trial;
  }

  // Highest target in training, its bounds being steps; NaN: none yet.
  double best() const noexcept { return best_; }
  const std::vector<SearchTrial>& earlier() const noexcept { return earlier_; }

 private:
  std::map<Point, Measured>::iterator keep(const Point& point, Measured measured) {
    const double score = target_of(measured[Part::train], metric_);
    if (std::isnan(best_) || score > best_) best_ = score;
    return known_.insert_or_assign(point, std::move(measured)).first;
  }

  const Objective& objective_;
  const std::string& metric_;
  const PatternSearchSetting& setting_;
  bool is_smooth_;
  std::map<Point, Measured> known_;
  std::vector<SearchTrial> earlier_;
  std::vector<std::optional<Measured>> taken_;  // Of each of these.
  std::size_t at_ = 0;
  double best_ = data::kNone;
};

}  // namespace

Result<PatternSearchResult> search_pattern(const Objective& objective,
                                           const OptimizationConfig& config,
                                           const PatternSearchSetting& setting) {
  Evaluations evaluations(objective, config, setting);
  for (const PatternTrial& trial : setting.earlier) FWQ_TRY(evaluations.take_up(trial));
  const auto evaluate = [&](std::span<const double> params, const core::TaskContext& context) {
    return evaluations.evaluate(params, context);
  };
  SearchHooks passed;
  const OptimizationHooks& hooks = setting.hooks;
  if (hooks.on_trial) {
    passed.on_trial = [&](std::size_t i, const SearchTrial& one) {
      hooks.on_trial(i, evaluations.told(one));
    };
  }
  passed.on_progress = [&](const SearchProgress& p) {
    evaluations.advance();
    if (hooks.on_progress)
      hooks.on_progress({p.evaluations, p.of, evaluations.best(), setting.baseline_score});
  };
  FWQ_TRY_ASSIGN(algorithm, find_optimizer(config.algorithm));
  OptimizerSettings settings = settings_of(config, search_form(objective, config));
  settings.start = setting.start;
  FWQ_TRY_ASSIGN(
      result, search(objective.space(), *algorithm, settings, options_of(config, setting.timeout),
                     evaluate, setting.tasks, setting.context, passed, evaluations.earlier()));
  PatternSearchResult out;
  for (const SearchTrial& one : result.trials) out.trials.push_back(evaluations.told(one));
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
  out.form = search_form(objective, config);
  const auto timeout =
      std::chrono::milliseconds(static_cast<std::int64_t>(config.timeout_minutes * 60'000));
  const PatternSearchSetting setting{
      tasks,
      context,
      hooks,
      earlier,
      timeout,
      out.baseline_score,
      out.baseline[Part::train].planted.has_value(),
      objective.space().holds(out.baseline_params) ? out.baseline_params : Point{}};
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
