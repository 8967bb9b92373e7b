// Optimizing the parameters of a pattern or a strategy: searched in training, judged in validation, confirmed by a test.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "fwq/backtest/statistics.hpp"
#include "fwq/optimization/overfitting.hpp"
#include "fwq/optimization/pattern_objective.hpp"
#include "fwq/optimization/planted_objective.hpp"
#include "fwq/optimization/search.hpp"

namespace fwq::optimization {

struct OptimizationConfig {
  std::string algorithm = "genetic";
  std::size_t max_iterations =
      50;  // 5 to 200: generations of the genetic algorithm, evaluations of the others.
  std::size_t population_size = 20;  // 5 to 100; genetic.
  double mutation_rate = 0.1;        // 0.01 to 0.5; genetic.
  double crossover_rate = 0.8;       // 0.1 to 1; genetic.
  // What is maximised in training. On real bars: overall_score, lift or win_rate; of a strategy also sharpe. On planted windows:
  // recall, precision or f1_score, each less the penalty for complexity.
  std::string target_metric = "overall_score";
  double min_improvement =
      0;  // 0 to 1: end when 10 generations (or 50 evaluations) gained less than this part. 0: never.
  double timeout_minutes = 30;  // 0.01 to 1440.
  // Threads that evaluate, 0 to 1024; 0: those that whoever searches was given. It changes no result.
  std::size_t workers = 0;
  std::uint64_t seed = 1;
  // Real bars: 0, or 2 to 10: the time before the test is cut into that many blocks, and each is the validation of a search of its own
  // in the others. max_iterations is each search's. Of a strategy (walk-forward): each but the first is the validation of a search in
  // all blocks before it.
  std::size_t folds = 0;
  // Real bars: parameters that find fewer of the drawn shapes than this share, or refuse fewer of a kind of near-misses, are not
  // this pattern any more, and are refused (FaithfulObjective). 0 to 1; 0: none is. Whoever makes the objective sees to it.
  double least_fidelity = 0.3;
  ObjectiveOptions objective = {};
  PlantedOptions planted = {};
};
// Whether a metric is counted on planted windows (PlantedObjective) and not on real bars (PatternObjective).
bool is_planted_metric(std::string_view metric) noexcept;
// What a metric says of a part. With too few hits overall_score, which is -1 or below then, whatever the metric; of a Sharpe ratio, which
// may be so low itself, 100 less.
double target_of(const PartScore& part, std::string_view metric);
// Whether that is a score, and not a sign of too few hits. NaN is none.
bool is_score(double target, std::string_view metric) noexcept;
// Errors: invalid_argument, not_found (algorithm, metric), with the range or the nearest name.
Result<void> check(const OptimizationConfig& config);

// A set of parameters that was tried.
struct PatternTrial {
  std::vector<double> params;
  std::optional<Measured> measured;  // None: it could not be evaluated.
  double score = 0;                  // The target in training, its bounds being steps; NaN: none.
  std::string error;
};

// What came of one of the blocks that took turns as validation.
struct FoldOutcome {
  std::vector<double> params;  // The best in training, the block not having been looked at.
  PartScore validation, baseline_validation;
  double gain = 0;  // Of the lift (Sharpe ratio) in the block over the baseline's.
  std::size_t evaluations = 0;
  std::size_t trials = 0;  // So many of the outcome's are its own, in the order of the folds.
};

// How a search looked for the next point.
enum class SearchForm : std::uint8_t {
  no_slopes,        // The algorithm needs none.
  soft_bounds,      // gradient: up the slope of the target with soft bounds (L-BFGS).
  derivative_free,  // gradient: the pattern or the target has no smooth form, so that BOBYQA (one parameter: COBYLA) took its place.
};
std::string_view to_string(SearchForm form) noexcept;
std::string_view title_en(SearchForm form) noexcept;  // A sentence for the user.
std::string_view title_zh(SearchForm form) noexcept;
// What optimize() will do.
SearchForm search_form(const Objective& objective, const OptimizationConfig& config);

enum class Verdict : std::uint8_t {
  better,         // Beats the defaults in validation by more than its noise, and in the test.
  not_confirmed,  // Beats them in validation, but not in the test: leave it as it is.
  no_better,      // Does not beat them in validation by more than the noise: leave it as it is.
};
std::string_view to_string(Verdict verdict) noexcept;

struct OptimizationOutcome {
  std::vector<PatternTrial> trials;  // In the order they were tried.
  std::vector<double> baseline_params, best_params;
  Measured baseline, best;
  double baseline_score = 0, best_score = 0;  // The target in training.
  std::size_t iterations = 0, evaluations = 0, failed = 0;
  SearchEnd end = SearchEnd::evaluations;
  SearchForm form = SearchForm::no_slopes;
  Verdict verdict = Verdict::no_better;
  // Of the lift (planted or a Sharpe ratio: of the metric) over the baseline's; its standard error. With folds: mean of their gains, none of which
  // was chosen by its own block, and its standard error.
  double validation_gain = 0, validation_noise = 0;
  std::vector<FoldOutcome> folds;
  // Of the best one's months of training and validation, given how many were tried. Not yearly: per month. Planted: NaN.
  double sharpe = 0, hurdle = 0, deflated = 0;
  std::optional<Overfitting> overfitting;  // None with fewer than 10 trials, or too few months.
};

// How it stands.
struct OptimizationProgress {
  std::size_t evaluations = 0, of = 0;
  double best_score = 0, baseline_score = 0;  // The target in training; NaN: none yet.
};

struct OptimizationHooks {
  std::function<void(std::size_t index, const PatternTrial& trial)> on_trial = {};
  std::function<void(const OptimizationProgress&)> on_progress = {};
};

// The baseline are the defaults, or `current` if it is not empty. The best in training is proposed, of
// equal ones the first. Validation has no say in the choice, so that it is as honest as the test.
// `earlier`: trials of the same optimization, to be taken up again. The same for any number of threads.
// With folds, each search's choice is the best in its training alone; of these choices the one with the highest mean score over all
// blocks is proposed, and measured in the objective's own parts.
// Errors: those of check(); invalid_argument (a metric of another kind of objective; folds where there are none); cancelled, if not
// one trial was made. Cancelled later, it judges what it has. Blocking.
Result<OptimizationOutcome> optimize(const Objective& objective, const OptimizationConfig& config,
                                     core::TaskSystem& tasks, const core::TaskContext& context = {},
                                     const OptimizationHooks& hooks = {},
                                     std::span<const double> current = {},
                                     std::span<const PatternTrial> earlier = {});

}  // namespace fwq::optimization
