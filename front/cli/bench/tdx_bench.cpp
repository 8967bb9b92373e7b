// Benchmarks of the import of a TDX folder: 1,500 simulated files, into a new store and again into the same.
#include <fmt/format.h>

#include <cmath>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <random>
#include <thread>

#include "benchmark.hpp"
#include "fwq/core/tasks.hpp"
#include "fwq/data/import.hpp"

namespace fwq::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kFiles = 1'500;
constexpr std::size_t kBarsEach = 1'300;
constexpr std::size_t kBars = kFiles * kBarsEach;

std::string day_file(const data::Bars& bars) {
  std::string bytes;
  bytes.reserve(bars.size() * 32);
  const auto put = [&](auto value) {
    char raw[sizeof value];
    std::memcpy(raw, &value, sizeof value);
    bytes.append(raw, sizeof value);
  };
  for (std::size_t i = 0; i < bars.size(); ++i) {
    const data::Bar bar = bars[i];
    put(static_cast<std::uint32_t>(data::to_yyyymmdd(data::date_of(bar.time))));
    for (const double price : {bar.open, bar.high, bar.low, bar.close}) put(static_cast<std::uint32_t>(std::lround(price * 100)));
    put(static_cast<float>(bar.amount));
    put(static_cast<std::uint32_t>(bar.volume));
    put(std::uint32_t{0});
  }
  return bytes;
}

Result<double> timed_import(const fs::path& folder, const fs::path& store_folder, core::TaskSystem& tasks) {
  Result<void> outcome;
  const double seconds = seconds_of([&] {
    outcome = [&]() -> Result<void> {
      FWQ_TRY_ASSIGN(store, data::Store::open(store_folder));
      FWQ_TRY(data::import_tdx(folder, store, tasks));
      return {};
    }();
  });
  if (!outcome) return std::move(outcome).error();
  return seconds;
}

Result<std::vector<BenchRow>> run_import(std::string_view filter) {
  const fs::path folder = fs::temp_directory_path() / fmt::format("fwq-bench-{}", std::random_device()());
  const std::shared_ptr<const void> cleaner(nullptr, [folder](const void*) {
    std::error_code ignored;
    fs::remove_all(folder, ignored);
  });
  fs::create_directories(folder / "vipdoc" / "sh" / "lday");
  for (std::size_t i = 0; i < kFiles; ++i) {
    std::ofstream file(folder / "vipdoc" / "sh" / "lday" / fmt::format("sh{:06}.day", 600'000 + i), std::ios::binary);
    file << day_file(simulated_bars(kBarsEach, static_cast<std::uint32_t>(i)).view());
  }
  std::vector<BenchRow> rows;
  core::TaskSystem tasks;
  std::size_t run_number = 0;
  if (std::string_view("tdx.import_new").find(filter) != std::string_view::npos) {
    FWQ_TRY_ASSIGN(row, measured("tdx.import_new", kBars, [&]() -> Result<double> {
      const fs::path store = folder / fmt::format("store-{}", run_number++);
      auto seconds = timed_import(folder, store, tasks);
      std::error_code ignored;
      fs::remove_all(store, ignored);
      return seconds;
    }));
    rows.push_back(std::move(row));
  }
  if (std::string_view("tdx.import_again").find(filter) != std::string_view::npos) {
    FWQ_TRY(timed_import(folder, folder / "store", tasks));
    FWQ_TRY_ASSIGN(row, measured("tdx.import_again", kBars, [&]() -> Result<double> { return timed_import(folder, folder / "store", tasks); }));
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace

extern const BenchDef tdx_bench_def{
    .name = "tdx",
    .summary_en = "import of 1,500 TDX files (1.95 million bars), new and repeated (writes 0.2 GB to the temporary folder)",
    .summary_zh = "导入 1,500 个通达信文件（195 万根K线），首次与重复（临时目录写入 0.2 GB）",
    .by_default = false,
    .run = run_import,
};

}  // namespace fwq::cli
