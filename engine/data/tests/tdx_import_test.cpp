// The import of TDX folders: their shapes, repeats, cancels and kills, and folders with bad things in them.
#include "fwq/data/import.hpp"

#include <gtest/gtest.h>

#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <fstream>
#include <random>

#include "fwq/core/files.hpp"
#include "support/store_support.hpp"
#include "support/tdx_bytes.hpp"
#include "tdx_import.hpp"
#include "tdx_scan.hpp"

namespace fwq::data {
namespace {

namespace fs = std::filesystem;
using store_test::TempFolder;
using testing::TdxBytes;

// `count` days from 2024-01-02 on, whose prices depend on `seed`.
TdxBytes some_days(int count, int seed = 0) {
  TdxBytes file;
  for (int i = 0; i < count; ++i) {
    const int price = 1000 + seed * 7 + i;
    const auto date = date_from_days(days_from({2024, 1, 2}) + i);
    file.day(static_cast<std::uint32_t>(to_yyyymmdd(date)), price, price + 5, price - 5, price,
             static_cast<float>(price * 10), 1000);
  }
  return file;
}
TdxBytes some_minutes(int count) {
  TdxBytes file;
  for (int i = 0; i < count; ++i) {
    file.minute(2024, 1, 2, 575 + 5 * i, 10.0F, 10.1F, 9.9F, 10.0F, 10000.0F, 1000);
  }
  return file;
}

std::string file_name(int number) {
  return "sh" + std::to_string(600000 + number) + ".day";
}

struct Home {
  TempFolder folder;
  Store store = Store::open(folder.store()).value();
  core::TaskSystem tasks{2};
  fs::path tdx = folder.path() / "new_tdx";

  Result<ImportReport> import() { return import_tdx(tdx, store, tasks); }
  Result<ImportReport> import(const fs::path& from) { return import_tdx(from, store, tasks); }
};

// A market of `files` files of different lengths.
void make_market(const fs::path& tdx, int files) {
  for (int i = 0; i < files; ++i) some_days(20 + i, i).save(tdx / "vipdoc/sh/lday" / file_name(i));
}

void expect_same(const Store& a, const Store& b) {
  const auto left = a.snapshot().value();
  const auto right = b.snapshot().value();
  const auto series = left.series();
  ASSERT_EQ(series.size(), right.series().size());
  for (const SeriesInfo& info : series) {
    const auto other = right.bars(info.symbol, info.period);
    ASSERT_TRUE(other) << info.symbol.text();
    EXPECT_TRUE(store_test::same_rows(left.bars(info.symbol, info.period).value(), *other))
        << info.symbol.text();
  }
}

std::vector<std::string> series_of(const Store& store) {
  std::vector<std::string> names;
  for (const SeriesInfo& info : store.snapshot().value().series()) {
    names.push_back(std::string(info.symbol.text()) + " " + std::string(to_string(info.period)));
  }
  return names;
}

bool mentions(const std::vector<std::string>& lines, std::string_view a, std::string_view b) {
  return std::any_of(lines.begin(), lines.end(), [&](const std::string& line) {
    return line.find(a) != std::string::npos && line.find(b) != std::string::npos;
  });
}

// Runs a part of a test without the superuser's right to read everything.
class AsOrdinaryUser {
 public:
  AsOrdinaryUser() {
    if (::geteuid() == 0) switched_ = ::seteuid(65534) == 0;
  }
  AsOrdinaryUser(const AsOrdinaryUser&) = delete;
  AsOrdinaryUser& operator=(const AsOrdinaryUser&) = delete;
  ~AsOrdinaryUser() {
    if (switched_ && ::seteuid(0) != 0) std::abort();
  }

 private:
  bool switched_ = false;
};

TEST(TdxImport, KnowsAFileByItsNameInAnyCase) {
  const auto name = parse_tdx_name("SZ000001.Lc5");
  ASSERT_TRUE(name);
  EXPECT_EQ(name->symbol.text(), "SZ000001");
  EXPECT_EQ(name->period, Period::min5);
  EXPECT_TRUE(parse_tdx_name("sh999999.day")->alias);
  EXPECT_FALSE(parse_tdx_name("sh000001.day")->alias);
  EXPECT_EQ(parse_tdx_name("bj430047.lc1")->period, Period::min1);
  for (const auto* bad : {"sh60000.day", "31#00700.day", "hk000001.day", "sh60000a.day",
                          "sh600000.txt", ".day", "", "sh6000000.day", "sh600000.day.bak"}) {
    EXPECT_FALSE(parse_tdx_name(bad)) << bad;
  }
}

TEST(TdxImport, TakesTheRootVipdocAMarketOrAFolderOfFiles) {
  for (const auto* from : {"", "vipdoc", "vipdoc/sh", "vipdoc/sh/lday"}) {
    Home home;
    some_days(3).save(home.tdx / "vipdoc/sh/lday/sh600000.day");
    const auto report = home.import(home.tdx / from).value();
    EXPECT_EQ(report.files, 1U) << from;
    EXPECT_EQ(report.symbols, 1U) << from;
    EXPECT_EQ(report.bars, 3U) << from;
    EXPECT_EQ(report.added, 3U) << from;
    EXPECT_EQ(report.rejected, 0U) << from;
    EXPECT_TRUE(report.reasons.empty()) << from;
  }
}

TEST(TdxImport, ReadsEveryMarketAndPeriodAndUpperCaseNames) {
  Home home;
  some_days(3).save(home.tdx / "VIPDOC/SH/LDAY/SH600000.DAY");
  some_minutes(4).save(home.tdx / "VIPDOC/SH/FZLINE/SH600000.LC5");
  some_minutes(5).save(home.tdx / "VIPDOC/SH/MINLINE/SH600000.LC1");
  some_days(2).save(home.tdx / "VIPDOC/SZ/lday/sz000001.day");
  some_days(1).save(home.tdx / "VIPDOC/BJ/lday/bj430047.day");
  some_days(9).save(home.tdx / "VIPDOC/DS/lday/sh600009.day");  // Other markets: not ours.
  some_days(9).save(home.tdx / "T0002/sh600008.day");
  const auto report = home.import().value();
  EXPECT_EQ(report.files, 5U);
  EXPECT_EQ(report.symbols, 3U);
  EXPECT_EQ(report.bars, 15U);
  EXPECT_EQ(series_of(home.store),
            (std::vector<std::string>{"BJ430047 day", "SH600000 1m", "SH600000 5m", "SH600000 day",
                                      "SZ000001 day"}));
  const auto bars =
      home.store.snapshot().value().bars(Symbol(Market::sh, "600000"), Period::min5).value();
  EXPECT_EQ(format_minute(bars[3].time), "2024-01-02 09:50");
}

TEST(TdxImport, ChangesNothingWhenItIsRepeated) {
  Home home;
  make_market(home.tdx, 12);
  const auto first = home.import().value();
  const auto bytes = home.store.file_bytes();
  const auto second = home.import().value();
  EXPECT_EQ(second.bars, first.bars);
  EXPECT_EQ(second.symbols, 12U);
  EXPECT_EQ(second.added, 0U);
  EXPECT_EQ(home.store.file_bytes(), bytes);
}

// `fwq doctor --thorough` advises to import again; that has to help, whatever byte was changed.
TEST(TdxImport, ReplacesASeriesThatWasDamagedAndSaysSo) {
  TempFolder folder;
  const fs::path tdx = folder.path() / "new_tdx";
  make_market(tdx, 2);
  core::TaskSystem tasks{2};
  {
    auto store = Store::open(folder.store()).value();
    ASSERT_TRUE(import_tdx(tdx, store, tasks));
  }
  const fs::path data = folder.store() / "data.mdb";
  std::string bytes = core::read_file(data).value();
  const std::size_t value = bytes.find("FWQB");
  for (const std::size_t place : {0U, 4U, 8U, 60U, 200U, 1800U}) {
    std::string damaged = bytes;
    damaged[value + place] = static_cast<char>(damaged[value + place] ^ 0x11);
    std::ofstream(data, std::ios::binary) << damaged;
    auto store = Store::open(folder.store()).value();
    ASSERT_EQ(store.verify().value().problems.size(), 1U) << "byte " << place;
    const ImportReport report = import_tdx(tdx, store, tasks).value();
    ASSERT_EQ(report.repaired.size(), 1U) << "byte " << place;
    EXPECT_NE(report.repaired[0].find("SH600000 day"), std::string::npos);
    EXPECT_TRUE(store.verify().value().problems.empty()) << "byte " << place;
    EXPECT_EQ(store.snapshot().value().find(Symbol::parse("SH600000").value(), Period::day)->bars,
              20U);
    EXPECT_TRUE(import_tdx(tdx, store, tasks).value().repaired.empty());
  }
}

TEST(TdxImport, AddsWhatIsNewAndKeepsOlderBars) {
  Home home;
  const auto file = home.tdx / "sh" / "lday" / "sh600000.day";
  some_days(10).save(file);
  home.import().value();
  TdxBytes later;  // The terminal kept only the last days, and corrected one.
  later.text(some_days(12).string().substr(32 * 8));
  later.save(file);
  EXPECT_EQ(home.import().value().added, 2U);
  const auto bars =
      home.store.snapshot().value().bars(Symbol(Market::sh, "600000"), Period::day).value();
  EXPECT_EQ(bars.size(), 12U);
}

TEST(TdxImport, TakesTheCompositeIndexOnceUnderItsTrueName) {
  Home home;
  some_days(5, 1).save(home.tdx / "sh/lday/sh000001.day");
  some_days(9, 2).save(home.tdx / "sh/lday/sh999999.day");
  const auto report = home.import().value();
  EXPECT_EQ(report.symbols, 1U);
  EXPECT_EQ(report.bars, 5U);
  EXPECT_TRUE(mentions(report.skipped_files, "sh999999.day", "same series"));
  Home alone;
  some_days(9, 2).save(alone.tdx / "sh/lday/sh999999.day");
  EXPECT_EQ(alone.import().value().bars, 9U);
  EXPECT_EQ(series_of(alone.store), std::vector<std::string>{"SH000001 day"});
}

TEST(TdxImport, KeepsTheGoodOfAMixedFolderAndSaysWhatWasWrong) {
  Home home;
  const auto lday = home.tdx / "vipdoc/sh/lday";
  some_days(5).save(lday / "sh600000.day");
  TdxBytes().save(lday / "sh600001.day");
  TdxBytes().text(std::string(100, '\xff')).save(lday / "sh600002.day");
  TdxBytes half = some_days(3);
  half.day(20250230, 1000, 1000, 1000, 1000, 0.0F, 0).text("cut off");
  half.save(lday / "sh600003.day");
  some_days(2).save(lday / "readme.day");
  fs::create_directories(lday / "sh600004.day");
  ASSERT_EQ(::mkfifo((lday / "sh600005.day").c_str(), 0644), 0);
  const auto report = home.import().value();
  EXPECT_EQ(report.files, 4U);
  EXPECT_EQ(report.symbols, 2U);
  EXPECT_EQ(report.bars, 8U);
  EXPECT_EQ(report.rejected, 6U);
  EXPECT_EQ(report.reasons,
            (std::map<std::string, std::size_t>{{"bad_date", 4}, {"truncated", 2}}));
  EXPECT_EQ(report.examples.size(), 6U);
  EXPECT_TRUE(report.examples[0].file.ends_with("sh600002.day"));
  EXPECT_EQ(report.examples.back().row, 5U);
  EXPECT_EQ(report.examples.back().reason, "truncated");
  EXPECT_EQ(report.skipped_files.size(), 5U);
  EXPECT_TRUE(mentions(report.skipped_files, "sh600001.day", "empty"));
  EXPECT_TRUE(mentions(report.skipped_files, "sh600002.day", "3 bad_date"));
  EXPECT_TRUE(mentions(report.skipped_files, "readme.day", "six digits"));
  EXPECT_TRUE(mentions(report.skipped_files, "sh600004.day", "not a file"));
  EXPECT_TRUE(mentions(report.skipped_files, "sh600005.day", "not a file"));
}

TEST(TdxImport, RefusesAFileThatNoTerminalWrites) {
  Home home;
  some_days(5).save(home.tdx / "sh/lday/sh600000.day");
  some_days(1).save(home.tdx / "sh/lday/sh600001.day");
  fs::resize_file(home.tdx / "sh/lday/sh600001.day", (256U << 20U) + 32);  // Sparse: takes no room.
  const auto report = home.import().value();
  EXPECT_EQ(report.bars, 5U);
  EXPECT_TRUE(mentions(report.skipped_files, "sh600001.day", "256 MB"));
}

TEST(TdxImport, NamesTheErrorOfAFolderThatGivesNothing) {
  Home home;
  const auto missing = home.import();
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().code, Errc::not_found);
  EXPECT_NE(missing.error().message.find("new_tdx"), std::string::npos);

  fs::create_directories(home.tdx / "vipdoc/sh/lday");
  const auto empty = home.import();
  ASSERT_FALSE(empty);
  EXPECT_EQ(empty.error().code, Errc::invalid_argument);
  EXPECT_NE(empty.error().message.find("sh600000.day"), std::string::npos);

  const auto file = home.tdx / "vipdoc/sh/lday/sh600000.day";
  TdxBytes().save(file);
  const auto nothing = home.import();
  ASSERT_FALSE(nothing);
  EXPECT_EQ(nothing.error().code, Errc::bad_data);
  EXPECT_NE(nothing.error().message.find("empty"), std::string::npos);

  const auto no_folder = home.import(file);
  ASSERT_FALSE(no_folder);
  EXPECT_EQ(no_folder.error().code, Errc::invalid_argument);
  EXPECT_NE(no_folder.error().message.find("not a folder"), std::string::npos);
  EXPECT_TRUE(series_of(home.store).empty());
}

TEST(TdxImport, ReportsFoldersAndFilesThatItMayNotRead) {
  TempFolder folder;
  fs::permissions(folder.path(), fs::perms::all);
  const auto tdx = folder.path() / "tdx";
  some_days(3).save(tdx / "sh/lday/sh600000.day");
  some_days(3).save(tdx / "sz/lday/sz000001.day");
  some_days(3).save(tdx / "sh/lday/sh600001.day");
  fs::permissions(tdx / "sz/lday", fs::perms::none);
  fs::permissions(tdx / "sh/lday/sh600001.day", fs::perms::none);
  {
    const AsOrdinaryUser user;
    Store store = Store::open(folder.store()).value();
    core::TaskSystem tasks(2);
    const auto report = import_tdx(tdx, store, tasks).value();
    EXPECT_EQ(report.bars, 3U);
    EXPECT_TRUE(mentions(report.skipped_files, "sz/lday", "Permission denied"));
    EXPECT_TRUE(mentions(report.skipped_files, "sh600001.day", "Permission denied"));
    const auto only = import_tdx(tdx / "sz", store, tasks);
    ASSERT_FALSE(only);
    EXPECT_EQ(only.error().code, Errc::io);
    EXPECT_NE(only.error().message.find("Permission denied"), std::string::npos);
  }
  fs::permissions(tdx / "sz/lday", fs::perms::owner_all);
}

TEST(TdxImport, GivesTheSameStoreWhateverTheNumberOfThreads) {
  Home one;
  make_market(one.tdx, 150);
  core::TaskSystem single(1);
  const auto first = import_tdx(one.tdx, one.store, single).value();
  Home four;
  core::TaskSystem many(4);
  const auto second = import_tdx(one.tdx, four.store, many, {}, {.commit_at = 10'000}).value();
  EXPECT_EQ(first.bars, 150U * 20 + 150 * 149 / 2);
  EXPECT_EQ(second.bars, first.bars);
  EXPECT_EQ(second.added, first.added);
  expect_same(one.store, four.store);
}

TEST(TdxImport, FinishesWithoutAFreeThread) {
  Home home;
  make_market(home.tdx, 100);
  core::TaskSystem single(1);
  std::promise<void> gate;
  auto blocker = single.submit(
      "blocker", [open = gate.get_future().share()](const core::TaskContext&) -> Result<void> {
        open.wait();
        return {};
      });
  const auto report = import_tdx(home.tdx, home.store, single);
  gate.set_value();
  EXPECT_TRUE(blocker.get());
  EXPECT_EQ(report.value().symbols, 100U);
}

TEST(TdxImport, ReportsProgressByBytesWithTheSymbolAsLabel) {
  Home home;
  some_days(10).save(home.tdx / "sh/lday/sh600000.day");
  some_days(30).save(home.tdx / "sh/lday/sh600001.day");
  std::vector<std::pair<double, std::string>> seen;
  const core::TaskContext context(
      {}, [&](double fraction, std::string_view label) { seen.emplace_back(fraction, label); });
  import_tdx(home.tdx, home.store, home.tasks, context).value();
  EXPECT_EQ(seen,
            (std::vector<std::pair<double, std::string>>{{0.25, "SH600000"}, {1.0, "SH600001"}}));
}

TEST(TdxImport, KeepsWhatWasCommittedWhenCancelledAndGoesOnFromThere) {
  Home home;
  make_market(home.tdx, 100);
  std::stop_source stop;
  int calls = 0;
  const core::TaskContext context(stop.get_token(), [&](double, std::string_view) {
    if (++calls == 40) stop.request_stop();
  });
  const auto cancelled = import_tdx(home.tdx, home.store, home.tasks, context, {.commit_at = 0});
  ASSERT_FALSE(cancelled);
  EXPECT_EQ(cancelled.error().code, Errc::cancelled);
  EXPECT_NE(cancelled.error().message.find("40 of 100 files"), std::string::npos)
      << cancelled.error().message;
  EXPECT_EQ(calls, 40) << "nothing was done after the request";
  EXPECT_EQ(series_of(home.store).size(), 40U);
  const auto rest = home.import().value();
  EXPECT_EQ(rest.symbols, 100U);
  Home whole;
  const auto all = import_tdx(home.tdx, whole.store, whole.tasks).value();
  EXPECT_EQ(all.bars, rest.bars);
  EXPECT_LT(rest.added, all.added);
  expect_same(home.store, whole.store);
}

TEST(TdxImport, StoresNothingOfATransactionThatWasCancelled) {
  Home home;
  make_market(home.tdx, 20);
  std::stop_source stop;
  const core::TaskContext context(stop.get_token(), [&](double f, std::string_view) {
    if (f > 0.5) stop.request_stop();
  });
  const auto cancelled = import_tdx(home.tdx, home.store, home.tasks, context);
  ASSERT_FALSE(cancelled);
  EXPECT_NE(cancelled.error().message.find("0 of 20 files"), std::string::npos);
  EXPECT_TRUE(series_of(home.store).empty());
  std::stop_source before;
  before.request_stop();
  EXPECT_EQ(import_tdx(home.tdx, home.store, home.tasks, {before.get_token(), {}}).error().code,
            Errc::cancelled);
}

TEST(TdxImport, EndsAsIfNothingHadHappenedWhenKilledAndRepeated) {
  TempFolder folder;
  const auto tdx = folder.path() / "tdx";
  make_market(tdx, 120);
  std::mt19937 random(7);
  int killed = 0;
  for (int round = 0; round < 12; ++round) {
    const auto delay = std::uniform_int_distribution<useconds_t>(0, 40'000)(random);
    const pid_t child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      auto store = Store::open(folder.store());
      core::TaskSystem tasks(2);
      const bool done = store && import_tdx(tdx, *store, tasks, {}, {.commit_at = 0});
      ::_exit(done ? 0 : 1);
    }
    ::usleep(delay);
    ::kill(child, SIGKILL);
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    ASSERT_TRUE(WIFSIGNALED(status) || WEXITSTATUS(status) == 0);
    killed += WIFSIGNALED(status) ? 1 : 0;
    const auto store = Store::open(folder.store()).value();
    for (const SeriesInfo& info : store.snapshot().value().series()) {
      const auto number =
          static_cast<std::size_t>(std::stoi(std::string(info.symbol.code())) - 600000);
      EXPECT_EQ(info.bars, 20U + number) << "a series is stored whole or not at all";
    }
  }
  EXPECT_GT(killed, 0);
  Store store = Store::open(folder.store()).value();
  core::TaskSystem tasks(2);
  EXPECT_EQ(import_tdx(tdx, store, tasks).value().symbols, 120U);
  Home whole;
  import_tdx(tdx, whole.store, whole.tasks).value();
  expect_same(store, whole.store);
}

}  // namespace
}  // namespace fwq::data
