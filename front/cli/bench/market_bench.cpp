// Benchmarks over a whole market in a store: 5,000 symbols of 3,826 daily bars, 1.1 GB in a temporary folder.
#include <fmt/format.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>
#include <numeric>
#include <vector>

#include "benchmark.hpp"
#include "fwq/analysis/kernels.hpp"
#include "fwq/core/files.hpp"
#include "fwq/data/store.hpp"

namespace fwq::cli {
namespace {

namespace fs = std::filesystem;
using data::Bars;
using data::Period;

constexpr std::size_t kSymbols = 5'000;
constexpr std::size_t kBarsEach = 3'826;
constexpr std::size_t kBars = kSymbols * kBarsEach;
constexpr int kSpan = 20;

// The sum of a column, by four sums that do not wait for one another.
double sum_of(std::span<const double> values) {
  double sums[4] = {};
  std::size_t i = 0;
  for (; i + 4 <= values.size(); i += 4) {
    for (std::size_t k = 0; k < 4; ++k) sums[k] += values[i + k];
  }
  for (; i < values.size(); ++i) sums[0] += values[i];
  return (sums[0] + sums[1]) + (sums[2] + sums[3]);
}

// Keeps a result alive that nothing else uses.
volatile double sink = 0;

class TemporaryMarket {
 public:
  static Result<std::unique_ptr<TemporaryMarket>> make() {
    auto market = std::unique_ptr<TemporaryMarket>(new TemporaryMarket);
    std::fputs("building a market of 19 million bars (1.1 GB) in a temporary folder …\n", stderr);
    FWQ_TRY_ASSIGN(store, data::Store::open(market->folder_.path() / "store"));
    std::ofstream raw(market->raw_file(), std::ios::binary);
    for (std::size_t begin = 0; begin < kSymbols; begin += 250) {
      FWQ_TRY_ASSIGN(writer, store.write());
      for (std::size_t s = begin; s < begin + 250; ++s) {
        const data::BarSeries bars = simulated_bars(kBarsEach, static_cast<std::uint32_t>(s));
        FWQ_TRY(writer.replace(symbol(s), Period::day, bars.view()));
        const Bars view = bars.view();
        raw.write(reinterpret_cast<const char*>(view.time().data()),
                  static_cast<std::streamsize>(kBarsEach * sizeof(data::Time)));
        for (const auto column :
             {view.open(), view.high(), view.low(), view.close(), view.volume(), view.amount()}) {
          raw.write(reinterpret_cast<const char*>(column.data()),
                    static_cast<std::streamsize>(column.size_bytes()));
        }
      }
      FWQ_TRY(writer.commit());
    }
    if (!raw.flush())
      return Error{Errc::io, fmt::format("cannot write {}", market->raw_file().string())};
    return market;
  }
  TemporaryMarket(const TemporaryMarket&) = delete;
  TemporaryMarket& operator=(const TemporaryMarket&) = delete;

  static data::Symbol symbol(std::size_t i) {
    return {data::Market::sh, fmt::format("{:06}", 600'000 + i)};
  }
  Result<data::Store> open() const {
    return data::Store::open(folder_.path() / "store", {.read_only = true});
  }
  fs::path raw_file() const { return folder_.path() / "raw"; }

 private:
  TemporaryMarket() = default;
  BenchFolder folder_;
};

Result<std::vector<Bars>> all_bars(const data::Snapshot& snapshot) {
  std::vector<Bars> market;
  market.reserve(kSymbols);
  for (std::size_t s = 0; s < kSymbols; ++s) {
    FWQ_TRY_ASSIGN(bars, snapshot.bars(TemporaryMarket::symbol(s), Period::day));
    market.push_back(bars);
  }
  return market;
}

// MA(20) of every close of the market, and the sum of all results.
double sum_of_means(const std::vector<Bars>& market, std::vector<double>& means) {
  double total = 0;
  for (const Bars& bars : market) {
    const std::span<double> out(means.data(), bars.size());
    analysis::moving_average(bars.close(), kSpan, out);
    total += sum_of(out.subspan(kSpan - 1));
  }
  return total;
}

Result<BenchRow> ma20_warm(const data::Store& store) {
  FWQ_TRY_ASSIGN(snapshot, store.snapshot());
  FWQ_TRY_ASSIGN(market, all_bars(snapshot));
  std::vector<double> means(kBarsEach);
  // The peer: the plain running window over one column in memory.
  std::vector<double> column;
  column.reserve(kBars);
  for (const Bars& bars : market)
    column.insert(column.end(), bars.close().begin(), bars.close().end());
  return measured(
      "market.ma20_of_all_closes", kBars,
      [&]() -> Result<double> { return seconds_of([&] { sink = sum_of_means(market, means); }); },
      "running window over a plain column",
      [&]() -> Result<double> {
        return seconds_of([&] {
          double sum = 0;
          double total = 0;
          for (std::size_t i = kSpan; i < column.size(); ++i) {
            sum += column[i] - column[i - kSpan];
            total += sum;
          }
          sink = total;
        });
      });
}

Result<BenchRow> ma20_from_open(const TemporaryMarket& market) {
  std::vector<double> means(kBarsEach);
  return measured("market.ma20_from_opening_the_store", kBars, [&]() -> Result<double> {
    Result<void> outcome;
    const double seconds = seconds_of([&] {
      outcome = [&]() -> Result<void> {
        FWQ_TRY_ASSIGN(store, market.open());
        FWQ_TRY_ASSIGN(snapshot, store.snapshot());
        FWQ_TRY_ASSIGN(bars, all_bars(snapshot));
        sink = sum_of_means(bars, means);
        return {};
      }();
    });
    if (!outcome) return std::move(outcome).error();
    return seconds;
  });
}

Result<BenchRow> scan(const data::Store& store, const fs::path& raw_file) {
  FWQ_TRY_ASSIGN(snapshot, store.snapshot());
  FWQ_TRY_ASSIGN(raw, core::MappedFile::open(raw_file));
  const auto* raw_values = reinterpret_cast<const double*>(raw.bytes().data());
  Result<void> outcome;
  auto row = measured(
      "market.read_all_columns", kBars,
      [&]() -> Result<double> {
        const double seconds = seconds_of([&] {
          double total = 0;
          for (std::size_t s = 0; s < kSymbols; ++s) {
            const auto bars = snapshot.bars(TemporaryMarket::symbol(s), Period::day);
            if (!bars) {
              outcome = bars.error();
              return;
            }
            total += sum_of({reinterpret_cast<const double*>(bars->time().data()), bars->size()});
            for (const auto column : {bars->open(), bars->high(), bars->low(), bars->close(),
                                      bars->volume(), bars->amount()})
              total += sum_of(column);
          }
          sink = total;
        });
        if (!outcome) return outcome.error();
        return seconds;
      },
      "raw mapped file of the same bytes",
      [&]() -> Result<double> {
        return seconds_of([&] {
          double total = 0;
          for (std::size_t c = 0; c < kSymbols * 7; ++c)
            total += sum_of({raw_values + c * kBarsEach, kBarsEach});
          sink = total;
        });
      });
  return row;
}

Result<std::vector<BenchRow>> run_market(std::string_view filter) {
  const auto wanted = [&](std::string_view name) {
    return name.find(filter) != std::string_view::npos;
  };
  FWQ_TRY_ASSIGN(market, TemporaryMarket::make());
  std::vector<BenchRow> rows;
  if (wanted("market.ma20_from_opening_the_store")) {
    FWQ_TRY_ASSIGN(row, ma20_from_open(*market));
    rows.push_back(row);
  }
  FWQ_TRY_ASSIGN(store, market->open());
  if (wanted("market.ma20_of_all_closes")) {
    FWQ_TRY_ASSIGN(row, ma20_warm(store));
    rows.push_back(row);
  }
  if (wanted("market.read_all_columns")) {
    FWQ_TRY_ASSIGN(row, scan(store, market->raw_file()));
    rows.push_back(row);
  }
  return rows;
}

}  // namespace

extern const BenchDef market_bench_def{
    .name = "market",
    .summary_en =
        "reading and MA(20) over a store of 5,000 x 3,826 bars (writes 2.2 GB to the temporary "
        "folder)",
    .summary_zh = "5,000 只 × 3,826 根K线的读取与 MA(20)（临时目录写入 2.2 GB）",
    .by_default = false,
    .run = run_market,
};

}  // namespace fwq::cli
