// The parts that pages of back-tests are put together from.
#include "backtest_blocks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "backtest_text.hpp"
#include "command.hpp"
#include "fwq/core/text.hpp"
#include "titles.hpp"

namespace fwq::cli {

using backtest::yuan_of;
using coordinators::Backtest;

namespace {

std::string_view group_title(backtest::MetricGroup group, bool chinese) {
  switch (group) {
    case backtest::MetricGroup::returns:
      return chinese ? "收益" : "Returns";
    case backtest::MetricGroup::risk:
      return chinese ? "风险" : "Risk";
    case backtest::MetricGroup::benchmark:
      return chinese ? "相对基准" : "Against the benchmark";
    case backtest::MetricGroup::trades:
      return chinese ? "交易" : "Trades";
  }
  return "";
}

}  // namespace

std::string section_text(const Session& s, std::string_view en, std::string_view zh) {
  return "\n" + s.text(en, zh) + "\n";
}

data::Symbol symbol_of(const Backtest& test, std::span<const data::Symbol> symbols,
                       std::uint32_t security) {
  return symbols.empty() ? test.symbol : symbols[security];
}

std::string metrics_block(const Backtest& test, const Session& s) {
  std::size_t title = 0, value = 0;
  for (const auto& one : test.metrics) {
    title = std::max(title, core::display_width(s.text(one.def->title_en, one.def->title_zh)));
    value = std::max(value, core::display_width(metric_text(one.value, one.def->unit)));
  }
  std::string out;
  std::optional<backtest::MetricGroup> group;
  for (const auto& one : test.metrics) {
    if (one.def->group == backtest::MetricGroup::benchmark && !test.benchmark) continue;
    if (group != one.def->group) {
      group = one.def->group;
      out += "\n" + std::string(group_title(*group, s.chinese())) + "\n";
    }
    out += "  " + core::padded(s.text(one.def->title_en, one.def->title_zh), title) + "  " +
           core::padded(metric_text(one.value, one.def->unit), value, true) + "  " +
           backtest::convention_of(*one.def, test.metric_options, s.chinese()) + "\n";
  }
  return out;
}

std::string trust_block(const Backtest& test, const Session& s) {
  if (!test.intervals && !test.trade_order) return "";
  std::string out = section_text(s, "How far to trust it", "可信程度");
  if (test.intervals) {
    const auto& all = *test.intervals;
    const std::string confidence = percent(all.options.confidence, 0);
    Table table({s.text("  interval of " + confidence, "  " + confidence + " 区间"),
                 s.text(">low", ">下限"), s.text(">this run", ">本次"), s.text(">high", ">上限")});
    const auto add = [&](std::string_view id, const backtest::Interval& one) {
      const auto* def = backtest::find_metric(id);
      table.add({"  " + s.text(def->title_en, def->title_zh), metric_text(one.low, def->unit),
                 metric_text(one.estimate, def->unit), metric_text(one.high, def->unit)});
    };
    add("total_return", all.total_return);
    add("cagr", all.cagr);
    add("sharpe", all.sharpe);
    add("max_drawdown", all.max_drawdown);
    out += table.text();
    out += s.chinese() ? fmt::format("  对每期收益率做 {} 次重抽样（平稳自助法，平均块长 {}）\n",
                                     all.options.resamples, all.options.mean_block)
                       : fmt::format(
                             "  {} resamples of the period returns (stationary bootstrap, blocks "
                             "of {} on average)\n",
                             all.options.resamples, all.options.mean_block);
  }
  if (test.trade_order) {
    const auto& order = *test.trade_order;
    out += s.chinese()
               ? fmt::format(
                     "  同样交易换个顺序：回撤中位数 {}，每二十次有一次比 {} "
                     "更差；随机抽取交易时亏损概率 {}\n",
                     percent(order.shuffled_drawdown.p50), percent(order.shuffled_drawdown.p5),
                     percent(order.chance_of_loss, 1))
               : fmt::format(
                     "  the same trades in another order: a drawdown of {} in the middle, worse "
                     "than {} one time in "
                     "twenty;\n  trades drawn at random end below the start in {} of runs\n",
                     percent(order.shuffled_drawdown.p50), percent(order.shuffled_drawdown.p5),
                     percent(order.chance_of_loss, 1));
  }
  return out;
}

std::string drawdowns_block(const Backtest& test, const Session& s) {
  constexpr std::size_t kShown = 5;
  const auto worst =
      backtest::deepest_drawdowns(test.run.equity.time, test.run.equity.value, kShown);
  if (worst.empty()) return "";
  Table table({s.text(">  depth", ">  深度"), s.text("from the peak", "峰值日"),
               s.text("to the valley", "谷底日"), s.text("recovered", "收复日"),
               s.text(">bars", ">K线数")});
  for (const auto& fall : worst) {
    table.add({"  " + percent(fall.depth), shown_time(fall.peak_time, test.period),
               shown_time(fall.valley_time, test.period),
               fall.recovery_time ? shown_time(*fall.recovery_time, test.period)
                                  : s.text("not yet", "尚未"),
               std::to_string(fall.bars)});
  }
  return section_text(s, "Worst drawdowns", "最大回撤") + table.text();
}

std::string months_block(const Backtest& test, const Session& s) {
  if (test.months.empty()) return "";
  static constexpr std::string_view kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                 "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  std::vector<std::string> header{s.text("  year", "  年份")};
  for (int m = 0; m < 12; ++m)
    header.push_back(">" + (s.chinese() ? fmt::format("{}月", m + 1) : std::string(kMonths[m])));
  header.push_back(s.text(">year's", ">全年"));
  Table table(std::move(header));
  for (const auto& year : test.months) {
    std::vector<std::string> row{"  " + std::to_string(year.year)};
    for (const double month : year.months)
      row.push_back(std::isnan(month) ? "" : core::fixed(month * 100, 1));
    row.push_back(core::fixed(year.total * 100, 1));
    table.add(std::move(row));
  }
  return section_text(s, "Return of each month, %", "月度收益率（%）") + table.text();
}

std::string trades_block(const Backtest& test, std::size_t most,
                         std::span<const data::Symbol> symbols, const Session& s) {
  const auto& trades = test.run.journal.trades;
  std::string out;
  if (most > 0 && !trades.empty()) {
    const std::size_t shown = std::min(most, trades.size());
    out += "\n" + (s.chinese() ? fmt::format("最近 {} 笔交易（共 {} 笔）\n", shown, trades.size())
                               : fmt::format("Last {} of {}\n", shown,
                                             counted(trades.size(), "trade", "trades")));
    std::vector<std::string> header{
        s.text("  bought", "  买入"), s.text(">at", ">买价"),       s.text("sold", "卖出"),
        s.text(">at", ">卖价"),       s.text(">shares", ">股数"),   s.text(">bars", ">K线数"),
        s.text(">result", ">盈亏"),   s.text(">return", ">收益率"), s.text("because of", "原因")};
    if (!symbols.empty()) header.insert(header.begin(), s.text("  symbol", "  代码"));
    Table table(std::move(header));
    for (std::size_t i = trades.size() - shown; i < trades.size(); ++i) {
      const auto& trade = trades[i];
      const data::Symbol symbol = symbol_of(test, symbols, trade.security);
      const int digits = data::tick_size(symbol) < 0.01 ? 3 : 2;
      std::vector<std::string> row{"  " + shown_time(trade.entry_time, test.period),
                                   core::fixed(trade.entry_price, digits),
                                   shown_time(trade.exit_time, test.period),
                                   core::fixed(trade.exit_price, digits),
                                   grouped(static_cast<double>(trade.shares), 0),
                                   std::to_string(trade.bars_held()),
                                   grouped(yuan_of(trade.pnl), 2),
                                   percent(trade.return_fraction),
                                   reason_text(trade.exit_reason, s)};
      if (!symbols.empty()) row.insert(row.begin(), "  " + std::string(symbol.text()));
      table.add(std::move(row));
    }
    out += table.text();
  }
  if (test.run.open_shares > 0) {
    out += s.chinese()
               ? fmt::format("\n期末持有 {} 股，按最后收盘价计值，未计入已平仓交易\n",
                             grouped(static_cast<double>(test.run.open_shares), 0))
               : fmt::format(
                     "\nstill held at the end: {} shares, at the last close; no closed trade yet\n",
                     grouped(static_cast<double>(test.run.open_shares), 0));
  }
  const auto& unfilled = test.run.journal.unfilled;
  if (!unfilled.empty()) {
    std::map<backtest::Obstacle, std::size_t> counts;
    for (const auto& order : unfilled) ++counts[order.obstacle];
    std::string list;
    for (const auto& [obstacle, count] : counts)
      list += fmt::format("{}{} {}", list.empty() ? "" : s.text(", ", "，"),
                          obstacle_text(obstacle, s), count);
    out += s.chinese() ? fmt::format("\n未成交委托 {} 笔：{}\n", unfilled.size(), list)
                       : fmt::format("\n{} not filled: {}\n",
                                     counted(unfilled.size(), "order", "orders"), list);
  }
  return out;
}

}  // namespace fwq::cli
