// Every command's --json: one document and nothing else on stdout, with lower-case English keys.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "support/program.hpp"

namespace fwq::acceptance {
namespace {

bool is_key(const std::string& key) {
  return !key.empty() && std::all_of(key.begin(), key.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  });
}

// Keys that are names of data (an output of an indicator, a setting, a file's own column) rather than words of the program.
bool names_data(const std::string& parent) {
  static const std::set<std::string> kParents{"values", "outputs", "params", "columns"};
  return kParents.contains(parent);
}

// "" when every key of `json` is lower-case English; otherwise the first that is not.
std::string bad_key(const nlohmann::json& json, const std::string& parent = "") {
  if (json.is_object()) {
    for (const auto& [key, value] : json.items()) {
      if (!names_data(parent) && !is_key(key)) return parent + "/" + key;
      if (std::string bad = bad_key(value, key); !bad.empty()) return bad;
    }
  }
  if (json.is_array()) {
    for (const auto& item : json) {
      if (std::string bad = bad_key(item, parent); !bad.empty()) return bad;
    }
  }
  return "";
}

// The commands that the program's own help lists.
std::set<std::string> listed_commands(const Desk& desk) {
  std::set<std::string> commands;
  std::istringstream help(desk.fwq("--help").out);
  bool inside = false;
  for (std::string line; std::getline(help, line);) {
    if (line == "Commands:") {
      inside = true;
    } else if (inside && line.empty()) {
      break;
    } else if (inside && line.size() > 2 && line[2] != ' ') {
      commands.insert(line.substr(2, line.find(' ', 2) - 2));
    }
  }
  return commands;
}

TEST(Json, OfEveryCommandIsOneDocumentWithLowerCaseEnglishKeys) {
  const Desk desk;
  desk.make_tdx();
  const std::string folder = desk.folder().string();
  spill(desk.folder() / "SH600001.csv",
        "date,open,high,low,close,volume,amount\n"
        "2024-01-02,10,11,9,10,1000,10000\n2024-01-03,10,11,9,10,1e18,10000\n"
        "2024-01-04,10,11,9,10,1000,10000\n2024-01-05,10,11,9,10,1000,10000\n");
  spill(desk.folder() / "st.csv", "symbol,from,to\nSH600001,2024-01-02,\n");
  spill(desk.folder() / "calendar.csv", "date\n2024-01-02\n2024-01-03\n");
  const std::vector<std::string> in_order{
      "doctor",  // Without a home, too.
      "init",
      "import tdx " + desk.tdx().string(),
      "import names " + folder + "/names.csv",
      "import exrights " + folder + "/exrights.csv",
      "import st " + folder + "/st.csv",
      "import csv " + folder + "/SH600001.csv --dry-run",
      "import csv " + folder + "/SH600001.csv",
      "import calendar " + folder + "/calendar.csv",
      "doctor",
      "doctor --thorough",
      "symbols",
      "symbols --search nothing_like_it",
      "bars SH600000",
      "bars SH600000 --period week --adjust backward",
      "check SH600000",
      "check --all",
      "check SH600001 --repair",
      "check --rules",
      "analyze SH600000",
      "report SH600000 -o " + folder + "/report.html",
      "indicators --list",
      "indicators SH600000 MACD RSI",
      "patterns --list",
      "patterns SH600000",
      "signals SH600000",
      "scan --last 20",
      "backtest --strategies",
      "backtest ma_cross SH600000 --benchmark SH000001",
      "backtest pattern --all --param pattern=engulfing",
      "backtest ma_cross SH600000 --param short=3,5 --walk-forward 150:50",
      "backtest ma_cross --all --portfolio --top 2 --lookback 20",
      "backtest --history",
      "optimize hammer --algorithm random --max-iterations 6 --min-hits 1 --train 0.4 --validation "
      "0.3",
      "optimize ma_cross --algorithm random --max-iterations 6 --min-hits 1 --train 0.4 "
      "--validation 0.3 --folds 0",
      "optimize --history",
      "tune doji hammer --algorithm random --max-iterations 6 --min-hits 1 --train 0.4 "
      "--validation 0.3",
      "versions hammer --set trend_bars=8",
      "versions hammer --measures",
      "versions",
      "patterns --stats",
      "patterns --stats --placebo --types doji",
      "config list",
      "config get ui.language",
      "config set ui.language en",
      "manual -o " + folder + "/manual",
      "bench monitor",
  };
  std::set<std::string> tried{"completion"};  // A script for the shell: it is no answer about data.
  for (const std::string& words : in_order) {
    tried.insert(words.substr(0, words.find(' ')));
    for (const char* language : {"zh", "en"}) {
      const auto outcome = desk.fwq(words + " --json --quiet --lang " + language);
      const auto json = nlohmann::json::parse(outcome.out, nullptr, false);
      ASSERT_FALSE(json.is_discarded()) << words << ": " << outcome.out.substr(0, 400);
      EXPECT_EQ(bad_key(json), "") << words;
    }
  }
  // Last, in a home of its own.
  const Desk simulated;
  const auto demo = simulated.fwq("demo --symbols 20 --years 1 --json");
  EXPECT_EQ(demo.status, 0) << demo.err;
  EXPECT_EQ(bad_key(demo.json()), "");
  tried.insert("demo");
  EXPECT_EQ(listed_commands(desk), tried) << "a command whose --json nobody has tried";
}

}  // namespace
}  // namespace fwq::acceptance
