// Benchmarks of what is done to bars before analysis: adjustment and resampling.
#include "benchmark.hpp"
#include "fwq/data/adjust.hpp"
#include "fwq/data/resample.hpp"

namespace fwq::cli {
namespace {

constexpr std::size_t kBars = 200'000;

Result<std::vector<BenchRow>> run_data(std::string_view filter) {
  std::vector<BenchRow> rows;
  const data::BarSeries series = simulated_bars(kBars, 3);
  const data::Bars bars = series.view();
  const data::Symbol symbol(data::Market::sh, "600000");
  std::vector<data::ExRightsEvent> events;
  for (std::size_t i = 250; i < kBars; i += 250) {
    events.push_back({.date = data::date_of(bars.time()[i]), .cash = 0.1, .bonus = 0.01});
  }
  if (std::string_view("data.adjust_forward").find(filter) != std::string_view::npos) {
    FWQ_TRY_ASSIGN(row, measured("data.adjust_forward", kBars, [&]() -> Result<double> {
      return seconds_of([&] { static_cast<void>(data::adjusted(bars, symbol, events, data::Adjust::forward)); });
    }));
    rows.push_back(std::move(row));
  }
  if (std::string_view("data.resample_week").find(filter) != std::string_view::npos) {
    FWQ_TRY_ASSIGN(row, measured("data.resample_week", kBars, [&]() -> Result<double> {
      return seconds_of([&] { static_cast<void>(data::resample(bars, data::Period::day, data::Period::week)); });
    }));
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace

extern const BenchDef data_bench_def{
    .name = "data",
    .summary_en = "adjustment and resampling of 200,000 daily bars",
    .summary_zh = "20 万根日线的复权与周期合成",
    .run = run_data,
};

}  // namespace fwq::cli
