// Benchmarks of the demo market: 300 symbols of 10 years, simulated and made durable in a new home.
#include <fmt/format.h>

#include <cstring>
#include <filesystem>
#include <random>

#include "benchmark.hpp"
#include "fwq/core/files.hpp"
#include "fwq/data/demo_market.hpp"

namespace fwq::cli {
namespace {

namespace fs = std::filesystem;

Result<std::size_t> make(const fs::path& folder, core::TaskSystem& tasks) {
  FWQ_TRY_ASSIGN(store, data::Store::open(folder / "store"));
  FWQ_TRY_ASSIGN(db, data::SystemDb::open(folder / "system.sqlite"));
  FWQ_TRY_ASSIGN(report, data::write_demo_market({}, store, db, tasks));
  return report.bars;
}

// Seven columns of eight bytes a bar, as bytes that do not compress.
std::string raw_columns(std::size_t bars) {
  std::mt19937_64 random(1);
  std::string bytes(bars * 7 * sizeof(double), '\0');
  for (std::size_t i = 0; i + 8 <= bytes.size(); i += 8) {
    const std::uint64_t word = random();
    std::memcpy(bytes.data() + i, &word, sizeof word);
  }
  return bytes;
}

Result<BenchRow> run_make(BenchFolder& folder, core::TaskSystem& tasks) {
  FWQ_TRY_ASSIGN(bars, make(folder.path() / "first", tasks));
  const std::string raw = raw_columns(bars);
  return measured(
      "demo.make", bars,
      [&] {
        return folder.seconds_in_new([&](const fs::path& home) -> Result<void> {
          FWQ_TRY(make(home, tasks));
          return {};
        });
      },
      "writing and syncing a file of as many column bytes",
      [&] {
        return seconds_of_trying(
            [&] { return core::write_file_atomically(folder.path() / "raw", raw); });
      });
}

Result<BenchRow> run_simulate() {
  FWQ_TRY_ASSIGN(market, data::DemoMarket::plan({}));
  std::size_t bars = 0;
  for (std::size_t i = 0; i < market.size(); ++i) bars += market.stock(i).bars.size();
  return measured("demo.simulate_on_one_core", bars, [&]() -> Result<double> {
    return seconds_of([&] {
      for (std::size_t i = 0; i < market.size(); ++i) static_cast<void>(market.stock(i));
    });
  });
}

Result<std::vector<BenchRow>> run_demo(std::string_view filter) {
  const auto wanted = [&](std::string_view name) {
    return name.find(filter) != std::string_view::npos;
  };
  BenchFolder folder;
  std::vector<BenchRow> rows;
  core::TaskSystem tasks;
  if (wanted("demo.make")) {
    FWQ_TRY_ASSIGN(row, run_make(folder, tasks));
    rows.push_back(std::move(row));
  }
  if (wanted("demo.simulate_on_one_core")) {
    FWQ_TRY_ASSIGN(row, run_simulate());
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace

extern const BenchDef demo_bench_def{
    .name = "demo",
    .summary_en =
        "making the demo market of 300 symbols x 10 years in a new home (writes 0.1 GB to the "
        "temporary folder)",
    .summary_zh = "在新数据目录生成 300 只 × 10 年的演示行情（临时目录写入 0.1 GB）",
    .by_default = false,
    .run = run_demo,
};

}  // namespace fwq::cli
