// Back-tests as workbooks: summary with every setting and convention, equity, trades, fills, months.
#include <fmt/format.h>

#include "backtest_blocks.hpp"
#include "backtest_book.hpp"
#include "backtest_files.hpp"
#include "backtest_text.hpp"
#include "command.hpp"

namespace fwq::cli {
namespace {

namespace fs = std::filesystem;
using backtest::yuan_of;
using coordinators::Backtest;
using coordinators::MarketBacktest;
using coordinators::PortfolioBacktest;
using Symbols = std::span<const data::Symbol>;  // Of a portfolio; else empty.

void write_metrics(Sheet& sheet, const Backtest& test, const Session& s) {
  sheet.title(s.text("Metrics", "指标"));
  for (const auto& one : test.metrics) {
    if (one.def->group == backtest::MetricGroup::benchmark && !test.benchmark) continue;
    sheet.text(s.text(one.def->title_en, one.def->title_zh))
        .number(one.value, form_of(one.def->unit))
        .text(backtest::convention_of(*one.def, test.metric_options, s.chinese()));
    sheet.end();
  }
  write_settings(sheet, test.settings, test.remarks, s);
}

void write_summary(Book& book, const Backtest& test, const Session& s) {
  Sheet sheet(book, s.text("Summary", "概要"), {30, 18, 90});
  sheet.title(fmt::format("{} {}", test.symbol.text(), test.name));
  sheet.text(s.text("Run", "回测编号")).text(test.run_id);
  sheet.end();
  sheet.text(s.text("Strategy", "策略"))
      .text(s.text(test.call.def->title_en, test.call.def->title_zh));
  sheet.end();
  sheet.text(s.text("Bars", "K线"))
      .number(static_cast<double>(test.run.equity.time.size()), Form::count)
      .text(fmt::format("{} … {}", shown_time(test.begin(), test.period),
                        shown_time(test.end(), test.period)));
  sheet.end();
  sheet.text(s.text("Bought and held", "同期买入持有"))
      .number(test.buy_and_hold_return, Form::percent);
  sheet.end();
  sheet.end();
  write_metrics(sheet, test, s);
}

void write_equity(Book& book, const Backtest& test, const Session& s) {
  Sheet sheet(book, s.text("Equity", "权益"), {17, 16, 16, 12, 16, 16});
  sheet.header({s.text("Time", "时间"), s.text("Cash", "现金"), s.text("Value", "总值"),
                s.text("Drawdown", "回撤"), s.text("Bought and held", "买入持有"),
                s.text("Benchmark", "基准")});
  const auto& equity = test.run.equity;
  for (std::size_t i = 0; i < equity.time.size(); ++i) {
    sheet.text(shown_time(equity.time[i], test.period))
        .number(equity.cash[i], Form::money)
        .number(equity.value[i], Form::money)
        .number(test.underwater[i], Form::percent)
        .number(test.buy_and_hold[i], Form::money);
    if (test.benchmark) sheet.number(test.benchmark->values[i], Form::money);
    sheet.end();
  }
}

void write_trades(Book& book, const Backtest& test, Symbols symbols, const Session& s) {
  Sheet sheet(book, s.text("Trades", "交易"), {12, 17, 12, 17, 12, 12, 8, 16, 16, 12, 18});
  sheet.header({s.text("Symbol", "代码"), s.text("Bought", "买入"), s.text("At", "买价"),
                s.text("Sold", "卖出"), s.text("At", "卖价"), s.text("Shares", "股数"),
                s.text("Bars", "K线数"), s.text("Cost", "成本"), s.text("Result", "盈亏"),
                s.text("Return", "收益率"), s.text("Because of", "原因")});
  for (const auto& trade : test.run.journal.trades) {
    sheet.text(std::string(symbol_of(test, symbols, trade.security).text()))
        .text(shown_time(trade.entry_time, test.period))
        .number(trade.entry_price)
        .text(shown_time(trade.exit_time, test.period))
        .number(trade.exit_price)
        .number(static_cast<double>(trade.shares), Form::count)
        .number(trade.bars_held())
        .number(yuan_of(trade.cost), Form::money)
        .number(yuan_of(trade.pnl), Form::money)
        .number(trade.return_fraction, Form::percent)
        .text(reason_text(trade.exit_reason, s));
    sheet.end();
  }
}

void write_fills(Book& book, const Backtest& test, Symbols symbols, const Session& s) {
  Sheet sheet(book, s.text("Fills", "成交"), {17, 12, 8, 12, 12, 16, 12, 12, 12, 14, 14, 18});
  sheet.header({s.text("Time", "时间"), s.text("Symbol", "代码"), s.text("Side", "方向"),
                s.text("Price", "价格"), s.text("Shares", "股数"), s.text("Amount", "金额"),
                s.text("Commission", "佣金"), s.text("Stamp duty", "印花税"),
                s.text("Transfer fee", "过户费"), s.text("Exchange fees", "规费"),
                s.text("Dividend tax", "红利税"), s.text("Because of", "原因")});
  for (const auto& fill : test.run.journal.fills) {
    const bool buy = fill.side == backtest::Side::buy;
    sheet.text(shown_time(fill.time, test.period))
        .text(std::string(symbol_of(test, symbols, fill.security).text()))
        .text(buy ? s.text("buy", "买入") : s.text("sell", "卖出"))
        .number(yuan_of(fill.price))
        .number(static_cast<double>(fill.shares), Form::count)
        .number(yuan_of(fill.price * fill.shares), Form::money)
        .number(yuan_of(fill.fees.commission), Form::money)
        .number(yuan_of(fill.fees.stamp_duty), Form::money)
        .number(yuan_of(fill.fees.transfer_fee), Form::money)
        .number(yuan_of(fill.fees.exchange_fees), Form::money)
        .number(yuan_of(fill.dividend_tax), Form::money)
        .text(reason_text(fill.reason, s));
    sheet.end();
  }
}

void write_months(Book& book, const Backtest& test, const Session& s) {
  Sheet sheet(book, s.text("Months", "月度"), std::vector<double>(14, 10));
  std::vector<std::string> header{s.text("Year", "年份")};
  for (int month = 1; month <= 12; ++month)
    header.push_back(s.chinese() ? fmt::format("{}月", month) : std::to_string(month));
  header.push_back(s.text("Year's", "全年"));
  sheet.header(header);
  for (const auto& year : test.months) {
    sheet.number(year.year);
    for (const double month : year.months) sheet.number(month, Form::percent);
    sheet.number(year.total, Form::percent).end();
  }
}

void write_summary(Book& book, const PortfolioBacktest& test, const Backtest& account,
                   const Session& s) {
  Sheet sheet(book, s.text("Summary", "概要"), {30, 18, 90});
  sheet.title(s.text("Portfolio", "组合"));
  sheet.text(s.text("Run", "回测编号")).text(test.run_id).end();
  sheet.text(s.text("Strategy", "策略"))
      .text(s.text(test.call.def->title_en, test.call.def->title_zh))
      .end();
  sheet.text(s.text("Securities", "证券数"))
      .number(static_cast<double>(test.symbols.size()), Form::count)
      .end();
  sheet.text(s.text("Rebalanced", "调仓次数"))
      .number(static_cast<double>(test.run.rebalances), Form::count)
      .end();
  sheet.end();
  write_metrics(sheet, account, s);
}

void write_equity(Book& book, const PortfolioBacktest& test, const Backtest& account,
                  const Session& s) {
  Sheet sheet(book, s.text("Equity", "权益"), {17, 16, 16, 12, 10, 16});
  sheet.header({s.text("Time", "时间"), s.text("Cash", "现金"), s.text("Value", "总值"),
                s.text("Drawdown", "回撤"), s.text("Held", "持有只数"),
                s.text("Benchmark", "基准")});
  const auto& equity = test.run.equity;
  for (std::size_t i = 0; i < equity.time.size(); ++i) {
    sheet.text(shown_time(equity.time[i], test.period))
        .number(equity.cash[i], Form::money)
        .number(equity.value[i], Form::money)
        .number(account.underwater[i], Form::percent)
        .number(static_cast<double>(test.run.held[i]), Form::count);
    if (test.benchmark) sheet.number(test.benchmark->values[i], Form::money);
    sheet.end();
  }
}

void write_open(Book& book, const PortfolioBacktest& test, const Session& s) {
  Sheet sheet(book, s.text("Held at the end", "期末持有"), {12, 18, 14});
  sheet.header({s.text("Symbol", "代码"), s.text("Name", "名称"), s.text("Shares", "股数")});
  for (std::size_t i = 0; i < test.run.open_shares.size(); ++i) {
    if (test.run.open_shares[i] == 0) continue;
    sheet.text(std::string(test.symbols[i].text()))
        .text(test.names[i])
        .number(static_cast<double>(test.run.open_shares[i]), Form::count)
        .end();
  }
}

void write_rows(Book& book, const MarketBacktest& test, const Session& s) {
  Sheet sheet(book, s.text("Securities", "证券"),
              {12, 16, 12, 12, 8, 12, 12, 12, 8, 10, 14, 14, 12, 18, 10, 8});
  sheet.header({s.text("Symbol", "代码"), s.text("Name", "名称"), s.text("First bar", "首根"),
                s.text("Last bar", "末根"), s.text("Bars", "K线数"), s.text("Return", "总收益率"),
                s.text("A year", "年化"), s.text("Drawdown", "最大回撤"),
                s.text("Trades", "交易数"), s.text("Won", "胜率"), s.text("Fees", "费用"),
                s.text("Held", "买入持有"), s.text("Better by", "超出"),
                s.text("Final equity", "期末权益"), s.text("Unfilled", "未成交"),
                s.text("Jumps", "跳变")});
  for (const auto& row : test.rows) {
    sheet.text(std::string(row.symbol.text()))
        .text(row.name)
        .text(shown_time(row.first, test.period))
        .text(shown_time(row.last, test.period))
        .number(static_cast<double>(row.sweep.bars), Form::count)
        .number(row.total_return, Form::percent)
        .number(row.cagr, Form::percent)
        .number(row.max_drawdown, Form::percent)
        .number(static_cast<double>(row.sweep.trades), Form::count)
        .number(row.win_rate, Form::percent)
        .number(yuan_of(row.sweep.fees), Form::money)
        .number(row.buy_and_hold_return, Form::percent)
        .number(row.excess(), Form::percent)
        .number(yuan_of(row.sweep.end), Form::money)
        .number(static_cast<double>(row.sweep.unfilled), Form::count)
        .number(static_cast<double>(row.sweep.cuts), Form::count);
    sheet.end();
  }
}

}  // namespace

Form form_of(backtest::MetricUnit unit) {
  switch (unit) {
    case backtest::MetricUnit::fraction:
      return Form::percent;
    case backtest::MetricUnit::money:
      return Form::money;
    case backtest::MetricUnit::count:
      return Form::count;
    default:
      return Form::plain;
  }
}

void write_settings(Sheet& sheet, std::span<const coordinators::BacktestSetting> settings,
                    std::span<const coordinators::BacktestRemark> remarks, const Session& s) {
  sheet.end();
  sheet.title(s.text("Settings", "设置"));
  for (const auto& one : settings) {
    sheet.text(s.text(one.title_en, one.title_zh)).text(one.text(s.chinese()));
    sheet.end();
  }
  if (remarks.empty()) return;
  sheet.end();
  sheet.title(s.text("To know", "须知"));
  for (const auto& one : remarks) {
    sheet.text(s.text(one.en, one.zh));
    sheet.end();
  }
}

Result<void> write_workbook(const Backtest& test, const fs::path& file, const Session& session) {
  return write_book(file, [&](Book& book) {
    write_summary(book, test, session);
    write_equity(book, test, session);
    write_trades(book, test, {}, session);
    write_fills(book, test, {}, session);
    write_months(book, test, session);
  });
}

Result<void> write_workbook(const PortfolioBacktest& test, const fs::path& file,
                            const Session& session) {
  return write_book(file, [&](Book& book) {
    const Backtest account = coordinators::account_of(test);
    write_summary(book, test, account, session);
    write_equity(book, test, account, session);
    write_trades(book, account, test.symbols, session);
    write_fills(book, account, test.symbols, session);
    write_months(book, account, session);
    write_open(book, test, session);
  });
}

Result<void> write_workbook(const MarketBacktest& test, const fs::path& file,
                            const Session& session) {
  return write_book(file, [&](Book& book) {
    Sheet sheet(book, session.text("Summary", "概要"), {34, 30});
    const auto line = [&](std::string_view en, std::string_view zh, double value, Form form) {
      sheet.text(session.text(en, zh)).number(value, form).end();
    };
    sheet.title(session.text(test.call.def->title_en, test.call.def->title_zh));
    sheet.text(session.text("Run", "回测编号")).text(test.run_id).end();
    line("Securities", "证券数", static_cast<double>(test.rows.size()), Form::count);
    line("Return in the middle", "收益率中位数", test.median_return, Form::percent);
    line("Return on average", "平均收益率", test.mean_return, Form::percent);
    line("Held, in the middle", "买入持有中位数", test.median_hold_return, Form::percent);
    line("Held, on average", "买入持有平均", test.mean_hold_return, Form::percent);
    line("Share that gained", "盈利比例", test.share_positive, Form::percent);
    line("Share better than holding", "胜过买入持有的比例", test.share_above_hold, Form::percent);
    write_settings(sheet, test.settings, test.remarks, session);
    write_rows(book, test, session);
  });
}

}  // namespace fwq::cli
