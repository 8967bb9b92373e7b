// Tests of the service container under contention: one construction, circles over threads, everything at once.
#include <gtest/gtest.h>

#include <atomic>
#include <latch>
#include <stdexcept>
#include <thread>

#include "fwq/core/service_container.hpp"

namespace fwq::core {
namespace {

struct Counted {
  int number = 0;
};

// Registers `name` with a factory that first asks for `needs`.
void add_chain(ServiceContainer& services, const std::string& name,
               const std::vector<std::string>& needs) {
  ASSERT_TRUE(services.register_service<Counted>(
      name, Lifetime::singleton, [needs](ServiceScope& scope) -> Result<std::shared_ptr<Counted>> {
        for (const auto& need : needs) FWQ_TRY(scope.get_service<Counted>(need));
        return std::make_shared<Counted>();
      }));
}

TEST(ServiceContainerThreads, MakesASingletonOnceUnderContention) {
  for (int round = 0; round < 50; ++round) {
    ServiceContainer services;
    std::atomic<int> made = 0;
    ASSERT_TRUE(services.register_service<Counted>("slow", Lifetime::singleton, [&](ServiceScope&) {
      ++made;
      std::this_thread::yield();
      return std::make_shared<Counted>();
    }));
    ASSERT_TRUE(services.register_service<Counted>("other", Lifetime::singleton));
    std::latch start(8);
    std::vector<std::shared_ptr<Counted>> got(8);
    std::vector<std::jthread> threads;
    threads.reserve(8);
    for (std::size_t t = 0; t < 8; ++t) {
      threads.emplace_back([&, t] {
        start.arrive_and_wait();
        if (t % 2 == 0) {
          EXPECT_TRUE(services.get_service<Counted>("other").has_value());
        }
        got[t] = services.get_service<Counted>("slow").value();
      });
    }
    threads.clear();
    EXPECT_EQ(made, 1);
    for (const auto& one : got) EXPECT_EQ(one, got.front());
  }
}

TEST(ServiceContainerThreads, AWaiterTriesAgainWhenTheMakerFailed) {
  for (int round = 0; round < 50; ++round) {
    ServiceContainer services;
    std::atomic<int> tries = 0;
    ASSERT_TRUE(services.register_service<Counted>(
        "flaky", Lifetime::singleton, [&](ServiceScope&) -> std::shared_ptr<Counted> {
          const int mine = ++tries;
          std::this_thread::yield();
          if (mine <= 2) throw std::runtime_error("not yet");
          return std::make_shared<Counted>(Counted{mine});
        }));
    std::atomic<int> failures = 0;
    std::vector<std::jthread> threads;
    threads.reserve(8);
    for (int t = 0; t < 6; ++t) {
      threads.emplace_back([&] {
        if (!services.get_service<Counted>("flaky")) ++failures;
      });
    }
    threads.clear();
    EXPECT_EQ(failures, 2);
    EXPECT_EQ(tries, 3);
  }
}

// Each thread makes one half of a circle and then needs the other's: neither may wait for ever.
TEST(ServiceContainerThreads, ACircleOverTwoThreadsIsAnErrorInBoth) {
  for (int round = 0; round < 50; ++round) {
    ServiceContainer services;
    std::latch both(2);
    std::atomic<bool> first_time_a = true;
    std::atomic<bool> first_time_b = true;
    const auto add = [&](const std::string& name, const std::string& need,
                         std::atomic<bool>& first) {
      ASSERT_TRUE(services.register_service<Counted>(
          name, Lifetime::singleton,
          [&both, &first, need](ServiceScope& scope) -> Result<std::shared_ptr<Counted>> {
            if (first.exchange(false)) both.arrive_and_wait();
            FWQ_TRY(scope.get_service<Counted>(need));
            return std::make_shared<Counted>();
          }));
    };
    add("a", "middle", first_time_a);
    add_chain(services, "middle", {"b"});
    add("b", "a", first_time_b);
    std::string of_a;
    std::string of_b;
    std::jthread one([&] { of_a = services.get_service<Counted>("a").error().message; });
    std::jthread two([&] { of_b = services.get_service<Counted>("b").error().message; });
    one.join();
    two.join();
    for (const auto& message : {of_a, of_b}) {
      EXPECT_NE(message.find("services need each other in a circle: "), std::string::npos);
      EXPECT_TRUE(message.ends_with("a → middle → b → a") ||
                  message.ends_with("b → a → middle → b") ||
                  message.ends_with("middle → b → a → middle"))
          << message;
    }
  }
}

TEST(ServiceContainerThreads, WaitingWithoutACircleIsNoCircle) {
  for (int round = 0; round < 50; ++round) {
    ServiceContainer services;
    add_chain(services, "base", {});
    add_chain(services, "left", {"base"});
    add_chain(services, "right", {"base"});
    add_chain(services, "top", {"left", "right"});
    add_chain(services, "flipped", {"right", "left"});
    std::vector<std::jthread> threads;
    threads.reserve(8);
    for (const char* name : {"top", "flipped", "left", "right", "top", "base"}) {
      threads.emplace_back([&services, name] {
        const auto got = services.get_service<Counted>(name);
        EXPECT_TRUE(got) << (got ? "" : got.error().message);
      });
    }
  }
}

TEST(ServiceContainerThreads, SurvivesRegistrationRemovalAndScopesAtOnce) {
  ServiceContainer services;
  add_chain(services, "base", {});
  std::vector<std::jthread> threads;
  threads.reserve(8);
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&services, t] {
      const std::string name = "shared" + std::to_string(t % 2);
      for (int i = 0; i < 300; ++i) {
        static_cast<void>(services.register_service<Counted>(
            name, i % 3 == 0 ? Lifetime::scoped : Lifetime::singleton,
            [](ServiceScope& scope) -> Result<std::shared_ptr<Counted>> {
              FWQ_TRY(scope.get_service<Counted>("base"));
              return std::make_shared<Counted>();
            }));
        auto scope = services.create_scope();
        static_cast<void>(scope.get_service<Counted>(name));
        static_cast<void>(services.get_service<Counted>(name));
        services.remove_service(name);
      }
    });
  }
}

}  // namespace
}  // namespace fwq::core
