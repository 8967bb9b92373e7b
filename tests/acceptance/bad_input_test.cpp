// Bad input: a clear error, the right exit status, nothing lost.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/file.h>
#include <sys/mount.h>
#include <unistd.h>

#include <csignal>

#include "support/program.hpp"

namespace fwq::acceptance {
namespace {

TEST(BadInput, EmptyCutAndGarbageFilesAreReportedAndGoodOnesKept) {
  const Desk desk;
  desk.make_tdx();
  const fs::path lday = desk.tdx() / "vipdoc/sh/lday";
  spill(lday / "sh600001.day", "");
  spill(lday / "sh600002.day", Desk::day_file(10, 9).substr(0, 10 * 32 - 7));
  std::string garbage(32 * 20, '\0');
  for (std::size_t i = 0; i < garbage.size(); ++i) garbage[i] = static_cast<char>(i * 37 + 11);
  spill(lday / "sh600003.day", garbage);
  const auto outcome = desk.fwq("import tdx --json " + desk.tdx().string());
  ASSERT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_EQ(outcome.json()["bars"], 1209);
  EXPECT_EQ(outcome.json()["reasons"]["truncated"], 1);
  EXPECT_GE(outcome.json()["rejected"], 20);
  EXPECT_EQ(desk.fwq("symbols --json").json().size(), 5U);
  EXPECT_EQ(desk.fwq("doctor --thorough").status, 0);
}

TEST(BadInput, CountsAndConfidencesThatAreNoneAreRefusedInPlainWords) {
  const Desk desk;
  desk.make_market();
  for (const char* count : {"0", "-1", "1.5", "x", "99999999999999999999", "''"}) {
    const auto outcome = desk.fwq(std::string("bars SH600000 --count=") + count);
    EXPECT_EQ(outcome.status, 2) << count;
    EXPECT_LT(outcome.err.size(), 160U) << outcome.err;
  }
  for (const char* least : {"nan", "inf", "-0.1", "1.01", "x"}) {
    EXPECT_EQ(desk.fwq(std::string("patterns SH600000 --min-confidence=") + least).status, 2)
        << least;
  }
  EXPECT_EQ(desk.fwq("patterns SH600000 --min-confidence 1").status, 0);
}

// A file opened later would take the number of a closed stream, and output would go into it.
TEST(BadInput, AClosedStreamNeverLetsOutputRunIntoTheHomesFiles) {
  const Desk desk;
  desk.make_market();
  for (const char* words : {"bars SH600000", "analyze SH600000 --json", "doctor", "init",
                            "config set ui.language en"}) {
    for (const char* closed : {">&-", ">&- 2>&-", "<&- >&- 2>&-"}) {
      const auto outcome = desk.fwq(std::string(words) + " " + closed + " #");
      EXPECT_LT(outcome.status, 128) << words << ' ' << closed;
    }
  }
  EXPECT_EQ(desk.fwq("bars SH600000 >&- #").status, 1) << "what could not be shown is not done";
  desk.fwq("import tdx " + desk.tdx().string() + " <&- >&- 2>&- #");
  EXPECT_EQ(desk.fwq("doctor --thorough --lang en").status, 0);
  EXPECT_EQ(desk.fwq("--version >/dev/full #").status, 1);
}

TEST(BadInput, AFolderWithoutAnythingIsExitStatusOne) {
  const Desk desk;
  fs::create_directories(desk.folder() / "empty");
  spill(desk.folder() / "only_bad/vipdoc/sh/lday/sh600000.day", "short");
  spill(desk.folder() / "file.txt", "x");
  for (const char* name : {"missing", "empty", "only_bad", "file.txt"}) {
    const auto outcome = desk.fwq("import tdx " + (desk.folder() / name).string());
    EXPECT_EQ(outcome.status, 1) << name;
    EXPECT_NE(outcome.err.find(name), std::string::npos) << outcome.err;
  }
  spill(desk.folder() / "no_header.csv", "a,b\n1,2\n");
  for (const char* kind : {"names", "exrights", "calendar"}) {
    EXPECT_EQ(
        desk.fwq(std::string("import ") + kind + " " + (desk.folder() / "no_header.csv").string())
            .status,
        1)
        << kind;
    EXPECT_EQ(
        desk.fwq(std::string("import ") + kind + " " + (desk.folder() / "missing.csv").string())
            .status,
        1)
        << kind;
  }
}

TEST(BadInput, AHomeThatAnotherProcessWritesIsRefusedAndReadable) {
  const Desk desk;
  desk.make_market();
  const int lock = ::open((desk.home() / ".writing").c_str(), O_RDWR | O_CREAT, 0644);
  ASSERT_GE(lock, 0);
  ASSERT_EQ(::flock(lock, LOCK_EX | LOCK_NB), 0);
  const auto refused = desk.fwq("import tdx " + desk.tdx().string());
  EXPECT_EQ(refused.status, 1);
  EXPECT_NE(refused.err.find("is in use by"), std::string::npos) << refused.err;
  EXPECT_EQ(desk.fwq("config set ui.language zh").status, 1);
  EXPECT_EQ(desk.fwq("bars SH600000").status, 0);
  EXPECT_EQ(desk.fwq("doctor").status, 1);
  ::close(lock);
  EXPECT_EQ(desk.fwq("import tdx " + desk.tdx().string()).status, 0);
}

TEST(BadInput, AConfigFileCutInHalfIsKeptBesideAndDefaultsServe) {
  const Desk desk;
  desk.make_market();
  const fs::path config = desk.home() / "config/config.json";
  spill(config, R"({"indicators":{"flavour":"ta)");
  const auto outcome = desk.fwq("analyze SH600000 --json");
  EXPECT_EQ(outcome.status, 0);
  EXPECT_NE(outcome.err.find("broken-"), std::string::npos) << outcome.err;
  EXPECT_EQ(outcome.json()["flavour"], "tdx");
  EXPECT_EQ(desk.fwq("config list").err, "");
}

TEST(BadInput, AStoreOfANewerFormatIsRefusedByName) {
  const Desk desk;
  desk.make_market();
  spill(desk.home() / "store" / "data.mdb", std::string(100'000, 'x'));
  const auto damaged = desk.fwq("bars SH600000");
  EXPECT_EQ(damaged.status, 1);
  EXPECT_NE(damaged.err.find("store"), std::string::npos) << damaged.err;
  EXPECT_EQ(desk.fwq("doctor").status, 1);
  spill(desk.home() / "system.sqlite", std::string(100'000, 'x'));
  const auto doctor = desk.fwq("doctor --json");
  EXPECT_EQ(doctor.status, 1);
  EXPECT_GE(doctor.json()["checks"].size(), 4U);
}

TEST(BadInput, AnOutputThatCannotBeWrittenIsAFailure) {
  const Desk desk;
  desk.make_market();
  const std::string command = "FWQ_HOME='" + desk.home().string() +
                              "' '" FWQ_PROGRAM "' bars SH600000 --csv > /dev/full 2>/dev/null";
  const int raw = std::system(command.c_str());
  EXPECT_EQ(WEXITSTATUS(raw), 1);
}

TEST(BadInput, AFullDiskLosesNothingThatWasThere) {
  if (::geteuid() != 0) GTEST_SKIP() << "mounting a small disk needs root";
  const Desk desk;
  fs::create_directories(desk.home());
  if (::mount("tmpfs", desk.home().c_str(), "tmpfs", 0, "size=3m") != 0)
    GTEST_SKIP() << "no mounts here";
  desk.make_tdx(50);
  ASSERT_EQ(desk.fwq("import tdx " + desk.tdx().string()).status, 0);
  const auto before = desk.fwq("bars SH600000 --csv");
  for (int i = 0; i < 40; ++i) {
    spill(desk.tdx() / "vipdoc/sz/lday" / ("sz3000" + std::to_string(10 + i) + ".day"),
          Desk::day_file(2'000, static_cast<std::uint32_t>(i)));
  }
  const auto full = desk.fwq("import tdx " + desk.tdx().string());
  EXPECT_EQ(full.status, 1);
  EXPECT_NE(full.err.find("space"), std::string::npos) << full.err;
  EXPECT_EQ(desk.fwq("bars SH600000 --csv").out, before.out);
  EXPECT_EQ(before.status, 0);
  ::umount(desk.home().c_str());
}

// A user who stops an import loses nothing and goes on by repeating it.
TEST(BadInput, AKilledImportGoesOnWhenRepeated) {
  const Desk desk;
  for (int i = 0; i < 300; ++i) {
    spill(desk.tdx() / "vipdoc/sz/lday" / ("sz300" + std::to_string(100 + i) + ".day"),
          Desk::day_file(1'500, static_cast<std::uint32_t>(i)));
  }
  ASSERT_EQ(desk.fwq("init").status, 0);
  for (const int signal : {SIGKILL, SIGINT, SIGKILL}) {
    const pid_t child = fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      ::setenv("FWQ_HOME", desk.home().c_str(), 1);
      const int nothing = ::open("/dev/null", O_RDWR);
      ::dup2(nothing, 1);
      ::dup2(nothing, 2);
      ::execl(FWQ_PROGRAM, "fwq", "import", "tdx", desk.tdx().c_str(), static_cast<char*>(nullptr));
      _exit(127);
    }
    ::usleep(30'000);
    ::kill(child, signal);
    int status = 0;
    ::waitpid(child, &status, 0);
    EXPECT_EQ(desk.fwq("doctor --thorough").status, 0);
  }
  const auto outcome = desk.fwq("import tdx --json " + desk.tdx().string());
  ASSERT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_EQ(outcome.json()["bars"], 450'000);
  EXPECT_EQ(desk.fwq("import tdx --json " + desk.tdx().string()).json()["added"], 0);
  EXPECT_EQ(desk.fwq("symbols --json").json().size(), 300U);
}

}  // namespace
}  // namespace fwq::acceptance
