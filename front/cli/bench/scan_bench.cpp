// Benchmark of the scan: a market in a store, read, adjusted and searched for every pattern over all its bars.
#include <fmt/format.h>

#include <memory>

#include "benchmark.hpp"
#include "fwq/coordinators/home.hpp"
#include "fwq/coordinators/scan.hpp"

namespace fwq::cli {
namespace {

// As many as a TDX folder of seven years has.
constexpr std::size_t kSymbols = 1'500;
constexpr std::size_t kBarsEach = 1'300;
constexpr std::size_t kBars = kSymbols * kBarsEach;

struct ScannedMarket {
  BenchFolder folder;  // Goes after what lies in it.
  std::optional<data::Store> store;
  std::optional<data::SystemDb> db;

  static Result<std::unique_ptr<ScannedMarket>> make() {
    auto made = std::make_unique<ScannedMarket>();
    FWQ_TRY_ASSIGN(home, coordinators::Home::init(made->folder.path() / "home"));
    FWQ_TRY_ASSIGN(store, home.store(false));
    FWQ_TRY_ASSIGN(db, home.database(false));
    FWQ_TRY_ASSIGN(writer, store.write());
    for (std::size_t s = 0; s < kSymbols; ++s) {
      const data::BarSeries bars = simulated_bars(kBarsEach, static_cast<std::uint32_t>(s));
      FWQ_TRY(writer.replace({data::Market::sh, fmt::format("{:06}", 600'000 + s)},
                             data::Period::day, bars.view()));
    }
    FWQ_TRY(writer.commit());
    made->store.emplace(std::move(store));
    made->db.emplace(std::move(db));
    return made;
  }

  Result<void> scan(core::TaskSystem& tasks) const {
    FWQ_TRY_ASSIGN(snapshot, store->snapshot());
    FWQ_TRY_ASSIGN(result, coordinators::scan(snapshot, *db, {}, tasks));
    if (result.symbols == kSymbols) return {};
    return Error{Errc::internal, "the scan left out a series"};
  }
};

Result<std::vector<BenchRow>> run_scan(std::string_view filter) {
  const std::string name = "scan.all_patterns";
  if (name.find(filter) == std::string::npos) return std::vector<BenchRow>();
  FWQ_TRY_ASSIGN(market, ScannedMarket::make());
  core::TaskSystem all;
  core::TaskSystem one(1);
  FWQ_TRY_ASSIGN(
      row, measured(
               name, kBars, [&] { return seconds_of_trying([&] { return market->scan(all); }); },
               "the same on one thread",
               [&] { return seconds_of_trying([&] { return market->scan(one); }); }));
  return std::vector<BenchRow>{row};
}

}  // namespace

extern const BenchDef scan_bench_def{
    .name = "scan",
    .summary_en =
        "a market of 1,500 symbols of 1,300 daily bars, read from its store, adjusted "
        "and searched for every pattern",
    .summary_zh = "全市场扫描：1,500 只 × 1,300 根日线，含读库、复权和全部形态",
    .run = run_scan,
};

}  // namespace fwq::cli
