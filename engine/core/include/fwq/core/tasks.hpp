// Tasks: work on a pool of threads, with cancel, progress, and errors as values.
//
// A task is a function that takes a TaskContext and returns a Result. What it throws becomes an Error.
// The trace and request ids of the submitting thread go with it, so its log lines can be found together.
#pragma once

#include <cstddef>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "fwq/core/result.hpp"

namespace fwq::core {

// Takes how far work has come, in [0,1], never falling, and what is being done. Called from worker
// threads, one call at a time per task.
using ProgressHandler = std::function<void(double fraction, std::string_view label)>;

class PerformanceMonitor;

// What a running task sees of the world that started it. [any-thread]
class TaskContext {
 public:
  TaskContext() = default;
  TaskContext(std::stop_token stop, ProgressHandler progress,
              PerformanceMonitor* monitor = nullptr);

  bool cancelled() const noexcept { return stop_.stop_requested(); }
  const std::stop_token& stop_token() const noexcept { return stop_; }
  // Clamped to [0,1]; a value below an earlier one is shown as the earlier one.
  void report(double fraction, std::string_view label) const;
  // Where the job measures its stages (measure_with()); null when nobody asked. It outlives the job.
  PerformanceMonitor* monitor() const noexcept { return monitor_; }
  // The error to return when cancelled() is found true.
  static Error cancelled_error() {
    return {Errc::cancelled, "cancelled on request", "已按要求取消"};
  }

 private:
  struct Reporter;
  std::stop_token stop_;
  std::shared_ptr<Reporter> reporter_;
  PerformanceMonitor* monitor_ = nullptr;
};

namespace detail {
// Who wants to hear that a task has finished.
struct Completion {
  std::mutex mutex;
  bool done = false;
  bool ok = false;
  std::vector<std::function<void(bool)>> handlers;
  void finish(bool good) noexcept;
  void add(std::function<void(bool)> handler);
};
}  // namespace detail

// A submitted task: its result, when it comes, and the means to stop it.
template <class T>
class Task {
 public:
  Task(std::future<Result<T>> future, std::stop_source stop,
       std::shared_ptr<detail::Completion> completion)
      : future_(std::move(future)), stop_(std::move(stop)), completion_(std::move(completion)) {}

  // Asks the task to stop; it answers with Errc::cancelled when it notices. [any-thread]
  void cancel() noexcept { stop_.request_stop(); }
  bool ready() const {
    return future_.wait_for(std::chrono::seconds(0)) == std::future_status::ready;
  }
  // Blocking: waits for the result. Call once.
  Result<T> get() { return future_.get(); }
  // Calls `handler(ok)` when the result is there, just before get() can return it: on the thread that ran the task,
  // or at once on this one if it has finished. `ok` is whether it is a value. It must not throw. [any-thread]
  void when_finished(std::function<void(bool ok)> handler) { completion_->add(std::move(handler)); }

 private:
  std::future<Result<T>> future_;
  std::stop_source stop_;
  std::shared_ptr<detail::Completion> completion_;
};

namespace detail {
// `work()`, with whatever it throws as an Error of kind internal (or the Failure's own).
Error error_from_current_exception(std::string_view task) noexcept;
template <class T, class F>
Result<T> run_guarded(std::string_view name, F&& work) noexcept {
  try {
    return std::forward<F>(work)();
  } catch (...) {
    return error_from_current_exception(name);
  }
}
}  // namespace detail

// A pool of threads for tasks. Destruction asks running tasks to stop and waits for them; tasks that
// have not begun are answered with Errc::cancelled.
class TaskSystem {
 public:
  // threads = 0: one per processor core.
  explicit TaskSystem(std::size_t threads = 0);
  ~TaskSystem();
  TaskSystem(const TaskSystem&) = delete;
  TaskSystem& operator=(const TaskSystem&) = delete;

  std::size_t threads() const noexcept;

  // Runs `work(context)` (returning Result<T>) on some thread. [any-thread]
  template <class F, class T = typename std::invoke_result_t<F, const TaskContext&>::value_type>
  Task<T> submit(std::string name, F work, ProgressHandler progress = {}) {
    std::stop_source stop;
    auto promise = std::make_shared<std::promise<Result<T>>>();
    auto completion = std::make_shared<detail::Completion>();
    Task<T> task(promise->get_future(), stop, completion);
    std::function<void(const TaskContext&)> run =
        [promise, completion, name = std::move(name),
         work = std::move(work)](const TaskContext& context) mutable {
          auto result = context.cancelled()
                            ? Result<T>(TaskContext::cancelled_error())
                            : detail::run_guarded<T>(name, [&] { return work(context); });
          completion->finish(result.has_value());
          promise->set_value(std::move(result));
        };
    post(stop, std::move(progress), std::move(run));
    return task;
  }

  // Runs body(i) for each i in [0, count), on all threads of the pool and the calling one; returns the
  // error of the lowest i that failed. Indices are taken in order; once one fails or `context` is
  // cancelled no further one is started. Which thread runs which i is not defined: write results to
  // slot i and they are the same for any number of threads. Blocking. Not from inside a pool thread
  // that others of the same pool wait for.
  Result<void> parallel_for(std::size_t count, const TaskContext& context,
                            const std::function<Result<void>(std::size_t)>& body);

 private:
  void post(std::stop_source stop, ProgressHandler progress,
            std::function<void(const TaskContext&)> work);
  struct Pool;
  std::unique_ptr<Pool> pool_;
};

}  // namespace fwq::core
