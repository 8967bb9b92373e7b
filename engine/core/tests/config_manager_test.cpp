// Tests of the config manager: values, notification, the file, and threads.
#include "fwq/core/config_manager.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <atomic>
#include <optional>
#include <stdexcept>
#include <thread>

#include "fwq/core/files.hpp"
#include "fwq/core/log.hpp"
#include "support/temporary_folder.hpp"

namespace fwq::core {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using FileState = ConfigManager::FileState;

// A manager over a file in a folder of its own, without waiting for half-written files.
struct Desk {
  TemporaryFolder folder;
  fs::path file = folder.path() / "config.json";
  std::unique_ptr<ConfigManager> config;

  explicit Desk(std::string_view json = "{}", std::chrono::milliseconds settle = 0ms) {
    set_up_log({.console_level = LogLevel::off}).value();
    write(json);
    config = ConfigManager::open(file, {.settle = settle}).value();
  }
  void write(std::string_view json) const {
    std::this_thread::sleep_for(5ms);  // The file's time has to be another one.
    write_file_atomically(file, json).value();
  }
  std::size_t broken_copies() const {
    std::size_t count = 0;
    for (const auto& entry : fs::directory_iterator(folder.path()))
      count += entry.path().string().find(".broken-") != std::string::npos ? 1U : 0U;
    return count;
  }
};

TEST(ConfigManager, GivesTypedValuesAndTheFallbackForAnUnknownName) {
  const Desk desk(R"({"performance":{"thread_pool_size":8},"ui":{"language":"zh"}})");
  EXPECT_EQ(desk.config->get("ui.language", "en"), "zh");
  EXPECT_EQ(desk.config->get("no.such", "fallback"), "fallback");
  EXPECT_EQ(desk.config->integer("performance.thread_pool_size"), 8);
  EXPECT_EQ(desk.config->text("indicators.flavour"), "tdx");
  EXPECT_NE(desk.config->value("ui.langage").error().message.find("did you mean ui.language?"),
            std::string::npos);
  EXPECT_EQ(desk.config->set("ui.language", "klingon").error().code, Errc::invalid_argument);
  EXPECT_EQ(desk.config->set("no.such", "1").error().code, Errc::not_found);
}

TEST(ConfigManager, TellsSubscribersOfAKeyAndOfAGroup) {
  const Desk desk;
  std::vector<std::string> seen;
  const auto note = [&](const char* who) {
    return [&seen, who](const SettingChange& change) {
      seen.push_back(std::string(who) + " " + change.key + " " + change.old_value + ">" +
                     change.new_value);
    };
  };
  const auto key = desk.config->on_change("ui.language", note("key"));
  const auto group = desk.config->on_change("ui", note("group"));
  const auto other = desk.config->on_change("performance.", note("other"));
  const auto all = desk.config->on_change("", note("all"));
  ASSERT_TRUE(key && group && other && all);
  ASSERT_TRUE(desk.config->set("ui.language", "ZH"));
  ASSERT_TRUE(desk.config->set("ui.language", "zh"));  // No change, no call.
  EXPECT_EQ(seen, (std::vector<std::string>{"key ui.language auto>zh", "group ui.language auto>zh",
                                            "all ui.language auto>zh"}));
  EXPECT_EQ(desk.config->on_change("ui.lang", note("x")).error().code, Errc::not_found);
  EXPECT_EQ(desk.config->on_change("u", note("x")).error().code, Errc::not_found);
}

TEST(ConfigManager, AHandlerMayUnsubscribeItselfSetAgainAndThrow) {
  const Desk desk;
  std::vector<std::string> seen;
  std::optional<ConfigManager::Subscription> own;
  own = std::move(*desk.config->on_change("ui.language", [&](const SettingChange& change) {
    seen.push_back("once " + change.new_value);
    own->unsubscribe();
    EXPECT_TRUE(desk.config->set("ui.language", "en"));
    seen.emplace_back("after");  // Its own change is told after it returns.
  }));
  const auto thrower =
      desk.config->on_change("ui", [](const SettingChange&) { throw std::runtime_error("x"); });
  const auto last = desk.config->on_change(
      "ui", [&](const SettingChange& change) { seen.push_back(change.new_value); });
  ASSERT_TRUE(desk.config->set("ui.language", "zh"));
  EXPECT_EQ(seen, (std::vector<std::string>{"once zh", "after", "zh", "en"}));
}

TEST(ConfigManager, SubscriptionsEndWithTheirObjectAndMayOutliveTheManager) {
  int calls = 0;
  ConfigManager::Subscription late;
  {
    const Desk desk;
    {
      const auto dropped = desk.config->on_change("ui", [&](const SettingChange&) { ++calls; });
    }
    late = std::move(*desk.config->on_change("ui", [&](const SettingChange&) { calls += 10; }));
    ASSERT_TRUE(desk.config->set("ui.language", "en"));
  }
  EXPECT_EQ(calls, 10);
}

TEST(ConfigManager, ReadsAFileThatAnotherProgramChanged) {
  const Desk desk(R"({"ui":{"language":"zh"}})");
  EXPECT_EQ(*desk.config->check_file(), FileState::unchanged);
  std::vector<std::string> seen;
  const auto all = desk.config->on_change(
      "", [&](const SettingChange& c) { seen.push_back(c.key + "=" + c.new_value); });
  desk.write(R"({"log":{"level":"debug"}})");
  EXPECT_EQ(*desk.config->check_file(), FileState::reloaded);
  EXPECT_EQ(seen, (std::vector<std::string>{"log.level=debug", "ui.language=auto"}));
  EXPECT_EQ(*desk.config->check_file(), FileState::unchanged);
  desk.write(R"({"log": {"level": "debug"}})");  // Other bytes, same values.
  EXPECT_EQ(*desk.config->check_file(), FileState::unchanged);
  fs::remove(desk.file);
  EXPECT_EQ(*desk.config->check_file(), FileState::unchanged);
  EXPECT_EQ(desk.config->text("log.level"), "debug");
}

TEST(ConfigManager, SavingKeepsWhatAnotherProgramWroteAndIsNotReadBack) {
  const Desk desk;
  ASSERT_TRUE(desk.config->set("ui.language", "zh"));
  desk.write(R"({"log":{"level":"debug"},"ui":{"language":"en"}})");
  int calls = 0;
  const auto log_level = desk.config->on_change("log", [&](const SettingChange&) { ++calls; });
  ASSERT_TRUE(desk.config->save());
  EXPECT_EQ(calls, 1);
  EXPECT_EQ(*desk.config->check_file(), FileState::unchanged);
  const auto written = Settings::load(desk.file);
  EXPECT_EQ(written->text("log.level"), "debug");
  EXPECT_EQ(written->text("ui.language"), "zh") << "what was set here wins";
  // Saved is saved: from now on the file decides again.
  desk.write(R"({"ui":{"language":"en"}})");
  EXPECT_EQ(*desk.config->check_file(), FileState::reloaded);
  EXPECT_EQ(desk.config->text("ui.language"), "en");
}

TEST(ConfigManager, AFileBeingWrittenIsLeftUntilItSettles) {
  const Desk desk("{}", 60ms);
  desk.write(R"({"ui":{"lang)");
  EXPECT_EQ(*desk.config->check_file(), FileState::settling);
  desk.write(R"({"ui":{"language":"zh"}})");
  EXPECT_EQ(*desk.config->check_file(), FileState::settling);
  std::this_thread::sleep_for(70ms);
  EXPECT_EQ(*desk.config->check_file(), FileState::reloaded);
  EXPECT_EQ(desk.config->text("ui.language"), "zh");
  EXPECT_EQ(desk.broken_copies(), 0U);
}

TEST(ConfigManager, ADamagedFileWhileRunningChangesNothingAndIsKeptBesideOnce) {
  const Desk desk(R"({"ui":{"language":"zh"}})");
  for (const char* damaged :
       {R"({"ui":{"lang)", R"({"ui":{"langage":"en"}})", R"({"ui":{"language":"xx"}})", ""}) {
    desk.write(damaged);
    EXPECT_EQ(*desk.config->check_file(), FileState::damaged) << damaged;
    EXPECT_EQ(*desk.config->check_file(), FileState::unchanged) << damaged;
    EXPECT_EQ(desk.config->text("ui.language"), "zh");
    EXPECT_EQ(*read_file(desk.file), damaged) << "a file someone edits is not written over";
  }
  EXPECT_EQ(desk.broken_copies(), 4U);
  desk.write(R"({"ui":{"lang)");  // Seen before.
  EXPECT_EQ(*desk.config->check_file(), FileState::damaged);
  EXPECT_EQ(desk.broken_copies(), 4U);
  ASSERT_TRUE(desk.config->save());
  EXPECT_EQ(Settings::load(desk.file)->text("ui.language"), "zh");
}

TEST(Settings, RepeatedDamageDoesNotFillTheFolder) {
  Desk desk;
  for (int i = 0; i < 30; ++i) {
    desk.write("{\"x" + std::to_string(i % 25) + "\":1}");
    ASSERT_EQ(Settings::load(desk.file)->warnings().size(), 2U);
  }
  EXPECT_EQ(desk.broken_copies(), 20U);
}

TEST(ConfigManager, TheWatchFindsAChangeAndEndsWhenAsked) {
  const Desk desk("{}", 20ms);
  std::atomic<bool> seen = false;
  const auto language = desk.config->on_change("ui.language", [&](const SettingChange&) {
    seen = true;
    desk.config->stop_watching();  // From the watching thread itself.
  });
  desk.config->start_watching(5ms);
  desk.write(R"({"ui":{"language":"zh"}})");
  for (int i = 0; i < 1000 && !seen; ++i) std::this_thread::sleep_for(5ms);
  EXPECT_TRUE(seen);
  desk.config->start_watching(5ms);  // Twice is fine.
  desk.config->start_watching(5ms);
}

TEST(ConfigManager, ThreadsSetReadSaveCheckAndSubscribeAtOnce) {
  const Desk desk;
  std::atomic<int> told = 0;
  std::string last;
  const auto all = desk.config->on_change("", [&](const SettingChange& change) {
    // One at a time and in order: each change begins where the last one of that key ended.
    if (change.key == "performance.thread_pool_size") {
      if (!last.empty()) {
        EXPECT_EQ(change.old_value, last);
      }
      last = change.new_value;
    }
    ++told;
  });
  std::vector<std::jthread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < 200; ++i) {
        EXPECT_TRUE(
            desk.config->set("performance.thread_pool_size", std::to_string((i + t) % 100)));
        EXPECT_GE(desk.config->integer("performance.thread_pool_size"), 0);
        const auto short_lived = desk.config->on_change("ui", [](const SettingChange&) {});
        if (i % 50 == 0) {
          EXPECT_TRUE(desk.config->save());
          EXPECT_TRUE(desk.config->check_file());
        }
      }
    });
  }
  threads.clear();
  EXPECT_GT(told, 200);
  EXPECT_EQ(last, desk.config->text("performance.thread_pool_size"));
}

// After unsubscribe() returns, the handler's captures may go.
TEST(ConfigManager, UnsubscribingWaitsForTheHandlerThatRuns) {
  const Desk desk;
  for (int round = 0; round < 50; ++round) {
    auto alive = std::make_unique<std::atomic<int>>(0);
    auto subscription =
        desk.config->on_change("ui.language", [raw = alive.get()](const SettingChange&) {
          for (int i = 0; i < 100; ++i) ++*raw;
        });
    std::jthread setter(
        [&] { EXPECT_TRUE(desk.config->set("ui.language", round % 2 == 0 ? "zh" : "en")); });
    subscription->unsubscribe();
    alive.reset();
  }
}

TEST(ConfigManager, AFileThatCannotBeWrittenIsAnErrorThatSaysWhatToDo) {
  const auto config = ConfigManager::open("/proc/fwq/config.json");
  ASSERT_TRUE(config);
  ASSERT_TRUE((*config)->set("ui.language", "zh"));
  const auto saved = (*config)->save();
  ASSERT_FALSE(saved);
  EXPECT_EQ((*config)->text("ui.language"), "zh") << "it stays in force";
}

TEST(ConfigManager, APipeInPlaceOfTheFileIsAnErrorAndNoWait) {
  Desk desk(R"({"ui":{"language":"zh"}})");
  fs::remove(desk.file);
  ASSERT_EQ(::mkfifo(desk.file.c_str(), 0600), 0);
  const auto looked = desk.config->check_file();
  ASSERT_TRUE(!looked || *looked == FileState::unchanged);
  ASSERT_TRUE(desk.config->set("ui.language", "en"));
  const auto saved = desk.config->save();
  ASSERT_FALSE(saved);
  EXPECT_EQ(saved.error().code, Errc::io);
  EXPECT_EQ(desk.config->text("ui.language"), "en");
}

}  // namespace
}  // namespace fwq::core
