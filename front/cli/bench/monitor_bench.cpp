// Benchmarks of the performance monitor: what it costs to measure. A "bar" here is one measured scope.
#include <atomic>
#include <chrono>

#include "benchmark.hpp"
#include "fwq/core/performance_monitor.hpp"
#include "fwq/core/tasks.hpp"

namespace fwq::cli {
namespace {

constexpr std::size_t kScopes = 200'000;

// What any measurement with the standard library costs at the least: two readings and their difference.
double bare_pairs() {
  std::int64_t total = 0;
  const double seconds = seconds_of([&] {
    for (std::size_t i = 0; i < kScopes; ++i) {
      const auto start = std::chrono::steady_clock::now();
      total += (std::chrono::steady_clock::now() - start).count();
    }
  });
  static std::atomic<std::int64_t> sink;
  sink.store(total, std::memory_order_relaxed);
  return seconds;
}

Result<BenchRow> against_bare_pairs(std::string name, const std::function<void()>& work) {
  return measured(
      std::move(name), kScopes, [&]() -> Result<double> { return seconds_of(work); },
      "two steady_clock readings", []() -> Result<double> { return bare_pairs(); });
}

Result<std::vector<BenchRow>> run_monitor(std::string_view filter) {
  std::vector<BenchRow> rows;
  const core::TaskSystem threads(
      1);  // With one thread only, atomic steps may cost less than in a real program.
  core::PerformanceMonitor monitor;
  core::PerformanceMonitor stopped;
  monitor.start_monitoring();
  const auto series = monitor.series("scope");
  const auto off = stopped.series("scope");
  const auto scopes_of = [](core::PerformanceSeries& measured_series) {
    return [&measured_series] {
      for (std::size_t i = 0; i < kScopes; ++i) const core::MeasuredScope scope(measured_series);
    };
  };
  const std::pair<std::string, std::function<void()>> cases[] = {
      {"monitor.scope", scopes_of(*series)},
      {"monitor.scope_while_stopped", scopes_of(*off)},
      {"monitor.measure_performance",
       [&] {
         for (std::size_t i = 0; i < kScopes; ++i) monitor.measure_performance("by name", [] {});
       }},
  };
  for (const auto& [name, work] : cases) {
    if (name.find(filter) == std::string::npos) continue;
    FWQ_TRY_ASSIGN(row, against_bare_pairs(name, work));
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace

extern const BenchDef monitor_bench_def{
    .name = "monitor",
    .summary_en = "measuring with the performance monitor; a bar is one measured scope here",
    .summary_zh = "性能监控的开销；此处“每根K线”即每次测量",
    .run = run_monitor,
};

}  // namespace fwq::cli
