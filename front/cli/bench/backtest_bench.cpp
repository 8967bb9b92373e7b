// Benchmark of the back-tester: crossing averages with every cost, T+1, lots and limits, by both engines.
#include <fmt/format.h>

#include <atomic>
#include <memory>
#include <vector>

#include "benchmark.hpp"
#include "fwq/backtest/sweep.hpp"
#include "fwq/core/tasks.hpp"

namespace fwq::cli {
namespace {

using backtest::Rulebook;
using backtest::StrategyCall;
using backtest::TradedSeries;

constexpr std::size_t kSymbols = 5'000, kBarsEach = 3'826;
constexpr std::size_t kSymbolsByEvents = 1'000;
constexpr std::size_t kLong = 200'000;

TradedSeries series_of(std::size_t number, std::size_t bars) {
  const data::BarSeries made = simulated_bars(bars, static_cast<std::uint32_t>(number));
  return backtest::traded_series(made.view(), {data::Market::sh, fmt::format("{:06}", 600'000 + number % 4000)}, {},
                                 data::Date{1991, 1, 1});
}

Result<StrategyCall> crossing_averages() {
  FWQ_TRY_ASSIGN(def, backtest::find_strategy("ma_cross"));
  return backtest::bind_strategy(*def, std::span<const double>());
}

// One sweep for each block of neighbours, as a whole-market back-test does it.
Result<void> sweep_all(const std::vector<TradedSeries>& market, const StrategyCall& call, const Rulebook& rules,
                       core::TaskSystem& tasks) {
  constexpr std::size_t kBlock = 64;
  std::atomic<backtest::Money> sum{0};
  const std::size_t blocks = (market.size() + kBlock - 1) / kBlock;
  return tasks.parallel_for(blocks, {}, [&](std::size_t b) -> Result<void> {
    FWQ_TRY_ASSIGN(sweep, backtest::Sweep::make(call, rules));
    for (std::size_t i = b * kBlock; i < std::min(market.size(), (b + 1) * kBlock); ++i) {
      FWQ_TRY_ASSIGN(row, sweep.run(market[i]));
      sum += row.end;
    }
    return {};
  });
}

Result<void> events_all(std::span<const TradedSeries> market, const StrategyCall& call, const Rulebook& rules) {
  const auto factory = backtest::target_strategy(call);
  for (const TradedSeries& series : market) FWQ_TRY(backtest::run_strategy(series, factory, rules));
  return {};
}

Result<std::vector<BenchRow>> run_backtests(std::string_view filter) {
  const auto wanted = [filter](std::string_view name) { return name.find(filter) != std::string_view::npos; };
  std::vector<BenchRow> rows;
  FWQ_TRY_ASSIGN(call, crossing_averages());
  FWQ_TRY_ASSIGN(rules, Rulebook::a_share());
  if (wanted("backtest.long")) {
    const std::vector<TradedSeries> one = {series_of(1, kLong)};
    FWQ_TRY_ASSIGN(row, measured("backtest.long", kLong, [&] {
                     return seconds_of_trying([&] { return events_all(one, call, rules); });
                   }));
    rows.push_back(row);
  }
  if (!wanted("backtest.events") && !wanted("backtest.sweep")) return rows;
  std::vector<TradedSeries> market;
  for (std::size_t i = 0; i < kSymbols; ++i) market.push_back(series_of(i, kBarsEach));
  if (wanted("backtest.events")) {
    FWQ_TRY_ASSIGN(row, measured("backtest.events", kSymbolsByEvents * kBarsEach, [&] {
                     return seconds_of_trying([&] { return events_all({market.data(), kSymbolsByEvents}, call, rules); });
                   }));
    rows.push_back(row);
  }
  if (wanted("backtest.sweep")) {
    core::TaskSystem all;
    core::TaskSystem one(1);
    FWQ_TRY_ASSIGN(row, measured(
                            "backtest.sweep", kSymbols * kBarsEach,
                            [&] { return seconds_of_trying([&] { return sweep_all(market, call, rules, all); }); },
                            "the same on one thread",
                            [&] { return seconds_of_trying([&] { return sweep_all(market, call, rules, one); }); }));
    rows.push_back(row);
  }
  return rows;
}

}  // namespace

extern const BenchDef backtest_bench_def{
    .name = "backtest",
    .summary_en = "back-test of crossing averages: one symbol of 200,000 bars and 1,000 of 3,826 by events, 5,000 of 3,826 by columns",
    .summary_zh = "均线交叉回测：事件引擎 1 只 × 200,000 根与 1,000 只 × 3,826 根，列式引擎 5,000 只 × 3,826 根",
    .by_default = false,
    .run = run_backtests,
};

}  // namespace fwq::cli
