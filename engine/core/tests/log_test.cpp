// Tests of the log file.
#include "fwq/core/log.hpp"

#include <gtest/gtest.h>

#include <thread>

#include "archiving_file.hpp"
#include "fwq/core/files.hpp"
#include "fwq/core/text.hpp"
#include "fwq/core/trace.hpp"
#include "support/temporary_folder.hpp"

namespace fwq::core {
namespace {

TEST(Log, LinesCarryLevelIdsAndText) {
  const TemporaryFolder folder;
  const auto file = folder.path() / "fwq.log";
  ASSERT_TRUE(
      set_up_log({.file = file, .file_level = LogLevel::info, .console_level = LogLevel::off}));
  {
    const TraceScope scope("feed1234");
    const RequestScope request("analyze-77");
    log_debug("too fine");
    log_info("imported {braces} stay");
  }
  log_error("it broke");
  flush_log();
  const std::string text = *read_file(file);
  EXPECT_NE(text.find("info [trace_id=feed1234 request_id=analyze-77] imported {braces} stay\n"),
            std::string::npos)
      << text;
  EXPECT_NE(text.find("error [trace_id=- request_id=-] it broke\n"), std::string::npos) << text;
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

std::vector<std::filesystem::path> files_in(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files;
  if (!std::filesystem::exists(folder)) return files;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.is_regular_file()) files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

// Every line is in one of the files, once and whole, while the archive has room.
TEST(Log, OldFilesMoveToTheArchiveWithoutLosingALine) {
  const TemporaryFolder folder;
  ASSERT_TRUE(set_up_log({.file = folder.path() / "l.log",
                          .console_level = LogLevel::off,
                          .max_bytes = 1000,
                          .max_files = 2,
                          .archive_bytes = 1U << 20U}));
  constexpr int kLines = 300;
  for (int i = 0; i < kLines; ++i) log_info("line <" + std::to_string(i) + ">");
  std::string all;
  auto files = files_in(folder.path());
  EXPECT_EQ(files.size(), 3U);
  const auto archived = files_in(folder.path() / "archive");
  EXPECT_GT(archived.size(), 5U);
  files.insert(files.end(), archived.begin(), archived.end());
  for (const auto& file : files) all += *read_file(file);
  EXPECT_EQ(std::count(all.begin(), all.end(), '\n'), kLines);
  for (int i = 0; i < kLines; ++i)
    EXPECT_NE(all.find("line <" + std::to_string(i) + ">\n"), std::string::npos) << i;
  ASSERT_TRUE(set_up_log({.console_level = LogLevel::off}));
}

TEST(Log, TheArchiveStaysWithinItsBoundAndKeepsTheNewest) {
  const TemporaryFolder folder;
  ASSERT_TRUE(set_up_log({.file = folder.path() / "l.log",
                          .console_level = LogLevel::off,
                          .max_bytes = 1000,
                          .max_files = 1,
                          .archive_bytes = 3000}));
  for (int i = 0; i < 1000; ++i) log_info("line <" + std::to_string(i) + ">");
  std::uintmax_t bytes = 0;
  std::string all;
  for (const auto& file : files_in(folder.path() / "archive")) {
    bytes += std::filesystem::file_size(file);
    all += *read_file(file);
  }
  EXPECT_LE(bytes, 3000U);
  EXPECT_GT(bytes, 1500U);
  EXPECT_EQ(all.find("line <0>"), std::string::npos);
  EXPECT_NE(all.find("line <96"), std::string::npos) << "the newest stay";
  ASSERT_TRUE(set_up_log({.console_level = LogLevel::off}));
}

TEST(Log, ThreadsWriteWholeLinesWhileItRotates) {
  const TemporaryFolder folder;
  ASSERT_TRUE(set_up_log({.file = folder.path() / "l.log",
                          .console_level = LogLevel::off,
                          .max_bytes = 5000,
                          .max_files = 3,
                          .archive_bytes = 10U << 20U}));
  std::vector<std::jthread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([] {
      for (int i = 0; i < 250; ++i) log_info(std::string(40, 'x'));
    });
  }
  threads.clear();
  std::size_t lines = 0;
  for (const auto& place : {folder.path(), folder.path() / "archive"}) {
    for (const auto& file : files_in(place)) {
      const std::string bytes = *read_file(file);
      for (const auto line : split(bytes, '\n')) {
        if (line.empty()) continue;
        ++lines;
        EXPECT_TRUE(line.starts_with("20") && line.ends_with("] " + std::string(40, 'x'))) << line;
      }
    }
  }
  EXPECT_EQ(lines, 1000U);
  ASSERT_TRUE(set_up_log({.console_level = LogLevel::off}));
}

// Two programs with one log: the second follows when the first has rotated.
TEST(Log, AFileThatAnotherProgramRotatedIsLeftAlone) {
  const TemporaryFolder folder;
  const ArchivingFile::Options options{folder.path() / "l.log", 100, 3, 1U << 20U};
  auto one = ArchivingFile::open(options);
  auto other = ArchivingFile::open(options);
  ASSERT_TRUE(one && other);
  const std::string line(29, 'x');
  for (int i = 0; i < 20; ++i) {
    one->append(line + "\n");
    other->append(line + "\n");
  }
  std::size_t bytes = 0;
  for (const auto& place : {folder.path(), folder.path() / "archive"}) {
    for (const auto& file : files_in(place)) bytes += read_file(file)->size();
  }
  EXPECT_EQ(bytes, 40U * 30U);
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
