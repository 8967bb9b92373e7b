// What orders, obstacles and figures of a back-test are called, and its result in sentences.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "backtest_page.hpp"

namespace fwq::coordinators {
namespace {

using report::shown;
using report::shown_count;
using report::shown_percent;

std::string outcome_sentence(const TestContext& context) {
  const auto& run = context.test.run;
  const std::string start = money_text(backtest::yuan_of(run.start), 0);
  const std::string end = money_text(backtest::yuan_of(run.end));
  const std::string total = shown_percent(context.metric("total_return") * 100);
  const std::string yearly = shown_percent(context.metric("cagr") * 100);
  const std::string range = context.range(context.test.begin(), context.test.end());
  return context.chinese()
             ? fmt::format("{}，{} 元变为 {} 元：总收益 {}，年化 {}。", range, start, end, total,
                           yearly)
             : fmt::format("{}: {} CNY became {} CNY, a total return of {} ({} a year).", range,
                           start, end, total, yearly);
}

std::string holding_text(const TestContext& context) {
  const double total = context.metric("total_return");
  const double hold = context.test.buy_and_hold_return;
  const std::string more = shown(std::abs(total - hold) * 100, 2);
  return context.chinese()
             ? fmt::format("同样的费用与规则下，买入并持有同一只证券收益 {}，策略{} {} 个百分点",
                           shown_percent(hold * 100), total >= hold ? "高出" : "落后", more)
             : fmt::format(
                   "Buying and holding the same security, by the same rules and costs, gave {}: "
                   "the strategy is {} percentage points {}",
                   shown_percent(hold * 100), more, total >= hold ? "ahead" : "behind");
}

std::string comparison_sentence(const TestContext& context) {
  std::string text = context.test.buy_and_hold.empty() ? "" : holding_text(context);
  if (context.test.benchmark) {
    const std::string benchmark = shown_percent(context.metric("benchmark_return") * 100);
    const bool first = text.empty();
    text += context.chinese() ? fmt::format("{}基准 {} 收益 {}", first ? "" : "；",
                                            context.benchmark(), benchmark)
                              : fmt::format("{} benchmark {} gave {}", first ? "The" : "; the",
                                            context.benchmark(), benchmark);
  }
  return text.empty() ? text : text + context.text(".", "。");
}

std::string drawdown_sentence(const TestContext& context) {
  const auto& all = context.test.drawdowns;
  const auto worst = std::min_element(
      all.begin(), all.end(), [](const auto& a, const auto& b) { return a.depth < b.depth; });
  if (worst == all.end())
    return context.text("The account was never below an earlier value.",
                        "权益从未低于此前的高点。");
  const std::string depth = shown(worst->depth * 100, 2);
  const std::string when = context.range(worst->peak_time, worst->valley_time);
  if (!worst->recovery_time)
    return context.chinese()
               ? fmt::format("最大回撤 {}%（{}），至期末未收复。", depth, when)
               : fmt::format("The deepest drawdown is {}% ({}); it was not made up for by the end.",
                             depth, when);
  return context.chinese() ? fmt::format("最大回撤 {}%（{}），{} 收复。", depth, when,
                                         context.time(*worst->recovery_time))
                           : fmt::format("The deepest drawdown is {}% ({}), made up for on {}.",
                                         depth, when, context.time(*worst->recovery_time));
}

std::string trades_sentence(const TestContext& context) {
  const auto& run = context.test.run;
  const std::size_t trades = run.journal.trades.size();
  if (run.journal.fills.empty())
    return context.text("No order was filled: all of the money stayed cash.",
                        "没有任何委托成交：资金始终是现金。");
  const std::string held = shown(context.metric("exposure") * 100, 1);
  std::string text;
  const std::string mean = shown_percent(context.metric("expectancy_return") * 100);
  if (trades == 0) {
    text = context.text("No position was closed", "没有平仓的交易");
  } else if (trades == 1) {
    text = context.chinese() ? fmt::format("平仓 1 笔，收益 {}", mean)
                             : fmt::format("One trade was closed, at {}", mean);
  } else {
    const std::string won = shown(context.metric("win_rate") * 100, 1);
    text = context.chinese()
               ? fmt::format("平仓 {} 笔，盈利占 {}%，平均每笔 {}", shown_count(trades), won, mean)
               : fmt::format("{} trades were closed, {}% of them with a gain, {} on average",
                             shown_count(trades), won, mean);
  }
  text += context.chinese() ? fmt::format("；{}% 的K线收盘时持仓", held)
                            : fmt::format("; shares were held at {}% of the bars' ends", held);
  if (run.open_shares > 0) {
    const auto shares = static_cast<std::size_t>(run.open_shares);
    text += context.chinese()
                ? fmt::format("；期末仍持有 {} 股，按最后收盘价计值", shown_count(shares))
                : fmt::format("; {} shares are still held at the end, valued at the last close",
                              shown_count(shares));
  }
  return text + context.text(".", "。");
}

std::string costs_sentence(const TestContext& context) {
  const auto& journal = context.test.run.journal;
  if (journal.fills.empty()) return {};
  backtest::Money costs = 0;
  for (const auto& fill : journal.fills) costs += fill.fees.total() + fill.dividend_tax;
  const std::string part =
      shown(backtest::yuan_of(costs) / backtest::yuan_of(context.test.run.start) * 100, 2);
  const std::string money = money_text(backtest::yuan_of(costs));
  return context.chinese()
             ? fmt::format("成交 {} 笔，费用与税共 {} 元，占初始资金的 {}%。",
                           shown_count(journal.fills.size()), money, part)
             : fmt::format(
                   "{} order{} filled; fees and taxes come to {} CNY, {}% of the start "
                   "capital.",
                   shown_count(journal.fills.size()), journal.fills.size() == 1 ? " was" : "s were",
                   money, part);
}

std::string evidence_sentence(const TestContext& context) {
  if (!context.test.intervals) return {};
  const auto& sharpe = context.test.intervals->sharpe;
  if (!std::isfinite(sharpe.low) || !std::isfinite(sharpe.high)) return {};
  const std::string sure = shown(context.test.intervals->options.confidence * 100, 0);
  const bool apart = sharpe.low > 0 || sharpe.high < 0;
  const std::string low = shown(sharpe.low, 2);
  const std::string high = shown(sharpe.high, 2);
  return context.chinese()
             ? fmt::format("夏普比率 {}，{}% 区间 {} 至 {}：{}。", shown(sharpe.estimate, 2), sure,
                           low, high, apart ? "区间不含零" : "区间含零，不能与运气区分")
             : fmt::format("The Sharpe ratio is {}, its {}% interval {} to {}: {}.",
                           shown(sharpe.estimate, 2), sure, low, high,
                           apart ? "zero lies outside"
                                 : "zero lies within, so it cannot be told from luck");
}

}  // namespace

std::string money_text(double yuan, int digits) {
  std::string text = shown(yuan, digits);
  const std::size_t begin = text.starts_with('-') ? 1 : 0;
  if (!std::isfinite(yuan)) return text;
  for (std::size_t at = std::min(text.find('.'), text.size()); at > begin + 3;)
    text.insert(at -= 3, ",");
  return text;
}

std::string metric_text(const backtest::MetricValue& value) {
  using backtest::MetricUnit;
  if (std::isinf(value.value)) return value.value > 0 ? "∞" : "-∞";
  if (!std::isfinite(value.value)) return "–";
  const bool whole = value.value == std::floor(value.value);
  switch (value.def->unit) {
    case MetricUnit::fraction:
      return shown(value.value * 100, 2) + "%";
    case MetricUnit::money:
      return money_text(value.value);
    case MetricUnit::bars:
    case MetricUnit::count:
      return money_text(value.value, whole ? 0 : 1);
    case MetricUnit::ratio:
      break;
  }
  return shown(value.value, 3);
}

report::Tone tone_of_change(double change) noexcept {
  if (!std::isfinite(change) || change == 0) return report::Tone::none;
  return change > 0 ? report::Tone::up : report::Tone::down;
}

std::string reason_text(std::string_view reason, bool chinese) {
  struct Word {
    std::string_view id, en, zh;
  };
  static constexpr Word kWords[] = {
      {"signal", "signal", "信号"},
      {"stop_loss", "stop-loss", "止损"},
      {"trailing_stop", "trailing stop", "移动止损"},
      {"take_profit", "take-profit", "止盈"},
      {"holding_limit", "held long enough", "持有期满"},
      {"rebalance", "rebalancing", "调仓"},
      {"cut", "cut in the prices", "价格断点"},
      {"end", "end of the run", "回测结束"},
  };
  for (const auto& word : kWords) {
    if (word.id == reason) return std::string(chinese ? word.zh : word.en);
  }
  return std::string(reason);
}

std::string_view order_kind_text(backtest::OrderKind kind, bool chinese) noexcept {
  static constexpr std::array<std::string_view, 6> kEnglish = {
      "at the open", "at the close", "limit", "stop", "stop limit", "trailing stop"};
  static constexpr std::array<std::string_view, 6> kChinese = {"开盘价", "收盘价",   "限价",
                                                               "止损价", "止损限价", "移动止损"};
  return (chinese ? kChinese : kEnglish)[static_cast<std::size_t>(kind)];
}

std::string_view obstacle_text(backtest::Obstacle obstacle, bool chinese) noexcept {
  static constexpr std::array<std::string_view, 11> kEnglish = {"none",
                                                                "not enough cash for one lot",
                                                                "locked at the upper limit",
                                                                "locked at the lower limit",
                                                                "no trading",
                                                                "bought on the same day (T+1)",
                                                                "price not reached",
                                                                "too small a volume",
                                                                "nothing to sell",
                                                                "cut in the prices",
                                                                "end of the data"};
  static constexpr std::array<std::string_view, 11> kChinese = {
      "无",         "现金不足一手", "封住涨停", "封住跌停", "停牌或无成交", "当日买入（T+1）",
      "未触及价格", "成交量太小",   "无股可卖", "价格断点", "数据结束"};
  return (chinese ? kChinese : kEnglish)[static_cast<std::size_t>(obstacle)];
}

std::vector<std::string> test_sentences(const TestContext& context) {
  std::vector<std::string> sentences;
  for (auto* sentence : {outcome_sentence, comparison_sentence, drawdown_sentence, trades_sentence,
                         costs_sentence, evidence_sentence}) {
    std::string text = sentence(context);
    if (!text.empty()) sentences.push_back(std::move(text));
  }
  return sentences;
}

}  // namespace fwq::coordinators
