// Tests of files: whole reads, atomic writes, mappings, locks.
#include "fwq/core/files.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <fstream>

#include "support/temporary_folder.hpp"

namespace fwq::core {
namespace {

namespace fs = std::filesystem;

TEST(Files, AWrittenFileReadsBack) {
  const TemporaryFolder folder;
  const fs::path file = folder.path() / "a" / "b.txt";
  const std::string bytes = std::string("one\0two", 7);
  ASSERT_TRUE(write_file_atomically(file, bytes));
  EXPECT_EQ(*read_file(file), bytes);
  ASSERT_TRUE(write_file_atomically(file, "short"));
  EXPECT_EQ(*read_file(file), "short");
  EXPECT_EQ(std::distance(fs::directory_iterator(file.parent_path()), {}), 1)
      << "no temporary file is left";
}

TEST(Files, APrivateFileStaysPrivateWhenRewritten) {
  const TemporaryFolder folder;
  const fs::path file = folder.path() / "secret";
  ASSERT_TRUE(write_file_atomically(file, "1"));
  fs::permissions(file, fs::perms::owner_read | fs::perms::owner_write);
  ASSERT_TRUE(write_file_atomically(file, "2"));
  EXPECT_EQ(fs::status(file).permissions(), fs::perms::owner_read | fs::perms::owner_write);
}

TEST(Files, WritingFollowsALinkAndReplacesNoPipe) {
  const TemporaryFolder folder;
  const fs::path file = folder.path() / "file";
  const fs::path link = folder.path() / "link";
  ASSERT_TRUE(write_file_atomically(file, "old"));
  fs::create_symlink(file, link);
  ASSERT_TRUE(write_file_atomically(link, "new"));
  EXPECT_TRUE(fs::is_symlink(link));
  EXPECT_EQ(*read_file(file), "new");
  const fs::path loop = folder.path() / "loop";
  fs::create_symlink(loop, loop);
  EXPECT_FALSE(write_file_atomically(loop, "x"));
  EXPECT_TRUE(fs::is_symlink(loop));
  const fs::path pipe = folder.path() / "pipe";
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
  const auto refused = write_file_atomically(pipe, "x");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Errc::io);
  EXPECT_TRUE(fs::is_fifo(pipe));
}

TEST(Files, ReadingSaysWhatIsWrong) {
  const TemporaryFolder folder;
  EXPECT_EQ(read_file(folder.path() / "nothing").error().code, Errc::not_found);
  EXPECT_EQ(read_file(folder.path()).error().code, Errc::io);
  ASSERT_TRUE(write_file_atomically(folder.path() / "big", std::string(2000, 'x')));
  EXPECT_EQ(read_file(folder.path() / "big", 1000).error().code, Errc::io);
  EXPECT_EQ(read_file(folder.path() / "big", 2000)->size(), 2000U);
}

// Killed at any moment, the file is one of the versions, whole.
TEST(Files, AKilledWriterLeavesAWholeFile) {
  const TemporaryFolder folder;
  const fs::path file = folder.path() / "settings.json";
  ASSERT_TRUE(write_file_atomically(file, std::string(100'000, 'a')));
  for (int round = 0; round < 30; ++round) {
    const pid_t child = fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      for (char c = 'b';; c = c == 'z' ? 'b' : static_cast<char>(c + 1)) {
        static_cast<void>(write_file_atomically(file, std::string(100'000, c)));
      }
    }
    usleep(static_cast<useconds_t>(500 + round * 137));
    kill(child, SIGKILL);
    waitpid(child, nullptr, 0);
    const auto bytes = read_file(file);
    ASSERT_TRUE(bytes);
    ASSERT_EQ(bytes->size(), 100'000U);
    ASSERT_EQ(bytes->find_first_not_of(bytes->front()), std::string::npos);
  }
}

TEST(MappedFile, ShowsTheBytes) {
  const TemporaryFolder folder;
  ASSERT_TRUE(write_file_atomically(folder.path() / "f", "abc"));
  const auto mapped = MappedFile::open(folder.path() / "f");
  ASSERT_TRUE(mapped);
  ASSERT_EQ(mapped->bytes().size(), 3U);
  EXPECT_EQ(static_cast<char>(mapped->bytes()[1]), 'b');
  ASSERT_TRUE(write_file_atomically(folder.path() / "empty", ""));
  EXPECT_TRUE(MappedFile::open(folder.path() / "empty")->bytes().empty());
  EXPECT_EQ(MappedFile::open(folder.path() / "none").error().code, Errc::not_found);
}

TEST(FileLock, RefusesASecondOwnerAndNamesTheFirst) {
  const TemporaryFolder folder;
  const fs::path file = folder.path() / "lock";
  {
    const auto first = FileLock::acquire(file, "the home");
    ASSERT_TRUE(first);
    const auto second = FileLock::acquire(file, "the home");
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().code, Errc::unavailable);
    EXPECT_NE(
        second.error().message.find("the home is in use by process " + std::to_string(getpid())),
        std::string::npos)
        << second.error().message;
  }
  EXPECT_TRUE(FileLock::acquire(file, "the home"));
}

TEST(FileLock, EndsWithItsProcess) {
  const TemporaryFolder folder;
  const fs::path file = folder.path() / "lock";
  int ready[2];
  ASSERT_EQ(pipe(ready), 0);
  const pid_t child = fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    const auto lock = FileLock::acquire(file, "it");
    [[maybe_unused]] const auto told = write(ready[1], "x", 1);
    for (;;) pause();
  }
  char byte = 0;
  ASSERT_EQ(read(ready[0], &byte, 1), 1);
  EXPECT_FALSE(FileLock::acquire(file, "it"));
  kill(child, SIGKILL);
  waitpid(child, nullptr, 0);
  EXPECT_TRUE(FileLock::acquire(file, "it"));
  close(ready[0]);
  close(ready[1]);
}

TEST(Files, ARegularReadNeverWaitsForAPipe) {
  const TemporaryFolder folder;
  const auto pipe = folder.path() / "pipe";
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
  const auto read = read_regular_file(pipe);
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().code, Errc::io);
  EXPECT_NE(read.error().message.find("a device or a pipe"), std::string::npos);
  write_file_atomically(folder.path() / "plain", "text").value();
  EXPECT_EQ(read_regular_file(folder.path() / "plain").value(), "text");
}

}  // namespace
}  // namespace fwq::core
