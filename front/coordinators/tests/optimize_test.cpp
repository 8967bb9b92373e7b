// Optimizing a pattern in a home: kept trial by trial, taken up again, and put in force only if it is better.
#include "fwq/coordinators/algorithm_optimizer.hpp"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <nlohmann/json.hpp>

#include "fwq/coordinators/pattern_worth.hpp"
#include "fwq/core/events.hpp"
#include "support/store_of_walks.hpp"

namespace fwq::coordinators {
namespace {

struct Request {
  std::string pattern;
  optimization::OptimizationConfig config;
  OptimizerOptions options;
};

// Those of a home, newest first.
Result<std::vector<data::OptimizationRecord>> history_of(const Home& home,
                                                         std::string_view pattern = "") {
  core::TaskSystem tasks(1);
  return AlgorithmOptimizer(home, tasks).get_optimization_history(pattern);
}

class OptimizationOfAStore : public StoreOfWalks {
 protected:
  OptimizationOfAStore() {
    request_.pattern = "hammer";
    request_.config.algorithm = "random";
    request_.config.max_iterations = 24;
    request_.config.objective.min_hits = 5;
    request_.options.now = 1'700'000'000;
    core::TaskSystem tasks(2);
    market_ = load_for_optimization(*snapshot_, *db_, MarketRequest{}, tasks).value();
  }
  Result<PatternOptimization> run(
      std::size_t threads = 2, const core::TaskContext& context = {},
      const std::function<void(const optimization::OptimizationProgress&)>& progress = {}) {
    core::TaskSystem tasks(threads);
    OptimizerHooks hooks;
    hooks.on_progress = [&](std::string_view, const auto& p) {
      if (progress) progress(p);
    };
    FWQ_TRY_ASSIGN(
        done, AlgorithmOptimizer(*home_, tasks, request_.options)
                  .optimize_pattern(market_, request_.pattern, request_.config, context, hooks));
    return std::move(done.front());
  }
  OptimizationMarket market_;
  Request request_;
};

std::vector<std::vector<double>> tried(const PatternOptimization& done) {
  std::vector<std::vector<double>> out;
  for (const auto& trial : done.outcome.trials) out.push_back(trial.params);
  return out;
}

TEST_F(OptimizationOfAStore, LoadsWhatCanBeBought) {
  EXPECT_EQ(market_.series.size(), 8U) << "not the index";
  EXPECT_EQ(market_.bars, 4000U);
  core::TaskSystem one(1);
  EXPECT_EQ(load_for_optimization(*snapshot_, *db_, {}, one).value().data_hash, market_.data_hash);
}

TEST_F(OptimizationOfAStore, KeepsEveryTrialAndTheOutcome) {
  std::size_t last = 0;
  const auto done = run(2, {}, [&](const auto& p) { last = p.evaluations; }).value();
  EXPECT_EQ(done.outcome.evaluations, 24U);
  EXPECT_EQ(last, 24U);
  EXPECT_EQ(done.series, 8U);
  EXPECT_EQ(db_->trials(done.id).value().size(), 24U);
  const auto history = history_of(*home_, "hammer").value();
  ASSERT_EQ(history.size(), 1U);
  EXPECT_EQ(history[0].state, "done");
  EXPECT_EQ(history[0].id, done.id);
  const auto result = nlohmann::json::parse(history[0].result);
  for (const char* key :
       {"optimization_id", "best_params", "best_score", "baseline_score", "validation_score",
        "test_score", "iterations", "evaluations", "version", "verdict"})
    EXPECT_TRUE(result.contains(key)) << key;
  EXPECT_TRUE(history_of(*home_, "doji").value().empty());
}

TEST_F(OptimizationOfAStore, IsTheSameForAnyNumberOfThreads) {
  const auto two = run(2).value();
  request_.options.anew = true;
  const auto one = run(1).value();
  EXPECT_EQ(one.id, two.id);
  EXPECT_EQ(one.taken_up, 0U);
  EXPECT_EQ(tried(one), tried(two));
  EXPECT_EQ(one.outcome.best_params, two.outcome.best_params);
  EXPECT_EQ(one.outcome.best_score, two.outcome.best_score);
}

TEST_F(OptimizationOfAStore, CancelledItGoesOnWhereItWas) {
  for (const char* algorithm : {"random", "genetic", "bayesian", "tpe", "gradient"}) {
    request_.config.algorithm = algorithm;
    request_.config.population_size = 8;
    request_.config.max_iterations = 20;
    std::stop_source stop;
    const auto cut = run(2, core::TaskContext(stop.get_token(), {}), [&](const auto& p) {
                       if (p.evaluations == 7) stop.request_stop();
                     }).value();
    EXPECT_EQ(cut.outcome.end, optimization::SearchEnd::cancelled) << algorithm;
    EXPECT_FALSE(cut.version) << "what was not finished is not kept as a version";
    for (const auto& record : history_of(*home_, "hammer").value()) {
      EXPECT_EQ(record.state, record.id == cut.id ? "cancelled" : "done");
    }
    const auto rest = run().value();
    EXPECT_EQ(rest.id, cut.id);
    EXPECT_EQ(rest.taken_up, cut.outcome.trials.size());
    EXPECT_GE(rest.taken_up, 7U);
    request_.options.anew = true;
    const auto whole = run().value();
    request_.options.anew = false;
    EXPECT_EQ(whole.taken_up, 0U);
    EXPECT_EQ(tried(rest), tried(whole)) << algorithm;
    EXPECT_EQ(rest.outcome.best_params, whole.outcome.best_params);
    EXPECT_EQ(rest.outcome.verdict, whole.outcome.verdict);
  }
}

TEST_F(OptimizationOfAStore, KilledInTheMiddleItGoesOnWhereItWas) {
  db_.reset();  // A child must not share the parent's connection.
  const pid_t child = fork();
  if (child == 0) {
    (void)run(1, {}, [&](const auto& p) {
      if (p.evaluations == 9) ::kill(::getpid(), SIGKILL);
    });
    ::_exit(0);
  }
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  ASSERT_TRUE(WIFSIGNALED(status));
  db_.emplace(home_->database(false).value());
  EXPECT_EQ(history_of(*home_, "hammer").value()[0].state, "running");
  const auto rest = run().value();
  EXPECT_GE(rest.taken_up, 8U);
  EXPECT_EQ(rest.outcome.evaluations, 24U);
  EXPECT_EQ(history_of(*home_, "hammer").value()[0].state, "done");
  request_.options.anew = true;
  EXPECT_EQ(tried(run().value()), tried(rest));
}

TEST_F(OptimizationOfAStore, FromADamagedTrialOnItIsSearchedAgain) {
  const auto whole = run().value();
  ASSERT_GT(whole.outcome.trials.size(), 12U);
  const std::string good = db_->trials(whole.id).value()[10];
  const auto with = [&](const char* from, const std::string& to) {
    std::string text = good;
    const auto at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    return text.replace(at, std::string(from).size(), to);
  };
  for (const std::string& bad :
       {std::string(), std::string("null"), good.substr(0, good.size() / 2),
        std::string(R"({"params":[1],"score":1})"), with("\"params\":[", "\"params\":[null,"),
        with("\"months\":[", "\"months\":[0,"), with("\"months\":[", "\"months\":[null,"),
        with("\"score\"", "\"error\":7,\"score\""), with("\"parts\":[", "\"parts\":[[],")}) {
    ASSERT_TRUE(db_->put_trial(whole.id, 10, bad));
    const auto again = run().value();
    EXPECT_EQ(tried(again), tried(whole)) << bad;
    EXPECT_EQ(again.outcome.best_params, whole.outcome.best_params) << bad;
    EXPECT_EQ(std::to_string(again.outcome.deflated), std::to_string(whole.outcome.deflated))
        << bad;  // Both may be none.
  }
  ASSERT_TRUE(db_->put_trial(whole.id, 10, db_->trials(whole.id).value()[11]));
  const auto other = run();
  ASSERT_FALSE(other);
  EXPECT_NE(other.error().message.find("--anew"), std::string::npos) << other.error().message;
}

TEST_F(OptimizationOfAStore, IsDoneByOneAtATimeForAPattern) {
  bool asked = false;
  const auto done = run(2, {}, [&](const auto&) {
    if (asked) return;
    asked = true;
    const auto second = run();
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().code, Errc::unavailable);
    EXPECT_NE(second.error().message.find("hammer"), std::string::npos);
    request_.pattern = "doji";
    EXPECT_TRUE(run()) << "another pattern's does not stand in its way";
    request_.pattern = "hammer";
  });
  EXPECT_TRUE(done);
  EXPECT_TRUE(asked);
}

TEST_F(OptimizationOfAStore, DependsOnSettingsBaselineAndData) {
  const std::string id = run().value().id;
  EXPECT_EQ(run().value().id, id);
  request_.config.timeout_minutes = 5;
  EXPECT_EQ(run().value().id, id) << "a time-out only ends it sooner";
  request_.config.seed = 2;
  const std::string other_seed = run().value().id;
  EXPECT_NE(other_seed, id);
  request_.config.seed = 1;
  market_.data_hash = "0";
  EXPECT_NE(run().value().id, id);
}

// On walks nothing can be better than by luck: what the test does not confirm is not put in force.
TEST_F(OptimizationOfAStore, PutsInForceOnlyWhatIsBetter) {
  for (const char* pattern : {"hammer", "doji", "spinning_top", "head_shoulders_top"}) {
    request_.pattern = pattern;
    const auto result = run();
    ASSERT_TRUE(result) << result.error().message;
    const auto& done = *result;
    optimization::VersionManager versions(*db_);
    const auto active = versions.active(*done.pattern).value();
    EXPECT_EQ(done.activated, done.outcome.verdict == optimization::Verdict::better) << pattern;
    EXPECT_EQ(active.number == 1, !done.activated) << pattern;
    if (!done.version) {
      EXPECT_EQ(done.outcome.best_params, done.outcome.baseline_params);
      continue;
    }
    EXPECT_EQ(done.version->parameters, done.outcome.best_params);
    EXPECT_EQ(done.version->method, "random");
    EXPECT_EQ(done.version->data_hash, market_.data_hash);
    EXPECT_EQ(db_->version_measures(pattern).value().size(), 2U) << "of both, on the same bars";
    EXPECT_NE(done.version->metrics.find("\"test\""), std::string::npos);
  }
}

TEST_F(OptimizationOfAStore, KeepsWithoutPuttingInForceOnRequest) {
  request_.options.activate = false;
  for (std::uint64_t seed = 1; seed <= 4; ++seed) {
    request_.config.seed = seed;
    EXPECT_FALSE(run().value().activated);
  }
  EXPECT_EQ(optimization::VersionManager(*db_)
                .active(*optimization::find_pattern("hammer").value())
                .value()
                .number,
            1);
}

TEST_F(OptimizationOfAStore, TellsTheEventBusWhenItBegins) {
  core::EventBus events;
  std::vector<core::OptimizationStarted> started;
  const auto subscription = events.subscribe<core::OptimizationStarted>(
      [&](const core::OptimizationStarted& event) { started.push_back(event); });
  request_.options.events = &events;
  const auto done = run().value();
  ASSERT_EQ(started.size(), 1U);
  EXPECT_EQ(started[0].optimization_id, done.id);
  EXPECT_EQ(started[0].pattern, "hammer");
  EXPECT_EQ(started[0].algorithm, "random");
}

TEST_F(OptimizationOfAStore, CountsOnDrawnWindowsWithoutAMarket) {
  request_.config.target_metric = "f1_score";
  request_.config.planted.shapes = 40;
  market_ = {};
  std::stop_source stop;
  const auto cut = run(2, core::TaskContext(stop.get_token(), {}), [&](const auto& p) {
                     if (p.evaluations == 6) stop.request_stop();
                   }).value();
  const auto rest = run().value();
  EXPECT_EQ(rest.id, cut.id);
  EXPECT_GE(rest.taken_up, 6U);
  EXPECT_EQ(rest.series, 0U);
  for (const auto& trial : rest.outcome.trials) {
    ASSERT_TRUE(trial.measured);
    const auto& part = (*trial.measured)[optimization::Part::test];
    ASSERT_TRUE(part.planted) << "also of those that were taken up";
    EXPECT_EQ(part.planted->true_positives + part.planted->false_negatives, 40U);
  }
  request_.options.anew = true;
  const auto whole = run().value();
  EXPECT_EQ(tried(whole), tried(rest));
  EXPECT_EQ(whole.outcome.best_params, rest.outcome.best_params);
  const auto result = nlohmann::json::parse(optimization_result_json(rest));
  EXPECT_TRUE(result["baseline"]["test"].contains("recall"));
}

TEST_F(OptimizationOfAStore, TakesBlocksInTurnAsValidation) {
  request_.config.folds = 4;
  request_.config.max_iterations = 6;
  request_.config.objective.embargo = 2;
  const auto done = run();
  ASSERT_TRUE(done) << done.error().message;
  EXPECT_EQ(done->outcome.folds.size(), 4U);
  EXPECT_EQ(done->outcome.trials.size(), 24U);
  const std::string id = done->id;
  request_.config.folds = 0;
  EXPECT_NE(run().value().id, id);
}

TEST_F(OptimizationOfAStore, RefusesWhatMakesNoSense) {
  request_.pattern = "hamer";
  EXPECT_NE(run().error().message.find("hammer"), std::string::npos);
  request_.pattern = "hammer";
  request_.config.algorithm = "genetik";
  EXPECT_EQ(run().error().code, Errc::not_found);
  request_.config.algorithm = "random";
  request_.config.max_iterations = 0;
  EXPECT_EQ(run().error().code, Errc::invalid_argument);
  request_.config.max_iterations = 24;
  market_.series.clear();
  EXPECT_EQ(run().error().code, Errc::invalid_argument);
  EXPECT_TRUE(history_of(*home_).value().empty()) << "nothing of it is kept";
}

// What is in force is what the whole program finds from the next call on.
TEST_F(OptimizationOfAStore, ScansObeyTheVersionInForce) {
  core::TaskSystem tasks(2);
  ScanRequest asked;
  asked.types = {"white_marubozu"};
  asked.last = 400;
  WorthRequest worth;
  worth.types = {"white_marubozu"};
  const auto counts = [&] {
    return std::pair(scan(*snapshot_, *db_, asked, tasks).value().hits.size(),
                     pattern_worth(*snapshot_, *db_, worth, tasks).value().report.hits);
  };
  const auto before = counts();
  ASSERT_GT(before.first, 0U);
  optimization::VersionManager versions(*db_);
  const auto* marubozu = optimization::find_pattern("white_marubozu").value();
  std::vector<double> values;
  for (const auto& param : marubozu->params) values.push_back(param.min);
  versions.activate_version(*marubozu, versions.save_version(*marubozu, values, {}).value().id)
      .value();
  const auto after = counts();
  EXPECT_NE(after.first, before.first);
  EXPECT_NE(after.second, before.second);
}

}  // namespace
}  // namespace fwq::coordinators
