// Recall, precision and F1 of parameters on planted windows: against the counts of the plantings' own test, and by hand.
#include "fwq/optimization/planted_objective.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "fwq/analysis/pattern_recognizer.hpp"
#include "fwq/optimization/optimization.hpp"
#include "paying_market.hpp"

namespace fwq::optimization {
namespace {

using test::pattern;

TEST(Classification, SharesAreThoseOfTheTextbook) {
  const Classification c{
      .true_positives = 8, .false_negatives = 2, .false_positives = 4, .true_negatives = 6};
  EXPECT_DOUBLE_EQ(c.recall(), 0.8);
  EXPECT_DOUBLE_EQ(c.precision(), 8.0 / 12);
  EXPECT_DOUBLE_EQ(c.f1_score(), 2 * 0.8 * (8.0 / 12) / (0.8 + 8.0 / 12));
  EXPECT_DOUBLE_EQ(c.accuracy(), 0.7);
}

TEST(Classification, OfNothingHasNoShares) {
  EXPECT_TRUE(std::isnan(Classification{}.recall()));
  EXPECT_TRUE(std::isnan(Classification{}.precision()));
  EXPECT_EQ(Classification{}.f1_score(), 0);
}

TEST(PlantedObjective, FindsNearlyAllAtTheDefaultsOfEveryPattern) {
  core::TaskSystem tasks(2);
  for (const auto* def : analysis::built_in_patterns()) {
    if (def->params.size() == 0) continue;
    const auto objective = PlantedObjective::make(*def, {.shapes = 60}).value();
    const auto measured = objective.measure(objective.defaults(), tasks).value();
    for (const PartScore& part : measured.parts) {
      ASSERT_TRUE(part.planted) << def->id;
      EXPECT_EQ(part.planted->true_positives + part.planted->false_negatives, 60U);
      EXPECT_EQ(part.planted->false_positives + part.planted->true_negatives, 60U);
      EXPECT_GE(part.planted->recall(), 0.85) << def->id;
      EXPECT_GE(part.planted->precision(), 0.85) << def->id;
      EXPECT_EQ(part.hits, part.planted->true_positives + part.planted->false_positives);
      EXPECT_EQ(part.overall_score, part.planted->f1_score());
      EXPECT_TRUE(std::isnan(part.lift));
    }
    EXPECT_TRUE(measured.months.empty());
  }
}

TEST(PlantedObjective, GivesUpShapesForTightBoundsAndTakesNearMissesForWideOnes) {
  core::TaskSystem tasks(2);
  const auto objective = PlantedObjective::make(pattern("doji")).value();
  const auto with = [&](double most) {
    return *objective.measure(std::vector<double>{most, 0.5}, tasks).value()[Part::train].planted;
  };
  EXPECT_LT(with(0.03).recall(), 0.6);
  EXPECT_EQ(with(0.03).false_positives, 0U);
  EXPECT_EQ(with(1).recall(), 1);
  EXPECT_LT(with(1).precision(), 0.8);
}

TEST(PlantedObjective, TakesOffForParametersThatAreNotAtTheirDefaults) {
  core::TaskSystem tasks(2);
  const auto objective = PlantedObjective::make(pattern("doji"), {.complexity = 0.01}).value();
  const auto part = objective.measure(std::vector<double>{0.09, 0.4}, tasks).value()[Part::test];
  EXPECT_NEAR(part.overall_score, part.planted->f1_score() - 0.02, 1e-15);
}

TEST(PlantedObjective, DrawsOtherWindowsForEachPartAndSeed) {
  core::TaskSystem tasks(2);
  const auto counts = [&](std::uint64_t seed) {
    const auto objective = PlantedObjective::make(pattern("hammer"), {.seed = seed}).value();
    auto params = objective.defaults();
    params[0] *= 0.6;  // So that chance has something to decide.
    std::vector<std::uint32_t> out;
    for (const PartScore& part : objective.measure(params, tasks).value().parts) {
      out.push_back(part.planted->true_positives);
      out.push_back(part.planted->false_positives);
    }
    return out;
  };
  const auto one = counts(1);
  EXPECT_EQ(one, counts(1));
  EXPECT_NE(one, counts(2));
  EXPECT_FALSE(one[0] == one[2] && one[2] == one[4] && one[1] == one[3] && one[3] == one[5]);
}

TEST(PlantedObjective, IsTheSameForAnyNumberOfThreads) {
  const auto objective = PlantedObjective::make(pattern("double_bottom")).value();
  core::TaskSystem one(1), three(3);
  const auto a = objective.measure(objective.defaults(), one).value(),
             b = objective.measure(objective.defaults(), three).value();
  for (std::size_t p = 0; p < kParts; ++p) {
    EXPECT_EQ(a.parts[p].overall_score, b.parts[p].overall_score);
    EXPECT_EQ(a.parts[p].hits, b.parts[p].hits);
  }
}

TEST(PlantedObjective, LeadsToMoreHitsWhereThereAreTooFew) {
  core::TaskSystem tasks(1);
  const auto objective =
      PlantedObjective::make(pattern("doji"), {.shapes = 50, .min_hits = 101}).value();
  const auto part = objective.measure(objective.defaults(), tasks).value()[Part::train];
  EXPECT_LT(part.overall_score, -1);
  EXPECT_GT(part.overall_score, -2);
}

TEST(PlantedObjective, RefusesWhatItCannotDraw) {
  const auto code = [](const auto& made) { return made ? Errc::internal : made.error().code; };
  EXPECT_EQ(code(PlantedObjective::make(pattern("doji"), {.shapes = 9})), Errc::invalid_argument);
  EXPECT_EQ(code(PlantedObjective::make(pattern("doji"), {.complexity = -1})),
            Errc::invalid_argument);
  auto unknown = pattern("doji");
  unknown.id = "of_mine";
  EXPECT_EQ(code(PlantedObjective::make(unknown)), Errc::not_found);
  const auto objective = PlantedObjective::make(pattern("doji")).value();
  EXPECT_EQ(code(objective.fold(0, 5)), Errc::invalid_argument);
  core::TaskSystem tasks(1);
  EXPECT_EQ(code(objective.measure(std::vector<double>{9.0, 0.5}, tasks)), Errc::invalid_argument);
  std::stop_source stop;
  stop.request_stop();
  EXPECT_EQ(
      code(objective.measure(objective.defaults(), tasks, core::TaskContext(stop.get_token(), {}))),
      Errc::cancelled);
}

OptimizationConfig planted_config(std::string_view metric) {
  OptimizationConfig out;
  out.algorithm = "tpe";
  out.max_iterations = 40;
  out.target_metric = metric;
  return out;
}

TEST(PlantedOptimization, FindsItsWayBackFromBadParameters) {
  core::TaskSystem tasks(2);
  const auto objective = PlantedObjective::make(pattern("doji")).value();
  const std::vector<double> bad{0.5, 3};
  const auto out = optimize(objective, planted_config("f1_score"), tasks, {}, {}, bad).value();
  EXPECT_EQ(out.verdict, Verdict::better);
  EXPECT_LT(out.baseline[Part::test].planted->f1_score(), 0.8);
  EXPECT_GT(out.best[Part::test].planted->f1_score(), 0.9);
  EXPECT_GT(out.validation_gain, out.validation_noise);
  EXPECT_TRUE(std::isnan(out.deflated));
  EXPECT_FALSE(out.overfitting);
}

TEST(PlantedOptimization, LeavesDefaultsThatTellAllApart) {
  core::TaskSystem tasks(2);
  for (const std::string_view id : {"double_bottom", "morning_star"}) {
    const auto objective = PlantedObjective::make(pattern(id), {.shapes = 60}).value();
    const auto out = optimize(objective, planted_config("f1_score"), tasks).value();
    EXPECT_NE(out.verdict, Verdict::better) << id;
  }
}

TEST(PlantedOptimization, MaximisesWhatIsAskedFor) {
  core::TaskSystem tasks(2);
  const auto objective = PlantedObjective::make(pattern("hammer")).value();
  const auto recall = optimize(objective, planted_config("recall"), tasks).value(),
             precision = optimize(objective, planted_config("precision"), tasks).value();
  EXPECT_GE(recall.best[Part::train].planted->recall(),
            precision.best[Part::train].planted->recall());
  EXPECT_GE(precision.best[Part::train].planted->precision(),
            recall.best[Part::train].planted->precision());
  EXPECT_EQ(recall.best_score >= recall.baseline_score, true);
}

TEST(PlantedOptimization, IsTakenUpAgainThoughTheCountsWereNotKept) {
  core::TaskSystem tasks(2);
  const auto objective = PlantedObjective::make(pattern("doji"), {.shapes = 50}).value();
  const std::vector<double> bad{0.5, 3};
  const auto c = planted_config("f1_score");
  const auto whole = optimize(objective, c, tasks, {}, {}, bad).value();
  std::vector<PatternTrial> earlier(whole.trials.begin(), whole.trials.begin() + 17);
  for (PatternTrial& trial : earlier) {
    for (PartScore& part : trial.measured->parts) part.planted.reset();
  }
  const auto again = optimize(objective, c, tasks, {}, {}, bad, earlier).value();
  EXPECT_EQ(again.best_params, whole.best_params);
  EXPECT_EQ(again.validation_gain, whole.validation_gain);
}

TEST(PlantedOptimization, RefusesMetricsOfRealBarsAndFolds) {
  core::TaskSystem tasks(1);
  const auto drawn = PlantedObjective::make(pattern("doji"), {.shapes = 20}).value();
  const auto refused = optimize(drawn, planted_config("lift"), tasks);
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().message.find("f1_score"), std::string::npos);
  const auto real = PatternObjective::make(pattern("hammer"), test::market(3, 600, false)).value();
  EXPECT_FALSE(optimize(real, planted_config("recall"), tasks));
  auto folds = planted_config("recall");
  folds.folds = 3;
  EXPECT_FALSE(optimize(drawn, folds, tasks));
}

}  // namespace
}  // namespace fwq::optimization
