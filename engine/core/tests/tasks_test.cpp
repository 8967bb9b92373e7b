// Tests of the task system: results, errors, cancel, progress, trace, and the parallel loop.
#include "fwq/core/tasks.hpp"

#include <gtest/gtest.h>

#include <sys/resource.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <fstream>
#include <mutex>
#include <numeric>
#include <thread>
#include <vector>

#include "fwq/core/trace.hpp"

namespace fwq::core {
namespace {

using namespace std::chrono_literals;

TEST(Task, ReturnsItsResultOrItsError) {
  TaskSystem tasks(2);
  auto fine = tasks.submit("fine", [](const TaskContext&) -> Result<int> { return 42; });
  auto broken = tasks.submit("broken", [](const TaskContext&) -> Result<int> {
    return Error{Errc::io, "disk"};
  });
  EXPECT_EQ(*fine.get(), 42);
  EXPECT_EQ(broken.get().error().code, Errc::io);
}

TEST(Task, TurnsExceptionsIntoErrors) {
  TaskSystem tasks(1);
  auto thrown = tasks.submit(
      "import", [](const TaskContext&) -> Result<int> { throw std::runtime_error("boom"); });
  const auto result = thrown.get();
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, Errc::internal);
  EXPECT_EQ(result.error().message, "import failed unexpectedly: boom");
  auto failure = tasks.submit("x", [](const TaskContext&) -> Result<int> {
    throw Failure({Errc::bad_data, "odd"});
  });
  EXPECT_EQ(failure.get().error().code, Errc::bad_data);
  auto odd = tasks.submit("x", [](const TaskContext&) -> Result<int> { throw 3; });
  EXPECT_EQ(odd.get().error().code, Errc::internal);
}

TEST(Task, StopsWhenCancelled) {
  TaskSystem tasks(1);
  std::atomic<bool> started = false;
  auto task = tasks.submit("wait", [&](const TaskContext& context) -> Result<int> {
    started = true;
    while (!context.cancelled()) std::this_thread::sleep_for(1ms);
    return TaskContext::cancelled_error();
  });
  while (!started) std::this_thread::sleep_for(1ms);
  // Behind a running one, a cancelled task never begins.
  std::atomic<bool> ran = false;
  auto queued = tasks.submit("queued", [&](const TaskContext&) -> Result<int> {
    ran = true;
    return 1;
  });
  queued.cancel();
  task.cancel();
  EXPECT_EQ(task.get().error().code, Errc::cancelled);
  EXPECT_EQ(queued.get().error().code, Errc::cancelled);
  EXPECT_FALSE(ran);
}

TEST(Task, CarriesTheTraceOfItsSubmitter) {
  TaskSystem tasks(1);
  const TraceScope scope("abc");
  auto task = tasks.submit(
      "trace", [](const TaskContext&) -> Result<std::string> { return current_trace_id(); });
  EXPECT_EQ(*task.get(), "abc");
}

TEST(Task, CarriesTheRequestToo) {
  TaskSystem tasks(2);
  const RequestScope request("import-1");
  auto task = tasks.submit(
      "request", [](const TaskContext&) -> Result<std::string> { return current_request_id(); });
  EXPECT_EQ(*task.get(), "import-1");
  std::atomic<int> wrong = 0;
  ASSERT_TRUE(tasks.parallel_for(100, {}, [&](std::size_t) -> Result<void> {
    if (current_request_id() != "import-1") ++wrong;
    return {};
  }));
  EXPECT_EQ(wrong, 0);
}

TEST(Task, TellsWhenItHasFinished) {
  TaskSystem tasks(1);
  std::atomic<int> good = 0;
  std::atomic<int> bad = 0;
  const auto note = [&](bool ok) { ++(ok ? good : bad); };
  std::atomic<bool> go = false;
  auto fine = tasks.submit("fine", [&](const TaskContext&) -> Result<int> {
    while (!go) std::this_thread::sleep_for(1ms);
    return 1;
  });
  fine.when_finished(note);
  fine.when_finished(note);
  EXPECT_EQ(good, 0);
  go = true;
  ASSERT_TRUE(fine.get());
  EXPECT_EQ(good, 2) << "before get() returns";
  fine.when_finished(note);
  EXPECT_EQ(good, 3) << "at once when it has finished";
  auto broken = tasks.submit("broken", [](const TaskContext&) -> Result<int> { throw 1; });
  broken.when_finished(note);
  EXPECT_FALSE(broken.get());
  EXPECT_EQ(bad, 1);
}

TEST(Task, ReportsProgressThatNeverFalls) {
  TaskSystem tasks(1);
  std::vector<double> seen;
  auto task = tasks.submit(
      "progress",
      [](const TaskContext& context) -> Result<int> {
        for (const double f : {0.1, 0.5, 0.3, 2.0, -1.0}) context.report(f, "x");
        return 0;
      },
      [&](double fraction, std::string_view) { seen.push_back(fraction); });
  ASSERT_TRUE(task.get());
  EXPECT_EQ(seen, (std::vector<double>{0.1, 0.5, 0.5, 1.0, 1.0}));
}

TEST(TaskSystem, AnswersEveryTaskWhenItEnds) {
  std::vector<Task<int>> waiting;
  {
    TaskSystem tasks(1);
    for (int i = 0; i < 20; ++i) {
      waiting.push_back(tasks.submit("slow", [](const TaskContext& context) -> Result<int> {
        for (int k = 0; k < 1000 && !context.cancelled(); ++k) std::this_thread::sleep_for(1ms);
        if (context.cancelled()) return TaskContext::cancelled_error();
        return 1;
      }));
    }
  }
  for (auto& task : waiting) EXPECT_EQ(task.get().error().code, Errc::cancelled);
}

// Asio's own pool waited for ever for the threads that it did get.
TEST(TaskSystem, WorksWithFewerThreadsWhereTheSystemGivesNoMore) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  GTEST_SKIP() << "sanitizers need address space";
#endif
  const auto in_a_small_space = [] {
    std::ifstream pages("/proc/self/statm");
    rlim_t now = 0;
    pages >> now;
    const rlim_t most = now * 4096 + (200U << 20U);  // A thread's stack takes 8 MB of it.
    const rlimit limit{most, most};
    setrlimit(RLIMIT_AS, &limit);
    alarm(20);
    TaskSystem tasks(500);
    const bool few = tasks.threads() > 0 && tasks.threads() < 500;
    const auto answer =
        tasks.submit("x", [](const TaskContext&) -> Result<int> { return 7; }).get();
    _exit(few && answer && *answer == 7 ? 0 : 1);
  };
  EXPECT_EXIT(in_a_small_space(), testing::ExitedWithCode(0), "");
}

TEST(ParallelFor, RunsEachIndexOnceForAnyNumberOfThreads) {
  for (const std::size_t threads : {1U, 2U, 4U, 7U}) {
    TaskSystem tasks(threads);
    std::vector<std::atomic<int>> hits(1000);
    ASSERT_TRUE(tasks.parallel_for(hits.size(), {}, [&](std::size_t i) -> Result<void> {
      ++hits[i];
      return {};
    }));
    for (const auto& hit : hits) ASSERT_EQ(hit, 1);
  }
}

TEST(ParallelFor, ReturnsTheErrorOfTheLowestIndexThatFailed) {
  TaskSystem tasks(4);
  for (int round = 0; round < 50; ++round) {
    const auto outcome = tasks.parallel_for(100, {}, [](std::size_t i) -> Result<void> {
      if (i == 0) {
        std::this_thread::sleep_for(1ms);
        return Error{Errc::io, "first"};
      }
      if (i % 2 == 1) throw std::runtime_error("later");
      return {};
    });
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error().message, "first");
  }
}

TEST(ParallelFor, StopsWhenCancelled) {
  TaskSystem tasks(2);
  std::stop_source stop;
  std::atomic<int> ran = 0;
  const auto outcome =
      tasks.parallel_for(1'000'000, {stop.get_token(), {}}, [&](std::size_t) -> Result<void> {
        if (++ran == 10) stop.request_stop();
        return {};
      });
  EXPECT_EQ(outcome.error().code, Errc::cancelled);
  EXPECT_LT(ran, 100);
}

TEST(ParallelFor, MayBeCalledFromInsideATask) {
  TaskSystem tasks(2);
  std::vector<Task<int>> outer;
  for (int t = 0; t < 4; ++t) {
    outer.push_back(tasks.submit("outer", [&](const TaskContext& context) -> Result<int> {
      std::atomic<int> sum = 0;
      FWQ_TRY(tasks.parallel_for(100, context, [&](std::size_t i) -> Result<void> {
        sum += static_cast<int>(i);
        return {};
      }));
      return sum.load();
    }));
  }
  for (auto& task : outer) EXPECT_EQ(*task.get(), 4950);
}

TEST(Trace, AWrappedCallbackWorksUnderTheIdsOfItsMaker) {
  std::function<std::string(const std::string&)> callback;
  {
    const TraceScope trace("t1");
    const RequestScope request("r1");
    callback = carrying_ids(
        [](const std::string& mark) { return current_trace_id() + current_request_id() + mark; });
  }
  EXPECT_EQ(current_request_id(), "-");
  EXPECT_EQ(callback("!"), "t1r1!");
  std::string on_thread;
  std::thread([&] { on_thread = callback("?"); }).join();
  EXPECT_EQ(on_thread, "t1r1?");
  EXPECT_EQ(current_trace_id(), "-");
  auto owner = carrying_ids([value = std::make_unique<int>(7)] { return *value; });
  EXPECT_EQ(owner(), 7);
}

TEST(Trace, IdsAreNewAndScopesNest) {
  EXPECT_EQ(current_trace_id(), "-");
  {
    const TraceScope outer;
    const std::string id(
        current_trace_id().c_str());  // A copy: the inner scope changes what it refers to.
    EXPECT_EQ(id.size(), 8U);
    {
      const TraceScope inner("x");
      EXPECT_EQ(current_trace_id(), "x");
    }
    EXPECT_EQ(current_trace_id(), id);
    EXPECT_NE(new_trace_id(), id);
  }
  EXPECT_EQ(current_trace_id(), "-");
}

}  // namespace
}  // namespace fwq::core
