// How near each algorithm comes to what is best, on functions where that is known.
#include <gtest/gtest.h>

#include "fwq/optimization/optimizer.hpp"
#include "test_functions.hpp"

namespace fwq::optimization {
namespace {

// The median over seeds of how far the best of `evaluations` points is from the best there is.
double regret(std::string_view id, const test::Problem& problem, std::size_t evaluations,
              std::size_t seeds) {
  std::vector<double> regrets;
  for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
    const auto optimizer = find_optimizer(id).value()->make(
        problem.space, {.seed = seed, .max_evaluations = evaluations});
    double best = -INFINITY;
    for (std::size_t done = 0; done < evaluations;) {
      std::vector<Trial> trials;
      for (Point& point : optimizer->ask()) {
        const double score = problem.score(point);
        if (done++ < evaluations) best = std::max(best, score);
        trials.push_back({std::move(point), score, 0});
      }
      optimizer->tell(trials);
    }
    regrets.push_back(problem.best - best);
  }
  std::sort(regrets.begin(), regrets.end());
  EXPECT_GE(regrets.front(), -1e-9) << "the best is not the best";
  return regrets[seeds / 2];
}

TEST(Bayesian, FindsTheOptimaOfSmoothFunctionsInFewEvaluations) {
  EXPECT_LT(regret("bayesian", test::branin(), 40, 5), 0.01);
  EXPECT_LT(regret("bayesian", test::hartmann3(), 40, 5), 0.01);
  EXPECT_LT(regret("bayesian", test::hartmann6(), 80, 3), 0.15);
}
TEST(Bayesian, ChoosesAmongWholeNumbersAndCategories) {
  EXPECT_LT(regret("bayesian", test::mixed(), 100, 5), 0.1);
}
TEST(Tpe, BeatsChance) {
  EXPECT_LT(regret("tpe", test::branin(), 100, 9), 0.3 * regret("random", test::branin(), 100, 9));
  EXPECT_LT(regret("tpe", test::hartmann6(), 100, 9),
            0.5 * regret("random", test::hartmann6(), 100, 9));
  EXPECT_LT(regret("tpe", test::mixed(), 100, 9), 0.5 * regret("random", test::mixed(), 100, 9));
}
TEST(Genetic, ComesNearInThousandsOfEvaluations) {
  EXPECT_LT(regret("genetic", test::branin(), 5000, 5), 1e-3);
  EXPECT_LT(regret("genetic", test::rosenbrock5(), 5000, 5), 8);
  EXPECT_LT(regret("genetic", test::ackley10(), 5000, 5), 0.5);
  EXPECT_LT(regret("genetic", test::mixed(), 5000, 5), 0.1);
}
TEST(Optimizers, ThatLearnTryFirstWhatIsKnownToBeGood) {
  const auto problem = test::branin();
  const Point known = problem.space.from_unit(std::vector<double>{0.3, 0.7});
  for (const auto* def : built_in_optimizers()) {
    const auto first = def->make(problem.space, {.start = known})->ask().front();
    const bool learns = def->id != "random" && def->id != "uniform";
    EXPECT_EQ(first == known, learns) << def->id;
  }
}
TEST(Gradient, RunsUpASmoothSlope) {
  EXPECT_LT(regret("gradient", test::branin(), 200, 5), 1e-3);
  EXPECT_LT(regret("gradient", test::rosenbrock5(), 1500, 5), 1);
}
TEST(Gradient, DoesWithoutASlopeWhereThereIsNone) {
  const auto problem = test::branin();
  const auto optimizer =
      find_optimizer("gradient").value()->make(problem.space, {.seed = 3, .smooth = false});
  double best = -INFINITY;
  for (int i = 0; i < 200; ++i) {
    std::vector<Trial> trials;
    for (const Point& point : optimizer->ask()) trials.push_back({point, problem.score(point), 0});
    EXPECT_EQ(trials.size(), 1U) << "no differences are taken";
    best = std::max(best, trials[0].score);
    optimizer->tell(trials);
  }
  EXPECT_LT(problem.best - best, 0.01);
}

}  // namespace
}  // namespace fwq::optimization
