// The pictures of a back-test's report: curves, months, and the trades on the K-line.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <unordered_map>

#include "backtest_page.hpp"
#include "fwq/coordinators/wording.hpp"

namespace fwq::coordinators {
namespace {

using backtest::yuan_of;
using report::Series;
using report::Stroke;

std::vector<double> times_factor(std::span<const double> values, double factor) {
  std::vector<double> out;
  out.reserve(values.size());
  for (const double value : values) out.push_back(value * factor);
  return out;
}

Series curve(std::string name, std::vector<double> values, std::size_t color,
             Stroke stroke = Stroke::solid) {
  return {.name = std::move(name), .values = std::move(values), .stroke = stroke, .color = color};
}

report::CurvePanel value_panel(const TestContext& context) {
  const auto& test = context.test;
  // Every curve begins at 100: the capital at the start.
  const double factor = 100 / yuan_of(test.run.start);
  report::CurvePanel panel{.name = context.text("Value, 100 at the start", "净值（起始 = 100）"),
                           .series = {}};
  panel.series.push_back(
      curve(context.text("strategy", "策略"), times_factor(test.run.equity.value, factor), 0));
  if (!test.buy_and_hold.empty())
    panel.series.push_back(curve(context.text("buy and hold", "买入持有"),
                                 times_factor(test.buy_and_hold, factor), 1, Stroke::dashed));
  if (test.benchmark)
    panel.series.push_back(
        curve(context.benchmark(), times_factor(test.benchmark->values, factor), 2));
  panel.ratios = true;
  panel.height = 230;
  return panel;
}

report::CurvePanel drawdown_panel(const TestContext& context) {
  const auto& test = context.test;
  report::CurvePanel panel{.name = context.text("Drawdown", "回撤"),
                           .series = {},
                           .digits = 2,
                           .unit = "%",
                           .guides = {},
                           .area = true,
                           .height = 120};
  panel.series.push_back(
      curve(context.text("strategy", "策略"), times_factor(test.underwater, 100), 0));
  if (!test.buy_and_hold.empty())
    panel.series.push_back(curve(context.text("buy and hold", "买入持有"),
                                 times_factor(backtest::underwater_of(test.buy_and_hold), 100), 1,
                                 Stroke::dashed));
  return panel;
}

// Where in the page a fill is told of: its trade's row, or that of the open position.
class FillRows {
 public:
  explicit FillRows(const TestContext& context) : context_(context) {
    const auto& trades = context.test.run.journal.trades;
    for (std::size_t i = context.first_shown_trade(); i < trades.size(); ++i) {
      bought_.try_emplace(trades[i].entry_bar, i);
      sold_.try_emplace(trades[i].exit_bar, i);
    }
  }
  std::string row(const backtest::Fill& fill) const {
    const bool buy = fill.side == backtest::Side::buy;
    const auto& rows = buy ? bought_ : sold_;
    if (const auto found = rows.find(fill.bar); found != rows.end())
      return fmt::format("t{}", found->second + 1);
    for (const auto& lot : context_.test.run.open) {
      if (buy && lot.bar == fill.bar) return "open";
    }
    return "trades";
  }

 private:
  const TestContext& context_;
  std::unordered_map<std::uint32_t, std::size_t> bought_, sold_;
};

std::string fill_title(const TestContext& context, const backtest::Fill& fill) {
  const bool buy = fill.side == backtest::Side::buy;
  const std::string shares = report::shown_count(static_cast<std::size_t>(fill.shares));
  const std::string price = context.price(yuan_of(fill.price));
  const std::string reason = reason_text(fill.reason, context.chinese());
  return context.chinese() ? fmt::format("{} {} {} 股，价格 {}（{}）", context.time(fill.time),
                                         buy ? "买入" : "卖出", shares, price, reason)
                           : fmt::format("{} {} {} at {} ({})", context.time(fill.time),
                                         buy ? "bought" : "sold", shares, price, reason);
}

void add_trades(const TestContext& context, report::KLineChart& chart) {
  const FillRows rows(context);
  for (const auto& fill : context.test.run.journal.fills) {
    if (fill.bar < context.test.first) continue;
    const bool buy = fill.side == backtest::Side::buy;
    chart.trades.push_back({.bar = fill.bar - context.test.first,
                            .side = buy ? report::Side::up : report::Side::down,
                            .label = buy ? context.text("B", "买") : context.text("S", "卖"),
                            .title = fill_title(context, fill),
                            .target = rows.row(fill)});
  }
  std::stable_sort(chart.trades.begin(), chart.trades.end(),
                   [](const auto& a, const auto& b) { return a.bar < b.bar; });
}

void add_notes(const TestContext& context, report::KLineChart& chart) {
  const auto& test = context.test;
  for (const auto& event : test.series.events) {
    if (event.bar < test.first || event.bar >= test.last) continue;
    chart.notes.push_back(
        {.bar = event.bar - test.first,
         .cut = false,
         .label = event.applied ? context.text("XR", "除") : context.text("XR?", "除?"),
         .title = fmt::format("{}: {}{}", data::format_date(event.event.date),
                              event_text(event.event, context.chinese()),
                              event.applied ? "" : context.text(" (not applied)", "（未采用）"))});
  }
  for (const auto& cut : test.series.cuts) {
    if (cut.bar < test.first || cut.bar >= test.last) continue;
    chart.notes.push_back({.bar = cut.bar - test.first,
                           .cut = true,
                           .label = context.text("cut", "断点"),
                           .title = context.text("cut: a jump without an ex-rights event, ",
                                                 "断点：没有除权事件的跳变，") +
                                    context.price(cut.before) + " → " + context.price(cut.after)});
  }
}

}  // namespace

report::Section curves_section(const TestContext& context) {
  const auto& test = context.test;
  report::Section section{.id = "curves",
                          .title = context.text("Value and drawdown", "净值与回撤"),
                          .blocks = {},
                          .wide = true};
  report::CurveChart chart;
  chart.id = "c1";
  chart.period = test.period;
  chart.title = context.text("Value of the account, its drawdown and its rolling Sharpe ratio",
                             "账户净值、回撤与滚动夏普比率");
  chart.times.assign(test.run.equity.time.begin(), test.run.equity.time.end());
  chart.panels = {value_panel(context), drawdown_panel(context)};
  const bool rolls = std::any_of(test.rolling_sharpe.begin(), test.rolling_sharpe.end(),
                                 [](double value) { return std::isfinite(value); });
  if (rolls) {
    chart.panels.push_back(
        {.name = context.chinese()
                     ? fmt::format("滚动夏普比率（{} 根K线）", test.rolling_window)
                     : fmt::format("Rolling Sharpe ratio ({} bars)", test.rolling_window),
         .series = {curve(context.text("strategy", "策略"), test.rolling_sharpe, 0)},
         .guides = {0}});
  }
  section.blocks.emplace_back(std::move(chart));
  return section;
}

report::Section months_section(const TestContext& context) {
  report::Section section{
      .id = "months", .title = context.text("Months", "月度收益"), .blocks = {}, .wide = true};
  if (context.test.months.empty()) return section;
  report::HeatMap map;
  map.caption =
      context.text("Return of each month and year, in percent", "各月与全年收益率，单位 %");
  map.corner = context.text("Year", "年份");
  map.unit = "%";
  map.total = true;
  static constexpr std::string_view kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                 "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  for (int month = 1; month <= 12; ++month)
    map.columns.push_back(context.chinese() ? fmt::format("{}月", month)
                                            : std::string(kMonths[month - 1]));
  map.columns.push_back(context.text("Year", "全年"));
  for (const auto& year : context.test.months) {
    report::HeatMap::Line line{.name = std::to_string(year.year),
                               .values = times_factor(year.months, 100)};
    line.values.push_back(year.total * 100);
    map.lines.push_back(std::move(line));
  }
  section.blocks.emplace_back(std::move(map));
  return section;
}

report::Section trades_chart_section(const TestContext& context) {
  const auto& test = context.test;
  report::Section section{.id = "chart",
                          .title = context.text("Trades in the chart", "K线上的买卖点"),
                          .blocks = {},
                          .wide = true};
  report::KLineChart chart;
  chart.id = "k1";
  chart.bars = test.series.raw.slice(test.first, test.last - test.first);
  chart.period = test.period;
  chart.price_digits = context.digits;
  chart.volume_name = context.text("Volume", "成交量");
  const std::string symbol(test.symbol.text());
  chart.title = context.chinese()
                    ? fmt::format("{} {}K线图，标出买卖点", symbol, period_text(test.period, true))
                    : fmt::format("K-lines of {}, {} bars, with the trades marked", symbol,
                                  bars_of_text(test.period));
  chart.shown = 250;
  add_trades(context, chart);
  add_notes(context, chart);
  section.blocks.emplace_back(std::move(chart));
  std::string note =
      context.text("Prices as they were traded, not adjusted: a jump at XR is an ex-rights event.",
                   "价格为当时的成交价，未复权：“除”处的跳空是除权除息。");
  if (!test.run.journal.fills.empty())
    note += context.text(
        " Trades that lie too close together share a mark with their number; zoom in to tell them "
        "apart.",
        "相距太近的买卖点合为一个并标出数目，放大后分开。");
  section.blocks.emplace_back(report::Paragraph{std::move(note)});
  return section;
}

}  // namespace fwq::coordinators
