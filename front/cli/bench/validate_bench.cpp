// Benchmarks of DataValidator: a simulated market of 2 million daily bars at each level, against reading all columns once.
#include <fmt/format.h>

#include <cmath>
#include <vector>

#include "benchmark.hpp"
#include "fwq/core/tasks.hpp"
#include "fwq/data/data_validator.hpp"

namespace fwq::cli {
namespace {

constexpr std::size_t kSymbols = 1'540;
constexpr std::size_t kBarsEach = 1'300;
constexpr std::size_t kBars = kSymbols * kBarsEach;

// Keeps a result alive that nothing else uses.
volatile double sink = 0;

double sum_of(std::span<const double> values) {
  double sum = 0;
  for (const double value : values) sum += value;
  return sum;
}

// Random walks on weekdays with amounts that fit their volumes, as a sound market has them.
std::vector<data::BarSeries> sound_market() {
  std::vector<data::BarSeries> market;
  market.reserve(kSymbols);
  for (std::size_t s = 0; s < kSymbols; ++s) {
    data::BarSeries series = simulated_bars(kBarsEach, static_cast<std::uint32_t>(s));
    const data::TradingCalendar weekdays;
    std::int64_t day = data::days_from({2015, 1, 1});
    for (std::size_t i = 0; i < series.size(); ++i) {
      day = weekdays.next_open(day);
      series.time()[i] = day * data::kSecondsPerDay + data::kDayBarEnd;
      series.amount()[i] =
          std::round(series.volume()[i] * (series.high()[i] + series.low()[i]) / 2);
    }
    market.push_back(std::move(series));
  }
  return market;
}

Result<std::vector<BenchRow>> run_validate(std::string_view filter) {
  const std::vector<data::BarSeries> market = sound_market();
  std::vector<data::DataValidator::Item> items;
  for (std::size_t s = 0; s < kSymbols; ++s) {
    data::ValidationContext context;
    context.symbol = {data::Market::sh, fmt::format("{:06}", 600'000 + s)};
    items.push_back({market[s].view(), context});
  }
  core::TaskSystem tasks;
  std::vector<BenchRow> rows;
  for (std::size_t level = 0; level < data::kValidationLevels; ++level) {
    const data::DataValidator validator(static_cast<data::ValidationLevel>(level));
    const std::string name = fmt::format("validate.{}", to_string(validator.level()));
    if (name.find(filter) == std::string::npos) continue;
    Result<void> outcome;
    auto row = measured(
        name, kBars,
        [&]() -> Result<double> {
          const double seconds = seconds_of([&] {
            const auto results = validator.validate_batch(items, tasks);
            if (results) {
              sink = results->front().quality_score;
            } else {
              outcome = results.error();
            }
          });
          if (!outcome) return outcome.error();
          return seconds;
        },
        "reading all columns once, on one core",
        [&]() -> Result<double> {
          return seconds_of([&] {
            double total = 0;
            for (const auto& item : items) {
              for (const data::Time time : item.bars.time()) total += static_cast<double>(time);
              for (const auto column : {item.bars.open(), item.bars.high(), item.bars.low(),
                                        item.bars.close(), item.bars.volume(), item.bars.amount()})
                total += sum_of(column);
            }
            sink = total;
          });
        });
    if (!row) return std::move(row).error();
    rows.push_back(std::move(*row));
  }
  return rows;
}

}  // namespace

extern const BenchDef validate_bench_def{
    .name = "validate",
    .summary_en = "data validation of 1,540 x 1,300 daily bars at each level, on all cores",
    .summary_zh = "1,540 只 × 1,300 根日线的数据验证，各级别，全部核心",
    .run = run_validate,
};

}  // namespace fwq::cli
