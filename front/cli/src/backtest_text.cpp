// Back-tests as text: the result first, then settings, metrics with what they mean, falls, months and trades.
#include "backtest_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "command.hpp"
#include "fwq/coordinators/wording.hpp"
#include "fwq/core/text.hpp"
#include "titles.hpp"

namespace fwq::cli {
namespace {

using backtest::yuan_of;
using coordinators::Backtest;
using coordinators::MarketBacktest;

std::string section(const Session& s, std::string_view en, std::string_view zh) {
  return "\n" + s.text(en, zh) + "\n";
}

std::string strategy_title(const backtest::StrategyCall& call,
                           std::span<const coordinators::BacktestSetting> settings,
                           const Session& s) {
  std::string params;
  for (const auto& one : settings)
    if (one.id == "parameters") params = one.text(s.chinese());
  const std::string title = s.text(call.def->title_en, call.def->title_zh);
  if (call.def->params.size() == 0 && !call.def->reads_patterns) return title;
  return s.chinese() ? fmt::format("{}（{}）", title, params)
                     : fmt::format("{} ({})", title, params);
}

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
  std::string out = section(s, "How far to trust it", "可信程度");
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
  return section(s, "Worst drawdowns", "最大回撤") + table.text();
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
  return section(s, "Return of each month, %", "月度收益率（%）") + table.text();
}

std::string trades_block(const Backtest& test, std::size_t most, const Session& s) {
  const auto& trades = test.run.journal.trades;
  std::string out;
  if (most > 0 && !trades.empty()) {
    const std::size_t shown = std::min(most, trades.size());
    out += "\n" + (s.chinese() ? fmt::format("最近 {} 笔交易（共 {} 笔）\n", shown, trades.size())
                               : fmt::format("Last {} of {}\n", shown,
                                             counted(trades.size(), "trade", "trades")));
    Table table({s.text("  bought", "  买入"), s.text(">at", ">买价"), s.text("sold", "卖出"),
                 s.text(">at", ">卖价"), s.text(">shares", ">股数"), s.text(">bars", ">K线数"),
                 s.text(">result", ">盈亏"), s.text(">return", ">收益率"),
                 s.text("because of", "原因")});
    const int digits = data::tick_size(test.symbol) < 0.01 ? 3 : 2;
    for (std::size_t i = trades.size() - shown; i < trades.size(); ++i) {
      const auto& trade = trades[i];
      table.add({"  " + shown_time(trade.entry_time, test.period),
                 core::fixed(trade.entry_price, digits), shown_time(trade.exit_time, test.period),
                 core::fixed(trade.exit_price, digits),
                 grouped(static_cast<double>(trade.shares), 0), std::to_string(trade.bars_held()),
                 grouped(yuan_of(trade.pnl), 2), percent(trade.return_fraction),
                 reason_text(trade.exit_reason, s)});
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

std::string result_line(const Backtest& test, const Session& s) {
  const auto value = [&](std::string_view id) { return backtest::value_of(test.metrics, id); };
  const std::string start = grouped(yuan_of(test.run.start), 0),
                    end = grouped(yuan_of(test.run.end), 2);
  std::string out =
      s.chinese()
          ? fmt::format("{} 元变为 {} 元：{}（年化 {}），最大回撤 {}；同期买入持有 {}", start, end,
                        percent(value("total_return")), percent(value("cagr")),
                        percent(value("max_drawdown")), percent(test.buy_and_hold_return))
          : fmt::format("{} CNY became {} CNY: {} ({} a year), deepest fall {}; bought and held {}",
                        start, end, percent(value("total_return")), percent(value("cagr")),
                        percent(value("max_drawdown")), percent(test.buy_and_hold_return));
  if (test.benchmark) {
    const std::string who = test.benchmark->name.empty()
                                ? std::string(test.benchmark->symbol.text())
                                : test.benchmark->name;
    out += s.chinese() ? fmt::format("；基准 {} {}", who, percent(value("benchmark_return")))
                       : fmt::format("; benchmark {} {}", who, percent(value("benchmark_return")));
  }
  return out + "\n";
}

}  // namespace

// Settings that are in force; what is off or zero says nothing.
std::string settings_text(std::span<const coordinators::BacktestSetting> settings,
                          const Session& s) {
  std::string out = section(s, "Settings", "设置");
  std::size_t width = 0;
  const auto shown = [](const coordinators::BacktestSetting& one) {
    static constexpr std::string_view kAlways[] = {"from",   "to",      "benchmark",
                                                   "listed", "st_days", "commission_rate"};
    if (one.id == "strategy" || one.id == "parameters" || one.id == "period") return false;
    const bool off = one.value == "0" || one.value == "0.0" || one.value == "false";
    return !off || std::ranges::find(kAlways, one.id) != std::end(kAlways);
  };
  for (const auto& one : settings)
    if (shown(one))
      width = std::max(width, core::display_width(s.text(one.title_en, one.title_zh)));
  for (const auto& one : settings) {
    if (!shown(one)) continue;
    out += "  " + core::padded(s.text(one.title_en, one.title_zh), width) + "  " +
           one.text(s.chinese()) + "\n";
  }
  return out;
}

std::string remarks_text(std::span<const coordinators::BacktestRemark> remarks, const Session& s) {
  if (remarks.empty()) return "";
  std::string out = section(s, "To know", "须知");
  for (const auto& one : remarks) out += "  · " + s.text(one.en, one.zh) + "\n";
  return out;
}

std::string grouped(double money, int digits) {
  std::string text = core::fixed(money, digits);
  const std::size_t begin = text.starts_with('-') ? 1 : 0;
  for (std::size_t at = std::min(text.find('.'), text.size()); at > begin + 3;)
    text.insert(at -= 3, ",");
  return text;
}

std::string percent(double fraction, int digits) {
  return std::isfinite(fraction) ? core::fixed(fraction * 100, digits) + "%" : std::string("-");
}

std::string metric_text(double value, backtest::MetricUnit unit) {
  if (std::isnan(value)) return "-";
  if (std::isinf(value)) return value > 0 ? "∞" : "-∞";
  switch (unit) {
    case backtest::MetricUnit::fraction:
      return percent(value);
    case backtest::MetricUnit::ratio:
      return core::fixed(value, 2);
    case backtest::MetricUnit::money:
      return grouped(value, 2);
    case backtest::MetricUnit::bars:
      return core::fixed(value, value == std::floor(value) ? 0 : 1);
    case backtest::MetricUnit::count:
      return grouped(value, 0);
  }
  return "";
}

std::string money_price(backtest::Money price, data::Symbol symbol) {
  return core::fixed(yuan_of(price), data::tick_size(symbol) < 0.01 ? 3 : 2);
}

std::string reason_text(std::string_view reason, const Session& s) {
  static constexpr std::pair<std::string_view, std::pair<std::string_view, std::string_view>>
      kReasons[] = {{"signal", {"signal", "信号"}},
                    {"stop_loss", {"stop-loss", "止损"}},
                    {"take_profit", {"take-profit", "止盈"}},
                    {"trailing_stop", {"trailing stop", "移动止损"}},
                    {"holding_limit", {"held long enough", "持有期满"}},
                    {"cut", {"price jump", "股价跳变"}},
                    {"end", {"end of the test", "回测结束"}}};
  for (const auto& [id, texts] : kReasons)
    if (id == reason) return s.text(texts.first, texts.second);
  return std::string(reason);
}

std::string obstacle_text(backtest::Obstacle obstacle, const Session& s) {
  using backtest::Obstacle;
  switch (obstacle) {
    case Obstacle::none:
      return s.text("none", "无");
    case Obstacle::cash:
      return s.text("not enough cash", "资金不足一手");
    case Obstacle::limit_up:
      return s.text("at the upper limit", "涨停");
    case Obstacle::limit_down:
      return s.text("at the lower limit", "跌停");
    case Obstacle::no_trade:
      return s.text("no trading", "停牌或无成交");
    case Obstacle::settlement:
      return s.text("bought that day (T+1)", "当日买入（T+1）");
    case Obstacle::not_reached:
      return s.text("price not reached", "未到价");
    case Obstacle::volume:
      return s.text("volume too small", "成交量不足");
    case Obstacle::no_shares:
      return s.text("nothing to sell", "无可卖股份");
    case Obstacle::cut:
      return s.text("price jump", "股价跳变");
    case Obstacle::end:
      return s.text("end of the data", "数据结束");
  }
  return "";
}

std::string backtest_text(const Backtest& test, std::size_t trades, const Session& s) {
  const auto& equity = test.run.equity;
  const std::string who = test.name.empty() ? std::string(test.symbol.text())
                                            : fmt::format("{} {}", test.symbol.text(), test.name);
  const std::string from = shown_time(equity.time.front(), test.period),
                    to = shown_time(equity.time.back(), test.period);
  std::string out =
      s.chinese()
          ? fmt::format("{}  {}  {} {} 至 {}，{} 根K线\n", who,
                        strategy_title(test.call, test.settings, s), shown_period(test.period, s),
                        from, to, equity.time.size())
          : fmt::format("{}  {}  {} bars {} to {}, {} of them\n", who,
                        strategy_title(test.call, test.settings, s),
                        coordinators::bars_of_text(test.period), from, to, equity.time.size());
  out += result_line(test, s);
  out += s.text("run ", "回测编号 ") + test.run_id + "\n";
  out += remarks_text(test.remarks, s);
  out += settings_text(test.settings, s);
  out += metrics_block(test, s);
  out += trust_block(test, s);
  out += drawdowns_block(test, s);
  out += months_block(test, s);
  out += trades_block(test, trades, s);
  return out;
}

std::string market_backtest_text(const MarketBacktest& test, std::size_t most, const Session& s) {
  const std::string from = shown_time(test.first, test.period),
                    to = shown_time(test.last, test.period);
  const std::string title = strategy_title(test.call, test.settings, s);
  std::string out = s.chinese() ? fmt::format("{}：{} 只证券各自独立回测，{} 根K线，{} 至 {}\n",
                                              title, test.rows.size(), test.bars, from, to)
                                : fmt::format("{} on {}, each by itself: {} from {} to {}\n", title,
                                              counted(test.rows.size(), "security", "securities"),
                                              counted(test.bars, "bar", "bars"), from, to);
  out += s.chinese() ? fmt::format(
                           "收益率中位数 {}（买入持有 {}），平均 {}（买入持有 {}）；{} 盈利，{} "
                           "胜过买入持有\n",
                           percent(test.median_return), percent(test.median_hold_return),
                           percent(test.mean_return), percent(test.mean_hold_return),
                           percent(test.share_positive, 1), percent(test.share_above_hold, 1))
                     : fmt::format(
                           "median return {} (bought and held {}), average {} (held {}); "
                           "{} gained, {} did better than "
                           "holding\n",
                           percent(test.median_return), percent(test.median_hold_return),
                           percent(test.mean_return), percent(test.mean_hold_return),
                           percent(test.share_positive, 1), percent(test.share_above_hold, 1));
  out += s.text("run ", "回测编号 ") + test.run_id + "\n";
  out += remarks_text(test.remarks, s);
  out += settings_text(test.settings, s);
  const std::size_t shown = std::min(most, test.rows.size());
  out += "\n" + (s.chinese()
                     ? fmt::format("前 {} 名（共 {} 只，按总收益率）\n", shown, test.rows.size())
                     : fmt::format("First {} of {}, by total return\n", shown, test.rows.size()));
  Table table({s.text("  symbol", "  代码"), s.text("name", "名称"), s.text(">return", ">总收益率"),
               s.text(">a year", ">年化"), s.text(">drawdown", ">最大回撤"),
               s.text(">trades", ">交易数"), s.text(">won", ">胜率"), s.text(">held", ">买入持有"),
               s.text(">better by", ">超出"), s.text(">bars", ">K线数")});
  for (std::size_t i = 0; i < shown; ++i) {
    const auto& row = test.rows[i];
    table.add({"  " + std::string(row.symbol.text()), row.name, percent(row.total_return),
               percent(row.cagr), percent(row.max_drawdown), std::to_string(row.sweep.trades),
               percent(row.win_rate, 1), percent(row.buy_and_hold_return), percent(row.excess()),
               std::to_string(row.sweep.bars)});
  }
  return out + table.text();
}

}  // namespace fwq::cli
