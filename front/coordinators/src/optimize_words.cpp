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
  if (done.strategy) return chinese ? "默认参数" : "the defaults";
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
  if (done.maximises_sharpe()) return {"Sharpe ratio", "夏普比率"};
  if (done.strategy) return {"return a month beyond holding", "每月相对买入持有的超额"};
  return {"lift a hit", "每次超额"};
}

// Of what the metric is about: a share, or a ratio.
std::string amount(const PatternOptimization& done, double value) {
  if (!done.maximises_sharpe()) return percent(value);
  return std::isfinite(value) ? core::fixed(value, 2) : std::string("-");
}

// What a part is judged by: the lift; on drawn windows, and if it is a Sharpe ratio, the metric itself.
double judged(const PatternOptimization& done, const PartScore& part) {
  if (part.traded && done.maximises_sharpe()) return part.traded->sharpe;
  return part.planted ? optimization::target_of(part, done.config.target_metric) : part.lift;
}

// What to do with something better.
std::pair<std::string, std::string> next_step(const PatternOptimization& done) {
  if (done.strategy) {
    std::string command = fmt::format("fwq backtest {} SYM", done.subject());
    for (std::size_t i = 0; i < done.params().size(); ++i) {
      command += fmt::format(" --param {}={}", done.params()[i].name,
                             core::shortest(done.outcome.best_params[i]));
    }
    if (!done.patterns.empty())
      command += fmt::format(" --param pattern={}", fmt::join(done.patterns, ","));
    return {fmt::format("Try it: {}", command), fmt::format("可用 {} 试用。", command)};
  }
  const std::string number = done.version ? std::to_string(done.version->number) : "-";
  if (done.activated) {
    return {fmt::format("It is in force now as version {}.", number),
            fmt::format("已启用为版本 {}。", number)};
  }
  return {fmt::format("It is kept as version {}, not in force.", number),
          fmt::format("已存为版本 {}，未启用。", number)};
}

OptimizationFinding verdict(const PatternOptimization& done) {
  const auto& out = done.outcome;
  const auto [word_en, word_zh] = words_of(done);
  const std::string before_en = before_text(done, false), before_zh = before_text(done, true);
  const std::string gain = amount(done, out.validation_gain),
                    noise = amount(done, out.validation_noise);
  if (out.best_params == out.baseline_params) {
    if (!out.folds.empty()) {
      return {
          "verdict",
          fmt::format("Leave it as it is: over all {} blocks of time together, nothing that was "
                      "found in the others beat {}.",
                      out.folds.size(), before_en),
          fmt::format("维持现状：就全部 {} 段时间合计，各次搜索所得均未胜过{}。", out.folds.size(),
                      before_zh)};
    }
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
  const std::string test = amount(done, judged(done, out.best[Part::test])),
                    test_before = amount(done, judged(done, out.baseline[Part::test]));
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
  const auto [next_en, next_zh] = next_step(done);
  return {
      "verdict",
      fmt::format("Better: in validation it gains {} of {} over {} (noise {}), and the test, "
                  "which the search never saw, confirms it: {} against {}. {}",
                  gain, word_en, before_en, noise, test, test_before, next_en),
      fmt::format("更好：验证期{}比{}多 {}（误差 {}），搜索从未见过的测试期也证实：{}，而原来为 "
                  "{}。{}",
                  word_zh, before_zh, gain, noise, test, test_before, next_zh)};
}

// A strategy that beats its defaults may still be worse than holding.
OptimizationFinding holding(const PatternOptimization& done) {
  const auto& traded = *done.outcome.best[Part::test].traded;
  const std::string made = percent(traded.monthly_return), held = percent(traded.monthly_hold);
  const std::string sharpe = std::isfinite(traded.sharpe) ? core::fixed(traded.sharpe, 2) : "-",
                    hold_sharpe = std::isfinite(traded.hold_sharpe)
                                      ? core::fixed(traded.hold_sharpe, 2)
                                      : "-";
  const bool beats = traded.monthly_return > traded.monthly_hold;
  return {
      "holding",
      fmt::format("In the test, after all costs, it made {} a month (Sharpe ratio {}); the same "
                  "securities bought and held made {} ({}){}.",
                  made, sharpe, held, hold_sharpe, beats ? "" : ": holding was better"),
      fmt::format("测试期扣除全部费用后每月 {}（夏普比率 {}）；同样的证券买入持有每月 {}（{}）{}。",
                  made, sharpe, held, hold_sharpe, beats ? "" : "：买入持有更好")};
}

// Walk-forward: each choice judged where it had not been looked at.
OptimizationFinding windows(const PatternOptimization& done) {
  const auto& folds = done.outcome.folds;
  std::size_t gained = 0, ahead = 0;
  for (const auto& fold : folds) {
    gained += fold.gain > 0 ? 1U : 0U;
    ahead += fold.validation.lift > 0 ? 1U : 0U;
  }
  return {
      "windows",
      fmt::format("Walk-forward: of {} windows, each traded with what was best in all the time "
                  "before it, {} beat the defaults and {} beat holding.",
                  folds.size(), gained, ahead),
      fmt::format("滚动前推：{} 个窗口各用此前全部时间中最好的参数交易，其中 {} 个胜过默认参数，"
                  "{} 个胜过买入持有。",
                  folds.size(), gained, ahead)};
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
  if (done.strategy && out.best[Part::test].traded) found.push_back(holding(done));
  if (done.strategy && !out.folds.empty()) found.push_back(windows(done));
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
    const std::string what = done.strategy ? "closed trades" : "hits";
    found.push_back({"few_hits",
                     fmt::format("In a part of the time there are fewer than {} {}: nothing can be "
                                 "told from so few. More securities, or a longer history, help.",
                                 least, what),
                     fmt::format("部分时期的{}不足 {}，不足以判断；可增加证券或历史长度。",
                                 done.strategy ? "平仓交易" : "形态", least)});
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
