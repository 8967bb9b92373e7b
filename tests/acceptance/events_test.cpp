// What commands do is told to the event bus, which the log shows at level debug.
#include <gtest/gtest.h>

#include "support/program.hpp"

namespace fwq::acceptance {
namespace {

std::vector<std::string> event_lines(const Desk& desk) {
  std::istringstream log(slurp(desk.home() / "logs" / "fwq.log"));
  std::vector<std::string> events;
  for (std::string line; std::getline(log, line);) {
    if (const auto at = line.find("] event "); at != std::string::npos)
      events.push_back(line.substr(at + 2));
  }
  return events;
}

TEST(Events, AreInTheLogAtLevelDebug) {
  const Desk desk;
  desk.make_tdx();
  // The first import makes the home, and its log, on the way.
  ASSERT_EQ(desk.fwq("--log-level debug import tdx " + desk.tdx().string()).status, 0);
  ASSERT_EQ(
      desk.fwq("--log-level debug import names " + (desk.folder() / "names.csv").string()).status,
      0);
  ASSERT_EQ(
      desk.fwq("--log-level debug import exrights " + (desk.folder() / "exrights.csv").string())
          .status,
      0);
  ASSERT_EQ(desk.fwq("--log-level debug analyze 600000").status, 0);
  const auto events = event_lines(desk);
  ASSERT_EQ(events.size(), 5U) << slurp(desk.home() / "logs" / "fwq.log");
  EXPECT_EQ(events[0],
            R"(event data_updated {"added":1200,"kind":"bars","removed":0,"source":"tdx",)"
            R"("symbols":["BJ830799","SH000001","SH600000","SZ000001"]})");
  EXPECT_EQ(events[1],
            R"(event data_updated {"added":2,"kind":"securities","removed":0,"source":"list",)"
            R"("symbols":["SH600000","SZ000001"]})");
  EXPECT_EQ(events[2],
            R"(event data_updated {"added":1,"kind":"exrights","removed":0,"source":"list",)"
            R"("symbols":["SH600000"]})");
  EXPECT_EQ(
      events[3],
      R"(event stock_selected {"code":"600000","name":"浦发银行","period":"day","symbol":"SH600000"})");
  EXPECT_TRUE(events[4].starts_with(R"(event analysis_completed {"bars":300,"indicators":)"))
      << events[4];
}

TEST(Events, NameTheImportThatBroughtTheData) {
  const Desk desk;
  const fs::path file = desk.folder() / "600000.csv";
  spill(file,
        "date,open,high,low,close,volume\n2024-01-02,10,10.5,9.9,10.2,1000\n"
        "2024-01-03,10.2,10.6,10.1,10.4,1200\n");
  const auto done =
      desk.fwq("--log-level debug import csv " + file.string() + " --symbol SH600000");
  ASSERT_EQ(done.status, 0) << done.err;
  const auto events = event_lines(desk);
  ASSERT_EQ(events.size(), 1U);
  EXPECT_EQ(events[0], R"(event data_updated {"added":2,"kind":"bars","removed":0,"source":"csv",)"
                       R"("symbols":["SH600000"]})");
}

TEST(Events, TellOfASearchOverParameters) {
  const Desk desk;
  desk.make_market();
  const auto done = desk.fwq(
      "--log-level debug --json backtest ma_cross SH600000 --param short=3,5 --param long=10,20");
  ASSERT_EQ(done.status, 0) << done.err;
  const auto events = event_lines(desk);
  ASSERT_EQ(events.size(), 1U);
  EXPECT_EQ(
      events[0],
      R"(event optimization_started {"algorithm":"grid","max_iterations":4,"optimization_id":")" +
          done.json()["run_id"].get<std::string>() +
          R"(","pattern":"ma_cross","population_size":0})");
}

TEST(Events, AreNotInTheLogOtherwise) {
  const Desk desk;
  desk.make_market();
  EXPECT_TRUE(event_lines(desk).empty());
}

TEST(Events, ALongListIsCutInTheLog) {
  const Desk desk;
  for (int i = 0; i < 100; ++i) {
    spill(desk.tdx() / "vipdoc/sz/lday" / ("sz" + std::to_string(300'000 + i) + ".day"),
          Desk::day_file(3, static_cast<std::uint32_t>(i)));
  }
  ASSERT_EQ(desk.fwq("--log-level debug import tdx " + desk.tdx().string()).status, 0);
  const auto events = event_lines(desk);
  ASSERT_EQ(events.size(), 1U);
  EXPECT_LT(events[0].size(), 600U);
  EXPECT_NE(events[0].find("... ("), std::string::npos) << events[0];
}

}  // namespace
}  // namespace fwq::acceptance
