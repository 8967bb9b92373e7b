// `fwq check`: what it says of sound and of faulty bars, repairs and the way back, and wrong requests.
#include <gtest/gtest.h>

#include "support/program.hpp"

namespace fwq::acceptance {
namespace {

// A stock of 300 bars, one of which has its prices ten times too high, and one on a Saturday.
std::string faulty_day_file() {
  std::string bytes = Desk::day_file(300, 5);
  const auto word = [&](std::size_t record, std::size_t index) {
    std::uint32_t value = 0;
    std::memcpy(&value, bytes.data() + record * 32 + index * 4, 4);
    return value;
  };
  for (std::size_t index = 1; index <= 4; ++index) {
    const std::uint32_t value = word(100, index) * 10;
    std::memcpy(bytes.data() + 100 * 32 + index * 4, &value, 4);
  }
  // 2020-01-03 was a Friday.
  std::string saturday = bytes.substr(32, 32);
  const std::uint32_t date = 20200104;
  std::memcpy(saturday.data(), &date, 4);
  const std::uint32_t volume = word(1, 6) + 100;
  std::memcpy(saturday.data() + 24, &volume, 4);
  bytes.insert(64, saturday);
  return bytes;
}

void make_faulty_market(const Desk& desk) {
  desk.make_tdx();
  spill(desk.tdx() / "vipdoc/sh/lday/sh600004.day", faulty_day_file());
  desk.fwq("import tdx " + desk.tdx().string());
  desk.fwq("import names " + (desk.folder() / "names.csv").string());
}

std::vector<std::string> rules(const nlohmann::json& findings) {
  std::vector<std::string> names;
  for (const auto& finding : findings) names.push_back(finding["rule"]);
  return names;
}
using Rules = std::vector<std::string>;

TEST(Check, OfASoundStockFindsNothing) {
  const Desk desk;
  desk.make_market();
  const auto outcome = desk.fwq("check SH600000 --json --level professional");
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  const auto document = nlohmann::ordered_json::parse(outcome.out);
  std::vector<std::string> keys;
  for (const auto& [key, value] : document.items()) keys.push_back(key);
  keys.resize(7);
  EXPECT_EQ(keys, (std::vector<std::string>{"symbol", "is_valid", "quality_score", "quality_level",
                                            "errors", "warnings", "metrics"}));
  EXPECT_EQ(document["is_valid"], true);
  EXPECT_EQ(document["quality_score"], 100);
  EXPECT_EQ(document["quality_level"], "excellent");
  EXPECT_EQ(document["errors"].size() + document["warnings"].size() + document["notes"].size(), 0U);
  EXPECT_EQ(document["metrics"]["trading_days"], 300);
  EXPECT_EQ(document["metrics"]["days_with_bars"], 300);
}

TEST(Check, DependsOnTheLevel) {
  const Desk desk;
  make_faulty_market(desk);
  const auto basic = desk.fwq("check SH600004 --json --level basic").json();
  EXPECT_EQ(basic["is_valid"], true);
  const auto standard = desk.fwq("check SH600004 --json").json();
  EXPECT_EQ(standard["is_valid"], false);
  EXPECT_EQ(rules(standard["errors"]), (Rules{"price_scale", "closed_day"}));
  EXPECT_EQ(standard["errors"][1]["places"][0]["time"], "2020-01-04");
  EXPECT_EQ(standard["errors"][0]["places"][0]["row"], 102);
  EXPECT_EQ(standard["repairs"].size(), 5U);
}

TEST(Check, OfAllIsAListAndAPageWithTheWorstFirst) {
  const Desk desk;
  make_faulty_market(desk);
  const auto all = desk.fwq("check --all --json");
  EXPECT_EQ(all.status, 0);
  EXPECT_EQ(all.json().size(), 5U);
  EXPECT_EQ(desk.fwq("check --all --json --threads 1").out, all.out);
  const auto page = desk.fwq("check --all").out;
  EXPECT_LT(page.find("SH600004"), page.find("4 of 5 valid")) << page;
  EXPECT_EQ(page.find("SH600000"), std::string::npos) << page;
  const auto chinese = desk.fwq("check --all --lang zh").out;
  EXPECT_NE(chinese.find("有效 4 / 5"), std::string::npos) << chinese;
  EXPECT_NE(chinese.find("休市日出现K线"), std::string::npos) << chinese;
}

TEST(Check, RepairsOnlyOnRequestAndCanBeUndone) {
  const Desk desk;
  make_faulty_market(desk);
  const std::string before = desk.fwq("bars SH600004 --csv").out;
  const auto unasked = desk.fwq("check SH600004 --repair");
  EXPECT_EQ(unasked.status, 2);
  EXPECT_NE(unasked.err.find("--yes"), std::string::npos) << unasked.err;
  EXPECT_NE(unasked.out.find("row 3, 2020-01-04: remove"), std::string::npos) << unasked.out;
  EXPECT_EQ(desk.fwq("bars SH600004 --csv").out, before);

  const auto done = desk.fwq("check SH600004 --repair --yes --json");
  EXPECT_EQ(done.status, 0) << done.err;
  EXPECT_EQ(done.json()["applied"], true);
  const std::string file = done.json()["backup"];
  EXPECT_TRUE(file.starts_with((desk.home() / "backups").string())) << file;
  EXPECT_EQ(desk.fwq("check SH600004 --json").json()["is_valid"], true);
  EXPECT_NE(desk.fwq("bars SH600004 --csv").out, before);

  EXPECT_EQ(desk.fwq("check SH600000 --undo " + file).status, 2)
      << "nothing of that stock is in the file";
  const auto undone = desk.fwq("check SH600004 --undo " + file);
  EXPECT_EQ(undone.status, 0) << undone.err;
  EXPECT_EQ(desk.fwq("bars SH600004 --csv").out, before);
  const auto again = desk.fwq("check --undo " + file);
  EXPECT_EQ(again.status, 1) << "the request was right";
  EXPECT_NE(again.err.find("nothing was changed"), std::string::npos) << again.err;
  EXPECT_EQ(again.err.find("later repair"), std::string::npos) << again.err;
  // A later repair of the same stock.
  spill(
      desk.home() / "backups/repair-SH600004-later.json",
      R"({"format":"fwq-repair","version":1,"made":"2099-01-02 15:00","series":[{"symbol":"SH600004",)"
      R"("period":"day","changes":[{"before":null,"after":[1,1,1,1,1,1,1]}]}]})");
  const auto first = desk.fwq("check --undo " + file);
  EXPECT_EQ(first.status, 1);
  EXPECT_NE(first.err.find("repair-SH600004-later.json"), std::string::npos) << first.err;
  const auto list = desk.fwq("check --undo");
  EXPECT_EQ(list.status, 0) << list.err;
  EXPECT_NE(list.out.find(file), std::string::npos) << list.out;
  EXPECT_NE(list.out.find("2099-01-02 15:00"), std::string::npos) << list.out;
  EXPECT_EQ(desk.fwq("check --undo --json").json().size(), 2U);
  EXPECT_EQ(desk.fwq("check SH600000 --undo --json").json().size(), 0U);
  spill(desk.folder() / "half.json", R"({"format":"fwq-re)");
  const auto half = desk.fwq("check --undo " + (desk.folder() / "half.json").string());
  EXPECT_EQ(half.status, 2);
  EXPECT_NE(half.err.find("is not JSON, or was cut off"), std::string::npos) << half.err;
  EXPECT_EQ(half.err.find("parse error"), std::string::npos) << half.err;
  EXPECT_EQ(desk.fwq("check --undo " + desk.folder().string() + "/none.json").status, 2);
}

TEST(Check, OfAllRepairsAllInOneFile) {
  const Desk desk;
  make_faulty_market(desk);
  const auto done = desk.fwq("check --all --repair --yes --lang zh");
  EXPECT_EQ(done.status, 0) << done.err;
  EXPECT_NE(done.out.find("第 3 行 2020-01-04：删除"), std::string::npos) << done.out;
  EXPECT_NE(done.out.find("fwq check --undo "), std::string::npos) << done.out;
  EXPECT_NE(desk.fwq("check --all --repair --yes").err.find("nothing that could be repaired"),
            std::string::npos);
}

TEST(Check, RefusesWrongRequests) {
  const Desk desk;
  EXPECT_EQ(desk.fwq("check SH600000").status, 1);
  desk.make_market();
  const auto expect = [&](const std::string& words, const std::string& text) {
    const auto outcome = desk.fwq(words);
    EXPECT_EQ(outcome.status, 2) << words;
    EXPECT_NE(outcome.err.find(text), std::string::npos) << words << ": " << outcome.err;
  };
  expect("check", "--all");
  expect("check SH600000 --all", "--all");
  expect("check SH600001", "SH600000");
  expect("check SH600000 --level strickt", "did you mean strict?");
  expect("check SH600000 --period 5m", "check those it has, day");
  expect("check --all --period 5m", "no bars of 5m");
  expect("check SH600000 --yes", "--repair");
}

TEST(Check, ShowsItsRulesAndItsPages) {
  const Desk desk;
  const auto rules = desk.fwq("check --rules");
  EXPECT_EQ(rules.status, 0) << rules.err;
  EXPECT_NE(rules.out.find("unexplained_jump"), std::string::npos);
  EXPECT_EQ(desk.fwq("check --rules --json").json()[0]["basic"], "error");
  make_faulty_market(desk);
  struct Sample {
    const char* file;
    const char* words;
  };
  for (const Sample& sample : {Sample{"check.json", "check SH600004 --level strict --json"},
                               Sample{"check_en.txt", "check SH600004 --level strict"},
                               Sample{"check_zh.txt", "check SH600004 --level strict --lang zh"},
                               Sample{"check_rules.txt", "check --rules"}}) {
    const auto text = desk.fwq(sample.words).out;
    const fs::path golden = fs::path(FWQ_SOURCE_DIR) / "tests/acceptance/golden" / sample.file;
    if (std::getenv("FWQ_UPDATE_GOLDEN") != nullptr) spill(golden, text);
    EXPECT_EQ(text, slurp(golden)) << sample.words;
  }
}

}  // namespace
}  // namespace fwq::acceptance
