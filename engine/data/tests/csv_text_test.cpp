// The smallest parts of CSV files: numbers, dates, quotes, lines.
#include "csv_text.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <sstream>

#include "csv_lines.hpp"
#include "csv_shape.hpp"

namespace fwq::data {
namespace {

TEST(CsvNumber, IsReadAsVendorsWriteIt) {
  const auto expect = [](std::string_view text, double value) {
    const auto parsed = parse_csv_number(text);
    ASSERT_TRUE(parsed) << text;
    EXPECT_EQ(*parsed, value) << text;
  };
  expect("10.20", 10.2);
  expect("0", 0);
  expect("-0.5", -0.5);
  expect("+3", 3);
  expect("123456789012345", 123456789012345.0);
  expect("12345678901234567890", 12345678901234567890.0);
  expect("10.199999809265137", 10.199999809265137);
  expect("1.2481e+08", 1.2481e8);
  expect("1,234", 1234);
  expect("124,812,344.50", 124812344.5);
  expect("-1,234.5", -1234.5);
  expect("1.23亿", 123'000'000);
  expect("12.3456万", 123'456);
  expect("1,234万", 12'340'000);
  expect("2万亿", 2e12);
  expect("1.1\xcd\xf2", 11'000);       // 万 in GBK.
  expect("1.1\xd2\xda", 110'000'000);  // 亿 in GBK.
  expect(".5", 0.5);
  expect("5.", 5);
}

TEST(CsvNumber, TellsMissingFromWrong) {
  for (const char* text : {"", "--", "-", "nan", "NaN", "NULL", "None", "N/A", "—"}) {
    const auto parsed = parse_csv_number(text);
    ASSERT_TRUE(parsed) << text;
    EXPECT_TRUE(std::isnan(*parsed)) << text;
  }
  for (const char* text : {"x",         "1.2.3", "1e400",  "inf",     "-inf",  "1,23",   "1234,567",
                           "12,34,567", ",123",  "1,234,", "1.2,345", "10 20", "10.2元", ".",
                           "万",        "1e5万", "--1",    "+-1",     "++1",   "0x10"}) {
    EXPECT_FALSE(parse_csv_number(text)) << text;
  }
  EXPECT_FALSE(parse_csv_number(std::string_view("1\0002", 3)));
  EXPECT_FALSE(parse_csv_number(std::string(1000, '7')));
}

TEST(CsvStamp, TakesEveryFormOfADate) {
  const Time day = time_from({2024, 1, 2});
  for (const char* text : {"2024-01-02", "2024/01/02", "2024.01.02", "2024/1/2", "20240102",
                           "20240102.0", "2024-01-02,二", "2024-01-02 二"}) {
    const auto stamp = parse_csv_stamp(text, false);
    ASSERT_TRUE(stamp) << text;
    EXPECT_EQ(stamp->time, day) << text;
    EXPECT_FALSE(stamp->has_clock) << text;
  }
  for (const char* text :
       {"2024-01-02 09:35", "2024-01-02T09:35:00", "2024/1/2 9:35", "202401020935",
        "20240102093500", "20240102093500000", "2024-01-02 09:35:00.000",
        "2024-01-02 09:35:00+08:00", "20240102 09:35:00", "2024-01-02T01:35:00Z",
        "2024-01-02 01:35:00+00:00", "2024-01-01 20:35:00-0500"}) {
    const auto stamp = parse_csv_stamp(text, false);
    ASSERT_TRUE(stamp) << text;
    EXPECT_EQ(stamp->time, day + 9 * 3600 + 35 * 60) << text;
    EXPECT_TRUE(stamp->has_clock) << text;
  }
  EXPECT_EQ(parse_csv_stamp("01/02/2024", true)->time, day);
  EXPECT_EQ(parse_csv_stamp("2024-01-01 16:00:00+00:00", false)->time, day);
}

TEST(CsvStamp, RefusesWhatIsNone) {
  for (const char* text : {"",
                           "2024",
                           "2024-13-01",
                           "2024-02-30",
                           "20241301",
                           "2024-01/02",
                           "01/02/2024",
                           "2024-01-02 25:00",
                           "2024-01-02 09:61",
                           "2024-01-02x",
                           "2024-01-02 09:35 x",
                           "2024-01-02,5",
                           "202401020",
                           "20240102 09:35:00+99:00",
                           "1704153600",
                           "date",
                           "2024-01-02 09:35:00+08",
                           "-2024-01-02",
                           "2024-1-",
                           "20240102093500001234"}) {
    EXPECT_FALSE(parse_csv_stamp(text, false)) << text;
  }
  EXPECT_FALSE(parse_csv_stamp("13/02/2024", true));
}

TEST(CsvClock, TakesEveryForm) {
  for (const char* text :
       {"0935", "935", "09:35", "9:35", "09:35:00", "093500", "93500", "09:35:00.000"}) {
    EXPECT_EQ(parse_csv_clock(text), Time{9 * 3600 + 35 * 60}) << text;
  }
  for (const char* text : {"", "9", "2460", "0960", "09:3", "9:35x", "1234567"})
    EXPECT_FALSE(parse_csv_clock(text)) << text;
}

TEST(CsvFields, AreSplitAtDelimitersOutsideQuotes) {
  std::vector<std::string_view> fields;
  EXPECT_EQ(split_csv_fields("a, \"b,\"\"c\"\"\nd\" ,,e ", ',', fields), CsvSplit::ok);
  EXPECT_EQ(fields, (std::vector<std::string_view>{"a", "b,\"\"c\"\"\nd", "", "e"}));
  EXPECT_EQ(unquoted(fields[1]), "b,\"c\"\nd");
  EXPECT_EQ(split_csv_fields("\"a\"x,b", ',', fields), CsvSplit::bad);
  EXPECT_EQ(split_csv_fields("a,\"b", ',', fields), CsvSplit::unclosed);
  EXPECT_EQ(split_csv_fields("a\t\t b ", '\t', fields), CsvSplit::ok);
  EXPECT_EQ(fields, (std::vector<std::string_view>{"a", "", "b"}));
  EXPECT_EQ(split_csv_fields("  a \t b  c ", ' ', fields), CsvSplit::ok);
  EXPECT_EQ(fields, (std::vector<std::string_view>{"a", "b", "c"}));
}

std::vector<std::pair<std::size_t, std::string>> lines_of(const std::string& text) {
  std::istringstream in(text);
  CsvLines lines(in);
  std::vector<std::pair<std::size_t, std::string>> out;
  while (lines.next())
    out.emplace_back(lines.line(), lines.too_long() ? "too long" : std::string(lines.text()));
  return out;
}

TEST(CsvLines, AreNumberedWhateverEndsThem) {
  using Out = std::vector<std::pair<std::size_t, std::string>>;
  EXPECT_EQ(lines_of("a\n\n b\nc"), (Out{{1, "a"}, {3, " b"}, {4, "c"}}));
  EXPECT_EQ(lines_of("a\rb\r\rc\r"), (Out{{1, "a"}, {2, "b"}, {4, "c"}}));
  EXPECT_EQ(lines_of(""), Out());
  EXPECT_EQ(lines_of("\n\n"), Out());
}

TEST(CsvLines, PassOverOneThatIsTooLong) {
  const std::string text =
      "a\n" + std::string(3U << 20U, 'x') + "\nb\n" + std::string(2U << 20U, 'y');
  EXPECT_EQ(lines_of(text), (std::vector<std::pair<std::size_t, std::string>>{
                                {1, "a"}, {2, "too long"}, {3, "b"}, {4, "too long"}}));
}

TEST(CsvLines, AreTheSameOverBlockBorders) {
  std::string text;
  for (int i = 0; i < 300'000; ++i)
    text += std::to_string(i) + std::string(static_cast<std::size_t>(i % 17), '.') + "\n";
  const auto lines = lines_of(text);
  ASSERT_EQ(lines.size(), 300'000U);
  for (std::size_t i = 0; i < lines.size(); i += 997) {
    EXPECT_EQ(lines[i].first, i + 1);
    EXPECT_EQ(lines[i].second, std::to_string(i) + std::string(i % 17, '.'));
  }
}

TEST(CsvFileName, SaysTheSecurity) {
  const auto of = [](const char* name) { return std::string(symbol_of_file_name(name).text()); };
  EXPECT_EQ(of("SH#600062.txt"), "SH600062");
  EXPECT_EQ(of("/data/sz000001.csv"), "SZ000001");
  EXPECT_EQ(of("600519.SS.csv"), "SH600519");
  EXPECT_EQ(of("000001.XSHE.csv"), "SZ000001");
  EXPECT_EQ(of("sh.600000.csv"), "SH600000");
  EXPECT_EQ(of("SH000001_day.csv"), "SH000001");
  EXPECT_EQ(of("600000.csv"), "SH600000");
  EXPECT_EQ(of("平安银行_000001.xls"), "SZ000001");
  EXPECT_EQ(of("000001_20200101_20231231.csv"), "SZ000001");
  EXPECT_EQ(of("202401.csv"), "") << "a month";
  EXPECT_EQ(of("600000_000001.csv"), "") << "two of them";
  EXPECT_EQ(of("bars.csv"), "");
  EXPECT_EQ(of("20240102.csv"), "");
}

}  // namespace
}  // namespace fwq::data
