// How far a back-test can be trusted: intervals, other orders of its trades, and how its trades are spread.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "backtest_page.hpp"
#include "fwq/report/scale.hpp"

namespace fwq::coordinators {
namespace {

using report::Cell;
using report::Row;
using report::Section;
using report::shown;
using report::shown_count;
using report::shown_percent;
using report::Table;

std::string percent(double fraction) {
  return std::isfinite(fraction) ? shown(fraction * 100, 2) + "%" : "–";
}

Cell plain(std::string text) {
  return {std::move(text), report::Tone::none, {}};
}

Table percentiles_table(const TestContext& context, const backtest::TradeOrderResult& order) {
  Table table{.caption = context.chinese()
                             ? fmt::format("交易顺序的 {} 次模拟", shown_count(order.options.runs))
                             : fmt::format("{} runs with the trades in another order",
                                           shown_count(order.options.runs)),
              .caption_shown = true,
              .columns = {{context.text("Percentile", "分位"), false},
                          {"5%", true},
                          {"25%", true},
                          {"50%", true},
                          {"75%", true},
                          {"95%", true}},
              .rows = {}};
  const auto add = [&](std::string name, const backtest::Percentiles& p, auto text) {
    Row row{.cells = {plain(std::move(name))}, .id = {}};
    for (const double value : {p.p5, p.p25, p.p50, p.p75, p.p95})
      row.cells.push_back(plain(text(value)));
    table.rows.push_back(std::move(row));
  };
  add(context.text("Drawdown, shuffled", "回撤（打乱）"), order.shuffled_drawdown, percent);
  add(context.text("Drawdown, drawn anew", "回撤（重抽）"), order.resampled_drawdown, percent);
  add(context.text("Final equity, drawn anew", "期末权益（重抽）"), order.resampled_final_equity,
      [](double value) { return money_text(value, 0); });
  return table;
}

void add_trade_order(const TestContext& context, Section& section) {
  // A single trade has no other order.
  if (!context.test.trade_order || context.test.run.journal.trades.size() < 2) return;
  const auto& order = *context.test.trade_order;
  section.blocks.emplace_back(percentiles_table(context, order));
  const std::string own = percent(order.drawdown);
  const std::string loss = percent(order.chance_of_loss);
  section.blocks.emplace_back(report::Paragraph{
      context.chinese()
          ? fmt::format("按实际顺序，平仓交易的回撤为 {}；重抽的模拟中有 {} 以亏损告终。只看平仓"
                        "时的权益，持仓期间的回撤不在其中。",
                        own, loss)
          : fmt::format(
                "In their own order the closed trades fell by {}; of the runs drawn anew {} "
                "end with a loss. These drawdowns see the account at the ends of trades "
                "only, not what happened while a position was open.",
                own, loss)});
}

// The narrowest that shows [low, high] in at most thirty stretches.
double stretch_width(double low, double high) {
  constexpr double kMost = 30;
  double width = 0;
  for (int power = -3; power < 12; ++power) {
    for (const double step : {1.0, 2.0, 5.0}) {
      width = step * std::pow(10.0, power);
      if (std::floor(high / width) - std::floor(low / width) < kMost) return width;
    }
  }
  return width;
}

}  // namespace

report::Histogram returns_histogram(report::Language language, std::vector<double> returns) {
  std::sort(returns.begin(), returns.end());
  report::Histogram chart;
  chart.width = stretch_width(returns.front(), returns.back());
  const double first = std::floor(returns.front() / chart.width);
  chart.low = first * chart.width;
  const auto stretch = [&](double value) {
    return static_cast<std::size_t>(std::floor(value / chart.width) - first);
  };
  chart.counts.assign(stretch(returns.back()) + 1, 0);
  for (const double value : returns) ++chart.counts[stretch(value)];
  const std::size_t n = returns.size();
  const double median = (returns[(n - 1) / 2] + returns[n / 2]) / 2;
  const double mean = std::accumulate(returns.begin(), returns.end(), 0.0) / static_cast<double>(n);
  chart.guides = {
      {median, std::string(report::text(language, "median ", "中位数 ")) + shown_percent(median)},
      {mean, std::string(report::text(language, "mean ", "平均 ")) + shown_percent(mean)}};
  chart.unit = "%";
  chart.digits = report::tick_digits(std::vector<double>{chart.width});
  chart.title = report::text(language, "How many trades gained or lost how much, fees taken off",
                             "各收益率区间的交易笔数（已扣费用）");
  return chart;
}

Section trust_section(const TestContext& context) {
  Section section{
      .id = "trust", .title = context.text("How far to trust it", "可信程度"), .blocks = {}};
  const bool traded = !context.test.run.journal.fills.empty();
  if (context.test.intervals && traded) {
    const auto& all = *context.test.intervals;
    const std::string sure = shown(all.options.confidence * 100, 0) + "%";
    Table table{.caption = context.chinese()
                               ? fmt::format("{} 区间，{} 次平稳自助重抽样，平均块长 {} 期", sure,
                                             shown_count(all.options.resamples),
                                             shown(all.options.mean_block, 0))
                               : fmt::format("{} intervals of {} stationary bootstrap resamples, "
                                             "mean block {} periods",
                                             sure, shown_count(all.options.resamples),
                                             shown(all.options.mean_block, 0)),
                .caption_shown = true,
                .columns = {{context.text("Figure", "指标"), false},
                            {context.text("This run", "本次"), true},
                            {context.text("From", "下限"), true},
                            {context.text("To", "上限"), true}},
                .rows = {}};
    const auto add = [&](std::string name, const backtest::Interval& i, auto text) {
      table.rows.push_back({.cells = {plain(std::move(name)), plain(text(i.estimate)),
                                      plain(text(i.low)), plain(text(i.high))},
                            .id = {}});
    };
    const auto ratio = [](double value) { return shown(value, 2); };
    add(context.text("Total return", "总收益率"), all.total_return, percent);
    add(context.text("Yearly return", "年化收益率"), all.cagr, percent);
    add(context.text("Sharpe ratio", "夏普比率"), all.sharpe, ratio);
    add(context.text("Deepest drawdown", "最大回撤"), all.max_drawdown, percent);
    section.blocks.emplace_back(std::move(table));
  }
  add_trade_order(context, section);
  if (section.blocks.empty())
    section.blocks.emplace_back(
        report::Paragraph{context.text("There is too little to resample: no interval is given.",
                                       "可重抽样的数据太少，不给出区间。")});
  return section;
}

}  // namespace fwq::coordinators
