// Lists that users bring: every good row is stored, every bad one counted with its line and reason.
#include "list_import.hpp"

#include <gtest/gtest.h>

#include "list_csv.hpp"
#include "support/market_files.hpp"
#include "support/temp_folder.hpp"

namespace fwq::data {
namespace {

using Reasons = std::map<std::string, std::size_t>;

struct ListImport : testing::Test {
  test::TempFolder folder;
  SystemDb db = SystemDb::open(folder.path() / "system.sqlite").value();

  Result<ImportReport> names(std::string_view text) {
    return import_names(folder.file("names.csv", text), db);
  }
  Result<ImportReport> exrights(std::string_view text) {
    return import_exrights(folder.file("ex.csv", text), db);
  }
  Result<ImportReport> calendar(std::string_view text) {
    return import_calendar(folder.file("days.csv", text), db);
  }
  std::string name(const char* symbol) {
    const auto security = db.security(Symbol::parse(symbol).value()).value();
    return security ? security->name : "none";
  }
  std::vector<ExRightsEvent> events(const char* symbol) {
    return db.events(Symbol::parse(symbol).value()).value();
  }
};

void expect_bad_data(const Result<ImportReport>& report, std::string_view words) {
  ASSERT_FALSE(report);
  EXPECT_EQ(report.error().code, Errc::bad_data);
  EXPECT_NE(report.error().message.find(words), std::string::npos) << report.error().message;
}

TEST_F(ListImport, ReadsNamesWithColumnsInAnyOrder) {
  const auto report = names(
      "\xef\xbb\xbfname,Code,kind, MARKET ,list_date,delist_date\r\n"
      "浦发银行,600000,a_share,SH,19991110,\r\n"
      "\r\n"
      "\"PT金田Ａ, old\",000003,a_share,sz,1991-07-03,2002-06-14\r\n"
      "\"He said \"\"hi\"\"\",430047,x,BJ,0,99999999");
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_EQ(report->files, 1U);
  EXPECT_EQ(report->bars, 3U);
  EXPECT_EQ(report->symbols, 3U);
  EXPECT_EQ(report->added, 3U);
  EXPECT_EQ(report->rejected, 0U);
  EXPECT_EQ(name("SH600000"), "浦发银行");
  EXPECT_EQ(db.security(Symbol(Market::sz, "000003")).value(),
            (Security{Symbol(Market::sz, "000003"), "PT金田Ａ, old", Date{1991, 7, 3},
                      Date{2002, 6, 14}}));
  EXPECT_EQ(db.security(Symbol(Market::bj, "430047")).value(),
            (Security{Symbol(Market::bj, "430047"), "He said \"hi\"", {}, {}}));
  EXPECT_EQ(import_names(folder.path() / "names.csv", db).value().added, 0U) << "safe to repeat";
}

TEST_F(ListImport, CountsBadNameRowsByReasonAndKeepsTheRest) {
  const auto report = names(
      "market,code,name,list_date\n"
      "HK,600000,a,\n"          // 2
      "SH,60000,b,\n"           // 3
      "SH,60000x,c,\n"          // 4
      "SH,600001,,\n"           // 5
      "SH,600001,　 ,\n"        // 6
      "SH,600002,d,20240230\n"  // 7
      "SH,600003,\"e,\n"        // 8
      "SH,600004,\"f\"g,\n"     // 9
      "SH,600005\n"             // 10
      "SH,600006,h,i,j\n"       // 11
      "SH,600007,k\x01,\n"      // 12
      "\n"
      "SH,600009,good,20240102\n");
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_EQ(report->bars, 1U);
  EXPECT_EQ(report->rejected, 11U);
  EXPECT_EQ(report->reasons, (Reasons{{"bad_market", 1},
                                      {"bad_code", 2},
                                      {"no_name", 2},
                                      {"bad_date", 1},
                                      {"bad_quotes", 2},
                                      {"missing_field", 1},
                                      {"extra_field", 1},
                                      {"bad_name", 1}}));
  ASSERT_EQ(report->examples.size(), 11U);
  for (std::size_t i = 0; i < 11; ++i) EXPECT_EQ(report->examples[i].row, i + 2);
  EXPECT_EQ(report->examples[5].reason, "bad_date");
  EXPECT_NE(report->examples[0].file.find("names.csv"), std::string::npos);
  EXPECT_EQ(db.securities().value().size(), 1U);
  EXPECT_EQ(name("SH600009"), "good");
}

TEST_F(ListImport, TheLastRowOfARepeatedCodeCounts) {
  const auto report = names(
      "market,code,name\nSH,600000,old\nSZ,000001,other\nSH,600000,new\nSH,999999,a\nSH,000001,"
      "b\n");
  ASSERT_TRUE(report);
  EXPECT_EQ(name("SH600000"), "new");
  EXPECT_EQ(name("SH000001"), "b") << "999999 is its alias";
  EXPECT_EQ(report->bars, 3U);
  EXPECT_EQ(report->reasons, (Reasons{{"repeated", 2}}));
  EXPECT_EQ(report->examples[0].row, 2U) << "the line that does not count";
}

TEST_F(ListImport, NamesTheLineOfEachRowThatDoesNotCount) {
  const auto report = names("market,code,name\nSH,600000,a\nSH,600000,b\nSH,600000,c\n");
  ASSERT_TRUE(report);
  ASSERT_EQ(report->examples.size(), 2U);
  EXPECT_EQ(report->examples[0].row, 2U);
  EXPECT_EQ(report->examples[1].row, 3U);
}

TEST_F(ListImport, AQuotedLastFieldMayEndWithCrLf) {
  const auto report = names("market,code,name\r\nSH,600000,\"浦发\"\r\nSZ,000001,\"平安\"\r\n");
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_EQ(report->bars, 2U);
  EXPECT_EQ(name("SH600000"), "浦发");
}

TEST_F(ListImport, TakesVendorsPaddingOutOfNames) {
  EXPECT_EQ(without_padding("万  科Ａ"), "万科Ａ");
  EXPECT_EQ(without_padding("万　科Ａ"), "万科Ａ");
  EXPECT_EQ(without_padding("　深 长 城 "), "深长城");
  EXPECT_EQ(without_padding("TCL 集团"), "TCL 集团");
  EXPECT_EQ(without_padding("ST 太 光"), "ST 太光");
  EXPECT_EQ(without_padding("ESG   40"), "ESG 40");
  EXPECT_EQ(without_padding(std::string_view("柳工\0\0", 8)), "柳工");
  EXPECT_EQ(without_padding("　 "), "");
  EXPECT_EQ(without_padding(""), "");
}

TEST_F(ListImport, ReadsGb18030AndRejectsDamagedLinesOfUtf8) {
  const auto gbk = names("market,code,name\r\nSH,600000,\xc6\xd6\xb7\xa2\xd2\xf8\xd0\xd0\r\n");
  ASSERT_TRUE(gbk) << gbk.error().message;
  EXPECT_EQ(name("SH600000"), "浦发银行");
  const auto cut =
      names("market,code,name\nSH,600000,浦发\nSZ,000001,平安银行\nSZ,000002,万\xe7\xa7");
  ASSERT_TRUE(cut) << cut.error().message;
  EXPECT_EQ(cut->reasons, (Reasons{{"bad_encoding", 1}}));
  EXPECT_EQ(cut->examples[0].row, 4U);
  EXPECT_EQ(name("SZ000001"), "平安银行");
  expect_bad_data(names(std::string("\xff\xfe\x6d\x00", 4)), "UTF-16");
}

TEST_F(ListImport, ReadsDaysUnderRiskWarning) {
  const auto file =
      folder.file("st.csv",
                  "symbol,from,to\nSH600001,2019-05-06,2020-06-30\nsz000004,20220506,\n"
                  "nothing,2020-01-01,\nSH600002,2020-02-30,\nSH600002,2020-03-02,2020-03-01\n"
                  "SH600001,2019-05-06,2020-07-01\n");
  const auto report = import_risk_warnings(file, db);
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_EQ(report->symbols, 2U);
  EXPECT_EQ(report->bars, 2U);
  EXPECT_EQ(report->added, 2U);
  EXPECT_EQ(report->rejected, 4U);
  EXPECT_EQ(report->reasons, (std::map<std::string, std::size_t>{
                                 {"bad_code", 1}, {"bad_date", 2}, {"repeated", 1}}));
  const auto stored = db.risk_warnings().value();
  ASSERT_EQ(stored.size(), 2U);
  EXPECT_EQ(stored[0],
            (RiskWarning{Symbol::parse("SH600001").value(), {2019, 5, 6}, Date{2020, 7, 1}}));
  EXPECT_EQ(stored[1], (RiskWarning{Symbol::parse("SZ000004").value(), {2022, 5, 6}, {}}));
  EXPECT_EQ(import_risk_warnings(folder.file("no.csv", "symbol,from,to\n"), db).error().code,
            Errc::bad_data);
}

TEST_F(ListImport, RefusesFilesWithoutAUsableHeaderOrRow) {
  expect_bad_data(names(""), "is empty");
  expect_bad_data(names("\n \n"), "is empty");
  expect_bad_data(names("market,code\nSH,600000\n"), "no column 'name'");
  expect_bad_data(names("SH,600000,浦发银行\n"), "must name the columns market, code, name");
  expect_bad_data(names("market,code,name\n"), "a header and no row");
  expect_bad_data(names("market,code,name,NAME\nSH,600000,a,b\n"), "'name' twice");
  expect_bad_data(names("market,code,\"name\nSH,600000,a\n"), "not closed");
  expect_bad_data(names("market,code,name\nXX,600000,a\nSH,1,b\n"),
                  "2 refused, the first on line 2 (bad_market)");
  expect_bad_data(exrights("market,code,date,cash_per_10\nSH,600000,20200102,1\n"), "split_ratio");
  expect_bad_data(exrights("a,b\n"), "no column 'market'");
  expect_bad_data(calendar("hello\n"), "line 1 (bad_date)");
  expect_bad_data(calendar("date\n"), "no trading day");
  const auto missing = import_names(folder.path() / "nowhere.csv", db);
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().code, Errc::not_found);
  EXPECT_EQ(import_names(folder.path(), db).error().code, Errc::io);
  EXPECT_TRUE(db.securities().value().empty());
}

TEST_F(ListImport, ReadsStockEventsPerShare) {
  const auto report = exrights(
      "market,code,date,bonus_per_10,transfer_per_10,rights_per_10,rights_price,cash_per_10\n"
      "SH,600000,20200723,0,0,0,0,6\n"
      "SH,600000,2000-01-31,2,3,3,8.88,1.3\n"
      "SZ,000001,20160616,,2,,,1.53\n");
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_EQ(report->bars, 3U);
  EXPECT_EQ(report->symbols, 2U);
  EXPECT_EQ(report->added, 3U);
  EXPECT_EQ(events("SH600000"),
            (std::vector<ExRightsEvent>{{{2000, 1, 31}, 0.13, 0.5, 0.3, 8.88, 1},
                                        {{2020, 7, 23}, 0.6, 0, 0, 0, 1}}));
  EXPECT_EQ(events("SZ000001"), (std::vector<ExRightsEvent>{{{2016, 6, 16}, 0.153, 0.2, 0, 0, 1}}));
  EXPECT_EQ(import_exrights(folder.path() / "ex.csv", db).value().added, 0U);
}

TEST_F(ListImport, ReadsFundEventsByTheirHeader) {
  const auto report = exrights(
      "market,code,date,category,cash_per_10,split_ratio\n"
      "SZ,159816,20201221,1,0.435,1\n"
      "SH,512560,20211115,11,0,2\n"
      "SH,512560,20211115,1,1,1\n"    // Another category on the same day stays.
      "SH,512560,20211116,12,0,2\n"   // 5
      "SH,512560,20211117,11,0,0\n"   // 6
      "SH,512560,20211118,11,0,1\n"   // 7
      "SH,512560,20211119,1,0,2\n");  // 8
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_EQ(events("SZ159816"), (std::vector<ExRightsEvent>{{{2020, 12, 21}, 0.0435}}));
  EXPECT_EQ(events("SH512560"),
            (std::vector<ExRightsEvent>{{{2021, 11, 15}, 0, 0, 0, 0, 2}, {{2021, 11, 15}, 0.1}}));
  EXPECT_EQ(report->reasons,
            (Reasons{{"unknown_category", 1}, {"bad_number", 1}, {"no_effect", 2}}));
}

TEST_F(ListImport, CountsBadEventRows) {
  const auto report = exrights(
      "market,code,date,bonus_per_10,rights_per_10,rights_price,cash_per_10\n"
      "SH,600000,20200723,0,0,0,6\n"
      "SH,600000,20200723,0,0,0,7\n"   // Replaces line 2.
      "SH,600000,20209999,0,0,0,6\n"   // 4
      "SH,600000,,0,0,0,6\n"           // 5
      "SH,600000,20210723,0,0,0,-6\n"  // 6
      "SH,600000,20210724,0,0,0,6x\n"  // 7
      "SH,600000,20210725,nan,0,0,6\n"
      "SH,600000,20210726,1e300,0,0,6\n"
      "SH,600000,20210727,0,0,5,0\n"  // 10
      "SH,600000,20210728,0,0,0\n");  // 11: cut off
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_EQ(report->reasons, (Reasons{{"repeated", 1},
                                      {"bad_date", 2},
                                      {"bad_number", 4},
                                      {"no_effect", 1},
                                      {"missing_field", 1}}));
  EXPECT_EQ(report->bars + report->rejected, 10U);
  EXPECT_EQ(events("SH600000"), (std::vector<ExRightsEvent>{{{2020, 7, 23}, 0.7}}));
}

TEST_F(ListImport, ReadsTradingDaysWithAndWithoutAHeader) {
  const auto report = calendar("date\r\n20240102\r\n2024-01-03\r\n20240106\r\n20240103\r\nx\r\n");
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_EQ(report->bars, 2U);
  EXPECT_EQ(report->added, 2U);
  EXPECT_EQ(report->reasons, (Reasons{{"weekend", 1}, {"repeated", 1}, {"bad_date", 1}}));
  EXPECT_EQ(report->examples[0].row, 4U);
  EXPECT_EQ(calendar("20240102\n20240104").value().added, 1U);
  EXPECT_EQ(db.calendar().value().size(), 3U);
}

TEST_F(ListImport, ListsOnlyTheFirstTwentyProblems) {
  std::string text = "market,code,name\nSH,600000,good\n";
  for (int i = 0; i < 50; ++i) text += "XX,600000,bad\n";
  const auto report = names(text);
  ASSERT_TRUE(report);
  EXPECT_EQ(report->rejected, 50U);
  EXPECT_EQ(report->examples.size(), 20U);
}

TEST(CsvLine, SplitsFieldsAndQuotes) {
  const auto split = [](std::string_view line) { return split_csv_line(line).value(); };
  using Fields = std::vector<std::string>;
  EXPECT_EQ(split("a,b,c"), (Fields{"a", "b", "c"}));
  EXPECT_EQ(split(""), (Fields{""}));
  EXPECT_EQ(split(",,"), (Fields{"", "", ""}));
  EXPECT_EQ(split("\"a,b\",c"), (Fields{"a,b", "c"}));
  EXPECT_EQ(split("\"a\"\"b\" , \"\""), (Fields{"a\"b", ""}));
  EXPECT_EQ(split("a\"b,c"), (Fields{"a\"b", "c"}));
  EXPECT_FALSE(split_csv_line("\"a,b"));
  EXPECT_FALSE(split_csv_line("\"a\"b,c"));
  EXPECT_FALSE(split_csv_line("a,\"b\"\""));
}

// --- the shared lists ---------------------------------------------------------------------------------------

struct RealLists : ListImport {
  void SetUp() override {
    if (!std::filesystem::exists(test::shared_data())) GTEST_SKIP() << "no shared data here";
  }
};

TEST_F(RealLists, EveryEventOfTheSharedListsIsStored) {
  const auto stocks = import_exrights(test::shared_data() / "exrights.csv", db);
  ASSERT_TRUE(stocks) << stocks.error().message;
  EXPECT_EQ(stocks->bars + stocks->rejected, 37'870U);
  EXPECT_EQ(stocks->reasons, (Reasons{{"no_effect", 1}})) << "one row holds zeros only";
  EXPECT_EQ(stocks->added, stocks->bars);
  const auto funds = import_exrights(test::shared_data() / "exrights_funds.csv", db);
  ASSERT_TRUE(funds) << funds.error().message;
  EXPECT_EQ(funds->bars, 1'087U);
  EXPECT_EQ(funds->rejected, 0U);
  EXPECT_EQ(import_exrights(test::shared_data() / "exrights.csv", db).value().added, 0U);
  // Against a plain reader of the same files.
  std::size_t count = 0;
  for (auto& [symbol, want] : test::shared_events()) {
    std::erase_if(want, [](const ExRightsEvent& e) { return e.cash == 0 && e.share_ratio() == 1; });
    std::stable_sort(want.begin(), want.end(),
                     [](const auto& a, const auto& b) { return a.date < b.date; });
    ASSERT_EQ(events(symbol.c_str()), want) << symbol;
    count += want.size();
  }
  EXPECT_EQ(db.all_events().value().size(), count);
  EXPECT_EQ(count, 37'869U + 1'087U);
}

TEST_F(RealLists, NamesAreStoredWithoutPadding) {
  const auto securities = import_names(test::shared_data() / "securities.csv", db);
  ASSERT_TRUE(securities) << securities.error().message;
  EXPECT_EQ(securities->bars + securities->rejected, 4'729U);
  EXPECT_EQ(securities->reasons, (Reasons{{"no_name", 349}}))
      << "matured bonds and closed funds without a name";
  EXPECT_EQ(name("SZ000002"), "万科Ａ");
  EXPECT_EQ(name("SZ000858"), "五粮液");
  EXPECT_EQ(name("SZ000100"), "TCL 集团");
  EXPECT_EQ(name("SH600000"), "浦发银行");
  const std::vector<Security> stored = db.securities().value();
  for (const Security& one : stored) {
    EXPECT_EQ(one.name.find("　"), std::string::npos);
    EXPECT_EQ(one.name.find("  "), std::string::npos);
  }
  const auto dates = import_names(test::shared_data() / "listing_dates.csv", db);
  ASSERT_TRUE(dates) << dates.error().message;
  EXPECT_EQ(dates->bars, 6'579U);
  EXPECT_EQ(dates->rejected, 0U);
  const auto gone = db.security(Symbol(Market::sh, "600001")).value();
  ASSERT_TRUE(gone);
  EXPECT_EQ(gone->listed, (Date{1998, 1, 22}));
  EXPECT_EQ(gone->delisted, (Date{2009, 12, 29}));
}

TEST_F(RealLists, TheCalendarKnowsTheHolidays) {
  const auto report = import_calendar(test::shared_data() / "trade_calendar.csv", db);
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_EQ(report->bars, 8'797U);
  EXPECT_EQ(report->rejected, 0U);
  const TradingCalendar calendar = db.calendar().value();
  const auto day = [](int y, int m, int d) { return days_from({y, m, d}); };
  EXPECT_EQ(calendar.next_open(day(2020, 1, 23)), day(2020, 2, 3)) << "the break was made longer";
  EXPECT_EQ(calendar.next_open(day(1999, 2, 9)), day(1999, 3, 1)) << "the longest closure";
  EXPECT_FALSE(calendar.is_open(day(2024, 10, 4)));
  EXPECT_TRUE(calendar.is_open(day(2026, 12, 31)));
  // Another list of the same days: the bars of the composite index.
  const Bars index = test::long_series("SH000001_day.csv");
  for (const Time time : index.time()) {
    ASSERT_TRUE(calendar.is_open(day_number(time))) << format_date(date_of(time));
  }
}

}  // namespace
}  // namespace fwq::data
