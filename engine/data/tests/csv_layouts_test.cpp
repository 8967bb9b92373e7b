// Every layout of CSV bars, with the bars that it must give worked out by hand.
#include <gtest/gtest.h>

#include <cmath>

#include "support/csv_text.hpp"

namespace fwq::data {
namespace {

using csv_test::gbk;
using csv_test::Got;
using csv_test::read;
using csv_test::try_read;

// The two days that all texts below mean.
Bar day_one() {
  return {day_bar_time({2024, 1, 2}), 10.00, 10.25, 9.90, 10.20, 12'345'600, 124'812'344};
}
Bar day_two() {
  return {day_bar_time({2024, 1, 3}), 10.20, 10.30, 10.05, 10.08, 9'876'500, 99'556'120};
}
std::vector<Bar> both() {
  return {day_one(), day_two()};
}
std::string series_of(const Got& got) {
  return got.bars.begin()->first;
}

void expect_prices(const std::vector<Bar>& bars) {
  ASSERT_EQ(bars.size(), 2U);
  for (std::size_t i = 0; i < 2; ++i) {
    const Bar expected = both()[i];
    EXPECT_EQ(bars[i].time, expected.time);
    EXPECT_EQ(bars[i].open, expected.open);
    EXPECT_EQ(bars[i].high, expected.high);
    EXPECT_EQ(bars[i].low, expected.low);
    EXPECT_EQ(bars[i].close, expected.close);
    EXPECT_EQ(bars[i].volume, expected.volume);
    EXPECT_TRUE(std::isnan(bars[i].amount)) << "the file has none";
  }
}

TEST(CsvLayouts, YfinanceTakesCloseAndNotAdjClose) {
  const auto got = read("600519.SS.csv",
                        "Date,Open,High,Low,Close,Adj Close,Volume\n"
                        "2024-01-02,10.0,10.25,9.899999618530273,10.199999809265137,9.5,12345600\n"
                        "2024-01-03,10.199999809265137,10.300000190734863,10.050000190734863,10."
                        "079999923706055,9.4,9876500\n");
  EXPECT_EQ(got.outcome.layout.kind, CsvKind::yfinance);
  EXPECT_EQ(series_of(got), "SH600519 day");
  expect_prices(got.only());
}

TEST(CsvLayouts, YfinanceWithThreeHeaderLinesIsTakenWhenAdjustedPricesAreAccepted) {
  const std::string text =
      "Price,Close,High,Low,Open,Volume\n"
      "Ticker,600519.SS,600519.SS,600519.SS,600519.SS,600519.SS\n"
      "Date,,,,,\n"
      "2024-01-02 00:00:00+08:00,10.20,10.25,9.90,10.00,12345600\n"
      "2024-01-03 00:00:00+08:00,10.08,10.30,10.05,10.20,9876500\n";
  const auto refused = try_read("prices.csv", text);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Errc::unsupported);
  EXPECT_NE(refused.error().message.find("--accept-adjusted"), std::string::npos);
  const auto got = read("prices.csv", text, {.accept_adjusted = true});
  EXPECT_EQ(series_of(got), "SH600519 day");
  EXPECT_EQ(got.outcome.rows, 2U);
  expect_prices(got.only());
  // auto_adjust=False adds the column, and the prices are not for dividends.
  const auto plain = read("prices.csv",
                          "Price,Adj Close,Close,High,Low,Open,Volume\n"
                          "Ticker,600519.SS,600519.SS,600519.SS,600519.SS,600519.SS,600519.SS\n"
                          "Date,,,,,,\n"
                          "2024-01-02,9.5,10.20,10.25,9.90,10.00,12345600\n"
                          "2024-01-03,9.4,10.08,10.30,10.05,10.20,9876500\n");
  expect_prices(plain.only());
}

TEST(CsvLayouts, YfinanceMinutesAreStampedWithTheirEnd) {
  const auto got = read("600519.SS.csv",
                        "Datetime,Open,High,Low,Close,Adj Close,Volume\n"
                        "2024-01-02 01:30:00+00:00,10,10.1,9.9,10,10,100\n"
                        "2024-01-02 01:35:00+00:00,10,10.1,9.9,10,10,100\n"
                        "2024-01-02 01:40:00+00:00,10,10.1,9.9,10,10,100\n");
  EXPECT_EQ(series_of(got), "SH600519 5m");
  EXPECT_EQ(got.only().front().time, time_from({2024, 1, 2}, 9 * 3600 + 35 * 60));
}

TEST(CsvLayouts, TushareHasLotsAndThousandsAndTheNewestFirst) {
  const auto got =
      read("daily.csv",
           ",ts_code,trade_date,open,high,low,close,pre_close,change,pct_chg,vol,amount\n"
           "0,000001.SZ,20240103,10.20,10.30,10.05,10.08,10.20,-0.12,-1.18,98765.0,99556.12\n"
           "1,000001.SZ,20240102,10.00,10.25,9.90,10.20,10.00,0.2,2.0,123456.0,124812.344\n"
           "0,600000.SH,20240103,10.20,10.30,10.05,10.08,10.20,-0.12,-1.18,98765.0,99556.12\n"
           "1,600000.SH,20240102,10.00,10.25,9.90,10.20,10.00,0.2,2.0,123456.0,124812.344\n");
  EXPECT_EQ(got.outcome.layout.kind, CsvKind::tushare);
  EXPECT_EQ(got.outcome.layout.units_from, CsvBasis::data);
  EXPECT_NEAR(got.outcome.layout.units_ratio, 0.1, 0.005);
  ASSERT_EQ(got.bars.size(), 2U);
  EXPECT_EQ(got.bars.at("SZ000001 day"), both());
  EXPECT_EQ(got.bars.at("SH600000 day"), both());
  EXPECT_EQ(got.outcome.count(CsvReason::volume_in_lots), 0U);
}

TEST(CsvLayouts, TushareMinutesHaveSharesAndYuan) {
  const auto got = read("mins.csv",
                        "ts_code,trade_time,open,close,high,low,vol,amount\n"
                        "600000.SH,2024-01-02 09:40:00,10.05,10.03,10.06,10.01,150000,1505000\n"
                        "600000.SH,2024-01-02 09:35:00,10.00,10.05,10.05,9.99,100000,1002000\n");
  EXPECT_EQ(series_of(got), "SH600000 5m");
  const Bar first{
      time_from({2024, 1, 2}, 9 * 3600 + 35 * 60), 10.00, 10.05, 9.99, 10.05, 100000, 1002000};
  EXPECT_EQ(got.only().front(), first);
}

TEST(CsvLayouts, JoinQuantHasAnIndexWithoutName) {
  const auto got = read("000001.XSHE.csv",
                        ",open,close,high,low,volume,money,factor,paused\n"
                        "2024-01-02,10.00,10.20,10.25,9.90,12345600.0,124812344.0,1.0,0.0\n"
                        "2024-01-03,10.20,10.08,10.30,10.05,9876500.0,99556120.0,1.0,0.0\n"
                        "2024-01-04,10.08,10.08,10.08,10.08,0.0,0.0,1.0,1.0\n");
  EXPECT_EQ(got.outcome.layout.kind, CsvKind::joinquant);
  EXPECT_EQ(series_of(got), "SZ000001 day");
  EXPECT_EQ(got.only(), both());
  EXPECT_EQ(got.outcome.count(CsvReason::suspended), 1U);
  EXPECT_EQ(got.outcome.rejected(), 0U);
}

TEST(CsvLayouts, JoinQuantWithAFactorIsAdjusted) {
  const std::string text =
      ",open,close,high,low,volume,money,factor\n"
      "2024-01-02,10.00,10.20,10.25,9.90,12345600.0,124812344.0,0.98\n"
      "2024-01-03,10.20,10.08,10.30,10.05,9876500.0,99556120.0,1.0\n";
  const auto refused = read("000001.XSHE.csv", text);
  EXPECT_TRUE(refused.bars.empty());
  EXPECT_EQ(refused.outcome.count(CsvReason::adjusted), 2U) << "the whole series, not half of it";
  EXPECT_EQ(read("000001.XSHE.csv", text, {.accept_adjusted = true}).only(), both());
}

TEST(CsvLayouts, RQDataNamesTheSecurityInEachRow) {
  const auto got = read("rq.csv",
                        "order_book_id,date,open,close,high,low,total_turnover,volume\n"
                        "600000.XSHG,2024-01-02,10.00,10.20,10.25,9.90,124812344.0,12345600.0\n"
                        "600000.XSHG,2024-01-03,10.20,10.08,10.30,10.05,99556120.0,9876500.0\n");
  EXPECT_EQ(got.outcome.layout.kind, CsvKind::rqdata);
  EXPECT_EQ(series_of(got), "SH600000 day");
  EXPECT_EQ(got.only(), both());
}

TEST(CsvLayouts, BaoStockSaysWhetherItIsAdjustedAndSuspended) {
  const std::string header =
      "date,code,open,high,low,close,preclose,volume,amount,adjustflag,turn,tradestatus,pctChg,"
      "isST\n";
  const auto row = [](const char* day, const char* numbers, const char* flag, const char* status) {
    return std::string(day) + ",sh.600000," + numbers + "," + flag + ",0.5," + status + ",1.0,0\n";
  };
  const char* one = "10.0000,10.2500,9.9000,10.2000,10.0,12345600,124812344.0000";
  const char* two = "10.2000,10.3000,10.0500,10.0800,10.2,9876500,99556120.0000";
  const auto got =
      read("bs.csv", header + row("2024-01-02", one, "3", "1") + row("2024-01-03", two, "3", "1") +
                         row("2024-01-04", "10.08,10.08,10.08,10.08,10.08,,", "3", "0"));
  EXPECT_EQ(got.outcome.layout.kind, CsvKind::baostock);
  EXPECT_EQ(series_of(got), "SH600000 day");
  EXPECT_EQ(got.only(), both());
  EXPECT_EQ(got.outcome.count(CsvReason::suspended), 1U);
  const auto adjusted =
      read("bs.csv", header + row("2024-01-02", one, "2", "1") + row("2024-01-03", two, "2", "1"));
  EXPECT_TRUE(adjusted.bars.empty());
  EXPECT_EQ(adjusted.outcome.count(CsvReason::adjusted), 2U);
}

TEST(CsvLayouts, BaoStockMinutesHaveTheirTimeInSeventeenDigits) {
  const auto got =
      read("bs.csv",
           "date,time,code,open,high,low,close,volume,amount,adjustflag\n"
           "2024-01-02,20240102093500000,sh.600000,10.00,10.05,9.99,10.05,100000,1002000,3\n"
           "2024-01-02,20240102094000000,sh.600000,10.05,10.06,10.01,10.03,150000,1505000,3\n");
  EXPECT_EQ(series_of(got), "SH600000 5m");
  EXPECT_EQ(got.only().back().time, time_from({2024, 1, 2}, 9 * 3600 + 40 * 60));
}

TEST(CsvLayouts, AkshareHasLotsAndAMark) {
  const auto got =
      read("ak.csv",
           "\xef\xbb\xbf日期,股票代码,开盘,收盘,最高,最低,成交量,成交额,振幅,涨跌幅,涨跌额,换手率\n"
           "2024-01-02,000001,10.00,10.20,10.25,9.90,123456,124812344.0,2.2,-1.9,-0.2,0.6\n"
           "2024-01-03,000001,10.20,10.08,10.30,10.05,98765,99556120.0,2.2,-1.9,-0.2,0.6\n");
  EXPECT_EQ(got.outcome.layout.kind, CsvKind::akshare);
  EXPECT_EQ(got.outcome.layout.encoding, "utf-8 with BOM");
  EXPECT_EQ(series_of(got), "SZ000001 day");
  EXPECT_EQ(got.only(), both());
}

TEST(CsvLayouts, TdxExportHasATitleAFooterAndGbk) {
  const std::string text =
      gbk("600062 华润双鹤 日线 不复权\r\n"
          "      日期\t    开盘\t    最高\t    最低\t    收盘\t    成交量\t    成交额\r\n"
          "2024/01/02\t10.00\t10.25\t9.90\t10.20\t12345600\t124812344.00\r\n"
          "2024/01/03\t10.20\t10.30\t10.05\t10.08\t9876500\t99556120.00\r\n"
          "#数据来源:通达信\r\n");
  const auto got = read("SH#600062.txt", text);
  EXPECT_EQ(got.outcome.layout.kind, CsvKind::tdx);
  EXPECT_EQ(got.outcome.layout.encoding, "gb18030");
  EXPECT_EQ(got.outcome.layout.header_line, 2U);
  EXPECT_EQ(got.outcome.rows, 2U) << "title and footer are no rows";
  EXPECT_EQ(series_of(got), "SH600062 day");
  EXPECT_EQ(got.only(), both());
  EXPECT_EQ(series_of(read("export.txt", text)), "SH600062 day") << "the title alone says it";
}

TEST(CsvLayouts, TdxExportMayHaveMonthsFirstOrSpacesOrCommas) {
  for (const std::string mark : {",", " ", "   "}) {
    std::string text =
        "000001 平安银行 日线\n日期|开盘|最高|最低|收盘|成交量|成交额\n"
        "01/02/2024|10.00|10.25|9.90|10.20|12345600|124812344\n"
        "01/03/2024|10.20|10.30|10.05|10.08|9876500|99556120\n数据来源:通达信\n";
    for (std::size_t at = text.find('|'); at != std::string::npos; at = text.find('|', at))
      text.replace(at, 1, mark);
    const auto got = read("SZ#000001.txt", gbk(text));
    EXPECT_EQ(series_of(got), "SZ000001 day");
    EXPECT_EQ(got.only(), both());
  }
}

TEST(CsvLayouts, TdxExportOfAnIndexHasItsVolumeInLots) {
  const auto got = read("SH#000001.txt",
                        gbk("000001 上证指数 日线\n日期\t开盘\t最高\t最低\t收盘\t成交量\t成交额\n"
                            "2024/01/02\t2972\t2976\t2962\t2962.28\t300000000\t344000000000\n"));
  EXPECT_EQ(series_of(got), "SH000001 day")
      << "its name says the market, not the bare code of the title";
  EXPECT_EQ(got.only().front().volume, 30'000'000'000.0);
}

TEST(CsvLayouts, TdxExportThatIsAdjustedIsRefused) {
  for (const char* word : {"前复权", "后复权", "定点复权"}) {
    const auto refused = try_read(
        "SH#600062.txt", gbk(std::string("600062 华润双鹤 日线 ") + word +
                             "\n日期\t开盘\t最高\t最低\t收盘\t成交量\t成交额\n"
                             "2024/01/02\t10.00\t10.25\t9.90\t10.20\t12345600\t124812344\n"));
    ASSERT_FALSE(refused) << word;
    EXPECT_EQ(refused.error().code, Errc::unsupported);
    EXPECT_NE(refused.error().message.find(word), std::string::npos);
  }
}

TEST(CsvLayouts, TdxExportOfMinutesHasAColumnOfTimes) {
  const auto got = read(
      "SZ#000001.txt",
      gbk("000001 平安银行 5分钟线 不复权\n日期\t时间\t开盘\t最高\t最低\t收盘\t成交量\t成交额\n"
          "2024/01/02\t0935\t10.00\t10.05\t9.99\t10.03\t150000\t1503000\n"
          "2024/01/02\t1500\t10.00\t10.05\t9.99\t10.03\t150000\t1503000\n"
          "2024/01/02\t1205\t10.00\t10.05\t9.99\t10.03\t150000\t1503000\n"));
  EXPECT_EQ(series_of(got), "SZ000001 5m");
  const Bar first{
      time_from({2024, 1, 2}, 9 * 3600 + 35 * 60), 10.00, 10.05, 9.99, 10.03, 150000, 1503000};
  EXPECT_EQ(got.only().front(), first);
  EXPECT_EQ(got.only().size(), 2U);
  EXPECT_EQ(got.outcome.problems, (std::vector<CsvProblem>{{5, CsvReason::out_of_session}}));
}

TEST(CsvLayouts, ThsExportIsTextInGbkWithThousandsAndWeekdays) {
  const std::string text =
      "时间\t开盘\t最高\t最低\t收盘\t涨幅\t振幅\t总手\t金额\t换手%\t成交次数\r\n"
      "2024-01-02,二\t10.00\t10.25\t9.90\t10.20\t2.00%\t3.5%\t123,456\t124,812,344\t0.5\t0\r\n"
      "2024-01-03,三\t10.20\t10.30\t10.05\t10.08\t-1.18%\t2.5%\t98,765\t99,556,120\t0.4\t0\r\n"
      "2024-01-04,四\t--\t--\t--\t--\t--\t--\t--\t--\t--\t0\r\n";
  const auto got = read("600000.xls", gbk(text));
  EXPECT_EQ(got.outcome.layout.kind, CsvKind::ths);
  EXPECT_EQ(series_of(got), "SH600000 day");
  EXPECT_EQ(got.only(), both());
  EXPECT_EQ(got.outcome.count(CsvReason::suspended), 1U);
}

TEST(CsvLayouts, EastMoneyWritesTenThousandsAndHundredMillions) {
  const auto got =
      read("600000.csv", gbk("日期,开盘,收盘,最高,最低,成交量,成交额,振幅\n"
                             "2024-01-02,10.00,10.20,10.25,9.90,12.3456万,1.24812344亿,1\n"
                             "2024-01-03,10.20,10.08,10.30,10.05,9.8765万,9955.612万,1\n"));
  EXPECT_EQ(got.outcome.layout.kind, CsvKind::eastmoney);
  EXPECT_EQ(series_of(got), "SH600000 day");
  EXPECT_EQ(got.only(), both());
}

TEST(CsvLayouts, AGenericTableMayHaveAnyOrderDelimiterAndLineEnd) {
  const char* orders[] = {"volume,close,low,high,open,date,amount",
                          "Date;High;Low;Open;Close;Amount;Volume",
                          "收盘价|开盘价|最高价|最低价|交易日期|成交额|成交量"};
  const auto value = [](const std::string& name, int i) -> std::string {
    const auto has = [&](const char* what) { return name.find(what) != std::string::npos; };
    if (has("olume") || has("成交量")) return i == 0 ? "12345600" : "9876500";
    if (has("mount") || has("成交额")) return i == 0 ? "124812344" : "99556120";
    if (has("lose") || has("收盘")) return i == 0 ? "10.20" : "10.08";
    if (has("ow") || has("最低")) return i == 0 ? "9.90" : "10.05";
    if (has("igh") || has("最高")) return i == 0 ? "10.25" : "10.30";
    if (has("pen") || has("开盘")) return i == 0 ? "10.00" : "10.20";
    return i == 0 ? "2024-01-02" : "2024-01-03";
  };
  for (const std::string order : orders) {
    const char mark = order[order.find_first_of(",;|")];
    for (const std::string end : {"\n", "\r\n", "\r"}) {
      std::string text = order + end;
      for (const int i : {1, 0}) {
        std::istringstream names(order);
        std::string row;
        for (std::string name; std::getline(names, name, mark);) {
          if (!row.empty()) row += mark;
          row += value(name, i);
        }
        text += row + end;
      }
      const auto got = read("sh600000.csv", text);
      EXPECT_EQ(got.outcome.layout.kind, CsvKind::generic) << order;
      EXPECT_EQ(got.only(), both()) << order;
    }
  }
}

TEST(CsvLayouts, WithoutAHeaderTheOrderMustBeTheUsualOne) {
  const auto got = read("sh600000.csv",
                        "2024-01-02,10.00,10.25,9.90,10.20,12345600,124812344\n"
                        "2024-01-03,10.20,10.30,10.05,10.08,9876500,99556120\n");
  EXPECT_EQ(got.outcome.layout.header_line, 0U);
  EXPECT_EQ(got.only(), both());
  EXPECT_EQ(got.outcome.rows, 2U);
  // Open, close, high, low: its "high" is below its open.
  EXPECT_FALSE(try_read("sh600000.csv", "2024-01-02,10.30,10.20,10.35,9.90,12345600,124812344\n"));
}

}  // namespace
}  // namespace fwq::data
