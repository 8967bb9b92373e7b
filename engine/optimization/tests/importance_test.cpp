// What explains the scores is told from what does not.
#include "fwq/optimization/importance.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "random.hpp"

namespace fwq::optimization {
namespace {

// Points of four parameters, and scores in which the first counts most, the second less, the others not at all.
struct Trials {
  std::vector<Point> points;
  std::vector<double> scores;
};
Trials trials(std::size_t count, double noise) {
  Random random(3);
  Trials out;
  for (std::size_t i = 0; i < count; ++i) {
    out.points.push_back(
        {random.unit(), std::floor(random.unit() * 5), random.unit(), random.unit()});
    const Point& p = out.points.back();
    out.scores.push_back(10 * (p[0] - 0.3) * (p[0] - 0.3) + 0.4 * p[1] + noise * random.normal());
  }
  return out;
}

TEST(ParameterImportance, TellsWhatCountsFromWhatDoesNot) {
  const auto [points, scores] = trials(300, 0.05);
  const auto found = parameter_importance(points, scores).value();
  EXPECT_GT(found.shares[0], found.shares[1]);
  EXPECT_GT(found.shares[1], 0.02);
  EXPECT_LT(found.shares[2] + found.shares[3], 0.02);
  EXPECT_NEAR(std::accumulate(found.shares.begin(), found.shares.end(), 0.0), 1, 1e-12);
  EXPECT_GT(found.explained, 0.85);
}

TEST(ParameterImportance, OfNoiseExplainsNothing) {
  auto [points, scores] = trials(200, 0);
  Random random(9);
  for (double& score : scores) score = random.normal();
  EXPECT_LT(parameter_importance(points, scores).value().explained, 0.1);
}

TEST(ParameterImportance, LeavesOutWhatHasNoScoreAndIsTheSameEachTime) {
  auto [points, scores] = trials(120, 0.05);
  const auto before = parameter_importance(points, scores).value();
  points.push_back({5, 5, 5, 5});
  scores.push_back(std::nan(""));
  const auto after = parameter_importance(points, scores).value();
  EXPECT_EQ(before.shares, after.shares);
  EXPECT_EQ(before.explained, after.explained);
}

TEST(ParameterImportance, NeedsTenScoresThatDiffer) {
  const auto few = trials(9, 0.05);
  EXPECT_FALSE(parameter_importance(few.points, few.scores));
  EXPECT_FALSE(parameter_importance(trials(20, 0).points, std::vector<double>(20, 1.0)));
  EXPECT_FALSE(parameter_importance({}, {}));
}

}  // namespace
}  // namespace fwq::optimization
