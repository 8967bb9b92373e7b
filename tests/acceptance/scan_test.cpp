// The whole market at once, as a user meets it: the scan, and what patterns were worth.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "support/program.hpp"

namespace fwq::acceptance {
namespace {

TEST(ScanCommand, FindsWhatEachStockShows) {
  const Desk desk;
  desk.make_market();
  const auto scanned = desk.fwq("scan --last 40 --json");
  ASSERT_EQ(scanned.status, 0) << scanned.err;
  std::vector<nlohmann::json> expected;
  for (const char* symbol : {"BJ830799", "SH000001", "SH600000", "SZ000001"}) {
    for (auto hit : desk.fwq(std::string("patterns ") + symbol + " --count 40 --json").json()) {
      hit["symbol"] = symbol;
      expected.push_back(hit);
    }
  }
  std::vector<nlohmann::json> found = scanned.json();
  EXPECT_GE(found.size(), 10U);
  for (std::size_t i = 1; i < found.size(); ++i)
    EXPECT_GE(found[i - 1]["known_at"], found[i]["known_at"]) << "the newest first";
  std::sort(found.begin(), found.end());
  std::sort(expected.begin(), expected.end());
  EXPECT_EQ(found, expected);
  EXPECT_EQ(found.front()["adjust"], "forward");
}

TEST(ScanCommand, IsTheSameForAnyNumberOfThreads) {
  const Desk desk;
  ASSERT_EQ(desk.fwq("demo --symbols 35 --years 2").status, 0);
  const std::string one = desk.fwq("scan --last 20 --json --threads 1").out;
  EXPECT_GT(one.size(), 10'000U);
  for (const char* threads : {"2", "7"})
    EXPECT_EQ(desk.fwq(std::string("scan --last 20 --json --threads ") + threads).out, one);
}

TEST(ScanCommand, WrongRequestsSayWhatIsWrong) {
  const Desk desk;
  desk.make_market();
  const auto expect = [&](const std::string& words, const std::string& text) {
    const auto outcome = desk.fwq(words);
    EXPECT_EQ(outcome.status, 2) << words;
    EXPECT_EQ(outcome.out, "") << words;
    EXPECT_NE(outcome.err.find(text), std::string::npos) << words << ": " << outcome.err;
  };
  expect("scan --types hamer", "did you mean hammer?");
  expect("scan --last 0", "whole number");
  expect("scan --min-confidence 1.5", "min-confidence");
  expect("scan --market NY", "SH, SZ or BJ");
  expect("scan --adjust sideways", "sideways");
  expect("scan --period 5m", "no bars of 5m");
  expect("scan --csv --why", "why");
  const Desk empty;
  ASSERT_EQ(empty.fwq("init").status, 0);
  EXPECT_EQ(empty.fwq("scan").status, 2);
  EXPECT_NE(empty.fwq("scan").err.find("fwq demo"), std::string::npos);
}

TEST(ScanCommand, ReadsInBothLanguages) {
  const Desk desk;
  desk.make_market();
  const auto english = desk.fwq("scan --last 10");
  EXPECT_NE(english.out.find("searched 4 securities, 1200 bars (daily, forward-adjusted"),
            std::string::npos)
      << english.out;
  const auto chinese = desk.fwq("scan --last 10 --lang zh");
  EXPECT_NE(chinese.out.find("扫描 4 只证券、1200 根K线（日线，前复权"), std::string::npos)
      << chinese.out;
  EXPECT_EQ(chinese.out.find("bullish"), std::string::npos);
  const auto reasons = desk.fwq("scan --last 10 --why");
  EXPECT_GT(reasons.out.size(), english.out.size());
  // A line for each hit, and as many as the JSON has.
  const auto csv = desk.fwq("scan --last 10 --csv").out;
  EXPECT_EQ(static_cast<std::size_t>(std::count(csv.begin(), csv.end(), '\n')),
            desk.fwq("scan --last 10 --json").json().size() + 1);
  EXPECT_TRUE(csv.starts_with("symbol,name,pattern,signal,confidence,start,end,known_at,"));
}

// Nothing of a table is missing from its list, whatever the language.
TEST(Lists, ShowEveryRowUnderItsCategory) {
  const Desk desk;
  ASSERT_EQ(desk.fwq("init").status, 0);
  const auto patterns = desk.fwq("patterns --list --json").json();
  const auto indicators = desk.fwq("indicators --list --json").json();
  for (const char* language : {"en", "zh"}) {
    const std::string list = desk.fwq(std::string("patterns --list --lang ") + language).out;
    for (const auto& row : patterns) {
      EXPECT_NE(list.find(fmt::format("\n{} ", row["pattern"].get<std::string>())),
                std::string::npos)
          << row["pattern"];
    }
    const std::string names = desk.fwq(std::string("indicators --list --lang ") + language).out;
    for (const auto& row : indicators) {
      EXPECT_NE(names.find(fmt::format("\n{} ", row["name"].get<std::string>())), std::string::npos)
          << row["name"];
    }
    EXPECT_NE(list.find(std::string(language) == "zh" ? "【单根K线】" : "SINGLE CANDLE"),
              std::string::npos);
    EXPECT_NE(names.find(std::string(language) == "zh" ? "【动量】" : "MOMENTUM"),
              std::string::npos);
  }
  const std::string one = desk.fwq("patterns --list --types hammer").out;
  for (const auto& row : patterns) {
    if (row["pattern"] != "hammer") continue;
    for (const auto& parameter : row["parameters"])
      EXPECT_NE(one.find(parameter["help"].get<std::string>()), std::string::npos) << one;
  }
  EXPECT_EQ(desk.fwq("patterns --list --types hammer,engulfing --json").json().size(), 3U);
  EXPECT_EQ(desk.fwq("patterns --list --types hamer").status, 2);
}

TEST(PatternsStats, IsADocumentAndAPageInBothLanguages) {
  const Desk desk;
  ASSERT_EQ(desk.fwq("demo --symbols 40 --years 3").status, 0);
  const auto one = desk.fwq("patterns --stats --json --threads 1");
  ASSERT_EQ(one.status, 0) << one.err;
  EXPECT_EQ(desk.fwq("patterns --stats --json --threads 3").out, one.out);
  const auto document = one.json();
  EXPECT_GT(document["patterns"].size(), 20U);
  EXPECT_EQ(document["adjust"], "forward");
  EXPECT_EQ(document["placebo"], false);
  std::size_t hits = 0;
  for (const auto& row : document["patterns"]) {
    hits += row["hits"].get<std::size_t>();
    ASSERT_EQ(row["after"].size(), 4U);
    for (const auto& after : row["after"]) {
      EXPECT_LE(after["compared"], after["count"]);
      EXPECT_EQ(after["win_rate"].is_null(), row["signal"] == "neutral" || after["count"] == 0);
    }
  }
  EXPECT_EQ(document["hits"], hits);
  EXPECT_GT(document["calibration"]["tested"], 0);
  const auto english = desk.fwq("patterns --stats");
  EXPECT_NE(english.out.find("SINGLE CANDLE"), std::string::npos) << english.out;
  EXPECT_NE(english.out.find("Brier score"), std::string::npos);
  const auto chinese = desk.fwq("patterns --stats --lang zh");
  EXPECT_NE(chinese.out.find("【单根K线】"), std::string::npos) << chinese.out;
  EXPECT_EQ(chinese.out.find("bullish"), std::string::npos);
  const auto placebo = desk.fwq("patterns --stats --placebo --seed 3 --types doji");
  EXPECT_NE(placebo.out.find("PLACEBO (seed 3)"), std::string::npos) << placebo.out;
}

TEST(PatternsStats, WrongRequestsSayWhatIsWrong) {
  const Desk desk;
  desk.make_market();
  for (const char* words : {"patterns --stats SH600000", "patterns --stats --count 5",
                            "patterns --stats --list", "patterns SH600000 --placebo",
                            "patterns --stats --market NY", "patterns --stats --types hamer"}) {
    const auto outcome = desk.fwq(words);
    EXPECT_EQ(outcome.status, 2) << words << ": " << outcome.err;
    EXPECT_EQ(outcome.out, "") << words;
  }
}

}  // namespace
}  // namespace fwq::acceptance
