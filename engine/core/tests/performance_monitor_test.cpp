// Tests of the performance monitor: figures against exact ones, errors, asynchronous work, threads, reports.
#include "fwq/core/performance_monitor.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <random>
#include <stdexcept>
#include <thread>

#include "fwq/core/files.hpp"
#include "fwq/core/process.hpp"
#include "fwq/core/text.hpp"
#include "support/allocations.hpp"
#include "support/temporary_folder.hpp"

namespace fwq::core {
namespace {

using namespace std::chrono_literals;
using nlohmann::json;

const PerformanceRow& row_of(const PerformanceReport& report, std::string_view name) {
  const auto at = std::find_if(report.rows.begin(), report.rows.end(),
                               [&](const auto& row) { return row.name == name; });
  EXPECT_NE(at, report.rows.end()) << name;
  return *at;
}

// Nearest rank over all values, sorted.
std::uint64_t exact_quantile(std::vector<std::uint64_t> values, double fraction) {
  std::sort(values.begin(), values.end());
  const auto rank =
      static_cast<std::size_t>(std::ceil(fraction * static_cast<double>(values.size())));
  return values[std::max<std::size_t>(rank, 1) - 1];
}

void expect_near_exact(const std::vector<std::uint64_t>& values) {
  const auto histogram = std::make_unique<DurationHistogram>();
  for (const auto value : values) histogram->add(value);
  EXPECT_EQ(histogram->count(), values.size());
  for (const double fraction : {0.0, 0.25, 0.5, 0.95, 0.99, 1.0}) {
    const auto exact = static_cast<double>(exact_quantile(values, fraction));
    EXPECT_NEAR(static_cast<double>(histogram->quantile(fraction)), exact, exact * 0.008)
        << fraction;
  }
}

TEST(DurationHistogram, QuantilesAreWithinEightPerMilleOfSorting) {
  std::mt19937_64 random(7);
  std::vector<std::uint64_t> even, wide, spiky;
  std::lognormal_distribution<double> lognormal(10, 3);
  for (int i = 0; i < 20'000; ++i) {
    even.push_back(random() % 1'000'000);
    wide.push_back(static_cast<std::uint64_t>(lognormal(random)));
    spiky.push_back(i % 100 == 0 ? 30'000'000'000 : 100 + random() % 3);
  }
  expect_near_exact(even);
  expect_near_exact(wide);
  expect_near_exact(spiky);
  expect_near_exact({0});
  expect_near_exact({1, 2, 3, 63, 64, 65, 127, 128, 129});
}

RC_GTEST_PROP(DurationHistogram, EachValueIsInABucketThatStandsForIt, ()) {
  const auto shift = *rc::gen::inRange<unsigned>(0, 47);
  const auto value = *rc::gen::arbitrary<std::uint64_t>() % (std::uint64_t{1} << shift);
  const auto bucket = DurationHistogram::bucket_of(value);
  RC_ASSERT(bucket < DurationHistogram::kBuckets);
  const auto stands_for = static_cast<double>(DurationHistogram::value_of(bucket));
  RC_ASSERT(std::abs(stands_for - static_cast<double>(value)) <=
            0.008 * static_cast<double>(value));
  RC_ASSERT(DurationHistogram::bucket_of(value + 1) >= bucket);
}

TEST(DurationHistogram, IsEmptyOrFullWithoutHarm) {
  const auto histogram = std::make_unique<DurationHistogram>();
  EXPECT_EQ(histogram->quantile(0.5), 0U);
  histogram->add(~std::uint64_t{0});
  EXPECT_EQ(histogram->count(), 1U);
  EXPECT_GT(histogram->quantile(0.5), std::uint64_t{1} << 46U);
}

// The oracle is the other clock.
TEST(Ticks, RunAsFastAsTheSteadyClock) {
  const TickScale scale;
  const auto time = std::chrono::steady_clock::now();
  const auto ticks = ticks_now();
  std::this_thread::sleep_for(30ms);
  const double by_ticks = static_cast<double>(ticks_now() - ticks) * scale.seconds_per_tick();
  const double by_clock =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - time).count();
  EXPECT_NEAR(by_ticks / by_clock, 1.0, 0.01);
  EXPECT_EQ(ticks_between(5, 3), 0U);
}

TEST(PerformanceMonitor, MeasuresNothingUntilItIsStartedAndAfterItStops) {
  PerformanceMonitor monitor;
  EXPECT_EQ(monitor.measure_performance("x", [] { return 1; }), 1);
  EXPECT_TRUE(monitor.get_performance_report().rows.empty());
  EXPECT_EQ(monitor.get_performance_report().started, "");
  monitor.start_monitoring();
  monitor.measure_performance("x", [] {});
  monitor.stop();
  monitor.measure_performance("x", [] {});
  EXPECT_EQ(row_of(monitor.get_performance_report(), "x").count, 1U);
  monitor.start_monitoring();
  EXPECT_TRUE(monitor.get_performance_report().rows.empty()) << "a new start forgets";
}

TEST(PerformanceMonitor, CountsTimesAndErrors) {
  PerformanceMonitor monitor;
  monitor.start_monitoring();
  for (int i = 0; i < 3; ++i)
    monitor.measure_performance("sleep", [] { std::this_thread::sleep_for(5ms); });
  monitor.measure_performance("sleep", [] { std::this_thread::sleep_for(25ms); });
  EXPECT_THROW(monitor.measure_performance("bad", [] { throw std::runtime_error("x"); }),
               std::runtime_error);
  const auto failed = monitor.measure_performance("bad", []() -> Result<int> {
    return Error{Errc::io, "x"};
  });
  EXPECT_FALSE(failed);
  EXPECT_TRUE(monitor.measure_performance("bad", []() -> Result<int> { return 1; }));
  int value = 3;
  int& same = monitor.measure_performance("reference", [&]() -> int& { return value; });
  EXPECT_EQ(&same, &value);
  const auto report = monitor.get_performance_report();
  const auto& sleep = row_of(report, "sleep");
  EXPECT_EQ(sleep.count, 4U);
  EXPECT_EQ(sleep.errors, 0U);
  EXPECT_GE(sleep.p50, 0.0049);
  EXPECT_GE(sleep.max, 0.0249);
  EXPECT_LE(sleep.p99, sleep.max);
  EXPECT_NEAR(sleep.mean * 4, sleep.total, 1e-12);
  EXPECT_GE(sleep.total, 0.0399);
  EXPECT_LE(sleep.total, report.seconds);
  EXPECT_EQ(row_of(report, "bad").count, 3U);
  EXPECT_EQ(row_of(report, "bad").errors, 2U);
  EXPECT_EQ(report.rows.front().name, "sleep") << "the longest total first";
}

// Of a hundred runs 92 take no time, six take 5 ms and two 40 ms: each percentile lies in another group.
TEST(PerformanceMonitor, PercentilesAreThoseOfTheirNames) {
  PerformanceMonitor monitor;
  monitor.start_monitoring();
  for (int i = 0; i < 100; ++i) {
    monitor.measure_performance("work", [i] {
      if (i >= 92) std::this_thread::sleep_for(i < 98 ? 5ms : 40ms);
    });
  }
  const auto report = monitor.get_performance_report();
  const auto& work = row_of(report, "work");
  EXPECT_LT(work.p50, 0.0049);
  EXPECT_GE(work.p95, 0.0049);
  EXPECT_LT(work.p95, work.p99);
  EXPECT_GE(work.p99, 0.0395);
}

TEST(PerformanceMonitor, AScopeInsideAnUnwindingIsNoErrorOfItsOwn) {
  PerformanceMonitor monitor;
  monitor.start_monitoring();
  const auto series = monitor.series("clean-up");
  struct CleansUp {
    PerformanceSeries& series;
    ~CleansUp() { const MeasuredScope scope(series); }
  };
  try {
    const CleansUp last{*series};
    throw std::runtime_error("x");
  } catch (const std::runtime_error&) {
  }
  EXPECT_EQ(row_of(monitor.get_performance_report(), "clean-up").errors, 0U);
}

TEST(PerformanceMonitor, MeasuresATaskUntilItFinishesWhoeverWaits) {
  PerformanceMonitor monitor;
  monitor.start_monitoring();
  TaskSystem tasks(2);
  auto task = monitor.measure_performance("task", [&] {
    return tasks.submit("work", [](const TaskContext&) -> Result<int> {
      std::this_thread::sleep_for(20ms);
      return 7;
    });
  });
  EXPECT_TRUE(monitor.get_performance_report().rows.empty()) << "it is still running";
  std::this_thread::sleep_for(80ms);  // The result is taken late: that is not the task's time.
  EXPECT_EQ(*task.get(), 7);
  const auto report = monitor.get_performance_report();
  EXPECT_GE(row_of(report, "task").max, 0.0199);
  EXPECT_LT(row_of(report, "task").max, 0.075);
  auto broken = monitor.measure_performance("broken", [&] {
    return tasks.submit("broken", [](const TaskContext&) -> Result<int> { throw 1; });
  });
  EXPECT_FALSE(broken.get());
  EXPECT_EQ(row_of(monitor.get_performance_report(), "broken").errors, 1U);
}

TEST(PerformanceMonitor, MeasuresAFutureUntilItIsReady) {
  PerformanceMonitor monitor;
  monitor.start_monitoring();
  auto future = monitor.measure_performance("future", [] {
    return std::async(std::launch::async, [] {
      std::this_thread::sleep_for(20ms);
      return 5;
    });
  });
  EXPECT_EQ(future.get(), 5);
  auto thrown = monitor.measure_performance("future", [] {
    return std::async(std::launch::async, []() -> void { throw std::runtime_error("x"); });
  });
  EXPECT_THROW(thrown.get(), std::runtime_error);
  const auto report = monitor.get_performance_report();
  EXPECT_EQ(row_of(report, "future").count, 2U);
  EXPECT_EQ(row_of(report, "future").errors, 1U);
  EXPECT_GE(row_of(report, "future").max, 0.0199);
}

TEST(PerformanceMonitor, MayEndBeforeTheWorkItMeasures) {
  TaskSystem tasks(1);
  std::atomic<bool> go = false;
  std::unique_ptr<Task<int>> task;
  {
    PerformanceMonitor monitor;
    monitor.start_monitoring();
    task = std::make_unique<Task<int>>(monitor.measure_performance("late", [&] {
      return tasks.submit("late", [&](const TaskContext&) -> Result<int> {
        while (!go) std::this_thread::sleep_for(1ms);
        return 1;
      });
    }));
  }
  go = true;
  EXPECT_TRUE(task->get());
}

TEST(PerformanceMonitor, WrapsAFunctionOnceForAllItsCalls) {
  PerformanceMonitor monitor;
  monitor.start_monitoring();
  auto twice = monitor.measured("twice", [](int x) { return 2 * x; });
  EXPECT_EQ(twice(2) + twice(3), 10);
  EXPECT_EQ(row_of(monitor.get_performance_report(), "twice").count, 2U);
}

TEST(PerformanceMonitor, ThreadsLoseNoCountAndThePeakIsHowManyRanAtOnce) {
  PerformanceMonitor monitor;
  monitor.start_monitoring();
  constexpr int kThreads = 4;
  constexpr int kCalls = 5'000;
  std::atomic<int> inside = 0;
  std::vector<std::jthread> threads;
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([&] {
      monitor.measure_performance("together", [&] {
        ++inside;
        while (inside < kThreads) std::this_thread::yield();
      });
      const auto series = monitor.series("hot");
      for (int i = 0; i < kCalls; ++i) {
        const MeasuredScope scope(*series);
        if (i % 1000 == 0) (void)monitor.get_performance_report();
      }
      for (int i = 0; i < 200; ++i)
        monitor.measure_performance("named " + std::to_string(i % 20), [] {});
    });
  }
  threads.clear();
  const auto report = monitor.get_performance_report();
  EXPECT_EQ(row_of(report, "together").concurrent_peak, kThreads);
  EXPECT_EQ(row_of(report, "hot").count, static_cast<std::uint64_t>(kThreads * kCalls));
  EXPECT_LE(row_of(report, "hot").concurrent_peak, kThreads);
  EXPECT_EQ(row_of(report, "named 7").count, 40U);
}

TEST(PerformanceMonitor, AHundredAtOnceAreCountedToo) {
  PerformanceMonitor monitor;
  monitor.start_monitoring();
  const auto series = monitor.series("crowd");
  std::vector<unsigned> slots;
  for (int i = 0; i < 100; ++i) slots.push_back(series->begin());
  for (const unsigned slot : slots) series->end(slot, 1000, slot % 2 == 1);
  const MeasuredScope scope(*series);
  const auto report = monitor.get_performance_report();
  EXPECT_EQ(row_of(report, "crowd").count, 100U);
  EXPECT_EQ(row_of(report, "crowd").errors, 32U);
  EXPECT_EQ(row_of(report, "crowd").concurrent_peak, 100);
  EXPECT_NEAR(row_of(report, "crowd").mean, row_of(report, "crowd").max, 1e-15);
}

TEST(PerformanceMonitor, AScopeTakesNoMemory) {
  PerformanceMonitor monitor;
  monitor.start_monitoring();
  const auto series = monitor.series("x");
  const auto before = test::allocations_of_this_thread();
  for (int i = 0; i < 100; ++i) const MeasuredScope scope(*series);
  EXPECT_EQ(test::allocations_of_this_thread(), before);
}

TEST(PerformanceReport, IsAPageInBothLanguagesAndJson) {
  PerformanceMonitor monitor;
  monitor.start_monitoring();
  monitor.measure_performance("load bars", [] { std::this_thread::sleep_for(2ms); });
  (void)monitor.measure_performance("bad", []() -> Result<int> { return Error{Errc::io, "x"}; });
  const auto report = monitor.get_performance_report();
  const std::string english = report.text(false);
  EXPECT_NE(english.find("load bars"), std::string::npos);
  EXPECT_NE(english.find("1 (1 failed)"), std::string::npos) << english;
  EXPECT_NE(english.find("peak"), std::string::npos);
  const std::string chinese = report.text(true);
  EXPECT_NE(chinese.find("内存"), std::string::npos);
  EXPECT_NE(chinese.find("1 (1 失败)"), std::string::npos) << chinese;
  const auto document = json::parse(report.json());
  EXPECT_EQ(document["work"][0]["name"], "load bars");
  EXPECT_EQ(document["work"][0]["count"], 1);
  EXPECT_GE(document["work"][0]["p50"].get<double>(), 0.0019);
  EXPECT_GT(document["memory_now"].get<std::uint64_t>(), 1U << 20U);
  EXPECT_GE(document["memory_peak"], document["memory_now"]);
}

TEST(PerformanceReport, ProcessorTimeIsThatOfTheMonitoredWork) {
  PerformanceMonitor monitor;
  monitor.start_monitoring();
  const auto until = process_usage().cpu_seconds + 0.05;
  while (process_usage().cpu_seconds < until) {
  }
  monitor.stop();
  const auto report = monitor.get_performance_report();
  EXPECT_GE(report.cpu_seconds, 0.049);
  EXPECT_LT(report.cpu_seconds, 1.0);
  EXPECT_NEAR(report.cpu_load * report.seconds, report.cpu_seconds, 1e-9);
}

TEST(PerformanceReport, IsArchivedUnderItsTimeAndOldOnesGo) {
  const TemporaryFolder folder;
  PerformanceMonitor monitor;
  monitor.start_monitoring();
  for (int i = 0; i < 205; ++i)
    ASSERT_TRUE(write_file_atomically(
        folder.path() / "p" / ("20200101-" + std::to_string(i) + ".json"), "{}"));
  const auto file = monitor.get_performance_report().archive(folder.path() / "p");
  ASSERT_TRUE(file);
  EXPECT_EQ(json::parse(*read_file(*file))["clock"], kTicksAreCounter ? "tsc" : "steady_clock");
  const auto other = monitor.get_performance_report().archive(folder.path() / "p");
  EXPECT_NE(*other, *file);
  std::size_t files = 0;
  for ([[maybe_unused]] const auto& entry :
       std::filesystem::directory_iterator(folder.path() / "p"))
    ++files;
  EXPECT_EQ(files, 200U);
  EXPECT_EQ(monitor.get_performance_report().archive("/proc/nowhere").error().code,
            Errc::not_found);
}

}  // namespace
}  // namespace fwq::core
