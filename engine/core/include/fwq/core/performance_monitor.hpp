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
// below 64 ticks). 2^47 ticks and more (over half a day) count in the last bucket. [any-thread]
class DurationHistogram {
 public:
  static constexpr unsigned kSubBits = 6;
  static constexpr unsigned kMaxBits = 47;
  static constexpr std::size_t kBuckets = (kMaxBits - kSubBits + 1) << kSubBits;

  void add(std::uint64_t ticks) noexcept {
    buckets_[bucket_of(ticks)].fetch_add(1, std::memory_order_relaxed);
  }
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

 private:
  std::array<std::atomic<std::uint64_t>, kBuckets> buckets_{};
};

// What is known of one name. Made by a PerformanceMonitor, which it may outlive. [any-thread]
class PerformanceSeries {
 public:
  PerformanceSeries(std::string name, std::shared_ptr<const std::atomic<bool>> on)
      : name_(std::move(name)), on_(std::move(on)) {}

  const std::string& name() const noexcept { return name_; }
  bool on() const noexcept { return on_->load(std::memory_order_relaxed); }

  void begin() noexcept {
    const auto now = active_.fetch_add(1, std::memory_order_relaxed) + 1;
    if (now > peak_.load(std::memory_order_relaxed)) raise(peak_, now);
  }
  void end(std::uint64_t ticks, bool failed) noexcept {
    active_.fetch_sub(1, std::memory_order_relaxed);
    histogram_.add(ticks);
    sum_.fetch_add(ticks, std::memory_order_relaxed);
    if (ticks > max_.load(std::memory_order_relaxed)) raise(max_, ticks);
    if (failed) errors_.fetch_add(1, std::memory_order_relaxed);
  }

 private:
  friend class PerformanceMonitor;
  template <class T>
  static void raise(std::atomic<T>& highest, T value) noexcept {
    T seen = highest.load(std::memory_order_relaxed);
    while (value > seen && !highest.compare_exchange_weak(seen, value, std::memory_order_relaxed)) {
    }
  }

  const std::string name_;
  const std::shared_ptr<const std::atomic<bool>> on_;
  std::atomic<std::int64_t> active_{0}, peak_{0};
  std::atomic<std::uint64_t> sum_{0}, max_{0}, errors_{0};
  DurationHistogram histogram_;
};

// Measures from its making to its end; an exception that leaves it is an error. Nothing is measured while the
// monitor is stopped. Cost: `fwq bench monitor`.
class MeasuredScope {
 public:
  explicit MeasuredScope(PerformanceSeries& series) noexcept
      : series_(series.on() ? &series : nullptr) {
    if (series_ == nullptr) return;
    exceptions_ = std::uncaught_exceptions();
    series_->begin();
    start_ = ticks_now();
  }
  ~MeasuredScope() {
    if (series_ == nullptr) return;
    series_->end(ticks_between(start_, ticks_now()),
                 failed_ || std::uncaught_exceptions() > exceptions_);
  }
  MeasuredScope(const MeasuredScope&) = delete;
  MeasuredScope& operator=(const MeasuredScope&) = delete;
  // Counts it as an error.
  void failed() noexcept { failed_ = true; }

 private:
  PerformanceSeries* series_;
  std::uint64_t start_ = 0;
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
inline constexpr bool is_result = false;
template <class T>
inline constexpr bool is_result<Result<T>> = true;

template <class T>
Task<T> until_finished(Task<T> task, std::shared_ptr<PerformanceSeries> series,
                       std::uint64_t start) {
  task.when_finished([series = std::move(series), start](bool ok) {
    series->end(ticks_between(start, ticks_now()), !ok);
  });
  return task;
}
template <class T>
std::future<T> until_finished(std::future<T> future, std::shared_ptr<PerformanceSeries> series,
                              std::uint64_t start) {
  return std::async(std::launch::async,
                    [future = std::move(future), series = std::move(series), start]() mutable -> T {
                      future.wait();
                      const std::uint64_t ticks = ticks_between(start, ticks_now());
                      try {
                        if constexpr (std::is_void_v<T>) {
                          future.get();
                          series->end(ticks, false);
                        } else {
                          T value = future.get();
                          bool failed = false;
                          if constexpr (is_result<T>) failed = !value.has_value();
                          series->end(ticks, failed);
                          return value;
                        }
                      } catch (...) {
                        series->end(ticks, true);
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
    found->begin();
    const std::uint64_t start = ticks_now();
    try {
      return detail::until_finished(std::forward<F>(work)(), found, start);
    } catch (...) {
      found->end(ticks_between(start, ticks_now()), true);
      throw;
    }
  } else {
    MeasuredScope scope(*found);
    if constexpr (detail::is_result<Returned>) {
      Returned result = std::forward<F>(work)();
      if (!result) scope.failed();
      return result;
    } else {
      return std::forward<F>(work)();
    }
  }
}

}  // namespace fwq::core
