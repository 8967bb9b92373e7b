// Tests of the log file.
#include "fwq/core/log.hpp"

#include <gtest/gtest.h>

#include "fwq/core/files.hpp"
#include "fwq/core/trace.hpp"
#include "support/temporary_folder.hpp"

namespace fwq::core {
namespace {

TEST(Log, LinesCarryLevelTraceIdAndText) {
  const TemporaryFolder folder;
  const auto file = folder.path() / "fwq.log";
  ASSERT_TRUE(
      set_up_log({.file = file, .file_level = LogLevel::info, .console_level = LogLevel::off}));
  {
    const TraceScope scope("feed1234");
    log_debug("too fine");
    log_info("imported {braces} stay");
  }
  log_error("it broke");
  flush_log();
  const std::string text = *read_file(file);
  EXPECT_NE(text.find("info [feed1234] imported {braces} stay\n"), std::string::npos) << text;
  EXPECT_NE(text.find("error [-] it broke\n"), std::string::npos) << text;
  EXPECT_EQ(text.find("too fine"), std::string::npos);
  ASSERT_TRUE(set_up_log({.console_level = LogLevel::off}));
}

TEST(Log, RotatesAndKeepsSoManyFiles) {
  const TemporaryFolder folder;
  ASSERT_TRUE(set_up_log({.file = folder.path() / "l.log",
                          .console_level = LogLevel::off,
                          .max_bytes = 1000,
                          .max_files = 2}));
  for (int i = 0; i < 200; ++i) log_info("a line of some length to fill the file");
  flush_log();
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder.path())) {
    ++files;
    EXPECT_LE(entry.file_size(), 1000U);
  }
  EXPECT_EQ(files, 3U);
  ASSERT_TRUE(set_up_log({.console_level = LogLevel::off}));
}

TEST(Log, AFileThatCannotBeOpenedIsAnErrorAndTheConsoleStays) {
  const auto outcome =
      set_up_log({.file = "/proc/nowhere/fwq.log", .console_level = LogLevel::off});
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().code, Errc::io);
  log_info("still usable");
  EXPECT_EQ(parse_log_level("loud").error().code, Errc::invalid_argument);
  EXPECT_EQ(*parse_log_level("warning"), LogLevel::warning);
}

}  // namespace
}  // namespace fwq::core
