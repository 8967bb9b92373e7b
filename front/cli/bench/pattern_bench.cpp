// Benchmarks of pattern recognition: each pattern alone, and all together.
#include <fmt/format.h>

#include "benchmark.hpp"
#include "fwq/analysis/pattern_recognizer.hpp"

namespace fwq::cli {
namespace {

constexpr std::size_t kBars = 200'000;

Result<BenchRow> recognised(const std::string& name, const data::Bars& bars, const std::vector<std::string>& types) {
  FWQ_TRY_ASSIGN(search, analysis::PatternRecognizer().search(types));
  std::vector<analysis::PatternHit> hits;
  // As a scan does it: one search for all series, which keeps its memory.
  return measured(name, bars.size(),
                  [&]() -> Result<double> { return seconds_of([&] { search.find(bars, hits); }); });
}

Result<std::vector<BenchRow>> run_patterns(std::string_view filter) {
  std::vector<BenchRow> rows;
  const data::BarSeries series = simulated_bars(kBars, 2);
  std::vector<std::vector<std::string>> choices{{}};
  for (const auto* def : analysis::built_in_patterns()) choices.push_back({std::string(def->id)});
  for (const auto& types : choices) {
    const std::string name = fmt::format("pattern.{}", types.empty() ? "all" : types.front());
    if (name.find(filter) == std::string::npos) continue;
    FWQ_TRY_ASSIGN(row, recognised(name, series.view(), types));
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace

extern const BenchDef pattern_bench_def{
    .name = "pattern",
    .summary_en = "each pattern, and all together, over 200,000 bars",
    .summary_zh = "每个形态及全部形态，20 万根K线",
    .run = run_patterns,
};

}  // namespace fwq::cli
