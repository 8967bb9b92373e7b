// Benchmarks of TA-Lib's candle functions: all in one pass over a long series, over many short ones, and each alone.
#include <fmt/format.h>

#include "benchmark.hpp"
#include "fwq/analysis/candles.hpp"

namespace fwq::cli {
namespace {

constexpr std::size_t kLong = 1'000'000;
constexpr std::size_t kShort = 1'280, kSeries = 400;  // A market's usual length.

// Takes a value of each block, so that none of the work can be left out.
Result<BenchRow> scanned(const std::string& name, analysis::CandleScanner& scanner,
                         std::span<const data::Bars> series) {
  std::size_t count = 0;
  for (const data::Bars& bars : series) count += bars.size();
  int seen = 0;
  return measured(name, count, [&]() -> Result<double> {
    const double seconds = seconds_of([&] {
      for (const data::Bars& bars : series) {
        scanner.scan(bars, [&](const analysis::CandleBlock& block) {
          seen += block.column(scanner.size() - 1).back();
        });
      }
    });
    if (seen > 1'000'000'000) return Error{Errc::invalid_argument, "more hits than bars"};
    return seconds;
  });
}

Result<std::vector<BenchRow>> run_candles(std::string_view filter) {
  std::vector<BenchRow> rows;
  const auto wanted = [&](std::string_view name) {
    return name.find(filter) != std::string_view::npos;
  };
  const data::BarSeries series = simulated_bars(kLong, 3);
  const std::array<data::Bars, 1> one{series.view()};
  analysis::CandleScanner scanner;
  if (wanted("candles.all")) {
    FWQ_TRY_ASSIGN(row, scanned("candles.all", scanner, one));
    rows.push_back(std::move(row));
  }
  if (wanted("candles.all_short")) {
    std::vector<data::Bars> many;
    for (std::size_t s = 0; s < kSeries; ++s) many.push_back(one[0].slice(s * kShort, kShort));
    FWQ_TRY_ASSIGN(row, scanned("candles.all_short", scanner, many));
    rows.push_back(std::move(row));
  }
  for (const auto* def : analysis::built_in_candles()) {
    const std::string name = fmt::format("candles.{}", def->id);
    if (!wanted(name)) continue;
    const auto call = analysis::default_call(*def);
    FWQ_TRY_ASSIGN(alone, analysis::CandleScanner::make({}, std::span(&call, 1)));
    FWQ_TRY_ASSIGN(row, scanned(name, alone, one));
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace

extern const BenchDef candle_bench_def{
    .name = "candles",
    .summary_en =
        "TA-Lib's 61 candle functions together, over long and short series, and each alone",
    .summary_zh = "TA-Lib 的 61 个K线形态函数：合并计算（长、短序列）及逐个计算",
    .run = run_candles,
};

}  // namespace fwq::cli
