// The back-test of one security: loading, running, measuring.
#include "fwq/coordinators/backtest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "backtest_parts.hpp"
#include "fwq/core/performance_monitor.hpp"

namespace fwq::coordinators {
namespace {

using backtest::TradedSeries;

// A security's raw bars and what happened to it, ready to trade. `begin`, `end`: the range's bars.
struct Loaded {
  std::string name, source;
  TradedSeries series;
  std::size_t first = 0, last = 0;
};

Result<Loaded> load(const BacktestData& data, const KnownSecurities& known, data::Symbol symbol,
                    const BacktestRequest& request) {
  FWQ_TRY_ASSIGN(stock, data.loader.load({.symbol = symbol,
                                          .period = request.period,
                                          .adjust = data::Adjust::none,
                                          .range = request.engine.range}));
  std::vector<data::ExRightsEvent> events;
  for (const auto& event : stock.adjusted.events) events.push_back(event.event);
  Loaded out;
  out.name = stock.name;
  out.source = stock.source;
  out.series = backtest::traded_series(stock.adjusted.bars, symbol, events, known.listed(symbol),
                                       known.warned(symbol));
  out.first = stock.first;
  out.last = stock.last;
  return out;
}

Result<BacktestBenchmark> benchmark_of(const BacktestData& data, const KnownSecurities& known,
                                       const BacktestRequest& request,
                                       std::span<const data::Time> times, Digest& digest) {
  const auto explained = [&](const Error& error) {
    return Error{error.code,
                 fmt::format("the benchmark '{}' cannot be used: {}. Name another one with bars in "
                             "the range, or do without",
                             request.benchmark, error.message),
                 fmt::format("基准 '{}' 不可用：{}。请换一个在该区间有行情的，或不用基准",
                             request.benchmark, error.text(true))};
  };
  const auto symbol = data.loader.resolve(request.benchmark);
  if (!symbol) return explained(symbol.error());
  auto loaded = load(data, known, *symbol, request);
  if (!loaded) return explained(loaded.error());
  digest.add(digest_of(loaded->series, loaded->last));
  return BacktestBenchmark{*symbol, loaded->name,
                           benchmark_values(loaded->series, times, request.engine.cash)};
}

std::vector<backtest::TradeResult> trade_results(const std::vector<backtest::Trade>& trades,
                                                 const backtest::Exits& exits) {
  double stop = exits.stop_loss;
  if (exits.trailing > 0 && (stop == 0 || exits.trailing < stop)) stop = exits.trailing;
  std::vector<backtest::TradeResult> out;
  out.reserve(trades.size());
  for (const auto& trade : trades) {
    out.push_back({.pnl = backtest::yuan_of(trade.pnl),
                   .return_fraction = trade.return_fraction,
                   .initial_risk = stop > 0 ? backtest::yuan_of(trade.cost) * stop : data::kNone,
                   .bars_held = static_cast<int>(trade.bars_held())});
  }
  return out;
}

// Random, but the same for the same seed.
Result<void> resample(Backtest& test, const BacktestRequest& request,
                      std::span<const backtest::TradeResult> trades, core::TaskSystem* tasks,
                      const core::TaskContext& context) {
  if (request.resamples == 0) return {};
  const auto cancelled = [](const Error& error) { return error.code == Errc::cancelled; };
  auto intervals = backtest::bootstrap_intervals(
      test.run.equity.value, test.metric_options,
      {.resamples = request.resamples, .seed = request.seed}, tasks, context);
  if (intervals) test.intervals = *intervals;
  if (!intervals && cancelled(intervals.error())) return intervals.error();
  auto order = backtest::trade_order_simulation(trades, request.engine.cash,
                                                {.runs = request.resamples, .seed = request.seed},
                                                tasks, context);
  if (order) test.trade_order = *order;
  if (!order && cancelled(order.error())) return order.error();
  return {};
}

Result<void> measure(Backtest& test, const BacktestRequest& request, core::TaskSystem* tasks,
                     const core::TaskContext& context) {
  const auto& equity = test.run.equity;
  const auto trades = trade_results(test.run.journal.trades, request.target.exits);
  test.metrics = backtest::metrics_of(
      {.equity = equity.value,
       .benchmark = test.benchmark ? std::span<const double>(test.benchmark->values)
                                   : std::span<const double>(),
       .trades = trades,
       .bars = static_cast<std::int64_t>(equity.value.size()),
       .bars_in_position = static_cast<std::int64_t>(test.run.bars_held),
       .traded_value = backtest::yuan_of(test.run.journal.traded)},
      test.metric_options);
  test.underwater = backtest::underwater_of(equity.value);
  test.drawdowns = backtest::drawdowns_of(equity.time, equity.value);
  test.months = backtest::monthly_returns(equity.time, equity.value);
  test.rolling_window = request.rolling_window;
  test.rolling_sharpe =
      backtest::rolling_sharpe(equity.value, request.rolling_window, test.metric_options);
  return resample(test, request, trades, tasks, context);
}

// The same cash in the security itself, by the same rules.
Result<void> hold(Backtest& test, const BacktestRequest& request, const BacktestPlan& plan) {
  FWQ_TRY_ASSIGN(def, backtest::find_strategy("buy_and_hold"));
  FWQ_TRY_ASSIGN(call, backtest::bind_strategy(*def, std::span<const double>()));
  FWQ_TRY_ASSIGN(sweep, backtest::Sweep::make(
                            call, plan.rules, request.engine,
                            {.sizing = {}, .exits = {}, .at_close = request.target.at_close}));
  FWQ_TRY_ASSIGN(row, sweep.run(test.series));
  test.buy_and_hold.assign(sweep.values().begin(), sweep.values().end());
  test.buy_and_hold_return = backtest::yuan_of(row.end) / backtest::yuan_of(row.start) - 1;
  return {};
}

}  // namespace

std::vector<double> benchmark_values(const backtest::TradedSeries& series,
                                     std::span<const data::Time> times, double cash) {
  const auto time = series.signals.time();
  const auto close = series.signals.close();
  std::vector<double> values(times.size(), data::kNone);
  std::size_t next = 0, cut = 0;
  double last = data::kNone, scale = data::kNone;
  for (std::size_t i = 0; i < times.size(); ++i) {
    for (; next < time.size() && time[next] <= times[i]; ++next) {
      const bool jump = cut < series.cuts.size() && series.cuts[cut].bar == next;
      if (jump) ++cut;
      if (!(close[next] > 0)) continue;
      if (jump && last > 0) scale *= last / close[next];
      last = close[next];
    }
    if (!(last > 0) || (!time.empty() && times[i] > time.back())) continue;
    if (std::isnan(scale)) scale = cash / last;
    values[i] = last * scale;
  }
  return values;
}

Result<Backtest> backtest_symbol(const BacktestData& data, const BacktestRequest& request,
                                 core::TaskSystem* tasks, const core::TaskContext& context) {
  FWQ_TRY_ASSIGN(plan, plan_of(request));
  if (request.all || request.symbols.size() != 1)
    return Error{Errc::invalid_argument, "a back-test of one security takes one symbol",
                 "单只回测需要且只需要一个代码"};
  FWQ_TRY_ASSIGN(known, KnownSecurities::read(data.db));
  FWQ_TRY_ASSIGN(calendar, data.db.calendar());
  FWQ_TRY_ASSIGN(symbol, data.loader.resolve(request.symbols.front()));
  auto loaded = core::measure_with(context.monitor(), "load bars",
                                   [&] { return load(data, known, symbol, request); });
  if (!loaded) return std::move(loaded).error();
  Backtest test;
  test.call = plan.call;
  test.symbol = symbol;
  test.name = std::move(loaded->name);
  test.period = request.period;
  test.source = std::move(loaded->source);
  test.series = std::move(loaded->series);
  test.first = loaded->first;
  test.last = loaded->last;
  test.metric_options = plan.metrics;
  BacktestRequest named = request;  // As typed or by name, a benchmark is the same.
  if (const auto benchmark = data.loader.resolve(request.benchmark); benchmark)
    named.benchmark = benchmark->text();
  test.settings = settings_of(named, plan);
  add_security_settings(test.settings, test.series, known);
  Digest digest = digest_of(test.settings);
  digest.add(digest_of(test.series, test.last));
  auto run = core::measure_with(context.monitor(), "run the strategy", [&] {
    return backtest::run_strategy(test.series, backtest::target_strategy(plan.call, request.target),
                                  plan.rules, request.engine);
  });
  if (!run) return std::move(run).error();
  test.run = std::move(*run);
  if (context.cancelled()) return core::TaskContext::cancelled_error();
  if (!request.benchmark.empty()) {
    FWQ_TRY_ASSIGN(benchmark, benchmark_of(data, known, request, test.run.equity.time, digest));
    test.benchmark = std::move(benchmark);
  }
  FWQ_TRY(hold(test, request, plan));
  FWQ_TRY(core::measure_with(context.monitor(), "measure",
                             [&] { return measure(test, request, tasks, context); }));
  test.run_id = digest.hex();
  test.remarks = remarks_of(test, request, known, calendar, data.snapshot.newest(request.period));
  return test;
}

}  // namespace fwq::coordinators
