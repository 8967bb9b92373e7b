// Tests that every change of stored data is told to the event bus, once it is durable, and nothing else is.
#include <gtest/gtest.h>

#include "fwq/core/event_bus.hpp"
#include "fwq/core/events.hpp"
#include "fwq/data/store.hpp"
#include "fwq/data/system_db.hpp"
#include "support/store_support.hpp"

namespace fwq::data {
namespace {

using namespace store_test;
using core::DataUpdated;

const Symbol kBank(Market::sh, "600000");
const Symbol kOther(Market::sz, "000001");

class DataUpdatedEvent : public ::testing::Test {
 protected:
  TempFolder folder;
  core::EventBus bus;
  std::vector<DataUpdated> told;
  core::Subscription subscription =
      bus.subscribe<DataUpdated>([this](const DataUpdated& event) { told.push_back(event); });
};

TEST_F(DataUpdatedEvent, NamesTheSymbolsOfACommitOnce) {
  auto store = Store::open(folder.store(), {.events = &bus}).value();
  auto writer = store.write("tdx").value();
  writer.append(kOther, Period::day, bars_from(0, 5).view()).value();
  writer.append(kBank, Period::day, bars_from(0, 3).view()).value();
  writer.append(kOther, Period::min5, bars_from(0, 2).view()).value();
  EXPECT_TRUE(told.empty()) << "nothing is durable yet";
  writer.commit().value();
  ASSERT_EQ(told.size(), 1U);
  EXPECT_EQ(told[0].source, "tdx");
  EXPECT_EQ(told[0].kind, "bars");
  EXPECT_EQ(told[0].symbols, (std::vector<std::string>{"SH600000", "SZ000001"}));
  EXPECT_EQ(told[0].added, 10U);
  EXPECT_EQ(told[0].removed, 0U);
}

TEST_F(DataUpdatedEvent, IsNotPublishedWhenNothingChanged) {
  auto store = Store::open(folder.store(), {.events = &bus}).value();
  const auto write = [&](bool commit) {
    auto writer = store.write().value();
    writer.replace(kBank, Period::day, bars_from(0, 3).view()).value();
    if (commit) writer.commit().value();
  };
  write(false);
  EXPECT_TRUE(told.empty()) << "a write without a commit changes nothing";
  write(true);
  write(true);
  ASSERT_EQ(told.size(), 1U);
  EXPECT_EQ(told[0].source, "store");
  auto writer = store.write().value();
  writer.commit().value();
  store.merge_tails().value();
  EXPECT_EQ(told.size(), 1U);
}

TEST_F(DataUpdatedEvent, TellsOfBarsThatWent) {
  auto store = Store::open(folder.store(), {.events = &bus}).value();
  auto writer = store.write().value();
  writer.append(kBank, Period::day, bars_from(0, 3).view()).value();
  writer.commit().value();
  auto eraser = store.write("repair").value();
  eraser.erase(kBank, Period::day).value();
  eraser.commit().value();
  ASSERT_EQ(told.size(), 2U);
  EXPECT_EQ(told[1].source, "repair");
  EXPECT_EQ(told[1].symbols, std::vector<std::string>{"SH600000"});
  EXPECT_EQ(told[1].removed, 3U);
}

TEST_F(DataUpdatedEvent, ReachesHandlersThatReadAndWriteTheStore) {
  auto store = Store::open(folder.store(), {.events = &bus}).value();
  std::size_t seen = 0;
  const auto nosy = bus.subscribe<DataUpdated>([&](const DataUpdated& event) {
    if (event.source == "echo") return;
    seen = store.snapshot().value().bars(kBank, Period::day).value().size();
    auto writer = store.write("echo").value();
    writer.append(kOther, Period::day, bars_from(0, 1).view()).value();
    writer.commit().value();
  });
  auto writer = store.write().value();
  writer.append(kBank, Period::day, bars_from(0, 3).view()).value();
  writer.commit().value();
  EXPECT_EQ(seen, 3U);
  EXPECT_EQ(bus.statistics().front().failed, 0U);
  EXPECT_EQ(told.size(), 2U);
}

TEST_F(DataUpdatedEvent, TellsOfNamesEventsAndTradingDays) {
  auto db = SystemDb::open(folder.path() / "system.sqlite", false, &bus).value();
  const std::vector<Security> names{{kBank, "浦发银行", {}, {}}, {kOther, "平安银行", {}, {}}};
  db.put_securities(names).value();
  db.put_securities(names).value();
  ASSERT_EQ(told.size(), 1U) << "the second time nothing changed";
  EXPECT_EQ(told[0].source, "list");
  EXPECT_EQ(told[0].kind, "securities");
  EXPECT_EQ(told[0].symbols, (std::vector<std::string>{"SH600000", "SZ000001"}));
  EXPECT_EQ(told[0].added, 2U);

  const std::vector<Security> renamed{{kBank, "浦发银行", {}, {}}, {kOther, "深发展A", {}, {}}};
  db.put_securities(renamed, "demo").value();
  ASSERT_EQ(told.size(), 2U);
  EXPECT_EQ(told[1].source, "demo");
  EXPECT_EQ(told[1].symbols, std::vector<std::string>{"SZ000001"}) << "only what changed";

  const std::vector<SystemDb::SymbolEvent> two{{kBank, {.date = {2020, 7, 1}, .cash = 0.5}},
                                               {kBank, {.date = {2021, 7, 1}, .cash = 0.4}}};
  db.put_events(two).value();
  db.put_events(std::span(two).first(1)).value();
  ASSERT_EQ(told.size(), 4U);
  EXPECT_EQ(told[2].kind, "exrights");
  EXPECT_EQ(told[2].added, 2U);
  EXPECT_EQ(told[3].added, 0U);
  EXPECT_EQ(told[3].removed, 1U) << "an event that went changes adjusted prices too";

  const std::vector<std::int64_t> days{days_from({2024, 1, 2}), days_from({2024, 1, 3})};
  db.put_trading_days(days).value();
  db.put_trading_days(days).value();
  ASSERT_EQ(told.size(), 5U);
  EXPECT_EQ(told[4].kind, "calendar");
  EXPECT_TRUE(told[4].symbols.empty());
  EXPECT_EQ(told[4].added, 2U);
}

}  // namespace
}  // namespace fwq::data
