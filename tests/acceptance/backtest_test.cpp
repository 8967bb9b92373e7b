// `fwq backtest` as a user meets it: pages, documents, files, history, and what it says to what cannot be.
#include <gtest/gtest.h>

#include <cstdlib>
#include <map>
#include <regex>

#include "support/program.hpp"

namespace fwq::acceptance {
namespace {

class BacktestCommand : public testing::Test {
 protected:
  BacktestCommand() { desk_.make_market(); }
  std::string path(const char* name) const { return (desk_.folder() / name).string(); }
  Desk desk_;
};

// Ids follow the code, the minute the clock, and last digits the order of sums.
std::string without_what_changes(std::string text) {
  // Not what follows a decimal point.
  text = std::regex_replace(text, std::regex("(^|[^.\\w])[0-9a-f]{16}\\b"), "$1RUN_ID__________");
  text = std::regex_replace(text, std::regex("(Code +|程序指纹 +|\"code\": \")[0-9a-f]{12}"),
                            "$1CODE________");
  text = std::regex_replace(text, std::regex("20[0-9]{2}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}"),
                            "YYYY-MM-DD HH:MM");
  return std::regex_replace(text, std::regex("(\\.[0-9]{9})[0-9]+"), "$1");
}

// Set FWQ_UPDATE_GOLDEN=1 to write them anew, and read the difference.
TEST_F(BacktestCommand, PrintsTheSampleDocuments) {
  const std::pair<const char*, const char*> samples[] = {
      {"backtest.json", "backtest ma_cross SH600000 --from 2020-06-01 --to 2020-09-30 --json"},
      {"backtest_en.txt", "backtest ma_cross SH600000 --benchmark SH000001 --stop-loss 0.05"},
      {"backtest_zh.txt",
       "backtest ma_cross 浦发银行 --benchmark SH000001 --stop-loss 0.05 --lang zh"},
      {"backtest_market.json", "backtest ma_cross --all --json"},
      {"backtest_market_en.txt", "backtest ma_cross --all"},
      {"backtest_market_zh.txt", "backtest ma_cross SH600000 SZ000001 --lang zh"},
      {"backtest_search.json",
       "backtest ma_cross SH600000 --param short=3,5,20 --param long=10,20 --walk-forward 150:75 "
       "--to 2020-12-31 --json"},
      {"backtest_search_en.txt",
       "backtest ma_cross SH600000 --param short=3..9/2 --param long=5,10,20 --walk-forward "
       "150:50"},
      {"backtest_search_zh.txt",
       "backtest boll 浦发银行 --param m=10,20 --param width=1..2/0.5 --metric total_return --rows "
       "4 --lang zh"},
      {"backtest_portfolio.json",
       "backtest buy_and_hold --all --portfolio --top 2 --lookback 20 --rebalance week --resamples "
       "0 "
       "--from 2020-06-01 --to 2020-07-31 --json"},
      {"backtest_portfolio_en.txt",
       "backtest ma_cross --all --portfolio --top 2 --lookback 20 --benchmark SH000001"},
      {"backtest_portfolio_zh.txt",
       "backtest buy_and_hold 浦发银行 SZ000001 --portfolio --rank low_volatility --top 1 "
       "--weights "
       "inverse_volatility --rebalance day --keep-between --band 0.5 --cash-reserve 0.1 --lookback "
       "20 --lang zh"},
      {"backtest_history_en.txt", "backtest --history"},
      {"backtest_history_zh.txt", "backtest --history --lang zh"},
      {"backtest_strategies.json", "backtest --strategies --json"},
      {"backtest_strategies_en.txt", "backtest --strategies"},
      {"backtest_strategies_zh.txt", "backtest --strategies --lang zh"},
  };
  for (const auto& [file, words] : samples) {
    const auto outcome = desk_.fwq(words);
    EXPECT_EQ(outcome.status, 0) << words << ": " << outcome.err;
    std::string text = without_what_changes(outcome.out);
    if (std::string_view(words).find("--history") != std::string_view::npos) {
      // Runs of one second stand in the order of their ids.
      std::istringstream lines(text);
      std::vector<std::string> rows;
      for (std::string line; std::getline(lines, line);) rows.push_back(line);
      std::sort(rows.begin() + 1, rows.end());
      text.clear();
      for (const auto& row : rows) text += row + "\n";
    }
    const fs::path golden = fs::path(FWQ_SOURCE_DIR) / "tests/acceptance/golden" / file;
    if (std::getenv("FWQ_UPDATE_GOLDEN") != nullptr) spill(golden, text);
    EXPECT_EQ(text, slurp(golden)) << words;
  }
}

TEST_F(BacktestCommand, JsonHoldsTheLedgerOfTheContract) {
  const auto json = desk_.fwq("backtest ma_cross SH600000 --json").json();
  for (const char* key :
       {"run_id", "metrics", "fills", "trades", "equity", "orders_unfilled", "cuts", "settings"})
    EXPECT_TRUE(json.contains(key)) << key;
  ASSERT_FALSE(json["fills"].empty());
  double cash = json["settings"]["cash"];
  for (const auto& fill : json["fills"]) {
    for (const char* key : {"time", "symbol", "side", "price", "shares", "commission", "stamp_duty",
                            "transfer_fee", "reason"})
      EXPECT_TRUE(fill.contains(key)) << key;
    const double amount = fill["price"].get<double>() * fill["shares"].get<double>();
    const double fees = fill["commission"].get<double>() + fill["stamp_duty"].get<double>() +
                        fill["transfer_fee"].get<double>();
    EXPECT_GE(fill["commission"].get<double>(), 5);
    EXPECT_EQ(fill["shares"].get<std::int64_t>() % 100, 0);
    cash += (fill["side"] == "buy" ? -amount : amount) - fees;
  }
  // The dividend of 0.3 a share on 2020-08-03, of what was held the day before.
  std::int64_t held = 0;
  for (const auto& fill : json["fills"]) {
    if (fill["time"].get<std::string>() >= "2020-08-03") break;
    held += (fill["side"] == "buy" ? 1 : -1) * fill["shares"].get<std::int64_t>();
  }
  EXPECT_NEAR(json["equity"].back()["cash"].get<double>(), cash + 0.3 * static_cast<double>(held),
              0.005);
  EXPECT_EQ(json["equity"].size(), 300U);
  EXPECT_EQ(json["metrics"]["trades"], json["trades"].size());
}

TEST_F(BacktestCommand, KeepsItsRuns) {
  const auto run = desk_.fwq("backtest rsi SZ000001 --json").json();
  const std::string id = run["run_id"];
  EXPECT_EQ(desk_.fwq("backtest rsi SZ000001 --json").json()["run_id"], id);
  desk_.fwq("backtest macd --all");
  const auto history = desk_.fwq("backtest --history --json").json();
  ASSERT_EQ(history.size(), 2U) << "a run that is repeated is kept once";
  const auto kept = history[0]["run_id"] == id ? history[0] : history[1];
  EXPECT_EQ(kept["strategy"], "rsi");
  EXPECT_EQ(kept["metrics"], run["metrics"]);
  EXPECT_EQ(kept["settings"], run["settings"]);
  EXPECT_EQ(desk_.fwq("backtest --json --show " + id.substr(0, 8)).json(), kept);
  for (const char* language : {"en", "zh"}) {
    const auto page = desk_.fwq("backtest --lang " + std::string(language) + " --show " + id);
    EXPECT_EQ(page.status, 0);
    EXPECT_NE(page.out.find(language == std::string("zh") ? "初始资金" : "Cash"), std::string::npos)
        << page.out;
  }
  EXPECT_EQ(desk_.fwq("backtest --show ffff0000").status, 2);
}

TEST_F(BacktestCommand, WritesPagesWorkbooksAndTables) {
  for (const char* words : {"ma_cross SH600000", "ma_cross --all"}) {
    for (const char* language : {"en", "zh"}) {
      const std::string call = std::string("backtest ") + words + " --lang " + language + " -o ";
      const auto page = desk_.fwq(call + path("new/r.html"));
      EXPECT_EQ(page.status, 0) << page.err;
      EXPECT_NE(page.err.find("r.html"), std::string::npos);
      EXPECT_TRUE(slurp(path("new/r.html")).starts_with("<!DOCTYPE html>"));
      EXPECT_EQ(desk_.fwq(call + path("new/r.xlsx")).status, 0);
      EXPECT_TRUE(slurp(path("new/r.xlsx")).starts_with("PK")) << "a zip archive";
    }
  }
  const auto json = desk_.fwq("backtest ma_cross SH600000 --json -o " + path("t/r.csv")).json();
  const auto lines = [&](const char* name) {
    const std::string text = slurp(path(name));
    return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
  };
  EXPECT_EQ(lines("t/r-fills.csv"), json["fills"].size() + 1);
  EXPECT_EQ(lines("t/r-trades.csv"), json["trades"].size() + 1);
  EXPECT_EQ(lines("t/r-equity.csv"), json["equity"].size() + 1);
  EXPECT_EQ(desk_.fwq("backtest ma_cross --all -o " + path("t/all.csv")).status, 0);
  EXPECT_EQ(lines("t/all.csv"), 4U) << "three stocks";
  std::size_t files = 0;
  for (const auto& file : fs::directory_iterator(path("t")))
    files += file.is_regular_file() ? 1U : 0U;
  EXPECT_EQ(files, 4U) << "nothing is left beside them";
  // What cannot be written fails, and what was there stays.
  fs::create_directories(path("t/folder.csv"));
  EXPECT_EQ(desk_.fwq("backtest ma_cross SH600000 -o " + path("t/folder.csv")).status, 2);
  EXPECT_EQ(desk_.fwq("backtest ma_cross SH600000 -o " + path("names.csv/r.xlsx")).status, 1);
}

TEST_F(BacktestCommand, SaysWhatIsWrongWithARequest) {
  const std::pair<const char*, const char*> cases[] = {
      {"backtest", "which strategy"},
      {"backtest ma_cross", "on what"},
      {"backtest ma_cros SH600000", "ma_cross"},
      {"backtest ma_cross SH600000 --param shrt=5", "short"},
      {"backtest ma_cross SH600000 --param short", "name=value"},
      {"backtest ma_cross SH600000 --param short=x", "not a number"},
      {"backtest ma_cross SH600000 --param short=5 --param short=6", "twice"},
      {"backtest ma_cross SH600000 --param short=30", "below long"},
      {"backtest ma_cross SH600000 --param long=100000", "1000"},
      {"backtest ma_cross SH600000 --all", "not both"},
      {"backtest ma_cross SH600000 --market SH", "--all"},
      {"backtest ma_cross --all --benchmark SH000001", "one security"},
      {"backtest ma_cross SH600000 SZ000001 --seed 2", "one security"},
      {"backtest ma_cross SH600009", "no bars of"},
      {"backtest ma_cross SH600000 --benchmark SH000999", "do without"},
      {"backtest ma_cross SH600000 --benchmark ''", "name an index"},
      {"backtest ma_cross SH600000 --cash 0", "cash"},
      {"backtest ma_cross SH600000 --cash much", "not a number"},
      {"backtest ma_cross SH600000 --commission 1", "commission"},
      {"backtest ma_cross SH600000 --stamp-duty -1", "stamp duty"},
      {"backtest ma_cross SH600000 --slippage half", "number"},
      {"backtest ma_cross SH600000 --slippage spread:1", "ticks:N"},
      {"backtest ma_cross SH600000 --size huge", "fraction:X"},
      {"backtest ma_cross SH600000 --size fraction:2", "at most 1"},
      {"backtest ma_cross SH600000 --stop-loss 1", "stop loss"},
      {"backtest ma_cross SH600000 --max-bars 0", "1 or more"},
      {"backtest ma_cross SH600000 --seed -1", "0 or more"},
      {"backtest ma_cross SH600000 --volume-cap 2", "volume cap"},
      {"backtest ma_cross SH600000 --rules us", "a_share"},
      {"backtest ma_cross SH600000 --period week", "daily bars"},
      {"backtest ma_cross SH600000 --from 2021-01-01 --to 2020-01-01", "lies after"},
      {"backtest ma_cross SH600000 --from 2020-13-01", "2020-13-01"},
      {"backtest ma_cross SH600000 --periods-per-year 0", "periods per year"},
      {"backtest ma_cross SH600000 -o result.pdf", ".html"},
      {"backtest ma_cross SH600000 --theme nothing -o x.html", "nothing"},
      {"backtest --history ma_cross SH600000", "stand alone"},
      {"backtest --history --strategies", "excludes"},
      {"backtest ma_cross SH600000 --theme dark", "-o F.html"},
      {"backtest --show ''", "run id"},
      {"backtest ma_cross SH600000 --param short=9..3", "no range"},
      {"backtest ma_cross SH600000 --param short=3..9/0", "the step must be above 0"},
      {"backtest ma_cross SH600000 --param short=3..9/x", "not a number"},
      {"backtest ma_cross SH600000 --param short=1..1000 --param long=1..1000",
       "1000000 combinations, more than 10000"},
      {"backtest ma_cross SH600000 --param shrt=3..9", "short"},
      {"backtest ma_cross SH600000 --param short=20,30 --param long=10,20", "below long"},
      {"backtest ma_cross --all --param short=3..9", "one security"},
      {"backtest ma_cross SH600000 SZ000001 --walk-forward 100:50", "one security"},
      {"backtest ma_cross SH600000 --param short=3..9 --walk-forward 100", "names no two windows"},
      {"backtest ma_cross SH600000 --param short=3..9 --walk-forward 100:0", "no two windows"},
      {"backtest ma_cross SH600000 --param short=3..9 --walk-forward :50", "no two windows"},
      {"backtest ma_cross SH600000 --param short=3..9 --walk-forward ''", "500:125"},
      {"backtest ma_cross SH600000 --param short=3..9 --walk-forward 300:50", "hold no test range"},
      {"backtest ma_cross SH600000 --param short=3..9 --purge 5", "--walk-forward"},
      {"backtest ma_cross SH600000 --param short=3..9 --anchored", "--walk-forward"},
      {"backtest ma_cross SH600000 --metric calmar", "several values"},
      {"backtest ma_cross SH600000 --param short=3..9 --metric volatility",
       "no metric to maximise"},
      {"backtest ma_cross SH600000 --param short=3..9 --metric sharp", "sharpe"},
      {"backtest ma_cross SH600000 --param short=3..9 --benchmark SH000001", "one security"},
      {"backtest ma_cross SH600000 --param short=3..9 --trades 3", "one security"},
      {"backtest ma_cross SH600000 --rows 3", "many securities"},
      {"backtest ma_cross --all --portfolio --rebalance year", "day, week, month"},
      {"backtest ma_cross --all --portfolio --rank size", "momentum"},
      {"backtest ma_cross --all --portfolio --weights mine", "inverse_volatility"},
      {"backtest ma_cross --all --portfolio --top 0", "1 or more"},
      {"backtest ma_cross --all --portfolio --lookback 1", "looks back 2 to 10000"},
      {"backtest ma_cross --all --portfolio --cash-reserve 1", "cash reserve"},
      {"backtest ma_cross --all --portfolio --band -1", "band"},
      {"backtest ma_cross --all --portfolio --stop-loss 0.1", "belongs to"},
      {"backtest ma_cross --all --portfolio --size fraction:0.5", "belongs to"},
      {"backtest ma_cross --all --portfolio --at-close", "belongs to"},
      {"backtest ma_cross --all --portfolio --drop-unfilled", "belongs to"},
      {"backtest ma_cross --all --portfolio --rolling-window 60", "one security"},
      {"backtest ma_cross --all --portfolio --rows 5", "belongs to"},
      {"backtest ma_cross --all --portfolio --param short=3..5", "one value of each"},
      {"backtest ma_cross --all --portfolio --walk-forward 100:50", "no --walk-forward"},
      {"backtest ma_cross --all --portfolio --benchmark SH000999", "without a benchmark"},
      {"backtest ma_cross SH600000 600000 --portfolio", "twice"},
      {"backtest ma_cross --all --top 5", "a --portfolio"},
      {"backtest ma_cross SH600000 --rank momentum", "a --portfolio"},
      {"backtest ma_cross --portfolio", "on what"},
  };
  for (const auto& [words, expected] : cases) {
    const auto outcome = desk_.fwq(words);
    EXPECT_EQ(outcome.status, 2) << words << ": " << outcome.err;
    EXPECT_NE(outcome.err.find(expected), std::string::npos) << words << ": " << outcome.err;
    EXPECT_EQ(outcome.out, "") << words;
    const auto chinese = desk_.fwq(std::string(words) + " --lang zh");
    EXPECT_EQ(chinese.status, 2) << words;
    EXPECT_NE(chinese.err, outcome.err) << words;
  }
  const auto empty = desk_.fwq("backtest ma_cross SH600000 --from 2035-01-01");
  EXPECT_EQ(empty.status, 1);
  EXPECT_NE(empty.err.find("has no bar in that range"), std::string::npos) << empty.err;
  const auto unranked = desk_.fwq("backtest ma_cross --all --portfolio --lookback 300");
  EXPECT_EQ(unranked.status, 1);
  EXPECT_NE(unranked.err.find("nothing to rank: the ranking looks back 300 bars, and the longest "
                              "history has 300"),
            std::string::npos)
      << unranked.err;
}

TEST_F(BacktestCommand, SearchesParametersAndKeepsWhatItFound) {
  const std::string words =
      "backtest ma_cross SH600000 --param short=3,5,9 --param long=5,10 --walk-forward 150:60";
  const auto json = desk_.fwq(words + " --json -o " + path("s/r.csv")).json();
  EXPECT_EQ(json["metrics"]["variants"], 4) << "5-5 and 9-5 cannot be";
  EXPECT_EQ(json["metrics"]["skipped"], 2);
  ASSERT_EQ(json["variants"].size(), 4U);
  EXPECT_EQ(json["variants"][0], json["best"]);
  for (std::size_t i = 1; i < 4; ++i)
    EXPECT_GE(json["variants"][i - 1]["score"].get<double>(),
              json["variants"][i]["score"].get<double>());
  // Each variant is the run of its values alone.
  for (const auto& variant : json["variants"]) {
    const auto alone = desk_
                           .fwq("backtest ma_cross SH600000 --json --param short=" +
                                variant["params"]["short"].dump() +
                                " --param long=" + variant["params"]["long"].dump())
                           .json();
    EXPECT_EQ(alone["metrics"]["sharpe"], variant["sharpe"]);
    EXPECT_EQ(alone["metrics"]["final_equity"], variant["final_equity"]);
  }
  const auto& walk = json["walk_forward"];
  EXPECT_EQ(walk["windows"].size(), 3U);
  EXPECT_EQ(walk["equity"].size(), 150U);
  EXPECT_EQ(walk["windows"][0]["test_first"], walk["equity"][0]["time"]);
  const auto lines = [&](const char* name) {
    const std::string text = slurp(path(name));
    return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
  };
  EXPECT_EQ(lines("s/r-variants.csv"), 5U);
  EXPECT_EQ(lines("s/r-windows.csv"), 4U);
  EXPECT_EQ(lines("s/r-equity.csv"), 151U);
  for (const char* language : {"en", "zh"}) {
    EXPECT_EQ(desk_.fwq(words + " --lang " + language + " -o " + path("s/r.xlsx")).status, 0);
    EXPECT_TRUE(slurp(path("s/r.xlsx")).starts_with("PK")) << "a zip archive";
    EXPECT_EQ(desk_.fwq(words + " --lang " + language + " -o " + path("s/r.html")).status, 0);
    EXPECT_TRUE(slurp(path("s/r.html")).starts_with("<!DOCTYPE html>"));
    EXPECT_NE(slurp(path("s/r.html")).find("class=\"heat\""), std::string::npos);
  }
  const auto kept = desk_.fwq("backtest --json --show " + json["run_id"].get<std::string>()).json();
  EXPECT_EQ(kept["params"], json["params"]);
  EXPECT_EQ(kept["params"]["short"], "3,5,9");
  EXPECT_EQ(kept["settings"], json["settings"]);
  EXPECT_EQ(kept["metrics"]["best_sharpe"], json["best"]["sharpe"]);
  const auto page = desk_.fwq("backtest --show " + json["run_id"].get<std::string>());
  EXPECT_NE(page.out.find("Better than luck with probability"), std::string::npos) << page.out;
}

TEST_F(BacktestCommand, HoldsAPortfolioOnOneAccount) {
  const std::string words =
      "backtest buy_and_hold --all --portfolio --top 2 --lookback 20 --benchmark SH000001";
  const auto json = desk_.fwq(words + " --json -o " + path("p/r.csv")).json();
  EXPECT_EQ(json["symbols"].size(), 3U);
  ASSERT_FALSE(json["fills"].empty());
  // The account, once more from its fills and the dividend of SH600000 on 2020-08-03.
  double cash = json["settings"]["cash"];
  std::map<std::string, std::int64_t> held;
  std::int64_t at_dividend = 0;
  for (const auto& fill : json["fills"]) {
    const std::string symbol = fill["symbol"];
    const bool buy = fill["side"] == "buy";
    const auto shares = fill["shares"].get<std::int64_t>();
    const double amount = fill["price"].get<double>() * static_cast<double>(shares);
    cash += (buy ? -amount : amount) - fill["commission"].get<double>() -
            fill["stamp_duty"].get<double>() - fill["transfer_fee"].get<double>();
    held[symbol] += buy ? shares : -shares;
    EXPECT_GE(held[symbol], 0);
    if (fill["time"].get<std::string>() < "2020-08-03") at_dividend = held["SH600000"];
  }
  const auto& last = json["equity"].back();
  EXPECT_NEAR(last["cash"].get<double>(), cash + 0.3 * static_cast<double>(at_dividend), 0.005);
  std::size_t open = 0;
  for (const auto& [symbol, shares] : held) open += shares > 0 ? 1U : 0U;
  EXPECT_EQ(last["held"], open);
  EXPECT_EQ(json["open"].size(), open);
  for (const auto& one : json["open"])
    EXPECT_EQ(one["shares"], held[one["symbol"].get<std::string>()]);
  for (const auto& moment : json["equity"]) EXPECT_LE(moment["held"].get<int>(), 3);
  const auto lines = [&](const char* name) {
    const std::string text = slurp(path(name));
    return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
  };
  EXPECT_EQ(lines("p/r-fills.csv"), json["fills"].size() + 1);
  EXPECT_EQ(lines("p/r-trades.csv"), json["trades"].size() + 1);
  EXPECT_EQ(lines("p/r-equity.csv"), json["equity"].size() + 1);
  for (const char* language : {"en", "zh"}) {
    for (const char* file : {"p/r.html", "p/r.xlsx"})
      EXPECT_EQ(desk_.fwq(words + " --lang " + language + " -o " + path(file)).status, 0);
    EXPECT_TRUE(slurp(path("p/r.html")).starts_with("<!DOCTYPE html>"));
    EXPECT_TRUE(slurp(path("p/r.xlsx")).starts_with("PK")) << "a zip archive";
  }
  const auto kept = desk_.fwq("backtest --json --show " + json["run_id"].get<std::string>()).json();
  EXPECT_EQ(kept["metrics"], json["metrics"]);
  EXPECT_EQ(kept["settings"], json["settings"]);
  EXPECT_NE(desk_.fwq("backtest --history").out.find("all on one account"), std::string::npos);
  const auto one = desk_.fwq(words + " --json --threads 1");
  EXPECT_EQ(desk_.fwq(words + " --json --threads 4").out, one.out);
}

TEST_F(BacktestCommand, ASearchIsTheSameOnAnyNumberOfThreads) {
  const std::string words =
      "backtest boll SH600000 --param m=10..20 --param width=1,2 --walk-forward 100:50 --json";
  const auto one = desk_.fwq(words + " --threads 1");
  EXPECT_EQ(one.status, 0) << one.err;
  EXPECT_EQ(desk_.fwq(words + " --threads 4").out, one.out);
}

TEST_F(BacktestCommand, ShowsItsResultWhereItCannotBeKept) {
  const fs::path lock = desk_.home() / ".writing";
  fs::remove(lock);
  fs::create_directories(lock);  // Nobody can take it.
  const auto outcome = desk_.fwq("backtest ma_cross SH600000");
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_NE(outcome.out.find("Closed trades"), std::string::npos);
  EXPECT_NE(outcome.err.find("not kept in the history"), std::string::npos) << outcome.err;
}

TEST_F(BacktestCommand, KnowsDaysUnderRiskWarning) {
  spill(path("st.csv"), "symbol,from,to\nSH600000,2020-03-02,2020-12-31\nnonsense,2020-01-02,\n");
  const auto imported = desk_.fwq("import st --json " + path("st.csv"));
  EXPECT_EQ(imported.status, 0) << imported.err;
  EXPECT_EQ(imported.json()["added"], 1);
  EXPECT_EQ(imported.json()["rejected"], 1);
  const auto json = desk_.fwq("backtest ma_cross SH600000 --json").json();
  EXPECT_EQ(json["settings"]["st_days"], nlohmann::json::parse(R"([["2020-03-02","2020-12-31"]])"));
}

TEST_F(BacktestCommand, RunsOnAnyNumberOfThreadsAlike) {
  const auto one = desk_.fwq("backtest boll --all --json --threads 1");
  EXPECT_EQ(one.status, 0) << one.err;
  EXPECT_EQ(desk_.fwq("backtest boll --all --json --threads 4").out, one.out);
  const auto single = desk_.fwq("backtest boll SH600000 --json --threads 1");
  EXPECT_EQ(desk_.fwq("backtest boll SH600000 --json --threads 4").out, single.out);
}

}  // namespace
}  // namespace fwq::acceptance
