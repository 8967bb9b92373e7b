// What to know before believing a back-test: gaps, jumps, missing knowledge, orders that found no cash.
#include <fmt/format.h>

#include <algorithm>

#include "backtest_parts.hpp"

namespace fwq::coordinators {
namespace {

using backtest::Obstacle;

constexpr std::size_t kNamed = 3;       // So many days are named, the others counted.
constexpr std::size_t kFewTrades = 10;  // Closed trades below which figures say little.

std::string day_text(data::Time time) {
  return data::format_date(data::date_of(time));
}

std::string days_text(const std::vector<data::Time>& days, bool chinese) {
  std::string text;
  for (std::size_t i = 0; i < std::min(kNamed, days.size()); ++i)
    text += (i == 0 ? "" : chinese ? "、" : ", ") + day_text(days[i]);
  if (days.size() > kNamed)
    text += chinese ? fmt::format(" 等 {} 处", days.size())
                    : fmt::format(" and {} more", days.size() - kNamed);
  return text;
}

class Remarks {
 public:
  void add(std::string id, std::string en, std::string zh) {
    list_.push_back({std::move(id), std::move(en), std::move(zh)});
  }
  std::vector<BacktestRemark> take() { return std::move(list_); }

 private:
  std::vector<BacktestRemark> list_;
};

void remark_jumps(Remarks& remarks, const Backtest& test) {
  const auto time = test.series.raw.time();
  std::vector<data::Time> cuts, flagged;
  for (const auto& cut : test.series.cuts)
    if (cut.bar > test.first && cut.bar < test.last) cuts.push_back(time[cut.bar]);
  for (const auto& event : test.series.events)
    if (!event.applied && event.bar >= test.first && event.bar < test.last)
      flagged.push_back(time[event.bar]);
  if (!cuts.empty()) {
    remarks.add(
        "cut",
        fmt::format(
            "The price jumps beyond the day's limit without an ex-rights event on {}: positions "
            "were "
            "closed at the last price before, and the strategy began anew. Import the events "
            "(fwq import exrights FILE) if one is missing.",
            days_text(cuts, false)),
        fmt::format(
            "{} "
            "股价跳变超出涨跌幅且无除权除息记录：持仓按跳变前最后价格平仓，策略重新开始。若缺少除权"
            "记录，请导入（fwq import exrights 文件）。",
            days_text(cuts, true)));
  }
  if (!flagged.empty()) {
    remarks.add("flagged_event",
                fmt::format("The ex-rights event of {} does not fit the price and was not applied.",
                            days_text(flagged, false)),
                fmt::format("{} 的除权除息记录与股价不符，未予应用。", days_text(flagged, true)));
  }
}

void remark_range(Remarks& remarks, const Backtest& test, const BacktestRequest& request,
                  const KnownSecurities& known, const data::TradingCalendar& calendar,
                  std::optional<data::Time> newest) {
  const auto time = test.series.raw.time();
  for (std::size_t i = test.first + 1; i < test.last; ++i) {
    const std::int64_t from = data::day_number(time[i - 1]) + 1, to = data::day_number(time[i]);
    if (to - from <= kLongSuspension)
      continue;  // Fewer calendar days than that are fewer trading days.
    const std::int64_t missing = calendar.open_days(from, to);
    if (missing <= kLongSuspension) continue;
    remarks.add("suspended",
                fmt::format("No bars for {} trading days between {} and {}: a position could not "
                            "be sold in that time.",
                            missing, day_text(time[i - 1]), day_text(time[i])),
                fmt::format("{} 至 {} 之间有 {} 个交易日没有K线（停牌或缺数据），其间无法卖出。",
                            day_text(time[i - 1]), day_text(time[i]), missing));
  }
  const data::TimeRange all, &range = request.engine.range;
  if (range.from != all.from &&
      calendar.open_days(data::day_number(range.from), data::day_number(test.begin())) >
          kLongSuspension) {
    remarks.add("begins_late",
                fmt::format("The bars begin on {}, long after the day asked for, {}.",
                            day_text(test.begin()), day_text(range.from)),
                fmt::format("K线始于 {}，远晚于所要求的 {}。", day_text(test.begin()),
                            day_text(range.from)));
  }
  data::Time wanted = newest.value_or(test.end());
  if (range.to != all.to) wanted = std::min(wanted, range.to - 1);
  if (calendar.open_days(data::day_number(test.end()) + 1, data::day_number(wanted) + 1) <=
      kLongSuspension)
    return;
  const auto delisted = known.delisted(test.symbol);
  const std::string end = day_text(test.end());
  remarks.add(
      "ends_early",
      fmt::format(
          "The bars end on {}, long before {}{}: what is held then is valued at the last close.",
          end, day_text(wanted),
          delisted ? " (delisted " + data::format_date(*delisted) + ")" : ""),
      fmt::format("K线止于 {}，远早于 {}{}：期末持仓按最后收盘价计值。", end, day_text(wanted),
                  delisted ? "（" + data::format_date(*delisted) + " 退市）" : ""));
}

void remark_orders(Remarks& remarks, const Backtest& test, const BacktestRequest& request) {
  const auto& journal = test.run.journal;
  const auto short_of_cash = std::ranges::count_if(
      journal.unfilled, [](const auto& order) { return order.obstacle == Obstacle::cash; });
  if (journal.fills.empty() && short_of_cash == 0) {
    remarks.add("no_trade", "The strategy never bought: nothing was tested.",
                "策略从未买入，没有可评价的交易。");
  } else if (short_of_cash > 0) {
    remarks.add(
        "cash",
        fmt::format("{} of {} CNY could not buy one lot: more cash, or a cheaper stock.",
                    short_of_cash == 1 ? "One order" : fmt::format("{} orders", short_of_cash),
                    request.engine.cash),
        fmt::format("有 {} 笔买单因资金不足一手未成交（初始资金 {} 元），请增加资金或换低价股。",
                    short_of_cash, request.engine.cash));
  }
  if (journal.rights_lapsed > 0) {
    remarks.add("rights_lapsed",
                fmt::format("{} could not be taken up in full, for want of cash.",
                            journal.rights_lapsed == 1
                                ? "One rights issue"
                                : fmt::format("{} rights issues", journal.rights_lapsed)),
                fmt::format("有 {} 次配股因资金不足未能足额认购。", journal.rights_lapsed));
  }
  const std::size_t trades = journal.trades.size();
  if (trades == 0 && !journal.fills.empty()) {
    remarks.add("few_trades",
                "What was bought is still held: no closed trade, so nothing can be said of trades.",
                "买入后尚未卖出：没有已平仓交易，交易类指标无值。");
  }
  if (trades > 0 && trades < kFewTrades) {
    remarks.add("few_trades",
                fmt::format("Only {} closed {}: too few to tell skill from luck.", trades,
                            trades == 1 ? "trade" : "trades"),
                fmt::format("只有 {} 笔已平仓交易，不足以区分能力与运气。", trades));
  }
}

void remark_security(Remarks& remarks, const Backtest& test, const BacktestRequest& request) {
  const auto kind = test.symbol.kind();
  const bool traded = kind == data::Kind::stock || kind == data::Kind::b_share ||
                      kind == data::Kind::fund || kind == data::Kind::convertible ||
                      kind == data::Kind::bond;
  if (!traded && !request.plain_rules) {
    remarks.add(
        "not_traded",
        "This is no security that can be bought: one share counts as a lot, without limits.",
        "该代码不可直接买卖：以 1 为一手，无涨跌停。");
  }
  if (test.series.warned.empty() && test.name.find("ST") != std::string::npos) {
    remarks.add("st_unknown",
                "The name says ST, but its days under risk warning are not known: limits of those "
                "days are too wide "
                "(fwq import st FILE).",
                "名称含 ST，但风险警示期间未知：这些日子的涨跌停按普通幅度计（可用 fwq import st "
                "文件 导入）。");
  }
}

void remark_benchmark(Remarks& remarks, const Backtest& test) {
  if (!test.benchmark) return;
  const auto& values = test.benchmark->values;
  const auto known = [](double x) { return x == x; };
  const auto count = std::count_if(values.begin(), values.end(), known);
  const auto missing = values.size() - static_cast<std::size_t>(count);
  if (missing == 0) return;
  remarks.add(
      "benchmark_gap",
      fmt::format(
          "The benchmark has no value for {} of {} bars: figures against it are of the other ones.",
          missing, values.size()),
      fmt::format("基准在 {} 根K线中的 {} 根没有数值，相对指标只按其余部分计算。", values.size(),
                  missing));
}

}  // namespace

std::vector<BacktestRemark> remarks_of(const Backtest& test, const BacktestRequest& request,
                                       const KnownSecurities& known,
                                       const data::TradingCalendar& calendar,
                                       std::optional<data::Time> newest) {
  Remarks remarks;
  remark_security(remarks, test, request);
  remark_jumps(remarks, test);
  remark_range(remarks, test, request, known, calendar, newest);
  remark_benchmark(remarks, test);
  remark_orders(remarks, test, request);
  return remarks.take();
}

}  // namespace fwq::coordinators
