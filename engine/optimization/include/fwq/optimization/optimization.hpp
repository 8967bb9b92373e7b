// Optimizing the parameters of a pattern: searched in training, chosen in validation, judged by a test that neither has seen.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "fwq/backtest/statistics.hpp"
#include "fwq/optimization/overfitting.hpp"
#include "fwq/optimization/pattern_objective.hpp"
#include "fwq/optimization/search.hpp"

namespace fwq::optimization {

struct OptimizationConfig {
  std::string algorithm = "genetic";
  std::size_t max_iterations =
      50;  // 5 to 200: generations of the genetic algorithm, evaluations of the others.
  std::size_t population_size = 20;  // 5 to 100; genetic.
  double mutation_rate = 0.1;        // 0.01 to 0.5; genetic.
  double crossover_rate = 0.8;       // 0.1 to 1; genetic.
  std::string target_metric =
      "overall_score";  // What is maximised in training: overall_score, lift or win_rate.
  double min_improvement =
      0;  // 0 to 1: end when 10 generations (or 50 evaluations) gained less than this part. 0: never.
  double timeout_minutes = 30;  // 0.01 to 1440.
  std::uint64_t seed = 1;
  ObjectiveOptions objective = {};
};
// Errors: invalid_argument, not_found (algorithm, metric), with the range or the nearest name.
Result<void> check(const OptimizationConfig& config);

// A set of parameters that was tried.
struct PatternTrial {
  std::vector<double> params;
  std::optional<Measured> measured;  // None: it could not be evaluated.
  double score = 0;                  // The target in training; NaN: none.
  std::string error;
};

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
  Verdict verdict = Verdict::no_better;
  double validation_gain = 0,
         validation_noise = 0;  // Of the lift over the defaults'; its standard error.
  // Of the best one's months of training and validation, given how many were tried. Not yearly: per month.
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

// The baseline are the defaults, or `current` if it is not empty. From the tenth of the trials that is best in training, the one with
// the highest score in validation is chosen; parameters that were tried before with the same results count once.
// `earlier`: trials of the same optimization, to be taken up again. The same for any number of threads.
// Errors: those of check(); cancelled, if not one trial was made. Cancelled later, it judges what it has. Blocking.
Result<OptimizationOutcome> optimize(const PatternObjective& objective,
                                     const OptimizationConfig& config, core::TaskSystem& tasks,
                                     const core::TaskContext& context = {},
                                     const OptimizationHooks& hooks = {},
                                     std::span<const double> current = {},
                                     std::span<const PatternTrial> earlier = {});

}  // namespace fwq::optimization
