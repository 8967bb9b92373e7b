// Searches and versions of patterns in the database: numbers, tags, what is in force, and what is refused.
#include <gtest/gtest.h>

#include "fwq/data/system_db.hpp"
#include "support/temp_folder.hpp"

namespace fwq::data {
namespace {

struct Versions : testing::Test {
  test::TempFolder folder;
  SystemDb db = open();
  SystemDb open() const { return SystemDb::open(folder.path() / "system.sqlite").value(); }

  static PatternVersionRecord version(std::string id, std::string pattern = "hammer") {
    return {.pattern = std::move(pattern),
            .number = 0,
            .id = std::move(id),
            .parent = 1,
            .time = 1'700'000'000,
            .author = "me",
            .method = "genetic",
            .message = "tried",
            .parameters = "{\"a\":1}",
            .metrics = "{}",
            .data_hash = "d"};
  }
};

TEST_F(Versions, AreNumberedFromTwoAndKeptOnce) {
  EXPECT_EQ(db.put_version(version("x")).value(), 2);
  EXPECT_EQ(db.put_version(version("y")).value(), 3);
  EXPECT_EQ(db.put_version(version("x")).value(), 2) << "the same parameters";
  EXPECT_EQ(db.put_version(version("x", "doji")).value(), 2) << "numbers are each pattern's own";
  const auto all = open().versions("hammer").value();
  ASSERT_EQ(all.size(), 2U);
  auto first = version("x");
  first.number = 2;
  EXPECT_EQ(all[0], first);
  EXPECT_EQ(db.versions().value().size(), 3U);
}

TEST_F(Versions, GiveNoNumberTwice) {
  ASSERT_TRUE(db.put_version(version("x")));
  ASSERT_TRUE(db.put_version(version("y")));
  ASSERT_TRUE(db.remove_version("hammer", 3));
  EXPECT_EQ(db.versions("hammer").value().size(), 1U);
  EXPECT_EQ(db.put_version(version("y")).value(), 4) << "removed and made again";
}

TEST_F(Versions, CannotLoseTheOneInForce) {
  ASSERT_TRUE(db.put_version(version("x")));
  ASSERT_TRUE(db.put_tag({"hammer", "", 2}));
  const auto refused = db.remove_version("hammer", 2);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Errc::invalid_argument);
  ASSERT_TRUE(db.put_tag({"hammer", "", 1}));
  ASSERT_TRUE(db.remove_version("hammer", 2));
  EXPECT_EQ(db.remove_version("hammer", 1).error().code, Errc::not_found)
      << "the defaults are not stored";
}

TEST_F(Versions, HaveTagsAndMeasuresThatGoWithThem) {
  ASSERT_TRUE(db.put_version(version("x")));
  ASSERT_TRUE(db.put_tag({"hammer", "cautious", 2}));
  ASSERT_TRUE(db.put_tag({"hammer", "", 1}));
  EXPECT_EQ(db.put_tag({"hammer", "other", 7}).error().code, Errc::not_found);
  ASSERT_TRUE(db.put_measure("hammer", {2, 5, "d", "{}"}));
  ASSERT_TRUE(db.put_measure("hammer", {2, 9, "e", "{}"}));
  ASSERT_TRUE(db.put_measure("hammer", {1, 7, "e", "{}"}));
  EXPECT_EQ(db.put_measure("hammer", {9, 7, "e", "{}"}).error().code, Errc::not_found);
  EXPECT_EQ(db.version_tags("hammer").value(),
            (std::vector<VersionTag>{{"hammer", "", 1}, {"hammer", "cautious", 2}}));
  EXPECT_EQ(db.version_measures("hammer").value().size(), 3U);
  ASSERT_TRUE(db.remove_version("hammer", 2));
  EXPECT_EQ(db.version_tags("hammer").value().size(), 1U);
  EXPECT_EQ(db.version_measures("hammer").value().size(), 1U);
  EXPECT_EQ(db.remove_tag("hammer", "cautious").error().code, Errc::not_found);
  ASSERT_TRUE(db.remove_tag("hammer", ""));
}

TEST_F(Versions, SearchesKeepTheirTrialsInOrder) {
  OptimizationRecord search{.id = "o1",
                            .time = 5,
                            .pattern = "hammer",
                            .state = "running",
                            .config = "{}",
                            .result = "{}"};
  ASSERT_TRUE(db.put_optimization(search));
  for (std::size_t i = 0; i < 5; ++i) ASSERT_TRUE(db.put_trial("o1", i, "t" + std::to_string(i)));
  EXPECT_EQ(open().trials("o1").value().size(), 5U);
  ASSERT_TRUE(db.put_trial("o1", 2, "again"));
  EXPECT_EQ(db.trials("o1").value(), (std::vector<std::string>{"t0", "t1", "again"}))
      << "what came after gives way";
  ASSERT_TRUE(db.put_trial("o1", 7, "far"));
  EXPECT_EQ(db.trials("o1").value().size(), 3U) << "as far as none is missing";
  search.state = "done";
  ASSERT_TRUE(db.put_optimization(search));
  ASSERT_TRUE(db.put_optimization(
      {.id = "o2", .time = 9, .pattern = "doji", .state = "done", .config = "{}", .result = "{}"}));
  EXPECT_EQ(db.optimizations().value().front().id, "o2");
  EXPECT_EQ(db.optimizations("hammer").value(), std::vector{search});
  EXPECT_EQ(db.optimizations("", 1).value().size(), 1U);
  ASSERT_TRUE(db.remove_optimization("o1"));
  EXPECT_TRUE(db.trials("o1").value().empty());
}

}  // namespace
}  // namespace fwq::data
