// Benchmark of the report of one stock: from opening the home to the page on disk, as `fwq report` does it.
//
// The stock is one of the demo market: ten years of daily bars with ex-rights events.
#include <fmt/format.h>

#include <filesystem>

#include "benchmark.hpp"
#include "fwq/cli/version.hpp"
#include "fwq/coordinators/home.hpp"
#include "fwq/coordinators/report.hpp"
#include "fwq/core/files.hpp"
#include "fwq/data/demo_market.hpp"
#include "fwq/report/document.hpp"

namespace fwq::cli {
namespace {

namespace fs = std::filesystem;

struct Written {
  data::Symbol symbol;
  std::size_t bars = 0;
};

// The demo's first stock that was there from the beginning.
Result<Written> fill(const coordinators::Home& home) {
  FWQ_TRY_ASSIGN(market, data::DemoMarket::plan({}));
  std::size_t i = 0;
  while (i + 1 < market.size() && market.stock(i).bars.size() * 10 < market.days().size() * 9) ++i;
  const data::DemoSecurity stock = market.stock(i);
  FWQ_TRY_ASSIGN(store, home.store(false));
  FWQ_TRY_ASSIGN(writer, store.write());
  FWQ_TRY(writer.replace(stock.symbol, data::Period::day, stock.bars.view()));
  FWQ_TRY(writer.commit());
  FWQ_TRY_ASSIGN(db, home.database(false));
  std::vector<data::SystemDb::SymbolEvent> events;
  for (const auto& event : stock.events) events.push_back({stock.symbol, event});
  FWQ_TRY(db.put_events(events));
  return Written{stock.symbol, stock.bars.size()};
}

Result<void> write_report(const fs::path& folder, data::Symbol symbol) {
  FWQ_TRY_ASSIGN(home, coordinators::Home::open(folder));
  FWQ_TRY_ASSIGN(store, home.store(true));
  FWQ_TRY_ASSIGN(db, home.database(true));
  FWQ_TRY_ASSIGN(snapshot, store.snapshot());
  FWQ_TRY_ASSIGN(
      stock, coordinators::StockLoader(snapshot, db).load({.symbol = symbol, .as_of_end = true}));
  FWQ_TRY_ASSIGN(analysis, coordinators::analyse(std::move(stock)));
  coordinators::ReportOptions options;
  const auto themes = core::load_themes(folder / "config");
  FWQ_TRY_ASSIGN(light, core::find_theme(themes, "light"));
  FWQ_TRY_ASSIGN(dark, core::find_theme(themes, "dark"));
  options.light = light;
  options.dark = dark;
  options.version = kVersion;
  return core::write_file_atomically(
      folder / "report.html", report::to_html(coordinators::stock_report(analysis, options)));
}

Result<std::vector<BenchRow>> run_report(std::string_view filter) {
  std::vector<BenchRow> rows;
  if (std::string_view("report.one_stock").find(filter) == std::string_view::npos) return rows;
  BenchFolder folder;
  FWQ_TRY_ASSIGN(home, coordinators::Home::init(folder.path() / "home"));
  FWQ_TRY_ASSIGN(written, fill(home));
  FWQ_TRY_ASSIGN(
      row, measured("report.one_stock", written.bars, [&] {
        return seconds_of_trying([&] { return write_report(home.folder(), written.symbol); });
      }));
  rows.push_back(std::move(row));
  return rows;
}

}  // namespace

extern const BenchDef report_bench_def{
    .name = "report",
    .summary_en = "the report of one stock of ten years, from opening the home to the page on disk",
    .summary_zh = "一只十年历史股票的报告：从打开数据目录到页面落盘",
    .by_default = false,
    .run = run_report,
};

}  // namespace fwq::cli
