// The probability of overfitting, against a second way and on tries of which it is known.
#include "fwq/optimization/overfitting.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <sstream>
#include <string>

#include "random.hpp"

namespace fwq::optimization {
namespace {

using Tries = std::vector<std::vector<double>>;

Tries noise(std::size_t tries, std::size_t periods, std::uint64_t seed) {
  Random random(seed);
  Tries out(tries, std::vector<double>(periods));
  for (auto& one : out) {
    for (double& x : one) x = random.normal();
  }
  return out;
}

// As the paper tells it, step by step, without sums made beforehand.
double by_the_letter(const Tries& tries, std::size_t blocks) {
  const std::size_t size = tries[0].size() / blocks, skip = tries[0].size() % blocks;
  std::size_t ways = 0, bad = 0;
  std::vector<bool> pick(blocks, false);
  std::fill(pick.begin() + static_cast<std::ptrdiff_t>(blocks / 2), pick.end(), true);
  do {
    std::vector<double> in, rest;
    for (const auto& one : tries) {
      std::vector<double> half[2];
      for (std::size_t i = skip; i < one.size(); ++i)
        half[pick[(i - skip) / size] ? 1 : 0].push_back(one[i]);
      for (int k = 0; k < 2; ++k) {
        double mean = 0, var = 0;
        for (const double x : half[k]) mean += x / static_cast<double>(half[k].size());
        for (const double x : half[k])
          var += (x - mean) * (x - mean) / static_cast<double>(half[k].size());
        (k == 1 ? in : rest).push_back(mean / std::sqrt(var));
      }
    }
    const std::size_t best =
        static_cast<std::size_t>(std::max_element(in.begin(), in.end()) - in.begin());
    std::size_t rank = 1;
    for (const double x : rest) rank += x < rest[best] ? 1 : 0;
    const double share = static_cast<double>(rank) / static_cast<double>(tries.size() + 1);
    bad += share <= 0.5 ? 1 : 0;
    ++ways;
  } while (std::next_permutation(pick.begin(), pick.end()));
  return static_cast<double>(bad) / static_cast<double>(ways);
}

TEST(Overfitting, IsWhatThePaperSaysStepByStep) {
  for (const std::uint64_t seed : {1U, 2U, 3U}) {
    const Tries tries = noise(9, 51, seed);
    for (const std::size_t blocks : {2U, 4U, 8U})
      EXPECT_NEAR(probability_of_overfitting(tries, blocks)->probability,
                  by_the_letter(tries, blocks), 1e-12);
  }
}

// tests/golden/make_overfitting.py, where the matrices are described.
Tries golden_tries(const std::string& kind, std::size_t tries, std::size_t periods,
                   std::uint64_t seed) {
  Tries out = noise(tries, periods, seed);
  for (auto& one : out) {
    double mean = 0;
    for (const double x : one) mean += x / static_cast<double>(periods);
    for (double& x : one) x -= kind == "recentred" ? mean : 0;
  }
  for (double& x : out[tries / 2]) x += kind == "edge" ? 0.25 : 0;
  return out;
}

TEST(Overfitting, IsThatOfNumpyOnTheTestCasesOfThePaper) {
  std::ifstream file(FWQ_SOURCE_DIR "/tests/golden/overfitting.txt");
  std::size_t cases = 0;
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with('#')) continue;
    std::istringstream cells(line);
    std::string kind;
    std::size_t tries = 0, periods = 0, blocks = 0;
    std::uint64_t seed = 0;
    double probability = 0, loss = 0, slope = 0, logit = 0;
    cells >> kind >> tries >> periods >> seed >> blocks >> probability >> loss >> slope >> logit;
    SCOPED_TRACE(line);
    const auto found =
        probability_of_overfitting(golden_tries(kind, tries, periods, seed), blocks).value();
    EXPECT_NEAR(found.probability, probability, 1e-12);
    EXPECT_NEAR(found.loss_probability, loss, 1e-12);
    EXPECT_NEAR(found.slope, slope, 1e-9);
    double mean = 0;
    for (const double x : found.logits) mean += x / static_cast<double>(found.combinations);
    EXPECT_NEAR(mean, logit, 1e-9);
    // What the paper says of its first case: what is worth nothing in all must lose out of sample what it won in it.
    if (kind == "recentred") {
      EXPECT_EQ(found.probability, 1);
      EXPECT_NEAR(found.slope, -1, 0.1);
    }
    ++cases;
  }
  EXPECT_EQ(cases, 6U);
}

TEST(Overfitting, IsAboutAHalfWhereNothingIsToBeFound) {
  double sum = 0;
  for (std::uint64_t seed = 1; seed <= 20; ++seed)
    sum += probability_of_overfitting(noise(30, 96, seed), 8)->probability / 20;
  EXPECT_NEAR(sum, 0.5, 0.1);
}

TEST(Overfitting, IsLowWhereOneTryIsTrulyBetter) {
  Tries tries = noise(30, 160, 4);
  for (double& x : tries[7]) x += 1;
  const auto result = probability_of_overfitting(tries, 16).value();
  EXPECT_LT(result.probability, 0.01);
  EXPECT_LT(result.loss_probability, 0.01);
  EXPECT_EQ(result.combinations, 12870U);
}

TEST(Overfitting, IsHighWhereTheGoodOfOneHalfIsTheBadOfTheOther) {
  // Each try gains in one block what it loses in all others.
  Tries tries(8, std::vector<double>(80));
  Random random(3);
  for (std::size_t t = 0; t < 8; ++t) {
    for (std::size_t i = 0; i < 80; ++i)
      tries[t][i] = (i / 10 == t ? 7.0 : -1.0) + 0.1 * random.normal();
  }
  const auto result = probability_of_overfitting(tries, 8).value();
  EXPECT_GT(result.probability, 0.9);
  EXPECT_LT(result.slope, 0);
}

TEST(Overfitting, RefusesWhatItCannotJudge) {
  EXPECT_FALSE(probability_of_overfitting(noise(1, 40, 1)));
  EXPECT_FALSE(probability_of_overfitting(noise(3, 31, 1), 16));
  EXPECT_FALSE(probability_of_overfitting(noise(3, 60, 1), 7));
  EXPECT_FALSE(probability_of_overfitting(noise(3, 60, 1), 0));
  EXPECT_FALSE(probability_of_overfitting(noise(3, 900, 1), 22));
  Tries uneven = noise(3, 60, 1);
  uneven[1].pop_back();
  EXPECT_FALSE(probability_of_overfitting(uneven, 4));
  Tries gap = noise(3, 60, 1);
  gap[2][5] = std::nan("");
  EXPECT_FALSE(probability_of_overfitting(gap, 4));
  // Tries in which nothing ever happened have no ratio, and are no fault.
  EXPECT_TRUE(probability_of_overfitting(Tries(3, std::vector<double>(60)), 4));
}

}  // namespace
}  // namespace fwq::optimization
