// Tests of settings: table, checks, file, damage.
#include "fwq/core/settings.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "fwq/core/files.hpp"
#include "support/temporary_folder.hpp"

namespace fwq::core {
namespace {

namespace fs = std::filesystem;

TEST(SettingTable, IsSortedUniqueDescribedAndItsDefaultsAreAllowed) {
  const auto table = setting_table();
  EXPECT_TRUE(std::is_sorted(table.begin(), table.end(),
                             [](const auto& a, const auto& b) { return a.key < b.key; }));
  Settings settings;
  for (const auto& setting : table) {
    EXPECT_FALSE(setting.help_en.empty()) << setting.key;
    EXPECT_FALSE(setting.help_zh.empty()) << setting.key;
    EXPECT_TRUE(settings.set(setting.key, setting.initial)) << setting.key;
    EXPECT_TRUE(settings.is_default(setting.key)) << setting.key;
  }
}

TEST(Settings, KeepWhatWasSetAcrossSaveAndLoad) {
  const TemporaryFolder folder;
  const fs::path file = folder.path() / "config" / "config.json";
  auto settings = Settings::load(file);
  ASSERT_TRUE(settings);
  EXPECT_EQ(settings->text("indicators.flavour"), "tdx");
  ASSERT_TRUE(settings->set("indicators.flavour", "TALIB"));
  ASSERT_TRUE(settings->set("performance.thread_pool_size", "08"));
  ASSERT_TRUE(settings->save());
  const auto again = Settings::load(file);
  ASSERT_TRUE(again);
  EXPECT_TRUE(again->warnings().empty());
  EXPECT_EQ(again->text("indicators.flavour"), "talib");
  EXPECT_EQ(again->integer("performance.thread_pool_size"), 8);
  EXPECT_NE(read_file(file)->find("\"thread_pool_size\": 8"), std::string::npos);
}

TEST(Settings, RefuseUnknownKeysAndBadValuesWithAdvice) {
  Settings settings;
  const auto unknown = settings.set("indicators.flavor", "tdx");
  EXPECT_EQ(unknown.error().code, Errc::not_found);
  EXPECT_NE(unknown.error().message.find("did you mean indicators.flavour?"), std::string::npos)
      << unknown.error().message;
  EXPECT_EQ(settings.get("nothing.at.all").error().code, Errc::not_found);
  const auto bad = settings.set("indicators.flavour", "tdxx");
  EXPECT_EQ(bad.error().code, Errc::invalid_argument);
  EXPECT_NE(bad.error().message.find("talib, tdx"), std::string::npos) << bad.error().message;
  for (const char* value : {"", "-1", "1025", "2.5", "1e3", "many", "99999999999999999999"}) {
    EXPECT_FALSE(settings.set("performance.thread_pool_size", value)) << value;
  }
  EXPECT_EQ(settings.integer("performance.thread_pool_size"), 0);
}

TEST(Settings, ADamagedFileIsKeptBesideAndItsGoodValuesUsed) {
  const TemporaryFolder folder;
  const fs::path file = folder.path() / "config.json";
  const std::string damaged =
      R"({"indicators":{"flavour":"talib"},"ui":{"language":"klingon"},"log":{"levl":"info"}})";
  ASSERT_TRUE(write_file_atomically(file, damaged));
  const auto settings = Settings::load(file);
  ASSERT_TRUE(settings);
  EXPECT_EQ(settings->text("indicators.flavour"), "talib");
  EXPECT_EQ(settings->text("ui.language"), "auto");
  EXPECT_EQ(settings->warnings().size(), 3U);  // Two problems, and what was done.
  bool kept = false;
  for (const auto& entry : fs::directory_iterator(folder.path())) {
    if (entry.path().filename().string().starts_with("config.json.broken-"))
      kept = *read_file(entry.path()) == damaged;
  }
  EXPECT_TRUE(kept);
  EXPECT_TRUE(Settings::load(file)->warnings().empty()) << "the warning comes once";
  EXPECT_EQ(Settings::load(file)->text("indicators.flavour"), "talib");
}

// Every prefix of a good file is a file cut in half.
TEST(Settings, AFileCutAnywhereLoads) {
  const TemporaryFolder folder;
  const std::string whole = R"({"indicators":{"flavour":"talib"},"log":{"level":"debug"}})";
  for (std::size_t length = 0; length < whole.size(); ++length) {
    const fs::path file = folder.path() / std::to_string(length) / "config.json";
    ASSERT_TRUE(write_file_atomically(file, whole.substr(0, length)));
    const auto settings = Settings::load(file);
    ASSERT_TRUE(settings) << length;
    EXPECT_FALSE(settings->warnings().empty()) << length;
    EXPECT_EQ(settings->text("indicators.flavour"), "tdx");
  }
}

TEST(Settings, NestingWithoutEndIsRefused) {
  std::vector<std::string> problems;
  EXPECT_TRUE(parse_settings(std::string(100'000, '['), problems).empty());
  EXPECT_EQ(problems.size(), 1U);
}

}  // namespace
}  // namespace fwq::core
