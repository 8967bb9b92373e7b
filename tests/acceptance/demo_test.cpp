// The demo market and signals, as a user meets them.
#include <gtest/gtest.h>

#include "support/program.hpp"

namespace fwq::acceptance {
namespace {

TEST(DemoCommand, MakesAHomeThatEveryCommandWorksOn) {
  const Desk desk;
  const auto made = desk.fwq("demo --symbols 40 --years 3 --json");
  ASSERT_EQ(made.status, 0) << made.err;
  EXPECT_EQ(made.json()["symbols"], 40);
  EXPECT_EQ(made.json()["added"], made.json()["bars"]);
  EXPECT_EQ(desk.fwq("symbols --json").json().size(), 40U);
  for (const char* words :
       {"doctor --thorough", "analyze SH602001", "patterns SH602001", "signals SH602001",
        "bars SH000001 --count 3", "indicators SH602001 MACD", "analyze SH602001 --period week",
        "analyze 004001"}) {
    EXPECT_EQ(desk.fwq(words).status, 0) << words << ": " << desk.fwq(words).err;
  }
  EXPECT_NE(desk.fwq("analyze SH602001").err.find("do not exist"), std::string::npos);
  EXPECT_EQ(desk.fwq("analyze SH602001 --quiet").err, "");
}

TEST(DemoCommand, IsSafeToRepeatAndTheSameEverywhere) {
  const Desk one;
  const Desk two;
  ASSERT_EQ(one.fwq("demo --symbols 35 --years 2 --threads 1").status, 0);
  ASSERT_EQ(two.fwq("demo --symbols 35 --years 2 --threads 4").status, 0);
  for (const char* words :
       {"bars SH602001 --csv", "bars SH000001 --csv", "bars SZ399001 --csv", "symbols --json"}) {
    EXPECT_EQ(one.fwq(words).out, two.fwq(words).out) << words;
  }
  EXPECT_EQ(one.fwq("demo --symbols 35 --years 2 --json").json()["added"], 0);
  const std::string before = one.fwq("bars SH602001 --csv").out;
  EXPECT_GT(one.fwq("demo --symbols 35 --years 2 --seed 8 --json").json()["added"], 10'000);
  EXPECT_NE(one.fwq("bars SH602001 --csv").out, before);
}

TEST(DemoCommand, NeverMixesWithRealData) {
  const Desk desk;
  desk.make_market();
  const std::string bars = desk.fwq("bars SH000001 --csv").out;
  const auto refused = desk.fwq("demo");
  EXPECT_EQ(refused.status, 2);
  EXPECT_NE(refused.err.find("holds bars of 4 real series"), std::string::npos) << refused.err;
  EXPECT_NE(refused.err.find("--home"), std::string::npos);
  EXPECT_EQ(desk.fwq("bars SH000001 --csv").out, bars);
}

TEST(DemoCommand, GivesWayToRealData) {
  const Desk desk;
  ASSERT_EQ(desk.fwq("demo --symbols 35 --years 2").status, 0);
  EXPECT_EQ(desk.fwq("import tdx " + (desk.folder() / "missing").string()).status, 1);
  EXPECT_EQ(desk.fwq("symbols --json").json().size(), 35U)
      << "a slip of the path takes nothing away";
  spill(desk.folder() / "sh600001.csv", "date,open,high,close\n2024-01-02,1,1,1\n");
  EXPECT_EQ(desk.fwq("import csv " + (desk.folder() / "sh600001.csv").string()).status, 1);
  fs::create_directories(desk.folder() / "empty");
  EXPECT_NE(desk.fwq("import tdx " + (desk.folder() / "empty").string()).status, 0);
  desk.make_tdx();
  EXPECT_EQ(desk.fwq("import names " + (desk.folder() / "names.csv").string()).status, 1);
  EXPECT_EQ(desk.fwq("symbols --json").json().size(), 35U) << "nor does what brings no bar";
  const auto imported = desk.fwq("import tdx " + desk.tdx().string());
  EXPECT_EQ(imported.status, 0) << imported.err;
  EXPECT_NE(imported.err.find("demo market was removed"), std::string::npos);
  EXPECT_EQ(desk.fwq("symbols --json").json().size(), 4U);
  EXPECT_EQ(desk.fwq("bars SH000001 --csv").out.find("\n2024-"), std::string::npos);
  EXPECT_EQ(desk.fwq("analyze SH600000").err, "");
}

// Set FWQ_UPDATE_GOLDEN=1 to write it anew, and read the difference: another number here is another market for users.
TEST(DemoCommand, PrintsTheSampleDocument) {
  const Desk desk;
  const std::string text = desk.fwq("demo --symbols 40 --years 2 --json").out;
  const fs::path golden = fs::path(FWQ_SOURCE_DIR) / "tests/acceptance/golden/demo.json";
  if (std::getenv("FWQ_UPDATE_GOLDEN") != nullptr) spill(golden, text);
  EXPECT_EQ(text, slurp(golden));
}

TEST(DemoCommand, CanBeRemoved) {
  const Desk desk;
  EXPECT_EQ(desk.fwq("demo --remove").status, 1);
  ASSERT_EQ(desk.fwq("demo --symbols 5 --years 1").status, 0);
  EXPECT_EQ(desk.fwq("demo --remove --json").json()["removed"], true);
  EXPECT_EQ(desk.fwq("demo --remove --json").json()["removed"], false);
  EXPECT_EQ(desk.fwq("symbols --json").json().size(), 0U);
}

TEST(DemoCommand, AWrongRequestIsExitStatusTwo) {
  const Desk desk;
  for (const char* words :
       {"demo --symbols 0", "demo --symbols 100000", "demo --years 99", "demo --years x",
        "demo --seed -1", "demo --end 2024-02-30", "demo --end 2000-01-01", "demo extra"}) {
    EXPECT_EQ(desk.fwq(words).status, 2) << words;
  }
  EXPECT_EQ(desk.fwq("demo --symbols 2 --years 1 --end 2024-02-29 --json").json()["end"],
            "2024-02-29");
}

TEST(DemoCommand, UsesAnImportedCalendar) {
  const Desk desk;
  std::string days = "date\n";
  for (int day = 1; day <= 26; ++day) {
    if (day % 7 == 6 || day % 7 == 0) continue;  // 2024-01-01 was a Monday.
    days += "202401" + std::string(day < 10 ? "0" : "") + std::to_string(day) + "\n";
  }
  spill(desk.folder() / "calendar.csv", days);
  ASSERT_EQ(desk.fwq("import calendar " + (desk.folder() / "calendar.csv").string()).status, 0);
  ASSERT_EQ(desk.fwq("demo --symbols 2 --years 1 --end 2024-06-28").status, 0);
  const auto bars = desk.fwq("bars SH000001 --from 2024-01-01 --to 2024-01-26 --json").json();
  EXPECT_EQ(bars.size(), 20U);
  EXPECT_EQ(bars.front()["datetime"], "2024-01-01") << "a holiday, but not in this calendar";
}

TEST(SignalsCommand, ListsWhatItIsAskedFor) {
  const Desk desk;
  desk.make_market();
  const auto all = desk.fwq("signals SH600000 --json").json();
  ASSERT_GT(all.size(), 20U);
  EXPECT_EQ(desk.fwq("signals SH600000 --last 3 --json").json().back(), all.back());
  EXPECT_EQ(desk.fwq("signals SH600000 --last 3 --json").json().size(), 3U);
  std::size_t buys = 0;
  for (const auto& signal : all) {
    buys += signal["side"] == "buy" && signal["strength"] >= 0.5;
    EXPECT_TRUE(signal["side"] == "buy" || signal["side"] == "sell");
  }
  EXPECT_EQ(desk.fwq("signals SH600000 --side buy --min-strength 0.5 --json").json().size(), buys);
  EXPECT_NE(desk.fwq("signals SH600000 --flavour talib --json").json(), all);
  EXPECT_EQ(desk.fwq("signals SH600000 --count 1 --min-strength 1 --json").json().size(), 0U);
  // What the analysis shows is among the end of it: the analysis has the indicators that are looked for first.
  const auto analysis = desk.fwq("analyze SH600000 --json").json()["signals"];
  auto last = desk.fwq("signals SH600000 --count 60 --json").json();
  ASSERT_GT(analysis.size(), 5U);
  ASSERT_LT(analysis.size(), last.size());
  for (const auto& signal : analysis) {
    EXPECT_TRUE(std::any_of(last.begin(), last.end(), [&](const auto& s) {
      return s["time"] == signal["time"] && s["reason"] == signal["reason"];
    })) << signal;
  }
}

TEST(SignalsCommand, AWrongRequestIsExitStatusTwo) {
  const Desk desk;
  desk.make_market();
  for (const char* words : {"signals", "signals SH600001", "signals SH600000 --side up",
                            "signals SH600000 --min-strength 2",
                            "signals SH600000 --min-strength nan", "signals SH600000 --last 0",
                            "signals SH600000 --flavour x", "signals SH600000 --period x"}) {
    EXPECT_EQ(desk.fwq(words).status, 2) << words;
  }
}

TEST(SignalsCommand, NothingLooksAhead) {
  const Desk desk;
  desk.make_market();
  const std::string words = "signals SH600000 --adjust none --json ";
  auto all = desk.fwq(words).json();
  nlohmann::json expected = nlohmann::json::array();
  for (const auto& signal : all) {
    if (signal["time"] <= "2020-09-30") expected.push_back(signal);
  }
  auto early = desk.fwq(words + "--to 2020-09-30").json();
  EXPECT_FALSE(expected.empty());
  ASSERT_EQ(early.size(), expected.size());
  for (std::size_t i = 0; i < early.size(); ++i) {
    // The last bits of a running mean depend on how many bars it runs over.
    EXPECT_NEAR(early[i]["strength"].get<double>(), expected[i]["strength"].get<double>(), 1e-9);
    early[i].erase("strength");
    expected[i].erase("strength");
  }
  EXPECT_EQ(early, expected);
}

}  // namespace
}  // namespace fwq::acceptance
