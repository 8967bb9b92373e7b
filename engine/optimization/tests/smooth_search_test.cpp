// Searches up the slope: the score with soft bounds, against its definition, and what is found by it.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "fwq/analysis/pattern_recognizer.hpp"
#include "fwq/optimization/optimization.hpp"
#include "pattern_space.hpp"
#include "paying_market.hpp"

namespace fwq::optimization {
namespace {

using test::market;
using test::pattern;

OptimizationConfig config(std::string_view algorithm) {
  OptimizationConfig out;
  out.algorithm = algorithm;
  out.max_iterations = 60;
  return out;
}

TEST(SmoothSearch, SaysWhetherItFollowedSlopes) {
  const auto hammer =
      PatternObjective::make(pattern("hammer"), market(4, 900, false), {.min_hits = 5}).value();
  const auto chart =
      PatternObjective::make(pattern("double_bottom"), market(4, 900, false), {.min_hits = 1})
          .value();
  const auto drawn = PlantedObjective::make(pattern("hammer"), {.shapes = 20}).value();
  EXPECT_EQ(search_form(hammer, config("gradient")), SearchForm::soft_bounds);
  EXPECT_EQ(search_form(hammer, config("tpe")), SearchForm::no_slopes);
  EXPECT_EQ(search_form(chart, config("gradient")), SearchForm::derivative_free);
  EXPECT_EQ(search_form(drawn, config("gradient")), SearchForm::derivative_free);
  core::TaskSystem tasks(2);
  EXPECT_EQ(optimize(hammer, config("gradient"), tasks).value().form, SearchForm::soft_bounds);
  auto planted = config("gradient");
  planted.target_metric = "recall";
  EXPECT_EQ(optimize(drawn, planted, tasks).value().form, SearchForm::derivative_free);
  EXPECT_FALSE(chart.smooth_score(chart.defaults(), "lift", tasks));
  EXPECT_FALSE(drawn.smooth_score(drawn.defaults(), "recall", tasks));
}

// The mean lift of the training, every bar weighed by its soft bounds: straight from the definition.
TEST(SmoothSearch, WeighsTheLiftOfEveryBarByItsSoftBounds) {
  const auto series = market(6, 700, true, 3);
  const auto objective = PatternObjective::make(pattern("hammer"), series, {.min_hits = 1}).value();
  const auto& times = series[0].bars.time();
  const auto end = static_cast<std::size_t>(
      std::lower_bound(times.begin(), times.end(), objective.begin(1)) - times.begin());
  const auto move = [&](std::size_t s, std::size_t i) {
    return series[s].bars.close()[i + 10] / series[s].bars.open()[i + 1] - 1;
  };
  const analysis::PatternRecognizer recognizer(
      std::make_shared<FixedParameters>(objective.defaults()));
  auto search = recognizer.search({"hammer"}).value();
  double sum = 0, weights = 0;
  std::vector<analysis::SoftHit> hits;
  for (std::size_t s = 0; s < series.size(); ++s) {
    search.find_soft(series[s].bars, 0.02, hits);
    for (const auto& hit : hits) {
      if (hit.known_at + 10 >= end) continue;
      double others = 0;
      for (std::size_t o = 0; o < series.size(); ++o)
        others += o == s ? 0 : move(o, hit.known_at) / 5;
      sum += hit.weight * (move(s, hit.known_at) - others);
      weights += hit.weight;
    }
  }
  core::TaskSystem tasks(2);
  ASSERT_GT(weights, 5);
  EXPECT_NEAR(objective.smooth_score(objective.defaults(), "lift", tasks).value(), sum / weights,
              1e-12);
}

TEST(SmoothSearch, KnowsSlopesWhereStepsHaveNone) {
  const auto objective =
      PatternObjective::make(pattern("hammer"), market(6, 700, true, 3), {.min_hits = 1}).value();
  core::TaskSystem tasks(2);
  const auto moved = [&](double by) {
    auto params = objective.defaults();
    params[2] += by;
    return params;
  };
  const auto smooth = [&](double by) {
    return objective.smooth_score(moved(by), "overall_score", tasks).value();
  };
  const auto hard = [&](double by) {
    return objective.measure(moved(by), tasks).value()[Part::train].lift;
  };
  const double small = (smooth(1e-3) - smooth(0)) / 1e-3, tiny = (smooth(1e-5) - smooth(0)) / 1e-5;
  EXPECT_NE(tiny, 0);
  EXPECT_NEAR(small, tiny, 0.1 * std::abs(tiny));
  EXPECT_EQ(hard(1e-9), hard(0));
}

TEST(SmoothSearch, ReportsScoresWithStepsAndTheBestOfThem) {
  const auto objective =
      PatternObjective::make(pattern("hammer"), market(8, 900, true), {.min_hits = 5}).value();
  core::TaskSystem tasks(2);
  double told = 0;
  const auto out =
      optimize(objective, config("gradient"), tasks, {},
               {.on_progress = [&](const OptimizationProgress& p) { told = p.best_score; }})
          .value();
  double best = out.trials.front().score;
  for (const PatternTrial& trial : out.trials) {
    EXPECT_EQ(trial.score, (*trial.measured)[Part::train].overall_score);
    best = std::max(best, trial.score);
  }
  EXPECT_EQ(told, best);
}

}  // namespace
}  // namespace fwq::optimization
