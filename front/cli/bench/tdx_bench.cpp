// Benchmarks of the import of a TDX folder: 1,500 simulated files, into a new store and again into the same.
#include <fmt/format.h>

#include <cmath>
#include <cstring>
#include <filesystem>
#include <fstream>
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
    for (const double price : {bar.open, bar.high, bar.low, bar.close})
      put(static_cast<std::uint32_t>(std::lround(price * 100)));
    put(static_cast<float>(bar.amount));
    put(static_cast<std::uint32_t>(bar.volume));
    put(std::uint32_t{0});
  }
  return bytes;
}

Result<void> import_into(const fs::path& store_folder, const fs::path& folder,
                         core::TaskSystem& tasks) {
  FWQ_TRY_ASSIGN(store, data::Store::open(store_folder));
  FWQ_TRY(data::import_tdx(folder, store, tasks));
  return {};
}

Result<std::vector<BenchRow>> run_import(std::string_view filter) {
  BenchFolder temporary;
  const fs::path folder = temporary.path() / "tdx";
  fs::create_directories(folder / "vipdoc" / "sh" / "lday");
  for (std::size_t i = 0; i < kFiles; ++i) {
    std::ofstream file(folder / "vipdoc" / "sh" / "lday" / fmt::format("sh{:06}.day", 600'000 + i),
                       std::ios::binary);
    file << day_file(simulated_bars(kBarsEach, static_cast<std::uint32_t>(i)).view());
  }
  std::vector<BenchRow> rows;
  core::TaskSystem tasks;
  if (std::string_view("tdx.import_new").find(filter) != std::string_view::npos) {
    FWQ_TRY_ASSIGN(row, measured("tdx.import_new", kBars, [&] {
                     return temporary.seconds_in_new(
                         [&](const fs::path& store) { return import_into(store, folder, tasks); });
                   }));
    rows.push_back(std::move(row));
  }
  if (std::string_view("tdx.import_again").find(filter) != std::string_view::npos) {
    const fs::path store = temporary.path() / "store";
    FWQ_TRY(import_into(store, folder, tasks));
    FWQ_TRY_ASSIGN(row, measured("tdx.import_again", kBars, [&] {
                     return seconds_of_trying([&] { return import_into(store, folder, tasks); });
                   }));
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace

extern const BenchDef tdx_bench_def{
    .name = "tdx",
    .summary_en =
        "import of 1,500 TDX files (1.95 million bars), new and repeated (writes 0.2 GB to the "
        "temporary folder)",
    .summary_zh = "导入 1,500 个通达信文件（195 万根K线），首次与重复（临时目录写入 0.2 GB）",
    .by_default = false,
    .run = run_import,
};

}  // namespace fwq::cli
