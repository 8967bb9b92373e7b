// The import of CSV files into the store: repeats, merges, folders, cancels, and what one bad file does to the others.
#include "csv_import.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cmath>
#include <fstream>

#include "support/store_support.hpp"

namespace fwq::data {
namespace {

namespace fs = std::filesystem;
using store_test::rows_of;
using store_test::TempFolder;

const Symbol kSh600000(Market::sh, "600000");

std::string rows(int first, int count, const char* close = "10") {
  std::string text;
  for (int i = first; i < first + count; ++i) {
    text += fmt::format("{},10,11,9,{},1000,10000\n",
                        format_date(date_from_days(days_from({2000, 1, 3}) + i)), close);
  }
  return text;
}

struct Desk {
  TempFolder folder;
  Store store = Store::open(folder.store()).value();

  fs::path file(const std::string& name, const std::string& text) const {
    const fs::path path = folder.path() / "csv" / name;
    fs::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << text;
    return path;
  }
  fs::path days(const std::string& name, int first, int count, const char* close = "10") const {
    return file(name, "date,open,high,low,close,volume,amount\n" + rows(first, count, close));
  }
  std::vector<Bar> stored(Symbol symbol = kSh600000) const {
    return rows_of(store.snapshot().value().bars(symbol, Period::day).value());
  }
};

TEST(CsvImport, IsSafeToRepeat) {
  Desk desk;
  const auto path = desk.days("sh600000.csv", 0, 100);
  const auto first = import_csv({path}, {}, desk.store).value();
  EXPECT_EQ(first.totals.bars, 100U);
  EXPECT_EQ(first.totals.added, 100U);
  EXPECT_EQ(first.totals.symbols, 1U);
  EXPECT_EQ(first.files.size(), 1U);
  const auto again = import_csv({path}, {}, desk.store).value();
  EXPECT_EQ(again.totals.bars, 100U);
  EXPECT_EQ(again.totals.added, 0U);
}

TEST(CsvImport, LeavesStoredBarsThatTheFileDoesNotHave) {
  Desk desk;
  import_csv({desk.days("sh600000.csv", 0, 100)}, {}, desk.store).value();
  // A refused row, a missing one and a changed one within.
  auto text = "date,open,high,low,close,volume,amount\n" + rows(10, 1) + rows(11, 1, "x") +
              rows(13, 1, "10.5");
  const auto report = import_csv({desk.file("sh600000.csv", text)}, {}, desk.store).value();
  EXPECT_EQ(report.totals.rejected, 1U);
  EXPECT_EQ(report.totals.added, 1U);
  const auto bars = desk.stored();
  ASSERT_EQ(bars.size(), 100U);
  EXPECT_EQ(bars[11].close, 10);
  EXPECT_EQ(bars[12].close, 10);
  EXPECT_EQ(bars[13].close, 10.5);
}

TEST(CsvImport, KeepsTheAmountThatAFileLacks) {
  Desk desk;
  import_csv({desk.days("sh600000.csv", 0, 5)}, {}, desk.store).value();
  const auto thin = desk.file(
      "sh600000.csv", "date,open,high,low,close\n2000-01-04,10,11,9,10\n2000-01-05,10,11,9,10.5\n");
  EXPECT_EQ(import_csv({thin}, {}, desk.store).value().totals.added, 1U);
  const auto bars = desk.stored();
  EXPECT_EQ(bars[1].amount, 10000);
  EXPECT_TRUE(std::isnan(bars[2].amount)) << "another bar, with other prices";
  EXPECT_EQ(import_csv({thin}, {}, desk.store).value().totals.added, 0U);
}

TEST(CsvImport, TakesFilesAndFoldersAndNamesThoseThatGiveNothing) {
  Desk desk;
  desk.days("a/sh600000.csv", 0, 3);
  desk.days("a/deep/sh600001.csv", 0, 3);
  desk.file("a/readme.txt", "hello\n");
  const auto bad = desk.file("bad.csv", "nothing\n");
  const auto report = import_csv({desk.folder.path() / "csv/a", bad}, {}, desk.store).value();
  EXPECT_EQ(report.totals.files, 2U);
  EXPECT_EQ(report.totals.symbols, 2U);
  EXPECT_EQ(report.totals.skipped_files.size(), 2U);
  EXPECT_EQ(report.empty_paths, std::vector<fs::path>{bad});
}

TEST(CsvImport, FailsWithTheReasonWhenNoFileGivesABar) {
  Desk desk;
  EXPECT_EQ(import_csv({desk.folder.path() / "none.csv"}, {}, desk.store).error().code,
            Errc::not_found);
  EXPECT_EQ(import_csv({desk.file("sh600000.csv", "")}, {}, desk.store).error().code,
            Errc::bad_data);
  const auto header =
      import_csv({desk.file("sh600000.csv", "date,open,high,low,close\n")}, {}, desk.store);
  EXPECT_EQ(header.error().code, Errc::bad_data);
  EXPECT_NE(header.error().message.find("no usable bar in 0 rows"), std::string::npos);
  const fs::path pipe = desk.folder.path() / "pipe.csv";
  ASSERT_EQ(std::system(("mkfifo '" + pipe.string() + "'").c_str()), 0);
  EXPECT_EQ(import_csv({pipe}, {}, desk.store).error().code, Errc::io) << "and does not wait";
}

TEST(CsvImport, OneSecurityInSeveralFilesBecomesOneSeries) {
  Desk desk;
  const std::string header = "code,date,open,high,low,close,volume,amount\n";
  const auto one = desk.days("sh600000_1.csv", 0, 50);
  const auto two = desk.days("sh600000_2.csv", 40, 50, "10.5");
  const auto report = import_csv({one, two}, {}, desk.store).value();
  EXPECT_EQ(report.totals.symbols, 1U);
  const auto bars = desk.stored();
  ASSERT_EQ(bars.size(), 90U);
  EXPECT_EQ(bars[39].close, 10);
  EXPECT_EQ(bars[40].close, 10.5) << "the later file counts";
}

TEST(CsvImport, CommitsLargeFilesInPieces) {
  Desk desk;
  std::string text = "code,date,open,high,low,close,volume,amount\n";
  for (int code = 600'000; code < 600'050; ++code) {
    for (int day = 0; day < 300; ++day) {
      text += fmt::format("{},{},10,11,9,10,1000,10000\n", code,
                          format_date(date_from_days(days_from({2000, 1, 3}) + day)));
    }
  }
  const auto path = desk.file("all.csv", text);
  const auto report =
      import_csv({path}, {}, desk.store, {}, {.commit_at = 1U << 16U, .reading = {1'000, {}}})
          .value();
  EXPECT_EQ(report.totals.symbols, 50U);
  EXPECT_EQ(report.totals.added, 15'000U);
  EXPECT_EQ(import_csv({path}, {}, desk.store).value().totals.added, 0U);
  EXPECT_EQ(desk.stored(Symbol(Market::sh, "600049")).size(), 300U);
  for (const auto& entry : fs::directory_iterator(desk.folder.store())) {
    EXPECT_EQ(entry.path().string().find("fwq-csv"), std::string::npos)
        << "no temporary file is left";
  }
}

TEST(CsvImport, StopsOnRequestAndGoesOnWhenRepeated) {
  Desk desk;
  std::vector<fs::path> paths;
  for (int i = 0; i < 20; ++i)
    paths.push_back(desk.days(fmt::format("sh6000{:02}.csv", i), 0, 1000));
  std::stop_source stop;
  double last = 0;
  const core::TaskContext context(stop.get_token(), [&](double done, std::string_view) {
    EXPECT_GE(done, last);
    last = done;
    if (done > 0.4) stop.request_stop();
  });
  const auto cancelled = import_csv(paths, {}, desk.store, context);
  ASSERT_FALSE(cancelled);
  EXPECT_EQ(cancelled.error().code, Errc::cancelled);
  EXPECT_EQ(import_csv(paths, {}, desk.store).value().totals.bars, 20'000U);
  for (const SeriesInfo& series : desk.store.snapshot().value().series())
    EXPECT_EQ(series.bars, 1000U);
}

TEST(CsvImport, TakesThePlaceOfADamagedSeries) {
  TempFolder folder;
  const fs::path file = folder.path() / "sh600000.csv";
  std::ofstream(file, std::ios::binary) << "date,open,high,low,close,volume,amount\n"
                                        << rows(0, 100);
  import_csv({file}, {}, *std::make_unique<Store>(Store::open(folder.store()).value())).value();
  std::string bytes;
  {
    std::ifstream in(folder.store() / "data.mdb", std::ios::binary);
    bytes.assign(std::istreambuf_iterator<char>(in), {});
  }
  // Some of the prices of 10 become 10.25.
  const double ten = 10;
  const double other = 10.25;
  std::string needle(reinterpret_cast<const char*>(&ten), sizeof ten);
  std::size_t changed = 0;
  for (std::size_t at = bytes.find(needle); at != std::string::npos;
       at = bytes.find(needle, at + 8)) {
    if (++changed % 50 == 0) bytes.replace(at, 8, reinterpret_cast<const char*>(&other), 8);
  }
  ASSERT_GT(changed, 100U);
  std::ofstream(folder.store() / "data.mdb", std::ios::binary) << bytes;
  auto store = Store::open(folder.store()).value();
  ASSERT_FALSE(store.snapshot().value().check(kSh600000, Period::day))
      << "the test damages a series";
  const auto report = import_csv({file}, {}, store).value();
  EXPECT_EQ(report.totals.repaired.size(), 1U);
  EXPECT_TRUE(store.snapshot().value().check(kSh600000, Period::day));
  EXPECT_EQ(store.snapshot().value().bars(kSh600000, Period::day).value()[7].close, 10);
}

TEST(CsvGlance, ShowsTheFirstRowsInCanonicalUnits) {
  Desk desk;
  const auto path = desk.file("t.csv",
                              "ts_code,trade_date,open,high,low,close,vol,amount\n000001.SZ,"
                              "20240103,10,11,9,10,12.5,12.5\n");
  const auto glance = glance_at_csv(path, {}).value();
  ASSERT_EQ(glance.rows.size(), 1U);
  EXPECT_EQ(glance.rows[0].symbol.text(), "SZ000001");
  EXPECT_EQ(glance.rows[0].bar, (Bar{day_bar_time({2024, 1, 3}), 10, 11, 9, 10, 1250, 12500}));
  EXPECT_FALSE(glance_at_csv(desk.folder.path() / "none", {}));
}

}  // namespace
}  // namespace fwq::data
