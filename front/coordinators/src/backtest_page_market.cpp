// The report of a back-test of many securities, each with an account of its own.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "backtest_page.hpp"
#include "fwq/coordinators/backtest_report.hpp"
#include "fwq/coordinators/wording.hpp"

namespace fwq::coordinators {
namespace {

using report::Cell;
using report::Fact;
using report::Section;
using report::shown;
using report::shown_count;
using report::shown_percent;
using report::Tone;

constexpr std::size_t kBestRows = 400, kWorstRows = 100, kMostLeftOut = 100;

struct MarketContext {
  const MarketBacktest& test;
  report::Language language;
  bool chinese() const noexcept { return language == report::Language::zh; }
  std::string text(std::string_view en, std::string_view zh) const {
    return std::string(report::text(language, en, zh));
  }
  std::string range() const {
    return time_text(test.first, test.period) + text(" – ", " 至 ") +
           time_text(test.last, test.period);
  }
};

Fact signed_fact(std::string name, double fraction) {
  return {std::move(name), shown_percent(fraction * 100), tone_of_change(fraction)};
}

std::string part(double fraction) {
  return std::isfinite(fraction) ? shown(fraction * 100, 1) + "%" : "–";
}

std::vector<Fact> lead(const MarketContext& context) {
  const auto& test = context.test;
  return {
      {context.text("Securities", "证券"), shown_count(test.rows.size()), Tone::none},
      signed_fact(context.text("Median return", "收益中位数"), test.median_return),
      signed_fact(context.text("Mean return", "平均收益"), test.mean_return),
      signed_fact(context.text("Median, bought and held", "买入持有中位数"),
                  test.median_hold_return),
      {context.text("With a gain", "盈利占比"), part(test.share_positive), Tone::none},
      {context.text("Better than held", "胜过持有"), part(test.share_above_hold), Tone::none},
  };
}

std::vector<Fact> about(const MarketContext& context, const ReportOptions& options) {
  const auto& test = context.test;
  const std::string count = shown_count(test.bars);
  return {
      {context.text("Run", "运行编号"), test.run_id, Tone::none},
      {context.text("Bars", "K线"),
       context.chinese() ? fmt::format("{} {} 根", period_text(test.period, true), count)
                         : fmt::format("{} {} bars", count, bars_of_text(test.period)),
       Tone::none},
      {context.text("Range", "区间"), context.range(), Tone::none},
      {context.text("Made", "生成时间"), options.generated_at, Tone::none},
  };
}

std::vector<std::string> sentences(const MarketContext& context) {
  const auto& test = context.test;
  std::size_t trades = 0;
  std::size_t idle = 0;
  backtest::Money fees = 0;
  for (const auto& row : test.rows) {
    trades += row.sweep.trades;
    fees += row.sweep.fees;
    idle += row.sweep.fills == 0 ? 1 : 0;
  }
  const std::string money = money_text(backtest::yuan_of(fees), 0);
  const std::string count = shown_count(test.rows.size());
  std::vector<std::string> out{
      context.chinese()
          ? fmt::format("{} 只证券各用一个独立账户：盈利的占 {}，胜过同样费用下买入持有的占 {}。",
                        count, part(test.share_positive), part(test.share_above_hold))
          : fmt::format("{} securities, an account for each: {} of them gained, {} did better than "
                        "being bought and held at the same costs.",
                        count, part(test.share_positive), part(test.share_above_hold)),
      context.chinese()
          ? fmt::format("收益中位数 {}，买入持有 {}；平均 {}，买入持有 {}。",
                        shown_percent(test.median_return * 100),
                        shown_percent(test.median_hold_return * 100),
                        shown_percent(test.mean_return * 100),
                        shown_percent(test.mean_hold_return * 100))
          : fmt::format("The median return is {} against {} held; the mean {} against {}.",
                        shown_percent(test.median_return * 100),
                        shown_percent(test.median_hold_return * 100),
                        shown_percent(test.mean_return * 100),
                        shown_percent(test.mean_hold_return * 100)),
      context.chinese() ? fmt::format("平仓 {} 笔，费用与税共 {} 元。", shown_count(trades), money)
                        : fmt::format("{} trades were closed; fees and taxes come to {} CNY.",
                                      shown_count(trades), money)};
  if (idle > 0)
    out.push_back(context.chinese()
                      ? fmt::format("{} 只没有任何成交。", shown_count(idle))
                      : fmt::format("In {} of them no order was filled.", shown_count(idle)));
  return out;
}

Section summary(const MarketContext& context, const ReportOptions& options) {
  Section section{
      .id = "summary", .title = context.text("In short", "要点"), .blocks = {}, .wide = true};
  if (options.simulated)
    section.blocks.emplace_back(report::Paragraph{
        context.text("Demo market: simulated prices of companies that do not exist.",
                     "演示行情：模拟数据，公司为虚构。"),
        Tone::warning});
  section.blocks.emplace_back(report::List{sentences(context)});
  for (const auto& remark : context.test.remarks)
    section.blocks.emplace_back(
        report::Paragraph{context.text(remark.en, remark.zh), Tone::warning});
  return section;
}

// One hundredth at either end counts as the outermost of the others: a few giants would squeeze the rest into one stretch.
Section spread(const MarketContext& context) {
  Section section{.id = "spread",
                  .title = context.text("How the returns are spread", "收益分布"),
                  .blocks = {},
                  .wide = true};
  std::vector<double> returns;
  for (const auto& row : context.test.rows) {
    if (std::isfinite(row.total_return)) returns.push_back(row.total_return * 100);
  }
  constexpr std::size_t kEnough = 5;
  if (returns.size() < kEnough) return section;
  std::sort(returns.begin(), returns.end());
  const std::size_t cut = returns.size() / 100;
  const double low = returns[cut];
  const double high = returns[returns.size() - 1 - cut];
  for (double& value : returns) value = std::clamp(value, low, high);
  report::Histogram chart = returns_histogram(context.language, std::move(returns));
  chart.guides = {
      {context.test.median_return * 100,
       context.text("median ", "中位数 ") + shown_percent(context.test.median_return * 100)},
      {context.test.median_hold_return * 100,
       context.text("median, bought and held ", "买入持有中位数 ") +
           shown_percent(context.test.median_hold_return * 100)}};
  chart.title =
      context.text("How many securities gained or lost how much", "各收益率区间的证券数量");
  if (cut > 0)
    chart.title += context.text("; the farthest hundredth at either end is counted at the border",
                                "；两端各百分之一计入边缘区间");
  section.blocks.emplace_back(std::move(chart));
  return section;
}

report::Row row_of(const MarketContext& context, std::size_t index) {
  const auto& row = context.test.rows[index];
  const auto plain = [](std::string text) { return Cell{std::move(text), Tone::none, {}}; };
  const auto change = [](double fraction) {
    return Cell{shown_percent(fraction * 100), tone_of_change(fraction), {}};
  };
  const auto fraction = [&](double value) {
    return plain(std::isfinite(value) ? shown(value * 100, 2) + "%" : "–");
  };
  return {.cells = {plain(shown_count(index + 1)), plain(std::string(row.symbol.text())),
                    plain(row.name), change(row.total_return), change(row.cagr),
                    fraction(row.max_drawdown), plain(shown_count(row.sweep.trades)),
                    fraction(row.win_rate), change(row.buy_and_hold_return), change(row.excess())},
          .id = fmt::format("r{}", index + 1)};
}

Section rows_section(const MarketContext& context) {
  Section section{.id = "securities",
                  .title = context.text("Security by security", "逐只结果"),
                  .blocks = {},
                  .wide = true};
  report::Table table{.caption = section.title,
                      .columns = {{"#", true},
                                  {context.text("Symbol", "代码"), false},
                                  {context.text("Name", "名称"), false},
                                  {context.text("Return", "总收益"), true},
                                  {context.text("Yearly", "年化"), true},
                                  {context.text("Deepest drawdown", "最大回撤"), true},
                                  {context.text("Trades", "平仓"), true},
                                  {context.text("Won", "胜率"), true},
                                  {context.text("Held", "买入持有"), true},
                                  {context.text("Ahead by", "超出"), true}},
                      .rows = {}};
  const std::size_t count = context.test.rows.size();
  const bool cut = count > kBestRows + kWorstRows;
  for (std::size_t i = 0; i < count; ++i) {
    if (cut && i == kBestRows) i = count - kWorstRows;
    table.rows.push_back(row_of(context, i));
  }
  constexpr std::size_t kTall = 20;
  table.tall = table.rows.size() > kTall;
  section.blocks.emplace_back(std::move(table));
  if (cut) {
    const std::string all = shown_count(count);
    section.blocks.emplace_back(report::Paragraph{
        context.chinese() ? fmt::format("共 {} 只，此表为最好的 {} 只与最差的 {} 只。", all,
                                        kBestRows, kWorstRows)
                          : fmt::format("The table holds the {} best and the {} worst of {}.",
                                        kBestRows, kWorstRows, all)});
  }
  return section;
}

Section left_out(const MarketContext& context) {
  Section section{
      .id = "left-out", .title = context.text("Left out", "未参与"), .blocks = {}, .wide = true};
  const auto& all = context.test.left_out;
  if (all.empty()) return section;
  report::Table table{
      .caption = section.title,
      .columns = {{context.text("Symbol", "代码"), false}, {context.text("Why", "原因"), false}},
      .rows = {}};
  for (std::size_t i = 0; i < std::min(kMostLeftOut, all.size()); ++i)
    table.rows.push_back({.cells = {{std::string(all[i].symbol.text()), Tone::none, {}},
                                    {all[i].why, Tone::none, {}}},
                          .id = {}});
  constexpr std::size_t kTall = 14;
  table.tall = table.rows.size() > kTall;
  section.blocks.emplace_back(std::move(table));
  if (all.size() > kMostLeftOut) {
    const std::string count = shown_count(all.size());
    section.blocks.emplace_back(report::Paragraph{
        context.chinese() ? fmt::format("共 {} 只，列出前 {} 只。", count, kMostLeftOut)
                          : fmt::format("The first {} of {}.", kMostLeftOut, count)});
  }
  return section;
}

Section reading(const MarketContext& context) {
  Section section{
      .id = "reading", .title = context.text("How to read this", "怎样读这份报告"), .blocks = {}};
  section.blocks.emplace_back(report::List{
      context.chinese()
          ? std::vector<
                std::string>{"每只证券都有自己的账户与全部初始资金：这不是一个投资组合。",
                             "“买入持有”是同样的资金、费用与规则下，从第一根K线起一直持有。",
                             "排在最前的多半也最走运：证券越多，最好的结果越不能代表策略。"}
          : std::vector<std::string>{
                "Each security has an account of its own with all of the start capital: this is no "
                "portfolio.",
                "\"Held\" is the same money, by the same costs and rules, in the security from its "
                "first bar on.",
                "The first rows are the luckiest ones too: the more securities, the less the best "
                "of them says of the strategy."}});
  return section;
}

}  // namespace

report::Document backtest_report(const MarketBacktest& test, const ReportOptions& options) {
  const MarketContext context{.test = test, .language = options.language};
  report::Document document;
  document.language = options.language;
  document.light = options.light;
  document.dark = options.dark;
  document.look = options.look;
  document.title = strategy_text(test.call, options.language);
  const std::string count = shown_count(test.rows.size());
  document.subtitle = context.chinese() ? fmt::format("{} 只证券的回测", count)
                                        : fmt::format("Back-test of {} securit{}", count,
                                                      test.rows.size() == 1 ? "y" : "ies");
  document.lead = lead(context);
  document.about = about(context, options);
  document.sections = {summary(context, options), spread(context), rows_section(context),
                       left_out(context)};
  document.sections.push_back(settings_section(test.settings, test.run_id, options.language));
  document.sections.push_back(reading(context));
  std::erase_if(document.sections, [](const Section& section) { return section.blocks.empty(); });
  document.footer = test_footer(options);
  return document;
}

std::string backtest_page(const MarketBacktest& test, const ReportOptions& options) {
  return report::to_html(backtest_report(test, options));
}

}  // namespace fwq::coordinators
