// The demo market in a store and a database.
#include <gtest/gtest.h>

#include <array>
#include <set>

#include "fwq/core/event_bus.hpp"
#include "fwq/core/events.hpp"
#include "fwq/data/demo_market.hpp"
#include "support/demo_support.hpp"
#include "support/store_support.hpp"

namespace fwq::data {
namespace {

using demo_test::Made;
using demo_test::make;
using demo_test::same;
using store_test::TempFolder;

Result<ImportReport> write(const TempFolder& folder, const DemoOptions& options,
                           std::size_t threads) {
  FWQ_TRY_ASSIGN(store, Store::open(folder.store()));
  FWQ_TRY_ASSIGN(db, SystemDb::open(folder.path() / "system.sqlite"));
  core::TaskSystem tasks(threads);
  return write_demo_market(options, store, db, tasks);
}

TEST(DemoMarket, IsWrittenTheSameForAnyNumberOfThreads) {
  const DemoOptions options{.symbols = 110, .years = 2};
  const TempFolder one, four;
  ASSERT_TRUE(write(one, options, 1));
  ASSERT_TRUE(write(four, options, 4));
  const Store a = Store::open(one.store(), {.read_only = true}).value();
  const Store b = Store::open(four.store(), {.read_only = true}).value();
  const Snapshot left = a.snapshot().value(), right = b.snapshot().value();
  const auto series = left.series();
  EXPECT_EQ(series.size(), 110U);
  for (const auto& one_series : series) {
    EXPECT_TRUE(same(left.bars(one_series.symbol, Period::day).value(),
                     right.bars(one_series.symbol, Period::day).value()));
  }
}

TEST(DemoMarket, WritingAgainChangesNothingAndOtherOptionsReplaceAll) {
  const TempFolder folder;
  const auto first = write(folder, {.symbols = 40, .years = 2}, 2).value();
  EXPECT_EQ(first.symbols, 40U);
  EXPECT_EQ(first.added, first.bars);
  EXPECT_EQ(write(folder, {.symbols = 40, .years = 2}, 2).value().added, 0U);
  const auto other = write(folder, {.symbols = 10, .years = 1, .seed = 5}, 2).value();
  EXPECT_EQ(other.symbols, 10U);
  const Store store = Store::open(folder.store(), {.read_only = true}).value();
  std::size_t bars = 0;
  const auto series = store.snapshot().value().series();
  EXPECT_EQ(series.size(), 10U);
  for (const auto& one : series) bars += one.bars;
  EXPECT_EQ(bars, other.bars);
  const SystemDb db = SystemDb::open(folder.path() / "system.sqlite", true).value();
  const auto securities = db.securities().value();
  EXPECT_EQ(securities.size(), 10U);
  const Made made = make({.symbols = 10, .years = 1, .seed = 5});
  for (const auto& stock : made.stocks) {
    EXPECT_EQ(db.events(stock.symbol).value(), stock.events);
    EXPECT_EQ(db.security(stock.symbol).value(),
              (Security{stock.symbol, stock.name, stock.listed, std::nullopt}));
  }
}

TEST(DemoMarket, TellsTheEventBusWhatChangedAndNothingWhenNothingDid) {
  const TempFolder folder;
  core::EventBus bus;
  std::vector<core::DataUpdated> told;
  const auto subscription = bus.subscribe<core::DataUpdated>(
      [&](const core::DataUpdated& event) { told.push_back(event); });
  Store store = Store::open(folder.store(), {.events = &bus}).value();
  SystemDb db = SystemDb::open(folder.path() / "system.sqlite", false, &bus).value();
  core::TaskSystem tasks(1);
  const DemoOptions options{.symbols = 35, .years = 2};
  ASSERT_TRUE(write_demo_market(options, store, db, tasks));
  ASSERT_EQ(told.size(), 3U);
  std::set<std::string> kinds;
  for (const auto& event : told) {
    EXPECT_EQ(event.source, "demo");
    kinds.insert(std::string(event.kind));
  }
  EXPECT_EQ(kinds, (std::set<std::string>{"bars", "exrights", "securities"}));
  told.clear();
  ASSERT_TRUE(write_demo_market(options, store, db, tasks));
  EXPECT_TRUE(told.empty());
}

TEST(DemoMarket, LeavesWhatIsNotItsOwn) {
  const TempFolder folder;
  const Symbol real(Market::sh, "600000");
  {
    Store store = Store::open(folder.store()).value();
    auto writer = store.write().value();
    ASSERT_TRUE(writer.replace(real, Period::day, store_test::bars_from(0, 20).view()));
    ASSERT_TRUE(writer.commit());
    SystemDb db = SystemDb::open(folder.path() / "system.sqlite").value();
    const std::array securities{Security{real, "浦发银行", std::nullopt, std::nullopt}};
    ASSERT_TRUE(db.put_securities(securities));
    core::TaskSystem tasks(1);
    ASSERT_TRUE(write_demo_market({.symbols = 5, .years = 1}, store, db, tasks));
    ASSERT_TRUE(erase_demo_market(store, db));
    const auto series = store.snapshot().value().series();
    ASSERT_EQ(series.size(), 1U);
    EXPECT_EQ(series[0].symbol, real);
    EXPECT_EQ(db.securities().value().size(), 1U);
    EXPECT_TRUE(db.all_events().value().empty());
  }
}

TEST(DemoMarket, StopsWhenCancelled) {
  const TempFolder folder;
  Store store = Store::open(folder.store()).value();
  SystemDb db = SystemDb::open(folder.path() / "system.sqlite").value();
  core::TaskSystem tasks(2);
  std::stop_source stop;
  stop.request_stop();
  const auto report = write_demo_market({}, store, db, tasks, {stop.get_token(), {}});
  ASSERT_FALSE(report);
  EXPECT_EQ(report.error().code, Errc::cancelled);
  EXPECT_TRUE(store.snapshot().value().series().empty());
}

}  // namespace
}  // namespace fwq::data
