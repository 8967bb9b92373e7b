// Which file a back-test goes to, and its tables as CSV.
#include "backtest_files.hpp"

#include <fmt/format.h>

#include <cmath>

#include "backtest_blocks.hpp"
#include "backtest_text.hpp"
#include "command.hpp"
#include "fwq/coordinators/backtest_report.hpp"
#include "fwq/core/files.hpp"
#include "fwq/core/text.hpp"
#include "looks.hpp"

namespace fwq::cli {
namespace {

namespace fs = std::filesystem;
using backtest::yuan_of;
using coordinators::Backtest;
using coordinators::MarketBacktest;
using coordinators::PortfolioBacktest;

std::string ending_of(const std::string& name) {
  return core::to_lower(fs::path(name).extension().string());
}

// An empty field where there is no number.
std::string field(double value) {
  return std::isfinite(value) ? core::shortest(value) : std::string();
}

using Symbols = std::span<const data::Symbol>;  // Of a portfolio; else empty.

std::string fills_csv(const Backtest& test, Symbols symbols = {}) {
  std::string text =
      "time,symbol,side,price,shares,amount,commission,stamp_duty,transfer_fee,exchange_fees,"
      "dividend_tax,reason\n";
  for (const auto& fill : test.run.journal.fills) {
    text += fmt::format(
        "{},{},{},{},{},{},{},{},{},{},{},{}\n", shown_time(fill.time, test.period),
        symbol_of(test, symbols, fill.security).text(), to_string(fill.side),
        field(yuan_of(fill.price)), fill.shares, field(yuan_of(fill.price * fill.shares)),
        field(yuan_of(fill.fees.commission)), field(yuan_of(fill.fees.stamp_duty)),
        field(yuan_of(fill.fees.transfer_fee)), field(yuan_of(fill.fees.exchange_fees)),
        field(yuan_of(fill.dividend_tax)), csv_field(fill.reason));
  }
  return text;
}

std::string trades_csv(const Backtest& test, Symbols symbols = {}) {
  std::string text =
      "symbol,entry_time,entry_price,exit_time,exit_price,shares,bars,cost,pnl,return,reason\n";
  for (const auto& trade : test.run.journal.trades) {
    text += fmt::format(
        "{},{},{},{},{},{},{},{},{},{},{}\n", symbol_of(test, symbols, trade.security).text(),
        shown_time(trade.entry_time, test.period), field(trade.entry_price),
        shown_time(trade.exit_time, test.period), field(trade.exit_price), trade.shares,
        trade.bars_held(), field(yuan_of(trade.cost)), field(yuan_of(trade.pnl)),
        field(trade.return_fraction), csv_field(trade.exit_reason));
  }
  return text;
}

std::string equity_csv(const Backtest& test) {
  const auto& equity = test.run.equity;
  std::string text = "time,cash,value,drawdown,buy_and_hold,benchmark\n";
  for (std::size_t i = 0; i < equity.time.size(); ++i) {
    text += fmt::format("{},{},{},{},{},{}\n", shown_time(equity.time[i], test.period),
                        field(equity.cash[i]), field(equity.value[i]), field(test.underwater[i]),
                        field(test.buy_and_hold[i]),
                        test.benchmark ? field(test.benchmark->values[i]) : std::string());
  }
  return text;
}

std::string equity_csv(const PortfolioBacktest& test, const Backtest& account) {
  const auto& equity = test.run.equity;
  std::string text = "time,cash,value,drawdown,held,benchmark\n";
  for (std::size_t i = 0; i < equity.time.size(); ++i) {
    text += fmt::format("{},{},{},{},{},{}\n", shown_time(equity.time[i], test.period),
                        field(equity.cash[i]), field(equity.value[i]), field(account.underwater[i]),
                        test.run.held[i],
                        test.benchmark ? field(test.benchmark->values[i]) : std::string());
  }
  return text;
}

std::string rows_csv(const MarketBacktest& test) {
  std::string text =
      "symbol,name,first,last,bars,total_return,cagr,max_drawdown,trades,win_rate,fees,buy_and_"
      "hold_return,excess,"
      "final_equity,orders_unfilled,cuts\n";
  for (const auto& row : test.rows) {
    text += fmt::format(
        "{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{}\n", row.symbol.text(), csv_field(row.name),
        shown_time(row.first, test.period), shown_time(row.last, test.period), row.sweep.bars,
        field(row.total_return), field(row.cagr), field(row.max_drawdown), row.sweep.trades,
        field(row.win_rate), field(yuan_of(row.sweep.fees)), field(row.buy_and_hold_return),
        field(row.excess()), field(yuan_of(row.sweep.end)), row.sweep.unfilled, row.sweep.cuts);
  }
  return text;
}

template <class Test>
Result<std::vector<fs::path>> write_page(const Test& test, const fs::path& file,
                                         const std::string& theme, const Session& session) {
  FWQ_TRY_ASSIGN(options, page_options(theme, session));
  FWQ_TRY(core::write_file_atomically(file, coordinators::backtest_page(test, options)));
  return std::vector{file};
}

// F.csv as F-part.csv for each part.
Result<std::vector<fs::path>> write_tables(
    const fs::path& file, const std::vector<std::pair<std::string_view, std::string>>& parts) {
  std::vector<fs::path> written;
  for (const auto& [part, text] : parts) {
    fs::path path = file;
    path.replace_extension();
    path += fmt::format("-{}.csv", part);
    FWQ_TRY(core::write_file_atomically(path, text));
    written.push_back(path);
  }
  return written;
}

}  // namespace

Result<void> check_backtest_file(const std::string& name, const std::string& theme,
                                 const Session& session) {
  const std::string ending = ending_of(name);
  if (!theme.empty() && ending != ".html")
    return Error{Errc::invalid_argument, "--theme belongs to -o F.html",
                 "--theme 只用于 -o F.html"};
  if (name.empty()) return {};
  if (ending != ".html" && ending != ".xlsx" && ending != ".csv") {
    return Error{Errc::invalid_argument,
                 fmt::format("-o: '{}' must end in .html (report), .xlsx or .csv", name),
                 fmt::format("-o：“{}”应以 .html（报告）、.xlsx 或 .csv 结尾", name)};
  }
  std::error_code ignored;
  if (fs::is_directory(name, ignored)) {
    return Error{Errc::invalid_argument, fmt::format("-o: {} is a folder: name a file", name),
                 fmt::format("-o：{} 是目录，请给出文件名", name)};
  }
  if (ending == ".html") FWQ_TRY(page_options(theme, session));
  return {};
}

Result<std::vector<fs::path>> write_backtest(const Backtest& test, const std::string& name,
                                             const std::string& theme, const Session& session) {
  const fs::path file(name);
  const std::string ending = ending_of(name);
  if (ending == ".html") return write_page(test, file, theme, session);
  if (ending == ".xlsx") {
    FWQ_TRY(write_workbook(test, file, session));
    return std::vector{file};
  }
  return write_tables(
      file,
      {{"fills", fills_csv(test)}, {"trades", trades_csv(test)}, {"equity", equity_csv(test)}});
}

Result<std::vector<fs::path>> write_backtest(const coordinators::VariantsBacktest& test,
                                             const std::string& name, const std::string& theme,
                                             const Session& session) {
  const fs::path file(name);
  const std::string ending = ending_of(name);
  if (ending == ".html") return write_page(test, file, theme, session);
  if (ending == ".xlsx") {
    FWQ_TRY(write_workbook(test, file, session));
    return std::vector{file};
  }
  if (!test.walk) return write_tables(file, {{"variants", variants_csv(test)}});
  return write_tables(file, {{"variants", variants_csv(test)},
                             {"windows", windows_csv(test)},
                             {"equity", walk_equity_csv(test)}});
}

Result<std::vector<fs::path>> write_backtest(const MarketBacktest& test, const std::string& name,
                                             const std::string& theme, const Session& session) {
  const fs::path file(name);
  const std::string ending = ending_of(name);
  if (ending == ".html") return write_page(test, file, theme, session);
  if (ending == ".xlsx") {
    FWQ_TRY(write_workbook(test, file, session));
  } else {
    FWQ_TRY(core::write_file_atomically(file, rows_csv(test)));
  }
  return std::vector{file};
}

Result<std::vector<fs::path>> write_backtest(const PortfolioBacktest& test, const std::string& name,
                                             const std::string& theme, const Session& session) {
  const fs::path file(name);
  const std::string ending = ending_of(name);
  if (ending == ".html") return write_page(test, file, theme, session);
  if (ending == ".xlsx") {
    FWQ_TRY(write_workbook(test, file, session));
    return std::vector{file};
  }
  const Backtest account = coordinators::account_of(test);
  return write_tables(file, {{"fills", fills_csv(account, test.symbols)},
                             {"trades", trades_csv(account, test.symbols)},
                             {"equity", equity_csv(test, account)}});
}

}  // namespace fwq::cli
