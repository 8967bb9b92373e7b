// Benchmarks of reading CSV bars, in nanoseconds a byte: a thousand MB/s is one. The peer reads the same bytes and turns each number
// into a double with strtod, and does nothing else.
#include <fmt/format.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "benchmark.hpp"
#include "fwq/data/csv_bars.hpp"
#include "fwq/data/import.hpp"

namespace fwq::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kSymbols = 60;
constexpr std::size_t kBarsEach = 10'000;

// Tushare's layout, one security after another.
std::string csv_text() {
  std::string text = "ts_code,trade_date,open,high,low,close,pre_close,change,pct_chg,vol,amount\n";
  for (std::size_t s = 0; s < kSymbols; ++s) {
    const data::BarSeries series = simulated_bars(kBarsEach, static_cast<std::uint32_t>(s));
    const data::Bars bars = series.view();
    for (std::size_t i = 0; i < bars.size(); ++i) {
      const data::Bar bar = bars[i];
      const double lots = bar.volume / 100.0;
      text += fmt::format(
          "{:06}.SH,{},{:.2f},{:.2f},{:.2f},{:.2f},{:.2f},0.05,0.51,{:.2f},{:.3f}\n", 600'000 + s,
          data::to_yyyymmdd(data::date_of(bar.time)), bar.open, bar.high, bar.low, bar.close,
          bar.close, lots, bar.volume * (bar.high + bar.low) / 2000.0);
    }
  }
  return text;
}

Result<double> timed_read(const fs::path& file) {
  return seconds_of_trying([&]() -> Result<void> {
    FWQ_TRY(data::read_csv(
        file, {},
        [](data::Symbol, data::Period, const data::BarSeries&) -> Result<void> { return {}; }));
    return {};
  });
}

// Every number of the file by strtod, and nothing kept.
Result<double> timed_strtod(const fs::path& file) {
  double sum = 0;
  const double seconds = seconds_of([&] {
    std::ifstream in(file, std::ios::binary);
    for (std::string line; std::getline(in, line);) {
      const char* at = line.c_str();
      for (char* end = nullptr; *at != '\0'; at = end) {
        sum += std::strtod(at, &end);
        if (end == at) ++end;
      }
    }
  });
  if (!(sum > 0)) return Error{Errc::internal, "the peer read nothing"};
  return seconds;
}

Result<void> import_new(const fs::path& file, const fs::path& store_folder) {
  FWQ_TRY_ASSIGN(store, data::Store::open(store_folder));
  FWQ_TRY(data::import_csv({file}, {}, store));
  return {};
}

Result<std::vector<BenchRow>> run_csv(std::string_view filter) {
  BenchFolder folder;
  const fs::path file = folder.path() / "all.csv";
  const std::string text = csv_text();
  std::ofstream(file, std::ios::binary) << text;
  std::vector<BenchRow> rows;
  const auto wanted = [&](std::string_view name) {
    return name.find(filter) != std::string_view::npos;
  };
  if (wanted("csv.read_per_byte")) {
    FWQ_TRY_ASSIGN(row, measured(
                            "csv.read_per_byte", text.size(), [&] { return timed_read(file); },
                            "strtod over the same bytes", [&] { return timed_strtod(file); }));
    rows.push_back(std::move(row));
  }
  if (wanted("csv.import_new_per_byte")) {
    FWQ_TRY_ASSIGN(row, measured("csv.import_new_per_byte", text.size(), [&] {
                     return folder.seconds_in_new(
                         [&](const fs::path& store) { return import_new(file, store); });
                   }));
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace

extern const BenchDef csv_bench_def{
    .name = "csv",
    .summary_en =
        "CSV bars of 600,000 rows: reading, and import into a new store; time per byte (1 ns = "
        "1,000 MB/s)",
    .summary_zh = "60 万行 CSV 行情：读取，以及导入新库；每字节用时（1 ns 即 1,000 MB/s）",
    .by_default = false,
    .run = run_csv,
};

}  // namespace fwq::cli
