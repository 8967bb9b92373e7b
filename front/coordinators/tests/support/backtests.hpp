// Back-tests for tests: real runs of the engine over made-up prices.
#pragma once

#include <cmath>
#include <memory>
#include <random>

#include "fwq/coordinators/backtest.hpp"

namespace fwq::coordinators {

// Trading days from 2015-01-05 of a price that wanders up (drift > 0) or down, in cents.
inline data::BarSeries wandering(std::size_t count, double drift, unsigned seed = 7) {
  std::mt19937 random(seed);
  data::BarSeries bars;
  std::int64_t day = data::days_from({2015, 1, 5});
  double close = 10;
  const auto noise = [&] { return (static_cast<double>(random() % 2001) - 1000) / 1000; };
  const auto cents = [](double value) { return std::max(0.5, std::round(value * 100) / 100); };
  for (std::size_t i = 0; i < count; ++i, ++day) {
    while (data::weekday(day) > 4) ++day;
    const double open = cents(close * (1 + 0.004 * noise()));
    const double swing = 0.02 * std::sin(static_cast<double>(i) / 40);
    const double next = cents(close * (1 + drift + 0.25 * swing + 0.02 * noise()));
    bars.push_back({.time = day * data::kSecondsPerDay + data::kDayBarEnd,
                    .open = open,
                    .high = cents(std::max(open, next) * 1.006),
                    .low = cents(std::min(open, next) * 0.994),
                    .close = next,
                    .volume = 1e6 + 1e3 * static_cast<double>(random() % 900),
                    .amount = 1e7});
    close = next;
  }
  return bars;
}

struct TestRun {
  std::string strategy = "ma_cross";
  std::vector<double> params = {};
  double cash = 1'000'000;
  bool benchmark = true;
};

// The account and its figures, as backtest_symbol() gives them.
inline Backtest backtest_of(std::shared_ptr<const data::BarSeries> bars, const TestRun& what) {
  namespace bt = backtest;
  Backtest test;
  test.run_id = "00c0ffee12345678";
  const auto* def = bt::find_strategy(what.strategy).value();
  test.call = bt::bind_strategy(*def, std::span<const double>(what.params)).value();
  test.symbol = data::Symbol::parse("SH600000").value();
  test.name = "浦发银行";
  test.source = "made up";
  const data::Bars view = bars->view();
  const data::Bars owned(view.time().data(), view.open().data(), view.high().data(),
                         view.low().data(), view.close().data(), view.volume().data(),
                         view.amount().data(), view.size(), bars);
  test.series = bt::traded_series(owned, test.symbol, {});
  test.last = owned.size();
  bt::EngineOptions options;
  options.cash = what.cash;
  const auto rules = bt::Rulebook::a_share().value();
  test.run = bt::run_strategy(test.series, bt::target_strategy(test.call), rules, options).value();
  for (std::size_t i = 0; i < owned.size(); ++i)
    test.buy_and_hold.push_back(what.cash * owned.close()[i] / owned.close()[0]);
  test.buy_and_hold_return = test.buy_and_hold.back() / what.cash - 1;
  if (what.benchmark) {
    test.benchmark = BacktestBenchmark{data::Symbol::parse("SH000300").value(), "沪深300", {}};
    for (std::size_t i = 0; i < owned.size(); ++i)
      test.benchmark->values.push_back(
          i < 5 ? data::kNone : what.cash * (1 + 0.3 * std::sin(static_cast<double>(i) / 200)));
  }
  const auto& equity = test.run.equity;
  std::vector<bt::TradeResult> trades;
  for (const auto& trade : test.run.journal.trades)
    trades.push_back({.pnl = bt::yuan_of(trade.pnl),
                      .return_fraction = trade.return_fraction,
                      .bars_held = static_cast<int>(trade.bars_held())});
  test.metrics =
      bt::metrics_of({.equity = equity.value,
                      .benchmark = test.benchmark ? std::span<const double>(test.benchmark->values)
                                                  : std::span<const double>(),
                      .trades = trades,
                      .bars = static_cast<std::int64_t>(equity.value.size()),
                      .bars_in_position = static_cast<std::int64_t>(test.run.bars_held),
                      .traded_value = bt::yuan_of(test.run.journal.traded)});
  test.underwater = bt::underwater_of(equity.value);
  test.drawdowns = bt::drawdowns_of(equity.time, equity.value);
  test.months = bt::monthly_returns(equity.time, equity.value);
  test.rolling_window = 126;
  test.rolling_sharpe = bt::rolling_sharpe(equity.value, test.rolling_window);
  if (auto found = bt::bootstrap_intervals(equity.value, {}, {.resamples = 200}))
    test.intervals = *found;
  if (auto found = bt::trade_order_simulation(trades, what.cash, {.runs = 200}))
    test.trade_order = *found;
  test.remarks = {{"few_trades", "Fewer than ten trades: the figures say little.",
                   "交易不足十笔：指标说明不了什么。"}};
  test.settings = {{"cash", "Cash", "初始资金", "1000000", "1,000,000 CNY", "1,000,000 元"},
                   {"commission_rate", "Commission", "佣金", "0.00025", "0.025%", "0.025%"}};
  return test;
}

}  // namespace fwq::coordinators
