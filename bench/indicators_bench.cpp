// What indicators cost a bar, and the moving average of a whole market against the plain running sum.
#include <benchmark/benchmark.h>

#include <cmath>
#include <string>
#include <vector>

#include "fwq/analysis/indicator.hpp"
#include "fwq/analysis/kernels.hpp"

namespace {

using fwq::analysis::IndicatorDef;

constexpr std::size_t kSymbols = 5000, kBars = 3826, kWindow = 20;

// A walk of prices: the values do not matter for speed, but they must be ordinary numbers.
void fill_walk(std::span<double> prices, std::uint64_t seed) {
  double price = 20;
  for (double& p : prices) {
    seed = seed * 6364136223846793005ULL + 1442695040888963407ULL;
    price *= 1.0 + (static_cast<double>(seed >> 40U) * 0x1p-24 - 0.5) * 0.04;
    if (price < 1 || price > 1000) price = 20;
    p = std::round(price * 100) / 100;
  }
}

const std::vector<double>& market() {
  static const std::vector<double> closes = [] {
    std::vector<double> all(kSymbols * kBars);
    for (std::size_t s = 0; s < kSymbols; ++s)
      fill_walk(std::span(all).subspan(s * kBars, kBars), s);
    return all;
  }();
  return closes;
}

void count_bars(benchmark::State& state, std::size_t bars) {
  using benchmark::Counter;
  state.counters["per_bar"] =
      Counter(static_cast<double>(bars), Counter::kIsIterationInvariantRate | Counter::kInvert);
}

// The peer: one running sum a symbol, in the order of the bars.
void market_ma20_running_sum(benchmark::State& state) {
  const auto& closes = market();
  for (auto _ : state) {
    double total = 0;
    for (std::size_t s = 0; s < kSymbols; ++s) {
      const double* x = &closes[s * kBars];
      double sum = 0;
      for (std::size_t i = 0; i < kWindow; ++i) sum += x[i];
      total += sum;
      for (std::size_t i = kWindow; i < kBars; ++i) {
        sum += x[i] - x[i - kWindow];
        total += sum;
      }
    }
    benchmark::DoNotOptimize(total / kWindow);
  }
  count_bars(state, closes.size());
}
BENCHMARK(market_ma20_running_sum)->Unit(benchmark::kMillisecond);

// Sum of all numbers in four parts, so that adding up does not hide the cost of what is added.
double sum_of(std::span<const double> values) {
  double a = 0, b = 0, c = 0, d = 0;
  std::size_t i = 0;
  for (; i + 4 <= values.size(); i += 4) {
    a += values[i], b += values[i + 1], c += values[i + 2], d += values[i + 3];
  }
  for (; i < values.size(); ++i) a += values[i];
  return (a + b) + (c + d);
}

void market_ma20(benchmark::State& state) {
  const auto& closes = market();
  std::vector<double> out(kBars);
  for (auto _ : state) {
    double total = 0;
    for (std::size_t s = 0; s < kSymbols; ++s) {
      fwq::analysis::moving_average(std::span(closes).subspan(s * kBars, kBars), kWindow, out);
      total += sum_of(std::span(out).subspan(kWindow - 1));
    }
    benchmark::DoNotOptimize(total);
  }
  count_bars(state, closes.size());
}
BENCHMARK(market_ma20)->Unit(benchmark::kMillisecond);

fwq::data::BarSeries walk_bars(std::size_t count) {
  std::vector<double> close(count);
  fill_walk(close, 7);
  fwq::data::BarSeries series(count);
  for (std::size_t i = 0; i < count; ++i) {
    const double wide = close[i] * 0.01 * static_cast<double>(1 + i % 3);
    series.push_back({.time = static_cast<fwq::data::Time>(i),
                      .open = close[i] - 0.3 * wide,
                      .high = close[i] + wide,
                      .low = close[i] - wide,
                      .close = close[i],
                      .volume = 1e6 + static_cast<double>(i % 97),
                      .amount = 1e7});
  }
  return series;
}

void one_indicator(benchmark::State& state, const IndicatorDef* def, std::size_t count) {
  const auto series = walk_bars(count);
  const auto bars = series.view();
  const auto params =
      fwq::analysis::bind(def->id, {def->params.begin(), def->params.size()}, {}).value();
  std::vector<std::vector<double>> columns(def->outputs.size(), std::vector<double>(count));
  const std::vector<std::span<double>> out(columns.begin(), columns.end());
  for (auto _ : state) {
    def->run({bars, params, out});
    benchmark::DoNotOptimize(columns.back().back());
    benchmark::ClobberMemory();
  }
  count_bars(state, count);
}

[[maybe_unused]] const bool kRegistered = [] {
  for (const IndicatorDef* def : fwq::analysis::built_in_indicators()) {
    for (const std::size_t count : {std::size_t{4096}, std::size_t{1'000'000}}) {
      benchmark::RegisterBenchmark((std::string(def->id) + "/" + std::to_string(count)).c_str(),
                                   one_indicator, def, count);
    }
  }
  return true;
}();

}  // namespace
