// The data service before sources that fail, lie, hang and flap: who is asked, what is believed, what is counted.
#include "fwq/data/data_service.hpp"

#include <gtest/gtest.h>

#include <thread>

#include "fwq/core/trace.hpp"
#include "support/fake_source.hpp"
#include "support/store_support.hpp"

namespace fwq::data {
namespace {

using namespace service_test;
using std::chrono::milliseconds;

using SourcePtr = std::shared_ptr<FakeSource>;

SourcePtr source(std::string id, FakeSource::Answer answer) {
  return std::make_shared<FakeSource>(std::move(id), std::move(answer));
}

// A service over `sources`, none of them trusted, with a clock that stands still.
struct Served {
  explicit Served(std::vector<SourcePtr> sources, DataServiceOptions options = {}) {
    options.clock = clock.clock();
    options.now = [] { return kNow; };
    options.memory = [this] { return memory.load(); };
    std::vector<ServedSource> served;
    for (auto& one : sources) served.push_back({one, "somewhere", false});
    service.emplace(std::move(served), nullptr, options);
  }
  Result<Kdata> get(Symbol symbol = kStock) { return service->get_kdata({.symbol = symbol}); }
  SourceHealth health(std::size_t i = 0) { return service->source_health().at(i); }

  FakeClock clock;
  std::atomic<std::size_t> memory{0};
  std::optional<DataService> service;
};

TEST(DataService, TakesTheFirstSourceThatHasIt) {
  const auto first = source("first", has(days(5)));
  const auto second = source("second", has(days(7)));
  Served served({first, second});
  const Kdata kdata = served.get().value();
  EXPECT_EQ(kdata.source, "first");
  EXPECT_TRUE(store_test::same_rows(kdata.bars, days(5).view()));
  EXPECT_EQ(second->calls, 0);
}

TEST(DataService, PassesOverASourceThatDoesNotHaveItWithoutBlame) {
  Served served({source("first", fails(Errc::not_found)), source("second", has(days(7)))},
                {.cache_bytes = 0});
  for (int i = 0; i < 20; ++i) EXPECT_EQ(served.get().value().source, "second");
  EXPECT_EQ(served.health(0).failures, 0U);
  EXPECT_EQ(served.health(0).missing, 20U);
  EXPECT_EQ(served.health(0).requests, 20U);
  EXPECT_EQ(served.health(0).state, BreakerState::closed);
  EXPECT_EQ(served.health(1).answers, 20U);
}

TEST(DataService, PassesOverASourceThatDiesAndCountsIt) {
  const FakeSource::Answer deaths[] = {fails(Errc::io), fails(Errc::bad_data),
                                       fails(Errc::rate_limited), fails(Errc::cancelled), throws()};
  for (const auto& death : deaths) {
    Served served({source("first", death), source("second", has(days(7)))});
    EXPECT_EQ(served.get().value().source, "second");
    EXPECT_EQ(served.health(0).failures, 1U);
    EXPECT_FALSE(served.health(0).last_error.empty());
  }
}

TEST(DataService, RefusesAnswersThatCannotBeTrueAndAsksTheNext) {
  const auto changed = [](auto change) {
    BarSeries series;
    const BarSeries good = days(10);
    for (std::size_t i = 0; i < good.size(); ++i) {
      Bar bar = good[i];
      change(bar, i);
      series.push_back(bar);
    }
    return has(std::move(series));
  };
  struct Lie {
    FakeSource::Answer answer;
    const char* word;
  };
  const Lie lies[] = {
      {changed([](Bar& bar, std::size_t) { bar.volume *= 100; }), "wrong units"},
      {changed([](Bar& bar, std::size_t i) { bar.time += i == 3 ? -5 * kSecondsPerDay : 0; }),
       "follows"},
      {changed([](Bar& bar, std::size_t i) { bar.time += i == 9 ? 90 * kSecondsPerDay : 0; }),
       "future"},
      {changed([](Bar& bar, std::size_t i) { bar.high = i == 3 ? 0.01 : bar.high; }), "below"},
  };
  for (const Lie& lie : lies) {
    Served served({source("liar", lie.answer), source("honest", has(days(7)))});
    EXPECT_EQ(served.get().value().source, "honest");
    EXPECT_EQ(served.health(0).lies, 1U) << lie.word;
    EXPECT_EQ(served.health(0).failures, 1U);
    EXPECT_NE(served.health(0).last_error.find(lie.word), std::string::npos)
        << served.health(0).last_error;
  }
  // Bars outside the range are a lie too.
  Served served({source("liar", [](const BarRequest&, const std::stop_token&) -> Result<Bars> {
    return days(10).view();
  })});
  const Time from = days(10)[5].time;
  const auto outside = served.service->get_kdata({.symbol = kStock, .range = {.from = from}});
  EXPECT_EQ(outside.error().code, Errc::bad_data);
  EXPECT_NE(outside.error().message.find("outside the range"), std::string::npos);
}

TEST(DataService, BelievesATrustedSource) {
  BarSeries odd = days(3);
  odd.volume()[0] = odd.volume()[1] = odd.volume()[2] = 1;
  DataService service({{source("own", has(std::move(odd))), "home", true}}, nullptr);
  EXPECT_EQ(service.get_kdata({.symbol = kStock}).value().bars.size(), 3U);
}

TEST(DataService, OwnsTheBarsOfASourceThatGoesOnWriting) {
  auto series = std::make_shared<BarSeries>(days(5));
  Served served(
      {source("writer", [series](const BarRequest&, const std::stop_token&) -> Result<Bars> {
        return series->view();
      })});
  const Kdata kdata = served.get().value();
  series->close()[0] = 99;
  EXPECT_EQ(kdata.bars.close()[0], days(5).close()[0]);
  EXPECT_EQ(served.get().value().bars.close()[0], days(5).close()[0]);
}

TEST(DataService, LeavesAHangingSourceBehindAndHoldsOnlySoManyThreads) {
  const auto gate = std::make_shared<Gate>();
  const auto hanging = source("hanging", hangs(gate));
  Served served({hanging, source("second", has(days(7)))},
                {.cache_bytes = 0,
                 .time_out = milliseconds(20),
                 .calls_per_source = 2,
                 .breaker = {.failures = 3, .cool_down = milliseconds(1000)}});
  EXPECT_EQ(served.get().value().source, "second");
  EXPECT_EQ(served.health().hangs, 1U);
  EXPECT_EQ(served.health().abandoned, 1U);
  EXPECT_EQ(served.health().state, BreakerState::open);
  EXPECT_NE(served.health().last_error.find("within 0.02 s"), std::string::npos);
  for (int i = 0; i < 10; ++i) EXPECT_EQ(served.get().value().source, "second");
  EXPECT_EQ(hanging->calls, 1) << "it rests";
  EXPECT_EQ(served.health().turned_away, 10U);
  for (int i = 0; i < 10; ++i) {
    served.clock.pass(milliseconds(1000));
    EXPECT_EQ(served.get().value().source, "second");
  }
  EXPECT_EQ(hanging->calls, 2) << "two threads hang; no third one is risked";
  EXPECT_EQ(served.health().abandoned, 2U);
  gate->open();
  gate->wait_for(0);
  while (served.health().abandoned > 0) std::this_thread::yield();
  hanging->become(has(days(3)));
  served.clock.pass(milliseconds(1000));
  EXPECT_EQ(served.get().value().source, "hanging") << "what comes back is used again";
  EXPECT_EQ(served.health().state, BreakerState::closed);
}

TEST(DataService, EndsThoughASourceHangs) {
  const auto gate = std::make_shared<Gate>();
  std::weak_ptr<FakeSource> watched;
  {
    auto hanging = source("hanging", hangs(gate));
    watched = hanging;
    Served served({std::move(hanging)}, {.time_out = milliseconds(10)});
    EXPECT_EQ(served.get().error().code, Errc::unavailable);
  }
  EXPECT_FALSE(watched.expired()) << "its thread still runs in it";
  gate->open();
  while (!watched.expired()) std::this_thread::yield();
}

TEST(DataService, GivesAFailingSourceARestAndTriesItAgain) {
  const auto flapping = source("flapping", fails(Errc::io, "the line is down"));
  Served served({flapping, source("second", has(days(7)))},
                {.cache_bytes = 0, .breaker = {.failures = 3, .cool_down = milliseconds(1000)}});
  for (int i = 0; i < 10; ++i) EXPECT_EQ(served.get().value().source, "second");
  EXPECT_EQ(flapping->calls, 3);
  EXPECT_EQ(served.health().state, BreakerState::open);
  served.clock.pass(milliseconds(1000));
  EXPECT_EQ(served.health().state, BreakerState::half_open);
  EXPECT_EQ(served.get().value().source, "second");
  EXPECT_EQ(flapping->calls, 4) << "one try";
  flapping->become(has(days(3)));
  served.clock.pass(milliseconds(1000));
  EXPECT_EQ(served.get().value().source, "flapping");
  EXPECT_EQ(served.health().state, BreakerState::closed);
}

TEST(DataService, SaysOfEachSourceWhyThereAreNoBars) {
  Served none({source("first", fails(Errc::not_found, "nothing here")),
               source("second", fails(Errc::not_found, "nor here"))});
  const Error missing = none.get().error();
  EXPECT_EQ(missing.code, Errc::not_found);
  EXPECT_NE(missing.message.find("first: nothing here; second: nor here"), std::string::npos)
      << missing.message;
  Served down({source("first", fails(Errc::not_found, "nothing here")),
               source("second", fails(Errc::io, "no cable"))});
  EXPECT_EQ(down.get().error().code, Errc::unavailable) << "the second might have had it";
  EXPECT_EQ(Served({}).get().error().code, Errc::unavailable);
  EXPECT_EQ(Served({}).get(Symbol()).error().code, Errc::invalid_argument);
}

TEST(DataService, AnswersAStopWithin100MsWhateverTheSourceDoes) {
  const auto gate = std::make_shared<Gate>();
  Served served({source("hanging", hangs(gate))});
  core::TaskSystem tasks(2);
  auto loading = served.service->get_kdata_async(tasks, {.symbol = kStock});
  gate->wait_for(1);
  auto waiting = served.service->get_kdata_async(tasks, {.symbol = kStock});
  while (served.service->cache_statistics().waits == 0) std::this_thread::yield();
  const auto began = std::chrono::steady_clock::now();
  waiting.cancel();
  EXPECT_EQ(waiting.get().error().code, Errc::cancelled);
  loading.cancel();
  EXPECT_EQ(loading.get().error().code, Errc::cancelled);
  EXPECT_LT(std::chrono::steady_clock::now() - began, milliseconds(100));
  EXPECT_EQ(served.health().failures, 0U)
      << "a caller's change of mind is no failure of the source";
  EXPECT_EQ(served.health().abandoned, 1U);
}

TEST(DataService, CarriesTheTraceToTheSource) {
  std::string seen;
  Served served({source("first", [&](const BarRequest&, const std::stop_token&) -> Result<Bars> {
    seen = core::current_trace_id();
    return days(1).view();
  })});
  core::TaskSystem tasks(1);
  const core::TraceScope trace("chosen");
  served.service->get_kdata_async(tasks, {.symbol = kStock}).get().value();
  EXPECT_EQ(seen, "chosen");
}

TEST(DataService, MakesALongerPeriodFromWhatASourceHas) {
  Served served({source("days", has(days(14)))});  // Wednesday 2023-11-01 to Tuesday 14.
  const Kdata weeks = served.service->get_kdata({.symbol = kStock, .period = Period::week}).value();
  ASSERT_EQ(weeks.bars.size(), 2U) << "the week that runs is left out";
  EXPECT_EQ(date_of(weeks.bars.time()[0]), (Date{2023, 11, 5}));
  EXPECT_EQ(weeks.bars.volume()[1], 70'000);
  EXPECT_EQ(served.service->get_kdata({.symbol = kStock, .period = Period::min5}).error().code,
            Errc::unsupported);
  EXPECT_EQ(served.health().failures, 0U);
}

TEST(DataService, MakesQuartersOfMonthsWhereThereAreNoDaysAndOfNoWeeks) {
  const auto only = [](Period period) {
    return [period](const BarRequest& request, const std::stop_token&) -> Result<Bars> {
      if (request.period != period) return Error{Errc::unsupported, "not that period"};
      BarSeries months;
      for (int m = 1; m <= 9; ++m)
        months.push_back({day_bar_time({2023, m, 28}), 10, 11, 9, 10, 100, 1000});
      return months.view();
    };
  };
  const KdataRequest quarters{.symbol = kStock, .period = Period::quarter};
  Served months({source("months", only(Period::month))});
  const auto got = months.service->get_kdata(quarters);
  ASSERT_TRUE(got) << got.error().message;
  EXPECT_EQ(got->source, "months");
  EXPECT_GE(got->bars.size(), 2U);
  EXPECT_EQ(got->bars.volume()[0], 300);
  Served weeks({source("weeks", only(Period::week))});
  EXPECT_EQ(weeks.service->get_kdata(quarters).error().code, Errc::unsupported);
}

TEST(DataService, AdjustsOverTheWholeHistory) {
  class Events final : public ReferenceData {
   public:
    Result<std::vector<ExRightsEvent>> events(Symbol) override {
      return std::vector<ExRightsEvent>{{.date = {2023, 11, 10}, .cash = 1.0}};
    }
    Result<TradingCalendar> calendar() override { return TradingCalendar(); }
    Result<std::vector<Security>> securities() override { return std::vector<Security>(); }
  };
  BarSeries series;
  for (std::size_t i = 0; i < 10; ++i) {  // The price falls by the dividend on the day.
    Bar bar = days(10)[i];
    const double price = date_of(bar.time) < Date{2023, 11, 10} ? 10 : 9;
    bar = {bar.time, price, price, price, price, 1000, 1000 * price};
    series.push_back(bar);
  }
  const auto events = std::make_shared<Events>();
  DataService service({{source("days", has(std::move(series))), "", true}}, events);
  const TimeRange until{.from = TimeRange().from, .to = time_from({2023, 11, 8})};
  const auto prices = [&](Adjust adjust) {
    const Kdata kdata =
        service.get_kdata({.symbol = kStock, .count = 2, .range = until, .adjust = adjust}).value();
    EXPECT_EQ(kdata.bars.size(), 2U);
    return kdata.bars.close()[1];
  };
  EXPECT_EQ(prices(Adjust::none), 10);
  EXPECT_DOUBLE_EQ(prices(Adjust::forward), 9) << "the event lies after the range";
  EXPECT_EQ(prices(Adjust::backward), 10);
  const Kdata kdata =
      service.get_kdata({.symbol = kStock, .count = 3, .adjust = Adjust::forward}).value();
  EXPECT_EQ(kdata.history->events.size(), 1U);
  EXPECT_EQ(kdata.first, 7U);
  EXPECT_EQ(kdata.history->bars[kdata.first], kdata.bars[0]);
}

TEST(DataService, CountsAndSlicesWhatItHolds) {
  const auto days_source = source("days", has(days(10)));
  Served served({days_source});
  EXPECT_EQ(served.service->get_kdata("600000", Period::day, 3).value().bars.size(), 3U);
  const auto kdata = served.service->get_kdata(
      {.symbol = kStock, .count = 2, .range = {.from = TimeRange().from, .to = days(10)[5].time}});
  EXPECT_EQ(kdata.value().bars.time()[1], days(10)[4].time);
  EXPECT_TRUE(kdata->cached) << "a range is cut from the whole that is there";
  EXPECT_EQ(served.service->get_kdata({.symbol = kStock, .count = 99}).value().bars.size(), 10U);
  EXPECT_TRUE(served.service->get_kdata({.symbol = kStock, .range = {0, 1}}).value().bars.empty());
  EXPECT_EQ(days_source->calls, 1);
  EXPECT_EQ(served.service->get_kdata("nonsense").error().code, Errc::invalid_argument);
}

TEST(DataService, GivesTheNewestBarsAndSaysThatTheyAreNotLive) {
  Served served({source("days", has(days(3)))});
  const std::vector<std::string> codes{"600000", "no code", "000001.SZ"};
  const auto quotes = served.service->get_realtime_data(codes);
  ASSERT_EQ(quotes.size(), 3U);
  EXPECT_FALSE(quotes[0].value().live);
  EXPECT_EQ(quotes[0]->bar, days(3)[2]);
  EXPECT_EQ(quotes[0]->previous_close, days(3).close()[1]);
  EXPECT_EQ(quotes[1].error().code, Errc::invalid_argument);
  EXPECT_TRUE(quotes[2]);
}

}  // namespace
}  // namespace fwq::data
