// Tests of calibration: published intervals, scores by their definitions, isotonic regression a second way.
#include "fwq/analysis/calibration.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

namespace fwq::analysis {
namespace {

// R. Newcombe, Two-sided confidence intervals for the single proportion, Statistics in Medicine 17 (1998), table I:
// Wilson's score method without continuity correction.
TEST(WilsonInterval, IsThatOfTheLiterature) {
  struct Published {
    std::size_t successes, trials;
    double low, high;
  };
  for (const Published& one : {Published{81, 263, 0.2553, 0.3662},
                               {15, 148, 0.0624, 0.1605},
                               {0, 20, 0.0000, 0.1611},
                               {1, 29, 0.0061, 0.1718},
                               {29, 29, 0.8830, 1.0000}}) {
    const Interval interval = wilson_interval(one.successes, one.trials);
    EXPECT_NEAR(interval.low, one.low, 5e-5) << one.successes << "/" << one.trials;
    EXPECT_NEAR(interval.high, one.high, 5e-5) << one.successes << "/" << one.trials;
  }
}

// Its ends are the shares from which the observed one lies z standard errors away.
TEST(WilsonInterval, SolvesItsQuadraticEquation) {
  for (const std::size_t n : {1U, 7U, 50U, 1000U}) {
    for (std::size_t s = 0; s <= n; s += std::max<std::size_t>(1, n / 7)) {
      const Interval interval = wilson_interval(s, n, 1.5);
      const double share = static_cast<double>(s) / static_cast<double>(n);
      for (const double p : {interval.low, interval.high}) {
        EXPECT_NEAR((share - p) * (share - p), 2.25 * p * (1 - p) / static_cast<double>(n), 1e-12);
      }
    }
  }
  EXPECT_TRUE(std::isnan(wilson_interval(0, 0).low));
}

TEST(BrierScore, IsTheMeanSquareOfTheMiss) {
  const Forecast forecasts[] = {{1.0, true}, {0.7, false}, {0.5, true}, {0.0, false}};
  EXPECT_DOUBLE_EQ(brier_score(forecasts), (0 + 0.49 + 0.25 + 0) / 4);
  const Forecast even[] = {{0.5, true}, {0.5, false}};
  EXPECT_DOUBLE_EQ(brier_score(even), 0.25);
  EXPECT_TRUE(std::isnan(brier_score({})));
}

TEST(Reliability, CountsEachForecastInItsBin) {
  const Forecast forecasts[] = {{0.0, false}, {0.05, true},  {0.1, false}, {0.3, true},
                                {0.3, false}, {0.35, false}, {0.6, true},  {1.0, true}};
  const auto table = reliability_table(forecasts);
  ASSERT_EQ(table.size(), 10U);
  EXPECT_EQ(table[0].count, 2U);
  EXPECT_EQ(table[1].count, 1U) << "0.1 belongs to [0.1, 0.2)";
  EXPECT_EQ(table[3].count, 3U) << "0.3 belongs to [0.3, 0.4)";
  EXPECT_EQ(table[6].count, 1U) << "0.6 belongs to [0.6, 0.7)";
  EXPECT_EQ(table[9].count, 1U) << "1 belongs to the last";
  EXPECT_DOUBLE_EQ(table[3].mean_probability, 0.95 / 3);
  EXPECT_DOUBLE_EQ(table[3].frequency, 1.0 / 3);
  EXPECT_TRUE(std::isnan(table[5].frequency));
  // By hand: bin 0 |0.5 - 0.025| * 2, bin 1 0.1, bin 3 |1/3 - 0.95/3| * 3, bin 6 0.4, bin 9 0; over 8.
  EXPECT_DOUBLE_EQ(calibration_error(table), (0.95 + 0.1 + 0.05 + 0.4 + 0) / 8);
  EXPECT_TRUE(std::isnan(calibration_error({})));
}

// Isotonic regression is also the max over earlier starts of the min over later ends of means (Barlow et al. 1972).
TEST(IsotonicFit, IsTheMaxMinOfMeans) {
  std::mt19937 random(5);
  for (int round = 0; round < 50; ++round) {
    std::vector<Forecast> forecasts;
    for (int i = 0; i < 60; ++i) {
      const double p = static_cast<double>(random() % 20) / 20;
      forecasts.push_back({p, static_cast<double>(random() % 100) < 30 + 40 * p});
    }
    std::sort(forecasts.begin(), forecasts.end(),
              [](const auto& a, const auto& b) { return a.probability < b.probability; });
    const IsotonicFit fit(forecasts);
    double last = 0;
    for (const Forecast& at : forecasts) {
      double best = -1;
      for (const Forecast& start : forecasts) {
        if (start.probability > at.probability) break;
        double least = 2;
        for (const Forecast& end : forecasts) {
          if (end.probability < at.probability) continue;
          double right = 0;
          double count = 0;
          for (const Forecast& one : forecasts) {
            if (one.probability < start.probability || one.probability > end.probability) continue;
            right += one.came_true ? 1 : 0;
            count += 1;
          }
          least = std::min(least, right / count);
        }
        best = std::max(best, least);
      }
      EXPECT_NEAR(fit(at.probability), best, 1e-12);
      EXPECT_GE(fit(at.probability), last);
      last = fit(at.probability);
    }
    EXPECT_EQ(fit(-1), fit(forecasts.front().probability));
  }
}

TEST(IsotonicFit, LearnsAFrequencyThatRises) {
  std::mt19937 random(6);
  std::uniform_real_distribution<double> part(0, 1);
  std::vector<Forecast> forecasts;
  for (int i = 0; i < 200'000; ++i) {
    const double p = part(random);
    forecasts.push_back({p, part(random) < 0.4 + 0.2 * p});
  }
  const IsotonicFit fit(forecasts);
  for (const double p : {0.1, 0.3, 0.5, 0.7, 0.9}) EXPECT_NEAR(fit(p), 0.4 + 0.2 * p, 0.02);
}

}  // namespace
}  // namespace fwq::analysis
