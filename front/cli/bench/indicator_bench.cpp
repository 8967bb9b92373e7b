// Benchmarks of every indicator of the table, over one long series.
#include <fmt/format.h>

#include "benchmark.hpp"
#include "fwq/analysis/indicator.hpp"
#include "fwq/core/column.hpp"

namespace fwq::cli {
namespace {

constexpr std::size_t kBars = 1'000'000;

Result<std::vector<BenchRow>> run_indicators(std::string_view filter) {
  std::vector<BenchRow> rows;
  const data::BarSeries series = simulated_bars(kBars, 1);
  const data::Bars bars = series.view();
  for (const auto* def : analysis::built_in_indicators()) {
    const std::string name = fmt::format("indicator.{}", def->id);
    if (name.find(filter) == std::string::npos) continue;
    FWQ_TRY_ASSIGN(params, analysis::bind(def->name, {def->params.begin(), def->params.size()}, {}));
    std::vector<core::Column> columns(def->outputs.size(), core::Column(kBars, 0.0));
    const std::vector<std::span<double>> out(columns.begin(), columns.end());
    FWQ_TRY_ASSIGN(row, measured(name, kBars, [&]() -> Result<double> {
      return seconds_of([&] { def->run({.bars = bars, .params = params, .out = out}); });
    }));
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace

extern const BenchDef indicator_bench_def{
    .name = "indicator",
    .summary_en = "every indicator over 1,000,000 bars, default parameters",
    .summary_zh = "每个指标，100 万根K线，默认参数",
    .run = run_indicators,
};

}  // namespace fwq::cli
