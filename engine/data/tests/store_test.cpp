// The contract of the bar store: what is written is read, in place, by range, in any order of writes.
#include "fwq/data/store.hpp"

#include <gtest/gtest.h>

#include <rapidcheck.h>
#include <map>
#include <thread>

#include "store_series.hpp"
#include "store_value.hpp"
#include "support/store_support.hpp"

namespace fwq::data {
namespace {

using namespace store_test;

class StoreContract : public ::testing::Test {
 protected:
  TempFolder folder;
  Store store = Store::open(folder.store()).value();

  WriteOutcome replace(const BarSeries& bars, Period period = Period::day) {
    auto writer = store.write().value();
    const auto outcome = writer.replace(kSymbol, period, bars.view()).value();
    writer.commit().value();
    return outcome;
  }
  WriteOutcome append(const BarSeries& bars) {
    auto writer = store.write().value();
    const auto outcome = writer.append(kSymbol, Period::day, bars.view()).value();
    writer.commit().value();
    return outcome;
  }
  WriteOutcome erase(TimeRange range = {}) {
    auto writer = store.write().value();
    const auto outcome = writer.erase(kSymbol, Period::day, range).value();
    writer.commit().value();
    return outcome;
  }
  Bars read(TimeRange range = {}) const {
    return store.snapshot().value().bars(kSymbol, Period::day, range).value();
  }
  void reopen(StoreOptions options = {}) {
    { const Store closed = std::move(store); }
    store = Store::open(folder.store(), options).value();
  }
  void expect_clean() const {
    const auto report = store.verify().value();
    for (const auto& problem : report.problems)
      ADD_FAILURE() << problem.where << ": " << problem.what;
  }
};

bool aligned(const Bars& bars) {
  const auto at = [](const void* p) { return reinterpret_cast<std::uintptr_t>(p) % 64 == 0; };
  return at(bars.time().data()) && at(bars.open().data()) && at(bars.high().data()) &&
         at(bars.low().data()) && at(bars.close().data()) && at(bars.volume().data()) &&
         at(bars.amount().data());
}

TEST_F(StoreContract, GivesBackWhatWasWrittenAlsoAfterReopening) {
  const auto bars = bars_from(0, 1500);
  EXPECT_EQ(replace(bars).added, 1500U);
  EXPECT_TRUE(same_rows(read(), bars.view()));
  reopen();
  EXPECT_TRUE(same_rows(read(), bars.view()));
  reopen({.read_only = true});
  EXPECT_TRUE(same_rows(read(), bars.view()));
  expect_clean();
}

TEST_F(StoreContract, ReadsInPlaceWithEveryColumnOn64Bytes) {
  auto writer = store.write().value();
  for (unsigned i = 0; i < 300; ++i) {
    (void)writer.replace(symbol_number(i), Period::day, bars_from(0, 1 + i * 13).view()).value();
  }
  writer.commit().value();
  const Snapshot snapshot = store.snapshot().value();
  for (unsigned i = 0; i < 300; ++i) {
    const Bars once = snapshot.bars(symbol_number(i), Period::day).value();
    const Bars again = snapshot.bars(symbol_number(i), Period::day).value();
    ASSERT_EQ(once.size(), 1U + i * 13);
    ASSERT_EQ(once.close().data(), again.close().data()) << "the bars were copied";
    ASSERT_TRUE(aligned(once)) << i;
  }
}

TEST_F(StoreContract, LongHistoriesTakeSeveralValuesAndAreGatheredAligned) {
  const auto bars = bars_from(0, 3 * kBarsPerValue + 5);
  replace(bars);
  EXPECT_EQ(store.verify().value().values, 4U);
  EXPECT_TRUE(same_rows(read(), bars.view()));
  EXPECT_TRUE(aligned(read()));
  // A range across the border of two values, and one inside a value, which needs no gathering.
  const TimeRange across{day_time(kBarsPerValue - 2), day_time(kBarsPerValue + 3)};
  EXPECT_TRUE(same_rows(read(across), bars.view().slice(across)));
  const TimeRange inside{day_time(100), day_time(200)};
  EXPECT_TRUE(same_rows(read(inside), bars.view().slice(100, 100)));
}

TEST_F(StoreContract, AppendedBarsCollectInATailUntilItIsFull) {
  replace(bars_from(0, 1000));
  for (std::size_t i = 0; i < 300; ++i) EXPECT_EQ(append(bars_from(1000 + i, 1)).added, 1U);
  EXPECT_TRUE(same_rows(read(), bars_from(0, 1300).view()));
  EXPECT_EQ(store.verify().value().values, 2U) << "history and tail";
  store.merge_tails().value();
  EXPECT_EQ(store.verify().value().values, 1U);
  EXPECT_TRUE(same_rows(read(), bars_from(0, 1300).view()));
  expect_clean();
}

TEST_F(StoreContract, ATailIsAsLongAsItMayBeAndNoLonger) {
  replace(bars_from(0, 1000));
  append(bars_from(1000, kTailBars));
  EXPECT_EQ(store.verify().value().values, 2U);
  append(bars_from(1000 + kTailBars, 1));
  EXPECT_EQ(store.verify().value().values, 1U) << "one bar more merges it";
  EXPECT_TRUE(same_rows(read(), bars_from(0, 1001 + kTailBars).view()));
}

TEST_F(StoreContract, ALongReplacementAfterATailTakesTheTailIn) {
  replace(bars_from(0, 1000));
  append(bars_from(1000, 10));
  EXPECT_EQ(replace(bars_from(1010, kBarsPerValue)).added, kBarsPerValue);
  EXPECT_TRUE(same_rows(read(), bars_from(0, 1010 + kBarsPerValue).view()));
  expect_clean();
}

TEST_F(StoreContract, AppendRefusesBarsThatAreNotLaterAndKeepsTheTransactionUsable) {
  replace(bars_from(0, 10));
  auto writer = store.write().value();
  const auto refused = writer.append(kSymbol, Period::day, bars_from(9, 2).view());
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Errc::invalid_argument);
  EXPECT_NE(refused.error().message.find("SH600000 day"), std::string::npos);
  EXPECT_EQ(writer.append(kSymbol, Period::day, bars_from(10, 2).view()).value().added, 2U);
  writer.commit().value();
  EXPECT_EQ(read().size(), 12U);
}

TEST_F(StoreContract, RefusesFallingTimesInfiniteNumbersAndNamelessSeries) {
  BarSeries falling = bars_from(0, 3);
  falling.time()[2] = falling.time()[1];
  BarSeries infinite = bars_from(0, 3);
  infinite.low()[1] = -std::numeric_limits<double>::infinity();
  auto writer = store.write().value();
  EXPECT_EQ(writer.replace(kSymbol, Period::day, falling.view()).error().code,
            Errc::invalid_argument);
  EXPECT_EQ(writer.append(kSymbol, Period::day, falling.view()).error().code,
            Errc::invalid_argument);
  EXPECT_EQ(writer.replace(kSymbol, Period::day, infinite.view()).error().code,
            Errc::invalid_argument);
  EXPECT_EQ(writer.append(kSymbol, Period::day, infinite.view()).error().code,
            Errc::invalid_argument);
  EXPECT_EQ(writer.replace(Symbol(), Period::day, bars_from(0, 3).view()).error().code,
            Errc::invalid_argument);
  BarSeries absurd = bars_from(0, 2);
  absurd.time()[1] = std::numeric_limits<Time>::max();
  EXPECT_EQ(writer.replace(kSymbol, Period::day, absurd.view()).error().code,
            Errc::invalid_argument);
  writer.commit().value();
  EXPECT_TRUE(store.snapshot().value().series().empty());
}

TEST_F(StoreContract, MissingNumbersSurvive) {
  BarSeries bars = bars_from(0, 20);
  bars.open()[3] = kNone;
  bars.amount()[19] = kNone;
  replace(bars);
  EXPECT_TRUE(same_rows(read(), bars.view()));
  EXPECT_FALSE(replace(bars).changed()) << "NaN equals itself here";
  expect_clean();
}

TEST_F(StoreContract, ReplaceCountsWhatIsNewChangedAndGone) {
  replace(bars_from(0, 10));
  // Stored 0..9; wanted 5, 6 (changed), 8, 9, 10, 11: 7 goes, 6 differs, 10 and 11 are new.
  BarSeries wanted;
  for (const std::size_t i : {5U, 6U, 8U, 9U, 10U, 11U})
    wanted.push_back(bar_at(i, i == 6 ? 2 : 1));
  const auto outcome = replace(wanted);
  EXPECT_EQ(outcome.added, 3U);
  EXPECT_EQ(outcome.removed, 1U);
  const Bars now = read();
  ASSERT_EQ(now.size(), 11U);
  EXPECT_EQ(now[6], bar_at(6, 2));
  EXPECT_EQ(now[7], bar_at(8));
  EXPECT_EQ(now[10], bar_at(11));
}

TEST_F(StoreContract, ReplaceOfTheSameBarsWritesNothing) {
  replace(bars_from(0, 2 * kBarsPerValue + 100));
  auto writer = store.write().value();
  EXPECT_FALSE(writer.replace(kSymbol, Period::day, bars_from(0, 2 * kBarsPerValue + 100).view())
                   .value()
                   .changed());
  EXPECT_FALSE(writer.replace(kSymbol, Period::day, bars_from(kBarsPerValue - 5, 10).view())
                   .value()
                   .changed());
  EXPECT_FALSE(writer.replace(kSymbol, Period::day, Bars()).value().changed());
  EXPECT_FALSE(writer.append(kSymbol, Period::day, Bars()).value().changed());
  EXPECT_EQ(writer.pending_bytes(), 0U);
}

TEST_F(StoreContract, EraseTakesARangeOrTheWholeSeries) {
  replace(bars_from(0, 100));
  EXPECT_EQ(erase({day_time(20), day_time(30)}).removed, 10U);
  EXPECT_EQ(read().size(), 90U);
  EXPECT_EQ(erase({day_time(20), day_time(30)}).removed, 0U);
  EXPECT_EQ(erase({day_time(30), day_time(20)}).removed, 0U);
  EXPECT_TRUE(read({day_time(20), day_time(30)}).empty())
      << "a stored series without a bar in the range is no error";
  EXPECT_EQ(erase({.from = day_time(50)}).removed, 50U);
  EXPECT_EQ(erase({.to = day_time(5)}).removed, 5U);
  EXPECT_EQ(erase().removed, 35U);
  const auto gone = store.snapshot().value().bars(kSymbol, Period::day);
  ASSERT_FALSE(gone);
  EXPECT_EQ(gone.error().code, Errc::not_found);
  EXPECT_TRUE(store.snapshot().value().series().empty());
}

TEST_F(StoreContract, ErasingTheLastBarsByRangeEndsTheSeries) {
  replace(bars_from(0, 3 * kBarsPerValue));
  EXPECT_EQ(erase({.from = day_time(0)}).removed, 3 * kBarsPerValue);
  EXPECT_FALSE(store.snapshot().value().find(kSymbol, Period::day));
}

TEST_F(StoreContract, ListsSeriesInOrderAndKnowsTheNewestBar) {
  auto writer = store.write().value();
  const Symbol shenzhen(Market::sz, "000001");
  (void)writer.replace(shenzhen, Period::day, bars_from(5, 10).view()).value();
  (void)writer.replace(kSymbol, Period::min5, bars_from(0, 20).view()).value();
  (void)writer.replace(kSymbol, Period::day, bars_from(0, kBarsPerValue + 1).view()).value();
  writer.commit().value();
  const Snapshot snapshot = store.snapshot().value();
  const auto all = snapshot.series();
  ASSERT_EQ(all.size(), 3U);
  EXPECT_EQ(all[0].symbol, kSymbol);
  EXPECT_EQ(all[0].period, Period::min5);
  EXPECT_EQ(all[1].period, Period::day);
  EXPECT_EQ(all[1].bars, kBarsPerValue + 1);
  EXPECT_EQ(all[2].symbol, shenzhen);
  EXPECT_EQ(all[2].first, day_time(5));
  EXPECT_EQ(all[2].last, day_time(14));
  EXPECT_EQ(snapshot.newest(Period::min5), day_time(19));
  EXPECT_EQ(snapshot.newest(Period::day), day_time(kBarsPerValue));
  EXPECT_EQ(snapshot.newest(Period::week), std::nullopt);
  EXPECT_EQ(snapshot.find(shenzhen, Period::day)->bars, 10U);
  EXPECT_FALSE(snapshot.find(shenzhen, Period::week));
}

TEST_F(StoreContract, AWriteThatIsNotCommittedLeavesNothing) {
  replace(bars_from(0, 10));
  {
    auto writer = store.write().value();
    (void)writer.erase(kSymbol, Period::day).value();
    EXPECT_EQ(read().size(), 10U) << "nobody sees it before the commit";
  }
  EXPECT_EQ(read().size(), 10U);
}

TEST_F(StoreContract, ASpentWriterRefuses) {
  auto writer = store.write().value();
  writer.commit().value();
  EXPECT_EQ(writer.commit().error().code, Errc::invalid_argument);
  EXPECT_EQ(writer.append(kSymbol, Period::day, bars_from(0, 1).view()).error().code,
            Errc::invalid_argument);
}

TEST_F(StoreContract, ASnapshotKeepsWhatItSawAndBarsOutliveEverything) {
  replace(bars_from(0, 500));
  Bars old;
  {
    const Snapshot snapshot = store.snapshot().value();
    replace(bars_from(0, 500, 2));
    EXPECT_TRUE(same_rows(snapshot.bars(kSymbol, Period::day).value(), bars_from(0, 500).view()));
    old = snapshot.bars(kSymbol, Period::day).value();
  }
  // Pages of the old state must not be used again while `old` is there.
  for (std::uint64_t seed = 3; seed < 20; ++seed) replace(bars_from(0, 500, seed));
  EXPECT_TRUE(same_rows(old, bars_from(0, 500).view()));
  EXPECT_TRUE(same_rows(read(), bars_from(0, 500, 19).view()));
  { const Store closed = std::move(store); }
  EXPECT_TRUE(same_rows(old, bars_from(0, 500).view())) << "also after the Store is gone";
  EXPECT_EQ(Store::open(folder.store()).error().code, Errc::unavailable) << "the bars keep it open";
  old = {};
  store = Store::open(folder.store()).value();
}

TEST_F(StoreContract, OneThreadCannotWriteTwiceAndOthersWait) {
  auto writer = store.write().value();
  EXPECT_EQ(store.write().error().code, Errc::unavailable);
  std::atomic<bool> entered{false};
  std::thread other([&] {
    auto second = store.write().value();
    entered = true;
    (void)second.append(kSymbol, Period::day, bars_from(5, 5).view()).value();
    second.commit().value();
  });
  (void)writer.append(kSymbol, Period::day, bars_from(0, 5).view()).value();
  std::this_thread::sleep_for(std::chrono::milliseconds(20));
  EXPECT_FALSE(entered);
  writer.commit().value();
  { const StoreWriter ended = std::move(writer); }
  other.join();
  EXPECT_EQ(read().size(), 10U);
}

TEST_F(StoreContract, ManyThreadsReadOneSnapshotWhileAnotherWrites) {
  replace(bars_from(0, 2000));
  const Snapshot snapshot = store.snapshot().value();
  const auto expected = rows_of(bars_from(0, 2000).view());
  std::atomic<int> wrong{0};
  std::vector<std::thread> readers;
  for (int t = 0; t < 3; ++t) {
    readers.emplace_back([&] {
      for (int i = 0; i < 50; ++i) {
        wrong += same_rows(rows_of(snapshot.bars(kSymbol, Period::day).value()), expected) ? 0 : 1;
        wrong += store.snapshot().value().find(kSymbol, Period::day)->bars == 2000 ? 0 : 1;
      }
    });
  }
  for (std::uint64_t seed = 2; seed < 12; ++seed) replace(bars_from(0, 2000, seed));
  for (auto& reader : readers) reader.join();
  EXPECT_EQ(wrong, 0);
}

TEST_F(StoreContract, CompactGivesBackSpaceAndKeepsEveryBar) {
  for (unsigned i = 0; i < 40; ++i) {
    auto writer = store.write().value();
    (void)writer.replace(symbol_number(i), Period::day, bars_from(0, 3000, i).view()).value();
    writer.commit().value();
  }
  {
    auto writer = store.write().value();
    for (unsigned i = 0; i < 30; ++i) (void)writer.erase(symbol_number(i), Period::day).value();
    writer.commit().value();
  }
  const std::size_t before = store.file_bytes();
  {
    const Snapshot alive = store.snapshot().value();
    EXPECT_EQ(store.compact().error().code, Errc::unavailable);
  }
  const std::size_t saved = store.compact().value();
  EXPECT_GT(saved, before / 2);
  EXPECT_EQ(store.file_bytes(), before - saved);
  expect_clean();
  for (unsigned i = 30; i < 40; ++i) {
    EXPECT_TRUE(same_rows(store.snapshot().value().bars(symbol_number(i), Period::day).value(),
                          bars_from(0, 3000, i).view()));
  }
  replace(bars_from(0, 10));  // And it can be written on.
  reopen();
  EXPECT_EQ(read().size(), 10U);
  EXPECT_EQ(store.snapshot().value().series().size(), 11U);
  EXPECT_FALSE(std::filesystem::exists(folder.store() / "compact.tmp"));
}

TEST_F(StoreContract, CancelStopsMaintenanceAndHarmsNothing) {
  replace(bars_from(0, 1000));
  append(bars_from(1000, 5));
  std::stop_source stop;
  stop.request_stop();
  const core::TaskContext cancelled(stop.get_token(), {});
  EXPECT_EQ(store.verify(cancelled).error().code, Errc::cancelled);
  EXPECT_EQ(store.merge_tails(cancelled).error().code, Errc::cancelled);
  EXPECT_EQ(store.compact(cancelled).error().code, Errc::cancelled);
  EXPECT_EQ(read().size(), 1005U);
}

TEST_F(StoreContract, ReadOnlyRefusesWrites) {
  replace(bars_from(0, 10));
  reopen({.read_only = true});
  EXPECT_EQ(store.write().error().code, Errc::invalid_argument);
  EXPECT_EQ(store.compact().error().code, Errc::invalid_argument);
  EXPECT_EQ(read().size(), 10U);
}

TEST_F(StoreContract, TwoOpeningsOfOneFolderInAProcessAreRefused) {
  EXPECT_EQ(Store::open(folder.store()).error().code, Errc::unavailable);
  EXPECT_EQ(Store::open(folder.path() / "." / "store").error().code, Errc::unavailable);
}

TEST_F(StoreContract, ASmallMapGrowsWithinOneTransactionAndBetweenThem) {
  reopen({.map_bytes = 1U << 20U});
  // 40 x 168 KB in one transaction: several times the map.
  auto writer = store.write().value();
  for (unsigned i = 0; i < 40; ++i) {
    EXPECT_EQ(
        writer.replace(symbol_number(i), Period::day, bars_from(0, 3000, i).view()).value().added,
        3000U);
    EXPECT_EQ(
        writer.append(symbol_number(i), Period::day, bars_from(3000, 10, i).view()).value().added,
        10U);
  }
  EXPECT_EQ(writer.erase(symbol_number(7), Period::day).value().removed, 3010U);
  writer.commit().value();
  { const StoreWriter ended = std::move(writer); }
  for (unsigned i = 40; i < 120; ++i) {
    auto one = store.write().value();
    (void)one.replace(symbol_number(i), Period::day, bars_from(0, 3000, i).view()).value();
    one.commit().value();
  }
  expect_clean();
  const Snapshot snapshot = store.snapshot().value();
  EXPECT_EQ(snapshot.series().size(), 119U);
  for (unsigned i = 0; i < 120; ++i) {
    if (i == 7) continue;
    ASSERT_TRUE(same_rows(snapshot.bars(symbol_number(i), Period::day).value(),
                          bars_from(0, i < 40 ? 3010 : 3000, i).view()));
  }
}

TEST_F(StoreContract, AFullSmallMapSaysSoWhileBarsAreInUse) {
  reopen({.map_bytes = 1U << 20U});
  replace(bars_from(0, 100));
  std::optional<Bars> held = read();
  auto writer = store.write().value();
  const auto refused = writer.replace(kSymbol, Period::day, bars_from(0, 2 * kBarsPerValue).view());
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Errc::unavailable);
  EXPECT_FALSE(writer.commit());
  { const StoreWriter ended = std::move(writer); }
  EXPECT_TRUE(same_rows(*held, bars_from(0, 100).view()));
  held.reset();
  EXPECT_EQ(replace(bars_from(0, 2 * kBarsPerValue)).added, 2 * kBarsPerValue - 100);
  expect_clean();
}

TEST(StoreProperty, AnySequenceOfWritesEqualsASortedMap) {
  // Sizes are chosen so that values fill, split, join and grow tails within a few steps.
  const auto run = [](bool long_series) {
    return rc::check(long_series ? "long series" : "short series", [long_series] {
      TempFolder folder;
      auto store = std::make_unique<Store>(Store::open(folder.store()).value());
      std::map<Time, Bar> model;
      const std::size_t span = long_series ? 60'000 : 600;
      const int steps = *rc::gen::inRange(1, long_series ? 12 : 40);
      std::uint64_t seed = 1;
      for (int step = 0; step < steps; ++step) {
        ++seed;
        const int what = *rc::gen::inRange(0, 100);
        const auto at = *rc::gen::inRange<std::size_t>(0, span);
        const auto count = *rc::gen::inRange<std::size_t>(1, long_series ? 20'000 : 200);
        const auto stride = *rc::gen::inRange<std::size_t>(1, 4);
        const bool same = *rc::gen::inRange(0, 4) == 0;  // Some writes repeat what may be there.
        auto writer = store->write().value();
        if (what < 45) {
          BarSeries bars;
          for (std::size_t i = 0; i < count; ++i)
            bars.push_back(bar_at(at + i * stride, same ? 1 : seed));
          std::map<Time, Bar> next = model;
          next.erase(next.lower_bound(bars.time().front()), next.upper_bound(bars.time().back()));
          for (std::size_t i = 0; i < count; ++i) next[bars.time()[i]] = bars[i];
          std::size_t added = 0;
          std::size_t removed = 0;
          for (const auto& [time, bar] : next)
            added += !model.contains(time) || !(model[time] == bar) ? 1U : 0U;
          for (const auto& [time, bar] : model) removed += next.contains(time) ? 0U : 1U;
          const auto outcome = writer.replace(kSymbol, Period::day, bars.view()).value();
          RC_ASSERT(outcome.added == added);
          RC_ASSERT(outcome.removed == removed);
          model = std::move(next);
        } else if (what < 75) {
          const std::size_t first =
              model.empty() ? at
                            : static_cast<std::size_t>((model.rbegin()->first - day_time(0)) /
                                                       kSecondsPerDay) +
                                  stride;
          const std::size_t few = what < 65 ? count % 40 + 1 : count;
          const auto bars = bars_from(first, few, seed);
          (void)writer.append(kSymbol, Period::day, bars.view()).value();
          for (std::size_t i = 0; i < few; ++i) model[bars[i].time] = bars[i];
        } else if (what < 90) {
          const TimeRange range{day_time(at), day_time(at + count)};
          const auto begin = model.lower_bound(range.from);
          const auto end = model.lower_bound(range.to);
          RC_ASSERT(writer.erase(kSymbol, Period::day, range).value().removed ==
                    static_cast<std::size_t>(std::distance(begin, end)));
          model.erase(begin, end);
        }
        writer.commit().value();
        { const StoreWriter ended = std::move(writer); }
        if (what >= 90 && what < 94) store->merge_tails().value();
        if (what >= 94 && what < 97) (void)store->compact().value();
        if (what >= 97) {
          store.reset();
          store = std::make_unique<Store>(Store::open(folder.store()).value());
        }
        std::vector<Bar> expected;
        for (const auto& [time, bar] : model) expected.push_back(bar);
        const auto stored = store->snapshot().value().bars(kSymbol, Period::day);
        RC_ASSERT(stored.has_value() == !model.empty());
        if (!stored) continue;
        RC_ASSERT(same_rows(rows_of(*stored), expected));
        const TimeRange range{day_time(at), day_time(at + count)};
        std::vector<Bar> part;
        for (const Bar& bar : expected)
          if (bar.time >= range.from && bar.time < range.to) part.push_back(bar);
        RC_ASSERT(same_rows(
            rows_of(store->snapshot().value().bars(kSymbol, Period::day, range).value()), part));
      }
      const auto report = store->verify().value();
      RC_ASSERT(report.problems.empty());
      RC_ASSERT(report.bars == model.size());
      store->merge_tails().value();
      // The promise behind reading in place: what fits into one value is one value.
      if (!model.empty() && model.size() <= kBarsPerValue)
        RC_ASSERT(store->verify().value().values == 1U);
    });
  };
  EXPECT_TRUE(run(false));
  EXPECT_TRUE(run(true));
}

}  // namespace
}  // namespace fwq::data
