// Long work off the GUI thread.
#include "jobs.hpp"

#include <gtest/gtest.h>
#ifdef __linux__
#include <sys/resource.h>
#include <unistd.h>
#endif

#include <QObject>
#include <QSignalSpy>
#include <QThread>
#include <atomic>
#include <memory>

#include "desk.hpp"

namespace fwq::desktop {
namespace {

// Works until it is cancelled.
Result<int> endless(const core::TaskContext& context) {
  while (!context.cancelled()) QThread::msleep(1);
  return core::TaskContext::cancelled_error();
}

TEST(Jobs, GiveTheirResultOnTheThreadThatAsked) {
  Jobs jobs;
  QObject receiver;
  int got = 0;
  QThread* where = nullptr;
  QThread* worked = nullptr;
  jobs.run<int>(
      QStringLiteral("count"),
      [&worked](const core::TaskContext&) -> Result<int> {
        worked = QThread::currentThread();
        return 42;
      },
      &receiver,
      [&](Result<int> result) {
        got = result.value();
        where = QThread::currentThread();
      });
  EXPECT_EQ(jobs.running(), 1);
  ASSERT_TRUE(jobs.waitForAll(5000));
  EXPECT_EQ(got, 42);
  EXPECT_EQ(where, QThread::currentThread());
  EXPECT_NE(worked, where);
  ASSERT_EQ(jobs.list().size(), 1U);
  EXPECT_EQ(jobs.list()[0].state, JobState::done);
  EXPECT_EQ(jobs.list()[0].fraction, 1);
}

TEST(Jobs, ShowProgressAndTimeLeft) {
  Jobs jobs;
  std::atomic<bool> go{false};
  jobs.run<int>(QStringLiteral("half"),
                [&go](const core::TaskContext& context) -> Result<int> {
                  context.report(0.5, "half way");
                  while (!go) QThread::msleep(1);
                  return 1;
                },
                &jobs, {});
  ASSERT_TRUE(wait_for([&] { return jobs.list()[0].time_left >= 0; }, 5000));
  EXPECT_EQ(jobs.list()[0].fraction, 0.5);
  EXPECT_EQ(jobs.list()[0].label, QStringLiteral("half way"));
  // Half of it is done: as much again is left.
  EXPECT_NEAR(jobs.list()[0].time_left, jobs.list()[0].seconds, 0.001);
  go = true;
  ASSERT_TRUE(jobs.waitForAll(5000));
}

TEST(Jobs, AreCancelled) {
  Jobs jobs;
  Errc code = Errc::internal;
  const JobId id = jobs.run<int>(QStringLiteral("endless"), endless, &jobs,
                                 [&code](Result<int> result) { code = result.error().code; });
  QSignalSpy failed(&jobs, &Jobs::jobFailed);
  jobs.cancel(id);
  ASSERT_TRUE(jobs.waitForAll(5000));
  EXPECT_EQ(code, Errc::cancelled);
  EXPECT_EQ(jobs.list()[0].state, JobState::cancelled);
  EXPECT_EQ(failed.count(), 0);  // What a person wanted is no failure.
}

TEST(Jobs, TellWhatFailedAndWhatTheyThrow) {
  Jobs jobs;
  QSignalSpy failed(&jobs, &Jobs::jobFailed);
  jobs.run<int>(
      QStringLiteral("throws"),
      [](const core::TaskContext&) -> Result<int> { throw std::runtime_error("the disk is gone"); },
      &jobs, {});
  ASSERT_TRUE(jobs.waitForAll(5000));
  ASSERT_EQ(failed.count(), 1);
  EXPECT_TRUE(failed[0][1].toString().contains(QStringLiteral("the disk is gone")));
  EXPECT_EQ(jobs.list()[0].state, JobState::failed);
}

TEST(Jobs, DropTheResultWhenTheWindowThatAskedHasGone) {
  Jobs jobs;
  auto window = std::make_unique<QObject>();
  std::atomic<bool> go{false};
  bool called = false;
  jobs.run<int>(
      QStringLiteral("slow"),
      [&go](const core::TaskContext&) -> Result<int> {
        while (!go) QThread::msleep(1);
        return 1;
      },
      window.get(), [&called](const Result<int>&) { called = true; });
  window.reset();
  go = true;
  ASSERT_TRUE(jobs.waitForAll(5000));
  EXPECT_FALSE(called);
  EXPECT_EQ(jobs.list()[0].state, JobState::done);
}

TEST(Jobs, EndWithTheirOwner) {
  auto jobs = std::make_unique<Jobs>();
  for (int i = 0; i < 8; ++i)  // More than run at once.
    jobs->run<int>(QStringLiteral("endless"), endless, jobs.get(), {});
  jobs.reset();  // Does not hang.
  SUCCEED();
}

TEST(Jobs, ThatAreQuietAreNotListed) {
  Jobs jobs;
  jobs.run<int>(
      QStringLiteral("quiet"), [](const core::TaskContext&) -> Result<int> { return 1; }, &jobs, {},
      true);
  EXPECT_EQ(jobs.rowCount(), 0);
  EXPECT_EQ(jobs.running(), 0);
  EXPECT_TRUE(jobs.waitForAll(5000));
}

TEST(Jobs, LeaveTheListWhenFinishedOnesAreCleared) {
  Jobs jobs;
  jobs.run<int>(QStringLiteral("short"), [](const core::TaskContext&) -> Result<int> { return 1; },
                &jobs, {});
  ASSERT_TRUE(jobs.waitForAll(5000));
  const JobId id = jobs.run<int>(QStringLiteral("endless"), endless, &jobs, {});
  jobs.clearFinished();
  ASSERT_EQ(jobs.list().size(), 1U);
  EXPECT_EQ(jobs.list()[0].id, id);
  jobs.cancel(id);
  EXPECT_TRUE(jobs.waitForAll(5000));
}

#ifdef __linux__
TEST(Jobs, LetTheWindowGoFirst) {
  Jobs jobs(2);
  const int window = ::getpriority(PRIO_PROCESS, 0);
  const auto priority = [] { return ::getpriority(PRIO_PROCESS, static_cast<id_t>(::gettid())); };
  std::vector<int> of_parts(40);
  const auto runs = [&](const core::TaskContext&) -> Result<void> {
    for (std::size_t i = 0; i < of_parts.size(); ++i) {
      of_parts[i] =
          jobs.workers()
              .submit("part", [&](const core::TaskContext&) -> Result<int> { return priority(); })
              .get()
              .value();
    }
    return {};
  };
  ASSERT_TRUE(runs({}));
  for (const int part : of_parts) EXPECT_GT(part, window);
  EXPECT_EQ(::getpriority(PRIO_PROCESS, 0), window) << "the window's own stays";
}
#endif

TEST(DurationText, SaysWhatAPersonWouldSay) {
  EXPECT_EQ(duration_text(0.2), QStringLiteral("less than 1 s"));
  EXPECT_EQ(duration_text(12.4), QStringLiteral("12 s"));
  EXPECT_EQ(duration_text(125), QStringLiteral("2 min 5 s"));
  EXPECT_EQ(duration_text(3720), QStringLiteral("1 h 2 min"));
}

}  // namespace
}  // namespace fwq::desktop
