// `fwq import csv`: what it shows, what it refuses, and its exit status.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "support/program.hpp"

namespace fwq::acceptance {
namespace {

const std::string kTushare =
    ",ts_code,trade_date,open,high,low,close,pre_close,change,pct_chg,vol,amount\n"
    "0,000001.SZ,20240104,10.08,10.20,10.00,10.1O,10.08,0.02,0.2,98765.0,99556.12\n"
    "1,000001.SZ,20240103,10.20,10.30,10.05,10.08,10.20,-0.12,-1.18,98765.0,99556.12\n"
    "2,000001.SZ,20240102,10.00,10.25,9.90,10.20,10.00,0.2,2.0,123456.0,124812.344\n";

const std::string kAdjusted =
    "Price,Close,High,Low,Open,Volume\n"
    "Ticker,600519.SS,600519.SS,600519.SS,600519.SS,600519.SS\n"
    "Date,,,,,\n"
    "2024-01-02,10.20,10.25,9.90,10.00,12345600\n";

struct CsvDesk : Desk {
  CsvDesk() {
    spill(folder() / "bars/tushare.csv", kTushare);
    spill(folder() / "bars/adjusted.csv", kAdjusted);
  }
  std::string bars() const { return (folder() / "bars").string(); }
};

TEST(ImportCsv, StoresBarsInSharesAndYuan) {
  const CsvDesk desk;
  const auto imported = desk.fwq("import csv --json " + desk.bars() + "/tushare.csv");
  ASSERT_EQ(imported.status, 0) << imported.err;
  EXPECT_EQ(imported.json()["bars"], 2);
  EXPECT_EQ(imported.json()["rejected"], 1);
  EXPECT_EQ(imported.json()["reasons"]["bad_number"], 1);
  EXPECT_EQ(desk.fwq("bars SZ000001 --csv").out,
            "datetime,open,high,low,close,volume,amount\n"
            "2024-01-02,10,10.25,9.9,10.2,12345600,124812344\n"
            "2024-01-03,10.2,10.3,10.05,10.08,9876500,99556120\n");
  EXPECT_EQ(desk.fwq("import csv --json " + desk.bars() + "/tushare.csv").json()["added"], 0);
}

TEST(ImportCsv, ADryRunShowsTheLayoutAndWritesNothing) {
  const CsvDesk desk;
  const auto shown = desk.fwq("import csv --dry-run " + desk.bars());
  EXPECT_EQ(shown.status, 0) << shown.err;
  for (const char* text : {"tushare", "volume in lots", "12345600", "--accept-adjusted"})
    EXPECT_NE(shown.out.find(text), std::string::npos) << text << "\n" << shown.out;
  EXPECT_NE(desk.fwq("import csv --dry-run --lang zh " + desk.bars()).out.find("成交量为手"),
            std::string::npos);
  EXPECT_EQ(
      desk.fwq("import csv --dry-run --json " + desk.bars()).json()["layouts"][0]["rows"].size(),
      2U);
  EXPECT_FALSE(fs::exists(desk.home()));
}

TEST(ImportCsv, AdjustedPricesNeedAnExplicitWord) {
  const CsvDesk desk;
  const auto refused = desk.fwq("import csv " + desk.bars() + "/adjusted.csv");
  EXPECT_EQ(refused.status, 1);
  EXPECT_NE(refused.err.find("--accept-adjusted"), std::string::npos) << refused.err;
  const auto accepted = desk.fwq("import csv --accept-adjusted " + desk.bars() + "/adjusted.csv");
  EXPECT_EQ(accepted.status, 0) << accepted.err;
  EXPECT_NE(accepted.out.find("stored as they are"), std::string::npos) << accepted.out;
}

TEST(ImportCsv, APathThatGivesNoBarIsExitStatusOneAndTheOthersAreKept) {
  const CsvDesk desk;
  const auto outcome =
      desk.fwq("import csv " + desk.bars() + "/adjusted.csv " + desk.bars() + "/tushare.csv");
  EXPECT_EQ(outcome.status, 1);
  EXPECT_NE(outcome.err.find("adjusted.csv"), std::string::npos);
  EXPECT_EQ(desk.fwq("bars SZ000001 --json").json().size(), 2U);
}

TEST(ImportCsv, AWrongRequestIsExitStatusTwo) {
  const CsvDesk desk;
  const auto expect = [&](const std::string& words, const std::string& text) {
    const auto outcome = desk.fwq(words);
    EXPECT_EQ(outcome.status, 2) << words;
    EXPECT_NE(outcome.err.find(text), std::string::npos) << words << ": " << outcome.err;
  };
  const std::string file = fmt::format(" {}/tushare.csv", desk.bars());
  expect("import csv", "PATH");
  expect("import csv --layout tushar" + file, "did you mean tushare");
  expect("import csv --period fortnight" + file, "fortnight");
  expect("import csv --symbol moutai" + file, "moutai");
  expect("import csv --volume-unit tons" + file, "volume-unit");
  expect("import names --dry-run" + file, "fwq import csv");
  expect("import names" + file + file, "one PATH");
}

// Kept beside: set FWQ_UPDATE_GOLDEN=1 to write it anew, and read the difference.
TEST(ImportCsv, PrintsTheSampleDocument) {
  const CsvDesk desk;
  const auto outcome = desk.fwq("import csv --json " + desk.bars());
  ASSERT_EQ(outcome.status, 0) << outcome.err;
  std::string text = outcome.out;
  const std::string folder = desk.folder().string();
  for (std::size_t at = text.find(folder); at != std::string::npos; at = text.find(folder))
    text.replace(at, folder.size(), "DESK");
  const fs::path golden = fs::path(FWQ_SOURCE_DIR) / "tests/acceptance/golden/import_csv.json";
  if (std::getenv("FWQ_UPDATE_GOLDEN") != nullptr) spill(golden, text);
  EXPECT_EQ(text, slurp(golden));
}

}  // namespace
}  // namespace fwq::acceptance
