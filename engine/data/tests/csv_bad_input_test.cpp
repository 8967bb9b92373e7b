// CSV bars with bad things in them: what is refused, counted and located, and what is kept.
#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include <fmt/chrono.h>
#include <fmt/format.h>

#include "csv_series.hpp"
#include "support/csv_text.hpp"

namespace fwq::data {
namespace {

using csv_test::gbk;
using csv_test::read;
using csv_test::try_read;

const std::string kHeader = "date,open,high,low,close,volume,amount\n";

std::string date_text(int i) {
  return format_date(date_from_days(days_from({2000, 1, 3}) + i));
}
std::string good_row(int i) {
  return date_text(i) + ",10,11,9,10,1000,10000\n";
}
Bar good_bar(int i) {
  return {day_bar_time(date_from_days(days_from({2000, 1, 3}) + i)), 10, 11, 9, 10, 1000, 10000};
}

void expect_refused(const std::string& text, Errc code, std::string_view what,
                    const std::string& name = "sh600000.csv", const CsvOptions& options = {}) {
  const auto got = try_read(name, text, options);
  ASSERT_FALSE(got) << what;
  EXPECT_EQ(got.error().code, code) << got.error().message;
  EXPECT_NE(got.error().message.find(what), std::string::npos) << got.error().message;
  EXPECT_NE(got.error().message.find(name), std::string::npos) << got.error().message;
}

TEST(CsvBadInput, FilesThatCannotBeUsedSayWhy) {
  expect_refused("", Errc::bad_data, "empty");
  expect_refused("\n\n", Errc::bad_data, "no header");
  expect_refused("date,open,high,low,volume\n2024-01-02,1,1,1,1\n", Errc::bad_data, "close (收盘)");
  expect_refused("open,high,low,close\n1,1,1,1\n", Errc::bad_data, "date (日期)");
  expect_refused("hello\nworld\n", Errc::bad_data, "no header");
  expect_refused(std::string("\x7f"
                             "ELF\0\1\2\3\0\0",
                             10) +
                     std::string(5000, '\0'),
                 Errc::bad_data, "not a text");
  expect_refused("PK\x03\x04xxxx", Errc::bad_data, "Excel");
  expect_refused("\xd0\xcf\x11\xe0xxxx", Errc::bad_data, "Excel", "600000.xls");
  expect_refused(std::string("\xff\xfe"
                             "d\0a\0",
                             6),
                 Errc::bad_data, "UTF-16");
  expect_refused(kHeader + good_row(0), Errc::invalid_argument, "--symbol", "bars.csv");
  expect_refused("time,open,high,low,close\n2024-01-02 09:37,1,1,1,1\n", Errc::invalid_argument,
                 "--period");
  expect_refused("date,open,high,low,close\n03/02/2024,1,1,1,1\n", Errc::bad_data,
                 "month or the day");
  expect_refused("date,open,high,low,close\n13/02/2024,1,1,1,1\n", Errc::bad_data,
                 "begin with the day");
  expect_refused(kHeader + good_row(0), Errc::unsupported, "qfq", "sh600000_qfq.csv");
  expect_refused(
      "Price,Close,High,Low,Open\nTicker,600519.SS,000001.SZ,600519.SS,600519.SS\nDate,,,,\n",
      Errc::bad_data, "side by side");
}

TEST(CsvBadInput, AHeaderAloneGivesNoBarAndNoError) {
  const auto got = read("sh600000.csv", kHeader);
  EXPECT_TRUE(got.bars.empty());
  EXPECT_EQ(got.outcome.rows, 0U);
}

TEST(CsvBadInput, ABadNumberFarDownIsNamedByItsLineAndTheRestIsKept) {
  std::string text = kHeader;
  for (int line = 2; line <= 80'000; ++line) {
    // 365 days, one security after another.
    text += line == 70'001 ? date_text(line % 20'000) + ",10,11,9,1O,1000,10000\n"
                           : good_row(line % 20'000);
  }
  const auto got = read("sh600000.csv", text);
  EXPECT_EQ(got.outcome.count(CsvReason::bad_number), 1U);
  EXPECT_EQ(got.outcome.problems.back(), (CsvProblem{70'001, CsvReason::bad_number}));
  EXPECT_EQ(got.outcome.rows, 79'999U);
  EXPECT_EQ(got.outcome.bars, 20'000U);
  EXPECT_EQ(got.outcome.bars + got.outcome.rejected(), got.outcome.rows);
}

TEST(CsvBadInput, EachReasonIsCountedAtItsLine) {
  const auto got = read("sh600000.csv",
                        kHeader + good_row(0) +                     //
                            "2001-01-01,10,11,9\n"                  // 3
                            "2001-01-02,10,11,9,10,1,000,10,000\n"  // 4: thousands without quotes
                            "2001-01-03,\"10,11,9,10,1000,10000\n"  // 5: not closed
                            "2001-02-30,10,11,9,10,1000,10000\n"    // 6
                            "1989-01-03,10,11,9,10,1000,10000\n"    // 7
                            "2001-01-04,10,11,9,x,1000,10000\n"     // 8
                            "2001-01-05,10,11,,10,1000,10000\n"     // 9: one price is missing
                            "2001-01-08,10,11,9,10,-1,10000\n"      // 10
                            "2001-01-09,10,11,0,10,1000,10000\n"    // 11
                            "2001-01-10,10,2000000,9,10,1000,10000\n"  // 12
                            "2001-01-11,10,9,11,10,1000,10000\n"       // 13
                            "2001-01-12,12,11,9,10,1000,10000\n"       // 14
                            "2001-01-15,0,0,0,0,0,0\n"                 // 15
                            "2001-01-16,,,,,,\n" +                     // 16
                            good_row(1) +
                            good_row(0));
  const std::vector<CsvProblem> expected{
      {2, CsvReason::duplicate},   {3, CsvReason::missing_field}, {4, CsvReason::extra_field},
      {5, CsvReason::bad_quotes},  {6, CsvReason::bad_date},      {7, CsvReason::bad_date},
      {8, CsvReason::bad_number},  {9, CsvReason::bad_number},    {10, CsvReason::bad_number},
      {11, CsvReason::zero_price}, {12, CsvReason::absurd_price}, {13, CsvReason::ohlc_order},
      {14, CsvReason::ohlc_order}, {15, CsvReason::suspended},    {16, CsvReason::suspended}};
  EXPECT_EQ(got.outcome.problems, expected);
  EXPECT_EQ(got.only(), (std::vector<Bar>{good_bar(0), good_bar(1)}));
  EXPECT_EQ(got.outcome.bars + got.outcome.rejected() + 2, got.outcome.rows);
}

TEST(CsvBadInput, TheLastOfTwoRowsOfOneDayCounts) {
  const auto got =
      read("sh600000.csv", kHeader + date_text(0) + ",1,1,1,1,1,1\n" + good_row(1) + good_row(0));
  EXPECT_EQ(got.only(), (std::vector<Bar>{good_bar(0), good_bar(1)}));
  EXPECT_EQ(got.outcome.problems, (std::vector<CsvProblem>{{2, CsvReason::duplicate}}));
}

TEST(CsvBadInput, QuotedFieldsHoldDelimitersQuotesAndLineEnds) {
  const auto got =
      read("bars.csv",
           "\"code\",\"name\",\"date\",\"open\",\"high\",\"low\",\"close\",\"volume\",\"amount\"\n"
           "\"600000\",\"浦发\n\"\"银行\"\",上海\",\"2000-01-03\",\"10\",\"11\",\"9\",\"10\",\"1,"
           "000\",\"10,000.00\"\n"
           "600000,a\"b,2000-01-04,10,11,9,10,1000,10000\n"
           "600000,\"x\ny\nz\",2000-01-05,10,11,9,bad,1000,10000\n"
           "600000,\"\",2000-01-06,10,11,9,10,1000,10000\n");
  EXPECT_EQ(got.only(), (std::vector<Bar>{good_bar(0), good_bar(1), good_bar(3)}));
  EXPECT_EQ(got.outcome.problems, (std::vector<CsvProblem>{{5, CsvReason::bad_number}}))
      << "the first of its lines";
}

TEST(CsvBadInput, AQuoteThatIsNeverClosedSpoilsOneRow) {
  const auto got = read("bars.csv",
                        "code,name,date,open,high,low,close\n600000,\"x,2000-01-03,10,11,9,10\n"
                        "600000,x,2000-01-04,10,11,9,10\n600000,x,2000-01-05,10,11,9,10\n");
  EXPECT_EQ(got.only().size(), 2U);
  EXPECT_EQ(got.outcome.problems, (std::vector<CsvProblem>{{2, CsvReason::bad_quotes}}));
}

TEST(CsvBadInput, EncodingsMayBeMixedBecauseOnlyNumbersCount) {
  const auto got =
      read("bars.csv",
           "代码,名称,日期,开盘,最高,最低,收盘\n600000,浦发银行,2000-01-03,10,11,9,10\n600000," +
               gbk("浦发银行") +
               ",2000-01-04,10,11,9,10\n600000,\xff\xfe\x80,2000-01-05,10,11,9,10\n600000,x,2000-"
               "01-06,10,11,9," +
               gbk("停牌") + "\n");
  EXPECT_EQ(got.only().size(), 3U);
  EXPECT_EQ(got.outcome.problems, (std::vector<CsvProblem>{{5, CsvReason::bad_number}}));
}

TEST(CsvBadInput, NulBytesAndLongLinesSpoilTheirRowOnly) {
  std::string text = kHeader + good_row(0);
  text += "2000-02-01,10,1" + std::string(1, '\0') + "1,9,10,1000,10000\n";
  text += "2000-02-02," + std::string(3U << 20U, '1') + ",11,9,10,1000,10000\n";
  text += good_row(1) + std::string(100, '\0');
  const auto got = read("sh600000.csv", text);
  EXPECT_EQ(got.only(), (std::vector<Bar>{good_bar(0), good_bar(1)}));
  EXPECT_EQ(got.outcome.problems, (std::vector<CsvProblem>{{3, CsvReason::bad_number},
                                                           {4, CsvReason::too_long},
                                                           {6, CsvReason::missing_field}}));
}

TEST(CsvBadInput, FilesPutTogetherRepeatTheirHeader) {
  const auto got = read("sh600000.csv", kHeader + good_row(0) + kHeader + good_row(1));
  EXPECT_EQ(got.outcome.rows, 2U);
  EXPECT_EQ(got.only().size(), 2U);
}

TEST(CsvBadInput, SymbolsThatASpreadsheetCutAreMadeWhole) {
  const auto got = read(
      "bars.csv",
      "code,date,open,high,low,close\n1,2000-01-03,10,11,9,10\n2415,2000-01-03,10,11,9,10\n"
      "=\"600000\",2000-01-03,10,11,9,10\nwhat,2000-01-03,10,11,9,10\n,2000-01-03,10,11,9,10\n");
  EXPECT_EQ(got.bars.size(), 3U);
  EXPECT_TRUE(got.bars.contains("SZ000001 day") && got.bars.contains("SZ002415 day") &&
              got.bars.contains("SH600000 day"));
  EXPECT_EQ(got.outcome.count(CsvReason::bad_symbol), 2U);
}

TEST(CsvBadInput, ABareCodeIsWhatTheFilesNameOrTheOptionSays) {
  const std::string text =
      "code,date,open,high,low,close\n000001,2000-01-03,10,11,9,10\n000002,2000-01-04,10,11,9,10\n";
  EXPECT_TRUE(read("sh000001.csv", text).bars.contains("SH000001 day"));
  const auto one = read("bars.csv", text, {.symbol = Symbol(Market::sh, "000001")});
  EXPECT_EQ(one.bars.size(), 1U);
  EXPECT_EQ(one.outcome.problems, (std::vector<CsvProblem>{{3, CsvReason::other_symbol}}));
}

TEST(CsvUnits, AreToldApartByTheRatioAlone) {
  for (const double volume : {1.0, 100.0}) {
    for (const double amount : {1.0, 1e3, 1e4}) {
      std::string text = kHeader;
      for (int i = 0; i < 5; ++i)
        text += date_text(i) +
                fmt::format(",10,11,9,10,{},{}\n", 1'200'000 / volume, 12'000'000 / amount);
      const auto got = read("sh600000.csv", text);
      EXPECT_EQ(got.only().front().volume, 1'200'000) << text;
      EXPECT_EQ(got.only().front().amount, 12'000'000) << text;
      EXPECT_EQ(got.outcome.layout.units_from, CsvBasis::data);
    }
  }
  EXPECT_EQ(read("sh600000.csv",
                 "date,open,high,low,close,成交量(手),成交额(万元)\n2000-01-03,10,11,9,10,12,1.2\n")
                .only()
                .front(),
            (Bar{good_bar(0).time, 10, 11, 9, 10, 1200, 12000}));
  EXPECT_EQ(read("sh600000.csv", "date,open,high,low,close,volume\n2000-01-03,10,11,9,10,12\n",
                 {.volume = VolumeUnit::lots})
                .only()
                .front()
                .volume,
            1200);
}

TEST(CsvUnits, ABarThatDiffersFromTheOthersIsCorrectedAndCounted) {
  std::string text = kHeader;
  for (int i = 0; i < 10; ++i) text += good_row(i);
  text += date_text(10) + ",10,11,9,10,10,10000\n" + date_text(11) + ",10,11,9,10,100000,10000\n" +
          date_text(12) + ",10,11,9,10,1000,70000\n";
  const auto got = read("sh600000.csv", text);
  EXPECT_EQ(got.only()[10].volume, 1000);
  EXPECT_EQ(got.only()[11].volume, 1000);
  EXPECT_EQ(got.outcome.problems, (std::vector<CsvProblem>{{12, CsvReason::volume_in_lots},
                                                           {13, CsvReason::volume_times_100},
                                                           {14, CsvReason::amount_mismatch}}));
}

TEST(CsvUnits, AWrongPriceOrAmountChangesNoVolume) {
  const auto with = [](const std::string& row) {
    std::string text = kHeader;
    for (int i = 0; i < 30; ++i) text += i == 15 ? date_text(i) + row : good_row(i);
    return read("sh600000.csv", text);
  };
  for (const char* price : {",0.1,0.11,0.09,0.1", ",1000,1100,900,1000", ",100,110,90,100"}) {
    const auto got = with(std::string(price) + ",1000,10000\n");
    EXPECT_EQ(got.only()[15].volume, 1000) << price;
    EXPECT_EQ(got.outcome.problems, (std::vector<CsvProblem>{{17, CsvReason::price_mismatch}}))
        << price;
  }
  for (const char* amount : {"100", "1000000"}) {
    const auto got = with(std::string(",10,11,9,10,1000,") + amount + "\n");
    EXPECT_EQ(got.only()[15].volume, 1000) << amount;
    EXPECT_EQ(got.outcome.problems, (std::vector<CsvProblem>{{17, CsvReason::amount_mismatch}}))
        << amount;
  }
}

TEST(CsvUnits, AStretchInLotsIsCorrectedAndAStretchOfWrongPricesIsNot) {
  std::string lots = kHeader;
  std::string prices = kHeader;
  for (int i = 0; i < 60; ++i) {
    const bool odd = i >= 20 && i < 30;
    lots += odd ? date_text(i) + ",10,11,9,10,10,10000\n" : good_row(i);
    prices += odd ? date_text(i) + ",1000,1100,900,1000,1000,10000\n" : good_row(i);
  }
  const auto corrected = read("sh600000.csv", lots);
  EXPECT_EQ(corrected.outcome.count(CsvReason::volume_in_lots), 10U);
  EXPECT_EQ(corrected.only()[25].volume, 1000);
  const auto kept = try_read("sh600000.csv", prices, {.accept_adjusted = true});
  ASSERT_TRUE(kept);
  EXPECT_EQ(kept->outcome.count(CsvReason::price_mismatch), 10U);
  EXPECT_EQ(kept->only()[25].volume, 1000);
}

TEST(CsvBadInput, SizesThatNoMarketTradesAreRefusedByLine) {
  const std::string text = kHeader + good_row(0) + date_text(1) + ",10,11,9,10,1e18,10000\n" +
                           date_text(2) + ",10,11,9,10,1000,1e300\n" + good_row(3);
  const auto got = read("sh600000.csv", text);
  EXPECT_EQ(got.only().size(), 2U);
  EXPECT_EQ(got.outcome.problems,
            (std::vector<CsvProblem>{{3, CsvReason::absurd_size}, {4, CsvReason::absurd_size}}));
  // A later row of the same day that cannot be does not take the good one's place.
  const auto twice =
      read("sh600000.csv", kHeader + good_row(0) + date_text(0) + ",10,11,9,10,1e18,10000\n");
  EXPECT_EQ(twice.only().front(), good_bar(0));
  // In the file's own unit the number is small; in CNY it is not.
  const auto scaled = read("sh600000.csv",
                           "date,open,high,low,close,成交量(手),成交额(万元)\n"
                           "2000-01-03,10,11,9,10,1e14,1e13\n2000-01-04,10,11,9,10,10,1\n");
  EXPECT_EQ(scaled.outcome.count(CsvReason::absurd_size), 1U);
}

TEST(CsvAdjusted, IsSeenInTheAveragePriceWhereTheFileSaysNothing) {
  std::string raw = kHeader;
  std::string adjusted = kHeader;
  for (int i = 0; i < 100; ++i) {
    raw += date_text(i) + ",10,10.2,9.8,10,1000,10000\n";
    // A tenth was paid out on the 51st day.
    adjusted +=
        date_text(i) + (i < 50 ? ",9,9.2,8.8,9,1000,10000\n" : ",10,10.2,9.8,10,1000,10000\n");
  }
  EXPECT_EQ(read("sh600000.csv", raw).only().size(), 100U);
  const auto got = read("sh600000.csv", adjusted);
  EXPECT_TRUE(got.bars.empty());
  EXPECT_EQ(got.outcome.count(CsvReason::adjusted), 100U);
  EXPECT_EQ(read("sh600000.csv", adjusted, {.accept_adjusted = true}).only().size(), 100U);
}

TEST(CsvPeriod, IsToldByTheDistancesOfTheRows) {
  const auto series = [](int minutes_or_days, bool intraday, int count) {
    std::string text = "datetime,open,high,low,close\n";
    for (int i = 0; i < count; ++i) {
      const int minute = 9 * 60 + 30 + (i + 1) * minutes_or_days;
      text += intraday
                  ? fmt::format("2024-01-02 {:02}:{:02}:00,10,11,9,10\n", minute / 60, minute % 60)
                  : date_text(i * minutes_or_days) + ",10,11,9,10\n";
    }
    return read("sh600000.csv", text).bars.begin()->first;
  };
  EXPECT_EQ(series(1, true, 10), "SH600000 1m");
  EXPECT_EQ(series(5, true, 10), "SH600000 5m");
  EXPECT_EQ(series(15, true, 4), "SH600000 15m");
  EXPECT_EQ(series(30, true, 4), "SH600000 30m");
  EXPECT_EQ(series(60, true, 2), "SH600000 60m");
  EXPECT_EQ(series(1, false, 10), "SH600000 day");
  EXPECT_EQ(series(7, false, 10), "SH600000 week");
  EXPECT_EQ(series(30, false, 10), "SH600000 month");
  EXPECT_EQ(series(91, false, 10), "SH600000 quarter");
  EXPECT_EQ(series(365, false, 10), "SH600000 year");
  EXPECT_EQ(series(7, false, 2), "SH600000 day") << "two days around a holiday";
  // A clock of 15:00 on every day is a day's.
  EXPECT_EQ(read("sh600000.csv", "datetime,open,high,low,close\n2000-01-03 15:00:00,10,11,9,10\n")
                .bars.begin()
                ->first,
            "SH600000 day");
}

TEST(CsvPeriod, OfAnOptionMustNotContradictTheRows) {
  const std::string minutes =
      "time,open,high,low,close\n2024-01-02 09:35,1,1,1,1\n2024-01-02 09:40,1,1,1,1\n";
  expect_refused(minutes, Errc::invalid_argument, "5m", "sh600000.csv", {.period = Period::day});
  expect_refused(kHeader + good_row(0) + good_row(1), Errc::invalid_argument, "day", "sh600000.csv",
                 {.period = Period::min1});
  expect_refused(kHeader + good_row(0) + good_row(1), Errc::invalid_argument, "week",
                 "sh600000.csv", {.period = Period::week});
  // Rows that lie a week apart may be a day's (a share that hardly trades) or a week's: the option decides.
  const std::string apart = kHeader + good_row(0) + good_row(7) + good_row(14) + good_row(21);
  EXPECT_EQ(read("sh600000.csv", apart, {.period = Period::week}).bars.begin()->first,
            "SH600000 week");
  EXPECT_EQ(read("sh600000.csv", apart, {.period = Period::day}).bars.begin()->first,
            "SH600000 day");
}

// Random bars, written in a layout and read again, are the same.
TEST(CsvRoundTrip, GivesBackWhatWasWritten) {
  std::mt19937 random(7);
  const auto pick = [&](int from, int to) {
    return std::uniform_int_distribution<int>(from, to)(random);
  };
  for (int trial = 0; trial < 60; ++trial) {
    std::vector<Bar> bars;
    Time day = days_from({1996, 1, 2}) + pick(0, 9000);
    for (int i = pick(1, 300); i > 0; --i) {
      day += pick(1, 3);
      int cents[4] = {pick(100, 5000), 0, 0, 0};
      cents[3] = cents[0] + pick(-50, 50);
      cents[1] = std::max(cents[0], cents[3]) + pick(0, 30);
      cents[2] = std::min(cents[0], cents[3]) - pick(0, 30);
      const double volume = 100.0 * pick(1, 10'000'000);
      const double amount = std::nearbyint(volume * (cents[1] + cents[2]) / 200.0);
      bars.push_back({day_bar_time(date_from_days(day)), cents[0] / 100.0, cents[1] / 100.0,
                      cents[2] / 100.0, cents[3] / 100.0, volume, amount});
    }
    const bool newest_first = pick(0, 1) == 1;
    const char* end = pick(0, 1) == 1 ? "\r\n" : "\n";
    struct Layout {
      const char* header;
      const char* row;
      double volume, amount;
      const char* name;
      bool gbk;
    };
    // {0} date {1} open {2} high {3} low {4} close {5} volume {6} amount
    static const Layout kLayouts[] = {
        {"ts_code,trade_date,open,high,low,close,vol,amount",
         "600000.SH,{0:%Y%m%d},{1},{2},{3},{4},{5},{6}", 100, 1000, "t.csv", false},
        {",open,close,high,low,volume,money", "{0:%Y-%m-%d},{1},{4},{2},{3},{5},{6}", 1, 1,
         "600000.XSHG.csv", false},
        {"order_book_id,date,open,close,high,low,total_turnover,volume",
         "600000.XSHG,{0:%Y-%m-%d},{1},{4},{2},{3},{6},{5}", 1, 1, "r.csv", false},
        {"date,code,open,high,low,close,volume,amount,adjustflag",
         "{0:%Y-%m-%d},sh.600000,{1},{2},{3},{4},{5},{6},3", 1, 1, "b.csv", false},
        {"日期,股票代码,开盘,收盘,最高,最低,成交量,成交额",
         "{0:%Y-%m-%d},600000,{1},{4},{2},{3},{5},{6}", 100, 1, "a.csv", false},
        {"日期\t开盘\t最高\t最低\t收盘\t成交量\t成交额",
         "{0:%m/%d/%Y}\t{1}\t{2}\t{3}\t{4}\t{5}\t{6}", 1, 1, "SH#600000.txt", true},
        {"时间\t开盘\t最高\t最低\t收盘\t总手\t金额",
         "{0:%Y-%m-%d},三\t{1}\t{2}\t{3}\t{4}\t{5}\t{6}", 100, 1, "600000.xls", true},
        {"日期,开盘,收盘,最高,最低,成交量,成交额", "{0:%Y-%m-%d},{1},{4},{2},{3},{5},{6}", 100, 1,
         "600000.csv", true},
        {"close;open;amount;low;high;volume;date", "{4};{1};{6};{3};{2};{5};{0:%Y/%m/%d}", 1, 10000,
         "600000.csv", false},
    };
    for (const Layout& layout : kLayouts) {
      const bool title = std::string_view(layout.name).starts_with("SH#");
      std::string text =
          (title ? std::string("600000 浦发银行 日线") + end : std::string()) + layout.header + end;
      for (std::size_t i = 0; i < bars.size(); ++i) {
        const Bar& bar = bars[newest_first ? bars.size() - 1 - i : i];
        const auto date = fmt::gmtime(static_cast<std::time_t>(bar.time));
        text += fmt::format(fmt::runtime(layout.row), date, bar.open, bar.high, bar.low, bar.close,
                            bar.volume / layout.volume,
                            fmt::format("{:.4f}", bar.amount / layout.amount)) +
                end;
      }
      const auto got = read(layout.name, layout.gbk ? gbk(text) : text, {.period = Period::day});
      ASSERT_EQ(got.bars.size(), 1U) << layout.header;
      EXPECT_EQ(got.bars.begin()->first, "SH600000 day");
      EXPECT_EQ(got.only(), bars) << layout.header;
      EXPECT_EQ(got.outcome.rejected(), 0U) << layout.header;
    }
  }
}

TEST(CsvMemory, RowsThatDoNotFitIntoItGiveTheSameBars) {
  std::mt19937 random(3);
  std::string text = "code,date,open,high,low,close,volume,amount\n";
  std::vector<std::pair<int, int>> rows;
  for (int day = 0; day < 200; ++day) {
    for (int code = 600'000; code < 600'020; ++code) rows.emplace_back(day, code);
  }
  std::shuffle(rows.begin(), rows.end(), random);
  for (const auto& [day, code] : rows) {
    text += fmt::format("{},{},10,11,9,{},1000,10000\n", code, date_text(day),
                        9 + (day * 7 + code) % 3);
  }
  text += text.substr(text.find('\n') + 1, 5000);  // Some of them again.
  text.resize(text.rfind('\n') + 1);
  const auto all = try_read("bars.csv", text, {}, {}).value();
  EXPECT_EQ(all.bars.size(), 20U);
  for (const std::size_t rows_in_memory : {1U, 7U, 500U, 4'000U}) {
    const auto few = try_read("bars.csv", text, {}, {rows_in_memory, {}}).value();
    EXPECT_EQ(few.bars, all.bars) << rows_in_memory;
    EXPECT_EQ(few.outcome.counts, all.outcome.counts) << rows_in_memory;
    EXPECT_EQ(few.outcome.bars, all.outcome.bars) << rows_in_memory;
  }
}

TEST(CsvMemory, AFolderWithoutRoomIsAnErrorAndNotACrash) {
  std::string text = kHeader;
  for (int i = 0; i < 100; ++i) text += good_row(i);
  const auto got = try_read("sh600000.csv", text, {}, {10, "/proc/no/such/folder"});
  ASSERT_FALSE(got);
  EXPECT_EQ(got.error().code, Errc::io);
}

}  // namespace
}  // namespace fwq::data
