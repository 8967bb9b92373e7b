// Repairs: in memory, in the store, and back.
#include "fwq/data/repair.hpp"

#include <gtest/gtest.h>

#include "fwq/core/files.hpp"
#include "support/clean_market.hpp"
#include "support/store_support.hpp"

namespace fwq::data {
namespace {

using store_test::same_rows;
using test::clean_days;

const Time kStamp = time_from({2024, 1, 2}, 15 * 3600 + 7);

Repair set(const Bars& bars, std::size_t row, BarField field, double from, double to) {
  return {RepairKind::set, "volume_unit", row, bars.time()[row], field, from, to};
}
Repair removal(const Bars& bars, std::size_t row) {
  return {RepairKind::remove, "closed_day", row, bars.time()[row], BarField::time, kNone, kNone};
}

struct Shop {
  store_test::TempFolder folder;
  Store store = Store::open(folder.store()).value();

  void put(const char* symbol, const Bars& bars) {
    auto writer = store.write().value();
    (void)writer.replace(Symbol::parse(symbol).value(), Period::day, bars).value();
    writer.commit().value();
  }
  Bars stored(const char* symbol) const {
    return store.snapshot().value().bars(Symbol::parse(symbol).value(), Period::day).value();
  }
  std::filesystem::path backups() const { return folder.path() / "backups"; }
  std::size_t files() const {
    std::error_code none;
    std::filesystem::directory_iterator at(backups(), none);
    return none
               ? 0
               : static_cast<std::size_t>(std::distance(at, std::filesystem::directory_iterator()));
  }
};

SeriesRepairs repairs_of(const char* symbol, std::vector<Repair> repairs) {
  return {Symbol::parse(symbol).value(), Period::day, std::move(repairs)};
}

TEST(Repair, SetsRemovesAndSorts) {
  const Bars bars = clean_days(10).view();
  const std::vector<Repair> repairs{
      set(bars, 3, BarField::volume, bars.volume()[3], 5),
      removal(bars, 7),
      {RepairKind::sort, "unsorted_time", 0, 0, BarField::time, kNone, kNone},
      set(bars, 9, BarField::time, static_cast<double>(bars.time()[9]), 60)};
  const auto out = repaired(bars, repairs);
  ASSERT_TRUE(out);
  ASSERT_EQ(out->size(), 9U);
  EXPECT_EQ((*out)[0].time, 60);
  EXPECT_EQ((*out)[4].volume, 5);
  EXPECT_EQ((*out)[8].time, bars.time()[8]);
  EXPECT_EQ(describe(repairs[0], Period::day, false).substr(0, 25), "row 4, 2020-01-07: volume");
  EXPECT_EQ(describe(repairs[1], Period::day, true), "第 8 行 2020-01-13：删除");
}

TEST(Repair, RefusesBarsThatItWasNotMadeFor) {
  const Bars bars = clean_days(10).view();
  const Repair good = set(bars, 3, BarField::volume, bars.volume()[3], 5);
  Repair other_number = good, other_time = good, no_row = good;
  other_number.from = 1;
  other_time.time += 1;
  no_row.row = 10;
  for (const Repair& wrong : {other_number, other_time, no_row}) {
    const auto out = repaired(bars, std::vector<Repair>{wrong});
    ASSERT_FALSE(out);
    EXPECT_EQ(out.error().code, Errc::invalid_argument);
  }
}

TEST(Repair, OfStoredBarsCanBeUndone) {
  Shop shop;
  const BarSeries first = clean_days(300, 1), second = clean_days(300, 2);
  shop.put("SH600000", first.view());
  shop.put("SH600004", second.view());
  const Bars bars = shop.stored("SH600000");
  const std::vector<SeriesRepairs> repairs{
      repairs_of("SH600000",
                 {set(bars, 0, BarField::close, bars.close()[0], kNone),
                  set(bars, 200, BarField::volume, bars.volume()[200], 5), removal(bars, 299)}),
      repairs_of("SH600004", {removal(second.view(), 100)}), repairs_of("SH600005", {})};
  const auto done = apply_repairs(shop.store, repairs, shop.backups(), kStamp);
  ASSERT_TRUE(done) << done.error().message;
  EXPECT_EQ(done->series, 2U);
  EXPECT_EQ(done->changed, 2U);
  EXPECT_EQ(done->removed, 2U);
  EXPECT_EQ(done->backup.filename(), "repair-2-series-20240102-150007.json");
  EXPECT_EQ(shop.stored("SH600000").size(), 299U);
  EXPECT_EQ(shop.stored("SH600000").volume()[200], 5);
  EXPECT_EQ(shop.stored("SH600004").size(), 299U);

  // One series, then the rest; a second time there is nothing to bring back.
  ASSERT_TRUE(undo_repairs(shop.store, done->backup, Symbol::parse("SH600004").value()));
  EXPECT_TRUE(same_rows(shop.stored("SH600004"), second.view()));
  EXPECT_EQ(shop.stored("SH600000").size(), 299U);
  const auto again = undo_repairs(shop.store, done->backup);
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().code, Errc::invalid_argument);
  EXPECT_EQ(shop.stored("SH600000").size(), 299U) << "all or none";
  ASSERT_TRUE(undo_repairs(shop.store, done->backup, Symbol::parse("SH600000").value()));
  EXPECT_TRUE(same_rows(shop.stored("SH600000"), first.view()));
}

TEST(Repair, ThatTakesTheLastBarLeavesNoSeriesAndUndoingBringsItBack) {
  Shop shop;
  const BarSeries one = clean_days(1);
  shop.put("SH600000", one.view());
  const std::vector<SeriesRepairs> repairs{repairs_of("SH600000", {removal(one.view(), 0)})};
  const auto done = apply_repairs(shop.store, repairs, shop.backups(), kStamp);
  ASSERT_TRUE(done) << done.error().message;
  EXPECT_FALSE(shop.store.snapshot().value().find(Symbol::parse("SH600000").value(), Period::day));
  ASSERT_TRUE(undo_repairs(shop.store, done->backup));
  EXPECT_TRUE(same_rows(shop.stored("SH600000"), one.view()));
}

TEST(Repair, ThatFailsChangesNothing) {
  Shop shop;
  const BarSeries first = clean_days(50, 1), second = clean_days(50, 2);
  shop.put("SH600000", first.view());
  shop.put("SH600004", second.view());
  Repair stale = removal(second.view(), 3);
  stale.time += 60;
  const std::vector<SeriesRepairs> repairs{repairs_of("SH600000", {removal(first.view(), 3)}),
                                           repairs_of("SH600004", {stale})};
  ASSERT_FALSE(apply_repairs(shop.store, repairs, shop.backups(), kStamp));
  EXPECT_EQ(shop.stored("SH600000").size(), 50U);
  EXPECT_EQ(shop.files(), 0U);
  const auto nothing = apply_repairs(shop.store, {}, shop.backups(), kStamp);
  ASSERT_FALSE(nothing);
  EXPECT_EQ(nothing.error().code, Errc::invalid_argument);

  // No place for the file: the store stays as it was.
  core::write_file_atomically(shop.backups(), "a file where the folder should be").value();
  const std::vector<SeriesRepairs> good{repairs_of("SH600000", {removal(first.view(), 3)})};
  ASSERT_FALSE(apply_repairs(shop.store, good, shop.backups(), kStamp));
  EXPECT_EQ(shop.stored("SH600000").size(), 50U);
}

TEST(Repair, NeverWritesOverAnOlderFile) {
  Shop shop;
  const BarSeries series = clean_days(50);
  shop.put("SH600000", series.view());
  const std::vector<SeriesRepairs> repairs{repairs_of("SH600000", {removal(series.view(), 3)})};
  const auto first = apply_repairs(shop.store, repairs, shop.backups(), kStamp).value();
  (void)undo_repairs(shop.store, first.backup).value();
  const auto second = apply_repairs(shop.store, repairs, shop.backups(), kStamp).value();
  EXPECT_NE(first.backup, second.backup);
  EXPECT_EQ(shop.files(), 2U);
}

TEST(Repair, UndoingRefusesFilesThatAreNone) {
  Shop shop;
  const auto file = shop.folder.path() / "f.json";
  const auto code = [&](const char* text) {
    core::write_file_atomically(file, text).value();
    const auto out = undo_repairs(shop.store, file);
    return out ? "fine" : to_string(out.error().code);
  };
  EXPECT_STREQ(code(""), "bad_data");
  EXPECT_STREQ(code("[]"), "bad_data");
  EXPECT_STREQ(code("{\"format\":\"other\"}"), "bad_data");
  EXPECT_STREQ(code("{\"format\":\"fwq-repair\",\"version\":2,\"series\":[]}"), "unsupported");
  EXPECT_STREQ(code("{\"format\":\"fwq-repair\",\"version\":1,\"series\":[]}"), "invalid_argument");
  EXPECT_STREQ(code("{\"format\":\"fwq-repair\",\"version\":1,\"series\":[{\"symbol\":\"SH600000\","
                    "\"period\":\"day\","
                    "\"changes\":[{\"before\":[1,2],\"after\":null}]}]}"),
               "bad_data");
  EXPECT_STREQ(code("{\"format\":\"fwq-repair\",\"version\":1,\"series\":[{\"symbol\":\"what\","
                    "\"period\":\"day\",\"changes\":[]}]}"),
               "invalid_argument");
  EXPECT_EQ(undo_repairs(shop.store, shop.folder.path() / "none.json").error().code,
            Errc::not_found);
}

TEST(Repair, BackupsAreListedOldestFirst) {
  Shop shop;
  EXPECT_TRUE(list_backups(shop.backups()).value().empty()) << "no folder yet";
  const BarSeries series = clean_days(50);
  shop.put("SH600000", series.view());
  const std::vector<SeriesRepairs> repairs{repairs_of("SH600000", {removal(series.view(), 3)})};
  const auto later = apply_repairs(shop.store, repairs, shop.backups(), kStamp + 60).value();
  (void)undo_repairs(shop.store, later.backup).value();
  const auto first = apply_repairs(shop.store, repairs, shop.backups(), kStamp).value();
  core::write_file_atomically(shop.backups() / "other.json", "{}").value();
  const auto list = list_backups(shop.backups()).value();
  ASSERT_EQ(list.size(), 2U);
  EXPECT_EQ(list[0].file, first.backup);
  EXPECT_EQ(list[1].file, later.backup);
  EXPECT_EQ(list[0].made, format_minute(kStamp));
  EXPECT_EQ(list[0].changes, 1U);
  EXPECT_EQ(list[0].symbols, std::vector{Symbol::parse("SH600000").value()});
  EXPECT_EQ(read_backup(first.backup, Symbol::parse("SH600004").value()).error().code,
            Errc::invalid_argument);
}

}  // namespace
}  // namespace fwq::data
