// Tests of what the event bus does with handlers that fail: log, count, go on.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <stdexcept>

#include "fwq/core/event_bus.hpp"
#include "fwq/core/files.hpp"
#include "fwq/core/log.hpp"
#include "support/temporary_folder.hpp"

namespace fwq::core {
namespace {

using Json = nlohmann::json;

struct Tick {
  static constexpr std::string_view kEventName = "tick";
};
void to_json(Json& out, const Tick& /*tick*/) {
  out = Json::object();
}

// Cannot be told as JSON.
struct Unspeakable {
  static constexpr std::string_view kEventName = "unspeakable";
};
void to_json(Json& /*out*/, const Unspeakable& /*event*/) {
  throw std::runtime_error("no words");
}

EventStatistics statistics_of(const EventBus& bus, std::string_view event) {
  for (const auto& one : bus.statistics()) {
    if (one.event == event) return one;
  }
  return {};
}

// No log on the test's own stderr, whatever way the test ends.
struct QuietLog {
  QuietLog() { static_cast<void>(set_up_log({.console_level = LogLevel::off})); }
  QuietLog(const QuietLog&) = delete;
  QuietLog& operator=(const QuietLog&) = delete;
  ~QuietLog() { static_cast<void>(set_up_log({})); }
};

TEST(EventBusFailures, LogsAndCountsWhatThrowsAndRunsTheOthers) {
  const TemporaryFolder folder;
  const QuietLog quiet;
  ASSERT_TRUE(set_up_log({.file = folder.path() / "log", .console_level = LogLevel::off}));
  EventBus bus;
  int ran = 0;
  const auto a = bus.subscribe<Tick>(
      [](const Tick&) { throw std::runtime_error("the disk is on fire"); }, {.priority = 3});
  const auto b = bus.subscribe<Tick>([](const Tick&) { throw 3; }, {.priority = 2});
  const auto c = bus.subscribe<Tick>(
      [&](const Tick&) { ran = 100; },
      {.priority = 1, .filter = [](const Tick&) -> bool { throw std::logic_error("odd filter"); }});
  const auto d = bus.subscribe<Tick>([&](const Tick&) { ++ran; });
  EXPECT_EQ(bus.publish(Tick{}), 1U);
  EXPECT_EQ(ran, 1);
  const auto counted = statistics_of(bus, "tick");
  EXPECT_EQ(counted.published, 1U);
  EXPECT_EQ(counted.delivered, 1U);
  EXPECT_EQ(counted.failed, 3U);
  flush_log();
  const auto text = read_file(folder.path() / "log", 100'000).value();
  EXPECT_NE(text.find("a handler of the event tick failed: the disk is on fire"),
            std::string::npos);
  EXPECT_NE(text.find("odd filter"), std::string::npos);
}

TEST(EventBusFailures, CountsConversionsAndKeysThatThrow) {
  const QuietLog quiet;
  EventBus bus;
  int got = 0;
  const auto named = bus.subscribe("unspeakable", [&](const Json&) { ++got; });
  const auto typed = bus.subscribe<Unspeakable>([&](const Unspeakable&) { ++got; });
  const auto keyed = bus.subscribe<Unspeakable>(
      [&](const Unspeakable&) { ++got; },
      {.once_within = std::chrono::hours(1),
       .key = [](const Unspeakable&) -> std::string { throw std::runtime_error("no key"); }});
  EXPECT_EQ(bus.publish(Unspeakable{}), 1U);
  EXPECT_EQ(got, 1);
  EXPECT_EQ(statistics_of(bus, "unspeakable").failed, 2U);
}

TEST(EventBusFailures, EndsAPublishThatCallsItselfForEver) {
  const QuietLog quiet;
  EventBus bus;
  int depth = 0;
  const auto a = bus.subscribe<Tick>([&](const Tick& tick) {
    ++depth;
    bus.publish(tick);
  });
  bus.publish(Tick{});
  EXPECT_EQ(depth, 64);
  EXPECT_EQ(statistics_of(bus, "tick").dropped, 1U);
}

}  // namespace
}  // namespace fwq::core
