// Whether searches find what is there, and nothing where nothing is: on real bars and on random ones.
#include <gtest/gtest.h>

#include <cstdio>

#include "fwq/optimization/optimization.hpp"
#include "planted_optimum.hpp"

namespace fwq::optimization {
namespace {

using test::market;
using test::pattern;

// The hammer's bound on the lower shadow's share, from 0 to 1: the one that is planted. The three
// shares of a bar are 1 together, so that bounds on the body and the upper shadow are a bound on the
// lower one as well.
double lower_bound_of(const std::vector<double>& params) {
  return std::max(params[2], 1 - params[0] - params[1]);
}

struct Search {
  std::string_view algorithm;
  std::size_t iterations;
};

OptimizationConfig config(const Search& how, std::uint64_t seed) {
  OptimizationConfig out;
  out.algorithm = how.algorithm;
  out.max_iterations = how.iterations;
  out.seed = seed;
  return out;
}

// `count` series from `all`, others for each seed.
std::vector<ObjectiveSeries> some_of(const std::vector<ObjectiveSeries>& all, std::size_t count,
                                     std::uint64_t seed) {
  Random random(seed);
  std::vector<ObjectiveSeries> out;
  std::vector<std::size_t> order(all.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  for (std::size_t k = 0; k < count; ++k) {
    std::swap(order[k], order[k + random.below(order.size() - k)]);
    out.push_back(all[order[k]]);
  }
  return out;
}

// In how many of the seeds the planted optimum is found within 5 % of the parameter's range.
int found_in(const std::vector<ObjectiveSeries>& all, std::size_t count, const Search& how,
             std::uint64_t seeds, double pay) {
  core::TaskSystem tasks(2);
  int found = 0;
  std::printf("%s:", std::string(how.algorithm).c_str());
  for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
    const double best = 0.35 + 0.3 * Random(seed + 100).unit();
    std::vector<ObjectiveSeries> series;
    for (const auto& one : some_of(all, count, seed))
      series.push_back(test::paying_by_lower_shadow(one, best, pay));
    const auto objective =
        PatternObjective::make(pattern("hammer"), std::move(series), {.horizon = 2}).value();
    const auto out = optimize(objective, config(how, seed), tasks).value();
    const double off = lower_bound_of(out.best_params) - best;
    std::printf(" %.3f", off);
    found += std::abs(off) <= 0.05 ? 1 : 0;
  }
  std::printf("\n");
  return found;
}

TEST(Honesty, FindsAPlantedOptimumAmongRandomWalks) {
  const auto walks = market(60, 800, false);
  EXPECT_GE(found_in(walks, 30, {"genetic", 20}, 10, 0.05), 9);
}

void expect_found_in_real_stocks(const Search& how) {
  const auto stocks = test::real_stocks();
  ASSERT_GT(stocks.size(), 300U);
  EXPECT_GE(found_in(stocks, 40, how, 50, 0.04), 45);
}

TEST(RealHonesty, BayesianFindsAPlantedOptimumInTheNoiseOfStocks) {
  if (!std::filesystem::exists(FWQ_SHARED_DATA)) GTEST_SKIP();
  expect_found_in_real_stocks({"bayesian", 100});
}
TEST(RealHonesty, TpeFindsAPlantedOptimumInTheNoiseOfStocks) {
  if (!std::filesystem::exists(FWQ_SHARED_DATA)) GTEST_SKIP();
  expect_found_in_real_stocks({"tpe", 100});
}
TEST(RealHonesty, GeneticFindsAPlantedOptimumInTheNoiseOfStocks) {
  if (!std::filesystem::exists(FWQ_SHARED_DATA)) GTEST_SKIP();
  expect_found_in_real_stocks({"genetic", 25});
}

constexpr std::size_t kLeastHits = 10;

// The gain of what a search proposes over the defaults in validation and in the test, where nothing can be foretold.
struct Gains {
  std::vector<double> validation, test;
};
Gains placebo_gains(const std::vector<ObjectiveSeries>& all, std::size_t count, const Search& how,
                    std::uint64_t seeds) {
  core::TaskSystem tasks(2);
  Gains gains;
  for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
    std::vector<ObjectiveSeries> series;
    for (const auto& one : some_of(all, count, seed))
      series.push_back(test::shuffled(one, 1000 * seed + series.size()));
    const auto objective = PatternObjective::make(pattern("hammer"), std::move(series),
                                                  {.horizon = 5, .min_hits = kLeastHits})
                               .value();
    const auto out = optimize(objective, config(how, seed), tasks).value();
    for (const Part part : {Part::validation, Part::test}) {
      auto& to = part == Part::test ? gains.test : gains.validation;
      EXPECT_GE(out.baseline[part].hits, kLeastHits) << "nothing to compare with";
      to.push_back(out.best[part].hits > 0 ? out.best[part].lift - out.baseline[part].lift : 0);
    }
  }
  return gains;
}

// The probability of so large a mean by chance (one-sided): the share of all ways to turn signs that have as large a one, of 20,000.
double chance_of(const std::vector<double>& gains) {
  double sum = 0;
  for (const double gain : gains) sum += gain;
  Random random(7);
  int as_large = 1;
  constexpr int kDraws = 20'000;
  for (int i = 0; i < kDraws; ++i) {
    double other = 0;
    for (const double gain : gains) other += random.unit() < 0.5 ? gain : -gain;
    as_large += other >= sum ? 1 : 0;
  }
  return static_cast<double>(as_large) / (kDraws + 1);
}

void expect_no_lasting_gain(const Gains& gains) {
  const double validation = chance_of(gains.validation), test = chance_of(gains.test);
  double mean = 0;
  for (const double g : gains.validation) mean += g / static_cast<double>(gains.validation.size());
  std::printf("placebo: mean gain in validation %.5f, by chance %.3f; test %.3f\n", mean,
              validation, test);
  EXPECT_GT(validation, 0.05);
  EXPECT_GT(test, 0.05);
}

TEST(Honesty, FindsNoLastingGainInShuffledRandomWalks) {
  expect_no_lasting_gain(placebo_gains(market(60, 1000, false), 30, {"random", 40}, 20));
}

TEST(RealHonesty, FindsNoLastingGainInShuffledRealStocks) {
  if (!std::filesystem::exists(FWQ_SHARED_DATA)) GTEST_SKIP();
  const auto stocks = test::real_stocks();
  for (const Search how : {Search{"random", 60}, {"tpe", 60}, {"genetic", 10}})
    expect_no_lasting_gain(placebo_gains(stocks, 40, how, 50));
}

}  // namespace
}  // namespace fwq::optimization
