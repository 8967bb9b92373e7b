// From trials to a verdict.
#include "fwq/optimization/optimization.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <mutex>

#include "fwq/core/text.hpp"

namespace fwq::optimization {
namespace {

constexpr std::string_view kMetrics[] = {"overall_score", "lift", "win_rate"};
constexpr std::size_t kPatienceIterations = 10, kPatienceEvaluations = 50;
constexpr std::size_t kLeastTrials = 10;  // For the probability of overfitting.

struct Range {
  std::string_view name;
  double value, least, most;
};

double target_of(const PartScore& part, std::string_view metric) {
  if (!(part.overall_score > -1)) return part.overall_score;  // Too few hits, whatever the metric.
  if (metric == "lift") return part.lift;
  if (metric == "win_rate") return part.win_rate;
  return part.overall_score;
}

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

// The trial to propose: of the best tenth in training, the best in validation; of equal ones the first.
std::optional<std::size_t> chosen(const std::vector<PatternTrial>& trials,
                                  std::string_view metric) {
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < trials.size(); ++i) {
    if (trials[i].measured && !std::isnan(trials[i].score)) order.push_back(i);
  }
  if (order.empty()) return std::nullopt;
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return trials[a].score > trials[b].score; });
  order.resize(std::max<std::size_t>(1, (order.size() + 9) / 10));
  const auto validation = [&](std::size_t i) {
    return target_of((*trials[i].measured)[Part::validation], metric);
  };
  return *std::max_element(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return validation(a) < validation(b);
  });
}

void judge(OptimizationOutcome& out) {
  const PartScore& mine = out.best[Part::validation];
  const PartScore& base = out.baseline[Part::validation];
  const bool has_hits = mine.overall_score > -1;
  out.validation_gain = mine.lift - (std::isnan(base.lift) ? 0 : base.lift);
  const double base_error = std::isnan(base.error) ? 0 : base.error;
  out.validation_noise = std::sqrt(mine.error * mine.error + base_error * base_error);
  if (out.best_params == out.baseline_params || !has_hits ||
      !(out.validation_gain > out.validation_noise) || !(mine.overall_score > base.overall_score)) {
    out.verdict = Verdict::no_better;
    return;
  }
  const PartScore &tested = out.best[Part::test], &base_tested = out.baseline[Part::test];
  const double base_lift = std::isnan(base_tested.lift) ? 0 : base_tested.lift;
  out.verdict = tested.lift > base_lift ? Verdict::better : Verdict::not_confirmed;
}

double monthly_ratio(std::span<const double> months) {
  double mean = 0, square = 0;
  const auto n = static_cast<double>(months.size());
  for (const double m : months) mean += m / n;
  for (const double m : months) square += (m - mean) * (m - mean) / (n - 1);
  return n > 1 && square > 0 ? mean / std::sqrt(square) : data::kNone;
}

// The ratio as evidence, with the moments of the months.
backtest::SharpeEvidence evidence_of(std::span<const double> months) {
  backtest::SharpeEvidence out;
  const auto n = static_cast<double>(months.size());
  double mean = 0, m2 = 0, m3 = 0, m4 = 0;
  for (const double m : months) mean += m / n;
  for (const double m : months) {
    const double d = m - mean;
    m2 += d * d / n;
    m3 += d * d * d / n;
    m4 += d * d * d * d / n;
  }
  out.sharpe = monthly_ratio(months);
  out.periods = n;
  out.skew = m2 > 0 ? m3 / std::pow(m2, 1.5) : 0;
  out.kurtosis = m2 > 0 ? m4 / (m2 * m2) : 3;
  return out;
}

// How much of it is luck: the ratio after as many tries, and the probability that the best is best by chance.
void weigh(OptimizationOutcome& out) {
  std::vector<std::vector<double>> months;
  std::vector<double> ratios;
  for (const PatternTrial& trial : out.trials) {
    if (!trial.measured) continue;
    const double ratio = monthly_ratio(trial.measured->months);
    if (std::isnan(ratio)) continue;
    ratios.push_back(ratio);
    months.push_back(trial.measured->months);
  }
  const auto evidence = evidence_of(out.best.months);
  out.sharpe = evidence.sharpe;
  double mean = 0, variance = 0;
  const auto n = static_cast<double>(ratios.size());
  for (const double r : ratios) mean += r / n;
  for (const double r : ratios) variance += n > 1 ? (r - mean) * (r - mean) / (n - 1) : 0;
  out.hurdle = backtest::expected_best_sharpe(n, variance);
  out.deflated =
      std::isnan(out.sharpe) ? data::kNone : backtest::probabilistic_sharpe(evidence, out.hurdle);
  if (months.size() < kLeastTrials) return;
  std::size_t blocks = std::min<std::size_t>(12, months[0].size() / 2);
  blocks -= blocks % 2;
  if (blocks < 4) return;
  if (auto found = probability_of_overfitting(months, blocks)) out.overfitting = std::move(*found);
}

}  // namespace

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
                          {"timeout_minutes", c.timeout_minutes, 0.01, 1440}};
  for (const Range& r : ranges) {
    if (r.value >= r.least && r.value <= r.most) continue;
    return Error{Errc::invalid_argument,
                 fmt::format("{} must be {} to {}, not {}", r.name, r.least, r.most, r.value),
                 fmt::format("{} 须在 {} 到 {} 之间，而不是 {}", r.name, r.least, r.most, r.value)};
  }
  return {};
}

Result<OptimizationOutcome> optimize(const PatternObjective& objective,
                                     const OptimizationConfig& config, core::TaskSystem& tasks,
                                     const core::TaskContext& context,
                                     const OptimizationHooks& hooks,
                                     std::span<const double> current,
                                     std::span<const PatternTrial> earlier) {
  FWQ_TRY(check(config));
  OptimizationOutcome out;
  out.baseline_params =
      current.empty() ? objective.defaults() : std::vector<double>(current.begin(), current.end());
  FWQ_TRY_ASSIGN(baseline, objective.measure(out.baseline_params, tasks, context));
  out.baseline = std::move(baseline);
  out.baseline_score = target_of(out.baseline[Part::train], config.target_metric);

  // What was measured is kept beside the score that the search sees. Points are evaluated one at a time.
  std::map<Point, Measured> known;
  std::vector<SearchTrial> searched;
  for (const PatternTrial& trial : earlier) {
    searched.push_back({{trial.params, trial.score, 0}, trial.error});
    if (trial.measured) known[trial.params] = *trial.measured;
  }
  const auto evaluate = [&](std::span<const double> params,
                            const core::TaskContext& inner) -> Result<double> {
    const Point point(params.begin(), params.end());
    auto at = known.find(point);
    if (at == known.end()) {
      FWQ_TRY_ASSIGN(measured, objective.measure(params, tasks, inner));
      at = known.emplace(point, std::move(measured)).first;
    }
    return target_of(at->second[Part::train], config.target_metric);
  };
  const auto told = [&](const SearchTrial& one) {
    PatternTrial trial{one.trial.point, std::nullopt, one.trial.score, one.error};
    if (const auto at = known.find(one.trial.point); at != known.end()) trial.measured = at->second;
    return trial;
  };
  OptimizerSettings settings;
  settings.seed = config.seed;
  settings.max_evaluations = evaluations_of(config);
  settings.population_size = config.population_size;
  settings.mutation_rate = config.mutation_rate;
  settings.crossover_rate = config.crossover_rate;
  settings.smooth = false;  // Hits come and go in steps.
  SearchOptions options;
  options.max_evaluations = settings.max_evaluations;
  options.parallel = false;
  options.min_improvement = config.min_improvement;
  options.patience =
      is_genetic(config) ? kPatienceIterations * config.population_size : kPatienceEvaluations;
  options.timeout =
      std::chrono::milliseconds(static_cast<std::int64_t>(config.timeout_minutes * 60'000));
  SearchHooks passed;
  if (hooks.on_trial)
    passed.on_trial = [&](std::size_t i, const SearchTrial& one) { hooks.on_trial(i, told(one)); };
  if (hooks.on_progress) {
    passed.on_progress = [&](const SearchProgress& p) {
      hooks.on_progress({p.evaluations, p.of, p.best != nullptr ? p.best->score : data::kNone,
                         out.baseline_score});
    };
  }
  FWQ_TRY_ASSIGN(algorithm, find_optimizer(config.algorithm));
  FWQ_TRY_ASSIGN(result, search(objective.space(), *algorithm, settings, options, evaluate, tasks,
                                context, passed, searched));
  if (result.end == SearchEnd::cancelled && result.evaluations == 0)
    return core::TaskContext::cancelled_error();
  for (const SearchTrial& one : result.trials) out.trials.push_back(told(one));
  out.evaluations = result.evaluations;
  out.iterations = iterations_of(config, result.evaluations);
  out.failed = result.failed;
  out.end = result.end;
  const auto best = chosen(out.trials, config.target_metric);
  const bool beats = best && out.trials[*best].score > out.baseline_score;
  out.best_params = beats ? out.trials[*best].params : out.baseline_params;
  out.best = beats ? *out.trials[*best].measured : out.baseline;
  out.best_score = beats ? out.trials[*best].score : out.baseline_score;
  judge(out);
  weigh(out);
  return out;
}

std::string_view to_string(Verdict verdict) noexcept {
  switch (verdict) {
    case Verdict::better:
      return "better";
    case Verdict::not_confirmed:
      return "not_confirmed";
    case Verdict::no_better:
      return "no_better";
  }
  return "";
}

}  // namespace fwq::optimization
