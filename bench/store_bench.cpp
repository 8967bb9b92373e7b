// How near reading the store comes to reading a raw mapped file of the same bytes; opening it; writing to it.
//
// 5,000 symbols x 3,826 bars (1.07 GB). The peer of every scan is the same sum over a plain file of the same columns,
// measured in the same run. Scans run over pages that are cached.
#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <random>
#include <span>
#include <string>
#include <vector>

#include "fwq/core/files.hpp"
#include "fwq/data/store.hpp"

namespace {

using namespace fwq;
using namespace fwq::data;

constexpr unsigned kSymbols = 5000;
constexpr std::size_t kBars = 3826;
constexpr std::size_t kImportedSeries = 1547;
constexpr std::size_t kImportedBars = 1300;

Symbol symbol_number(unsigned i) {
  return {Market::sh, fmt::format("{:06}", i)};
}

BarSeries walk(unsigned seed, std::size_t count) {
  std::mt19937 random(seed);
  BarSeries series(count);
  double close = 10;
  for (std::size_t i = 0; i < count; ++i) {
    const double open = close;
    close += (static_cast<double>(random() % 201) - 100) * 0.001;
    const double volume = static_cast<double>(random() % 1'000'000);
    series.push_back({static_cast<Time>(i + 1) * kSecondsPerDay + kDayBarEnd, open,
                      std::max(open, close), std::min(open, close), close, volume, volume * close});
  }
  return series;
}

// Both files, made once, in a temporary folder that goes with the program.
struct Fixture {
  std::filesystem::path folder;

  Fixture() {
    folder = std::filesystem::temp_directory_path() /
             fmt::format("fwq_store_bench_{}", std::random_device()());
    std::filesystem::create_directories(folder);
    std::ofstream raw(folder / "raw", std::ios::binary);
    auto store = Store::open(folder / "store").value();
    auto writer = std::make_unique<StoreWriter>(store.write().value());
    const auto put = [&](const auto& column) {
      raw.write(reinterpret_cast<const char*>(column.data()),
                static_cast<std::streamsize>(column.size_bytes()));
    };
    for (unsigned i = 0; i < kSymbols; ++i) {
      const BarSeries series = walk(i, kBars);
      const Bars bars = series.view();
      (void)writer->replace(symbol_number(i), Period::day, bars).value();
      put(bars.time());
      put(bars.open());
      put(bars.high());
      put(bars.low());
      put(bars.close());
      put(bars.volume());
      put(bars.amount());
      if (writer->pending_bytes() > (std::size_t{128} << 20U)) {
        writer->commit().value();
        writer.reset();
        writer = std::make_unique<StoreWriter>(store.write().value());
      }
    }
    writer->commit().value();
  }
  Fixture(const Fixture&) = delete;
  Fixture& operator=(const Fixture&) = delete;
  ~Fixture() {
    std::error_code ignored;
    std::filesystem::remove_all(folder, ignored);
  }
};

const Fixture& fixture() {
  static const Fixture made;
  return made;
}

// The sum of a column, in eight chains so that memory sets the pace. Bit patterns, not numbers: the same work for all.
std::uint64_t sum_of(const void* column, std::size_t count) {
  const auto* words = static_cast<const std::uint64_t*>(column);
  std::array<std::uint64_t, 8> sums{};
  std::size_t i = 0;
  for (; i + 8 <= count; i += 8) {
    for (std::size_t lane = 0; lane < 8; ++lane) sums[lane] += words[i + lane];
  }
  for (; i < count; ++i) sums[0] += words[i];
  std::uint64_t sum = 0;
  for (const std::uint64_t one : sums) sum += one;
  return sum;
}

std::uint64_t sum_of_all(const Bars& bars) {
  const std::size_t n = bars.size();
  return sum_of(bars.time().data(), n) + sum_of(bars.open().data(), n) +
         sum_of(bars.high().data(), n) + sum_of(bars.low().data(), n) +
         sum_of(bars.close().data(), n) + sum_of(bars.volume().data(), n) +
         sum_of(bars.amount().data(), n);
}

std::uint64_t scan_store(const Snapshot& snapshot, bool all_columns) {
  std::uint64_t sum = 0;
  for (unsigned i = 0; i < kSymbols; ++i) {
    const Bars bars = snapshot.bars(symbol_number(i), Period::day).value();
    sum += all_columns ? sum_of_all(bars) : sum_of(bars.close().data(), bars.size());
  }
  return sum;
}

std::uint64_t scan_raw(const core::MappedFile& file, bool all_columns) {
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i < kSymbols; ++i) {
    const std::byte* series = file.bytes().data() + i * kBars * 7 * 8;
    for (std::size_t column = 0; column < 7; ++column) {
      if (all_columns || column == 4) sum += sum_of(series + column * kBars * 8, kBars);
    }
  }
  return sum;
}

void count_bytes(benchmark::State& state, bool all_columns) {
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * kSymbols * kBars * 8 *
                                                    (all_columns ? 7U : 1U)));
}

// Store and peer take turns within one measurement: a busy machine slows both alike. `ratio` is the store's speed over
// the peer's; the time shown is the store's.
void scan(benchmark::State& state, bool all_columns) {
  const auto file = core::MappedFile::open(fixture().folder / "raw").value();
  const Store store = Store::open(fixture().folder / "store").value();
  const Snapshot snapshot = store.snapshot().value();
  if (scan_raw(file, all_columns) != scan_store(snapshot, all_columns)) {
    state.SkipWithError("the sums differ");
    return;
  }
  using Clock = std::chrono::steady_clock;
  std::vector<double> ratios;
  for (auto _ : state) {
    const auto start = Clock::now();
    benchmark::DoNotOptimize(scan_raw(file, all_columns));
    const auto middle = Clock::now();
    benchmark::DoNotOptimize(scan_store(snapshot, all_columns));
    const auto end = Clock::now();
    state.SetIterationTime(std::chrono::duration<double>(end - middle).count());
    ratios.push_back(std::chrono::duration<double>(middle - start) /
                     std::chrono::duration<double>(end - middle));
  }
  std::nth_element(ratios.begin(), ratios.begin() + static_cast<std::ptrdiff_t>(ratios.size() / 2),
                   ratios.end());
  state.counters["ratio"] = ratios[ratios.size() / 2];
  count_bytes(state, all_columns);
}

// From nothing to the sum of every close: opening, page faults and all.
void open_and_touch_every_close(benchmark::State& state) {
  (void)fixture();
  for (auto _ : state) {
    const Store store = Store::open(fixture().folder / "store").value();
    benchmark::DoNotOptimize(scan_store(store.snapshot().value(), false));
  }
  count_bytes(state, false);
}

void verify(benchmark::State& state) {
  const Store store = Store::open(fixture().folder / "store").value();
  for (auto _ : state) {
    if (!store.verify().value().problems.empty()) state.SkipWithError("the store is damaged");
  }
  count_bytes(state, true);
}

// An import of the size of a TDX folder: 1,547 series, 2.0 million bars, committed every 32 MB.
void replace_all(Store& store, const std::vector<BarSeries>& series) {
  auto writer = std::make_unique<StoreWriter>(store.write().value());
  for (unsigned i = 0; i < series.size(); ++i) {
    (void)writer->replace(symbol_number(i), Period::day, series[i].view()).value();
    if (writer->pending_bytes() < (std::size_t{32} << 20U)) continue;
    writer->commit().value();
    writer.reset();
    writer = std::make_unique<StoreWriter>(store.write().value());
  }
  writer->commit().value();
}

std::vector<BarSeries> imported() {
  std::vector<BarSeries> series;
  for (unsigned i = 0; i < kImportedSeries; ++i) series.push_back(walk(i, kImportedBars));
  return series;
}

void import(benchmark::State& state, bool repeated) {
  const std::vector<BarSeries> series = imported();
  const std::filesystem::path folder = fixture().folder / "import";
  std::filesystem::remove_all(folder);
  if (repeated) {
    auto store = Store::open(folder).value();
    replace_all(store, series);
  }
  for (auto _ : state) {
    auto store = Store::open(folder).value();
    replace_all(store, series);
    state.PauseTiming();
    { const Store closed = std::move(store); }
    if (!repeated) std::filesystem::remove_all(folder);
    state.ResumeTiming();
  }
  state.SetBytesProcessed(
      static_cast<std::int64_t>(state.iterations() * kImportedSeries * kImportedBars * 56));
}

// The disk's own pace, beside the import: the same bytes to one file, synced.
void write_the_same_bytes(benchmark::State& state) {
  const std::string bytes(kImportedSeries * kImportedBars * 56, 'x');
  for (auto _ : state) core::write_file_atomically(fixture().folder / "plain", bytes).value();
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * bytes.size()));
}

BENCHMARK_CAPTURE(scan, all_columns, true)
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond)
    ->Iterations(15);
BENCHMARK_CAPTURE(scan, close_only, false)
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond)
    ->Iterations(30);
BENCHMARK(open_and_touch_every_close)->Unit(benchmark::kMillisecond)->Iterations(5)->UseRealTime();
BENCHMARK(verify)->Unit(benchmark::kMillisecond)->Iterations(3)->UseRealTime();
BENCHMARK(write_the_same_bytes)->Unit(benchmark::kMillisecond)->Iterations(3)->UseRealTime();
BENCHMARK_CAPTURE(import, new_bars, false)
    ->Unit(benchmark::kMillisecond)
    ->Iterations(3)
    ->UseRealTime();
BENCHMARK_CAPTURE(import, nothing_new, true)
    ->Unit(benchmark::kMillisecond)
    ->Iterations(5)
    ->UseRealTime();

}  // namespace
