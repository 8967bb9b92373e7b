// The source that reads a store: its part in the contract suite, and what is special to it.
#include <gtest/gtest.h>

#include <stdexcept>

#include "fwq/data/data_source.hpp"
#include "fwq/data/store.hpp"
#include "support/data_source_contract.hpp"
#include "support/store_support.hpp"

namespace fwq::data {
namespace {

using store_test::TempFolder;
using namespace source_test;

void put(Store& store, Symbol symbol, Period period, const Bars& bars) {
  StoreWriter writer = store.write().value();
  writer.replace(symbol, period, bars).value();
  writer.commit().value();
}

BarSeries held(int count) {
  BarSeries series;
  for (int i = 0; i < count; ++i) series.push_back(expected_bar(i));
  return series;
}

const Registration kContract("store", [](const std::filesystem::path& folder) {
  Store store = Store::open(folder).value();
  put(store, kHeld, Period::day, held(kDays).view());
  return folder.string();
});

TEST(StoreSource, ReadsInPlaceAndSeesWhatIsWrittenLater) {
  TempFolder folder;
  Store store = Store::open(folder.path()).value();
  put(store, kHeld, Period::day, held(3).view());
  const auto source = make_store_source(store);
  const std::uint64_t before = source->version();
  EXPECT_NE(before, 0U);
  const Bars first = source->bars({kHeld}, {}).value();
  const Bars again = source->bars({kHeld}, {}).value();
  EXPECT_EQ(first.close().data(), again.close().data()) << "a view, not a copy";
  EXPECT_EQ(source->version(), before);
  put(store, kHeld, Period::day, held(5).view());
  EXPECT_NE(source->version(), before);
  EXPECT_EQ(source->bars({kHeld}, {}).value().size(), 5U);
  EXPECT_EQ(first.size(), 3U);
  EXPECT_EQ(source->newest(Period::day), expected_bar(4).time);
  EXPECT_EQ(source->newest(Period::min5), std::nullopt);
}

TEST(StoreSource, NeedsOneSnapshotHoweverManyBarsAreHeld) {
  TempFolder folder;
  Store store = Store::open(folder.path()).value();
  put(store, kHeld, Period::day, held(3).view());
  const auto source = make_store_source(store);
  std::vector<Bars> many;  // LMDB has room for far fewer readers.
  for (int i = 0; i < 5000; ++i) many.push_back(source->bars({kHeld}, {}).value());
  EXPECT_EQ(many.back().size(), 3U);
}

TEST(StoreSource, SaysWhichPeriodsThereAre) {
  TempFolder folder;
  Store store = Store::open(folder.path()).value();
  put(store, kHeld, Period::day, held(3).view());
  put(store, kUnknown, Period::min5, held(3).view());
  const auto source = make_store_source(store);
  EXPECT_EQ(source->bars({kHeld, Period::week}, {}).error().code, Errc::unsupported);
  EXPECT_NE(source->bars({kUnknown, Period::day}, {}).error().message.find("only: 5m"),
            std::string::npos);
  EXPECT_EQ(source->symbols({}).value(), (std::vector<Symbol>{kHeld, kUnknown}));
}

}  // namespace
}  // namespace fwq::data
