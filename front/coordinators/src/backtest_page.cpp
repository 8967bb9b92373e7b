// The report of a back-test, put together.
#include "backtest_page.hpp"

#include <fmt/format.h>

#include <cmath>

#include "fwq/coordinators/backtest_report.hpp"
#include "fwq/coordinators/wording.hpp"
#include "fwq/core/text.hpp"

namespace fwq::coordinators {
using report::Fact;
using report::Tone;

std::vector<Fact> test_lead(const TestContext& context) {
  const double total = context.metric("total_return") * 100;
  const double yearly = context.metric("cagr") * 100;
  std::vector<Fact> facts{
      {context.text("Total return", "总收益"), report::shown_percent(total), tone_of_change(total)},
      {context.text("Yearly", "年化收益"), report::shown_percent(yearly), tone_of_change(yearly)},
  };

  if (!context.test.buy_and_hold.empty()) {
    const double hold = context.test.buy_and_hold_return * 100;
    facts.push_back({context.text("Buy and hold", "买入持有"), report::shown_percent(hold),
                     tone_of_change(hold)});
  }
  if (context.test.benchmark) {
    const double benchmark = context.metric("benchmark_return") * 100;
    facts.push_back({context.text("Benchmark", "基准"), report::shown_percent(benchmark),
                     tone_of_change(benchmark)});
  }
  facts.push_back({context.text("Deepest drawdown", "最大回撤"),
                   report::shown(context.metric("max_drawdown") * 100, 2) + "%", Tone::none});
  facts.push_back({context.text("Sharpe ratio", "夏普比率"),
                   report::shown(context.metric("sharpe"), 2), Tone::none});
  facts.push_back({context.text("Closed trades", "已平仓交易"),
                   report::shown_count(context.test.run.journal.trades.size()), Tone::none});
  return facts;
}

std::vector<Fact> test_about(const TestContext& context, const ReportOptions& options) {
  const auto& test = context.test;
  const std::string count = report::shown_count(test.run.equity.time.size());
  std::vector<Fact> facts{
      {context.text("Run", "运行编号"), test.run_id, Tone::none},
      {context.text("Bars", "K线"),
       context.chinese()
           ? fmt::format("{} {} 根", period_text(test.period, true), count)
           : fmt::format("{} {} bar{}", count, bars_of_text(test.period), count == "1" ? "" : "s"),
       Tone::none},
      {context.text("Range", "区间"), context.range(test.begin(), test.end()), Tone::none},
      {context.text("Start capital", "初始资金"),
       money_text(backtest::yuan_of(test.run.start)) + context.text(" CNY", " 元"), Tone::none},
  };
  if (!test.source.empty())
    facts.push_back({context.text("Source of the bars", "K线来源"), test.source, Tone::none});
  facts.push_back({context.text("Made", "生成时间"), options.generated_at, Tone::none});
  return facts;
}

report::Section test_summary(const TestContext& context, const ReportOptions& options) {
  report::Section section{
      .id = "summary", .title = context.text("In short", "要点"), .blocks = {}, .wide = true};
  std::vector<std::string> warnings;
  if (options.simulated)
    warnings.push_back(context.text("Demo market: simulated prices of companies that do not exist.",
                                    "演示行情：模拟数据，公司为虚构。"));
  for (const auto& remark : context.test.remarks)
    warnings.push_back(context.chinese() ? remark.zh : remark.en);
  section.blocks.emplace_back(report::List{test_sentences(context)});
  for (auto& warning : warnings)
    section.blocks.emplace_back(report::Paragraph{std::move(warning), Tone::warning});
  return section;
}

int price_digits_of(data::Symbol symbol) noexcept {
  return data::tick_size(symbol) < 0.01 ? 3 : 2;
}

std::string TestContext::time(data::Time t) const {
  return time_text(t, test.period);
}

std::string TestContext::range(data::Time from, data::Time to) const {
  return fmt::format("{}{}{}", time(from), text(" – ", " 至 "), time(to));
}

double TestContext::metric(std::string_view id) const {
  return backtest::value_of(test.metrics, id);
}

std::string TestContext::strategy() const {
  return strategy_text(test.call, language);
}

std::string TestContext::benchmark() const {
  if (!test.benchmark) return {};
  const auto& name = test.benchmark->name;
  return std::string(test.benchmark->symbol.text()) + (name.empty() ? "" : " " + name);
}

std::size_t TestContext::first_shown_trade() const noexcept {
  const std::size_t count = test.run.journal.trades.size();
  return count > kMostTradeRows ? count - kMostTradeRows : 0;
}

std::string test_footer(const ReportOptions& options) {
  return fmt::format(
      "FactorWeave-Quant {} · {}", options.version,
      report::text(options.language,
                   "This page states what fixed rules would have done in the past. It is no advice "
                   "and no forecast.",
                   "本页只陈述固定规则在过去会有的结果，不构成投资建议，也不是预测。"));
}

std::string strategy_text(const backtest::StrategyCall& call, report::Language language) {
  const auto word = [&](std::string_view en, std::string_view zh) {
    return std::string(report::text(language, en, zh));
  };
  const auto& def = *call.def;
  std::string values;
  const auto add = [&](std::string_view name, std::string_view value) {
    values += fmt::format("{}{} {}", values.empty() ? "" : word(", ", "，"), name, value);
  };
  for (std::size_t i = 0; i < call.params.size() && i < def.params.size(); ++i)
    add(def.params[i].name, core::shortest(call.params[i]));
  if (!call.patterns.empty()) add("pattern", fmt::format("{}", fmt::join(call.patterns, ",")));
  const std::string title = word(def.title_en, def.title_zh);
  return values.empty() ? title : title + word(" (", "（") + values + word(")", "）");
}

report::Document backtest_report(const Backtest& test, const ReportOptions& options) {
  const TestContext context{
      .test = test, .language = options.language, .digits = price_digits_of(test.symbol)};
  report::Document document;
  document.language = options.language;
  document.light = options.light;
  document.dark = options.dark;
  document.look = options.look;
  const std::string name =
      std::string(test.symbol.text()) + (test.name.empty() ? "" : " " + test.name);
  document.title =
      context.chinese() ? fmt::format("{} 回测", name) : fmt::format("{} back-test", name);
  document.subtitle = context.strategy();
  document.lead = test_lead(context);
  document.about = test_about(context, options);
  document.sections.push_back(test_summary(context, options));
  for (auto* part :
       {curves_section, months_section, trades_chart_section, metrics_section, drawdowns_section,
        trust_section, trades_section, unfilled_section, settings_section, test_reading_section}) {
    report::Section section = part(context);
    if (!section.blocks.empty()) document.sections.push_back(std::move(section));
  }
  document.footer = test_footer(options);
  return document;
}

std::string backtest_page(const Backtest& test, const ReportOptions& options) {
  return report::to_html(backtest_report(test, options));
}

}  // namespace fwq::coordinators
