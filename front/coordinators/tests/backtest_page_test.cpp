// The page of a back-test: it holds the whole result, in both languages, whatever the run was.
#include "backtest_page.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <numeric>

#include "fwq/coordinators/backtest_report.hpp"
#include "fwq/core/text.hpp"
#include "support/backtests.hpp"

namespace fwq::coordinators {
namespace {

std::size_t count(std::string_view text, std::string_view word) {
  std::size_t found = 0;
  for (auto at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1))
    ++found;
  return found;
}

Backtest run(std::size_t bars, double drift, const TestRun& what = {}) {
  return backtest_of(std::make_shared<data::BarSeries>(wandering(bars, drift)), what);
}

ReportOptions options(report::Language language) {
  ReportOptions out;
  out.language = language;
  out.light = core::built_in_themes()[1];
  out.dark = core::built_in_themes()[0];
  out.version = "1.2.3";
  out.generated_at = "2026-01-31 15:04";
  return out;
}

std::string page(const Backtest& test, report::Language language = report::Language::en) {
  return backtest_page(test, options(language));
}

TEST(BacktestPage, HoldsEveryPartOfTheResult) {
  const Backtest test = run(1'500, 0.0005);
  const std::string html = page(test);
  for (const char* id : {"summary", "curves", "months", "chart", "metrics", "drawdowns", "trust",
                         "trades", "settings", "reading"})
    EXPECT_NE(html.find("<section id=\"" + std::string(id) + "\""), std::string::npos) << id;
  EXPECT_NE(html.find(test.run_id), std::string::npos);
  for (const auto& metric : test.metrics)
    EXPECT_NE(html.find("<td class=\"\">" + std::string(metric.def->title_en) + "</td>"),
              std::string::npos)
        << metric.def->id;
  EXPECT_EQ(count(html, "<tr id=\"t"), test.run.journal.trades.size());
  EXPECT_NE(html.find("1,000,000 CNY"), std::string::npos) << "a setting";
  EXPECT_NE(html.find("Fewer than ten trades"), std::string::npos) << "a remark";
  EXPECT_EQ(count(html, ">nan"), 0U);
  EXPECT_EQ(count(html, "inf%"), 0U);
}

TEST(BacktestPage, LeadsFromEachFillToARow) {
  const Backtest test = run(1'500, 0.0005);
  ASSERT_GT(test.run.journal.trades.size(), 10U);
  const auto document = backtest_report(test, options(report::Language::en));
  std::size_t fills = 0;
  const std::string html = report::to_html(document);
  for (const auto& section : document.sections) {
    for (const auto& block : section.blocks) {
      const auto* chart = std::get_if<report::KLineChart>(&block);
      if (chart == nullptr) continue;
      for (const auto& trade : chart->trades) {
        ++fills;
        EXPECT_NE(html.find("id=\"" + trade.target + "\""), std::string::npos) << trade.target;
      }
    }
  }
  EXPECT_EQ(fills, test.run.journal.fills.size());
}

TEST(BacktestPage, IsWholeInChinese) {
  const std::string html = page(run(900, 0.0005), report::Language::zh);
  EXPECT_NE(html.find("净值与回撤"), std::string::npos);
  for (const char* english : {">Trades<", ">Months<", ">Drawdown", "Sharpe ratio", ">Year<"})
    EXPECT_EQ(count(html.substr(0, html.rfind("<script>")), english), 0U) << english;
}

TEST(BacktestPage, StandsARunWithoutTrades) {
  // Cash for less than one lot.
  const Backtest test = run(400, 0.0005, {.cash = 500});
  ASSERT_TRUE(test.run.journal.trades.empty());
  ASSERT_FALSE(test.run.journal.unfilled.empty());
  for (const auto language : {report::Language::en, report::Language::zh}) {
    const std::string html = page(test, language);
    EXPECT_EQ(count(html, ">nan"), 0U);
    EXPECT_NE(html.find("<section id=\"unfilled\""), std::string::npos);
    EXPECT_NE(html.find(std::string(
                  obstacle_text(backtest::Obstacle::cash, language == report::Language::zh))),
              std::string::npos);
  }
}

TEST(BacktestPage, ShowsAPositionThatIsStillOpen) {
  const Backtest test = run(300, 0.0005, {.strategy = "buy_and_hold", .benchmark = false});
  ASSERT_EQ(test.run.journal.trades.size(), 0U);
  ASSERT_GT(test.run.open_shares, 0);
  const std::string html = page(test);
  EXPECT_EQ(count(html, "<tr id=\"open\">"), 1U);
  EXPECT_NE(html.find("\"target\":\"open\""), std::string::npos);
  EXPECT_EQ(count(html, "Against the benchmark"), 0U);
}

TEST(BacktestPage, OfAFewBarsIsDrawnToo) {
  for (const std::size_t bars : {1U, 2U, 25U}) {
    const std::string html = page(run(bars, 0));
    EXPECT_EQ(count(html, ">nan"), 0U) << bars;
  }
}

TEST(BacktestPage, OfManyTradesSaysHowManyItShowsAndStaysSmall) {
  const Backtest test = run(20'000, 0.0001, {.params = {2, 4}});
  ASSERT_GT(test.run.journal.trades.size(), 2'000U);
  const std::string html = page(test);
  EXPECT_LT(html.size(), 1'500'000U);
  EXPECT_EQ(count(html, "<tr id=\"t"), kMostTradeRows);
  EXPECT_NE(html.find("The table holds the last 500 of "), std::string::npos);
}

TEST(BacktestPage, CountsEveryTradeInOneStretchOfItsHistogram) {
  const auto chart = returns_histogram(report::Language::en, {-3.2, 0, 0.4, -0.1, 12, 7});
  EXPECT_EQ(std::accumulate(chart.counts.begin(), chart.counts.end(), std::size_t{0}), 6U);
  EXPECT_EQ(chart.width, 1) << "fourteen stretches of 0.5 % would be 31";
  EXPECT_EQ(chart.low, -4);
  EXPECT_EQ(chart.counts[3], 1U) << "-0.1 lies below zero";
  EXPECT_EQ(chart.counts[4], 2U) << "0 and 0.4 do not";
  EXPECT_EQ(chart.guides[0].label, "median +0.20%");
  EXPECT_EQ(chart.guides[1].label, "mean +2.68%");
  EXPECT_EQ(returns_histogram(report::Language::zh, {5}).counts.size(), 1U);
}

MarketBacktest market(std::size_t count) {
  MarketBacktest test;
  test.run_id = "00c0ffee12345678";
  test.call = backtest::bind_strategy(*backtest::find_strategy("ma_cross").value(),
                                      std::span<const double>())
                  .value();
  for (std::size_t i = 0; i < count; ++i) {
    BacktestRow row;
    row.symbol = data::Symbol::parse(fmt::format("SH60{:04}", i % 10'000)).value();
    row.name = fmt::format("company {}", i);
    row.sweep.trades = i;
    row.sweep.fills = i * 2;
    row.total_return = 3 - static_cast<double>(i) / static_cast<double>(count) * 4;
    row.win_rate = i == 0 ? data::kNone : 0.5;
    test.rows.push_back(row);
  }
  test.left_out = {{data::Symbol::parse("SZ000001").value(), "no bars in the range"}};
  test.remarks = {{"x", "Remark.", "注意。"}};
  test.settings = {{"cash", "Cash", "初始资金", "1000000", "1,000,000 CNY", "1,000,000 元"}};
  return test;
}

TEST(MarketBacktestPage, HoldsEveryRowOrTheBestAndTheWorst) {
  const auto few = backtest_page(market(30), options(report::Language::en));
  EXPECT_EQ(count(few, "<tr id=\"r"), 30U);
  EXPECT_NE(few.find("no bars in the range"), std::string::npos);
  EXPECT_NE(few.find("Remark."), std::string::npos);
  const auto many = backtest_page(market(6'000), options(report::Language::zh));
  EXPECT_EQ(count(many, "<tr id=\"r"), 500U);
  EXPECT_NE(many.find("id=\"r400\""), std::string::npos);
  EXPECT_EQ(many.find("id=\"r401\""), std::string::npos);
  EXPECT_NE(many.find("id=\"r5901\""), std::string::npos);
  EXPECT_NE(many.find("共 6,000 只"), std::string::npos);
  EXPECT_LT(many.size(), 1'500'000U);
  for (const auto& page : {few, many, backtest_page(market(1), options(report::Language::en))})
    EXPECT_EQ(count(page, ">nan"), 0U);
}

// Three securities, of which two at most are held.
PortfolioBacktest portfolio() {
  PortfolioBacktest test;
  test.run_id = "00c0ffee12345678";
  test.call = backtest::bind_strategy(*backtest::find_strategy("ma_cross").value(),
                                      std::span<const double>())
                  .value();
  static const std::vector<data::BarSeries> bars{wandering(600, 0.0004, 1),
                                                 wandering(600, 0.0002, 2), wandering(600, 0, 3)};
  std::vector<backtest::TradedSeries> series;
  for (const char* name : {"SH600001", "SZ000002", "SH510300"}) {
    test.symbols.push_back(data::Symbol::parse(name).value());
    test.names.emplace_back(std::string("company of ") + name);
    series.push_back(backtest::traded_series(bars[series.size()].view(), test.symbols.back(), {}));
  }
  const auto rules = backtest::Rulebook::a_share().value();
  backtest::PortfolioOptions how;
  how.capacity = 2;
  how.lookback = 20;
  test.run = backtest::run_portfolio(series, test.call, rules, how).value();
  const auto& equity = test.run.equity;
  std::vector<backtest::TradeResult> trades;
  for (const auto& trade : test.run.journal.trades)
    trades.push_back({.pnl = backtest::yuan_of(trade.pnl),
                      .return_fraction = trade.return_fraction,
                      .bars_held = static_cast<int>(trade.bars_held())});
  test.metrics =
      backtest::metrics_of({.equity = equity.value,
                            .benchmark = {},
                            .trades = trades,
                            .bars = static_cast<std::int64_t>(equity.value.size()),
                            .bars_in_position = static_cast<std::int64_t>(test.run.times_held)});
  test.drawdowns = backtest::drawdowns_of(equity.time, equity.value);
  test.months = backtest::monthly_returns(equity.time, equity.value);
  return test;
}

TEST(PortfolioBacktestPage, NamesTheSecurityOfEachTradeAndWhatIsHeld) {
  const auto test = portfolio();
  ASSERT_GT(test.run.journal.trades.size(), 3U);
  for (const auto language : {report::Language::en, report::Language::zh}) {
    const std::string html = backtest_page(test, options(language));
    for (const char* id : {"summary", "curves", "months", "metrics", "drawdowns", "trades", "open",
                           "settings", "reading"})
      EXPECT_NE(html.find("<section id=\"" + std::string(id) + "\""), std::string::npos) << id;
    EXPECT_EQ(count(html, "<tr id=\"t"), test.run.journal.trades.size());
    EXPECT_GE(count(html, "<td class=\"\">SZ000002</td>"), 1U);
    EXPECT_EQ(count(html, "<figure class=\"kline\""), 0U);
    EXPECT_EQ(count(html, ">nan"), 0U);
  }
  const std::string html = backtest_page(test, options(report::Language::en));
  EXPECT_NE(html.find("Securities held"), std::string::npos);
  std::size_t held = 0;
  for (const auto shares : test.run.open_shares) held += shares > 0 ? 1 : 0;
  EXPECT_EQ(count(html, "company of "), held);
}

VariantsBacktest search(std::vector<backtest::NamedValue> values, std::size_t train) {
  VariantsBacktest test;
  test.run_id = "00c0ffee12345678";
  test.symbol = data::Symbol::parse("SH600001").value();
  test.name = "some <company>";
  test.source = "store";
  test.strategy = backtest::find_strategy("ma_cross").value();
  test.metric = "sharpe";
  test.variants = backtest::expand_variants(*test.strategy, values).value();
  const auto bars = wandering(900, 0.0004, 1);
  const auto series = backtest::traded_series(bars.view(), test.symbol, {});
  test.times.assign(bars.view().time().begin(), bars.view().time().end());
  test.last = test.times.size();
  test.cash = 1'000'000;
  test.train = train;
  test.test = 100;
  const auto rules = backtest::Rulebook::a_share().value();
  core::TaskSystem tasks(1);
  test.table = backtest::try_variants(series, test.variants.calls, rules, {}, tasks).value();
  if (train > 0) {
    test.walk = backtest::walk_forward(series, test.variants.calls, rules,
                                       {.variants = {}, .train = train, .test = 100}, tasks)
                    .value();
    test.walk_hold.assign(test.walk->equity.value.size(), 1'100'000);
  }
  test.findings = {{"best", "The best of them.", "其中最好的。"}};
  test.remarks = {{"skipped", "Some were skipped.", "跳过了一些。"}};
  test.settings = {{"parameters", "Parameters", "参数", "{}", "short = 2..4", "short = 2..4"}};
  return test;
}

TEST(SearchPage, HoldsTheMapTheBestAndTheWalkForward) {
  const auto test = search({{"short", "3..12"}, {"long", "10,20,30"}}, 400);
  for (const auto language : {report::Language::en, report::Language::zh}) {
    const std::string html = backtest_page(test, options(language));
    for (const char* id :
         {"summary", "map", "best", "walk", "windows", "metrics", "settings", "reading"})
      EXPECT_NE(html.find("<section id=\"" + std::string(id) + "\""), std::string::npos) << id;
    EXPECT_EQ(count(html, "<tr id=\"v"), test.table.rows.size());
    EXPECT_EQ(count(html, "class=\"heat\""), 2U) << "the score and the return";
    EXPECT_EQ(count(html, ">nan"), 0U);
    EXPECT_EQ(count(html, "<company>"), 0U);
  }
  const std::string html = backtest_page(test, options(report::Language::en));
  EXPECT_NE(html.find("short \\ long"), std::string::npos);
  EXPECT_NE(html.find("The best of them."), std::string::npos);
  EXPECT_NE(html.find("Some were skipped."), std::string::npos);
  // Every number of the map is that of its variant: the best is among them.
  const auto document = backtest_report(test, options(report::Language::en));
  for (const auto& section : document.sections) {
    if (section.id != "map") continue;
    const auto& map = std::get<report::HeatMap>(section.blocks.front());
    ASSERT_EQ(map.lines.size(), 10U);
    ASSERT_EQ(map.columns, (std::vector<std::string>{"10", "20", "30"}));
    for (const auto& row : test.table.rows) {
      const auto& params = test.call(row).params;
      const double cell = map.lines[static_cast<std::size_t>(params[0]) - 3]
                              .values[static_cast<std::size_t>(params[1]) / 10 - 1];
      EXPECT_EQ(cell, row.score);
    }
    EXPECT_TRUE(std::isnan(map.lines[7].values[0])) << "10 and 10 cannot be";
  }
}

TEST(SearchPage, OfOneParameterOrNoneIsWholeToo) {
  const std::string one =
      backtest_page(search({{"short", "3..12"}}, 0), options(report::Language::en));
  EXPECT_EQ(count(one, "class=\"heat\""), 2U);
  EXPECT_EQ(count(one, "<section id=\"walk\""), 0U);
  const std::string none = backtest_page(search({}, 400), options(report::Language::zh));
  EXPECT_EQ(count(none, "class=\"heat\""), 0U);
  EXPECT_EQ(count(none, "<section id=\"walk\""), 1U);
}

TEST(SearchPage, ThinsAMapOfManyValuesAroundTheBest) {
  const auto test = search({{"short", "2..90"}, {"long", "91..150"}}, 0);
  const auto document = backtest_report(test, options(report::Language::en));
  const auto& best = test.call(test.best()).params;
  bool seen = false;
  for (const auto& section : document.sections) {
    if (section.id != "map") continue;
    const auto& map = std::get<report::HeatMap>(section.blocks.front());
    EXPECT_LE(map.lines.size(), 40U);
    EXPECT_LE(map.columns.size(), 20U);
    for (const auto& line : map.lines)
      for (std::size_t i = 0; i < map.columns.size(); ++i)
        seen = seen ||
               (line.name == core::shortest(best[0]) && map.columns[i] == core::shortest(best[1]) &&
                line.values[i] == test.best().score);
  }
  EXPECT_TRUE(seen);
  const std::string html = report::to_html(document);
  EXPECT_LT(html.size(), 1'500'000U);
  EXPECT_EQ(count(html, "<tr id=\"v"), 100U);
  EXPECT_NE(html.find("The table holds the 100 best of 5,340."), std::string::npos);
}

TEST(MoneyText, GroupsThousands) {
  EXPECT_EQ(money_text(1234567.8), "1,234,567.80");
  EXPECT_EQ(money_text(-1234.5), "-1,234.50");
  EXPECT_EQ(money_text(-123), "-123.00");
  EXPECT_EQ(money_text(999, 0), "999");
  EXPECT_EQ(money_text(data::kNone), "–");
}

TEST(BacktestWords, NameEveryReasonKindAndObstacleInBothLanguages) {
  for (int i = 0; i <= static_cast<int>(backtest::Obstacle::end); ++i) {
    const auto obstacle = static_cast<backtest::Obstacle>(i);
    EXPECT_FALSE(obstacle_text(obstacle, false).empty());
    EXPECT_NE(obstacle_text(obstacle, true), obstacle_text(obstacle, false));
  }
  for (int i = 0; i <= static_cast<int>(backtest::OrderKind::trailing_stop); ++i) {
    const auto kind = static_cast<backtest::OrderKind>(i);
    EXPECT_NE(order_kind_text(kind, true), order_kind_text(kind, false));
  }
  for (const char* reason : {"signal", "stop_loss", "trailing_stop", "take_profit", "holding_limit",
                             "rebalance", "cut", "end"})
    EXPECT_NE(reason_text(reason, true), reason) << reason;
  EXPECT_EQ(reason_text("my own", true), "my own");
}

}  // namespace
}  // namespace fwq::coordinators
