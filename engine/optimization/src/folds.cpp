// Folds: as many searches as blocks, and a choice among what they found.
#include "folds.hpp"

#include <algorithm>
#include <map>

#include "judging.hpp"

namespace fwq::optimization {
namespace {

using Folds = std::vector<std::unique_ptr<Objective>>;

// One fold's search, told as a part of the whole.
class FoldRunner {
 public:
  FoldRunner(const OptimizationConfig& config, const PatternSearchSetting& setting,
             OptimizationOutcome& out)
      : config_(config),
        setting_(setting),
        out_(out),
        end_(std::chrono::steady_clock::now() + setting.timeout) {}

  // False: out of time or cancelled; what was tried is kept.
  Result<bool> run(const Objective& fold) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
        end_ - std::chrono::steady_clock::now());
    if (left.count() <= 0) {
      out_.end = SearchEnd::timeout;
      return false;
    }
    auto measured = fold.measure(out_.baseline_params, setting_.tasks, setting_.context);
    if (!measured && measured.error().code == Errc::cancelled) {
      out_.end = SearchEnd::cancelled;
      return false;
    }
    FWQ_TRY_ASSIGN(baseline, std::move(measured));
    const std::size_t first = out_.trials.size(), evaluated = out_.evaluations;
    OptimizationHooks hooks;
    if (setting_.hooks.on_trial) {
      hooks.on_trial = [&](std::size_t i, const PatternTrial& trial) {
        setting_.hooks.on_trial(first + i, trial);
      };
    }
    if (setting_.hooks.on_progress) {
      hooks.on_progress = [&](const OptimizationProgress& p) {
        setting_.hooks.on_progress(
            {evaluated + p.evaluations, config_.folds * p.of, p.best_score, p.baseline_score});
      };
    }
    const auto earlier = setting_.earlier.subspan(std::min(first, setting_.earlier.size()));
    FWQ_TRY_ASSIGN(found, search_pattern(fold, config_,
                                         {setting_.tasks, setting_.context, hooks, earlier, left,
                                          target_of(baseline[Part::train], config_.target_metric),
                                          setting_.is_planted, setting_.start}));
    take_counts(out_, found);
    keep(found, baseline);
    std::move(found.trials.begin(), found.trials.end(), std::back_inserter(out_.trials));
    return found.end != SearchEnd::cancelled && found.end != SearchEnd::timeout;
  }

 private:
  void keep(const PatternSearchResult& found, const Measured& baseline) {
    FoldOutcome one;
    one.params = out_.baseline_params;
    one.validation = one.baseline_validation = baseline[Part::validation];
    one.evaluations = found.evaluations;
    one.trials = found.trials.size();
    const auto best = best_in_training(found.trials);
    const double base = target_of(baseline[Part::train], config_.target_metric);
    if (best && found.trials[*best].score > base) {
      one.params = found.trials[*best].params;
      one.validation = (*found.trials[*best].measured)[Part::validation];
      const auto worth = [&](const PartScore& part) {
        return part.hits > 0 ? judged_by(part, config_.target_metric) : 0;
      };
      one.gain = worth(one.validation) - worth(one.baseline_validation);
    }
    out_.folds.push_back(std::move(one));
  }

  const OptimizationConfig& config_;
  const PatternSearchSetting& setting_;
  OptimizationOutcome& out_;
  std::chrono::steady_clock::time_point end_;
};

// The mean of the target over all blocks.
Result<double> mean_over_blocks(const Folds& folds, std::span<const double> params,
                                std::string_view metric, const PatternSearchSetting& setting) {
  double sum = 0;
  for (const auto& fold : folds) {
    FWQ_TRY_ASSIGN(measured, fold->measure(params, setting.tasks, setting.context));
    sum += target_of(measured[Part::validation], metric);
  }
  return sum / static_cast<double>(folds.size());
}

// Of what the folds chose and the baseline, the best over all blocks; of equal ones the baseline, then the first.
Result<std::vector<double>> best_over_blocks(const Folds& folds, const OptimizationOutcome& out,
                                             std::string_view metric,
                                             const PatternSearchSetting& setting) {
  std::vector<double> best = out.baseline_params;
  FWQ_TRY_ASSIGN(most, mean_over_blocks(folds, best, metric, setting));
  for (std::size_t i = 0; i < out.folds.size(); ++i) {
    const auto& params = out.folds[i].params;
    const bool is_known =
        params == out.baseline_params ||
        std::any_of(out.folds.begin(), out.folds.begin() + static_cast<std::ptrdiff_t>(i),
                    [&](const FoldOutcome& other) { return other.params == params; });
    if (is_known) continue;
    FWQ_TRY_ASSIGN(mean, mean_over_blocks(folds, params, metric, setting));
    if (!(mean > most)) continue;
    most = mean;
    best = params;
  }
  return best;
}

}  // namespace

Result<OptimizationOutcome> optimize_folds(const Objective& objective,
                                           const OptimizationConfig& config,
                                           const PatternSearchSetting& setting,
                                           OptimizationOutcome out) {
  Folds folds;
  for (std::size_t i = 0; i < config.folds; ++i) {
    FWQ_TRY_ASSIGN(fold, objective.fold(i, config.folds));
    folds.push_back(std::move(fold));
  }
  out.best_params = out.baseline_params;
  out.best = out.baseline;
  out.best_score = out.baseline_score;
  FoldRunner runner(config, setting, out);
  bool is_whole = true;
  for (std::size_t i = 0; i < folds.size() && is_whole; ++i) {
    FWQ_TRY_ASSIGN(went_on, runner.run(*folds[i]));
    is_whole = went_on;
  }
  if (out.end == SearchEnd::cancelled && out.evaluations == 0)
    return core::TaskContext::cancelled_error();
  if (!is_whole) {
    out.validation_gain = out.validation_noise = data::kNone;
    weigh(out);
    return out;
  }
  FWQ_TRY_ASSIGN(best, best_over_blocks(folds, out, config.target_metric, setting));
  if (best != out.baseline_params) {
    FWQ_TRY_ASSIGN(measured, objective.measure(best, setting.tasks, setting.context));
    out.best_params = std::move(best);
    out.best = std::move(measured);
    out.best_score = target_of(out.best[Part::train], config.target_metric);
  }
  judge_folds(out, config.target_metric);
  weigh(out);
  return out;
}

}  // namespace fwq::optimization
