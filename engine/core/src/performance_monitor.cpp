// The monitor: named series, and what they add up to.
#include "fwq/core/performance_monitor.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <ctime>
#include <map>
#include <mutex>

#include "fwq/core/process.hpp"

namespace fwq::core {

std::uint64_t DurationHistogram::count() const noexcept {
  std::uint64_t total = 0;
  for (const auto& bucket : buckets_) total += bucket.load(std::memory_order_relaxed);
  return total;
}

std::uint64_t DurationHistogram::quantile(double fraction) const noexcept {
  const std::uint64_t total = count();
  if (total == 0) return 0;
  const auto wanted = std::max<std::uint64_t>(
      1, static_cast<std::uint64_t>(std::ceil(fraction * static_cast<double>(total))));
  std::uint64_t seen = 0;
  for (std::size_t bucket = 0; bucket < kBuckets; ++bucket) {
    seen += buckets_[bucket].load(std::memory_order_relaxed);
    if (seen >= wanted) return value_of(bucket);
  }
  return value_of(kBuckets - 1);
}

std::uint64_t DurationHistogram::value_of(std::size_t bucket) noexcept {
  if (bucket < (2U << kSubBits)) return bucket;  // One value each.
  const std::size_t shift = (bucket >> kSubBits) - 1;
  const std::uint64_t low = (bucket - (shift << kSubBits)) << shift;
  return low + ((std::uint64_t{1} << shift) >> 1U);
}

struct PerformanceMonitor::State {
  mutable std::mutex mutex;
  std::map<std::string, std::shared_ptr<PerformanceSeries>, std::less<>> series;
  TickScale scale;
  bool ever_started = false;
  std::time_t started = 0;
  std::chrono::steady_clock::time_point start, stop;
  double cpu_at_start = 0, cpu_at_stop = 0;
};

PerformanceMonitor::PerformanceMonitor()
    : state_(std::make_unique<State>()), on_(std::make_shared<std::atomic<bool>>(false)) {}
PerformanceMonitor::~PerformanceMonitor() {
  on_->store(false, std::memory_order_relaxed);
}

void PerformanceMonitor::start_monitoring() {
  const std::scoped_lock lock(state_->mutex);
  state_->series.clear();
  state_->ever_started = true;
  state_->started = std::time(nullptr);
  state_->start = std::chrono::steady_clock::now();
  state_->cpu_at_start = process_usage().cpu_seconds;
  on_->store(true, std::memory_order_relaxed);
}

void PerformanceMonitor::stop() {
  const std::scoped_lock lock(state_->mutex);
  if (!on_->exchange(false, std::memory_order_relaxed)) return;
  state_->stop = std::chrono::steady_clock::now();
  state_->cpu_at_stop = process_usage().cpu_seconds;
}

std::shared_ptr<PerformanceSeries> PerformanceMonitor::series(std::string_view name) {
  const std::scoped_lock lock(state_->mutex);
  const auto at = state_->series.find(name);
  if (at != state_->series.end()) return at->second;
  auto made = std::make_shared<PerformanceSeries>(std::string(name), on_);
  state_->series.emplace(std::string(name), made);
  return made;
}

PerformanceReport PerformanceMonitor::get_performance_report() const {
  PerformanceReport report;
  const double tick = state_->scale.seconds_per_tick();
  const ProcessUsage usage = process_usage();
  report.memory_now = usage.resident;
  report.memory_peak = usage.resident_peak;
  report.clock = kTicksAreCounter ? "tsc" : "steady_clock";
  const std::scoped_lock lock(state_->mutex);
  if (!state_->ever_started) return report;
  const bool on = running();
  const auto end = on ? std::chrono::steady_clock::now() : state_->stop;
  report.started = fmt::format("{:%Y-%m-%d %H:%M:%S}", fmt::localtime(state_->started));
  report.seconds = std::chrono::duration<double>(end - state_->start).count();
  report.cpu_seconds = (on ? usage.cpu_seconds : state_->cpu_at_stop) - state_->cpu_at_start;
  report.cpu_load = report.seconds > 0 ? report.cpu_seconds / report.seconds : 0;
  for (const auto& [name, series] : state_->series) {
    PerformanceRow row{.name = name};
    row.count = series->histogram_.count();
    if (row.count == 0) continue;
    const auto seconds = [tick](std::uint64_t ticks) { return static_cast<double>(ticks) * tick; };
    row.errors = series->errors_.load(std::memory_order_relaxed);
    row.total = seconds(series->sum_.load(std::memory_order_relaxed));
    row.mean = row.total / static_cast<double>(row.count);
    row.max = seconds(series->max_.load(std::memory_order_relaxed));
    // A bucket's middle may lie above the greatest value in it.
    const auto quantile = [&](double f) {
      return std::min(row.max, seconds(series->histogram_.quantile(f)));
    };
    row.p50 = quantile(0.50);
    row.p95 = quantile(0.95);
    row.p99 = quantile(0.99);
    row.concurrent_peak = series->peak_.load(std::memory_order_relaxed);
    report.rows.push_back(std::move(row));
  }
  std::stable_sort(report.rows.begin(), report.rows.end(),
                   [](const auto& a, const auto& b) { return a.total > b.total; });
  return report;
}

}  // namespace fwq::core
