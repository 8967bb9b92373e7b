// The report of a portfolio: many securities on one account.
#include <fmt/format.h>

#include <algorithm>
#include <variant>

#include "backtest_page.hpp"
#include "fwq/coordinators/backtest_report.hpp"

namespace fwq::coordinators {
namespace {

using report::Section;
using report::shown_count;

Section curves(const TestContext& context, const PortfolioBacktest& test) {
  Section section = curves_section(context);
  report::Series held{.name = context.text("held", "持有"), .values = {}, .color = 0};
  held.values.assign(test.run.held.begin(), test.run.held.end());
  auto& chart = std::get<report::CurveChart>(section.blocks.front());
  chart.title = context.text("Value of the account, its drawdown and how many securities it holds",
                             "账户净值、回撤与持有证券数量");
  chart.panels.push_back({.name = context.text("Securities held", "持有证券数"),
                          .series = {std::move(held)},
                          .digits = 0,
                          .guides = {0},
                          .height = 80});
  return section;
}

Section holdings(const TestContext& context, const PortfolioBacktest& test) {
  Section section{.id = "open", .title = context.text("Held at the end", "期末持有"), .blocks = {}};
  report::Table table{.caption = section.title,
                      .columns = {{context.text("Symbol", "代码"), false},
                                  {context.text("Name", "名称"), false},
                                  {context.text("Shares", "股数"), true}},
                      .rows = {}};
  for (std::size_t i = 0; i < test.symbols.size() && i < test.run.open_shares.size(); ++i) {
    if (test.run.open_shares[i] <= 0) continue;
    const auto shares = static_cast<std::size_t>(test.run.open_shares[i]);
    table.rows.push_back(
        {.cells = {{std::string(test.symbols[i].text()), report::Tone::none, {}},
                   {i < test.names.size() ? test.names[i] : "", report::Tone::none, {}},
                   {shown_count(shares), report::Tone::none, {}}},
         .id = {}});
  }
  if (table.rows.empty()) {
    section.blocks.emplace_back(report::Paragraph{context.text("Nothing.", "无。")});
  } else {
    constexpr std::size_t kTall = 14;
    table.tall = table.rows.size() > kTall;
    section.blocks.emplace_back(std::move(table));
  }
  return section;
}

Section reading(const TestContext& context) {
  Section section{
      .id = "reading", .title = context.text("How to read this", "怎样读这份报告"), .blocks = {}};
  section.blocks.emplace_back(report::List{
      context.chinese()
          ? std::vector<
                std::string>{"红色表示上涨或盈利，绿色表示下跌或亏损。",
                             "排名与信号只用已收盘的K线，委托最早在下一根K线成交；成交、费用、"
                             "涨跌停与整手按当时的实际价格。",
                             "净值曲线自起始资金 100 起算；回撤是相对此前最高净值的跌幅。",
                             "只有今天仍在库中的证券才会被选中：退市的若不在库中，结果会偏好。"}
          : std::vector<std::string>{
                "Red is a rise or a gain, green a fall or a loss.",
                "Ranks and signals read bars that have ended; an order can be filled from the next "
                "bar on. Fills, fees, limits and lots go by the prices of the day.",
                "Curves begin at 100, the start capital; a drawdown is the fall from the highest "
                "value before.",
                "Only securities that the store holds can be chosen: without those that were "
                "delisted the result flatters."}});
  return section;
}

}  // namespace

report::Document backtest_report(const PortfolioBacktest& test, const ReportOptions& options) {
  const Backtest account = account_of(test);
  const TestContext context{
      .test = account, .language = options.language, .digits = 2, .symbols = test.symbols};
  report::Document document;
  document.language = options.language;
  document.light = options.light;
  document.dark = options.dark;
  document.look = options.look;
  const std::string count = shown_count(test.symbols.size());
  document.title = context.text("Portfolio back-test", "组合回测");
  document.subtitle =
      context.strategy() + (context.chinese() ? fmt::format("，从 {} 只证券中选择", count)
                                              : fmt::format(", chosen from {} securities", count));
  document.lead = test_lead(context);
  document.about = test_about(context, options);
  document.sections = {test_summary(context, options),
                       curves(context, test),
                       months_section(context),
                       metrics_section(context),
                       drawdowns_section(context),
                       trust_section(context),
                       trades_section(context),
                       unfilled_section(context),
                       holdings(context, test),
                       settings_section(context),
                       reading(context)};
  std::erase_if(document.sections, [](const Section& section) { return section.blocks.empty(); });
  document.footer = test_footer(options);
  return document;
}

std::string backtest_page(const PortfolioBacktest& test, const ReportOptions& options) {
  return report::to_html(backtest_report(test, options));
}

}  // namespace fwq::coordinators
