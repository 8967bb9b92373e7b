// A portfolio as text: the result first, then settings, metrics, falls, months, trades, and what is held at the end.
#include <fmt/format.h>

#include "backtest_blocks.hpp"
#include "backtest_text.hpp"
#include "command.hpp"
#include "fwq/coordinators/wording.hpp"
#include "fwq/core/text.hpp"
#include "titles.hpp"

namespace fwq::cli {
namespace {

using backtest::yuan_of;
using coordinators::PortfolioBacktest;

std::string heading(const PortfolioBacktest& test, const Session& s) {
  const auto& time = test.run.equity.time;
  const std::string from = shown_time(time.front(), test.period),
                    to = shown_time(time.back(), test.period),
                    title = strategy_title(test.call, test.settings, s);
  return s.chinese()
             ? fmt::format("组合：从 {} 只证券中选择，{}；{} {} 至 {}，{} 个时点，调仓 {} 次\n",
                           test.symbols.size(), title, shown_period(test.period, s), from, to,
                           time.size(), test.run.rebalances)
             : fmt::format(
                   "Portfolio chosen from {}: {}; {} bars {} to {}, {} times, rebalanced {} "
                   "times\n",
                   counted(test.symbols.size(), "security", "securities"), title,
                   coordinators::bars_of_text(test.period), from, to, time.size(),
                   test.run.rebalances);
}

std::string result_line(const PortfolioBacktest& test, const Session& s) {
  const auto value = [&](std::string_view id) { return backtest::value_of(test.metrics, id); };
  const std::string start = grouped(yuan_of(test.run.start), 0),
                    end = grouped(yuan_of(test.run.end), 2);
  std::string out = s.chinese()
                        ? fmt::format("{} 元变为 {} 元：{}（年化 {}），最大回撤 {}", start, end,
                                      percent(value("total_return")), percent(value("cagr")),
                                      percent(value("max_drawdown")))
                        : fmt::format("{} CNY became {} CNY: {} ({} a year), deepest fall {}",
                                      start, end, percent(value("total_return")),
                                      percent(value("cagr")), percent(value("max_drawdown")));
  if (test.benchmark) {
    const std::string who = test.benchmark->name.empty()
                                ? std::string(test.benchmark->symbol.text())
                                : test.benchmark->name;
    out += s.chinese() ? fmt::format("；基准 {} {}", who, percent(value("benchmark_return")))
                       : fmt::format("; benchmark {} {}", who, percent(value("benchmark_return")));
  } else {
    out += s.text("; without --benchmark there is nothing to hold it against",
                  "；未给 --benchmark，无从对比");
  }
  return out + "\n";
}

std::string held_block(const PortfolioBacktest& test, const Session& s) {
  Table table({s.text("  symbol", "  代码"), s.text("name", "名称"), s.text(">shares", ">股数")});
  for (std::size_t i = 0; i < test.run.open_shares.size(); ++i) {
    if (test.run.open_shares[i] == 0) continue;
    table.add({"  " + std::string(test.symbols[i].text()), test.names[i],
               grouped(static_cast<double>(test.run.open_shares[i]), 0)});
  }
  if (table.empty()) return "";
  return section_text(s, "Held at the end", "期末持有") + table.text();
}

}  // namespace

std::string portfolio_text(const PortfolioBacktest& test, std::size_t trades, const Session& s) {
  const auto account = coordinators::account_of(test);
  std::string out = heading(test, s);
  out += result_line(test, s);
  out += s.text("run ", "回测编号 ") + test.run_id + "\n";
  out += remarks_text(test.remarks, s);
  out += settings_text(test.settings, s);
  out += metrics_block(account, s);
  out += trust_block(account, s);
  out += drawdowns_block(account, s);
  out += months_block(account, s);
  out += trades_block(account, trades, test.symbols, s);
  out += held_block(test, s);
  return out;
}

}  // namespace fwq::cli
