// Optimizing a pattern from trials to a verdict.
#include "fwq/optimization/optimization.hpp"

#include <gtest/gtest.h>

#include "paying_market.hpp"

namespace fwq::optimization {
namespace {

using test::market;
using test::pattern;

PatternObjective hammers(bool pays, std::uint64_t seed = 1) {
  return PatternObjective::make(pattern("hammer"), market(12, 1000, pays, seed), {.min_hits = 10})
      .value();
}

OptimizationConfig config(std::string_view algorithm, std::size_t iterations = 30) {
  OptimizationConfig out;
  out.algorithm = algorithm;
  out.max_iterations = iterations;
  out.population_size = 10;
  return out;
}

TEST(Optimization, ProposesWhatIsBetterInTrainingAndSaysWhatItIsWorthElsewhere) {
  const auto objective = hammers(true);
  core::TaskSystem tasks(2);
  const auto out = optimize(objective, config("random"), tasks).value();
  EXPECT_EQ(out.evaluations, 30U);
  EXPECT_GE(out.best_score, out.baseline_score);
  EXPECT_EQ(out.trials.size(), 30U);
  EXPECT_EQ(out.best[Part::train].overall_score, out.best_score);
  EXPECT_EQ(out.baseline_params, objective.defaults());
  // The best is what its parameters are worth.
  const auto again = objective.measure(out.best_params, tasks).value();
  for (std::size_t p = 0; p < kParts; ++p) EXPECT_EQ(again.parts[p].lift, out.best.parts[p].lift);
  ASSERT_TRUE(out.overfitting);
  EXPECT_GE(out.overfitting->probability, 0);
  EXPECT_LE(out.overfitting->probability, 1);
  EXPECT_GT(out.deflated, 0.5) << "hammers do pay here";
}

TEST(Optimization, FindsNothingLastingWhereNothingPays) {
  int better = 0;
  core::TaskSystem tasks(2);
  for (std::uint64_t seed = 1; seed <= 12; ++seed) {
    const auto objective = hammers(false, seed);
    auto c = config("random", 20);
    c.seed = seed;
    better += optimize(objective, c, tasks).value().verdict == Verdict::better ? 1 : 0;
  }
  EXPECT_LE(better, 4) << "by chance alone few survive validation and test";
}

TEST(Optimization, IsTheSameForAnyNumberOfThreadsAndTakenUpAgain) {
  const auto objective = hammers(true);
  core::TaskSystem one(1), three(3);
  for (const std::string_view algorithm : {"genetic", "tpe", "gradient"}) {
    const auto c = config(algorithm, algorithm == "genetic" ? 5 : 25);
    const auto a = optimize(objective, c, one).value(), b = optimize(objective, c, three).value();
    ASSERT_EQ(a.trials.size(), b.trials.size());
    for (std::size_t i = 0; i < a.trials.size(); ++i) {
      ASSERT_EQ(a.trials[i].params, b.trials[i].params);
      ASSERT_EQ(a.trials[i].score, b.trials[i].score);
    }
    const std::vector<PatternTrial> earlier(a.trials.begin(), a.trials.begin() + 13);
    std::size_t made = 0;
    const auto again =
        optimize(objective, c, one, {},
                 {.on_trial = [&](std::size_t, const PatternTrial&) { ++made; }}, {}, earlier)
            .value();
    EXPECT_EQ(made, a.trials.size() - 13);
    EXPECT_EQ(again.best_params, a.best_params);
    EXPECT_EQ(again.deflated, a.deflated);
  }
}

TEST(Optimization, CountsGenerationsOfTheGeneticAlgorithm) {
  const auto objective = hammers(true);
  core::TaskSystem tasks(2);
  const auto out = optimize(objective, config("genetic", 6), tasks).value();
  EXPECT_EQ(out.iterations, 6U);
  EXPECT_EQ(out.evaluations, 10U + 5U * 9U);
}

TEST(Optimization, KeepsTheCurrentParametersAsBaseline) {
  const auto objective = hammers(true);
  core::TaskSystem tasks(2);
  auto current = objective.defaults();
  current[0] *= 1.1;
  const auto out = optimize(objective, config("uniform", 10), tasks, {}, {}, current).value();
  EXPECT_EQ(out.baseline_params, current);
}

TEST(Optimization, JudgesWhatItHasWhenCancelled) {
  const auto objective = hammers(true);
  core::TaskSystem tasks(2);
  std::stop_source stop;
  const auto out =
      optimize(objective, config("uniform", 100), tasks, core::TaskContext(stop.get_token(), {}),
               {.on_trial =
                    [&](std::size_t i, const PatternTrial&) {
                      if (i == 6) stop.request_stop();
                    }})
          .value();
  EXPECT_EQ(out.end, SearchEnd::cancelled);
  EXPECT_EQ(out.trials.size(), 7U);
}

TEST(Optimization, RefusesSettingsOutOfRange) {
  const auto refused = [](auto change) {
    OptimizationConfig c;
    change(c);
    const auto checked = check(c);
    return checked ? std::string() : checked.error().message;
  };
  EXPECT_EQ(refused([](auto&) {}), "");
  EXPECT_NE(refused([](auto& c) { c.algorithm = "genetics"; }).find("genetic"), std::string::npos);
  EXPECT_NE(refused([](auto& c) { c.target_metric = "lifts"; }).find("lift"), std::string::npos);
  EXPECT_NE(refused([](auto& c) { c.max_iterations = 4; }).find("5 to 200"), std::string::npos);
  EXPECT_NE(refused([](auto& c) { c.population_size = 101; }).find("5 to 100"), std::string::npos);
  EXPECT_NE(refused([](auto& c) { c.mutation_rate = 0.6; }).find("mutation_rate"),
            std::string::npos);
  EXPECT_NE(refused([](auto& c) { c.crossover_rate = std::nan(""); }).find("crossover_rate"),
            std::string::npos);
  EXPECT_NE(refused([](auto& c) { c.timeout_minutes = 0; }).find("timeout"), std::string::npos);
}

}  // namespace
}  // namespace fwq::optimization
