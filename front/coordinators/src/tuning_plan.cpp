// Rating, planning, judging and recommending for a batch of optimizations.
#include "tuning_plan.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <numbers>

#include "fwq/core/text.hpp"

namespace fwq::coordinators {
namespace {

using optimization::OptimizationConfig;
using optimization::Part;
using optimization::PartScore;
using optimization::Verdict;

// Where few evaluations fit into the time, the algorithm that makes the most of each.
constexpr double kFewEvaluations = 150;
constexpr double kWideGap = 0.005, kGap = 0.001;  // Of overall_score: fractions of a price.

std::string percent(double fraction, int digits = 2) {
  return core::fixed(fraction * 100, digits) + "%";
}

Result<std::vector<const analysis::PatternDef*>> patterns_of(
    const std::vector<std::string>& among) {
  std::vector<const analysis::PatternDef*> out;
  for (const std::string& name : among) {
    FWQ_TRY_ASSIGN(found, optimization::find_patterns(name));
    for (const auto* pattern : found) {
      if (std::find(out.begin(), out.end(), pattern) == out.end()) out.push_back(pattern);
    }
  }
  if (!among.empty()) return out;
  for (const auto* pattern : analysis::built_in_patterns()) {
    if (pattern->params.size() > 0) out.push_back(pattern);
  }
  return out;
}

OptimizationConfig config_for(const PatternRating& rating, double gap, const SmartOptions& options,
                              const OptimizationConfig& base) {
  OptimizationConfig config = base;
  const double affordable = options.minutes_per_pattern * 60 / std::max(rating.seconds, 1e-6);
  config.timeout_minutes = std::clamp(10 * options.minutes_per_pattern, 0.01, 1440.0);
  if (affordable < kFewEvaluations) {
    config.algorithm = "bayesian";
    config.max_iterations = static_cast<std::size_t>(std::clamp(affordable, 20.0, 100.0));
    return config;
  }
  config.algorithm = "genetic";
  config.population_size = gap > kWideGap ? 30 : 20;
  const double generations = gap > kWideGap ? 50 : gap > kGap ? 30 : 15;
  const double each = static_cast<double>(config.population_size) * 0.9;
  config.max_iterations =
      static_cast<std::size_t>(std::clamp(std::min(generations, affordable / each), 5.0, 200.0));
  return config;
}

double test_p_value(const PatternOptimization& done) {
  const PartScore &mine = done.outcome.best[Part::test], &base = done.outcome.baseline[Part::test];
  const double noise = std::sqrt(mine.error * mine.error + base.error * base.error);
  if (!std::isfinite(mine.lift - base.lift) || !(noise > 0)) return data::kNone;
  return 0.5 * std::erfc((mine.lift - base.lift) / noise / std::numbers::sqrt2);
}

// Holm: the k-th smallest of m counts (m - k + 1) times, and no less than the one before it.
void adjust(std::vector<TuneTask>& tasks) {
  std::vector<TuneTask*> order;
  for (TuneTask& task : tasks) {
    if (std::isfinite(task.p_value)) order.push_back(&task);
  }
  std::stable_sort(order.begin(), order.end(),
                   [](const TuneTask* a, const TuneTask* b) { return a->p_value < b->p_value; });
  double last = 0;
  for (std::size_t k = 0; k < order.size(); ++k) {
    last = std::max(last, std::min(1.0, static_cast<double>(order.size() - k) * order[k]->p_value));
    order[k]->p_adjusted = last;
  }
}

bool is_better(const TuneTask& task) {
  return task.state == TuneState::completed && task.done &&
         task.done->outcome.verdict == Verdict::better;
}

TuningRecommendation recommendation(const TuneTask& task, double significance) {
  const std::string id(task.pattern->id);
  if (task.state == TuneState::failed)
    return {id, "Could not be optimized: " + task.error, "未能优化：" + task.error_zh};
  if (task.state != TuneState::completed || !task.done)
    return {id, "Cancelled: run the same again to go on.", "已取消：再次运行即可继续。"};
  const auto& out = task.done->outcome;
  if (!is_better(task)) {
    const auto findings = optimization_findings(*task.done);
    return {id, findings[0].en, findings[0].zh};
  }
  const int number = task.done->version ? task.done->version->number : 1;
  const std::string gain = percent(out.best[Part::test].lift - out.baseline[Part::test].lift);
  const std::string p = core::fixed(task.p_adjusted, 3);
  if (task.activated) {
    return {
        id,
        fmt::format("In force as version {}: its gain in the test of {} a hit holds among all "
                    "patterns tried (p {}).",
                    number, gain, p),
        fmt::format("已启用为版本 {}：测试期每次多 {}，计入所有尝试过的形态后仍然成立（p {}）。",
                    number, gain, p)};
  }
  if (holds_among_all(task, significance)) {
    return {id,
            fmt::format("Better, and kept as version {}: put it in force with `fwq versions {} "
                        "--activate {}`.",
                        number, id, number),
            fmt::format("更好，已存为版本 {}：可用 fwq versions {} --activate {} 启用。", number,
                        id, number)};
  }
  return {
      id,
      fmt::format("Better by itself (a gain in the test of {} a hit), but among so many patterns "
                  "that may be luck (p {}): kept as version {}, not in force.",
                  gain, p, number),
      fmt::format("单独看更好（测试期每次多 {}），但尝试的形态众多，可能是运气（p {}）：已存为版本 "
                  "{}，未启用。",
                  gain, p, number)};
}

}  // namespace

Result<std::vector<PatternRating>> rate_patterns(const Home& home, const OptimizationMarket& market,
                                                 const std::vector<std::string>& among,
                                                 const OptimizationConfig& base,
                                                 core::TaskSystem& tasks,
                                                 const core::TaskContext& context) {
  FWQ_TRY_ASSIGN(patterns, patterns_of(among));
  FWQ_TRY_ASSIGN(db, home.database(false));
  const optimization::VersionManager versions(db);
  std::vector<PatternRating> ratings;
  for (std::size_t i = 0; i < patterns.size(); ++i) {
    PatternRating rating{.pattern = patterns[i], .error = {}, .error_zh = {}};
    const auto rated = [&]() -> Result<void> {
      FWQ_TRY_ASSIGN(active, versions.active(*patterns[i]));
      FWQ_TRY_ASSIGN(objective, optimization::PatternObjective::make(*patterns[i], market.series,
                                                                     base.objective));
      const auto begin = std::chrono::steady_clock::now();
      FWQ_TRY_ASSIGN(measured, objective.measure(active.parameters, tasks, context));
      rating.seconds =
          std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
      rating.score = measured[Part::validation].overall_score;
      rating.hits = measured[Part::validation].hits;
      return {};
    }();
    if (!rated) {
      if (rated.error().code == Errc::cancelled) return rated.error();
      rating.error = rated.error().text(false);
      rating.error_zh = rated.error().text(true);
    }
    ratings.push_back(std::move(rating));
    context.report(static_cast<double>(i + 1) / static_cast<double>(patterns.size()),
                   patterns[i]->id);
  }
  return ratings;
}

Result<std::vector<SmartPlan>> plan_smart(const Home& home, std::vector<PatternRating>& ratings,
                                          const SmartOptions& options,
                                          const OptimizationConfig& base) {
  std::vector<PatternRating*> order;
  for (PatternRating& rating : ratings) {
    rating.chosen = rating.score < options.threshold;
    if (rating.chosen) order.push_back(&rating);
  }
  std::stable_sort(order.begin(), order.end(), [](const PatternRating* a, const PatternRating* b) {
    return a->score < b->score;
  });
  FWQ_TRY_ASSIGN(db, home.database(false));
  std::vector<SmartPlan> plans;
  for (const PatternRating* rating : order) {
    SmartPlan plan{.pattern = rating->pattern, .config = {}, .why = {}, .why_zh = {}};
    const double gap = options.threshold - rating->score;
    plan.config = config_for(*rating, gap, options, base);
    const bool has_hits = rating->score > -1;
    plan.why = has_hits ? fmt::format("score {} in validation, below {}", percent(rating->score),
                                      percent(options.threshold))
                        : fmt::format("only {} hits in validation", rating->hits);
    plan.why_zh = has_hits ? fmt::format("验证期得分 {}，低于 {}", percent(rating->score),
                                         percent(options.threshold))
                           : fmt::format("验证期仅 {} 个形态", rating->hits);
    FWQ_TRY_ASSIGN(unfinished, unfinished_config(db, *rating->pattern));
    if (unfinished) {
      plan.config = *unfinished;
      plan.config.workers = base.workers;
      plan.why += "; goes on with the search that was broken off";
      plan.why_zh += "；继续此前中断的搜索";
    }
    plans.push_back(std::move(plan));
  }
  return plans;
}

bool holds_among_all(const TuneTask& task, double significance) noexcept {
  if (!is_better(task)) return false;
  // On drawn windows there is no such value: the verdict has to do.
  const bool planted = optimization::is_planted_metric(task.config.target_metric);
  return planted || task.p_adjusted <= significance;
}

TuningReport judge_together(std::vector<TuneTask> tasks) {
  TuningReport report;
  report.total_tasks = tasks.size();
  double gains = 0, best = -1;
  std::size_t judged = 0;
  for (TuneTask& task : tasks) {
    if (task.state != TuneState::completed || !task.done) continue;
    ++judged;
    if (task.done->outcome.best_params != task.done->outcome.baseline_params)
      task.p_value = test_p_value(*task.done);
  }
  adjust(tasks);
  for (const TuneTask& task : tasks) {
    if (!is_better(task)) continue;
    ++report.successful_tasks;
    const auto& out = task.done->outcome;
    const double gain = out.best[Part::test].lift - out.baseline[Part::test].lift;
    gains += gain;
    if (gain > best) {
      best = gain;
      report.best_pattern = task.pattern->id;
    }
  }
  constexpr double kByLuck = 0.159 * 0.5;
  report.expected_by_luck = static_cast<double>(judged) * kByLuck;
  if (report.successful_tasks > 0)
    report.average_improvement = gains / static_cast<double>(report.successful_tasks);
  report.tasks = std::move(tasks);
  return report;
}

void recommend(TuningReport& report, double significance) {
  report.recommendations.clear();
  for (const TuneTask& task : report.tasks)
    report.recommendations.push_back(recommendation(task, significance));
}

}  // namespace fwq::coordinators
