// The contract of the command line: what each command prints, and its exit status.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <regex>

#include "support/program.hpp"

namespace fwq::acceptance {
namespace {

TEST(CommandLine, AloneItShowsHelpWithEveryCommand) {
  const Desk desk;
  const auto help = desk.fwq("");
  EXPECT_EQ(help.status, 0);
  for (const char* command : {"init", "doctor", "import", "symbols", "bars", "indicators",
                              "patterns", "signals", "analyze", "report", "demo", "config", "bench",
                              "scan", "backtest", "optimize", "tune", "versions"}) {
    EXPECT_NE(help.out.find(command), std::string::npos) << command;
    const auto own = desk.fwq(std::string(command) + " --help");
    EXPECT_EQ(own.status, 0) << command;
    EXPECT_NE(own.out.find("Example"), std::string::npos) << command << " teaches by example";
    const auto chinese = desk.fwq(std::string(command) + " --help --lang zh");
    EXPECT_NE(chinese.out.find("例"), std::string::npos) << command;
  }
  EXPECT_EQ(desk.fwq("--version").out, "fwq 0.1.0\n");
}

TEST(CommandLine, GlobalOptionsStandBeforeOrAfterTheCommand) {
  const Desk desk;
  desk.make_market();
  const auto before = desk.fwq("--json --quiet symbols");
  const auto after = desk.fwq("symbols --quiet --json");
  EXPECT_EQ(before.status, 0);
  EXPECT_EQ(before.out, after.out);
  EXPECT_EQ(before.json().size(), 4U);
}

TEST(CommandLine, AWrongRequestIsExitStatusTwoAndNamesTheNearest) {
  const Desk desk;
  desk.make_market();
  const auto expect = [&](const std::string& words, const std::string& text) {
    const auto outcome = desk.fwq(words);
    EXPECT_EQ(outcome.status, 2) << words;
    EXPECT_EQ(outcome.out, "") << words;
    EXPECT_NE(outcome.err.find(text), std::string::npos) << words << ": " << outcome.err;
  };
  expect("analyse SH600000", "did you mean analyze?");
  expect("bars SH600000 --adjst forward", "did you mean --adjust?");
  expect("bars SH600001", "did you mean SH600000");
  expect("bars SZ600000", "did you mean SH600000");
  expect("bars whatever", "no security is called 'whatever'");
  expect("bars", "SYM");
  expect("bars SH600000 --period fortnight", "5m, 15m, 30m, 60m, day, week");
  expect("bars SH600000 --adjust sideways", "sideways");
  expect("bars SH600000 --from 2020-13-01", "2020-13-01");
  expect("bars SH600000 --from 2021-01-01 --to 2020-01-01", "lies after");
  expect("bars SH600000 --count -3", "count");
  expect("indicators SH600000 MACHD", "MACD");
  expect("indicators SH600000 'MACD(1000000,2)'", "MACD");
  expect("indicators SH600000 'RSI(2.5)'", "RSI");
  expect("indicators SH600000", "at least one name");
  expect("patterns SH600000 --types hamer", "did you mean hammer?");
  expect("patterns SH600000 --min-confidence 7", "min-confidence");
  expect("config get demo", "no setting 'demo'");
  expect("bars demo", "no security is called 'demo'");
  expect("config get ui.langage", "did you mean ui.language?");
  expect("config set ui.language klingon", "zh");
  expect("config set ui.language", "needs a value");
  expect("config frob", "frob");
  expect("import csvs x", "KIND");
  expect("--threads 0 symbols", "threads");
  expect("symbols --market NY", "SH, SZ or BJ");
  expect("bench nothing_like_it", "no benchmark");
}

TEST(CommandLine, WithoutAHomeItSaysHowToMakeOne) {
  const Desk desk;
  for (const char* words : {"symbols", "bars SH600000", "analyze SH600000", "config list"}) {
    const auto outcome = desk.fwq(words);
    EXPECT_EQ(outcome.status, 1) << words;
    EXPECT_NE(outcome.err.find("fwq init"), std::string::npos) << outcome.err;
  }
  const auto doctor = desk.fwq("doctor --json");
  EXPECT_EQ(doctor.status, 1);
  EXPECT_EQ(doctor.json()["healthy"], false);
  EXPECT_FALSE(fs::exists(desk.home()));
}

TEST(CommandLine, InitIsSafeToRepeat) {
  const Desk desk;
  EXPECT_EQ(desk.fwq("init").status, 0);
  ASSERT_EQ(desk.fwq("config set indicators.flavour talib").status, 0);
  const auto again = desk.fwq("init --json");
  EXPECT_EQ(again.status, 0);
  EXPECT_EQ(again.json()["created"], false);
  EXPECT_EQ(desk.fwq("config get indicators.flavour").out, "talib\n");
  EXPECT_EQ(desk.fwq("doctor").status, 0);
}

TEST(CommandLine, BarsArePrintedAsTheyWereImported) {
  const Desk desk;
  spill(desk.tdx() / "vipdoc/sh/lday/sh600000.day",
        Desk::day_record(20240102, 1000, 1025, 990, 1020, 124812344.F, 12345600) +
            Desk::day_record(20240103, 1020, 1030, 1005, 1008, 99556120.F, 9876500));
  ASSERT_EQ(desk.fwq("import tdx " + desk.tdx().string()).status, 0);
  EXPECT_EQ(desk.fwq("bars 600000 --csv").out,
            "datetime,open,high,low,close,volume,amount\n"
            "2024-01-02,10,10.25,9.9,10.2,12345600,124812344\n"
            "2024-01-03,10.2,10.3,10.05,10.08,9876500,99556120\n");
  EXPECT_EQ(
      desk.fwq("bars 600000 --count 1 --json").json(),
      nlohmann::json::parse(
          R"([{"datetime":"2024-01-03","open":10.2,"high":10.3,"low":10.05,"close":10.08,"volume":9876500,"amount":99556120}])"));
  EXPECT_EQ(desk.fwq("bars 600000 --to 2024-01-02 --csv").out.find("2024-01-03"),
            std::string::npos);
  const auto none = desk.fwq("bars 600000 --from 2025-01-01");
  EXPECT_EQ(none.status, 1);
  EXPECT_NE(none.err.find("2024-01-02 to 2024-01-03"), std::string::npos) << none.err;
}

TEST(CommandLine, ARepeatedImportChangesNothing) {
  const Desk desk;
  desk.make_tdx();
  const auto first = desk.fwq("import tdx --json " + desk.tdx().string());
  ASSERT_EQ(first.status, 0) << first.err;
  EXPECT_EQ(first.json()["symbols"], 4);
  EXPECT_EQ(first.json()["bars"], 1200);
  EXPECT_EQ(first.json()["added"], 1200);
  const auto again = desk.fwq("import tdx --json " + (desk.tdx() / "vipdoc").string());
  EXPECT_EQ(again.json()["bars"], 1200);
  EXPECT_EQ(again.json()["added"], 0);
}

TEST(CommandLine, TheLanguageChangesTextsOnly) {
  const Desk desk;
  desk.make_market();
  for (const char* words : {"bars SH600000 --json", "symbols --json",
                            "indicators SH600000 KDJ --json", "config get ui.language --json"}) {
    EXPECT_EQ(desk.fwq(std::string(words) + " --lang zh").out,
              desk.fwq(std::string(words) + " --lang en").out)
        << words;
  }
  const auto english = desk.fwq("analyze SH600000 --lang en");
  const auto chinese = desk.fwq("analyze SH600000 --lang zh");
  EXPECT_NE(english.out.find("TREND"), std::string::npos);
  EXPECT_NE(chinese.out.find("趋势"), std::string::npos);
  EXPECT_EQ(chinese.out.find("TREND"), std::string::npos);
  auto a = desk.fwq("analyze SH600000 --json --lang en").json();
  auto b = desk.fwq("analyze SH600000 --json --lang zh").json();
  for (auto* document : {&a, &b}) {
    for (auto& hit : (*document)["patterns"]) hit.erase("why");
    for (auto& signal : (*document)["signals"]) signal.erase("reason");
  }
  EXPECT_EQ(a, b);
}

TEST(CommandLine, ANameOfASecurityServesAsItsSymbol) {
  const Desk desk;
  desk.make_market();
  EXPECT_EQ(desk.fwq("bars 浦发银行 --csv").out, desk.fwq("bars SH600000 --csv").out);
  EXPECT_NE(desk.fwq("bars 浦发").err.find("SH600000"), std::string::npos);
  EXPECT_EQ(desk.fwq("symbols --search 银行 --json").json().size(), 2U);
}

TEST(CommandLine, ResultsDoNotDependOnTheNumberOfThreads) {
  const Desk one;
  const Desk four;
  one.make_tdx();
  four.make_tdx();
  ASSERT_EQ(one.fwq("import tdx --threads 1 " + one.tdx().string()).status, 0);
  ASSERT_EQ(four.fwq("import tdx --threads 4 " + four.tdx().string()).status, 0);
  for (const char* words : {"symbols --json", "analyze SH600000 --json", "bars BJ830799 --csv"}) {
    EXPECT_EQ(one.fwq(words).out, four.fwq(words).out);
  }
}

TEST(CommandLine, WhatIsKnownLaterChangesNothingBefore) {
  const Desk desk;
  desk.make_market();
  const std::string words = "patterns SH600000 --adjust none --json --min-confidence 0 ";
  auto all = desk.fwq(words).json();
  auto early = desk.fwq(words + "--to 2020-09-30").json();
  nlohmann::json expected = nlohmann::json::array();
  for (const auto& hit : all) {
    if (hit["known_at"] <= "2020-09-30") expected.push_back(hit);
  }
  EXPECT_EQ(early, expected);
  EXPECT_FALSE(expected.empty());
}

// Forward-adjusted prices of a day are those that were quoted on it, whatever was paid out since.
TEST(CommandLine, APageAsOfADayIsThePageThatWasShownThen) {
  const Desk now;
  now.make_market();  // A dividend on 2020-08-03.
  const Desk then;
  then.make_tdx(125);
  then.fwq("import tdx " + then.tdx().string());
  then.fwq("import names " + (then.folder() / "names.csv").string());
  const std::string last = then.fwq("analyze SH600000 --json").json()["last"];
  EXPECT_LT(last, "2020-08-03");
  for (const char* words : {"", "--period week ", "--adjust forward_subtractive "}) {
    const std::string page = std::string("analyze SH600000 --json ") + words + "--to " + last;
    EXPECT_EQ(now.fwq(page).out, then.fwq(page).out) << words;
  }
  EXPECT_NE(now.fwq("bars SH600000 --csv --adjust forward --to " + last).out,
            then.fwq("bars SH600000 --csv --adjust forward --to " + last).out)
      << "the dividend matters";
}

// The text with numbers of more than twelve digits cut to twelve: the last of an indicator's are rounding, and may change
// with the order of its sums.
std::string without_last_digits(const std::string& text) {
  static const std::regex kLong("-?[0-9]+\\.[0-9]{9,}");
  std::string out;
  auto from = text.cbegin();
  for (std::sregex_iterator at(text.begin(), text.end(), kLong), end; at != end; ++at) {
    out.append(from, (*at)[0].first);
    out += fmt::format("{:.12g}", std::stod(at->str()));
    from = (*at)[0].second;
  }
  return out.append(from, text.cend());
}

// Sample documents of every command, kept beside: set FWQ_UPDATE_GOLDEN=1 to write them anew, and read the difference.
TEST(CommandLine, PrintsTheSampleDocuments) {
  const Desk desk;
  desk.make_tdx();
  struct Sample {
    const char* file;
    std::string words;
  };
  const std::string folder = desk.folder().string();
  const Sample samples[] = {
      {"init.json", "init --json"},
      {"import_tdx.json", "import tdx --json " + desk.tdx().string()},
      {"import_names.json", "import names --json " + folder + "/names.csv"},
      {"import_exrights.json", "import exrights --json " + folder + "/exrights.csv"},
      {"symbols.json", "symbols --json"},
      {"bars.json", "bars SH600000 --count 2 --json"},
      {"bars_week.csv",
       "bars SH600000 --period week --adjust forward --from 2020-07-20 --to 2020-08-14 --csv"},
      {"indicators_list.json", "indicators --list --json"},
      {"indicators.csv", "indicators SH600000 MACD 'MA(5)' KDJ --count 3 --csv"},
      {"indicators.json", "indicators SH600000 RSI --flavour tdx --count 2 --json"},
      {"patterns_list.json", "patterns --list --json"},
      {"patterns.json", "patterns SH600000 --json"},
      {"scan.json", "scan --last 3 --json"},
      {"signals.json", "signals SH600000 --count 30 --json"},
      {"signals_en.txt", "signals SH600000 --side buy --min-strength 0.5"},
      {"signals_zh.txt", "signals SH600000 --last 8 --lang zh"},
      {"analyze.json", "analyze SH600000 --json"},
      {"analyze_en.txt", "analyze SH600000"},
      {"analyze_zh.txt", "analyze SH600000 --lang zh"},
      {"config_list.json", "config list --json"},
  };
  for (const auto& sample : samples) {
    const auto outcome = desk.fwq(sample.words);
    EXPECT_EQ(outcome.status, 0) << sample.words << ": " << outcome.err;
    std::string text = outcome.out;
    for (std::size_t at = text.find(folder); at != std::string::npos; at = text.find(folder))
      text.replace(at, folder.size(), "DESK");
    const fs::path golden = fs::path(FWQ_SOURCE_DIR) / "tests/acceptance/golden" / sample.file;
    if (std::getenv("FWQ_UPDATE_GOLDEN") != nullptr) spill(golden, text);
    EXPECT_EQ(without_last_digits(text), without_last_digits(slurp(golden))) << sample.words;
  }
}

}  // namespace
}  // namespace fwq::acceptance
