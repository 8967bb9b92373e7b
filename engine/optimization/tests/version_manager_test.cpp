// Versions of a pattern's parameters: numbers, what is in force, and what is refused.
#include "fwq/optimization/version_manager.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <random>

#include "paying_market.hpp"

namespace fwq::optimization {
namespace {

namespace fs = std::filesystem;

struct VersionsOfPatterns : testing::Test {
  fs::path folder =
      fs::temp_directory_path() / ("fwq-versions-" + std::to_string(std::random_device()()));
  data::SystemDb db = data::SystemDb::open(folder / "system.sqlite").value();
  VersionManager versions{db};
  const analysis::PatternDef& hammer = test::pattern("hammer");
  std::vector<double> defaults = [this] {
    std::vector<double> out;
    for (const auto& param : hammer.params) out.push_back(param.value);
    return out;
  }();
  ~VersionsOfPatterns() override { fs::remove_all(folder); }

  std::vector<double> changed(double by) const {
    auto out = defaults;
    out[0] += by;
    return out;
  }
  PatternVersion save(double by, const std::string& message = "") {
    return versions.save_version(hammer, changed(by), {.time = 1'700'000'000, .message = message})
        .value();
  }
};

TEST_F(VersionsOfPatterns, BeginWithTheDefaultsInForce) {
  const auto history = versions.get_version_history(hammer).value();
  ASSERT_EQ(history.size(), 1U);
  EXPECT_EQ(history[0].number, 1);
  EXPECT_TRUE(history[0].active);
  EXPECT_EQ(history[0].parameters, defaults);
  EXPECT_EQ(history[0].id.size(), 16U);
}

TEST_F(VersionsOfPatterns, AreKeptOncePerParametersNewestFirst) {
  EXPECT_EQ(save(0.1, "first").number, 2);
  EXPECT_EQ(save(0.2).number, 3);
  EXPECT_EQ(save(0.1, "again").number, 2);
  EXPECT_EQ(versions.save_version(hammer, defaults, {}).value().number, 1)
      << "the defaults are there already";
  const auto history = versions.get_version_history(hammer).value();
  ASSERT_EQ(history.size(), 3U);
  EXPECT_EQ(history[0].number, 3);
  EXPECT_EQ(history[1].message, "first");
  EXPECT_EQ(history[1].parent, 1);
  EXPECT_EQ(history[1].parameters, changed(0.1));
}

TEST_F(VersionsOfPatterns, ArePutInForceByNumberIdAndTagAndRolledBack) {
  const auto two = save(0.1), three = save(0.2);
  EXPECT_TRUE(versions.activate_version(hammer, "2").value().active);
  const auto four = save(0.3);
  EXPECT_EQ(four.parent, 2) << "it was made from the one in force";
  EXPECT_EQ(versions.activate_version(hammer, four.id.substr(0, 8)).value().number, 4);
  EXPECT_EQ(versions.roll_back(hammer).value().number, 2);
  EXPECT_EQ(versions.roll_back(hammer).value().number, 1);
  EXPECT_EQ(versions.roll_back(hammer).error().code, Errc::invalid_argument);
  ASSERT_TRUE(versions.tag(hammer, "3", "cautious"));
  EXPECT_EQ(versions.activate_version(hammer, "cautious").value().number, three.number);
  EXPECT_EQ(versions.activate_version(hammer, "9").error().code, Errc::not_found);
  EXPECT_EQ(versions.activate_version(hammer, "ffff").error().code, Errc::not_found);
  EXPECT_EQ(versions.active(hammer).value().number, 3) << "a wrong name changes nothing";
}

TEST_F(VersionsOfPatterns, ChangeWhatTheRecognizerFindsFromTheNextCallOn) {
  const auto series = test::market(1, 800, false, 3)[0].bars;
  const auto hits = [&] {
    return analysis::PatternRecognizer(active_parameters(db).value())
        .recognize_patterns(series, {"hammer"}, 0)
        .value()
        .size();
  };
  const auto usual = hits();
  // The longest lower shadow that may be asked for.
  auto strict = defaults;
  for (std::size_t i = 0; i < hammer.params.size(); ++i) {
    if (hammer.params[i].name == "min_lower_ratio") strict[i] = hammer.params[i].max;
    if (hammer.params[i].name == "min_body_ratio") strict[i] = hammer.params[i].min;
  }
  ASSERT_NE(strict, defaults);
  ASSERT_TRUE(versions.save_version(hammer, strict, {}));
  EXPECT_EQ(hits(), usual);
  ASSERT_TRUE(versions.activate_version(hammer, "2"));
  EXPECT_LT(hits(), usual);
  ASSERT_TRUE(versions.activate_version(hammer, "1"));
  EXPECT_EQ(hits(), usual);
}

TEST_F(VersionsOfPatterns, KeepTheOneInForceWhenOthersAreDeleted) {
  save(0.1);
  save(0.2);
  ASSERT_TRUE(versions.activate_version(hammer, "3"));
  EXPECT_EQ(versions.delete_version(hammer, "3").error().code, Errc::invalid_argument);
  EXPECT_EQ(versions.delete_version(hammer, "1").error().code, Errc::invalid_argument);
  ASSERT_TRUE(versions.delete_version(hammer, "2"));
  EXPECT_EQ(versions.get_version_history(hammer).value().size(), 2U);
  EXPECT_EQ(versions.active(hammer).value().number, 3);
}

TEST_F(VersionsOfPatterns, SurviveParametersThatAnOlderProgramDidNotKnow) {
  const auto record = [&](std::string id, std::string parameters) {
    return data::PatternVersionRecord{.pattern = "hammer",
                                      .number = 0,
                                      .id = std::move(id),
                                      .parent = 1,
                                      .time = 1,
                                      .author = "",
                                      .method = "",
                                      .message = "",
                                      .parameters = std::move(parameters),
                                      .metrics = "{}",
                                      .data_hash = ""};
  };
  ASSERT_TRUE(db.put_version(record("a", "{\"gone\": 4}")));
  ASSERT_TRUE(db.put_version(record("b", "no json")));
  ASSERT_TRUE(db.put_version(record("c", "{\"" + std::string(hammer.params[0].name) + "\": 1e9}")));
  const auto history = versions.get_version_history(hammer).value();
  ASSERT_EQ(history.size(), 2U) << "what cannot be used is left out";
  EXPECT_EQ(history[0].parameters, defaults);
  ASSERT_TRUE(db.put_tag({"hammer", "", 3}));
  EXPECT_EQ(versions.active(hammer).value().number, 1) << "and is not in force";
  EXPECT_TRUE(active_parameters(db));
}

TEST_F(VersionsOfPatterns, RefuseParametersOutOfRangeAndBadTags) {
  auto wrong = defaults;
  wrong[0] = 1e9;
  EXPECT_EQ(versions.save_version(hammer, wrong, {}).error().code, Errc::invalid_argument);
  for (const char* tag : {"", "12", "a b", "标签", "x/y"})
    EXPECT_FALSE(versions.tag(hammer, "1", tag)) << tag;
  EXPECT_FALSE(versions.tag(hammer, "1", std::string(41, 'a')));
  EXPECT_TRUE(versions.tag(hammer, "1", "v1.0-first_one"));
  EXPECT_TRUE(versions.untag(hammer, "v1.0-first_one"));
  EXPECT_FALSE(versions.untag(hammer, "v1.0-first_one"));
}

TEST_F(VersionsOfPatterns, TellWhatDiffers) {
  const auto changes = VersionManager::compare(versions.version(hammer, "1").value(), save(0.1));
  ASSERT_EQ(changes.size(), 1U);
  EXPECT_EQ(changes[0].name, hammer.params[0].name);
  EXPECT_EQ(changes[0].before, defaults[0]);
}

TEST_F(VersionsOfPatterns, GoOutAndComeBackAsJson) {
  save(0.1, "第一个");
  save(0.2);
  const analysis::PatternDef* all[] = {&hammer};
  const std::string document = versions.export_json(all).value();
  EXPECT_EQ(versions.import_json(document, 5).value(), 0U) << "all are there";
  data::SystemDb other = data::SystemDb::open(folder / "other.sqlite").value();
  VersionManager there(other);
  EXPECT_EQ(there.import_json(document, 5).value(), 2U);
  const auto history = there.get_version_history(hammer).value();
  ASSERT_EQ(history.size(), 3U);
  EXPECT_EQ(history[1].message, "第一个");
  EXPECT_EQ(history[1].id, versions.version(hammer, "2").value().id);
  EXPECT_TRUE(history[2].active) << "nothing is put in force";
  for (const char* bad :
       {"", "[]", "{}", "{\"format\":\"fwq-pattern-versions\",\"versions\":[3]}",
        "{\"format\":\"fwq-pattern-versions\",\"versions\":[{\"pattern\":\"hammr\"}]}",
        "{\"format\":\"fwq-pattern-versions\",\"versions\":[{\"pattern\":\"hammer\",\"parameters\":"
        "{\"min_body_ratio\":99}}]}"}) {
    const auto refused = there.import_json(bad, 5);
    ASSERT_FALSE(refused) << bad;
    EXPECT_EQ(refused.error().code, Errc::invalid_argument);
  }
  EXPECT_EQ(there.get_version_history(hammer).value().size(), 3U);
}

TEST_F(VersionsOfPatterns, HaveTheSameIdOnEveryMachine) {
  EXPECT_EQ(version_id(hammer, defaults), version_id(hammer, defaults));
  EXPECT_NE(version_id(hammer, defaults), version_id(hammer, changed(0.1)));
  EXPECT_NE(version_id(hammer, defaults), version_id(test::pattern("hanging_man"), defaults));
}

TEST(Patterns, AreFoundByIdAndGroup) {
  EXPECT_EQ(find_pattern(" Hammer ").value()->id, "hammer");
  EXPECT_FALSE(find_pattern("hamer"));
  EXPECT_GE(find_patterns("head_shoulders").value().size(), 2U);
  EXPECT_EQ(find_patterns("doji").value().size(), 1U) << "an id goes before a group";
  EXPECT_NE(find_patterns("engulfin").error().message.find("engulfing"), std::string::npos);
}

}  // namespace
}  // namespace fwq::optimization
