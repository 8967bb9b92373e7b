// The tables of a back-test's report.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "backtest_page.hpp"

namespace fwq::coordinators {
namespace {

using backtest::yuan_of;
using report::Cell;
using report::Row;
using report::Section;
using report::shown;
using report::shown_count;
using report::shown_percent;
using report::Table;
using report::Tone;

constexpr std::size_t kTall = 14;  // Rows above which a table scrolls by itself.

std::string percent(double fraction) {
  return std::isfinite(fraction) ? shown(fraction * 100, 2) + "%" : "–";
}

Cell signed_percent(double fraction) {
  return {shown_percent(fraction * 100), tone_of_change(fraction), {}};
}

Cell plain(std::string text) {
  return {std::move(text), Tone::none, {}};
}

std::string_view group_text(backtest::MetricGroup group, bool chinese) {
  static constexpr std::string_view kEnglish[] = {"Return", "Risk", "Against the benchmark",
                                                  "Trades"};
  static constexpr std::string_view kChinese[] = {"收益", "风险", "相对基准", "交易"};
  return (chinese ? kChinese : kEnglish)[static_cast<std::size_t>(group)];
}

std::string count_text(std::int64_t count) {
  return shown_count(static_cast<std::size_t>(std::max<std::int64_t>(0, count)));
}

// Behind the first cell, where there are several securities.
void add_symbol(const TestContext& context, std::vector<Cell>& cells, std::size_t security) {
  if (!context.symbols.empty())
    cells.insert(cells.begin() + 1, plain(std::string(context.symbols[security].text())));
}

std::vector<report::Column> trade_columns(const TestContext& context) {
  std::vector<report::Column> columns{{"#", true},
                                      {context.text("Bought", "买入"), false},
                                      {context.text("Price", "价格"), true},
                                      {context.text("Sold", "卖出"), false},
                                      {context.text("Price", "价格"), true},
                                      {context.text("Shares", "股数"), true},
                                      {context.text("Bars", "K线数"), true},
                                      {context.text("Result (CNY)", "盈亏（元）"), true},
                                      {context.text("Return", "收益率"), true},
                                      {context.text("Sold because", "卖出原因"), false}};
  if (!context.symbols.empty())
    columns.insert(columns.begin() + 1, {context.text("Symbol", "代码"), false});
  return columns;
}

Row trade_row(const TestContext& context, std::size_t index) {
  const auto& trade = context.test.run.journal.trades[index];
  Row row{.cells = {plain(shown_count(index + 1)),
                    plain(context.time(trade.entry_time)),
                    plain(context.price(trade.entry_price, trade.security)),
                    plain(context.time(trade.exit_time)),
                    plain(context.price(trade.exit_price, trade.security)),
                    plain(count_text(trade.shares)),
                    plain(count_text(trade.bars_held())),
                    {money_text(yuan_of(trade.pnl)), tone_of_change(yuan_of(trade.pnl)), {}},
                    signed_percent(trade.return_fraction),
                    plain(reason_text(trade.exit_reason, context.chinese()))},
          .id = fmt::format("t{}", index + 1)};
  add_symbol(context, row.cells, trade.security);
  return row;
}

// What is still held, as one row.
Row open_row(const TestContext& context) {
  const auto& run = context.test.run;
  const double close = context.test.series.raw.close()[context.test.last - 1];
  backtest::Money paid = 0;
  backtest::Money dividends = 0;
  for (const auto& lot : run.open) {
    paid += lot.paid + lot.fees;
    dividends += lot.dividends;
  }
  const double value = close * static_cast<double>(run.open_shares) + yuan_of(dividends);
  const double pnl = value - yuan_of(paid);
  const auto& first = run.open.front();
  return {.cells = {plain(context.text("open", "持有")),
                    plain(context.time(first.time)),
                    plain(context.price(yuan_of(paid) / static_cast<double>(run.open_shares))),
                    plain("–"),
                    plain(context.price(close)),
                    plain(count_text(run.open_shares)),
                    plain(count_text(static_cast<std::int64_t>(context.test.last - 1 - first.bar))),
                    {money_text(pnl), tone_of_change(pnl), {}},
                    signed_percent(pnl / yuan_of(paid)),
                    plain(context.text("still held; last close", "仍持有，按最后收盘价"))},
          .id = "open"};
}

report::Facts obstacles(const TestContext& context) {
  std::map<backtest::Obstacle, std::size_t> counts;
  for (const auto& order : context.test.run.journal.unfilled) ++counts[order.obstacle];
  report::Facts facts;
  for (const auto& [obstacle, count] : counts)
    facts.facts.push_back(
        {std::string(obstacle_text(obstacle, context.chinese())), shown_count(count), Tone::none});
  return facts;
}

std::vector<report::Column> unfilled_columns(const TestContext& context) {
  std::vector<report::Column> columns{{context.text("Given", "委托时间"), false},
                                      {context.text("Side", "方向"), false},
                                      {context.text("Kind", "类型"), false},
                                      {context.text("Because", "原因"), false},
                                      {context.text("Bars tried", "尝试K线数"), true},
                                      {context.text("What stood in the way", "未成交原因"), false}};
  if (!context.symbols.empty())
    columns.insert(columns.begin() + 1, {context.text("Symbol", "代码"), false});
  return columns;
}

Row unfilled_row(const TestContext& context, const backtest::UnfilledOrder& order) {
  const bool buy = order.side == backtest::Side::buy;
  Row row{.cells = {plain(context.time(order.time)),
                    plain(buy ? context.text("buy", "买入") : context.text("sell", "卖出")),
                    plain(std::string(order_kind_text(order.kind, context.chinese()))),
                    plain(reason_text(order.reason, context.chinese())),
                    plain(shown_count(order.bars_tried)),
                    plain(std::string(obstacle_text(order.obstacle, context.chinese())))},
          .id = {}};
  add_symbol(context, row.cells, order.security);
  return row;
}

}  // namespace

Section metrics_section(const TestContext& context) {
  Section section{.id = "metrics",
                  .title = context.text("Figures and how they are computed", "指标与口径"),
                  .blocks = {},
                  .wide = true};
  Table table{.caption = section.title,
              .columns = {{context.text("Figure", "指标"), false},
                          {context.text("Value", "数值"), true},
                          {context.text("Convention", "口径"), false}},
              .rows = {}};
  const backtest::MetricDef* before = nullptr;
  for (const auto& metric : context.test.metrics) {
    const auto& def = *metric.def;
    if (def.group == backtest::MetricGroup::benchmark && !context.test.benchmark) continue;
    if (before == nullptr || before->group != def.group)
      table.rows.push_back({.cells = {plain(std::string(group_text(def.group, context.chinese())))},
                            .id = {},
                            .heading = true});
    before = &def;
    table.rows.push_back(
        {.cells = {plain(context.text(def.title_en, def.title_zh)), plain(metric_text(metric)),
                   plain(backtest::convention_of(def, context.test.metric_options,
                                                 context.chinese()))},
         .id = {}});
  }
  section.blocks.emplace_back(std::move(table));
  return section;
}

Section drawdowns_section(const TestContext& context) {
  constexpr std::size_t kMost = 10;
  Section section{
      .id = "drawdowns", .title = context.text("Worst drawdowns", "最大回撤列表"), .blocks = {}};
  auto all = context.test.drawdowns;
  std::stable_sort(all.begin(), all.end(),
                   [](const auto& a, const auto& b) { return a.depth < b.depth; });
  if (all.empty()) {
    section.blocks.emplace_back(report::Paragraph{context.text("There is none.", "没有回撤。")});
    return section;
  }
  Table table{.caption = section.title,
              .columns = {{context.text("Depth", "深度"), true},
                          {context.text("Peak", "峰值"), false},
                          {context.text("Valley", "谷底"), false},
                          {context.text("Recovered", "收复"), false},
                          {context.text("Bars", "K线数"), true}},
              .rows = {}};
  for (std::size_t i = 0; i < std::min(kMost, all.size()); ++i) {
    const auto& fall = all[i];
    table.rows.push_back({.cells = {plain(percent(fall.depth)), plain(context.time(fall.peak_time)),
                                    plain(context.time(fall.valley_time)),
                                    plain(fall.recovery_time ? context.time(*fall.recovery_time)
                                                             : context.text("not yet", "未收复")),
                                    plain(shown_count(fall.bars))},
                          .id = {}});
  }
  section.blocks.emplace_back(std::move(table));
  if (all.size() > kMost) {
    const std::string count = shown_count(all.size());
    section.blocks.emplace_back(report::Paragraph{
        context.chinese() ? fmt::format("共 {} 次，列出最深的 {} 次。", count, kMost)
                          : fmt::format("The {} deepest of {}.", kMost, count)});
  }
  return section;
}

Section trades_section(const TestContext& context) {
  Section section{
      .id = "trades", .title = context.text("Trades", "交易明细"), .blocks = {}, .wide = true};
  const auto& run = context.test.run;
  const auto& trades = run.journal.trades;
  if (trades.empty() && run.open.empty()) {
    section.blocks.emplace_back(report::Paragraph{context.text("There is none.", "没有交易。")});
    return section;
  }
  constexpr std::size_t kEnough = 5;  // For a picture of how they are spread.
  if (trades.size() >= kEnough) {
    std::vector<double> returns;
    for (const auto& trade : trades) returns.push_back(trade.return_fraction * 100);
    section.blocks.emplace_back(returns_histogram(context.language, std::move(returns)));
  }
  Table table{.caption = section.title, .columns = trade_columns(context), .rows = {}};
  const std::size_t first = context.first_shown_trade();
  for (std::size_t i = first; i < trades.size(); ++i) table.rows.push_back(trade_row(context, i));
  if (!run.open.empty() && run.open_shares > 0) table.rows.push_back(open_row(context));
  table.tall = table.rows.size() > kTall;
  section.blocks.emplace_back(std::move(table));
  if (first > 0) {
    const std::string count = shown_count(trades.size());
    section.blocks.emplace_back(report::Paragraph{
        context.chinese()
            ? fmt::format("共 {} 笔，此表为最近 {} 笔。", count, kMostTradeRows)
            : fmt::format("The table holds the last {} of {} trades.", kMostTradeRows, count)});
  }
  section.blocks.emplace_back(report::Paragraph{context.text(
      "Shares are paired first in, first out. Prices are without fees; the purchase's is per share "
      "of the day of the sale, after the ex-rights events in between. Results have all fees, taxes "
      "and dividends in them.",
      "买卖按先进先出配对。价格不含费用；买入价已按其间的除权除息折算到卖出日的每股。盈亏已计全部费"
      "用、税与分红。")});
  return section;
}

Section unfilled_section(const TestContext& context) {
  Section section{.id = "unfilled",
                  .title = context.text("Orders that were not filled", "未成交的委托"),
                  .blocks = {},
                  .wide = true};
  const auto& orders = context.test.run.journal.unfilled;
  if (orders.empty()) return section;
  section.blocks.emplace_back(obstacles(context));
  Table table{.caption = section.title, .columns = unfilled_columns(context), .rows = {}};
  const std::size_t first =
      orders.size() > kMostUnfilledRows ? orders.size() - kMostUnfilledRows : 0;
  for (std::size_t i = first; i < orders.size(); ++i)
    table.rows.push_back(unfilled_row(context, orders[i]));
  table.tall = table.rows.size() > kTall;
  section.blocks.emplace_back(std::move(table));
  if (first > 0) {
    const std::string count = shown_count(orders.size());
    section.blocks.emplace_back(report::Paragraph{
        context.chinese()
            ? fmt::format("共 {} 笔，此表为最近 {} 笔。", count, kMostUnfilledRows)
            : fmt::format("The table holds the last {} of {}.", kMostUnfilledRows, count)});
  }
  section.blocks.emplace_back(report::Paragraph{
      context.text("Stops and profit targets whose price was never reached are among them.",
                   "其中包括价格始终未触及的止损与止盈委托。")});
  return section;
}

Section settings_section(const TestContext& context) {
  return settings_section(context.test.settings, context.test.run_id, context.language);
}

Section settings_section(std::span<const BacktestSetting> settings, std::string_view run_id,
                         report::Language language) {
  const bool chinese = language == report::Language::zh;
  Section section{.id = "settings", .title = chinese ? "全部设置" : "All settings", .blocks = {}};
  Table table{
      .caption = section.title,
      .columns = {{chinese ? "设置" : "Setting", false}, {chinese ? "取值" : "Value", false}},
      .rows = {}};
  for (const auto& setting : settings)
    table.rows.push_back(
        {.cells = {plain(std::string(chinese ? setting.title_zh : setting.title_en)),
                   plain(setting.text(chinese))},
         .id = {}});
  section.blocks.emplace_back(std::move(table));
  section.blocks.emplace_back(report::Paragraph{
      chinese
          ? fmt::format("运行编号 {} 由这些设置、所用数据与程序共同决定：三者相同，结果完全相同。",
                        run_id)
          : fmt::format("The run id {} stands for these settings, the data and the program: with "
                        "all three the same, the result is the same to the last bit.",
                        run_id)});
  return section;
}

Section test_reading_section(const TestContext& context) {
  Section section{
      .id = "reading", .title = context.text("How to read this", "怎样读这份报告"), .blocks = {}};
  section.blocks.emplace_back(report::List{
      context.chinese()
          ? std::vector<
                std::
                    string>{"红色表示上涨或盈利，绿色表示下跌或亏损。",
                            "信号只用已收盘的K线计算（按比例复权），委托最早在下一根K线成交；成交、"
                            "费用、涨跌停与整手按当时的实际价格。",
                            "“买入持有”是同样的资金、费用与规则下，从第一根K线起一直持有。",
                            "净值曲线自起始资金 100 起算；回撤是相对此前最高净值的跌幅。",
                            "过去的结果会高估将来：试过的参数越多，最好的一组越可能只是运气。"}
          : std::vector<std::string>{
                "Red is a rise or a gain, green a fall or a loss.",
                "Signals read bars that have ended (prices adjusted by ratio); an order can be "
                "filled from the next bar on. Fills, fees, limits and lots go by the prices of "
                "the day.",
                "\"Buy and hold\" is the same money, by the same costs and rules, in the same "
                "security from the first bar on.",
                "Curves begin at 100, the start capital; a drawdown is the fall from the highest "
                "value before.",
                "The past flatters: the more settings were tried, the likelier the best of them "
                "was luck."}});
  return section;
}

}  // namespace fwq::coordinators
