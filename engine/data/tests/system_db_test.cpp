// system.sqlite: what is put in comes out, once, in order, after reopening; and what cannot be opened says why.
#include "fwq/data/system_db.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <map>
#include <random>
#include <thread>

#include "fwq/data/bars.hpp"
#include "support/temp_folder.hpp"

namespace fwq::data {
namespace {

Symbol sym(const char* text) {
  return Symbol::parse(text).value();
}

struct SystemDatabase : testing::Test {
  test::TempFolder folder;
  std::filesystem::path file = folder.path() / "home" / "system.sqlite";

  SystemDb open(bool read_only = false) const { return SystemDb::open(file, read_only).value(); }
  void raw(const std::string& sql) const {
    SQLite::Database db(file.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    db.exec(sql);
  }
  int number(const char* sql) const {
    SQLite::Database db(file.string());
    return db.execAndGet(sql).getInt();
  }
};

const Security kPufa{sym("SH600000"), "浦发银行", Date{1999, 11, 10}, {}};
const Security kGone{sym("SZ000003"), "PT金田Ａ", Date{1991, 7, 3}, Date{2002, 6, 14}};
const ExRightsEvent kCash{{2020, 7, 23}, 0.6};
const ExRightsEvent kAll{{2000, 1, 31}, 0.15, 0.5, 0.3, 8.88, 1};

TEST_F(SystemDatabase, MakesItsFolderAndKeepsWhatWasPut) {
  {
    SystemDb db = open();
    EXPECT_EQ(db.put_securities(std::vector{kPufa, kGone}).value(), 2U);
    EXPECT_EQ(db.put_events(
                    std::vector<SystemDb::SymbolEvent>{{kPufa.symbol, kCash}, {kPufa.symbol, kAll}})
                  .value(),
              2U);
    EXPECT_EQ(
        db.put_trading_days(std::vector{days_from({2024, 1, 3}), days_from({2024, 1, 2})}).value(),
        2U);
  }
  const SystemDb db = open();
  EXPECT_EQ(db.security(kPufa.symbol).value(), kPufa);
  EXPECT_EQ(db.security(kGone.symbol).value(), kGone);
  EXPECT_EQ(db.security(sym("SH600001")).value(), std::nullopt);
  EXPECT_EQ(db.securities().value(), (std::vector{kPufa, kGone}));
  EXPECT_EQ(db.events(kPufa.symbol).value(), (std::vector{kAll, kCash})) << "by date";
  EXPECT_TRUE(db.events(kGone.symbol).value().empty());
  const TradingCalendar calendar = db.calendar().value();
  EXPECT_EQ(calendar.size(), 2U);
  EXPECT_TRUE(calendar.covers(days_from({2024, 1, 2})));
}

TEST_F(SystemDatabase, CountsOnlyWhatIsNewOrChanged) {
  SystemDb db = open();
  EXPECT_EQ(db.put_securities(std::vector{kPufa, kGone}).value(), 2U);
  EXPECT_EQ(db.put_securities(std::vector{kPufa, kGone}).value(), 0U);
  Security renamed = kPufa;
  renamed.name = "浦发";
  EXPECT_EQ(db.put_securities(std::vector{renamed, kGone}).value(), 1U);
  EXPECT_EQ(db.security(kPufa.symbol).value(), renamed);

  using Row = SystemDb::SymbolEvent;
  const std::vector<Row> events{{kPufa.symbol, kCash}, {kPufa.symbol, kAll}, {kGone.symbol, kCash}};
  EXPECT_EQ(db.put_events(events).value(), 3U);
  EXPECT_EQ(db.put_events(events).value(), 0U);
  ExRightsEvent corrected = kCash;
  corrected.cash = 0.61;
  EXPECT_EQ(
      db.put_events(std::vector<Row>{{kPufa.symbol, kAll}, {kPufa.symbol, corrected}}).value(), 1U);
  EXPECT_EQ(db.events(kPufa.symbol).value(), (std::vector{kAll, corrected}));
  EXPECT_EQ(db.events(kGone.symbol).value(), std::vector{kCash}) << "other symbols stay";

  const std::vector days{days_from({2024, 1, 2}), days_from({2024, 1, 3})};
  EXPECT_EQ(db.put_trading_days(days).value(), 2U);
  EXPECT_EQ(db.put_trading_days(days).value(), 0U);
  EXPECT_EQ(db.put_securities({}).value(), 0U);
  EXPECT_EQ(db.put_events({}).value(), 0U);
}

TEST_F(SystemDatabase, ReplacesAllEventsOfASymbol) {
  SystemDb db = open();
  ASSERT_TRUE(db.put_events(
      std::vector<SystemDb::SymbolEvent>{{kPufa.symbol, kCash}, {kPufa.symbol, kAll}}));
  EXPECT_EQ(db.put_events(std::vector<SystemDb::SymbolEvent>{{kPufa.symbol, kAll}}).value(), 0U);
  EXPECT_EQ(db.events(kPufa.symbol).value(), std::vector{kAll});
}

TEST_F(SystemDatabase, AListOfNamesDoesNotTakeDatesAway) {
  SystemDb db = open();
  ASSERT_TRUE(db.put_securities(std::vector{kGone}));
  EXPECT_EQ(db.put_securities(std::vector{Security{kGone.symbol, "金田", {}, {}}}).value(), 1U);
  EXPECT_EQ(db.security(kGone.symbol).value(),
            (Security{kGone.symbol, "金田", kGone.listed, kGone.delisted}));
  EXPECT_EQ(
      db.put_securities(std::vector{Security{kGone.symbol, "", Date{1991, 7, 4}, {}}}).value(), 1U);
  EXPECT_EQ(db.put_securities(std::vector{Security{kGone.symbol, "", {}, {}}}).value(), 0U);
  EXPECT_EQ(db.security(kGone.symbol).value(),
            (Security{kGone.symbol, "金田", Date{1991, 7, 4}, kGone.delisted}));
}

TEST_F(SystemDatabase, KeepsTwoEventsOfOneDayInTheirOrder) {
  SystemDb db = open();
  const ExRightsEvent paid{{2021, 1, 4}, 0.1}, split{{2021, 1, 4}, 0, 0, 0, 0, 2};
  const std::vector<SystemDb::SymbolEvent> rows{{sym("SH510050"), split}, {sym("SH510050"), paid}};
  EXPECT_EQ(db.put_events(rows).value(), 2U);
  EXPECT_EQ(db.events(sym("SH510050")).value(), (std::vector{split, paid}));
  EXPECT_EQ(db.put_events(rows).value(), 0U);
}

TEST_F(SystemDatabase, GivesAllEventsBySymbolThenDate) {
  SystemDb db = open();
  const std::vector<SystemDb::SymbolEvent> rows{
      {kGone.symbol, kCash}, {kPufa.symbol, kCash}, {kPufa.symbol, kAll}};
  ASSERT_TRUE(db.put_events(rows));
  EXPECT_EQ(db.all_events().value(),
            (std::vector<SystemDb::SymbolEvent>{
                {kPufa.symbol, kAll}, {kPufa.symbol, kCash}, {kGone.symbol, kCash}}));
}

TEST_F(SystemDatabase, CountsASecondEqualEventAsNew) {
  SystemDb db = open();
  const SystemDb::SymbolEvent one{kPufa.symbol, kCash};
  EXPECT_EQ(db.put_events(std::vector{one}).value(), 1U);
  EXPECT_EQ(db.put_events(std::vector{one, one}).value(), 1U);
  EXPECT_EQ(db.events(kPufa.symbol).value().size(), 2U);
}

// A map in memory is the oracle.
TEST_F(SystemDatabase, EventsBehaveAsAMapOfLists) {
  SystemDb db = open();
  std::mt19937 random(7);
  const auto below = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
  const char* names[] = {"SH600000", "SZ000001", "BJ430047"};
  std::map<Symbol, std::vector<ExRightsEvent>> model;
  for (int round = 0; round < 60; ++round) {
    std::vector<SystemDb::SymbolEvent> rows;
    std::map<Symbol, std::vector<ExRightsEvent>> fresh;
    for (int i = below(8); i > 0; --i) {
      rows.push_back(
          {sym(names[below(3)]), ExRightsEvent{{2000 + below(3), 1, 1}, below(4) / 10.0}});
      fresh[rows.back().symbol].push_back(rows.back().event);
    }
    std::size_t changed = 0;
    for (auto& [symbol, list] : fresh) {
      std::stable_sort(list.begin(), list.end(),
                       [](const auto& a, const auto& b) { return a.date < b.date; });
      auto left = model[symbol];
      for (const auto& event : list) {
        const auto at = std::find(left.begin(), left.end(), event);
        changed += at == left.end() ? 1U : 0U;
        if (at != left.end()) left.erase(at);
      }
      model[symbol] = list;
    }
    ASSERT_EQ(db.put_events(rows).value(), changed) << round;
    for (const char* name : names)
      ASSERT_EQ(db.events(sym(name)).value(), model[sym(name)]) << round;
  }
}

TEST_F(SystemDatabase, RefusesNumbersThatAreNoneAndWritesNothing) {
  SystemDb db = open();
  ExRightsEvent bad = kCash;
  bad.cash = kNone;
  const auto put =
      db.put_events(std::vector<SystemDb::SymbolEvent>{{kPufa.symbol, kAll}, {kPufa.symbol, bad}});
  ASSERT_FALSE(put);
  EXPECT_EQ(put.error().code, Errc::invalid_argument);
  EXPECT_NE(put.error().message.find("SH600000"), std::string::npos);
  EXPECT_FALSE(db.put_events(
      std::vector<SystemDb::SymbolEvent>{{kPufa.symbol, ExRightsEvent{{2021, 2, 30}}}}));
  EXPECT_FALSE(db.put_events(std::vector<SystemDb::SymbolEvent>{{Symbol(), kCash}}));
  EXPECT_FALSE(db.put_securities(std::vector{kPufa, Security{Symbol(), "?", {}, {}}}));
  EXPECT_FALSE(db.put_trading_days(std::vector<std::int64_t>{days_from({2024, 1, 2}), 99'999'999}));
  EXPECT_TRUE(db.all_events().value().empty());
  EXPECT_TRUE(db.securities().value().empty())
      << "one transaction: the good row before the bad one is undone";
  EXPECT_EQ(db.calendar().value().size(), 0U);
}

TEST_F(SystemDatabase, UsesAWriteAheadLogAndKnowsItsVersion) {
  { open(); }
  SQLite::Database db(file.string());
  EXPECT_EQ(db.execAndGet("PRAGMA journal_mode").getString(), "wal");
  EXPECT_EQ(db.execAndGet("PRAGMA user_version").getInt(), 4);
  EXPECT_EQ(db.execAndGet("PRAGMA integrity_check").getString(), "ok");
}

TEST_F(SystemDatabase, ReadersSeeWhatWasCommittedWhileAWriterIsOpen) {
  SystemDb writer = open();
  ASSERT_TRUE(writer.put_securities(std::vector{kPufa}));
  SystemDb reader = open(true);
  EXPECT_EQ(reader.securities().value().size(), 1U);
  ASSERT_TRUE(writer.put_securities(std::vector{kGone}));
  EXPECT_EQ(reader.securities().value().size(), 2U);
  const auto refused = reader.put_securities(std::vector{kPufa});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Errc::io);
  EXPECT_NE(refused.error().message.find("reading only"), std::string::npos);
}

TEST_F(SystemDatabase, WaitsForAnotherWriterAndGivesUpAfterFiveSeconds) {
  SystemDb db = open();
  SQLite::Database other(file.string(), SQLite::OPEN_READWRITE);
  other.exec("BEGIN IMMEDIATE");
  std::thread release([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
    other.exec("COMMIT");
  });
  EXPECT_EQ(db.put_securities(std::vector{kPufa}).value(), 1U);
  release.join();
  other.exec("BEGIN IMMEDIATE");
  const auto begin = std::chrono::steady_clock::now();
  const auto put = db.put_securities(std::vector{kGone});
  const auto waited = std::chrono::steady_clock::now() - begin;
  ASSERT_FALSE(put);
  EXPECT_EQ(put.error().code, Errc::unavailable);
  EXPECT_GE(waited, std::chrono::milliseconds(4500));
  EXPECT_EQ(db.securities().value().size(), 1U) << "reading goes on";
}

TEST_F(SystemDatabase, ManyProcessesMayOpenItFirst) {
  std::vector<std::thread> threads;
  std::atomic<int> good = 0;
  for (int i = 0; i < 6; ++i) {
    threads.emplace_back([&] { good += SystemDb::open(file).has_value() ? 1 : 0; });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(good, 6);
  EXPECT_EQ(number("PRAGMA user_version"), 4);
}

TEST_F(SystemDatabase, RefusesANewerSchemaNamingBothVersions) {
  { open(); }
  raw("PRAGMA user_version=7");
  const auto db = SystemDb::open(file);
  ASSERT_FALSE(db);
  EXPECT_EQ(db.error().code, Errc::unsupported);
  EXPECT_NE(db.error().message.find("schema 7"), std::string::npos);
  EXPECT_NE(db.error().message.find("up to 4"), std::string::npos);
  EXPECT_EQ(number("PRAGMA user_version"), 7) << "and leaves it alone";
}

TEST_F(SystemDatabase, BringsAnOlderSchemaUpToDateUnlessReadOnly) {
  std::filesystem::create_directories(file.parent_path());
  raw("PRAGMA user_version=0");
  const auto refused = SystemDb::open(file, true);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Errc::unsupported);
  EXPECT_EQ(open().securities().value().size(), 0U);
  EXPECT_TRUE(SystemDb::open(file, true));
}

TEST_F(SystemDatabase, TakesTheStepFromTheFirstSchemaAndKeepsWhatWasThere) {
  { ASSERT_TRUE(open().put_securities(std::vector{kPufa})); }
  raw("DROP TABLE optimizations; DROP TABLE optimization_trials; DROP TABLE pattern_versions; DROP TABLE version_tags; "
      "DROP TABLE version_measures; DROP TABLE sectors; DROP TABLE alerts; DROP TABLE alert_marks; DROP TABLE alert_hits; DROP TABLE risk_warnings; DROP TABLE backtests; PRAGMA user_version=1");
  EXPECT_EQ(SystemDb::open(file, true).error().code, Errc::unsupported);
  SystemDb db = open();
  EXPECT_EQ(db.securities().value(), std::vector{kPufa});
  EXPECT_TRUE(db.risk_warnings().value().empty());
  EXPECT_TRUE(db.backtests().value().empty());
  EXPECT_TRUE(db.sectors().value().empty());
  EXPECT_TRUE(db.alerts().value().empty());
}

TEST_F(SystemDatabase, KeepsSectorsByKindAndName) {
  SystemDb db = open();
  const Sector banks{SectorKind::industry, "银行", {kPufa.symbol, kGone.symbol}};
  const Sector mine{SectorKind::own, "银行", {kPufa.symbol}};
  EXPECT_EQ(db.put_sectors(std::vector{mine, banks}).value(), 2U);
  Sector sorted = banks;
  std::sort(sorted.symbols.begin(), sorted.symbols.end());
  EXPECT_EQ(db.sectors().value(), (std::vector{sorted, mine}));
  EXPECT_EQ(db.put_sectors(std::vector{banks}).value(), 0U) << "safe to repeat";
  EXPECT_EQ(db.put_sectors(std::vector<Sector>{{SectorKind::own, "银行", {kGone.symbol, kGone.symbol}}}).value(), 1U);
  EXPECT_EQ(db.sectors().value()[1].symbols, std::vector{kGone.symbol}) << "replaced, each once";
  EXPECT_EQ(db.put_sectors(std::vector<Sector>{{SectorKind::own, "", {kGone.symbol}}}).error().code,
            Errc::invalid_argument);
  EXPECT_EQ(db.put_sectors(std::vector<Sector>{{SectorKind::own, "x", {Symbol{}}}}).error().code,
            Errc::invalid_argument);
  ASSERT_TRUE(db.remove(std::vector{kGone.symbol}));
  EXPECT_EQ(db.sectors().value(), (std::vector<Sector>{{SectorKind::industry, "银行", {kPufa.symbol}}}));
  EXPECT_TRUE(db.remove_sector(SectorKind::industry, "银行"));
  EXPECT_EQ(db.remove_sector(SectorKind::industry, "银行").error().code, Errc::not_found);
  EXPECT_TRUE(db.sectors().value().empty());
}

TEST_F(SystemDatabase, KeepsAlertsAndWhatCameOfThem) {
  SystemDb db = open();
  AlertRecord alert{.name = "低吸", .symbols = {kPufa.symbol, kGone.symbol},
                    .conditions = R"(["close < 10"])", .any = true, .period = "day", .created = 5};
  alert.id = db.put_alert(alert).value();
  EXPECT_GT(alert.id, 0);
  EXPECT_EQ(db.alerts().value(), std::vector{alert});
  const AlertHit hit{alert.id, kPufa.symbol, 100, 9.5, "close < 10", false};
  const AlertMark mark{kPufa.symbol, 100};
  EXPECT_EQ(db.put_alert_check(alert.id, std::vector{mark}, std::vector{hit}).value(), 1U);
  EXPECT_EQ(db.alert_marks(alert.id).value(), std::vector{mark});
  EXPECT_EQ(db.alert_hits().value(), std::vector{hit});
  ASSERT_TRUE(db.acknowledge_alerts(std::vector{hit}));
  EXPECT_EQ(db.put_alert_check(alert.id, {}, std::vector{hit}).value(), 0U) << "known already";
  EXPECT_TRUE(db.alert_hits().value().front().acknowledged);
  alert.active = false;
  EXPECT_EQ(db.put_alert(alert).value(), alert.id);
  EXPECT_EQ(db.alerts().value(), std::vector{alert});
  EXPECT_TRUE(db.alert_marks(alert.id).value().empty()) << "judged afresh";
  ASSERT_TRUE(db.remove_alert_hits(std::vector{hit}));
  EXPECT_TRUE(db.alert_hits().value().empty());
  ASSERT_TRUE(db.put_alert_check(alert.id, std::vector{mark}, std::vector{hit}));
  ASSERT_TRUE(db.remove_alert(alert.id));
  EXPECT_TRUE(db.alerts().value().empty());
  EXPECT_TRUE(db.alert_hits().value().empty());
  EXPECT_EQ(db.put_alert_check(alert.id, std::vector{mark}, std::vector{hit}).value(), 0U);
  EXPECT_TRUE(db.alert_marks(alert.id).value().empty());
  EXPECT_EQ(db.put_alert(alert).error().code, Errc::not_found);
}

TEST_F(SystemDatabase, KeepsRiskWarningsByDay) {
  SystemDb db = open();
  const RiskWarning first{kGone.symbol, {1998, 4, 28}, Date{2001, 4, 30}};
  const RiskWarning second{kGone.symbol, {2002, 1, 4}, {}};
  const RiskWarning other{kPufa.symbol, {2020, 1, 2}, Date{2020, 1, 2}};
  EXPECT_EQ(db.put_risk_warnings(std::vector{second, other, first}).value(), 3U);
  EXPECT_EQ(db.risk_warnings().value(), (std::vector{other, first, second}));
  EXPECT_EQ(db.put_risk_warnings(std::vector{first, second}).value(), 0U) << "safe to repeat";
  EXPECT_EQ(db.put_risk_warnings(std::vector{first}).value(), 0U);
  EXPECT_EQ(db.risk_warnings().value(), (std::vector{other, first}))
      << "a list replaces all of its symbols, and of those only";
  const auto backwards =
      db.put_risk_warnings(std::vector{RiskWarning{kPufa.symbol, {2021, 1, 2}, {}},
                                       RiskWarning{kPufa.symbol, {2020, 1, 2}, Date{2020, 1, 1}}});
  ASSERT_FALSE(backwards);
  EXPECT_EQ(backwards.error().code, Errc::invalid_argument);
  EXPECT_EQ(db.risk_warnings().value().size(), 2U) << "nothing was written";
  ASSERT_TRUE(db.remove(std::vector{kGone.symbol}));
  EXPECT_EQ(db.risk_warnings().value(), std::vector{other});
}

TEST_F(SystemDatabase, KeepsBacktestsNewestFirstAndEachOnce) {
  SystemDb db = open();
  BacktestRecord one{"0123456789abcdef", 100, "ma_cross", "SH600000", 1, 2, "{}",
                     R"({"cash":1})",    "{}"};
  BacktestRecord two = one;
  two.run_id = "0123999999abcdef";
  two.time = 200;
  ASSERT_TRUE(db.put_backtest(one));
  ASSERT_TRUE(db.put_backtest(two));
  EXPECT_EQ(db.backtests().value(), (std::vector{two, one}));
  one.time = 300;
  one.metrics = R"({"sharpe":1})";
  ASSERT_TRUE(db.put_backtest(one)) << "the same run again";
  EXPECT_EQ(db.backtests().value(), (std::vector{one, two}));
  EXPECT_EQ(db.backtests(1).value(), std::vector{one});
  EXPECT_EQ(db.backtest("01234567").value(), one) << "the beginning is enough";
  EXPECT_EQ(db.backtest("0123456789ABCDEF").value(), one);
  EXPECT_EQ(db.backtest("0123").error().code, Errc::invalid_argument) << "two begin so";
  EXPECT_EQ(db.backtest("").error().code, Errc::invalid_argument);
  EXPECT_EQ(db.backtest("%").error().code, Errc::not_found);
}

TEST_F(SystemDatabase, RefusesFilesThatAreNoDatabase) {
  std::filesystem::create_directories(file.parent_path());
  const std::string text(5000, 'x');
  std::ofstream(file) << text;
  for (const bool read_only : {false, true}) {
    const auto db = SystemDb::open(file, read_only);
    ASSERT_FALSE(db);
    EXPECT_EQ(db.error().code, Errc::bad_data);
    EXPECT_NE(db.error().message.find("move it away"), std::string::npos);
    EXPECT_NE(db.error().message.find("system.sqlite"), std::string::npos);
  }
  EXPECT_EQ(std::filesystem::file_size(file), text.size()) << "and leaves it alone";
}

TEST_F(SystemDatabase, RefusesADatabaseOfAnotherProgram) {
  std::filesystem::create_directories(file.parent_path());
  raw("CREATE TABLE notes(text)");
  const auto db = SystemDb::open(file);
  ASSERT_FALSE(db);
  EXPECT_EQ(db.error().code, Errc::bad_data);
  EXPECT_NE(db.error().message.find("another program"), std::string::npos);
  EXPECT_EQ(number("SELECT count(*) FROM sqlite_master"), 1);
}

TEST_F(SystemDatabase, ReportsRowsAndTablesThatAreDamaged) {
  { open(); }
  raw("INSERT INTO securities VALUES('nonsense','x',NULL,NULL); INSERT INTO trading_days "
      "VALUES(20240230);"
      "INSERT INTO exrights VALUES('SH600000',20241399,0,0,0,0,0,1)");
  const SystemDb db = open();
  EXPECT_EQ(db.securities().error().code, Errc::bad_data);
  EXPECT_EQ(db.calendar().error().code, Errc::bad_data);
  EXPECT_EQ(db.events(kPufa.symbol).error().code, Errc::bad_data);
  EXPECT_EQ(db.all_events().error().code, Errc::bad_data);
  EXPECT_NE(db.securities().error().message.find("nonsense"), std::string::npos);
  raw("DROP TABLE exrights");
  EXPECT_EQ(db.all_events().error().code, Errc::bad_data);
}

TEST_F(SystemDatabase, SaysWhenThereIsNothingToOpen) {
  const auto missing = SystemDb::open(file, true);
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().code, Errc::not_found);
  EXPECT_FALSE(std::filesystem::exists(file.parent_path())) << "reading makes no folder";
  const auto folder_instead = SystemDb::open(folder.path());
  ASSERT_FALSE(folder_instead);
  EXPECT_EQ(folder_instead.error().code, Errc::io);
  const auto below_a_file = SystemDb::open(folder.file("plain", "x") / "system.sqlite");
  ASSERT_FALSE(below_a_file);
  EXPECT_EQ(below_a_file.error().code, Errc::io);
}

// On a full or read-only disk SQLite cannot make its file of shared memory; what is stored must stay readable.
TEST_F(SystemDatabase, IsReadWhereNoSharedMemoryFileCanBeMade) {
  EXPECT_EQ(open().put_securities(std::vector{kPufa}).value(), 1U);
  std::filesystem::create_symlink("nowhere", file.string() + "-shm");  // Stands in the way of it.
  EXPECT_EQ(open(true).security(kPufa.symbol).value(), kPufa);
}

TEST_F(SystemDatabase, IsNotReadPastALogThatCannotBeRead) {
  const std::filesystem::path copy = folder.path() / "copy.sqlite";
  {
    SystemDb db = open();
    EXPECT_EQ(db.put_securities(std::vector{kPufa}).value(), 1U);  // In the log still.
    std::filesystem::copy_file(file, copy);
    std::filesystem::copy_file(file.string() + "-wal", copy.string() + "-wal");
  }
  std::filesystem::create_symlink("nowhere", copy.string() + "-shm");
  EXPECT_FALSE(SystemDb::open(copy, true));
  std::filesystem::remove(copy.string() + "-shm");
  EXPECT_EQ(SystemDb::open(copy, true).value().security(kPufa.symbol).value(), kPufa);
}

}  // namespace
}  // namespace fwq::data
