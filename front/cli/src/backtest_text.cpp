// Back-tests as text: the result first, then settings, metrics with what they mean, falls, months and trades.
#include "backtest_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "backtest_blocks.hpp"
#include "command.hpp"
#include "fwq/coordinators/wording.hpp"
#include "fwq/core/text.hpp"
#include "titles.hpp"

namespace fwq::cli {
namespace {

using backtest::yuan_of;
using coordinators::Backtest;
using coordinators::MarketBacktest;

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

// Settings that are in force; what is off or zero says nothing.
std::string settings_text(std::span<const coordinators::BacktestSetting> settings,
                          const Session& s) {
  std::string out = section_text(s, "Settings", "设置");
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
  std::string out = section_text(s, "To know", "须知");
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
                    {"rebalance", {"rebalanced", "调仓"}},
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
  out += trades_block(test, trades, {}, s);
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
