// What an optimization found, in words that follow from its numbers.
#include <fmt/format.h>

#include <cmath>

#include "fwq/coordinators/optimize.hpp"
#include "fwq/core/text.hpp"

namespace fwq::coordinators {
namespace {

using optimization::Part;
using optimization::PartScore;
using optimization::SearchEnd;
using optimization::Verdict;

std::string percent(double fraction, int digits = 2) {
  return std::isfinite(fraction) ? core::fixed(fraction * 100, digits) + "%" : std::string("-");
}

std::string before_text(const PatternOptimization& done, bool chinese) {
  const int number = done.before.number;
  if (number == 1) return chinese ? "内置默认参数" : "the built-in defaults";
  return chinese ? fmt::format("版本 {}", number) : fmt::format("version {}", number);
}

// What the metric is called, in which gains and tests are told.
struct MetricWords {
  std::string en, zh;
};
MetricWords words_of(const PatternOptimization& done) {
  const std::string& metric = done.config.target_metric;
  if (optimization::is_planted_metric(metric)) return {metric, metric};
  return {"lift a hit", "每次超额"};
}

// What a part is judged by: the lift, or on drawn windows the metric itself.
double judged(const PatternOptimization& done, const PartScore& part) {
  return part.planted ? optimization::target_of(part, done.config.target_metric) : part.lift;
}

OptimizationFinding verdict(const PatternOptimization& done) {
  const auto& out = done.outcome;
  const auto [word_en, word_zh] = words_of(done);
  const std::string before_en = before_text(done, false), before_zh = before_text(done, true);
  const std::string gain = percent(out.validation_gain), noise = percent(out.validation_noise);
  if (out.best_params == out.baseline_params) {
    return {"verdict",
            fmt::format("Leave it as it is: none of {} tries beat {} in training.", out.evaluations,
                        before_en),
            fmt::format("维持现状：{} 组参数在训练期均未胜过{}。", out.evaluations, before_zh)};
  }
  if (out.verdict == Verdict::no_better) {
    return {"verdict",
            fmt::format("Leave it as it is: the best of {} tries gains {} of {} over {} in "
                        "validation, which is not more than its noise of {}, or scores no higher.",
                        out.evaluations, gain, word_en, before_en, noise),
            fmt::format("维持现状：{} 组中最好的一组在验证期{}比{}多 {}，不超过其误差 "
                        "{}，或综合得分并不更高。",
                        out.evaluations, word_zh, before_zh, gain, noise)};
  }
  const std::string test = percent(judged(done, out.best[Part::test])),
                    test_before = percent(judged(done, out.baseline[Part::test]));
  if (out.verdict == Verdict::not_confirmed) {
    return {
        "verdict",
        fmt::format("Leave it as it is: in validation it gains {} of {} over {} (noise {}), but "
                    "the test, which the search never saw, does not confirm it: {} against {}.",
                    gain, word_en, before_en, noise, test, test_before),
        fmt::format("维持现状：验证期{}比{}多 {}（误差 {}），但搜索从未见过的测试期没有证实："
                    "{}，而原来为 {}。",
                    word_zh, before_zh, gain, noise, test, test_before)};
  }
  const std::string number = done.version ? std::to_string(done.version->number) : "-";
  return {
      "verdict",
      fmt::format("Better: in validation it gains {} of {} over {} (noise {}), and the test, "
                  "which the search never saw, confirms it: {} against {}. {}",
                  gain, word_en, before_en, noise, test, test_before,
                  done.activated ? fmt::format("It is in force now as version {}.", number)
                                 : fmt::format("It is kept as version {}, not in force.", number)),
      fmt::format("更好：验证期{}比{}多 {}（误差 {}），搜索从未见过的测试期也证实：{}，而原来为 "
                  "{}。{}",
                  word_zh, before_zh, gain, noise, test, test_before,
                  done.activated ? fmt::format("已启用为版本 {}。", number)
                                 : fmt::format("已存为版本 {}，未启用。", number))};
}

OptimizationFinding luck(const PatternOptimization& done) {
  const auto& out = done.outcome;
  const std::string p = percent(out.deflated, 0);
  return {
      "luck",
      fmt::format("Months of training and validation: its ratio of mean to deviation is {}; the "
                  "best of {} tries without merit would by luck show about {}. Truly above 0 and "
                  "that luck with a probability of {}.",
                  core::fixed(out.sharpe, 2), out.evaluations, core::fixed(out.hurdle, 2), p),
      fmt::format("训练期与验证期按月：均值与标准差之比为 {}；{} 组毫无优势的尝试仅凭运气也约为 "
                  "{}。真正胜过这份运气的概率为 {}。",
                  core::fixed(out.sharpe, 2), out.evaluations, core::fixed(out.hurdle, 2), p)};
}

OptimizationFinding overfitting(double probability) {
  const std::string p = percent(probability, 0);
  constexpr double kLow = 0.2, kEven = 0.5;
  return {"overfitting",
          fmt::format("Probability of overfitting (the best of one half of the months is below the "
                      "middle in the other half): {}; {}.",
                      p,
                      probability < kLow    ? "low"
                      : probability < kEven ? "worth a second look"
                                            : "the choice says little about the future"),
          fmt::format("过拟合概率（一半月份中最好的参数在另一半低于中位）：{}，{}。", p,
                      probability < kLow    ? "较低"
                      : probability < kEven ? "值得再看"
                                            : "所选参数对未来意义不大")};
}

}  // namespace

std::vector<OptimizationFinding> optimization_findings(const PatternOptimization& done) {
  const auto& out = done.outcome;
  std::vector<OptimizationFinding> found{verdict(done)};
  if (std::isfinite(out.deflated)) found.push_back(luck(done));
  if (out.overfitting && std::isfinite(out.overfitting->probability))
    found.push_back(overfitting(out.overfitting->probability));
  const std::size_t least = optimization::is_planted_metric(done.config.target_metric)
                                ? done.config.planted.min_hits
                                : done.config.objective.min_hits;
  const auto few = [&](Part part) {
    return out.baseline[part].hits < least && out.best[part].hits < least;
  };
  if (few(Part::train) || few(Part::validation) || few(Part::test)) {
    found.push_back(
        {"few_hits",
         fmt::format("In a part of the time there are fewer than {} hits: nothing can be told from "
                     "so few. More securities, or a longer history, help.",
                     least),
         fmt::format("部分时期的形态不足 {} 个，不足以判断；可增加证券或历史长度。",
                     done.config.objective.min_hits)});
  }
  if (out.form != optimization::SearchForm::no_slopes) {
    found.push_back({"search_form",
                     fmt::format("The gradient search: {}.", optimization::title_en(out.form)),
                     fmt::format("梯度搜索：{}。", optimization::title_zh(out.form))});
  }
  if (out.failed > 0) {
    found.push_back({"failed", fmt::format("{} tries could not be evaluated.", out.failed),
                     fmt::format("{} 组参数未能计算。", out.failed)});
  }
  if (out.end == SearchEnd::timeout) {
    found.push_back(
        {"ended",
         fmt::format("Ended by the time-out after {} tries; the same command goes on "
                     "from there.",
                     out.evaluations),
         fmt::format("已超时，共尝试 {} 组；再次运行同一命令会从此处继续。", out.evaluations)});
  }
  if (out.end == SearchEnd::cancelled) {
    found.push_back(
        {"ended",
         fmt::format("Cancelled after {} tries: nothing was put in force; the same "
                     "command goes on from there.",
                     out.evaluations),
         fmt::format("已取消，共尝试 {} 组，未启用任何版本；再次运行同一命令会从此处继续。",
                     out.evaluations)});
  }
  return found;
}

}  // namespace fwq::coordinators
