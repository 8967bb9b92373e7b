// The task system on Boost.Asio's queue of work.
#include "fwq/core/tasks.hpp"

// Boost 1.74's Asio uses std::exchange without including <utility>: it must come first.
#include <utility>
// clang-format: keep this order.
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <list>
#include <mutex>
#include <system_error>
#include <thread>
#include <vector>

#include "fwq/core/log.hpp"
#include "fwq/core/trace.hpp"

namespace fwq::core {

struct TaskContext::Reporter {
  std::mutex mutex;
  double highest = 0.0;
  ProgressHandler handler;
};

TaskContext::TaskContext(std::stop_token stop, ProgressHandler progress,
                         PerformanceMonitor* monitor)
    : stop_(std::move(stop)), monitor_(monitor) {
  if (!progress) return;
  reporter_ = std::make_shared<Reporter>();
  reporter_->handler = std::move(progress);
}

void TaskContext::report(double fraction, std::string_view label) const {
  if (!reporter_) return;
  const std::scoped_lock lock(reporter_->mutex);
  if (fraction > reporter_->highest) reporter_->highest = std::min(fraction, 1.0);
  reporter_->handler(reporter_->highest, label);
}

namespace detail {

void Completion::finish(bool good) noexcept {
  std::vector<std::function<void(bool)>> calls;
  {
    const std::scoped_lock lock(mutex);
    done = true;
    ok = good;
    calls.swap(handlers);
  }
  for (const auto& call : calls) call(good);
}

void Completion::add(std::function<void(bool)> handler) {
  {
    const std::scoped_lock lock(mutex);
    if (!done) {
      handlers.push_back(std::move(handler));
      return;
    }
  }
  handler(ok);
}

Error error_from_current_exception(std::string_view task) noexcept {
  try {
    throw;
  } catch (const Failure& failure) {
    return failure.error();
  } catch (const std::exception& exception) {
    try {
      Error error{Errc::internal,
                  fmt::format("{} failed unexpectedly: {}", task, exception.what())};
      log_error(error.message);
      return error;
    } catch (...) {
      return {Errc::internal, "out of memory"};
    }
  } catch (...) {
    return {Errc::internal, "an unknown exception ended the task"};
  }
}

}  // namespace detail

// With threads of our own: Asio's pool waits for ever when the system gives only some of those asked for.
struct TaskSystem::Pool {
  explicit Pool(std::size_t count) {
    threads.reserve(count);
    while (threads.size() < count) {
      try {
        threads.emplace_back([this] { queue.run(); });
      } catch (const std::system_error& refused) {
        if (!threads.empty()) break;  // Fewer do the same work.
        throw Failure({Errc::unavailable,
                       fmt::format("cannot start a thread ({}): raise the limits of processes and "
                                   "memory (ulimit -u, -v)",
                                   refused.what())});
      }
    }
  }
  std::mutex mutex;
  std::list<std::stop_source> running;  // Also of tasks that wait for a thread.
  boost::asio::io_context queue;
  // Keeps the threads waiting for work.
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> open{
      queue.get_executor()};
  std::vector<std::thread> threads;
};

TaskSystem::TaskSystem(std::size_t threads)
    : pool_(std::make_unique<Pool>(
          threads > 0 ? threads : std::max(1U, std::thread::hardware_concurrency()))) {}

TaskSystem::~TaskSystem() {
  {
    const std::scoped_lock lock(pool_->mutex);
    for (auto& stop : pool_->running) stop.request_stop();
  }
  pool_->open.reset();
  for (auto& thread : pool_->threads) thread.join();
}

std::size_t TaskSystem::threads() const noexcept {
  return pool_->threads.size();
}

void TaskSystem::post(std::stop_source stop, ProgressHandler progress,
                      std::function<void(const TaskContext&)> work) {
  std::list<std::stop_source>::iterator entry;
  {
    const std::scoped_lock lock(pool_->mutex);
    entry = pool_->running.insert(pool_->running.end(), stop);
  }
  boost::asio::post(pool_->queue,
                    [pool = pool_.get(), entry, work = std::move(work), ids = current_ids(),
                     context = TaskContext(stop.get_token(), std::move(progress))] {
                      const WorkIdsScope scope(ids);
                      work(context);
                      const std::scoped_lock lock(pool->mutex);
                      pool->running.erase(entry);
                    });
}

namespace {

// What the threads of one parallel_for share.
struct Loop {
  std::size_t count = 0;
  const TaskContext* context = nullptr;
  const std::function<Result<void>(std::size_t)>* body = nullptr;
  std::atomic<std::size_t> next{0};
  std::atomic<bool> stop{false};
  std::mutex mutex;
  std::condition_variable finished;
  std::size_t active = 0;  // Helpers inside run().
  bool closed = false;     // The caller has left: late helpers must not touch body.
  std::size_t failed_at = 0;
  Error error;
  bool failed = false;

  void run() {
    while (!stop.load(std::memory_order_relaxed)) {
      if (context->cancelled()) return;
      const std::size_t i = next.fetch_add(1, std::memory_order_relaxed);
      if (i >= count) return;
      auto result = detail::run_guarded<void>("parallel work", [&] { return (*body)(i); });
      if (result) continue;
      stop.store(true, std::memory_order_relaxed);
      const std::scoped_lock lock(mutex);
      if (failed && failed_at < i) continue;
      failed = true;
      failed_at = i;
      error = std::move(result).error();
    }
  }
};

}  // namespace

Result<void> TaskSystem::parallel_for(std::size_t count, const TaskContext& context,
                                      const std::function<Result<void>(std::size_t)>& body) {
  auto loop = std::make_shared<Loop>();
  loop->count = count;
  loop->context = &context;
  loop->body = &body;
  const std::size_t helpers = count > 1 ? std::min(pool_->threads.size() - 1, count - 1) : 0;
  for (std::size_t h = 0; h < helpers; ++h) {
    boost::asio::post(pool_->queue, [loop, ids = current_ids()] {
      {
        const std::scoped_lock lock(loop->mutex);
        if (loop->closed) return;
        ++loop->active;
      }
      {
        const WorkIdsScope scope(ids);
        loop->run();
      }
      const std::scoped_lock lock(loop->mutex);
      --loop->active;
      loop->finished.notify_all();
    });
  }
  loop->run();
  std::unique_lock lock(loop->mutex);
  loop->finished.wait(lock, [&] { return loop->active == 0; });
  loop->closed = true;
  if (loop->failed) return loop->error;
  if (context.cancelled()) return TaskContext::cancelled_error();
  return {};
}

}  // namespace fwq::core
