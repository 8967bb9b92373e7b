// Blocks of time that take turns as validation.
#include <gtest/gtest.h>

#include <cmath>
#include <set>

#include "fwq/optimization/optimization.hpp"
#include "paying_market.hpp"

namespace fwq::optimization {
namespace {

using test::market;
using test::pattern;

PatternObjective hammers(bool pays, std::uint64_t seed = 1) {
  return PatternObjective::make(pattern("hammer"), market(12, 1200, pays, seed), {.min_hits = 5})
      .value();
}

OptimizationConfig config(std::size_t folds, std::size_t iterations = 15) {
  OptimizationConfig out;
  out.algorithm = "uniform";
  out.max_iterations = iterations;
  out.folds = folds;
  return out;
}

TEST(Folds, CoverTheTimeBeforeTheTestOnceAndLeaveOutWhatReachesOverTheirCuts) {
  const auto whole = hammers(true);
  core::TaskSystem tasks(2);
  const auto all = whole.measure(whole.defaults(), tasks).value();
  std::size_t held_out = 0, last_training = 0;
  for (std::size_t i = 0; i < 4; ++i) {
    const auto fold = whole.fold(i, 4).value();
    const auto one = fold->measure(whole.defaults(), tasks).value();
    held_out += one[Part::validation].hits;
    last_training = one[Part::train].hits;
    EXPECT_GT(one[Part::train].hits, 2 * one[Part::validation].hits);
    // The test is the same, and months are those before it.
    EXPECT_EQ(one[Part::test].hits, all[Part::test].hits);
    EXPECT_EQ(one[Part::test].lift, all[Part::test].lift);
    EXPECT_EQ(one.months.size(), all.months.size());
    // What is lost is what lies around at most two cuts.
    const std::size_t kept = one[Part::train].hits + one[Part::validation].hits;
    const std::size_t before = all[Part::train].hits + all[Part::validation].hits;
    EXPECT_LT(kept, before + before / 10);
    EXPECT_GT(kept, before - before / 10);
  }
  EXPECT_GT(held_out, last_training);
  EXPECT_LT(held_out, all[Part::train].hits + all[Part::validation].hits + 30);
}

TEST(Folds, LetNothingOfTheirBlockIntoTheTraining) {
  // All that the block and what follows it did is changed: the training before it must not notice, and with the last block as
  // validation there is no other.
  auto series = market(8, 1200, true);
  core::TaskSystem tasks(2);
  const auto whole = PatternObjective::make(pattern("hammer"), series).value();
  const data::Time begin = [&] {
    // The last of four blocks, by bars: all series have the same times.
    const auto times = series[0].bars.time();
    const auto test = std::lower_bound(times.begin(), times.end(), whole.begin(2)) - times.begin();
    return times[static_cast<std::size_t>((test * 3 + 3) / 4)];
  }();
  const auto before = whole.fold(3, 4).value()->measure(whole.defaults(), tasks).value();
  std::vector<ObjectiveSeries> other;
  for (const auto& one : series) {
    auto copy = std::make_shared<data::BarSeries>(data::BarSeries::copy_of(one.bars));
    for (std::size_t i = 0; i < copy->size(); ++i) {
      if (copy->time()[i] < begin) continue;
      for (const auto column : {copy->open(), copy->high(), copy->low(), copy->close()})
        column[i] *= 1 + 0.001 * static_cast<double>(i % 7);
    }
    const data::Bars view = copy->view();
    other.push_back({data::Bars(view.time().data(), view.open().data(), view.high().data(),
                                view.low().data(), view.close().data(), view.volume().data(),
                                view.amount().data(), view.size(), copy),
                     {}});
  }
  const auto changed = PatternObjective::make(pattern("hammer"), other).value();
  const auto after = changed.fold(3, 4).value()->measure(whole.defaults(), tasks).value();
  EXPECT_EQ(before[Part::train].hits, after[Part::train].hits);
  EXPECT_EQ(before[Part::train].lift, after[Part::train].lift);
  EXPECT_NE(before[Part::validation].lift, after[Part::validation].lift);
}

TEST(Folds, SearchOnceForEachBlockAndProposeWhatIsBestOverAll) {
  const auto objective = hammers(true);
  core::TaskSystem tasks(2);
  std::vector<std::size_t> numbers, evaluations;
  const auto out =
      optimize(objective, config(4), tasks, {},
               {.on_trial = [&](std::size_t i, const PatternTrial&) { numbers.push_back(i); },
                .on_progress =
                    [&](const OptimizationProgress& p) {
                      EXPECT_EQ(p.of, 60U);
                      evaluations.push_back(p.evaluations);
                    }})
          .value();
  ASSERT_EQ(out.folds.size(), 4U);
  EXPECT_EQ(out.trials.size(), 60U);
  EXPECT_EQ(out.evaluations, 60U);
  for (std::size_t i = 0; i < numbers.size(); ++i) ASSERT_EQ(numbers[i], i);
  EXPECT_TRUE(std::is_sorted(evaluations.begin(), evaluations.end()));
  double mean = 0;
  std::set<std::vector<double>> candidates{out.baseline_params};
  for (const FoldOutcome& fold : out.folds) {
    mean += fold.gain / 4;
    candidates.insert(fold.params);
  }
  EXPECT_NEAR(out.validation_gain, mean, 1e-15);
  EXPECT_TRUE(candidates.contains(out.best_params));
  // By hand: of the candidates none is better over the blocks.
  const auto over_blocks = [&](const std::vector<double>& params) {
    double sum = 0;
    for (std::size_t i = 0; i < 4; ++i)
      sum += objective.fold(i, 4)
                 .value()
                 ->measure(params, tasks)
                 .value()[Part::validation]
                 .overall_score;
    return sum;
  };
  for (const auto& params : candidates)
    EXPECT_GE(over_blocks(out.best_params), over_blocks(params));
  EXPECT_EQ(objective.measure(out.best_params, tasks).value()[Part::test].lift,
            out.best[Part::test].lift);
}

TEST(Folds, AreTheSameForAnyNumberOfThreadsAndTakenUpAgain) {
  const auto objective = hammers(true);
  core::TaskSystem one(1), three(3);
  auto c = config(3, 12);
  c.algorithm = "tpe";
  const auto a = optimize(objective, c, one).value(), b = optimize(objective, c, three).value();
  EXPECT_EQ(a.best_params, b.best_params);
  EXPECT_EQ(a.validation_gain, b.validation_gain);
  // Interrupted in the second of them.
  const std::vector<PatternTrial> earlier(a.trials.begin(), a.trials.begin() + 17);
  std::size_t made = 0;
  const auto again =
      optimize(objective, c, one, {},
               {.on_trial = [&](std::size_t, const PatternTrial&) { ++made; }}, {}, earlier)
          .value();
  EXPECT_EQ(made, a.trials.size() - 17);
  EXPECT_EQ(again.best_params, a.best_params);
  EXPECT_EQ(again.validation_gain, a.validation_gain);
}

TEST(Folds, ProposeNothingWhenCancelled) {
  const auto objective = hammers(true);
  core::TaskSystem tasks(2);
  std::stop_source stop;
  const auto out =
      optimize(objective, config(3, 10), tasks, core::TaskContext(stop.get_token(), {}),
               {.on_trial =
                    [&](std::size_t i, const PatternTrial&) {
                      if (i == 14) stop.request_stop();
                    }})
          .value();
  EXPECT_EQ(out.end, SearchEnd::cancelled);
  EXPECT_EQ(out.trials.size(), 15U);
  EXPECT_EQ(out.best_params, out.baseline_params);
  EXPECT_EQ(out.verdict, Verdict::no_better);
}

TEST(Folds, FindNothingLastingWhereNothingPays) {
  core::TaskSystem tasks(2);
  double sum = 0, square = 0;
  for (std::uint64_t seed = 1; seed <= 12; ++seed) {
    auto c = config(4, 10);
    c.seed = seed;
    const double gain = optimize(hammers(false, seed), c, tasks).value().validation_gain;
    sum += gain;
    square += gain * gain;
  }
  const double mean = sum / 12, error = std::sqrt((square / 12 - mean * mean) / 11);
  EXPECT_LT(mean, 2 * error) << "chosen in training alone, a block's gain is no better than chance";
}

TEST(Folds, RefuseTooManyOrTooShortBlocks) {
  EXPECT_FALSE(check(config(1)));
  EXPECT_FALSE(check(config(11)));
  EXPECT_TRUE(check(config(2)));
  const auto small =
      PatternObjective::make(pattern("hammer"), market(4, 500, false), {.min_hits = 5}).value();
  EXPECT_TRUE(small.fold(0, 2));
  const auto refused = small.fold(0, 10);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Errc::invalid_argument);
}

}  // namespace
}  // namespace fwq::optimization
