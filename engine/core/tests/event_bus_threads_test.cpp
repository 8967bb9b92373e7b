// Tests of the event bus under threads: order and trace of publish_async, waiting for running handlers, contention.
#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <latch>
#include <map>
#include <mutex>
#include <nlohmann/json.hpp>
#include <optional>
#include <random>
#include <thread>

#include "fwq/core/event_bus.hpp"
#include "fwq/core/log.hpp"
#include "fwq/core/tasks.hpp"
#include "fwq/core/trace.hpp"

namespace fwq::core {
namespace {

using namespace std::chrono_literals;
using Json = nlohmann::json;

struct Step {
  static constexpr std::string_view kEventName = "step";
  int thread = 0;
  int number = 0;
};
void to_json(Json& out, const Step& step) {
  out = {{"thread", step.thread}, {"number", step.number}};
}

struct Other {
  static constexpr std::string_view kEventName = "other";
};
void to_json(Json& out, const Other&) {
  out = Json::object();
}

TEST(EventBusThreads, KeepsTheOrderOfEachPublisher) {
  TaskSystem tasks(4);
  EventBus bus({.tasks = &tasks});
  std::mutex mutex;
  std::map<int, std::vector<int>> typed;
  std::map<int, std::vector<int>> named;
  const auto a = bus.subscribe<Step>([&](const Step& step) {
    const std::scoped_lock lock(mutex);
    typed[step.thread].push_back(step.number);
  });
  const auto b = bus.subscribe("step", [&](const Json& step) {
    const std::scoped_lock lock(mutex);
    named[step.at("thread")].push_back(step.at("number"));
  });
  constexpr int kEvents = 500;
  {
    std::vector<std::jthread> publishers;
    publishers.reserve(4);
    for (int t = 0; t < 4; ++t) {
      publishers.emplace_back([&bus, t] {
        for (int i = 0; i < kEvents; ++i) {
          // The two ways in share one order.
          const auto taken = i % 3 == 0 ? bus.publish_async("step", {{"thread", t}, {"number", i}})
                                        : bus.publish_async(Step{t, i});
          ASSERT_TRUE(taken);
        }
      });
    }
  }
  bus.drain();
  for (int t = 0; t < 4; ++t) {
    ASSERT_EQ(named[t].size(), static_cast<std::size_t>(kEvents));
    EXPECT_TRUE(std::is_sorted(named[t].begin(), named[t].end()));
    ASSERT_EQ(typed[t].size(), static_cast<std::size_t>(kEvents - kEvents / 3 - 1));
    EXPECT_TRUE(std::is_sorted(typed[t].begin(), typed[t].end()));
  }
}

// Two events wait for one delivery: each must come under the ids it was published with, not those the delivery began with.
TEST(EventBusThreads, CarriesTheIdsOfThePublisher) {
  EventBus bus;  // With a thread of its own.
  std::promise<void> both_wait;
  std::vector<std::string> seen;
  std::thread::id where;
  const auto a = bus.subscribe<Step>([&, ready = both_wait.get_future().share()](const Step&) {
    ready.wait();
    seen.push_back(current_trace_id() + " " + current_request_id());
    where = std::this_thread::get_id();
  });
  const auto publish = [&](const char* trace_id, const char* request_id) {
    const TraceScope trace(trace_id);
    const RequestScope request(request_id);
    ASSERT_TRUE(bus.publish_async(Step{}));
  };
  publish("first", "asked");
  publish("second", "asked again");
  both_wait.set_value();
  bus.drain();
  EXPECT_EQ(seen, (std::vector<std::string>{"first asked", "second asked again"}));
  EXPECT_NE(where, std::this_thread::get_id());
  EXPECT_EQ(bus.history().back().trace_id, "second");
}

TEST(EventBusThreads, DeliversWhatIsQueuedWhenItEnds) {
  int got = 0;
  Subscription outlives;
  {
    EventBus bus;
    outlives = bus.subscribe<Step>([&](const Step&) {
      std::this_thread::sleep_for(1ms);
      ++got;
    });
    for (int i = 0; i < 20; ++i) ASSERT_TRUE(bus.publish_async(Step{}));
    bus.drain();
    EXPECT_EQ(got, 20);
    for (int i = 0; i < 20; ++i) ASSERT_TRUE(bus.publish_async(Step{}));
  }
  EXPECT_EQ(got, 40);
}

TEST(EventBusThreads, RefusesWhatItCannotQueue) {
  EventBus bus({.most_queued = 2});
  std::latch begun(1);
  std::latch go_on(1);
  const auto a = bus.subscribe<Step>([&](const Step& step) {
    if (step.number > 0) return;
    begun.count_down();
    go_on.wait();
  });
  ASSERT_TRUE(bus.publish_async(Step{0, 0}));
  begun.wait();
  ASSERT_TRUE(bus.publish_async(Step{0, 1}));
  const auto refused = bus.publish_async(Step{0, 2});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Errc::unavailable);
  EXPECT_EQ(refused.error().message,
            "the event step is dropped: 2 events wait to be delivered already");
  go_on.count_down();
  bus.drain();
  EXPECT_EQ(bus.statistics().front().dropped, 1U);
  EXPECT_EQ(bus.statistics().front().delivered, 2U);
  ASSERT_TRUE(bus.publish_async(Step{0, 3})) << "there is room again";
}

TEST(EventBusThreads, DrainInsideAHandlerDoesNotWaitForItself) {
  EventBus bus;
  int got = 0;
  const auto a = bus.subscribe<Step>([&](const Step& step) {
    ++got;
    if (step.number == 0) {
      ASSERT_TRUE(bus.publish_async(Step{0, 1}));
      bus.drain();
    }
  });
  ASSERT_TRUE(bus.publish_async(Step{0, 0}));
  bus.drain();
  EXPECT_EQ(got, 2);
}

TEST(EventBusThreads, ABlockedHandlerHoldsUpNobodyElse) {
  EventBus bus;
  std::latch begun(1);
  std::latch go_on(1);
  std::atomic<int> got = 0;
  const auto blocking = bus.subscribe<Step>([&](const Step& step) {
    if (step.number > 0) return;
    begun.count_down();
    go_on.wait();
  });
  auto counting = bus.subscribe<Step>([&](const Step&) { ++got; }, {.priority = 1});
  std::jthread stuck([&] { bus.publish(Step{0, 0}); });
  begun.wait();
  EXPECT_EQ(bus.publish(Step{0, 1}), 2U);
  const auto late = bus.subscribe<Step>([&](const Step&) { ++got; });
  EXPECT_EQ(bus.publish(Step{0, 2}), 3U);
  counting.unsubscribe();
  EXPECT_EQ(got, 4);
  EXPECT_EQ(bus.statistics().front().published, 3U);
  go_on.count_down();
}

TEST(EventBusThreads, ADroppedHandlerIsWaitedFor) {
  EventBus bus;
  std::latch begun(1);
  std::atomic<bool> ended = false;
  std::optional<Subscription> a(bus.subscribe<Step>([&](const Step&) {
    begun.count_down();
    std::this_thread::sleep_for(20ms);
    ended = true;
  }));
  std::jthread publisher([&] { bus.publish(Step{}); });
  begun.wait();
  a.reset();
  EXPECT_TRUE(ended);
}

// Each handler drops the other's subscription while both run: neither may wait for the other for ever.
TEST(EventBusThreads, TwoHandlersThatDropEachOtherBothEnd) {
  for (int round = 0; round < 50; ++round) {
    EventBus bus;
    std::latch both(2);
    Subscription a;
    Subscription b;
    a = bus.subscribe<Step>([&](const Step&) {
      both.arrive_and_wait();
      b.unsubscribe();
    });
    b = bus.subscribe<Other>([&](const Other&) {
      both.arrive_and_wait();
      a.unsubscribe();
    });
    std::jthread one([&] { bus.publish(Step{}); });
    std::jthread two([&] { bus.publish(Other{}); });
    one.join();
    two.join();
    EXPECT_EQ(bus.publish(Step{}), 0U);
    EXPECT_EQ(bus.publish(Other{}), 0U);
  }
}

// What a subscriber owns is gone right after its subscription: a handler that still ran would touch freed memory, which
// the sanitizers see, and the counter would be below zero.
TEST(EventBusThreads, NoHandlerRunsAfterItsSubscriptionIsGone) {
  TaskSystem tasks(2);
  EventBus bus({.tasks = &tasks, .history = 16});
  std::atomic<bool> stop = false;
  std::vector<std::jthread> publishers;
  publishers.reserve(4);
  for (int t = 0; t < 2; ++t) {
    publishers.emplace_back([&, t] {
      for (int i = 0; !stop; ++i) {
        bus.publish(Step{t, i});
        if (i % 16 == 0) static_cast<void>(bus.publish_async(Other{}));
      }
    });
  }
  std::atomic<std::uint64_t> runs = 0;
  for (int round = 0; round < 2'000; ++round) {
    auto owned = std::make_unique<std::atomic<int>>(1);
    auto step = bus.subscribe<Step>([&runs, mine = owned.get()](const Step&) {
      if (mine->load() == 1) ++runs;
    });
    auto other = bus.subscribe("other", [&runs, mine = owned.get()](const Json&) {
      if (mine->load() == 1) ++runs;
    });
    if (round % 8 == 0) std::this_thread::yield();
    step.unsubscribe();
    other.unsubscribe();
    owned->store(0);
    owned.reset();
  }
  stop = true;
  publishers.clear();
  bus.drain();
  EXPECT_EQ(bus.publish(Step{}), 0U);
}

// Handlers, subscriptions and publishes at random in several threads, with everything a handler may do.
TEST(EventBusThreads, SurvivesHandlersThatDoEverythingAtOnce) {
  ASSERT_TRUE(set_up_log({.console_level = LogLevel::off}));
  EventBus bus({.history = 8});
  std::mutex mutex;
  std::vector<std::shared_ptr<Subscription>> all;
  std::atomic<int> handled = 0;
  const auto drop_one = [&](unsigned which) {
    std::shared_ptr<Subscription> gone;  // Dropped outside of the lock: it may wait for a handler.
    const std::scoped_lock lock(mutex);
    if (all.empty()) return gone;
    gone = std::exchange(all[which % all.size()], all.back());
    all.pop_back();
    return gone;
  };
  std::function<void(unsigned)> add = [&](unsigned seed) {
    auto made = std::make_shared<Subscription>(bus.subscribe<Step>(
        [&, seed](const Step& step) {
          ++handled;
          switch ((seed + static_cast<unsigned>(step.number)) % 5) {
            case 0:
              drop_one(seed).reset();
              break;
            case 1:
              if (step.thread < 3) bus.publish(Step{step.thread + 1, step.number});
              break;
            case 2:
              throw std::runtime_error("on purpose");
            case 3:
              static_cast<void>(bus.publish_async(Step{3, step.number + 1}));
              break;
            default:
              std::this_thread::yield();
          }
        },
        {.priority = static_cast<int>(seed % 3)}));
    const std::scoped_lock lock(mutex);
    if (all.size() < 6) all.push_back(std::move(made));
  };
  {
    std::vector<std::jthread> threads;
    threads.reserve(8);
    for (unsigned t = 0; t < 4; ++t) {
      threads.emplace_back([&, t] {
        std::minstd_rand engine(t + 1);
        const auto random = [&] { return static_cast<unsigned>(engine()); };
        for (int i = 0; i < 300; ++i) {
          add(random());
          bus.publish(Step{0, static_cast<int>(random() % 100)});
          if (i % 50 == 0) static_cast<void>(bus.history());
          if (i % 3 == 0) drop_one(random()).reset();
        }
      });
    }
  }
  bus.drain();
  all.clear();
  EXPECT_GT(handled, 0);
  EXPECT_EQ(bus.publish(Step{}), 0U);
  const auto counted = bus.statistics().front();
  EXPECT_EQ(counted.delivered + counted.failed, static_cast<std::uint64_t>(handled));
  ASSERT_TRUE(set_up_log({}));
}

}  // namespace
}  // namespace fwq::core
