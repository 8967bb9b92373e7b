// fwq backtest: what a strategy would have earned, by the market's rules of each day.
#include "fwq/coordinators/backtest.hpp"

#include <fmt/format.h>

#include "backtest_files.hpp"
#include "backtest_options.hpp"
#include "backtest_text.hpp"
#include "command.hpp"
#include "fwq/coordinators/backtest_history.hpp"

namespace fwq::cli {
namespace {

using coordinators::BacktestRequest;

// A result is shown even where it cannot be kept.
void keep(const Session& session, const data::BacktestRecord& record) {
  const auto home = session.home();
  const auto kept = home ? coordinators::keep_backtest(*home, record) : Result<void>(home.error());
  if (!kept)
    session.note(session.text("the run was not kept in the history: ", "本次回测未能存入历史：") +
                 kept.error().text(session.chinese()));
}

// Files first: what is shown says what was written. Returns the exit status of the first failure, or kDone.
template <class Test>
int write_files(Session& session, const Test& test, const BacktestOptions& options) {
  if (options.output.empty()) return kDone;
  const auto written = session.monitor().measure_performance(
      "write files", [&] { return write_backtest(test, options.output, options.theme, session); });
  if (!written) return session.fail_job(written.error());
  for (const auto& file : *written) session.note(session.text("wrote ", "已写入 ") + file.string());
  return kDone;
}

void remark_source(const Session& session, data::Symbol symbol, const std::string& source) {
  if (source == "store") return;
  session.note(session.chinese()
                   ? fmt::format("{} 的K线来自数据源 {}，不在行情库中", symbol.text(), source)
                   : fmt::format("the bars of {} come from the data source {}, not from the store",
                                 symbol.text(), source));
}

int run_one(Session& session, const Library& library, const BacktestRequest& request,
            const BacktestOptions& options) {
  core::TaskSystem tasks(session.threads());
  const core::InterruptGuard interrupt;
  const auto loader = library.loader();
  const auto test =
      coordinators::backtest_symbol({loader, library.snapshot, library.db}, request, &tasks,
                                    {interrupt.token(), {}, &session.monitor()});
  if (!test) return session.fail(test.error());
  remark_source(session, test->symbol, test->source);
  keep(session, coordinators::record_of(*test, shanghai_now()));
  if (const int status = write_files(session, *test, options); status != kDone) return status;
  if (session.json()) {
    session.print_json(backtest_json(*test));
  } else {
    session.print(backtest_text(*test, options.trades, session));
  }
  return kDone;
}

void note_left_out(const Session& session, std::span<const coordinators::UnreadSeries> left_out) {
  constexpr std::size_t kNamed = 5;
  for (std::size_t i = 0; i < std::min(kNamed, left_out.size()); ++i)
    session.note(session.text("left out: ", "未回测：") + left_out[i].why);
  if (left_out.size() > kNamed)
    session.note(session.chinese() ? fmt::format("另有 {} 只未回测", left_out.size() - kNamed)
                                   : fmt::format("left out: {} more", left_out.size() - kNamed));
}

int run_many(Session& session, const Library& library, const BacktestRequest& request,
             const BacktestOptions& options) {
  Result<coordinators::MarketBacktest> test = Error{};
  {
    core::TaskSystem tasks(session.threads());
    const core::InterruptGuard interrupt;
    ProgressLine progress(session, session.text("back-testing", "回测"));
    const auto loader = library.loader();
    test =
        coordinators::backtest_market({loader, library.snapshot, library.db}, request, tasks,
                                      {interrupt.token(), progress.handler(), &session.monitor()});
  }
  if (!test) return session.fail(test.error());
  note_left_out(session, test->left_out);
  keep(session, coordinators::record_of(*test, request, shanghai_now()));
  if (const int status = write_files(session, *test, options); status != kDone) return status;
  if (session.json()) {
    session.print_json(market_backtest_json(*test));
  } else {
    session.print(market_backtest_text(*test, options.rows, session));
  }
  return kDone;
}

int run_search(Session& session, const Library& library, const BacktestOptions& options) {
  auto request = search_of(options);
  if (!request) return session.fail(request.error());
  request->events = session.events();
  Result<coordinators::VariantsBacktest> test = Error{};
  {
    core::TaskSystem tasks(session.threads());
    const core::InterruptGuard interrupt;
    ProgressLine progress(session, session.text("searching", "搜索"));
    const auto loader = library.loader();
    test = coordinators::backtest_variants(
        {loader, library.snapshot, library.db}, *request, tasks,
        {interrupt.token(), progress.handler(), &session.monitor()});
  }
  if (!test) return session.fail(test.error());
  remark_source(session, test->symbol, test->source);
  keep(session, coordinators::record_of(*test, shanghai_now()));
  if (const int status = write_files(session, *test, options); status != kDone) return status;
  if (session.json()) {
    session.print_json(variants_json(*test));
  } else {
    session.print(variants_text(*test, options.rows, session));
  }
  return kDone;
}

int run_portfolio(Session& session, const Library& library, const BacktestOptions& options) {
  const auto request = portfolio_of(options);
  if (!request) return session.fail(request.error());
  Result<coordinators::PortfolioBacktest> test = Error{};
  {
    core::TaskSystem tasks(session.threads());
    const core::InterruptGuard interrupt;
    ProgressLine progress(session, session.text("back-testing", "回测"));
    const auto loader = library.loader();
    test = coordinators::backtest_portfolio(
        {loader, library.snapshot, library.db}, *request, tasks,
        {interrupt.token(), progress.handler(), &session.monitor()});
  }
  if (!test) return session.fail(test.error());
  note_left_out(session, test->left_out);
  keep(session, coordinators::record_of(*test, request->base, shanghai_now()));
  if (const int status = write_files(session, *test, options); status != kDone) return status;
  if (session.json()) {
    session.print_json(portfolio_json(*test));
  } else {
    session.print(portfolio_text(*test, options.trades, session));
  }
  return kDone;
}

int show_history(Session& session, const BacktestOptions& options) {
  const auto home = session.home();
  if (!home) return session.fail_job(home.error());
  const auto db = home->database(true);
  if (!db) return session.fail_job(db.error());
  if (!options.show.empty()) {
    const auto record = db->backtest(options.show);
    if (!record) return session.fail(record.error());
    if (session.json()) {
      session.print_json(record_json(*record));
    } else {
      session.print(record_text(*record, session));
    }
    return kDone;
  }
  const auto records = db->backtests();
  if (!records) return session.fail_job(records.error());
  if (session.json()) {
    Json list = Json::array();
    for (const auto& record : *records) list.push_back(record_json(record));
    session.print_json(list);
  } else {
    session.print(history_text(*records, session));
  }
  return kDone;
}

int run_backtest(Session& session, const BacktestOptions& options) {
  const bool asks = options.strategies || options.history || !options.show.empty();
  if (asks && (!options.strategy.empty() || options.all || !options.output.empty())) {
    return session.fail(
        {Errc::invalid_argument,
         session.text("--strategies, --history and --show stand alone: they run nothing",
                      "--strategies、--history 与 --show 需单独使用，不运行回测")});
  }
  if (options.strategies) {
    if (session.json()) {
      session.print_json(strategies_json(session));
    } else {
      session.print(strategies_text(session));
    }
    return kDone;
  }
  if (asks) return show_history(session, options);
  const auto request = request_of(options);
  if (!request) return session.fail(request.error());
  const auto library = session.library();
  if (!library) return session.fail_job(library.error());
  if (const auto good = check_backtest_file(options.output, options.theme, session); !good)
    return session.fail(good.error());
  switch (kind_of(options)) {
    case BacktestKind::one:
      return run_one(session, *library, *request, options);
    case BacktestKind::many:
      return run_many(session, *library, *request, options);
    case BacktestKind::search:
      return run_search(session, *library, options);
    case BacktestKind::portfolio:
      return run_portfolio(session, *library, options);
  }
  return kWrongRequest;
}

}  // namespace

extern const CommandDef backtest_def{
    .name = "backtest",
    .order = 10,
    .summary_en = "what a strategy would have earned, by the market's rules of each day",
    .summary_zh = "按当日交易规则回测策略",
    .help_en =
        "A signal at a bar's close is filled at the next bar's open. Shares bought today are sold "
        "tomorrow at the earliest "
        "(T+1),\nlots and price limits follow board and date, stamp duty and transfer fee the "
        "date. Orders see raw prices, "
        "signals\nadjusted ones; dividends and bonus shares reach the account. The same bars, "
        "settings and program give the same "
        "run id\nand the same result. Runs are kept: --history lists them.\n\n"
        "Examples:\n  fwq backtest --strategies\n  fwq backtest ma_cross SH600000\n"
        "  fwq backtest ma_cross 600519.SH --param short=10 --param long=60 --benchmark SH000300 "
        "--from 2015-01-01\n"
        "  fwq backtest rsi SZ000001 --stop-loss 0.08 --size fraction:0.5 -o rsi.html\n"
        "  fwq backtest ma_cross SH600000 SZ000001\n  fwq backtest macd --all --from 2020-01-01 -o "
        "macd.csv\n"
        "  fwq backtest ma_cross SH600000 --param short=3..10 --param long=20,30,60 "
        "--walk-forward 500:125\n"
        "  fwq backtest ma_cross --all --portfolio --rank momentum --top 20 --rebalance month "
        "--benchmark SH000300\n"
        "  fwq backtest --history\n",
    .help_zh =
        "收盘产生的信号于下一根K线开盘成交。当日买入次日方可卖出（T+"
        "1）；整手与涨跌停按板块与日期，印花税、过户费按日期。\n"
        "委托用原始价，信号用复权价；分红送股计入账户。数据、设置与程序相同，回测编号与结果就相同。"
        "\n"
        "结果会保存，用 --history 列出。\n\n"
        "例：\n  fwq backtest --strategies\n  fwq backtest ma_cross SH600000\n"
        "  fwq backtest ma_cross 600519.SH --param short=10 --param long=60 --benchmark SH000300 "
        "--from 2015-01-01\n"
        "  fwq backtest rsi SZ000001 --stop-loss 0.08 --size fraction:0.5 -o rsi.html\n"
        "  fwq backtest ma_cross SH600000 SZ000001\n  fwq backtest macd --all --from 2020-01-01 -o "
        "macd.csv\n"
        "  fwq backtest ma_cross SH600000 --param short=3..10 --param long=20,30,60 "
        "--walk-forward 500:125\n"
        "  fwq backtest ma_cross --all --portfolio --rank momentum --top 20 --rebalance month "
        "--benchmark SH000300\n"
        "  fwq backtest --history\n",
    .define = [](CLI::App& app, const Session& session) -> Runner {
      auto options = std::make_shared<BacktestOptions>();
      add_backtest_options(app, *options, session);
      return [options](Session& s) { return run_backtest(s, *options); };
    },
};

}  // namespace fwq::cli
