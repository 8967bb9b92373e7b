// The page of an optimization: words and tables.
#include "optimize_page.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "backtest_page.hpp"
#include "fwq/coordinators/optimize_report.hpp"
#include "fwq/core/text.hpp"
#include "optimize_json.hpp"

namespace fwq::coordinators {
namespace {

using optimization::kParts;
using optimization::Measured;
using optimization::Part;
using optimization::PartScore;
using optimization::Verdict;
using report::Cell;
using report::Fact;
using report::Section;
using report::shown;
using report::shown_count;
using report::shown_percent;
using report::Tone;

constexpr std::size_t kMostRows = 50;  // Of the table of trials.

Cell plain(std::string text) {
  return {std::move(text), Tone::none, {}};
}
Cell share(double fraction) {
  return plain(std::isfinite(fraction) ? shown(fraction * 100, 2) + "%" : "–");
}
Cell change(double fraction) {
  if (!std::isfinite(fraction)) return plain("–");
  return {shown_percent(fraction * 100), tone_of_change(fraction), {}};
}

std::string part_title(const OptimizationContext& context, Part part) {
  switch (part) {
    case Part::train:
      return context.text("Training", "训练期");
    case Part::validation:
      return context.text("Validation", "验证期");
    case Part::test:
      return context.text("Test", "测试期");
  }
  return "";
}

std::string verdict_title(const OptimizationContext& context) {
  switch (context.done.outcome.verdict) {
    case Verdict::better:
      return context.text("better", "更好");
    case Verdict::not_confirmed:
      return context.text("not confirmed", "未被证实");
    case Verdict::no_better:
      break;
  }
  return context.text("no better", "并不更好");
}

std::vector<Fact> lead(const OptimizationContext& context) {
  const auto& out = context.done.outcome;
  const auto target = [&](const Measured& measured, Part part) {
    return context.score_text(
        optimization::target_of(measured[part], context.done.config.target_metric));
  };
  return {{context.text("Verdict", "结论"), verdict_title(context),
           out.verdict == Verdict::better ? Tone::up : Tone::none},
          {context.text("Tried", "尝试"), shown_count(out.evaluations), Tone::none},
          {context.text("Training", "训练期") + ": " + context.baseline_text() + " → " +
               context.text("best", "最佳"),
           target(out.baseline, Part::train) + " → " + target(out.best, Part::train), Tone::none},
          {context.text("Validation", "验证期"),
           target(out.baseline, Part::validation) + " → " + target(out.best, Part::validation),
           Tone::none},
          {context.text("Test", "测试期"),
           target(out.baseline, Part::test) + " → " + target(out.best, Part::test), Tone::none}};
}

std::vector<Fact> about(const OptimizationContext& context, const ReportOptions& options) {
  const auto& done = context.done;
  std::vector<Fact> facts{
      {context.text("Number", "编号"), done.id, Tone::none},
      {context.text("Algorithm", "算法"), done.config.algorithm, Tone::none},
      {context.text("Maximised", "最大化"), done.config.target_metric, Tone::none}};
  if (done.series > 0) {
    facts.push_back({context.text("Securities", "证券"), shown_count(done.series), Tone::none});
    facts.push_back({context.text("Bars", "K线"), shown_count(done.bars), Tone::none});
  }
  facts.push_back({context.text("Made", "生成时间"), options.generated_at, Tone::none});
  return facts;
}

Section summary(const OptimizationContext& context, const ReportOptions& options) {
  Section section{
      .id = "summary", .title = context.text("In short", "要点"), .blocks = {}, .wide = true};
  if (options.simulated && context.done.series > 0)
    section.blocks.emplace_back(report::Paragraph{
        context.text("Demo market: simulated prices of companies that do not exist.",
                     "演示行情：模拟数据，公司为虚构。"),
        Tone::warning});
  report::List list;
  for (const auto& one : optimization_findings(context.done))
    list.items.push_back(context.text(one.en, one.zh));
  section.blocks.emplace_back(std::move(list));
  return section;
}

std::vector<Cell> part_cells(const PartScore& x, bool planted) {
  if (planted) {
    const auto c = x.planted.value_or(optimization::Classification{});
    return {plain(fmt::format("{}/{}", c.true_positives, c.true_positives + c.false_negatives)),
            plain(fmt::format("{}/{}", c.false_positives, c.false_positives + c.true_negatives)),
            share(c.recall()), share(c.precision()), share(c.f1_score())};
  }
  if (x.traded) {
    const auto ratio = [](double value) {
      return plain(std::isfinite(value) ? shown(value, 2) : "–");
    };
    return {plain(shown_count(x.hits)),
            change(x.traded->monthly_return),
            change(x.lift),
            share(x.error),
            share(x.win_rate),
            share(x.by_symbol),
            ratio(x.traded->sharpe),
            plain(x.overall_score > -1 ? shown(x.overall_score * 100, 3) + "%" : "–")};
  }
  return {plain(shown_count(x.hits)),
          change(x.lift),
          share(x.error),
          share(x.win_rate),
          share(x.by_symbol),
          plain(x.overall_score > -1 ? shown(x.overall_score * 100, 3) + "%" : "–")};
}

Section parts(const OptimizationContext& context) {
  const auto& done = context.done;
  const bool planted = context.planted();
  Section section{.id = "parts",
                  .title = context.text("In training, validation and test", "训练、验证与测试"),
                  .blocks = {},
                  .wide = true};
  report::Table table{.caption = section.title,
                      .columns = {{context.text("Part", "时期"), false},
                                  {context.text("Parameters", "参数"), false}},
                      .rows = {}};
  const auto add = [&](std::string_view en, std::string_view zh) {
    table.columns.push_back({context.text(en, zh), true});
  };
  if (planted) {
    add("Shapes found", "找到形态");
    add("Near-misses taken", "误认近似");
    add("Recall", "召回率");
    add("Precision", "精确率");
    add("F1", "F1");
  } else if (done.strategy) {
    add("Trades", "交易");
    add("A month", "每月收益");
    add("Beyond holding", "相对持有");
    add("Its error", "误差");
    add("Win rate", "胜率");
    add("Securities above it", "胜过持有的证券");
    add("Sharpe", "夏普");
    add("Score", "得分");
  } else {
    add("Hits", "次数");
    add("Lift a hit", "每次超额");
    add("Its error", "误差");
    add("Win rate", "胜率");
    add("Securities above 0", "超额为正的证券");
    add("Score", "得分");
  }
  for (std::size_t p = 0; p < kParts; ++p) {
    const auto part = static_cast<Part>(p);
    std::string title = part_title(context, part);
    if (!planted)
      title += fmt::format(" {} – {}", data::format_date(data::date_of(done.begins[p])),
                           data::format_date(data::date_of(done.part_end(p))));
    const auto row = [&](const Measured& measured, std::string first, std::string which) {
      report::Row line{.cells = {plain(std::move(first)), plain(std::move(which))}, .id = {}};
      for (auto& cell : part_cells(measured[part], planted)) line.cells.push_back(std::move(cell));
      table.rows.push_back(std::move(line));
    };
    row(done.outcome.baseline, std::move(title), context.baseline_text());
    if (context.changed()) row(done.outcome.best, "", context.text("best", "最佳"));
  }
  section.blocks.emplace_back(std::move(table));
  return section;
}

Section parameters(const OptimizationContext& context) {
  const auto& done = context.done;
  Section section{
      .id = "parameters", .title = context.text("Parameters", "参数"), .blocks = {}, .wide = true};
  report::Table table{.caption = section.title, .columns = {}, .rows = {}};
  const auto column = [&](std::string_view en, std::string_view zh, bool number) {
    table.columns.push_back({context.text(en, zh), number});
  };
  // What is in force of a strategy are its defaults.
  const bool has_versions = done.strategy == nullptr;
  column("Name", "名称", false);
  column("Default", "默认", true);
  if (has_versions) column("Now", "现行", true);
  column("Best", "最佳", true);
  column("Range", "范围", false);
  column("Meaning", "含义", false);
  for (std::size_t i = 0; i < done.params().size(); ++i) {
    const auto& param = done.params()[i];
    const double now = done.outcome.baseline_params[i], best = done.outcome.best_params[i];
    const auto [low, high] = done.range(i);
    report::Row row{.cells = {plain(std::string(param.name)), plain(core::shortest(param.value))},
                    .id = {}};
    if (has_versions) row.cells.push_back(plain(core::shortest(now)));
    row.cells.push_back(plain(now == best ? context.text("same", "不变") : core::shortest(best)));
    row.cells.push_back(plain(core::shortest(low) + "…" + core::shortest(high)));
    row.cells.push_back(plain(context.text(param.help_en, param.help_zh)));
    table.rows.push_back(std::move(row));
  }
  section.blocks.emplace_back(std::move(table));
  return section;
}

// Of the test nothing is told: who chose by it would have none.
Section trials(const OptimizationContext& context) {
  const auto& done = context.done;
  Section section{.id = "trials",
                  .title = context.text("The best tries, by training", "训练期最好的尝试"),
                  .blocks = {},
                  .wide = true};
  report::Table table{.caption = section.title,
                      .columns = {{context.text("Try", "尝试"), true}},
                      .rows = {},
                      .tall = true};
  if (!done.windows.empty()) table.columns.push_back({context.text("Window", "窗口"), true});
  for (const auto& param : done.params()) table.columns.push_back({std::string(param.name), true});
  table.columns.push_back({context.text("Training", "训练期"), true});
  table.columns.push_back({context.text("Validation", "验证期"), true});
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < done.outcome.trials.size(); ++i) {
    if (done.outcome.trials[i].measured && context.has_score(done.outcome.trials[i].score))
      order.push_back(i);
  }
  if (order.empty()) return section;
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return done.outcome.trials[a].score > done.outcome.trials[b].score;
  });
  const std::size_t all = order.size();
  order.resize(std::min(all, kMostRows));
  for (const std::size_t i : order) {
    const auto& trial = done.outcome.trials[i];
    report::Row row{.cells = {plain(shown_count(i + 1))}, .id = {}};
    if (!done.windows.empty()) row.cells.push_back(plain(shown_count(done.window_of(i))));
    for (const double value : trial.params) row.cells.push_back(plain(core::shortest(value)));
    row.cells.push_back(plain(context.score_text(trial.score)));
    row.cells.push_back(plain(context.score_text(
        optimization::target_of((*trial.measured)[Part::validation], done.config.target_metric))));
    table.rows.push_back(std::move(row));
  }
  section.blocks.emplace_back(std::move(table));
  return section;
}

Section settings(const OptimizationContext& context) {
  Section section{.id = "settings", .title = context.text("Settings", "设置"), .blocks = {}};
  report::Facts facts;
  for (const auto& setting : context.done.settings)
    facts.facts.push_back({context.text(setting.title_en, setting.title_zh),
                           setting.text(context.chinese()), Tone::none});
  const Json config = config_json(context.done.config, context.done.strategy != nullptr);
  for (const auto& [name, value] : config.items()) {
    facts.facts.push_back({name,
                           value.is_string()         ? value.get<std::string>()
                           : value.is_number_float() ? core::shortest(value.get<double>())
                                                     : value.dump(),
                           Tone::none});
  }
  section.blocks.emplace_back(std::move(facts));
  return section;
}

Section reading(const OptimizationContext& context) {
  Section section{
      .id = "reading", .title = context.text("How to read this", "怎样读这份报告"), .blocks = {}};
  std::vector<std::string> items;
  const auto add = [&](std::string_view en, std::string_view zh) {
    items.push_back(context.text(en, zh));
  };
  if (context.planted()) {
    add("Recall: share of the drawn shapes that are found. Precision: share of what is found that "
        "are shapes and not near-misses.",
        "召回率：绘制的形态中被找到的比例。精确率：找到的之中确为形态（而非近似）的比例。");
  } else if (context.done.strategy) {
    add("Each part is a back-test of its own: every security has an account, begins flat, pays all "
        "costs, and is sold at the end. What stands here is the mean over the accounts.",
        "每个时期是一次单独的回测：每只证券一个账户，空仓开始，扣除全部费用，期末卖出；表中为各账户"
        "的"
        "平均。");
    add("Beyond holding is what a month made above the same securities bought and held. The score "
        "takes off its error, its unsteadiness over the years, and a little for each changed "
        "parameter.",
        "相对持有是每月收益减去同样证券买入持有的收益。得分再减去误差、各年的不稳定，以及每个改动参"
        "数的"
        "少量扣分。");
    add("Only securities whose bars are stored count: without those that were delisted, the result "
        "looks better than it was.",
        "只含库中有行情的证券：若缺少已退市证券，结果会偏好。");
  } else {
    add("The lift of a hit is what the price did after it beyond what all other securities did in "
        "the same days; fees are not taken off.",
        "每次超额是形态之后的涨跌减去同期其他证券的涨跌，未扣费用。");
    add("The score is the lift less its error, its unsteadiness over the years, and a little for "
        "each changed parameter.",
        "得分为超额减去误差、各年的不稳定，以及每个改动参数的少量扣分。");
  }
  add("The search sees the training alone; validation decides whether the best is better; the test "
      "is looked at once, at the end.",
      "搜索只看训练期；是否更好由验证期决定；测试期只在最后看一次。");
  if (!context.done.strategy)
    add("Parameters that no longer tell the pattern from near-misses of it are refused; they are "
        "not "
        "drawn here.",
        "已不能区分该形态与近似形态的参数不采用，图中也不显示。");
  add("Many tries make one of them look good: trust the verdict, not the highest point.",
      "尝试多了总有一个显得好：请看结论，而不是最高点。");
  section.blocks.emplace_back(report::List{std::move(items)});
  return section;
}

}  // namespace

report::Document optimization_report(const PatternOptimization& done,
                                     const ReportOptions& options) {
  const OptimizationContext context{.done = done, .language = options.language};
  report::Document document;
  document.language = options.language;
  document.light = options.light;
  document.dark = options.dark;
  document.look = options.look;
  document.title = context.text(done.title_en(), done.title_zh());
  document.subtitle = context.text("Optimization of its parameters", "参数优化") + " · " +
                      std::string(done.subject());
  document.lead = lead(context);
  document.about = about(context, options);
  document.sections = {
      summary(context, options), parts(context),          windows_section(context),
      parameters(context),       search_section(context), importance_section(context),
      slices_section(context),   ways_section(context),   trials(context),
      settings(context),         reading(context)};
  std::erase_if(document.sections, [](const Section& section) { return section.blocks.empty(); });
  document.footer = test_footer(options);
  return document;
}

std::string optimization_page(const PatternOptimization& done, const ReportOptions& options) {
  return report::to_html(optimization_report(done, options));
}

}  // namespace fwq::coordinators
