// Tests of the event bus in one thread: order, filters, JSON, unsubscribing, statistics, history.
#include "fwq/core/event_bus.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <thread>

#include "fwq/core/trace.hpp"
#include "support/allocations.hpp"

namespace fwq::core {
namespace {

using Json = nlohmann::json;

struct Tick {
  static constexpr std::string_view kEventName = "tick";
  int number = 0;
};
int tick_conversions = 0;
void to_json(Json& out, const Tick& tick) {
  ++tick_conversions;
  out = {{"number", tick.number}};
}
void from_json(const Json& in, Tick& tick) {
  in.at("number").get_to(tick.number);
}

// Can be published as a struct only.
struct OneWay {
  static constexpr std::string_view kEventName = "one_way";
  int number = 0;
};
void to_json(Json& out, const OneWay& event) {
  out = event.number;
}

// Another type with the name of Tick.
struct Twin {
  static constexpr std::string_view kEventName = "tick";
  double number = 0;
};
void to_json(Json& out, const Twin& twin) {
  out = {{"number", twin.number}};
}

EventStatistics statistics_of(const EventBus& bus, std::string_view event) {
  for (const auto& one : bus.statistics()) {
    if (one.event == event) return one;
  }
  return {};
}

TEST(EventBus, GivesATypedEventToItsSubscribersOnly) {
  EventBus bus;
  std::vector<int> got;
  const auto a = bus.subscribe<Tick>([&](const Tick& tick) { got.push_back(tick.number); });
  const auto b = bus.subscribe<OneWay>([&](const OneWay&) { got.push_back(-1); });
  EXPECT_EQ(bus.publish(Tick{7}), 1U);
  EXPECT_EQ(got, std::vector<int>{7});
}

TEST(EventBus, RunsHandlersByPriority) {
  EventBus bus;
  std::string order;
  const auto low = bus.subscribe<Tick>([&](const Tick&) { order += "low "; }, {.priority = -1});
  const auto first = bus.subscribe<Tick>([&](const Tick&) { order += "first "; });
  const auto high = bus.subscribe<Tick>([&](const Tick&) { order += "high "; }, {.priority = 5});
  const auto named =
      bus.subscribe("tick", [&](const Json&) { order += "named "; }, {.priority = 2});
  const auto second = bus.subscribe<Tick>([&](const Tick&) { order += "second "; });
  EXPECT_EQ(bus.publish(Tick{}), 5U);
  EXPECT_EQ(order, "high named first second low ");
}

TEST(EventBus, TurnsATypedEventIntoJsonOnceAndOnlyForNamedSubscribers) {
  EventBus bus;
  tick_conversions = 0;
  const auto typed = bus.subscribe<Tick>([](const Tick&) {});
  bus.publish(Tick{1});
  EXPECT_EQ(tick_conversions, 0);
  std::vector<Json> got;
  const auto a = bus.subscribe("tick", [&](const Json& payload) { got.push_back(payload); });
  const auto b = bus.subscribe("tick", [&](const Json& payload) { got.push_back(payload); });
  bus.publish(Tick{2});
  EXPECT_EQ(tick_conversions, 1);
  EXPECT_EQ(got, (std::vector<Json>{{{"number", 2}}, {{"number", 2}}}));
}

TEST(EventBus, GivesWhatIsPublishedByNameToTypedSubscribersThatCanReadIt) {
  EventBus bus;
  std::vector<int> got;
  Json named;
  const auto typed =
      bus.subscribe<Tick>([&](const Tick& tick) { got.push_back(tick.number); },
                          {.filter = [](const Tick& tick) { return tick.number > 3; }});
  const auto one_way = bus.subscribe<OneWay>([&](const OneWay&) { got.push_back(-1); });
  const auto json = bus.subscribe("tick", [&](const Json& payload) { named = payload; });
  EXPECT_EQ(bus.publish("tick", {{"number", 4}}), 2U);
  EXPECT_EQ(bus.publish("tick", {{"number", 1}}), 1U);
  EXPECT_EQ(bus.publish("one_way", 3), 0U);
  EXPECT_EQ(got, std::vector<int>{4});
  EXPECT_EQ(named, (Json{{"number", 1}}));
  // A payload that is no tick fails for the typed subscriber and harms no other.
  EXPECT_EQ(bus.publish("tick", {{"number", "four"}}), 1U);
  EXPECT_EQ(bus.publish("tick", nullptr), 1U);
  EXPECT_EQ(statistics_of(bus, "tick").failed, 2U);
  EXPECT_EQ(named, nullptr);
}

TEST(EventBus, LeavesOutWhatAFilterRefuses) {
  EventBus bus;
  int typed = 0;
  int named = 0;
  const auto a = bus.subscribe<Tick>([&](const Tick&) { ++typed; },
                                     {.filter = [](const Tick& tick) { return tick.number > 1; }});
  const auto b =
      bus.subscribe("tick", [&](const Json&) { ++named; },
                    {.filter = [](const Json& payload) { return payload.at("number") == 1; }});
  for (const int number : {0, 1, 2, 3}) bus.publish(Tick{number});
  EXPECT_EQ(typed, 2);
  EXPECT_EQ(named, 1);
  EXPECT_EQ(statistics_of(bus, "tick").delivered, 3U);
}

TEST(EventBus, DropsRepeatsOnlyForThoseWhoAsk) {
  using namespace std::chrono_literals;
  EventBus bus;
  std::vector<int> all;
  std::vector<int> once;
  int throttled = 0;
  const auto a = bus.subscribe<Tick>([&](const Tick& tick) { all.push_back(tick.number); });
  const auto b = bus.subscribe<Tick>(
      [&](const Tick& tick) { once.push_back(tick.number); },
      {.once_within = 1h, .key = [](const Tick& tick) { return std::to_string(tick.number); }});
  const auto c = bus.subscribe<Tick>([&](const Tick&) { ++throttled; }, {.once_within = 1h});
  for (const int number : {1, 1, 2, 1, 2, 3}) bus.publish(Tick{number});
  EXPECT_EQ(all, (std::vector<int>{1, 1, 2, 1, 2, 3}));
  EXPECT_EQ(once, (std::vector<int>{1, 2, 3}));
  EXPECT_EQ(throttled, 1);
}

TEST(EventBus, DeliversAgainWhenTheWindowIsOver) {
  using namespace std::chrono_literals;
  EventBus bus;
  int got = 0;
  const auto a = bus.subscribe<Tick>([&](const Tick&) { ++got; }, {.once_within = 5ms});
  bus.publish(Tick{});
  std::this_thread::sleep_for(10ms);
  bus.publish(Tick{});
  EXPECT_EQ(got, 2);
}

TEST(EventBus, OrdersAnyPrioritiesAsAStableSortDoes) {
  rc::check([](const std::vector<int>& priorities) {
    EventBus bus;
    std::vector<std::size_t> order;
    std::vector<Subscription> held;
    std::vector<std::size_t> expected;
    for (std::size_t i = 0; i < priorities.size(); ++i) {
      held.push_back(bus.subscribe<Tick>([&order, i](const Tick&) { order.push_back(i); },
                                         {.priority = priorities[i]}));
      expected.push_back(i);
    }
    std::stable_sort(expected.begin(), expected.end(),
                     [&](std::size_t a, std::size_t b) { return priorities[a] > priorities[b]; });
    bus.publish(Tick{});
    RC_ASSERT(order == expected);
  });
}

TEST(EventBus, StopsWhenASubscriptionIsDropped) {
  EventBus bus;
  int got = 0;
  {
    const auto a = bus.subscribe<Tick>([&](const Tick&) { ++got; });
    EXPECT_TRUE(a.active());
    bus.publish(Tick{});
  }
  bus.publish(Tick{});
  auto b = bus.subscribe("tick", [&](const Json&) { ++got; });
  bus.unsubscribe(b);
  EXPECT_FALSE(b.active());
  b.unsubscribe();
  EXPECT_EQ(bus.publish(Tick{}), 0U);
  EXPECT_EQ(got, 1);
}

TEST(EventBus, MovesSubscriptions) {
  EventBus bus;
  int first = 0;
  int second = 0;
  auto a = bus.subscribe<Tick>([&](const Tick&) { ++first; });
  auto b = bus.subscribe<Tick>([&](const Tick&) { ++second; });
  a = std::move(b);
  bus.publish(Tick{});
  EXPECT_EQ(first, 0);
  EXPECT_EQ(second, 1);
}

TEST(EventBus, LetsAHandlerDropItselfAndOthers) {
  EventBus bus;
  int once = 0;
  int victim = 0;
  std::optional<Subscription> other;
  Subscription self = bus.subscribe<Tick>([&](const Tick&) {
    ++once;
    self.unsubscribe();
    other.reset();
  });
  other.emplace(bus.subscribe<Tick>([&](const Tick&) { ++victim; }));
  bus.publish(Tick{});
  bus.publish(Tick{});
  EXPECT_EQ(once, 1);
  EXPECT_EQ(victim, 0) << "it was dropped before its turn";
}

TEST(EventBus, LetsAHandlerOwnItsSubscription) {
  auto alive = std::make_shared<int>(0);
  const std::weak_ptr<int> watch = alive;
  {
    EventBus bus;
    const auto own = std::make_shared<Subscription>();
    *own = bus.subscribe<Tick>([own, alive](const Tick&) {
      ++*alive;
      *own = {};
    });
    bus.publish(Tick{});
    bus.publish(Tick{});
    EXPECT_EQ(*alive, 1);
    // One that never comes to drop itself goes with the bus.
    const auto never = std::make_shared<Subscription>();
    *never = bus.subscribe<OneWay>([never, alive](const OneWay&) {});
  }
  alive.reset();
  EXPECT_TRUE(watch.expired());
}

TEST(EventBus, FreesWhatAHandlerCapturedWhenItIsDropped) {
  EventBus bus;
  auto captured = std::make_shared<int>(0);
  const std::weak_ptr<int> watch = captured;
  auto a = bus.subscribe<Tick>([captured = std::move(captured)](const Tick&) {});
  a.unsubscribe();
  EXPECT_TRUE(watch.expired());
}

TEST(EventBus, LetsAHandlerPublishAndSubscribe) {
  EventBus bus;
  std::vector<int> got;
  std::vector<Subscription> added;
  const auto a = bus.subscribe<Tick>([&](const Tick& tick) {
    got.push_back(tick.number);
    if (tick.number >= 3) return;
    added.push_back(
        bus.subscribe<Tick>([&](const Tick& inner) { got.push_back(10 * inner.number); }));
    bus.publish(Tick{tick.number + 1});
  });
  bus.publish(Tick{1});
  // Who subscribes during a publish gets the next event.
  EXPECT_EQ(got, (std::vector<int>{1, 2, 3, 30, 30, 20}));
}

TEST(EventBus, OutlivedByItsSubscriptions) {
  std::optional<EventBus> bus(std::in_place);
  auto a = bus->subscribe<Tick>([](const Tick&) {});
  bus.reset();
  EXPECT_FALSE(a.active());
  a.unsubscribe();
}

TEST(EventBus, CountsByNameAndRemembersTheLastEvents) {
  EventBus bus({.history = 3});
  const auto before = std::chrono::system_clock::now();
  {
    const TraceScope trace("a-trace-id-that-is-longer-than-a-short-string");
    bus.publish(Tick{});
    bus.publish("plugin_loaded", Json::object());
  }
  const auto records = bus.history();
  ASSERT_EQ(records.size(), 2U);
  EXPECT_EQ(records[0].event, "tick");
  EXPECT_EQ(records[0].trace_id, "a-trace-id-that-is-longer-than-a-short-string");
  EXPECT_EQ(records[1].event, "plugin_loaded");
  EXPECT_GE(records[0].time, before - std::chrono::milliseconds(20));
  EXPECT_LE(records[1].time, std::chrono::system_clock::now());
  for (int i = 0; i < 5; ++i) bus.publish(OneWay{i});
  const auto later = bus.history();
  ASSERT_EQ(later.size(), 3U);
  for (const auto& record : later) {
    EXPECT_EQ(record.event, "one_way");
    EXPECT_EQ(record.trace_id, "-");
  }
  EXPECT_EQ(statistics_of(bus, "one_way").published, 5U);
  EXPECT_EQ(statistics_of(bus, "one_way").delivered, 0U);
  EXPECT_TRUE(EventBus({.history = 0}).history().empty());
}

TEST(EventBus, TellsTypesOfOneNameApart) {
  EventBus bus;
  int ticks = 0;
  Json payload;
  const auto a = bus.subscribe<Tick>([&](const Tick&) { ++ticks; });
  const auto b = bus.subscribe("tick", [&](const Json& json) { payload = json; });
  EXPECT_EQ(bus.publish(Twin{0.5}), 1U);
  EXPECT_EQ(ticks, 0);
  EXPECT_EQ(payload, (Json{{"number", 0.5}}));
  EXPECT_EQ(bus.publish(Tick{}), 2U);
  EXPECT_EQ(ticks, 1);
}

TEST(EventBus, PublishesATypedEventWithoutAllocating) {
  const TraceScope trace;
  EventBus bus;
  int sum = 0;
  const auto a = bus.subscribe<Tick>([&](const Tick& tick) { sum += tick.number; });
  bus.publish(Tick{1});  // The first one of a type makes its channel.
  const std::size_t before = test::allocations_of_this_thread();
  for (int i = 0; i < 5'000; ++i) bus.publish(Tick{1});
  EXPECT_EQ(test::allocations_of_this_thread() - before, 0U);
  EXPECT_EQ(sum, 5'001);
  const auto b = bus.subscribe("tick", [](const Json&) {});
  bus.publish(Tick{1});
  EXPECT_GT(test::allocations_of_this_thread() - before, 0U) << "or the counter counts nothing";
}

TEST(EventBus, CountsDeliveriesOfHandlersThatAreGone) {
  EventBus bus;
  Subscription self;
  self = bus.subscribe<Tick>([&](const Tick& tick) {
    if (tick.number == 3) self.unsubscribe();
  });
  for (int i = 0; i < 5; ++i) bus.publish(Tick{i});
  const auto kept = bus.subscribe<Tick>([](const Tick&) {});
  bus.publish(Tick{});
  EXPECT_EQ(statistics_of(bus, "tick").delivered, 5U);
  EXPECT_EQ(statistics_of(bus, "tick").published, 6U);
}

}  // namespace
}  // namespace fwq::core
