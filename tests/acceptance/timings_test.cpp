// What a command says about its own time, and what the log says about a command.
#include <gtest/gtest.h>

#include "support/program.hpp"

namespace fwq::acceptance {
namespace {

TEST(Timings, ShowTheStagesOfACommandAndKeepThemInTheHome) {
  const Desk desk;
  desk.make_market();
  const auto plain = desk.fwq("analyze SH600000");
  const auto timed = desk.fwq("analyze SH600000 --timings");
  EXPECT_EQ(timed.status, 0);
  EXPECT_EQ(timed.out, plain.out) << "the data stay as they are";
  for (const char* stage :
       {"analyze", "open the home", "load bars", "indicators", "patterns", "page", "print", "peak"})
    EXPECT_NE(timed.err.find(stage), std::string::npos) << stage << "\n" << timed.err;
  const fs::path folder = desk.home() / "logs/performance";
  ASSERT_TRUE(fs::exists(folder)) << timed.err;
  const auto kept = nlohmann::json::parse(slurp(fs::directory_iterator(folder)->path()));
  EXPECT_GE(kept["work"].size(), 7U);
  EXPECT_GT(kept["seconds"].get<double>(), 0);
  EXPECT_NE(desk.fwq("analyze SH600000 --timings --lang zh").err.find("内存"), std::string::npos);
  EXPECT_EQ(plain.err.find("memory"), std::string::npos);
}

TEST(Timings, OfAnImportTellReadingFromWriting) {
  const Desk desk;
  desk.make_tdx();
  const auto timed = desk.fwq("--timings import tdx " + desk.tdx().string());
  EXPECT_EQ(timed.status, 0);
  for (const char* stage : {"scan the folder", "decode", "write", "commit"})
    EXPECT_NE(timed.err.find(stage), std::string::npos) << stage << "\n" << timed.err;
}

TEST(Timings, WithoutAHomeMakeNone) {
  const Desk desk;
  const auto timed = desk.fwq("symbols --timings");
  EXPECT_EQ(timed.status, 1);
  EXPECT_FALSE(fs::exists(desk.home()));
}

TEST(Log, LinesOfOneCommandHaveItsNameAsTheirRequest) {
  const Desk desk;
  desk.make_market();
  desk.fwq("bars SH000002");
  const std::string log = slurp(desk.home() / "logs/fwq.log");
  EXPECT_NE(log.find(" request_id=bars-"), std::string::npos) << log;
}

TEST(Log, SizesFollowTheSettings) {
  const Desk desk;
  ASSERT_EQ(desk.fwq("init").status, 0);
  ASSERT_EQ(desk.fwq("config set log.max_size 64kb").status, 0);
  ASSERT_EQ(desk.fwq("config set log.max_files 1").status, 0);
  EXPECT_EQ(desk.fwq("config get log.max_size").out, "64KB\n");
  const fs::path log = desk.home() / "logs/fwq.log";
  spill(log, std::string(70'000, 'x') + "\n");
  spill(desk.home() / "logs/fwq.1.log", "the oldest\n");
  desk.fwq("bars SH000002");  // Fails, which is a line in the log.
  EXPECT_LT(fs::file_size(log), 10'000U);
  EXPECT_EQ(fs::file_size(desk.home() / "logs/fwq.1.log"), 70'001U);
  ASSERT_TRUE(fs::exists(desk.home() / "logs/archive"));
  EXPECT_EQ(slurp(fs::directory_iterator(desk.home() / "logs/archive")->path()), "the oldest\n");
}

}  // namespace
}  // namespace fwq::acceptance
