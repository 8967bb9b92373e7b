// What people notice: clear words for slips of the pen, one order, one language, and where the time goes.
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <regex>
#include <sstream>

#include "support/markup.hpp"
#include "support/program.hpp"

namespace fwq::acceptance {
namespace {

TEST(Slips, AreRefusedWithWhatToGiveInstead) {
  const Desk desk;
  desk.make_market();
  const auto expect = [&](const std::string& words, const std::string& text) {
    const auto outcome = desk.fwq(words);
    EXPECT_EQ(outcome.status, 2) << words;
    EXPECT_NE(outcome.err.find(text), std::string::npos) << words << ": " << outcome.err;
  };
  expect("report SH600000 -o ''", "name a file or a folder");
  expect("report SH600000 -o " + desk.folder().string() + "/none/", "make it first");
  expect("import csv x.csv --symbol ''", "name a security");
  expect("config set ui.theme nope", "there are dark, light");
  expect("report SH600000 --theme nope", "there are dark, light");
  EXPECT_FALSE(fs::exists(desk.folder() / "none"));
  EXPECT_EQ(desk.fwq("config set ui.theme light").status, 0);
  EXPECT_EQ(desk.fwq("config set ui.theme auto").status, 0);
}

TEST(Slips, AreExplainedInChinese) {
  const Desk desk;
  desk.make_market();
  for (const char* words :
       {"import csvs x", "--threads 0 symbols", "bars", "check --yes", "config frob",
        "check SH600000 --repair --undo", "check SH600000 --top x", "bars SH600000 --count"}) {
    const auto outcome = desk.fwq(std::string("--lang zh ") + words);
    EXPECT_EQ(outcome.status, 2) << words;
    for (const char* english : {" not in ", "required", "excludes", "requires", "Could not"})
      EXPECT_EQ(outcome.err.find(english), std::string::npos) << words << ": " << outcome.err;
  }
}

// What a slip meets deep inside the program is said in the reader's language too. Words in Latin letters stand for what
// the reader types or names: no line is without Chinese, and no three of them are an English sentence.
TEST(Slips, AreExplainedInChineseWhereverTheyAreFound) {
  const Desk desk;
  desk.make_market();
  const std::string folder = desk.folder().string();
  fs::create_directories(desk.folder() / "hollow");
  spill(desk.folder() / "empty.csv", "");
  spill(desk.folder() / "list.csv", "a,b\n1,2\n");
  spill(desk.folder() / "x.csv", "date,open,high,low,close,volume\n2024-01-02,1,2,1,2,100\n");
  spill(desk.folder() / "file", "x");
  const std::vector<std::string> slips{
      "bars SH600009",
      "bars 6000000",
      "bars xyz",
      "bars 123456",
      "bars 没有这只",
      "bars SH600000 --period day2",
      "bars SH600000 --adjust up",
      "bars SH600000 --from 2024-13-01",
      "bars SH600000 --from 2024-02-01 --to 2024-01-01",
      "bars SH600000 --from 2050-01-01",
      "bars SH600000 --period 5m",
      "indicators SH600000",
      "indicators SH600000 MADC",
      "indicators SH600000 QQXXZZWW",
      "indicators SH600000 'RSI(0)'",
      "indicators SH600000 'RSI(x)'",
      "indicators SH600000 'RSI(1,2,3,4,5)'",
      "indicators SH600000 'RSI(14'",
      "indicators SH600000 'RSI(14)[hi]'",
      "indicators SH600000 'RSI[high'",
      "indicators SH600000 'RSI high]'",
      "indicators SH600000 'ATR[high]'",
      "indicators SH600000 'RSI[high,low]'",
      "indicators SH600000 RSI --flavour x",
      "patterns SH600000 --types hamer",
      "patterns SH600000 --types xqzwvkj",
      "patterns SH600000 --stats",
      "signals SH600000 --flavour x",
      "scan --types hamer",
      "scan --period 5m",
      "check SH600009",
      "check SH600000 --period 5m",
      "check --all --level x",
      "check SH600000 --level basik",
      "symbols --market XX",
      "report SH600000 --theme nope",
      "report SH600000 --json -o -",
      "patterns",
      "indicators",
      "check",
      "config get",
      "config set ui.theme",
      "config set ui.theme a b",
      "report SH600000 -o " + folder + "/file/x.html",
      "config get no.such",
      "config set no.such 1",
      "config set ui.theme nope",
      "config set performance.thread_pool_size x",
      "config set performance.cache_size huge",
      "config set data_sources.fallback store,store",
      "demo --symbols 0",
      "demo --years 500",
      "import tdx " + folder + "/none",
      "import tdx " + folder + "/hollow",
      "import tdx " + folder + "/file",
      "import csv " + folder + "/none.csv",
      "import csv " + folder + "/hollow",
      "import csv " + folder + "/x.csv",
      "import csv " + folder + "/x.csv --symbol SH600000 --period 5m",
      "import csv " + folder + "/empty.csv --symbol SH600000",
      "import csv " + folder + "/x.csv --layout nope",
      "import names " + folder + "/none.csv",
      "import names " + folder + "/empty.csv",
      "import names " + folder + "/list.csv",
      "import names " + folder + "/list.csv " + folder + "/x.csv",
      "import exrights " + folder + "/list.csv",
      "import names x --dry-run",
      "--home " + folder + "/nowhere analyze SH600000",
      "--home " + folder + "/file/home init",
      "--log-level loud symbols"};
  for (const auto& words : slips) {
    const auto outcome = desk.fwq("--lang zh " + words);
    EXPECT_NE(outcome.status, 0) << words;
    EXPECT_NE(outcome.err, "") << words;
    std::istringstream lines(outcome.err);
    for (std::string line; std::getline(lines, line);) {
      std::string plain = std::regex_replace(line, std::regex("`[^`]*`|'[^']*'|“[^”]*”"), "");
      EXPECT_TRUE(has_cjk(plain)) << words << ": " << line;
      EXPECT_FALSE(std::regex_search(plain, std::regex("[a-z]{2,} [a-z]{1,} [a-z]{2,}")))
          << words << ": " << line;
    }
  }
}

TEST(Help, InChineseHasNoEnglishKindsOfValues) {
  const Desk desk;
  for (const char* command : {"", "import", "check", "config", "demo", "report", "signals"}) {
    const std::string help = desk.fwq(std::string(command) + " --help --lang zh").out;
    for (const char* english : {"TEXT", "UINT", "INT:", "FLOAT", "Excludes", "Needs", "REQUIRED"})
      EXPECT_EQ(help.find(english), std::string::npos) << command << " has " << english;
  }
}

TEST(ReportFile, HasTheModeThatTheUmaskLeaves) {
  const Desk desk;
  desk.make_market();
  const fs::path file = desk.folder() / "page.html";
  const ::mode_t before = ::umask(077);
  EXPECT_EQ(desk.fwq("report SH600000 -o " + file.string()).status, 0);
  ::umask(022);
  EXPECT_EQ(fs::status(file).permissions(), fs::perms::owner_read | fs::perms::owner_write);
  const fs::path other = desk.folder() / "other.html";
  EXPECT_EQ(desk.fwq("report SH600000 -o " + other.string()).status, 0);
  ::umask(before);
  EXPECT_EQ(static_cast<unsigned>(fs::status(other).permissions()), 0644U);
}

TEST(Signals, StandInTheSameOrderInEveryCommand) {
  const Desk desk;
  desk.make_market();
  const auto analyzed = desk.fwq("analyze SH600000 --json").json()["signals"];
  const auto all = desk.fwq("signals SH600000 --json").json();
  ASSERT_GT(analyzed.size(), 2U);
  // The analysis has fewer indicators: its signals come in the order in which all of them do.
  std::size_t at = 0;
  for (const auto& signal : analyzed) {
    while (at < all.size() &&
           (all[at]["time"] != signal["time"] || all[at]["source"] != signal["source"]))
      ++at;
    ASSERT_LT(at, all.size()) << signal;
  }
  EXPECT_NE(desk.fwq("analyze SH600000").out.find("SIGNALS, oldest first"), std::string::npos);
  const std::string page = desk.fwq("analyze SH600000").out;
  EXPECT_NE(page.find("MA(5) "), std::string::npos) << page;
  EXPECT_NE(page.find("RSI(6) "), std::string::npos) << page;
  EXPECT_EQ(page.find("rsi1"), std::string::npos);
}

TEST(Ids, HaveAChineseTitleForReadersAndNoneInJson) {
  const Desk desk;
  desk.make_market();
  EXPECT_NE(desk.fwq("symbols --lang zh").out.find("stock 股票"), std::string::npos);
  EXPECT_EQ(desk.fwq("symbols").out.find("股票"), std::string::npos);
  EXPECT_EQ(desk.fwq("symbols --lang zh --json").json()[0]["kind"], "stock");
  spill(desk.folder() / "names.csv",
        "market,code,name\nSH,600000,\xe2\x80\xae倒\nSZ,000001,\xe2\x81\xa6x\nSZ,000002,好\n");
  const std::string import = "import names " + (desk.folder() / "names.csv").string();
  const auto outcome = desk.fwq(import + " --lang zh");
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_NE(outcome.out.find("bidi_control 名称含文字方向控制符"), std::string::npos)
      << outcome.out;
  EXPECT_EQ(desk.fwq(import + " --json").json()["reasons"]["bidi_control"], 2);
  EXPECT_NE(desk.fwq(import).out.find("read 1 file, 1 security, 1 row:"), std::string::npos);
}

TEST(Timings, HaveTheStagesOfEachCommand) {
  const Desk desk;
  desk.make_market();
  const auto expect = [&](const std::string& words, std::initializer_list<const char*> stages) {
    const auto outcome = desk.fwq("--timings " + words);
    EXPECT_EQ(outcome.status, 0) << words << outcome.err;
    for (const char* stage : stages)
      EXPECT_NE(outcome.err.find(stage), std::string::npos) << words << "\n" << outcome.err;
  };
  expect("bars SH600000", {"load bars", "format"});
  expect("signals SH600000", {"load bars", "indicators", "indicator signals", "patterns", "page"});
  expect("check --all", {"names, events and calendar", "days of the market", "validate"});
  spill(desk.folder() / "SH600001.csv",
        "date,open,high,low,close,volume\n2024-01-02,1,1,1,1,100\n");
  expect("import csv " + (desk.folder() / "SH600001.csv").string(),
         {"find the files", "read and store", "commit"});
  const Desk other;
  const auto demo = other.fwq("--timings demo --symbols 20 --years 1");
  EXPECT_EQ(demo.status, 0) << demo.err;
  for (const char* stage : {"simulate", "write", "indices", "names and events", "commit"})
    EXPECT_NE(demo.err.find(stage), std::string::npos) << demo.err;
}

TEST(Import, OfATdxFolderDoesNotSpeakOfOptionsOfCsv) {
  const Desk desk;
  desk.make_tdx();
  EXPECT_EQ(desk.fwq("import tdx " + desk.tdx().string()).out.find("--dry-run"), std::string::npos);
}

TEST(Themes, ThatAreRefusedAreRemarkedByTheReport) {
  const Desk desk;
  desk.make_market();
  spill(
      desk.home() / "config/theme.json",
      R"([{"name":"bare"},{"name":"sea","colors":{"accent":"#268bd2"}},{"name":"Sea","colors":{"accent":"#268bd2"}}])");
  const std::string out = " -o " + (desk.folder() / "page.html").string();
  const auto sea = desk.fwq("report SH600000 --theme sea" + out);
  EXPECT_EQ(sea.status, 0);
  EXPECT_NE(sea.err.find("an earlier theme has it"), std::string::npos) << sea.err;
  const auto bare = desk.fwq("report SH600000 --theme bare" + out);
  EXPECT_EQ(bare.status, 2);
  EXPECT_NE(bare.err.find("it names none"), std::string::npos) << bare.err;
}

}  // namespace
}  // namespace fwq::acceptance
