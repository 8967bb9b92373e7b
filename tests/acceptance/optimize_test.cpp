// Optimizing patterns and their versions, as a user does it.
#include <gtest/gtest.h>

#include <regex>

#include "support/program.hpp"

namespace fwq::acceptance {
namespace {

const std::string kSmall = " --algorithm random --max-iterations 12 --min-hits 5";

class OptimizeCommand : public testing::Test {
 protected:
  OptimizeCommand() { desk_.fwq("demo --symbols 24 --years 3"); }
  std::string path(const char* name) const { return (desk_.folder() / name).string(); }
  // Hits of the pattern in one security, newest last.
  nlohmann::json hits(const std::string& pattern) const {
    return desk_.fwq("scan --last 2000 --json --types " + pattern).json();
  }
  void refused(const std::string& words, const std::string& text, int status = 2) const {
    const auto outcome = desk_.fwq(words);
    EXPECT_EQ(outcome.status, status) << words;
    EXPECT_EQ(outcome.out, "") << words;
    EXPECT_NE(outcome.err.find(text), std::string::npos) << words << ": " << outcome.err;
  }
  Desk desk_;
};

TEST_F(OptimizeCommand, TellsTheContractsFieldsAndKeepsWhatItFound) {
  const auto done = desk_.fwq("optimize hammer --json" + kSmall);
  ASSERT_EQ(done.status, 0) << done.err;
  const auto json = done.json();
  for (const char* key : {"optimization_id", "best_params", "best_score", "baseline_score",
                          "validation_score", "test_score", "iterations", "evaluations", "version"})
    EXPECT_TRUE(json.contains(key)) << key;
  EXPECT_EQ(json["evaluations"], 12);
  EXPECT_EQ(json["taken_up"], 0);
  const auto history = desk_.fwq("optimize --history --json").json();
  ASSERT_EQ(history.size(), 1U);
  EXPECT_EQ(history[0]["optimization_id"], json["optimization_id"]);
  EXPECT_EQ(history[0]["state"], "done");
  EXPECT_EQ(history[0]["result"], json);
  EXPECT_NE(desk_.fwq("optimize --history").out.find("hammer"), std::string::npos);
}

TEST_F(OptimizeCommand, OfAGroupTakesEachOfItsPatterns) {
  const auto done = desk_.fwq("optimize marubozu --json --keep-only" + kSmall).json();
  ASSERT_EQ(done.size(), 2U);
  EXPECT_EQ(done[0]["pattern"], "black_marubozu");
  EXPECT_EQ(done[1]["pattern"], "white_marubozu");
  EXPECT_EQ(done[0]["activated"], false);
}

TEST_F(OptimizeCommand, SaysInBothLanguagesWhatItFound) {
  const auto english = desk_.fwq("optimize doji" + kSmall + " -o " + path("t.csv"));
  EXPECT_EQ(english.status, 0);
  for (const char* word : {"training", "validation", "test", "max_body_ratio", "24"})
    EXPECT_NE(english.out.find(word), std::string::npos) << word;
  const std::string csv = slurp(path("t.csv"));
  EXPECT_EQ(std::count(csv.begin(), csv.end(), '\n'), 13) << "a heading and each trial";
  for (const std::string theme : {"dark", "light"}) {
    const std::string words = "optimize doji" + kSmall + " --theme " + theme + " -o ";
    EXPECT_EQ(desk_.fwq(words + path("t.html")).status, 0);
    EXPECT_TRUE(slurp(path("t.html")).starts_with("<!DOCTYPE html>"));
  }
  const auto chinese = desk_.fwq("optimize doji --anew --lang zh" + kSmall);
  for (const char* word : {"训练期", "验证期", "测试期", "十字"})
    EXPECT_NE(chinese.out.find(word), std::string::npos) << word;
}

TEST_F(OptimizeCommand, InterruptedItGoesOnWhereItWas) {
  const std::string words =
      "optimize bullish_engulfing --algorithm genetic --max-iterations 40 --min-hits 5 --json";
  const std::string command = "FWQ_HOME='" + desk_.home().string() +
                              "' timeout -s INT 0.7 '" FWQ_PROGRAM "' " + words +
                              " >/dev/null 2>&1";
  (void)std::system(command.c_str());
  const auto rest = desk_.fwq(words);
  ASSERT_EQ(rest.status, 0) << rest.err;
  EXPECT_EQ(rest.json()["end"], "evaluations");
  const auto anew = desk_.fwq(words + " --anew --keep-only").json();
  EXPECT_EQ(anew["best_params"], rest.json()["best_params"]);
}

TEST_F(OptimizeCommand, CountsOnDrawnShapesWithoutAMarket) {
  const Desk empty;
  ASSERT_EQ(empty.fwq("init").status, 0);
  const auto done = empty.fwq(
      "optimize hammer --metric f1_score --shapes 40 --json --algorithm random "
      "--max-iterations 10");
  ASSERT_EQ(done.status, 0) << done.err;
  EXPECT_EQ(done.json()["securities"], 0);
  EXPECT_GE(done.json()["baseline"]["test"]["recall"], 0.9);
}

TEST_F(OptimizeCommand, WrongRequestsSayWhatIsWrong) {
  refused("optimize", "name a pattern");
  refused("optimize hamer", "did you mean hammer?");
  refused("optimize hammer --algorithm genetik", "genetic");
  refused("optimize hammer --max-iterations 1000", "5 to 200");
  refused("optimize hammer --metric profit", "overall_score");
  refused("optimize hammer --folds 1", "2 to 10");
  refused("optimize hammer --train 0.9 --validation 0.2", "train");
  refused("optimize hammer -o t.txt", ".csv");
  refused("optimize hammer -o t.csv --theme dark", "--theme");
  refused("optimize hammer -o t.html --theme nothing", "nothing");
  refused("optimize hammer --seed -1", "seed");
  refused("optimize hammer --workers 100000", "1024");
  refused("optimize --history -o t.html", "--history");
  refused("optimize hammer --period 5m", "no bars of 5m", 1);
  const Desk empty;
  empty.fwq("init");
  const auto outcome = empty.fwq("optimize hammer");
  EXPECT_EQ(outcome.status, 1);
  EXPECT_NE(outcome.err.find("fwq import"), std::string::npos) << outcome.err;
  const Desk nothing;
  EXPECT_NE(nothing.fwq("optimize hammer").err.find("fwq init"), std::string::npos);
}

TEST_F(OptimizeCommand, TradesAStrategyAndWalksForward) {
  const std::string words = "optimize ma_cross --param short=2..40 --param long=10..90" + kSmall;
  const auto done = desk_.fwq(words + " --json --workers 2");
  ASSERT_EQ(done.status, 0) << done.err;
  const auto json = done.json();
  for (const char* key : {"optimization_id", "best_params", "best_score", "baseline_score",
                          "validation_score", "test_score", "iterations", "evaluations", "version"})
    EXPECT_TRUE(json.contains(key)) << key;
  EXPECT_EQ(json["strategy"], "ma_cross");
  EXPECT_EQ(json["evaluations"], 48) << "12 in each of four windows";
  EXPECT_EQ(json["windows"].size(), 4U);
  for (const auto& window : json["windows"]) {
    EXPECT_LE(window["params"]["short"], 40);
    EXPECT_LT(window["begin"], window["end"]);
  }
  auto one = desk_.fwq(words + " --json --workers 1 --anew").json();
  one["config"]["workers"] = 2;
  EXPECT_EQ(one, json) << "threads change nothing";
  const auto again = desk_.fwq(words + " --json").json();
  EXPECT_EQ(again["taken_up"], 48) << "nothing is done twice";
  const auto history = desk_.fwq("optimize ma_cross --history --json").json();
  ASSERT_EQ(history.size(), 1U);
  EXPECT_EQ(history[0]["strategy"], "ma_cross");
  const auto some =
      desk_.fwq("optimize ma_cross SH602001 SH602002 --folds 0 --json" + kSmall).json();
  EXPECT_EQ(some["securities"], 2);
  EXPECT_EQ(some["windows"].size(), 0U);
  EXPECT_NE(some["optimization_id"], json["optimization_id"]);
}

TEST_F(OptimizeCommand, SaysInBothLanguagesWhatAStrategyDid) {
  const std::string words = "optimize ma_cross --metric sharpe" + kSmall;
  const auto english = desk_.fwq(words + " -o " + path("s.csv"));
  EXPECT_EQ(english.status, 0);
  for (const char* word : {"training", "window", "Sharpe", "bought and held", "Walk-forward"})
    EXPECT_NE(english.out.find(word), std::string::npos) << word;
  const std::string csv = slurp(path("s.csv"));
  EXPECT_TRUE(csv.starts_with("trial,window,short,long,score,")) << csv.substr(0, 80);
  std::istringstream lines(csv);
  for (std::string line; std::getline(lines, line);)
    EXPECT_EQ(std::count(line.begin(), line.end(), ','), 32) << line;
  EXPECT_EQ(desk_.fwq(words + " -o " + path("s.html")).status, 0);
  EXPECT_NE(slurp(path("s.html")).find("Walking forward"), std::string::npos);
  const auto chinese = desk_.fwq(words + " --lang zh");
  for (const char* word : {"训练期", "窗口", "夏普", "买入持有", "滚动前推"})
    EXPECT_NE(chinese.out.find(word), std::string::npos) << word;
}

TEST_F(OptimizeCommand, RefusesWhatHasNoEffectOnAKind) {
  for (const char* words : {"--horizon 5", "--least-fidelity 0.5", "--shapes 50", "--adjust none",
                            "--keep-only", "--metric f1_score"})
    refused(std::string("optimize ma_cross ") + words,
            std::string(words).substr(0, std::string_view(words).find(' ')));
  for (const char* words : {"SH602001", "--param short=3", "--commission 0", "--cash 1000"})
    refused(std::string("optimize hammer ") + words, "no effect on a pattern");
  refused("optimize ma_crss", "did you mean ma_cross?");
  refused("optimize ma_cross --param short=3,5", "5..60");
  refused("optimize ma_cross --param short", "name=value");
  refused("optimize ma_cross SH602001 --market SH", "--market");
  refused("optimize ma_cross --period week", "daily bars or shorter");
  refused("optimize buy_and_hold", "no parameter");
  refused("optimize hammer --metric sharpe", "what a strategy traded");
  refused("optimize ma_cross SH699999", "SH699999", 2);
}

// Numbers to nine digits; without ids, times and durations.
std::string without_what_changes(std::string text) {
  text = std::regex_replace(text, std::regex("(^|[^.\\w])[0-9a-f]{16}\\b"), "$1ID______________");
  text =
      std::regex_replace(text, std::regex("\"code\": \"[0-9a-f]{12}"), "\"code\": \"CODE________");
  text = std::regex_replace(text, std::regex("20[0-9]{2}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}"),
                            "YYYY-MM-DD HH:MM");
  text = std::regex_replace(text, std::regex("(\"seconds\": )[0-9.]+"), "$1SECONDS");
  text = std::regex_replace(text, std::regex("  [0-9]+\\.[0-9]\n"),
                            "  S.S\n");  // A table's last column.
  return std::regex_replace(text, std::regex("(\\.[0-9]{9})[0-9]+"), "$1");
}

// Set FWQ_UPDATE_GOLDEN=1 to write them anew, and read the difference.
TEST_F(OptimizeCommand, PrintsTheSampleDocuments) {
  const std::string strategy =
      "optimize ma_cross --param short=2..40 --param long=10..90 --folds 2" + kSmall;
  const std::pair<const char*, std::string> samples[] = {
      {"optimize.json", "optimize white_marubozu --json" + kSmall},
      {"optimize_en.txt", "optimize white_marubozu --anew" + kSmall},
      {"optimize_zh.txt", "optimize white_marubozu --anew --lang zh" + kSmall},
      {"optimize_strategy.json", strategy + " --json"},
      {"optimize_strategy_en.txt", strategy + " --anew"},
      {"optimize_strategy_zh.txt", strategy + " --anew --lang zh"},
      {"optimize_history.json", "optimize white_marubozu --history --json"},
      {"optimize_history_en.txt", "optimize ma_cross --history"},
      {"optimize_history_zh.txt", "optimize ma_cross --history --lang zh"},
      {"tune.json", "tune hammer doji --json" + kSmall},
      {"tune_en.txt", "tune hammer doji --anew" + kSmall},
      {"tune_zh.txt", "tune hammer doji --anew --lang zh" + kSmall},
      {"versions.json", "versions hammer --set trend_bars=8 --message longer --json"},
      {"versions_diff.json", "versions hammer --diff 1 2 --json"},
      {"versions_en.txt", "versions hammer"},
      {"versions_zh.txt", "versions hammer --lang zh"},
  };
  for (const auto& [file, words] : samples) {
    const auto outcome = desk_.fwq(words);
    EXPECT_EQ(outcome.status, 0) << words << ": " << outcome.err;
    const std::string text = without_what_changes(outcome.out);
    const fs::path golden = fs::path(FWQ_SOURCE_DIR) / "tests/acceptance/golden" / file;
    if (std::getenv("FWQ_UPDATE_GOLDEN") != nullptr) spill(golden, text);
    EXPECT_EQ(text, slurp(golden)) << words;
  }
}

TEST_F(OptimizeCommand, TuneJudgesManyTogether) {
  const auto done = desk_.fwq("tune marubozu hammer --json" + kSmall);
  ASSERT_EQ(done.status, 0) << done.err;
  const auto json = done.json();
  EXPECT_EQ(json["total_tasks"], 3);
  EXPECT_EQ(json["recommendations"].size(), 3U);
  for (const auto& task : json["details"]) EXPECT_EQ(task["status"], "completed");
  const auto chinese = desk_.fwq("tune marubozu hammer --lang zh" + kSmall);
  EXPECT_NE(chinese.out.find("仅凭运气"), std::string::npos) << chinese.out;
}

TEST_F(OptimizeCommand, TuneSmartlyTakesThoseThatNeedIt) {
  const std::string words =
      "tune marubozu doji hammer --smart --minutes 0.01 --min-hits 5 --json --threshold ";
  const auto all = desk_.fwq(words + "1").json();
  EXPECT_EQ(all["ratings"].size(), 4U);
  EXPECT_EQ(all["total_tasks"], 4);
  const auto none = desk_.fwq(words + "-10");
  EXPECT_EQ(none.status, 0) << none.err;
  EXPECT_EQ(none.json()["total_tasks"], 0);
  refused("tune", "--smart");
  refused("tune --all hammer", "name none");
  refused("tune dojy", "did you mean doji?");
  for (const char* at : {"25:00", "02:60", "02:30x", "+2:30", "2"})
    refused(std::string("tune hammer --at ") + at, "02:30");
  refused("tune --smart --threshold nan", "--threshold");
  refused("tune hammer --threshold 1", "--smart");
  refused("tune hammer --minutes 1", "--smart");
  refused("tune --smart --algorithm random", "--algorithm");
  // Each task says why in the table; the command fails as all of them did.
  for (const char* all_fail :
       {"tune doji hammer --train 0.01 --algorithm random", "tune doji --smart --train 0.01"}) {
    const auto outcome = desk_.fwq(all_fail);
    EXPECT_EQ(outcome.status, 2) << all_fail;
    EXPECT_NE(outcome.err.find("too few"), std::string::npos) << outcome.err;
  }
  refused("tune --smart --minutes 0", "0.01 to 1440");
}

TEST_F(OptimizeCommand, VersionsAreListedNewestFirstAndObeyed) {
  const auto before = hits("doji").size();
  ASSERT_GT(before, 0U);
  const auto saved =
      desk_.fwq("versions doji --set max_body_ratio=0.3 --message wider --json").json();
  ASSERT_EQ(saved.size(), 2U);
  EXPECT_EQ(saved[0]["number"], 2);
  EXPECT_EQ(saved[0]["parent"], 1);
  EXPECT_EQ(saved[0]["message"], "wider");
  EXPECT_EQ(saved[0]["active"], false);
  EXPECT_EQ(saved[1]["number"], 1);
  EXPECT_EQ(saved[1]["active"], true);
  EXPECT_EQ(hits("doji").size(), before);
  const auto compared = desk_.fwq("versions doji --diff 1 2 --json").json();
  EXPECT_EQ(compared["kept"], before);
  EXPECT_EQ(compared["lost"].size(), 0U);
  EXPECT_EQ(compared["changes"].size(), 1U);
  ASSERT_GT(compared["won"].size(), 0U);
  EXPECT_EQ(desk_.fwq("versions doji --activate 2").status, 0);
  EXPECT_EQ(hits("doji").size(), before + compared["won"].size());
  EXPECT_EQ(desk_.fwq("patterns SH602001 --json --types doji").status, 0);
  EXPECT_EQ(desk_.fwq("versions doji --roll-back").status, 0);
  EXPECT_EQ(hits("doji").size(), before);
}

TEST_F(OptimizeCommand, VersionsTravelToAnotherHome) {
  desk_.fwq("versions doji --set max_body_ratio=0.3");
  desk_.fwq("versions hammer --set trend_bars=8");
  ASSERT_EQ(desk_.fwq("versions --export " + path("all.json")).status, 0);
  const Desk other;
  other.fwq("init");
  const auto read = other.fwq("versions --import " + path("all.json"));
  EXPECT_NE(read.err.find("2 new versions"), std::string::npos) << read.err;
  EXPECT_EQ(other.fwq("versions doji --json").json()[0]["parameters"]["max_body_ratio"], 0.3);
  EXPECT_NE(other.fwq("versions").out.find("hammer"), std::string::npos);
}

TEST_F(OptimizeCommand, VersionsRefuseWhatMakesNoSense) {
  desk_.fwq("versions doji --set max_body_ratio=0.3");
  refused("versions dojy", "did you mean doji?");
  refused("versions --activate 2", "name the pattern");
  refused("versions doji --activate 9", "has no version '9'");
  refused("versions doji --activate 2 --roll-back", "one thing at a time");
  refused("versions doji --delete 1", "1");
  refused("versions doji --set max_body=0.3", "max_body_ratio");
  refused("versions doji --set max_body_ratio", "name=number");
  refused("versions doji --set max_body_ratio=7", "max_body_ratio");
  refused("versions doji --tag 2 7", "tag");
  refused("versions doji --roll-back", "1");
  refused("versions doji --set max_body_ratio=0.2,max_body_ratio=0.3", "twice");
  for (const char* lone : {"--base 1", "--message wider"})
    refused(std::string("versions doji ") + lone, "--set");
  for (const char* lone : {"--rows 3", "--market SH"})
    refused(std::string("versions doji ") + lone, "--diff");
  refused("versions doji --diff 1 9", "'9'");
  spill(path("bad.json"), "{}");
  refused("versions --import " + path("bad.json"), "no document of versions");
  EXPECT_EQ(desk_.fwq("versions doji --json").json().size(), 2U) << "nothing was lost";
}

}  // namespace
}  // namespace fwq::acceptance
