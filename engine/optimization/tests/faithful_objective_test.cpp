// Parameters that are no longer the pattern are worth nothing, whatever the market pays for them.
#include "fwq/optimization/faithful_objective.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "fwq/optimization/pattern_objective.hpp"
#include "paying_market.hpp"

namespace fwq::optimization {
namespace {

FaithfulObjective faithful(std::string_view id, double least, std::vector<double> in_force = {}) {
  const auto& def = test::pattern(id);
  auto market = PatternObjective::make(def, test::market(6, 500, false), {.min_hits = 3}).value();
  return FaithfulObjective::make(def, std::make_unique<PatternObjective>(std::move(market)), least,
                                 std::move(in_force))
      .value();
}

std::vector<double> with(std::string_view id, std::string_view name, double value) {
  const auto& def = test::pattern(id);
  std::vector<double> out;
  for (const auto& param : def.params) out.push_back(param.name == name ? value : param.value);
  return out;
}

TEST(FaithfulObjective, RefusesADojiWhoseBodyFillsItsRange) {
  core::TaskSystem tasks(2);
  const auto objective = faithful("doji", 0.3);
  const auto lost = objective.measure(with("doji", "max_body_ratio", 1), tasks).value();
  for (const PartScore& part : lost.parts) {
    EXPECT_LE(part.overall_score, -2);
    EXPECT_GE(part.overall_score, -3);
    EXPECT_TRUE(std::isnan(part.lift));
    EXPECT_EQ(part.hits, 0U);
  }
  const auto kept = objective.measure(objective.defaults(), tasks).value();
  EXPECT_GT(kept[Part::train].hits, 0U);
  EXPECT_GT(kept[Part::train].overall_score, -2);
}

TEST(FaithfulObjective, LeadsBackTheFurtherItIsLost) {
  core::TaskSystem tasks(2);
  const auto objective = faithful("doji", 1);
  double last = 0;
  for (const double most : {0.13, 0.2, 0.5}) {
    const auto measured = objective.measure(with("doji", "max_body_ratio", most), tasks).value();
    EXPECT_LT(measured[Part::train].overall_score, last) << most;
    last = measured[Part::train].overall_score;
  }
  EXPECT_LT(last, -2);
}

TEST(FaithfulObjective, NeverRefusesWhatIsInForceNorAnythingAtZero) {
  core::TaskSystem tasks(2);
  const auto wide = with("doji", "max_body_ratio", 1);
  const auto plain = faithful("doji", 0).measure(wide, tasks).value();
  EXPECT_GT(plain[Part::train].hits, 0U);
  const auto in_force = faithful("doji", 0.3, wide).measure(wide, tasks).value();
  EXPECT_EQ(in_force[Part::train].overall_score, plain[Part::train].overall_score);
}

TEST(FaithfulObjective, OfAFoldRefusesTheSame) {
  core::TaskSystem tasks(2);
  const auto objective = faithful("doji", 0.3);
  const auto fold = objective.fold(1, 3);
  ASSERT_TRUE(fold) << fold.error().message;
  const auto wide = with("doji", "max_body_ratio", 1);
  EXPECT_LE((*fold)->measure(wide, tasks).value()[Part::validation].overall_score, -2);
}

TEST(FaithfulObjective, NeedsALeastBetweenZeroAndOne) {
  const auto& def = test::pattern("doji");
  for (const double least : {-0.1, 1.1, std::nan("")}) {
    auto market = PatternObjective::make(def, test::market(6, 500, false), {.min_hits = 3}).value();
    EXPECT_EQ(FaithfulObjective::make(def, std::make_unique<PatternObjective>(std::move(market)),
                                      least, {})
                  .error()
                  .code,
              Errc::invalid_argument);
  }
}

// What a search accepts must leave room around the defaults.
TEST(FaithfulObjective, AcceptsTheDefaultsOfEveryPattern) {
  core::TaskSystem tasks(2);
  for (const auto* def : analysis::built_in_patterns()) {
    if (def->params.size() == 0) continue;
    auto market =
        PatternObjective::make(*def, test::market(1, 400, false), {.min_hits = 1}).value();
    const auto objective = FaithfulObjective::make(
                               *def, std::make_unique<PatternObjective>(std::move(market)), 0.3, {})
                               .value();
    EXPECT_GE(objective.fidelity(objective.defaults(), tasks).value(), 0.8) << def->id;
  }
}

TEST(FaithfulObjective, IsTheLeastOfFindingShapesAndRefusingEachKindOfNearMiss) {
  core::TaskSystem tasks(2);
  const auto objective = faithful("doji", 0.3);
  EXPECT_EQ(objective.fidelity(with("doji", "max_body_ratio", 1), tasks).value(), 0)
      << "every near-miss of this kind is taken for a doji";
  EXPECT_LE(objective.fidelity(with("doji", "max_body_ratio", 0.01), tasks).value(), 0.5)
      << "few shapes are found";
}

}  // namespace
}  // namespace fwq::optimization
