// This program's back-tester behind C functions, for scripts that compare it with other back-testers in one process.
#include <algorithm>
#include <array>
#include <chrono>
#include <string>
#include <vector>

#include "fwq/backtest/engine.hpp"
#include "fwq/backtest/metrics.hpp"
#include "fwq/backtest/target_strategy.hpp"
#include "support/sma_cross.hpp"

namespace {

using namespace fwq::backtest;

// A symbol that the plain rules know nothing about, and one that the Chinese rules do.
TradedSeries series_of(const std::int64_t* times, const double* const* columns, std::size_t count,
                       bool a_share) {
  const fwq::data::Bars bars(times, columns[0], columns[1], columns[2], columns[3], columns[4],
                             columns[5], count, nullptr);
  TradedSeries out;
  out.symbol = fwq::data::Symbol::parse(a_share ? "SH600000" : "SH000001").value();
  out.raw = out.signals = bars;
  return out;
}

EngineOptions options_of(double cash) {
  EngineOptions out;
  out.cash = cash;
  out.broker.volume_cap = 0;
  return out;
}

}  // namespace

extern "C" {

// SmaCross without costs. `trades`: room for count rows of entry bar, exit bar, shares, entry price, exit price, pnl,
// return; `equity`: count; `stats`: for each of the `names` (with spaces between) one. How many trades; -1: refused.
__attribute__((visibility("default"))) long fwq_backtest_sma_cross(
    const std::int64_t* times, const double* const* columns, std::size_t count, std::size_t fast,
    std::size_t slow, double cash, double* trades, double* equity, const char* names,
    double* stats) {
  const auto run =
      run_strategy(series_of(times, columns, count, false), test::sma_cross(fast, slow),
                   Rulebook::plain().value(), options_of(cash));
  if (!run) return -1;
  std::vector<TradeResult> results;
  for (const Trade& trade : run->journal.trades) {
    const std::array<double, 7> row = {static_cast<double>(trade.entry_bar),
                                       static_cast<double>(trade.exit_bar),
                                       static_cast<double>(trade.shares),
                                       trade.entry_price,
                                       trade.exit_price,
                                       yuan_of(trade.pnl),
                                       trade.return_fraction};
    trades = std::copy(row.begin(), row.end(), trades);
    TradeResult& result = results.emplace_back();
    result.pnl = yuan_of(trade.pnl);
    result.return_fraction = trade.return_fraction;
    result.bars_held = static_cast<int>(trade.bars_held());
  }
  std::copy(run->equity.value.begin(), run->equity.value.end(), equity);
  const auto values = metrics_of({.equity = run->equity.value,
                                  .benchmark = {},
                                  .trades = results,
                                  .bars = static_cast<std::int64_t>(count),
                                  .bars_in_position = static_cast<std::int64_t>(run->bars_held),
                                  .traded_value = yuan_of(run->journal.traded)});
  std::string name;
  for (const char* c = names;; ++c) {
    if (*c != ' ' && *c != '\0') {
      name += *c;
      continue;
    }
    *stats++ = value_of(values, name);
    name.clear();
    if (*c == '\0') break;
  }
  return static_cast<long>(results.size());
}

// Seconds of one run by the event engine: kind 0 SmaCross by the plain rules; 1 ma_cross of the table by the Chinese rules.
__attribute__((visibility("default"))) double fwq_backtest_seconds(
    const std::int64_t* times, const double* const* columns, std::size_t count, std::size_t fast,
    std::size_t slow, double cash, int kind) {
  const TradedSeries series = series_of(times, columns, count, kind == 1);
  const Rulebook rules = kind == 1 ? Rulebook::a_share().value() : Rulebook::plain().value();
  const auto begin = std::chrono::steady_clock::now();
  StrategyFactory factory = test::sma_cross(fast, slow);
  if (kind == 1) {
    const std::array<double, 2> params = {static_cast<double>(fast), static_cast<double>(slow)};
    factory = target_strategy(
        bind_strategy(*find_strategy("ma_cross").value(), std::span<const double>(params)).value());
  }
  const auto run = run_strategy(series, factory, rules, options_of(cash));
  const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - begin;
  return run ? spent.count() : -1;
}
}
