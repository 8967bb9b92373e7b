// The bar store and other processes: killed writers, dead readers, waiting, limits of memory and disk.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <fstream>
#include <random>
#include <thread>

#include "fwq/data/store.hpp"
#include "support/fault_script.hpp"
#include "support/store_support.hpp"

namespace fwq::data {
namespace {

using namespace store_test;

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kSanitized = true;
#else
constexpr bool kSanitized = false;
#endif

// A running store_process, with pipes to its input and from its output.
class Process {
 public:
  Process(const std::string& mode, const std::filesystem::path& folder, std::size_t number = 0) {
    int in[2];
    int out[2];
    if (::pipe2(in, O_CLOEXEC) != 0 || ::pipe2(out, O_CLOEXEC) != 0)
      throw std::runtime_error("no pipe");
    const std::string text = std::to_string(number);
    id_ = ::fork();
    if (id_ == 0) {
      ::dup2(in[0], STDIN_FILENO);
      ::dup2(out[1], STDOUT_FILENO);
      ::execl(FWQ_STORE_PROCESS, FWQ_STORE_PROCESS, mode.c_str(), folder.c_str(), text.c_str(),
              nullptr);
      ::_exit(127);
    }
    ::close(in[0]);
    ::close(out[1]);
    input_ = in[1];
    output_ = out[0];
  }
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;
  ~Process() {
    if (id_ > 0) kill();
    end_input();
    ::close(output_);
  }

  // The next line of its output; "" at the end.
  std::string line() {
    std::string text;
    char byte = 0;
    while (::read(output_, &byte, 1) == 1 && byte != '\n') text += byte;
    return text;
  }
  void kill() {
    ::kill(id_, SIGKILL);
    (void)wait();
  }
  void end_input() {
    if (input_ >= 0) ::close(std::exchange(input_, -1));
  }
  // Its exit status, or -1 when a signal ended it.
  int wait() {
    int status = 0;
    ::waitpid(std::exchange(id_, -1), &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }

 private:
  pid_t id_ = -1;
  int input_ = -1, output_ = -1;
};

void expect_clean(const Store& store) {
  const auto report = store.verify().value();
  for (const auto& problem : report.problems)
    ADD_FAILURE() << problem.where << ": " << problem.what;
}

TEST(StoreFault, KeepsEveryCommittedBarWhenTheWriterIsKilled) {
  const TempFolder folder;
  std::mt19937 random(20240102);
  FaultModel model;
  std::size_t next = 0;  // The transaction that comes after what the model holds.
  std::size_t unacknowledged = 0;
  constexpr int kKills = kSanitized ? 40 : 220;
  for (int round = 0; round < kKills; ++round) {
    {
      Process writer("write", folder.store(), next);
      std::size_t acknowledged = next;
      const auto wait_for = random() % 6;
      for (auto i = wait_for; i > 0; --i) acknowledged = std::stoull(writer.line()) + 1;
      std::this_thread::sleep_for(
          std::chrono::microseconds(random() % (wait_for == 0 ? 12'000 : 4'000)));
      writer.kill();
      for (std::string line = writer.line(); !line.empty(); line = writer.line())
        acknowledged = std::stoull(line) + 1;
      for (; next < acknowledged; ++next) apply_to(model, next);
    }
    const Store store = Store::open(folder.store()).value();
    const Snapshot snapshot = store.snapshot().value();
    if (!equals(snapshot, model)) {
      apply_to(
          model,
          next++);  // At most one commit may have been made and not yet acknowledged, and that whole.
      ++unacknowledged;
      ASSERT_TRUE(equals(snapshot, model)) << "round " << round << ", after transaction " << next;
    }
    expect_clean(store);
    if (HasFailure()) return;
  }
  EXPECT_GT(next, kSanitized ? 20U : 300U) << "the writer hardly came to write";
  RecordProperty("transactions", static_cast<int>(next));
  RecordProperty("unacknowledged", static_cast<int>(unacknowledged));
}

TEST(StoreFault, KeepsEveryBarWhenCompactingIsKilled) {
  const TempFolder folder;
  FaultModel model;
  {
    auto store = Store::open(folder.store()).value();
    for (std::size_t transaction = 0; transaction < 60; ++transaction) {
      auto writer = store.write().value();
      apply_to(writer, transaction);
      apply_to(model, transaction);
      writer.commit().value();
    }
  }
  std::mt19937 random(7);
  for (int round = 0; round < 25; ++round) {
    {
      Process process("compact", folder.store());
      (void)process.line();
      std::this_thread::sleep_for(std::chrono::microseconds(random() % 20'000));
      process.kill();
    }
    const Store store = Store::open(folder.store()).value();
    ASSERT_TRUE(equals(store.snapshot().value(), model)) << "round " << round;
    expect_clean(store);
    EXPECT_FALSE(std::filesystem::exists(folder.store() / "compact.tmp"))
        << "left by the killed process";
  }
}

TEST(StoreFault, AnotherProcessSeesWholeCommitsOnly) {
  const TempFolder folder;
  auto store = Store::open(folder.store()).value();
  Process reader("read", folder.store());
  const auto commit = [&](std::uint64_t seed) {
    auto writer = store.write().value();
    for (unsigned i = 0; i < 10; ++i) {
      (void)writer
          .replace(symbol_number(i), Period::day, bars_from(0, 100 + seed % 50, seed).view())
          .value();
      (void)writer.erase(symbol_number(i), Period::day, {.from = day_time(100 + seed % 50)})
          .value();
    }
    writer.commit().value();
  };
  commit(1);
  EXPECT_EQ(reader.line(), "ready");
  for (std::uint64_t seed = 2; seed < 200; ++seed) commit(seed);
  reader.end_input();
  EXPECT_EQ(reader.wait(), 0);
}

TEST(StoreFault, ASecondWriterWaitsForTheFirst) {
  const TempFolder folder;
  auto store = Store::open(folder.store()).value();
  Process first("block", folder.store());
  ASSERT_EQ(first.line(), "ready");
  std::thread release([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    first.end_input();
  });
  const auto begun = std::chrono::steady_clock::now();
  auto writer = store.write().value();
  EXPECT_GE(std::chrono::steady_clock::now() - begun, std::chrono::milliseconds(40));
  apply_to(writer, 1);  // Would fail if transaction 0 came later: its bars are older.
  writer.commit().value();
  release.join();
  EXPECT_EQ(first.wait(), 0);
  FaultModel model;
  apply_to(model, 0);
  apply_to(model, 1);
  EXPECT_TRUE(equals(store.snapshot().value(), model));
}

TEST(StoreFault, TheWriterGoesOnWhenTheOneBeforeDiedInTheMiddle) {
  const TempFolder folder;
  auto store = Store::open(folder.store()).value();
  Process first("block", folder.store());
  ASSERT_EQ(first.line(), "ready");
  first.kill();
  auto writer = store.write().value();
  apply_to(writer, 0);
  writer.commit().value();
  expect_clean(store);
}

TEST(StoreFault, ADeadReaderDoesNotLetTheFileGrow) {
  const TempFolder folder;
  auto store = Store::open(folder.store()).value();
  const auto update = [&](std::uint64_t seed) {
    auto writer = store.write().value();
    (void)writer.replace(kSymbol, Period::day, bars_from(0, 5000, seed).view()).value();
    writer.commit().value();
  };
  update(1);
  {
    Process reader("hold", folder.store());
    ASSERT_EQ(reader.line(), "ready");
    reader.kill();
  }
  for (std::uint64_t seed = 2; seed < 60; ++seed) update(seed);
  EXPECT_LT(store.file_bytes(), 6U * 5000 * 56)
      << "pages of the dead reader's time were never used again";
}

TEST(StoreFault, CompactRefusesWhileAnotherProcessHasTheStoreOpen) {
  const TempFolder folder;
  auto store = Store::open(folder.store()).value();
  Process other("hold", folder.store());
  ASSERT_EQ(other.line(), "ready");
  const auto refused = store.compact();
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Errc::unavailable);
  other.end_input();
  EXPECT_EQ(other.wait(), 0);
  EXPECT_TRUE(store.compact());
}

TEST(StoreFault, WorksInLittleAddressSpace) {
  if (kSanitized) GTEST_SKIP() << "sanitizers need more address space than the limit";
  const TempFolder folder;
  Process process("limited", folder.store());
  EXPECT_EQ(process.wait(), 0);
}

// A small file system in memory; tests skip where it cannot be mounted (needs root).
class SmallDisk {
 public:
  explicit SmallDisk(const std::filesystem::path& folder) : folder_(folder) {
    std::filesystem::create_directories(folder_);
    mounted_ = ::mount("tmpfs", folder_.c_str(), "tmpfs", 0, "size=4m") == 0;
  }
  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;
  ~SmallDisk() {
    if (mounted_) ::umount(folder_.c_str());
  }
  bool mounted() const { return mounted_; }

 private:
  std::filesystem::path folder_;
  bool mounted_ = false;
};

void fill_up(const std::filesystem::path& file) {
  std::ofstream out(file, std::ios::binary);
  const std::string block(4096, 'x');
  while (out.write(block.data(), static_cast<std::streamsize>(block.size())).flush()) {
  }
}

TEST(StoreFault, AFullDiskFailsTheCommitAndNothingElse) {
  const TempFolder folder;
  const SmallDisk disk(folder.path() / "disk");
  if (!disk.mounted()) GTEST_SKIP() << "cannot mount a tmpfs here (not root)";
  auto store = Store::open(folder.path() / "disk" / "store").value();
  {
    auto writer = store.write().value();
    (void)writer.replace(kSymbol, Period::day, bars_from(0, 3000).view()).value();
    writer.commit().value();
  }
  const std::filesystem::path ballast = folder.path() / "disk" / "ballast";
  fill_up(ballast);
  for (int attempt = 0; attempt < 3; ++attempt) {
    auto writer = store.write().value();
    const auto written = writer.replace(kSymbol, Period::day, bars_from(0, 16'000, 2).view());
    const auto committed = writer.commit();
    ASSERT_FALSE(written.has_value() && committed.has_value());
    const Error& error = written ? committed.error() : written.error();
    EXPECT_EQ(error.code, Errc::io);
    EXPECT_NE(error.message.find("free some space"), std::string::npos) << error.message;
  }
  EXPECT_TRUE(same_rows(store.snapshot().value().bars(kSymbol, Period::day).value(),
                        bars_from(0, 3000).view()));
  expect_clean(store);
  std::filesystem::remove(ballast);
  auto writer = store.write().value();
  (void)writer.replace(kSymbol, Period::day, bars_from(0, 16'000, 2).view()).value();
  writer.commit().value();
  EXPECT_EQ(store.snapshot().value().find(kSymbol, Period::day)->bars, 16'000U);
  expect_clean(store);
}

TEST(StoreFault, MakingAStoreOnAFullDiskIsAnErrorAndNoCrash) {
  const TempFolder folder;
  const SmallDisk disk(folder.path() / "disk");
  if (!disk.mounted()) GTEST_SKIP() << "cannot mount a tmpfs here (not root)";
  fill_up(folder.path() / "disk" / "ballast");
  const auto store = Store::open(folder.path() / "disk" / "store");
  ASSERT_FALSE(store);
  EXPECT_EQ(store.error().code, Errc::io);
  EXPECT_NE(store.error().message.find("free some space"), std::string::npos)
      << store.error().message;
  std::filesystem::remove(folder.path() / "disk" / "ballast");
  EXPECT_TRUE(Store::open(folder.path() / "disk" / "store"));
}

}  // namespace
}  // namespace fwq::data
