// Tests of the types of settings: sizes, lists, and their forms in JSON.
#include "setting_values.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace fwq::core {
namespace {

constexpr std::uint64_t kMb = 1U << 20U;

constexpr SettingDef kCache{.key = "performance.cache_size",
                            .type = SettingType::size,
                            .initial = "1000MB",
                            .min = 0,
                            .max = 64.0 * 1024 * kMb,
                            .unit = "MB"};
constexpr SettingDef kLimit{.key = "performance.memory_limit",
                            .type = SettingType::size,
                            .initial = "4GB",
                            .min = 64.0 * kMb,
                            .max = 1024.0 * 1024 * kMb};
constexpr SettingDef kSources{.key = "data_sources.fallback",
                              .type = SettingType::list,
                              .initial = "tdx,csv",
                              .max = 3,
                              .choices = "store,tdx,csv"};
constexpr SettingDef kTags{
    .key = "tags", .type = SettingType::list, .initial = "", .min = 1, .max = 2};

TEST(SizeSetting, ReadsTheFormsThatPeopleWrite) {
  EXPECT_EQ(*parse_size("4GB"), 4096 * kMb);
  EXPECT_EQ(*parse_size(" 512 mb "), 512 * kMb);
  EXPECT_EQ(*parse_size("1.5GiB"), 1536 * kMb);
  EXPECT_EQ(*parse_size("2T"), 2 * 1024 * 1024 * kMb);
  EXPECT_EQ(*parse_size("100B"), 100U);
  EXPECT_EQ(*parse_size("100"), 100U);
  EXPECT_EQ(*parse_size("1000", "MB"), 1000 * kMb);
  EXPECT_EQ(*parse_size("0"), 0U);
  for (const char* bad : {"", "GB", "-1GB", "4 G B", "4XB", "1.2.3MB", "1e3MB", "nan", "inf",
                          "0x10", "99999999999TB", "4GBGB", "."}) {
    EXPECT_FALSE(parse_size(bad)) << bad;
  }
}

RC_GTEST_PROP(SizeSetting, IsExactAfterPrintingAndReading, ()) {
  const auto bytes = *rc::gen::inRange<std::uint64_t>(0, (1ULL << 53U) + 1);
  RC_ASSERT(*parse_size(size_text(bytes)) == bytes);
  const auto megabytes = *rc::gen::inRange<std::uint64_t>(0, 1ULL << 20U) * kMb;
  RC_ASSERT(*parse_size(size_text(megabytes)) == megabytes);
}

TEST(SizeSetting, IsStoredInItsShortestFormAndKeptInRange) {
  EXPECT_EQ(*check_setting(kLimit, "4096 mb"), "4GB");
  EXPECT_EQ(*check_setting(kCache, "1000"), "1000MB");
  EXPECT_EQ(*check_setting(kCache, "0"), "0B");
  EXPECT_EQ(size_text(1536 * 1024), "1536KB");
  for (const char* bad : {"1MB", "2000TB", "", "lots"}) {
    const auto refused = check_setting(kLimit, bad);
    ASSERT_FALSE(refused) << bad;
    EXPECT_NE(refused.error().message.find("performance.memory_limit"), std::string::npos);
  }
  EXPECT_NE(check_setting(kLimit, "1MB").error().message.find("64MB … 1TB"), std::string::npos)
      << check_setting(kLimit, "1MB").error().message;
}

// The product document writes {"cache_size": 1000, "memory_limit": "4GB"}.
TEST(SizeSetting, IsInAFileAsTheProductDocumentWritesIt) {
  EXPECT_EQ(*setting_from_json(kCache, nlohmann::json(1000)), "1000MB");
  EXPECT_EQ(setting_to_json(kCache, "1000MB"), 1000);
  EXPECT_EQ(*setting_from_json(kCache, nlohmann::json(0.5)), "512KB");
  EXPECT_EQ(setting_to_json(kCache, "512KB"), "512KB");
  EXPECT_EQ(*setting_from_json(kLimit, nlohmann::json("4GB")), "4GB");
  EXPECT_EQ(setting_to_json(kLimit, "4GB"), "4GB");
  EXPECT_FALSE(setting_from_json(kLimit, nlohmann::json(nullptr)));
  EXPECT_FALSE(setting_from_json(kLimit, nlohmann::json::array({"4GB"})));
}

TEST(ListSetting, TakesKnownWordsOnceAndInOrder) {
  EXPECT_EQ(*check_setting(kSources, "CSV, tdx"), "csv,tdx");
  EXPECT_EQ(*check_setting(kSources, ""), "");
  EXPECT_EQ(*check_setting(kSources, " "), "");
  EXPECT_NE(check_setting(kSources, "tdx,cvs").error().message.find("did you mean csv?"),
            std::string::npos);
  for (const char* bad : {"tdx,tdx", "tdx,,csv", ",", "tdx,", "store,tdx,csv,store"})
    EXPECT_FALSE(check_setting(kSources, bad)) << bad;
  EXPECT_EQ(*check_setting(kTags, "any word,另一个"), "any word,另一个");
  EXPECT_FALSE(check_setting(kTags, ""));
  EXPECT_FALSE(check_setting(kTags, "a,b,c"));
  EXPECT_EQ(words_from(""), std::vector<std::string>{});
  EXPECT_EQ(words_from("a,b"), (std::vector<std::string>{"a", "b"}));
}

TEST(ListSetting, IsAListInAFile) {
  EXPECT_EQ(setting_to_json(kSources, "csv,tdx"), nlohmann::json::array({"csv", "tdx"}));
  EXPECT_EQ(setting_to_json(kSources, ""), nlohmann::json::array());
  EXPECT_EQ(*setting_from_json(kSources, nlohmann::json::array({"csv", "TDX"})), "csv,tdx");
  EXPECT_EQ(*setting_from_json(kSources, nlohmann::json::array()), "");
  EXPECT_EQ(*setting_from_json(kSources, nlohmann::json("csv,tdx")), "csv,tdx");
  EXPECT_FALSE(setting_from_json(kSources, nlohmann::json::array({"csv,tdx"})));
  EXPECT_FALSE(setting_from_json(kSources, nlohmann::json::array({1})));
  EXPECT_FALSE(setting_from_json(kSources, nlohmann::json::array({""})));
  EXPECT_FALSE(setting_from_json(kSources, nlohmann::json::object()));
}

TEST(SettingTypes, SayWhatIsAllowed) {
  EXPECT_EQ(allowed_text(kCache), "0B … 64GB");
  EXPECT_EQ(allowed_text(kSources), "store, tdx, csv (a,b,…)");
  EXPECT_EQ(allowed_text(kTags), "a,b,…");
}

}  // namespace
}  // namespace fwq::core
