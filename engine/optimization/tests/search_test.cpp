// Running a search: counting, stopping, taking up again, and what goes wrong.
#include "fwq/optimization/search.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <stdexcept>
#include <thread>

#include "test_functions.hpp"

namespace fwq::optimization {
namespace {

using namespace std::chrono_literals;

const OptimizerDef& algorithm(std::string_view id) {
  return *find_optimizer(id).value();
}

Evaluate plain(const test::Problem& problem) {
  return [&problem](std::span<const double> x, const core::TaskContext&) -> Result<double> {
    return problem.score(x);
  };
}

SearchResult run(const test::Problem& problem, std::string_view id, std::size_t evaluations,
                 std::size_t threads, std::uint64_t seed = 1,
                 std::span<const SearchTrial> earlier = {}) {
  core::TaskSystem tasks(threads);
  OptimizerSettings settings{.seed = seed, .max_evaluations = evaluations};
  return search(problem.space, algorithm(id), settings, {.max_evaluations = evaluations},
                plain(problem), tasks, {}, {}, earlier)
      .value();
}

class EveryOptimizer : public ::testing::TestWithParam<const OptimizerDef*> {};

TEST_P(EveryOptimizer, StaysWithinBoundsAndCounts) {
  for (const auto& problem : {test::branin(), test::mixed()}) {
    const auto result = run(problem, GetParam()->id, 60, 2);
    EXPECT_EQ(result.evaluations, 60U);
    EXPECT_EQ(result.end, SearchEnd::evaluations);
    ASSERT_TRUE(result.best);
    double best = -INFINITY;
    for (const auto& one : result.trials) {
      EXPECT_TRUE(problem.space.holds(one.trial.point));
      best = std::max(best, one.trial.score);
    }
    EXPECT_EQ(result.trials[*result.best].trial.score, best);
  }
}

TEST_P(EveryOptimizer, GivesTheSameForAnyNumberOfThreads) {
  const auto problem = test::mixed();
  const auto one = run(problem, GetParam()->id, 70, 1), three = run(problem, GetParam()->id, 70, 3);
  ASSERT_EQ(one.trials.size(), three.trials.size());
  for (std::size_t i = 0; i < one.trials.size(); ++i)
    ASSERT_EQ(one.trials[i].trial.point, three.trials[i].trial.point) << i;
}

TEST_P(EveryOptimizer, DependsOnTheSeed) {
  const auto problem = test::hartmann3();
  EXPECT_NE(run(problem, GetParam()->id, 20, 1, 1).trials[0].trial.point,
            run(problem, GetParam()->id, 20, 1, 2).trials[0].trial.point);
}

TEST_P(EveryOptimizer, IsTakenUpAgainWhereverItWasInterrupted) {
  const auto problem = test::mixed();
  const auto whole = run(problem, GetParam()->id, 50, 2);
  for (const std::size_t kept : {0U, 1U, 7U, 12U, 13U, 31U, 49U, 50U}) {
    const std::vector<SearchTrial> earlier(whole.trials.begin(), whole.trials.begin() + kept);
    const auto again = run(problem, GetParam()->id, 50, 2, 1, earlier);
    ASSERT_EQ(again.trials.size(), whole.trials.size());
    for (std::size_t i = 0; i < whole.trials.size(); ++i)
      ASSERT_EQ(again.trials[i].trial.point, whole.trials[i].trial.point) << kept << " " << i;
  }
}

TEST_P(EveryOptimizer, NeverEvaluatesWhatIsNotAllowedAndFindsWhatIs) {
  // A fifth of the square is allowed; the highest allowed value is at the border.
  const Space space =
      Space::make({{.name = "short", .low = 0, .high = 1}, {.name = "long", .low = 0, .high = 1}},
                  [](std::span<const double> x) { return x[0] + 0.37 - x[1]; })
          .value();
  core::TaskSystem tasks(2);
  std::atomic<int> wrong{0};
  const auto result =
      search(
          space, *GetParam(), {.max_evaluations = 60}, {.max_evaluations = 60},
          [&](std::span<const double> x, const core::TaskContext&) -> Result<double> {
            wrong += space.allows(x) ? 0 : 1;
            return x[0];
          },
          tasks)
          .value();
  EXPECT_EQ(wrong, 0);
  ASSERT_TRUE(result.best);
  EXPECT_GT(result.trials[*result.best].trial.score, 0.45);
}

TEST_P(EveryOptimizer, GoesOnWhenEvaluationsFail) {
  const auto problem = test::branin();
  core::TaskSystem tasks(2);
  std::atomic<int> count{0};
  const auto result =
      search(
          problem.space, *GetParam(), {.max_evaluations = 60}, {.max_evaluations = 60},
          [&](std::span<const double> x, const core::TaskContext&) -> Result<double> {
            ++count;
            if (x[0] > 5) throw std::runtime_error("too far right");
            if (x[0] < -3) return Error{Errc::internal, "too far left"};
            if (x[1] > 12) return std::nan("");
            return problem.score(x);
          },
          tasks)
          .value();
  EXPECT_EQ(count, 60);
  EXPECT_GT(result.failed, 0U);
  ASSERT_TRUE(result.best);
  EXPECT_GT(result.trials[*result.best].trial.score, -3);
  for (const auto& one : result.trials) EXPECT_EQ(one.error.empty(), one.trial.good());
}

TEST_P(EveryOptimizer, EndsWhenNothingCanBeEvaluated) {
  const auto problem = test::branin();
  core::TaskSystem tasks(2);
  const auto result =
      search(
          problem.space, *GetParam(), {.max_evaluations = 30}, {.max_evaluations = 30},
          [](std::span<const double>, const core::TaskContext&) -> Result<double> {
            return std::nan("");
          },
          tasks)
          .value();
  EXPECT_EQ(result.failed, 30U);
  EXPECT_FALSE(result.best);
}

TEST_P(EveryOptimizer, EndsInASpaceOfOnePoint) {
  const Space space =
      Space::make({{.name = "only", .kind = GeneKind::integer, .low = 3, .high = 3}}).value();
  core::TaskSystem tasks(1);
  const auto result = search(
                          space, *GetParam(), {.max_evaluations = 25}, {.max_evaluations = 25},
                          [](std::span<const double> x,
                             const core::TaskContext&) -> Result<double> { return x[0]; },
                          tasks)
                          .value();
  ASSERT_TRUE(result.best);
  EXPECT_EQ(result.trials[*result.best].trial.score, 3);
}

TEST_P(EveryOptimizer, EndsInASpaceInWhichNothingIsAllowed) {
  const Space space =
      Space::make({{.name = "x"}}, [](std::span<const double>) { return 1.0; }).value();
  core::TaskSystem tasks(1);
  const auto result =
      search(
          space, *GetParam(), {.max_evaluations = 5}, {.max_evaluations = 5},
          [](std::span<const double>, const core::TaskContext&) -> Result<double> { return 1; },
          tasks)
          .value();
  EXPECT_EQ(result.evaluations, 0U);
  EXPECT_EQ(result.end, SearchEnd::exhausted);
}

INSTANTIATE_TEST_SUITE_P(Table, EveryOptimizer,
                         ::testing::ValuesIn(built_in_optimizers().begin(),
                                             built_in_optimizers().end()),
                         [](const auto& tested) { return std::string(tested.param->id); });

TEST(Search, StopsSoonAfterItIsCancelledAndKeepsWhatItKnows) {
  const auto problem = test::branin();
  core::TaskSystem tasks(2);
  std::stop_source stop;
  std::atomic<int> count{0};
  std::chrono::steady_clock::time_point asked;
  const auto result =
      search(
          problem.space, algorithm("genetic"), {}, {.max_evaluations = 1000},
          [&](std::span<const double> x, const core::TaskContext& context) -> Result<double> {
            if (++count == 30) {
              asked = std::chrono::steady_clock::now();
              stop.request_stop();
            }
            for (int i = 0; i < 1000 && count >= 30 && !context.cancelled(); ++i)
              std::this_thread::sleep_for(1ms);
            if (context.cancelled()) return core::TaskContext::cancelled_error();
            return problem.score(x);
          },
          tasks, core::TaskContext(stop.get_token(), {}))
          .value();
  EXPECT_LT(std::chrono::steady_clock::now() - asked, 100ms);
  EXPECT_EQ(result.end, SearchEnd::cancelled);
  EXPECT_GE(result.evaluations, 20U);
  EXPECT_LT(result.evaluations, 31U);
  EXPECT_EQ(result.failed, 0U) << "what was cancelled has not failed";
}

TEST(Search, EndsWhenItsTimeIsOver) {
  const auto problem = test::branin();
  core::TaskSystem tasks(2);
  const auto begun = std::chrono::steady_clock::now();
  const auto result =
      search(
          problem.space, algorithm("random"), {}, {.max_evaluations = 100000, .timeout = 60ms},
          [&](std::span<const double> x, const core::TaskContext& context) -> Result<double> {
            for (int i = 0; i < 5 && !context.cancelled(); ++i) std::this_thread::sleep_for(1ms);
            return problem.score(x);
          },
          tasks)
          .value();
  EXPECT_EQ(result.end, SearchEnd::timeout);
  EXPECT_TRUE(result.best);
  EXPECT_LT(std::chrono::steady_clock::now() - begun, 2s);
}

TEST(Search, CancelsAnEvaluationThatHangs) {
  const auto problem = test::branin();
  core::TaskSystem tasks(2);
  const auto result =
      search(
          problem.space, algorithm("random"), {},
          {.max_evaluations = 20, .evaluation_timeout = 30ms},
          [&](std::span<const double> x, const core::TaskContext& context) -> Result<double> {
            while (x[0] > 6 && !context.cancelled()) std::this_thread::sleep_for(1ms);
            return problem.score(x);
          },
          tasks)
          .value();
  EXPECT_EQ(result.evaluations, 20U);
  EXPECT_GT(result.failed, 0U);
  for (const auto& one : result.trials) EXPECT_EQ(!one.trial.good(), one.trial.point[0] > 6);
}

TEST(Search, StopsWhenNothingImproves) {
  const auto problem = test::branin();
  core::TaskSystem tasks(2);
  const auto result = search(problem.space, algorithm("genetic"), {},
                             {.max_evaluations = 5000, .min_improvement = 0.05, .patience = 60},
                             plain(problem), tasks)
                          .value();
  EXPECT_EQ(result.end, SearchEnd::converged);
  EXPECT_LT(result.evaluations, 1000U);
}

TEST(Search, TellsEachTrialOnceAndInOrder) {
  const auto problem = test::branin();
  core::TaskSystem tasks(3);
  std::vector<std::size_t> seen;
  std::size_t progress = 0;
  const auto result =
      search(problem.space, algorithm("genetic"), {}, {.max_evaluations = 55}, plain(problem),
             tasks, {},
             {.on_trial = [&](std::size_t i, const SearchTrial&) { seen.push_back(i); },
              .on_progress = [&](const SearchProgress& p) { progress = p.evaluations; }})
          .value();
  ASSERT_EQ(seen.size(), 55U);
  for (std::size_t i = 0; i < seen.size(); ++i) EXPECT_EQ(seen[i], i);
  EXPECT_EQ(progress, 55U);
}

TEST(Search, RefusesTrialsOfAnotherSearchAndNoEvaluations) {
  const auto problem = test::branin();
  core::TaskSystem tasks(1);
  const std::vector<SearchTrial> other(3, {{{1, 2}, 3, 0}, ""});
  EXPECT_EQ(search(problem.space, algorithm("random"), {}, {}, plain(problem), tasks, {}, {}, other)
                .error()
                .code,
            Errc::invalid_argument);
  EXPECT_EQ(
      search(problem.space, algorithm("random"), {}, {.max_evaluations = 0}, plain(problem), tasks)
          .error()
          .code,
      Errc::invalid_argument);
}

TEST(Optimizers, AreFoundByIdWithTheNearestName) {
  EXPECT_EQ(find_optimizer("bayesian").value()->id, "bayesian");
  const auto refused = find_optimizer("bayes");
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().message.find("bayesian"), std::string::npos);
  for (const OptimizerDef* def : built_in_optimizers())
    EXPECT_FALSE(def->title_en.empty() || def->title_zh.empty() || def->source.empty()) << def->id;
}

}  // namespace
}  // namespace fwq::optimization
