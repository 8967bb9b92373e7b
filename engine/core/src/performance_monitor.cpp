// The monitor: named series, and what they add up to.
#include "fwq/core/performance_monitor.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <ctime>
#include <map>
#include <mutex>
#include <new>

#include "fwq/core/process.hpp"

namespace fwq::core {

void DurationHistogram::add(const DurationHistogram& other) noexcept {
  for (std::size_t bucket = 0; bucket < kBuckets; ++bucket)
    bump(buckets_[bucket], other.buckets_[bucket].load(std::memory_order_relaxed));
}

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

PerformanceSeries::PerformanceSeries(std::string name, std::shared_ptr<const std::atomic<bool>> on)
    : name_(std::move(name)), on_(std::move(on)), crowd_counters_(std::make_unique<Counters>()) {
  counters_[0].store(new Counters, std::memory_order_release);
}

PerformanceSeries::~PerformanceSeries() {
  for (const auto& counters : counters_) delete counters.load(std::memory_order_acquire);
}

unsigned PerformanceSeries::furnish(unsigned slot) noexcept {
  auto* made = new (std::nothrow) Counters;
  if (made == nullptr) {
    held_.fetch_and(~(std::uint64_t{1} << slot), std::memory_order_release);
    return begin_crowded();
  }
  counters_[slot].store(made, std::memory_order_release);  // A report may read it from now on.
  return slot;
}

unsigned PerformanceSeries::begin_crowded() noexcept {
  const std::scoped_lock lock(crowd_mutex_);
  crowd_peak_ = std::max(crowd_peak_, ++crowd_);
  return kSlots;
}

void PerformanceSeries::end_crowded(std::uint64_t ticks, bool failed) noexcept {
  const std::scoped_lock lock(crowd_mutex_);
  --crowd_;
  crowd_counters_->add(ticks, failed);
}

std::int64_t PerformanceSeries::collect(Counters& total) const {
  const auto take = [&total](const Counters& one) {
    total.histogram.add(one.histogram);
    DurationHistogram::bump(total.sum, one.sum.load(std::memory_order_relaxed));
    DurationHistogram::bump(total.errors, one.errors.load(std::memory_order_relaxed));
    total.max.store(std::max(total.max.load(std::memory_order_relaxed),
                             one.max.load(std::memory_order_relaxed)),
                    std::memory_order_relaxed);
  };
  std::int64_t slots = 0;
  for (const auto& slot : counters_) {
    const Counters* counters = slot.load(std::memory_order_acquire);
    if (counters == nullptr) break;
    take(*counters);
    ++slots;
  }
  const std::scoped_lock lock(crowd_mutex_);
  if (crowd_peak_ > 0) take(*crowd_counters_);
  return slots + crowd_peak_;
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
    const auto total = std::make_unique<PerformanceSeries::Counters>();
    row.concurrent_peak = series->collect(*total);
    row.count = total->histogram.count();
    if (row.count == 0) continue;
    const auto seconds = [tick](std::uint64_t ticks) { return static_cast<double>(ticks) * tick; };
    row.errors = total->errors.load(std::memory_order_relaxed);
    row.total = seconds(total->sum.load(std::memory_order_relaxed));
    row.mean = row.total / static_cast<double>(row.count);
    row.max = seconds(total->max.load(std::memory_order_relaxed));
    // The last rank is the greatest, which is known exactly; a bucket's middle may lie above it.
    const auto quantile = [&](double f) {
      const auto count = static_cast<double>(row.count);
      if (std::ceil(f * count) >= count) return row.max;
      return std::min(row.max, seconds(total->histogram.quantile(f)));
    };
    row.p50 = quantile(0.50);
    row.p95 = quantile(0.95);
    row.p99 = quantile(0.99);
    report.rows.push_back(std::move(row));
  }
  std::stable_sort(report.rows.begin(), report.rows.end(),
                   [](const auto& a, const auto& b) { return a.total > b.total; });
  return report;
}

}  // namespace fwq::core
