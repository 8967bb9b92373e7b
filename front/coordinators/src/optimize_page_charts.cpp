// The pictures of a search.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "fwq/optimization/importance.hpp"
#include "optimize_page.hpp"

namespace fwq::coordinators {
namespace {

using report::Section;
using report::shown;

// Scores as they are shown; NaN of what was refused, failed, or had too few hits. Of a walk-forward only those of the last window: each
// window is scored over a time of its own, and side by side they would tell of the time and not of the parameters.
std::vector<double> scores_of(const OptimizationContext& context) {
  const auto& done = context.done;
  std::vector<double> out;
  for (std::size_t i = 0; i < done.outcome.trials.size(); ++i) {
    const auto& trial = done.outcome.trials[i];
    const bool is_drawn = i >= context.first_drawn() && context.has_score(trial.score);
    out.push_back(is_drawn ? trial.score * context.scale() : data::kNone);
  }
  return out;
}

std::vector<double> values_of(const PatternOptimization& done, std::size_t param) {
  std::vector<double> out;
  for (const auto& trial : done.outcome.trials) out.push_back(trial.params[param]);
  return out;
}

// The trial that was proposed, if it is drawn.
std::optional<std::size_t> best_of(const OptimizationContext& context) {
  const auto& done = context.done;
  for (std::size_t i = context.first_drawn(); i < done.outcome.trials.size(); ++i) {
    if (done.outcome.trials[i].params == done.outcome.best_params) return i;
  }
  return std::nullopt;
}

report::ScatterChart scatter(const OptimizationContext& context) {
  report::ScatterChart chart;
  chart.y = scores_of(context);
  chart.digits = 3;
  chart.unit = context.unit();
  chart.best = best_of(context);
  const double now = context.done.outcome.baseline_score;
  if (context.has_score(now) && context.first_drawn() == 0) {
    chart.guide = now * context.scale();
    chart.guide_name = context.done.strategy ? context.text("the defaults", "默认参数")
                                             : context.text("now in force", "现行参数");
  }
  return chart;
}

std::size_t counted(const std::vector<double>& scores) {
  return static_cast<std::size_t>(
      std::count_if(scores.begin(), scores.end(), [](double s) { return std::isfinite(s); }));
}

int digits_of(const analysis::ParamDef& param) {
  return param.kind == analysis::ParamKind::integer ? 0 : 4;
}

constexpr std::size_t kFew = 3;  // Fewer points show nothing.

}  // namespace

std::string OptimizationContext::score_text(double score) const {
  if (!has_score(score)) return "–";
  if (done.maximises_sharpe()) return shown(score, 2);
  return shown(score * 100, 3) + "%";
}

Section search_section(const OptimizationContext& context) {
  Section section{.id = "search",
                  .title = context.text("How the search went", "搜索过程"),
                  .blocks = {},
                  .wide = true};
  auto chart = scatter(context);
  const std::size_t drawn = counted(chart.y);
  if (drawn < kFew) return section;
  std::vector<double> numbers(chart.y.size());
  for (std::size_t i = 0; i < numbers.size(); ++i) numbers[i] = static_cast<double>(i + 1);
  chart.title = context.text("Score of each try in training, and the best so far",
                             "每次尝试的训练期得分与至此最佳");
  chart.panels.push_back({.name = context.text("Try", "尝试"),
                          .x = std::move(numbers),
                          .digits = 0,
                          .best_so_far = true});
  section.blocks.emplace_back(std::move(chart));
  if (context.first_drawn() > 0) {
    section.blocks.emplace_back(report::Paragraph{context.text(
        "Here and in the next pictures: the tries of the last window, whose training is the "
        "longest. Scores of other windows are of other times.",
        "此处及以下各图只画最后一个窗口的尝试，其训练时间最长；其他窗口的得分属于不同时间。")});
  }
  const std::size_t left_out = context.done.outcome.trials.size() - context.first_drawn() - drawn;
  if (left_out > 0) {
    section.blocks.emplace_back(report::Paragraph{
        context.chinese()
            ? fmt::format("另有 {} 次无得分：{}或未能计算。", left_out,
                          context.done.strategy ? "交易太少" : "参数已不是该形态、形态太少")
            : fmt::format("{} more have no score: {}, or failed.", left_out,
                          context.done.strategy ? "too few trades"
                                                : "no longer the pattern, too few hits")});
  }
  return section;
}

Section importance_section(const OptimizationContext& context) {
  Section section{.id = "importance",
                  .title = context.text("What mattered", "参数重要性"),
                  .blocks = {},
                  .wide = true};
  std::vector<optimization::Point> points;
  for (const auto& trial : context.done.outcome.trials) points.push_back(trial.params);
  const auto found = optimization::parameter_importance(points, scores_of(context));
  if (!found) return section;
  report::BarChart chart{.title = context.text("Share of the ups and downs of the score that each "
                                               "parameter explains",
                                               "各参数对得分起伏的解释份额"),
                         .bars = {}};
  for (std::size_t i = 0; i < found->shares.size(); ++i) {
    chart.bars.push_back({std::string(context.done.params()[i].name), found->shares[i],
                          shown(found->shares[i] * 100, 0) + "%"});
  }
  std::stable_sort(chart.bars.begin(), chart.bars.end(),
                   [](const auto& a, const auto& b) { return a.value > b.value; });
  section.blocks.emplace_back(std::move(chart));
  const std::string explained = shown(std::max(0.0, found->explained) * 100, 0) + "%";
  constexpr double kLittle = 0.3;
  section.blocks.emplace_back(report::Paragraph{
      found->explained < kLittle
          ? context.text(
                "A random forest foretells only " + explained +
                    " of the variance of tries that it has not seen: these shares say little.",
                "随机森林只能预测未见尝试得分方差的 " + explained + "，上述份额意义不大。")
          : context.text("A random forest foretells " + explained +
                             " of the variance of tries that it has not seen; the shares are what "
                             "shuffling a parameter costs it.",
                         "随机森林可预测未见尝试得分方差的 " + explained +
                             "；份额为打乱该参数后预测变差的程度。")});
  return section;
}

Section slices_section(const OptimizationContext& context) {
  Section section{.id = "slices",
                  .title = context.text("Score by each parameter", "得分与各参数"),
                  .blocks = {},
                  .wide = true};
  auto chart = scatter(context);
  if (counted(chart.y) < kFew) return section;
  chart.title = context.text(
      "Score in training over the value of each parameter; the proposed one "
      "stands out",
      "训练期得分与各参数取值，所选的一组突出显示");
  for (std::size_t i = 0; i < context.done.params().size(); ++i) {
    const auto& param = context.done.params()[i];
    chart.panels.push_back({.name = std::string(param.name),
                            .x = values_of(context.done, i),
                            .digits = digits_of(param)});
  }
  section.blocks.emplace_back(std::move(chart));
  return section;
}

Section ways_section(const OptimizationContext& context) {
  Section section{.id = "ways",
                  .title = context.text("All parameters at once", "全部参数"),
                  .blocks = {},
                  .wide = true};
  report::ParallelChart chart;
  chart.score = scores_of(context);
  if (counted(chart.score) < kFew || context.done.params().size() < 2) return section;
  chart.title = context.text(
      "Each line is a try: the higher its score, the stronger the line; the "
      "proposed one is thick",
      "每条线为一次尝试：得分越高线越深，所选的一组加粗");
  chart.best = best_of(context);
  for (std::size_t i = 0; i < context.done.params().size(); ++i) {
    const auto& param = context.done.params()[i];
    chart.axes.push_back({.name = std::string(param.name),
                          .values = values_of(context.done, i),
                          .low = context.done.range(i).first,
                          .high = context.done.range(i).second,
                          .digits = param.kind == analysis::ParamKind::integer ? 0 : 2});
  }
  report::ParallelAxis score{.name = context.done.maximises_sharpe()
                                         ? context.text("score", "得分")
                                         : context.text("score, %", "得分 %"),
                             .values = chart.score,
                             .low = INFINITY,
                             .high = -INFINITY,
                             .digits = 3};
  for (const double s : chart.score) {
    if (!std::isfinite(s)) continue;
    score.low = std::min(score.low, s);
    score.high = std::max(score.high, s);
  }
  chart.axes.push_back(std::move(score));
  section.blocks.emplace_back(std::move(chart));
  return section;
}

}  // namespace fwq::coordinators
