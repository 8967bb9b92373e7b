// PerformanceMonitor: how long named pieces of work take, how often, how many at once, and what the process uses.
//
//   PerformanceMonitor monitor;
//   monitor.start_monitoring();
//   auto bars = monitor.measure_performance("load bars", [&] { return store.load(symbol); });
//   { const MeasuredScope scope(series); … }              // series = monitor.series("name"), kept
//   std::string page = monitor.get_performance_report().text(false);
#pragma once

#include <array>
#include <atomic>
#include <bit>
#include <chrono>
#include <cstdint>
#include <exception>
#include <filesystem>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "fwq/core/result.hpp"
#include "fwq/core/tasks.hpp"
#include "fwq/core/ticks.hpp"

namespace fwq::core {

// Counts of durations in buckets whose width grows with the value: a quantile is within 0.8 % of the true one (exact
// below 128 ticks). 2^47 ticks and more (over half a day) count in the last bucket. One thread adds at a time; any
// may read.
class DurationHistogram {
 public:
  static constexpr unsigned kSubBits = 6;
  static constexpr unsigned kMaxBits = 47;
  static constexpr std::size_t kBuckets = (kMaxBits - kSubBits + 1) << kSubBits;

  void add(std::uint64_t ticks, std::uint64_t times = 1) noexcept {
    bump(buckets_[bucket_of(ticks)], times);
  }
  void add(const DurationHistogram& other) noexcept;
  std::uint64_t count() const noexcept;
  // The smallest value that at least `fraction` of all do not exceed (nearest rank), 0 when there is none.
  std::uint64_t quantile(double fraction) const noexcept;

  static constexpr std::size_t bucket_of(std::uint64_t ticks) noexcept {
    if (ticks < (1U << kSubBits)) return static_cast<std::size_t>(ticks);
    const auto shift = static_cast<unsigned>(std::bit_width(ticks)) - kSubBits - 1;
    const std::size_t bucket =
        (static_cast<std::size_t>(shift) << kSubBits) + static_cast<std::size_t>(ticks >> shift);
    return bucket < kBuckets ? bucket : kBuckets - 1;
  }
  // The middle of a bucket.
  static std::uint64_t value_of(std::size_t bucket) noexcept;

  // Adds without a locked step: for counters that one thread at a time writes.
  static void bump(std::atomic<std::uint64_t>& counter, std::uint64_t by) noexcept {
    counter.store(counter.load(std::memory_order_relaxed) + by, std::memory_order_relaxed);
  }

 private:
  std::array<std::atomic<std::uint64_t>, kBuckets> buckets_{};
};

// What is known of one name. Made by a PerformanceMonitor, which it may outlive. [any-thread]
//
// Work that is under way holds the lowest free slot, and with it the counters of that slot, to which nobody else writes:
// two atomic steps are all that threads contend for, and the highest slot ever held is how many ran at once.
class PerformanceSeries {
 public:
  PerformanceSeries(std::string name, std::shared_ptr<const std::atomic<bool>> on);
  ~PerformanceSeries();
  PerformanceSeries(const PerformanceSeries&) = delete;
  PerformanceSeries& operator=(const PerformanceSeries&) = delete;

  const std::string& name() const noexcept { return name_; }
  bool on() const noexcept { return on_->load(std::memory_order_relaxed); }

  // Work begins; the slot that it holds is for end(), on whatever thread. Takes memory (22 KB) when more run at once than
  // ever before.
  unsigned begin() noexcept {
    std::uint64_t held = held_.load(std::memory_order_relaxed);
    for (;;) {
      const auto slot = static_cast<unsigned>(std::countr_one(held));
      if (slot >= kSlots) [[unlikely]]
        return begin_crowded();
      if (held_.compare_exchange_weak(held, held | (std::uint64_t{1} << slot),
                                      std::memory_order_acquire, std::memory_order_relaxed)) {
        return counters_[slot].load(std::memory_order_relaxed) != nullptr ? slot : furnish(slot);
      }
    }
  }
  void end(unsigned slot, std::uint64_t ticks, bool failed) noexcept {
    if (slot >= kSlots) [[unlikely]]
      return end_crowded(ticks, failed);
    counters_[slot].load(std::memory_order_relaxed)->add(ticks, failed);
    held_.fetch_and(~(std::uint64_t{1} << slot), std::memory_order_release);
  }

 private:
  friend class PerformanceMonitor;
  static constexpr unsigned kSlots = 64;

  struct Counters {
    DurationHistogram histogram;
    std::atomic<std::uint64_t> sum{0}, max{0}, errors{0};
    void add(std::uint64_t ticks, bool failed) noexcept {
      histogram.add(ticks);
      DurationHistogram::bump(sum, ticks);
      if (ticks > max.load(std::memory_order_relaxed)) max.store(ticks, std::memory_order_relaxed);
      if (failed) DurationHistogram::bump(errors, 1);
    }
  };

  // The first use of a slot: makes its counters, or gives it back for the crowd when there is no memory.
  unsigned furnish(unsigned slot) noexcept;
  // What does not fit into the slots shares counters behind a lock.
  unsigned begin_crowded() noexcept;
  void end_crowded(std::uint64_t ticks, bool failed) noexcept;
  // Everything of all slots, in ticks; returns how many ran at once at most.
  std::int64_t collect(Counters& total) const;

  const std::string name_;
  const std::shared_ptr<const std::atomic<bool>> on_;
  std::atomic<std::uint64_t> held_{0};  // A bit for each slot that work holds.
  std::array<std::atomic<Counters*>, kSlots> counters_{};
  mutable std::mutex crowd_mutex_;
  std::int64_t crowd_ = 0, crowd_peak_ = 0;
  std::unique_ptr<Counters> crowd_counters_;
};

// Measures from its making to its end; an exception that leaves it is an error. Nothing is measured while the
// monitor is stopped. Cost: `fwq bench monitor`.
class MeasuredScope {
 public:
  explicit MeasuredScope(PerformanceSeries& series) noexcept : MeasuredScope(&series) {}
  // Null: nothing is measured.
  explicit MeasuredScope(PerformanceSeries* series) noexcept
      : series_(series != nullptr && series->on() ? series : nullptr) {
    if (series_ == nullptr) return;
    exceptions_ = std::uncaught_exceptions();
    slot_ = series_->begin();
    start_ = ticks_now();
  }
  ~MeasuredScope() {
    if (series_ == nullptr) return;
    series_->end(slot_, ticks_between(start_, ticks_now()),
                 failed_ || std::uncaught_exceptions() > exceptions_);
  }
  MeasuredScope(const MeasuredScope&) = delete;
  MeasuredScope& operator=(const MeasuredScope&) = delete;
  // Counts it as an error.
  void failed() noexcept { failed_ = true; }

 private:
  PerformanceSeries* series_;
  std::uint64_t start_ = 0;
  unsigned slot_ = 0;
  int exceptions_ = 0;
  bool failed_ = false;
};

// One name's row of a report. Durations in seconds.
struct PerformanceRow {
  std::string name;
  std::uint64_t count = 0, errors = 0;
  double total = 0, mean = 0, p50 = 0, p95 = 0, p99 = 0, max = 0;
  std::int64_t concurrent_peak = 0;
};

struct PerformanceReport {
  std::string
      started;  // "2026-03-02 09:30:00", of start_monitoring(); "" when it was never started.
  double seconds = 0;  // Monitored wall time.
  std::vector<PerformanceRow>
      rows;  // The longest total first. Work that has not ended is not in it.
  std::uint64_t memory_now = 0,
                memory_peak = 0;  // Resident bytes of the process; the peak is of its whole life.
  double cpu_seconds = 0;         // Of the process, in the monitored time; all threads together.
  double cpu_load = 0;            // cpu_seconds / seconds: processor cores kept busy.
  std::string clock;              // "tsc" or "steady_clock".

  std::string text(bool chinese) const;
  std::string json() const;
  // Writes json() to `folder`/<date>-<time>-<process>.json and returns that path; beyond 200 files the oldest go.
  // Errors: io.
  Result<std::filesystem::path> archive(const std::filesystem::path& folder) const;
};

class PerformanceMonitor {
 public:
  PerformanceMonitor();
  ~PerformanceMonitor();
  PerformanceMonitor(const PerformanceMonitor&) = delete;
  PerformanceMonitor& operator=(const PerformanceMonitor&) = delete;

  // Forgets what was measured and measures from now on. [any-thread]
  void start_monitoring();
  // What is under way is still counted when it ends. [any-thread]
  void stop();
  bool running() const noexcept { return on_->load(std::memory_order_relaxed); }

  // The series of that name, made when it is new. Keep the pointer where a scope has to be cheap: finding the name takes a
  // lock. start_monitoring() begins new ones: a pointer from before it measures nothing that is reported. [any-thread]
  std::shared_ptr<PerformanceSeries> series(std::string_view name);

  // Runs `work` and returns what it returns. An error is a Result without a value, or an exception (passed on).
  // A Task or a std::future that it returns is measured until it finishes; for a future a thread waits, for a Task
  // nothing does. [any-thread]
  template <class F>
  auto measure_performance(std::string_view name, F&& work) -> std::invoke_result_t<F>;

  // `work` as a function that is measured at each call. The monitor has to outlive it.
  template <class F>
  auto measured(std::string name, F work) {
    return [this, name = std::move(name),
            work = std::move(work)](auto&&... arguments) mutable -> decltype(auto) {
      return measure_performance(name, [&]() -> decltype(auto) {
        return std::invoke(work, std::forward<decltype(arguments)>(arguments)...);
      });
    };
  }

  PerformanceReport get_performance_report() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
  std::shared_ptr<std::atomic<bool>> on_;
};

namespace detail {
template <class T>
struct Asynchronous : std::false_type {};
template <class T>
struct Asynchronous<Task<T>> : std::true_type {};
template <class T>
struct Asynchronous<std::future<T>> : std::true_type {};
template <class T>
inline constexpr bool kIsResult = false;
template <class T>
inline constexpr bool kIsResult<Result<T>> = true;

template <class T>
Task<T> until_finished(Task<T> task, std::shared_ptr<PerformanceSeries> series, unsigned slot,
                       std::uint64_t start) {
  task.when_finished([series = std::move(series), slot, start](bool ok) {
    series->end(slot, ticks_between(start, ticks_now()), !ok);
  });
  return task;
}
template <class T>
std::future<T> until_finished(std::future<T> future, std::shared_ptr<PerformanceSeries> series,
                              unsigned slot, std::uint64_t start) {
  return std::async(
      std::launch::async,
      [future = std::move(future), series = std::move(series), slot, start]() mutable -> T {
        future.wait();
        const std::uint64_t ticks = ticks_between(start, ticks_now());
        try {
          if constexpr (std::is_void_v<T>) {
            future.get();
            series->end(slot, ticks, false);
          } else {
            T value = future.get();
            bool failed = false;
            if constexpr (kIsResult<T>) failed = !value.has_value();
            series->end(slot, ticks, failed);
            return value;
          }
        } catch (...) {
          series->end(slot, ticks, true);
          throw;
        }
      });
}
}  // namespace detail

template <class F>
auto PerformanceMonitor::measure_performance(std::string_view name, F&& work)
    -> std::invoke_result_t<F> {
  using Returned = std::invoke_result_t<F>;
  if (!running()) return std::forward<F>(work)();
  auto found = series(name);
  if constexpr (detail::Asynchronous<Returned>::value) {
    const unsigned slot = found->begin();
    const std::uint64_t start = ticks_now();
    try {
      return detail::until_finished(std::forward<F>(work)(), found, slot, start);
    } catch (...) {
      found->end(slot, ticks_between(start, ticks_now()), true);
      throw;
    }
  } else {
    MeasuredScope scope(*found);
    if constexpr (detail::kIsResult<Returned>) {
      Returned result = std::forward<F>(work)();
      if (!result) scope.failed();
      return result;
    } else {
      return std::forward<F>(work)();
    }
  }
}

// Runs `work`, measured where there is a monitor: for code that is handed one or none.
template <class F>
auto measure_with(PerformanceMonitor* monitor, std::string_view name, F&& work)
    -> std::invoke_result_t<F> {
  if (monitor == nullptr) return std::forward<F>(work)();
  return monitor->measure_performance(name, std::forward<F>(work));
}

}  // namespace fwq::core
