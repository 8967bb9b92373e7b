// The data service's cache: hits, freshness, one load for many, memory, and threads.
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <thread>

#include "fwq/core/events.hpp"
#include "fwq/data/data_service.hpp"
#include "fwq/data/store.hpp"
#include "support/fake_source.hpp"
#include "support/store_support.hpp"

namespace fwq::data {
namespace {

using namespace service_test;
using std::chrono::milliseconds;

std::shared_ptr<FakeSource> source(std::string id, FakeSource::Answer answer) {
  return std::make_shared<FakeSource>(std::move(id), std::move(answer));
}

DataServiceOptions options_at(const FakeClock& clock) {
  DataServiceOptions options;
  options.clock = clock.clock();
  options.now = [] { return kNow; };
  return options;
}

TEST(DataServiceCache, AnswersAgainWithoutAskingOrCopying) {
  const auto one = source("one", has(days(5)));
  DataService service({{one, "", false}}, nullptr, options_at(FakeClock()));
  const Kdata first = service.get_kdata({.symbol = kStock}).value();
  const Kdata second = service.get_kdata({.symbol = kStock}).value();
  EXPECT_FALSE(first.cached);
  EXPECT_TRUE(second.cached);
  EXPECT_EQ(first.bars.close().data(), second.bars.close().data());
  EXPECT_EQ(one->calls, 1);
  const CacheStatistics statistics = service.cache_statistics();
  EXPECT_EQ(statistics.hits, 1U);
  EXPECT_EQ(statistics.misses, 1U);
  EXPECT_EQ(statistics.entries, 1U);
  EXPECT_GE(statistics.bytes, 5 * sizeof(Bar));
}

TEST(DataServiceCache, ReadsAStoreInPlaceAndNeverShowsAnOldState) {
  store_test::TempFolder folder;
  Store store = Store::open(folder.path()).value();
  const auto put = [&](std::size_t count) {
    StoreWriter writer = store.write().value();
    writer.replace(kStock, Period::day, days(count).view()).value();
    writer.commit().value();
  };
  put(5);
  DataService service({{make_store_source(store), "", true}}, nullptr);
  const Kdata first = service.get_kdata({.symbol = kStock}).value();
  EXPECT_EQ(first.bars.close().data(),
            store.snapshot().value().bars(kStock, Period::day).value().close().data());
  EXPECT_TRUE(service.get_kdata({.symbol = kStock}).value().cached);
  put(9);
  const Kdata second = service.get_kdata({.symbol = kStock}).value();
  EXPECT_FALSE(second.cached);
  EXPECT_EQ(second.bars.size(), 9U);
  EXPECT_EQ(first.bars.size(), 5U);
  EXPECT_EQ(service.cache_statistics().invalidated, 1U);
}

TEST(DataServiceCache, AsksTheFirstSourceAgainWhenItMayHaveTheSymbolNow) {
  const auto own = source("own", fails(Errc::not_found));
  own->held_version = 1;
  DataService service({{own, "", true}, {source("other", has(days(5))), "", false}}, nullptr,
                      options_at(FakeClock()));
  EXPECT_EQ(service.get_kdata({.symbol = kStock}).value().source, "other");
  EXPECT_TRUE(service.get_kdata({.symbol = kStock}).value().cached);
  own->become(has(days(7)));
  own->held_version = 2;
  EXPECT_EQ(service.get_kdata({.symbol = kStock}).value().source, "own");
}

TEST(DataServiceCache, LoadsAnewWhatIsOldWhereTheSourceCannotTell) {
  const FakeClock clock;
  FakeClock moving = clock;
  const auto one = source("one", has(days(5)));
  DataService service({{one, "", false}}, nullptr, options_at(clock));
  service.get_kdata({.symbol = kStock}).value();
  moving.pass(std::chrono::seconds(299));
  EXPECT_TRUE(service.get_kdata({.symbol = kStock}).value().cached);
  moving.pass(std::chrono::seconds(1));
  EXPECT_FALSE(service.get_kdata({.symbol = kStock}).value().cached);
  EXPECT_EQ(one->calls, 2);
}

TEST(DataServiceCache, ForgetsTheSymbolsThatChanged) {
  const auto one = source("one", has(days(5)));
  DataService service({{one, "", false}}, nullptr, options_at(FakeClock()));
  for (const Symbol symbol : {kStock, kOther}) {
    service.get_kdata({.symbol = symbol}).value();
    service.get_kdata({.symbol = symbol, .period = Period::week}).value();
  }
  service.invalidate(std::vector<Symbol>{kStock});
  EXPECT_FALSE(service.get_kdata({.symbol = kStock}).value().cached);
  EXPECT_FALSE(service.get_kdata({.symbol = kStock, .period = Period::week}).value().cached);
  EXPECT_TRUE(service.get_kdata({.symbol = kOther}).value().cached);
  service.invalidate_all();
  EXPECT_EQ(service.cache_statistics().entries, 0U);
}

TEST(DataServiceCache, FollowsTheEventsOfChangedData) {
  core::EventBus bus;
  DataService service({{source("one", has(days(5))), "", false}}, nullptr, options_at(FakeClock()));
  service.follow(bus);
  const auto cached = [&](Symbol symbol) { return service.get_kdata({.symbol = symbol})->cached; };
  cached(kStock);
  cached(kOther);
  bus.publish(core::DataUpdated{.source = "csv", .kind = "bars", .symbols = {"SH600000"}});
  EXPECT_FALSE(cached(kStock));
  EXPECT_TRUE(cached(kOther));
  bus.publish(core::DataUpdated{.source = "calendar", .kind = "calendar", .symbols = {}});
  EXPECT_FALSE(cached(kStock));
  EXPECT_FALSE(cached(kOther));
}

TEST(DataServiceCache, DoesNotKeepWhatChangedWhileItWasLoaded) {
  const auto gate = std::make_shared<Gate>();
  const auto one = source("one", after(gate, has(days(5))));
  DataService service({{one, "", false}}, nullptr, options_at(FakeClock()));
  core::TaskSystem tasks(2);
  auto old = service.get_kdata_async(tasks, {.symbol = kStock});
  gate->wait_for(1);
  service.invalidate(std::vector<Symbol>{kStock});
  auto fresh = service.get_kdata_async(tasks, {.symbol = kStock});
  gate->wait_for(2);  // It does not wait for the old load.
  gate->open();
  old.get().value();
  fresh.get().value();
  EXPECT_EQ(service.cache_statistics().entries, 1U);
  EXPECT_EQ(one->calls, 2);
}

TEST(DataServiceCache, LoadsOnceForAllThatWait) {
  const auto gate = std::make_shared<Gate>();
  const auto one = source("one", after(gate, has(days(5))));
  DataService service({{one, "", false}}, nullptr, options_at(FakeClock()));
  constexpr std::size_t kCallers = 16;
  std::vector<std::thread> callers;
  std::vector<const double*> columns(kCallers);
  for (std::size_t i = 0; i < kCallers; ++i) {
    callers.emplace_back(
        [&, i] { columns[i] = service.get_kdata({.symbol = kStock}).value().bars.close().data(); });
  }
  while (service.cache_statistics().waits < kCallers - 1) std::this_thread::yield();
  gate->open();
  for (auto& caller : callers) caller.join();
  EXPECT_EQ(one->calls, 1);
  for (const double* column : columns) EXPECT_EQ(column, columns[0]);
}

TEST(DataServiceCache, LetsAnotherLoadWhenTheOneThatLoadsIsStopped) {
  const auto gate = std::make_shared<Gate>();
  const auto one = source("one", after(gate, has(days(5))));
  DataService service({{one, "", false}}, nullptr, options_at(FakeClock()));
  core::TaskSystem tasks(2);
  auto first = service.get_kdata_async(tasks, {.symbol = kStock});
  gate->wait_for(1);
  auto second = service.get_kdata_async(tasks, {.symbol = kStock});
  while (service.cache_statistics().waits == 0) std::this_thread::yield();
  first.cancel();
  EXPECT_EQ(first.get().error().code, Errc::cancelled);
  gate->wait_for(2);
  gate->open();
  EXPECT_EQ(second.get().value().bars.size(), 5U);
}

TEST(DataServiceCache, WaitersGetTheErrorOfTheLoad) {
  const auto gate = std::make_shared<Gate>();
  DataService service({{source("one", after(gate, throws())), "", false}}, nullptr,
                      options_at(FakeClock()));
  core::TaskSystem tasks(2);
  auto first = service.get_kdata_async(tasks, {.symbol = kStock});
  gate->wait_for(1);
  auto second = service.get_kdata_async(tasks, {.symbol = kStock});
  while (service.cache_statistics().waits == 0) std::this_thread::yield();
  gate->open();
  EXPECT_EQ(first.get().error().code, Errc::internal);
  EXPECT_NE(second.get().error().message.find("mid-answer"), std::string::npos);
}

TEST(DataServiceCache, StaysWithinItsBytesInAnyHistory) {
  rc::check([] {
    const auto capacity = *rc::gen::inRange<std::size_t>(0, 60'000);
    DataServiceOptions options = options_at(FakeClock());
    options.cache_bytes = capacity;
    DataService service({{source("own", has(days(100))), "", true}}, nullptr, options);
    const auto steps = *rc::gen::inRange(1, 60);
    std::uint64_t asked = 0;
    for (int i = 0; i < steps; ++i) {
      KdataRequest request{.symbol =
                               store_test::symbol_number(600'000 + *rc::gen::inRange(0U, 9U))};
      if (*rc::gen::arbitrary<bool>()) request.period = Period::week;
      if (*rc::gen::arbitrary<bool>()) request.adjust = Adjust::forward;
      if (*rc::gen::arbitrary<bool>())
        request.range.from = days(100)[*rc::gen::inRange<std::size_t>(0, 100)].time;
      const Kdata kdata = service.get_kdata(request).value();
      ++asked;
      // Cached or not, it is the same.
      DataService fresh({{source("own", has(days(100))), "", true}}, nullptr, options);
      RC_ASSERT(store_test::same_rows(kdata.bars, fresh.get_kdata(request).value().bars));
      const CacheStatistics statistics = service.cache_statistics();
      RC_ASSERT(statistics.bytes <= capacity);
      RC_ASSERT(statistics.capacity == capacity);
      RC_ASSERT(statistics.hits + statistics.misses == asked);
    }
  });
}

TEST(DataServiceCache, ShedsAllAtTheMemoryLimitAndRefusesWhatDoesNotFit) {
  std::size_t memory = 50;
  bool shedding_helps = true;
  DataServiceOptions options = options_at(FakeClock());
  options.memory_limit = 100;
  DataService* running = nullptr;
  options.memory = [&] {
    if (shedding_helps && running != nullptr && running->cache_statistics().entries == 0)
      return std::size_t{60};
    return memory;
  };
  const auto one = source("one", has(days(5)));
  DataService service({{one, "", false}}, nullptr, options);
  running = &service;
  service.get_kdata({.symbol = kStock}).value();
  memory = 150;
  service.get_kdata({.symbol = kOther}).value();
  EXPECT_EQ(service.cache_statistics().shed, 1U);
  EXPECT_EQ(service.cache_statistics().entries, 1U) << "the first is gone";
  shedding_helps = false;
  const auto refused = service.get_kdata({.symbol = kStock});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Errc::unavailable);
  EXPECT_NE(refused.error().message.find("performance.memory_limit"), std::string::npos);
  EXPECT_EQ(one->calls, 2) << "nothing is read that cannot be kept";
  service.set_memory_limit(0);
  EXPECT_TRUE(service.get_kdata({.symbol = kStock}));
}

// Many threads over few keys, with changes, in a small cache: for the thread sanitizer, and for deadlocks.
TEST(DataServiceCache, HoldsUnderContention) {
  DataServiceOptions options;
  options.cache_bytes = 20'000;
  options.now = [] { return kNow; };
  options.breaker.failures = 2;
  options.breaker.cool_down = milliseconds(1);
  std::atomic<unsigned> turn{0};
  const auto flapping =
      source("flapping", [&](const BarRequest& request, const std::stop_token& stop) {
        return ++turn % 3 == 0 ? has(days(50))(request, stop) : fails(Errc::io)(request, stop);
      });
  DataService service({{flapping, "", false}, {source("steady", has(days(50))), "", false}},
                      nullptr, options);
  std::vector<std::thread> threads;
  std::atomic<int> failures{0};
  for (unsigned t = 0; t < 6; ++t) {
    threads.emplace_back([&, t] {
      for (unsigned i = 0; i < 300; ++i) {
        const Symbol symbol = store_test::symbol_number(600'000 + (i * 7 + t) % 10);
        if (i % 37 == 0) service.invalidate(std::vector<Symbol>{symbol});
        if (i % 101 == 0) service.invalidate_all();
        if (i % 53 == 0) service.set_cache_bytes(10'000 + i * 50);
        const auto kdata = service.get_kdata({.symbol = symbol, .count = 5});
        if (!kdata || kdata->bars.size() != 5) ++failures;
        if (i % 29 == 0 && service.cache_statistics().bytes > 30'000) ++failures;
        if (i % 31 == 0) static_cast<void>(service.source_health());
      }
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(failures, 0);
}

}  // namespace
}  // namespace fwq::data
