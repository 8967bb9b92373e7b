// Optimizing a strategy in a home: asked for in words, kept trial by trial, taken up again, and told.
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <nlohmann/json.hpp>
#include <set>

#include "fwq/coordinators/algorithm_optimizer.hpp"
#include "fwq/coordinators/optimize_report.hpp"
#include "fwq/core/events.hpp"
#include "support/store_of_walks.hpp"

namespace fwq::coordinators {
namespace {

class StrategySearchOfAStore : public StoreOfWalks {
 protected:
  StrategySearchOfAStore() {
    request_.strategy = "ma_cross";
    request_.parameters = {{"short", "2..30"}, {"long", "10..60"}};
    request_.all = true;
    config_.algorithm = "random";
    config_.max_iterations = 20;
    config_.objective.min_hits = 5;
    market_ = load().value();
  }
  Result<StrategyMarket> load() {
    core::TaskSystem tasks(2);
    return load_for_strategies(data(), request_, tasks);
  }
  Result<PatternOptimization> run(std::size_t threads = 2, const core::TaskContext& context = {},
                                  const std::function<void(std::size_t)>& evaluated = {}) {
    core::TaskSystem tasks(threads);
    OptimizerHooks hooks;
    hooks.on_progress = [&](std::string_view subject, const auto& p) {
      EXPECT_EQ(subject, request_.strategy);
      if (evaluated) evaluated(p.evaluations);
    };
    return AlgorithmOptimizer(*home_, tasks, options_)
        .optimize_strategy(market_, request_, config_, context, hooks);
  }
  std::vector<data::OptimizationRecord> history() {
    core::TaskSystem tasks(1);
    return AlgorithmOptimizer(*home_, tasks).get_optimization_history("ma_cross").value();
  }
  BacktestRequest request_;
  StrategyMarket market_;
  optimization::OptimizationConfig config_;
  OptimizerOptions options_;
};

std::vector<std::vector<double>> tried(const PatternOptimization& done) {
  std::vector<std::vector<double>> out;
  for (const auto& trial : done.outcome.trials) out.push_back(trial.params);
  return out;
}

TEST_F(StrategySearchOfAStore, ReadsWhatCanBeTraded) {
  EXPECT_EQ(market_.series.size(), 8U) << "not the index";
  EXPECT_EQ(market_.bars, 4000U);
  const std::string hash = market_.data_hash;
  core::TaskSystem one(1);
  EXPECT_EQ(load_for_strategies(data(), request_, one).value().data_hash, hash);
  request_.all = false;
  request_.symbols = {"600003", "SH600001"};
  const auto two = load().value();
  EXPECT_EQ(two.series.size(), 2U);
  EXPECT_NE(two.data_hash, hash);
}

TEST_F(StrategySearchOfAStore, KeepsEveryTrialAndTellsTheOutcome) {
  const auto done = run().value();
  EXPECT_EQ(done.subject(), "ma_cross");
  EXPECT_EQ(done.outcome.evaluations, 20U);
  EXPECT_EQ(done.range(0), std::pair(2.0, 30.0));
  EXPECT_FALSE(done.version);
  const auto records = history();
  ASSERT_EQ(records.size(), 1U);
  EXPECT_EQ(records[0].state, "done");
  const auto json = nlohmann::json::parse(records[0].result);
  EXPECT_EQ(json["optimization_id"], done.id);
  EXPECT_EQ(json["strategy"], "ma_cross");
  EXPECT_FALSE(json.contains("pattern"));
  EXPECT_EQ(json["baseline_params"], (nlohmann::json{{"short", 5}, {"long", 20}}));
  EXPECT_TRUE(json["version"].is_null());
  EXPECT_EQ(json["settings"]["parameters"]["short"], "2..30");
  EXPECT_FALSE(json["config"].contains("horizon"));
  for (const char* part : {"train", "validation", "test"}) {
    const auto& best = json["best"][part];
    EXPECT_GT(best["trades"], 0) << part;
    EXPECT_NEAR(best["monthly_return"].get<double>() - best["monthly_hold"].get<double>(),
                best["lift"].get<double>(), 1e-12);
    EXPECT_TRUE(best["sharpe"].is_number());
  }
  std::set<std::string> said;
  for (const auto& finding : optimization_findings(done)) {
    said.insert(finding.id);
    EXPECT_FALSE(finding.en.empty() || finding.zh.empty());
    EXPECT_EQ(finding.en.find("version"), std::string::npos) << finding.en;
  }
  EXPECT_TRUE(said.contains("verdict"));
  EXPECT_TRUE(said.contains("holding"));
}

TEST_F(StrategySearchOfAStore, IsTheSameForAnyNumberOfThreads) {
  const auto two = run(2).value();
  options_.anew = true;
  const auto one = run(1).value();
  EXPECT_EQ(one.id, two.id);
  EXPECT_EQ(one.taken_up, 0U);
  EXPECT_EQ(tried(one), tried(two));
  EXPECT_EQ(optimization_result_json(one), optimization_result_json(two));
}

TEST_F(StrategySearchOfAStore, CancelledItGoesOnWhereItWas) {
  for (const char* algorithm : {"random", "uniform", "genetic", "bayesian", "tpe", "gradient"}) {
    config_.algorithm = algorithm;
    config_.population_size = 8;
    std::stop_source stop;
    const auto cut = run(2, core::TaskContext(stop.get_token(), {}), [&](std::size_t n) {
                       if (n == 7) stop.request_stop();
                     }).value();
    EXPECT_EQ(cut.outcome.end, optimization::SearchEnd::cancelled) << algorithm;
    for (const auto& record : history()) {
      EXPECT_EQ(record.state, record.id == cut.id ? "cancelled" : "done");
    }
    const auto rest = run().value();
    EXPECT_EQ(rest.id, cut.id);
    EXPECT_GE(rest.taken_up, 7U);
    options_.anew = true;
    const auto whole = run().value();
    options_.anew = false;
    EXPECT_EQ(tried(rest), tried(whole)) << algorithm;
    auto a = nlohmann::json::parse(optimization_result_json(rest)),
         b = nlohmann::json::parse(optimization_result_json(whole));
    a.erase("taken_up");
    b.erase("taken_up");
    EXPECT_EQ(a, b) << algorithm;
  }
}

TEST_F(StrategySearchOfAStore, KilledInTheMiddleItGoesOnWhereItWas) {
  db_.reset();  // A child must not share the parent's connection.
  const pid_t child = fork();
  if (child == 0) {
    (void)run(1, {}, [&](std::size_t n) {
      if (n == 9) ::kill(::getpid(), SIGKILL);
    });
    ::_exit(0);
  }
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  ASSERT_TRUE(WIFSIGNALED(status));
  EXPECT_EQ(history()[0].state, "running");
  const auto rest = run().value();
  EXPECT_GE(rest.taken_up, 8U);
  options_.anew = true;
  EXPECT_EQ(tried(run().value()), tried(rest));
}

TEST_F(StrategySearchOfAStore, WalksForward) {
  config_.folds = 2;
  config_.objective.embargo = 2;
  config_.objective.min_hits = 1;
  const auto done = run().value();
  ASSERT_EQ(done.outcome.folds.size(), 2U);
  ASSERT_EQ(done.windows.size(), 3U);
  EXPECT_EQ(done.windows.back(), done.begins[2]) << "up to the test";
  EXPECT_EQ(done.window_of(0), 1U);
  EXPECT_EQ(done.window_of(done.outcome.trials.size() - 1), 2U);
  const auto json = nlohmann::json::parse(optimization_result_json(done));
  ASSERT_EQ(json["windows"].size(), 2U);
  EXPECT_LT(json["windows"][0]["end"], json["windows"][1]["begin"]);
  ReportOptions looks;
  looks.language = report::Language::en;
  const auto page = optimization_page(done, looks);
  EXPECT_NE(page.find("Walking forward"), std::string::npos);
  EXPECT_NE(page.find("the tries of the last window"), std::string::npos);
  looks.language = report::Language::zh;
  const auto chinese = optimization_page(done, looks);
  EXPECT_NE(chinese.find("滚动前推"), std::string::npos);
  EXPECT_EQ(chinese.find("该形态与近似形态"), std::string::npos) << "no words of patterns";
}

TEST_F(StrategySearchOfAStore, DependsOnWhatItTradesBy) {
  const std::string id = run().value().id;
  config_.workers = 1;
  config_.timeout_minutes = 5;
  EXPECT_EQ(run().value().id, id) << "threads and time-outs make it no other search";
  std::set<std::string> ids{id};
  const auto is_other = [&](const char* what) {
    EXPECT_TRUE(ids.insert(run().value().id).second) << what;
  };
  request_.costs.commission_rate = 0.001;
  is_other("costs");
  request_.engine.cash = 50'000;
  is_other("cash");
  request_.parameters[0].second = "2..31";
  is_other("a range");
  request_.target.exits.stop_loss = 0.1;
  is_other("a stop");
  config_.seed = 2;
  is_other("the seed");
  market_.data_hash = "0";
  is_other("data");
}

TEST_F(StrategySearchOfAStore, FixesWhatHasOneValueAndFollowsThePatternsNamed) {
  request_.strategy = "pattern";
  request_.parameters = {{"Pattern", "hammer"}, {"hold", "5"}};
  config_.objective.min_hits = 1;
  const auto done = run().value();
  EXPECT_EQ(done.patterns, std::vector<std::string>{"hammer"});
  for (const auto& trial : done.outcome.trials) EXPECT_EQ(trial.params[1], 5);
}

TEST_F(StrategySearchOfAStore, TellsTheEventBusAndCancelsById) {
  core::EventBus events;
  core::TaskSystem tasks(2);
  AlgorithmOptimizer optimizer(*home_, tasks, {.events = &events});
  std::string heard;
  const auto subscription =
      events.subscribe<core::OptimizationStarted>([&](const core::OptimizationStarted& event) {
        EXPECT_EQ(event.pattern, "ma_cross");
        heard = event.optimization_id;
        EXPECT_TRUE(optimizer.cancel_optimization(heard));
      });
  EXPECT_EQ(optimizer.optimize_strategy(market_, request_, config_).error().code, Errc::cancelled);
  EXPECT_EQ(history()[0].id, heard);
}

TEST_F(StrategySearchOfAStore, RefusesWhatMakesNoSense) {
  const auto message = [&] {
    const auto done = run();
    return done ? std::string() : done.error().message;
  };
  for (const auto& [value, part] : {std::pair("2,3", "5..60"),
                                    {"2..30/2", "5..60"},
                                    {"x", "5..60"},
                                    {"30..2", "30..2"},
                                    {"0..9", "1 to 500"}}) {
    request_.parameters[0].second = value;
    EXPECT_NE(message().find(part), std::string::npos) << value << ": " << message();
  }
  request_.parameters = {{"short", "3"}, {"SHORT", "4"}};
  EXPECT_NE(message().find("twice"), std::string::npos);
  request_.parameters = {{"shirt", "3..9"}};
  EXPECT_NE(message().find("shirt"), std::string::npos);
  request_.parameters = {{"short", "3"}, {"long", "9"}};
  EXPECT_NE(message().find("to search"), std::string::npos);
  request_.parameters.clear();
  request_.strategy = "ma_crss";
  EXPECT_NE(message().find("ma_cross"), std::string::npos);
  request_.strategy = "buy_and_hold";
  EXPECT_NE(message().find("no parameter"), std::string::npos);
  request_.strategy = "ma_cross";
  config_.target_metric = "f1_score";
  EXPECT_NE(message().find("planted"), std::string::npos);
  config_.target_metric = "sharpe";
  EXPECT_EQ(message(), "");
  market_.series.clear();
  EXPECT_NE(message().find("too few"), std::string::npos);
}

TEST(Optimizable, NamesOfStrategiesAndPatternsAreApart) {
  for (const auto* strategy : backtest::built_in_strategies()) {
    EXPECT_FALSE(optimization::find_patterns(strategy->id)) << strategy->id;
    EXPECT_EQ(find_optimizable(strategy->id).value().strategy, strategy);
  }
  EXPECT_EQ(find_optimizable("marubozu").value().patterns.size(), 2U);
  EXPECT_NE(find_optimizable("hamer").error().message.find("hammer"), std::string::npos);
  EXPECT_NE(find_optimizable("ma_crss").error().message.find("ma_cross"), std::string::npos);
}

}  // namespace
}  // namespace fwq::coordinators
