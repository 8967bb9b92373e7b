// Many patterns optimized in a batch: order, pause, cancel, and a verdict over all of them.
#include "fwq/coordinators/auto_tuner.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <cmath>
#include <thread>

#include "support/store_of_walks.hpp"

namespace fwq::coordinators {
namespace {

class TunerOfAStore : public StoreOfWalks {
 protected:
  TunerOfAStore() : tasks_(2) {
    market_ = load_for_optimization(*snapshot_, *db_, {}, tasks_).value();
    config_.algorithm = "random";
    config_.max_iterations = 8;
    config_.objective.min_hits = 3;
  }
  static std::vector<std::string> names(const std::vector<TuneTask>& tasks) {
    std::vector<std::string> out;
    for (const TuneTask& task : tasks) out.emplace_back(task.pattern->id);
    return out;
  }
  core::TaskSystem tasks_;
  OptimizationMarket market_;
  optimization::OptimizationConfig config_;
};

TEST_F(TunerOfAStore, TakesSmallPrioritiesFirst) {
  AutoTuner tuner(*home_, market_, tasks_);
  tuner.add_task("hammer", 5, config_).value();
  tuner.add_task("marubozu", 7, config_).value();
  tuner.add_task("doji", 1, config_).value();
  tuner.add_task("hammer", 6, config_).value();  // Once, with what is new.
  EXPECT_EQ(names(tuner.get_optimization_status().tasks),
            (std::vector<std::string>{"doji", "hammer", "black_marubozu", "white_marubozu"}));
  std::vector<std::string> begun;
  const auto report =
      tuner
          .run_batch_optimization(
              {},
              [&] {
                const auto status = tuner.get_optimization_status();
                EXPECT_LE(status.running, 1U);
                for (const auto& task : status.tasks) {
                  const std::string id(task.pattern->id);
                  if (task.state == TuneState::running && (begun.empty() || begun.back() != id))
                    begun.push_back(id);
                }
              })
          .value();
  EXPECT_EQ(begun, names(report.tasks));
  EXPECT_EQ(report.total_tasks, 4U);
  EXPECT_EQ(report.recommendations.size(), 4U);
  const auto status = tuner.get_optimization_status();
  EXPECT_EQ(status.completed, 4U);
  EXPECT_EQ(status.fraction, 1);
  EXPECT_EQ(status.seconds_left, 0);
  EXPECT_FALSE(tuner.run_batch_optimization()) << "once";
  EXPECT_FALSE(tuner.add_task("doji")) << "it has begun";
}

TEST_F(TunerOfAStore, IsTheSameForAnyNumberOfWorkers) {
  std::vector<std::vector<std::vector<double>>> best;
  for (const std::size_t workers : {1U, 3U}) {
    AutoTuner tuner(*home_, market_, tasks_,
                    {.max_workers = workers, .activate = false, .anew = true});
    for (const char* id : {"hammer", "doji", "spinning_top", "marubozu"})
      tuner.add_task(id, 5, config_).value();
    best.emplace_back();
    for (const auto& task : tuner.run_batch_optimization().value().tasks) {
      EXPECT_EQ(task.state, TuneState::completed) << task.error;
      best.back().push_back(task.done->outcome.best_params);
    }
  }
  EXPECT_EQ(best[0], best[1]);
}

TEST_F(TunerOfAStore, CancelledItKeepsWhatIsFinishedAndGoesOnNextTime) {
  const auto add = [&](AutoTuner& tuner) {
    for (const char* id : {"hammer", "doji", "spinning_top"})
      tuner.add_task(id, 5, config_).value();
  };
  AutoTuner first(*home_, market_, tasks_);
  add(first);
  std::stop_source stop;
  const auto cut = first
                       .run_batch_optimization(core::TaskContext(stop.get_token(), {}),
                                               [&] {
                                                 const auto status =
                                                     first.get_optimization_status();
                                                 if (status.completed == 1) stop.request_stop();
                                               })
                       .value();
  EXPECT_TRUE(cut.was_cancelled);
  EXPECT_EQ(cut.activated, 0U) << "not all were judged together";
  EXPECT_EQ(cut.tasks[0].state, TuneState::completed);
  EXPECT_EQ(cut.tasks[2].state, TuneState::cancelled);
  AutoTuner second(*home_, market_, tasks_);
  add(second);
  const auto rest = second.run_batch_optimization().value();
  EXPECT_EQ(rest.tasks[0].done->taken_up, 8U) << "nothing is evaluated twice";
  EXPECT_EQ(rest.tasks[2].state, TuneState::completed);
}

TEST_F(TunerOfAStore, CancelsOneTaskOnly) {
  AutoTuner tuner(*home_, market_, tasks_);
  for (const char* id : {"hammer", "doji", "spinning_top"}) tuner.add_task(id, 5, config_).value();
  EXPECT_TRUE(tuner.cancel_task("doji")) << "not yet begun";
  EXPECT_FALSE(tuner.cancel_task("harami"));
  const auto report = tuner
                          .run_batch_optimization({},
                                                  [&] {
                                                    const auto status =
                                                        tuner.get_optimization_status();
                                                    if (status.tasks[2].progress.evaluations == 3)
                                                      tuner.cancel_task("spinning_top");
                                                  })
                          .value();
  EXPECT_FALSE(report.was_cancelled);
  EXPECT_EQ(report.tasks[0].state, TuneState::completed);
  EXPECT_EQ(report.tasks[1].state, TuneState::cancelled);
  EXPECT_EQ(report.tasks[2].state, TuneState::cancelled);
  EXPECT_FALSE(tuner.cancel_task("hammer")) << "it is finished";
}

TEST_F(TunerOfAStore, PausedNothingIsEvaluatedAndCancelStillWorks) {
  AutoTuner tuner(*home_, market_, tasks_);
  for (const char* id : {"hammer", "doji"}) tuner.add_task(id, 5, config_).value();
  std::stop_source stop;
  std::atomic<bool> paused{false};
  std::optional<Result<TuningReport>> report;
  std::jthread runner([&] {
    report = tuner.run_batch_optimization(core::TaskContext(stop.get_token(), {}), [&] {
      if (paused || tuner.get_optimization_status().tasks[0].progress.evaluations < 3) return;
      tuner.pause();
      paused = true;
    });
  });
  while (!paused) std::this_thread::yield();
  const auto evaluations = [&] {
    return tuner.get_optimization_status().tasks[0].progress.evaluations;
  };
  const auto at_pause = evaluations();
  std::this_thread::sleep_for(std::chrono::milliseconds(60));
  EXPECT_EQ(evaluations(), at_pause);
  EXPECT_TRUE(tuner.get_optimization_status().paused);
  tuner.resume();
  while (tuner.get_optimization_status().completed == 0) std::this_thread::yield();
  EXPECT_FALSE(tuner.get_optimization_status().paused);
  tuner.pause();
  stop.request_stop();
  runner.join();
  ASSERT_TRUE(report && *report);
  EXPECT_TRUE((*report)->was_cancelled);
}

TEST_F(TunerOfAStore, OneThatFailsDoesNotStopTheOthers) {
  const auto held = core::FileLock::acquire(home_->folder() / ".optimizing-doji", "a test").value();
  AutoTuner tuner(*home_, market_, tasks_);
  for (const char* id : {"doji", "hammer"}) tuner.add_task(id, 5, config_).value();
  const auto report = tuner.run_batch_optimization().value();
  EXPECT_EQ(report.tasks[0].state, TuneState::failed);
  EXPECT_NE(report.tasks[0].error.find("doji"), std::string::npos);
  EXPECT_NE(report.recommendations[0].en.find("Could not be optimized"), std::string::npos);
  EXPECT_EQ(report.tasks[1].state, TuneState::completed);
}

TEST_F(TunerOfAStore, SmartTakesTheWorstFirstAndLeavesTheGoodAlone) {
  AutoTuner tuner(*home_, market_, tasks_);
  optimization::OptimizationConfig base;
  base.objective.min_hits = 3;
  const auto ratings = tuner
                           .add_smart({"doji", "hammer", "marubozu", "spinning_top"},
                                      {.threshold = -0.005, .minutes_per_pattern = 0.02}, base)
                           .value();
  EXPECT_EQ(ratings.size(), 5U);
  const auto tasks = tuner.get_optimization_status().tasks;
  std::size_t chosen = 0;
  for (const auto& rating : ratings) {
    EXPECT_EQ(rating.error, "");
    EXPECT_EQ(rating.chosen, rating.score < -0.005) << rating.pattern->id;
    chosen += rating.chosen ? 1U : 0U;
  }
  ASSERT_EQ(tasks.size(), chosen);
  double last = -1e9;
  for (const auto& task : tasks) {
    const auto rating = std::find_if(ratings.begin(), ratings.end(),
                                     [&](const auto& r) { return r.pattern == task.pattern; });
    EXPECT_GE(rating->score, last);
    last = rating->score;
    EXPECT_NE(task.why, "");
    EXPECT_NE(task.why_zh, "");
    EXPECT_TRUE(optimization::check(task.config));
  }
}

TEST_F(TunerOfAStore, SmartGoesOnWithWhatWasBrokenOff) {
  auto config = config_;
  config.seed = 77;
  std::stop_source stop;
  AlgorithmOptimizer(*home_, tasks_)
      .optimize_pattern(market_, "hammer", config, core::TaskContext(stop.get_token(), {}),
                        {.on_progress =
                             [&](auto, const auto& p) {
                               if (p.evaluations == 4) stop.request_stop();
                             }})
      .value();
  AutoTuner tuner(*home_, market_, tasks_);
  tuner.add_smart({"hammer"}, {.threshold = 1}, config_).value();
  const auto report = tuner.run_batch_optimization().value();
  EXPECT_EQ(report.tasks[0].config.seed, 77U);
  EXPECT_GE(report.tasks[0].done->taken_up, 4U);
}

TEST_F(TunerOfAStore, RefusesWhatMakesNoSense) {
  AutoTuner tuner(*home_, market_, tasks_);
  EXPECT_EQ(tuner.run_batch_optimization().error().code, Errc::invalid_argument) << "no task";
  EXPECT_EQ(tuner.add_task("dojy").error().code, Errc::not_found);
  EXPECT_EQ(tuner.add_task("doji", 0).error().code, Errc::invalid_argument);
  EXPECT_EQ(tuner.add_task("doji", 11).error().code, Errc::invalid_argument);
  config_.max_iterations = 1;
  EXPECT_EQ(tuner.add_task("doji", 5, config_).error().code, Errc::invalid_argument);
}

TEST_F(TunerOfAStore, OneClickTakesEveryPatternWithParameters) {
  AutoTuner tuner(*home_, market_, tasks_);
  tuner.add_all(config_).value();
  std::size_t with = 0;
  for (const auto* pattern : analysis::built_in_patterns()) with += pattern->params.size() > 0;
  EXPECT_EQ(tuner.get_optimization_status().tasks.size(), with);
}

// Tasks whose gains in the test have these sizes, each with an error of 1 %.
std::vector<TuneTask> tasks_with(const std::vector<double>& gains) {
  std::vector<TuneTask> out;
  for (const double gain : gains) {
    TuneTask task;
    task.pattern = analysis::built_in_patterns()[out.size()];
    task.state = TuneState::completed;
    PatternOptimization done;
    done.pattern = task.pattern;
    done.outcome.baseline_params = {1};
    done.outcome.best_params = {2};
    done.outcome.verdict =
        gain > 0 ? optimization::Verdict::better : optimization::Verdict::not_confirmed;
    auto& test = done.outcome.best.parts[2];
    test.lift = gain;
    test.error = 0.01;
    task.done = std::move(done);
    out.push_back(std::move(task));
  }
  return out;
}

// By hand: z = 3, 2.5 and 1 have one-sided p of 0.00135, 0.00621 and 0.15866; of four, Holm makes them 4, 3 and 2 times as large.
TEST(TuningReport, CountsHowManyPatternsWereTried) {
  const auto report = judge_together(tasks_with({0.01, 0.03, -0.02, 0.025}));
  EXPECT_NEAR(report.tasks[1].p_adjusted, 4 * 0.0013499, 1e-6);
  EXPECT_NEAR(report.tasks[3].p_adjusted, 3 * 0.0062097, 1e-6);
  EXPECT_NEAR(report.tasks[0].p_adjusted, 2 * 0.1586553, 1e-6);
  EXPECT_NEAR(report.tasks[2].p_adjusted, 0.9772499, 1e-6);
  EXPECT_EQ(report.successful_tasks, 3U);
  EXPECT_NEAR(report.average_improvement, 0.065 / 3, 1e-12);
  EXPECT_EQ(report.best_pattern, report.tasks[1].pattern->id);
  EXPECT_NEAR(report.expected_by_luck, 4 * 0.0795, 1e-12);
}

TEST(TuningReport, AdjustedValuesNeverFallWithTheOrder) {
  const auto report = judge_together(tasks_with({0.02, 0.0201, 0.0202}));
  EXPECT_GE(report.tasks[1].p_adjusted, report.tasks[2].p_adjusted);
  EXPECT_GE(report.tasks[0].p_adjusted, report.tasks[1].p_adjusted);
}

}  // namespace
}  // namespace fwq::coordinators
