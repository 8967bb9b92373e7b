// A home on a disk that cannot be written: what reads works, what writes says what to do.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "support/program.hpp"

namespace fwq::acceptance {
namespace {

// `fwq <words>` with the home mounted read-only, in a mount namespace of its own.
Outcome on_read_only_disk(const Desk& desk, const std::string& words) {
  const std::string home = desk.home().string();
  const fs::path out = desk.folder() / "stdout";
  const fs::path err = desk.folder() / "stderr";
  const std::string command = "unshare -m sh -c \"mount --bind '" + home + "' '" + home +
                              "' && mount -o remount,bind,ro '" + home +
                              "' || exit 99; FWQ_HOME='" + home +
                              "' LC_ALL=C.UTF-8 '" FWQ_PROGRAM "' " + words + "\" >'" +
                              out.string() + "' 2>'" + err.string() + "' </dev/null";
  const int raw = std::system(command.c_str());
  return {WIFEXITED(raw) ? WEXITSTATUS(raw) : 128 + WTERMSIG(raw), slurp(out), slurp(err)};
}

TEST(ReadOnlyHome, ReadingWorksAndWritingSaysWhatToDo) {
  const Desk desk;
  desk.make_market();
  const auto bars = desk.fwq("bars SH600000 --csv").out;
  const auto read = on_read_only_disk(desk, "bars SH600000 --csv");
  if (read.status == 99 || read.err.find("unshare") != std::string::npos)
    GTEST_SKIP() << "this machine does not let the test mount: " << read.err;
  EXPECT_EQ(read.status, 0) << read.err;
  EXPECT_EQ(read.out, bars);
  EXPECT_NE(read.err.find("cannot write the log"), std::string::npos) << read.err;
  for (const char* words : {"analyze SH600000 --json", "symbols", "config list", "doctor --json"}) {
    const auto outcome = on_read_only_disk(desk, words);
    EXPECT_NE(outcome.out, "") << words << outcome.err;
  }
  const auto timed = on_read_only_disk(desk, "symbols --timings");
  EXPECT_EQ(timed.status, 0);
  EXPECT_NE(timed.err.find("Read-only"), std::string::npos) << timed.err;
  for (const std::string& words :
       std::vector<std::string>{"config set ui.language zh", "import tdx " + desk.tdx().string(),
                                "import names x.csv"}) {
    const auto outcome = on_read_only_disk(desk, words);
    EXPECT_EQ(outcome.status, 1) << words;
    EXPECT_NE(outcome.err.find("use a folder on one that can"), std::string::npos) << outcome.err;
  }
}

TEST(ReadOnlyHome, ADamagedConfigThereIsReadWithDefaultsEachTime) {
  const Desk desk;
  desk.make_market();
  const std::string damaged = R"({"indicators":{"flavour":"ta)";
  spill(desk.home() / "config/config.json", damaged);
  for (int i = 0; i < 2; ++i) {
    const auto outcome = on_read_only_disk(desk, "config get indicators.flavour");
    if (outcome.status == 99 || outcome.err.find("unshare") != std::string::npos)
      GTEST_SKIP() << "this machine does not let the test mount";
    EXPECT_EQ(outcome.status, 0) << outcome.err;
    EXPECT_EQ(outcome.out, "tdx\n");
    EXPECT_NE(outcome.err.find("defaults are used"), std::string::npos) << outcome.err;
  }
  EXPECT_EQ(slurp(desk.home() / "config/config.json"), damaged);
}

}  // namespace
}  // namespace fwq::acceptance
