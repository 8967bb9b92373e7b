// The optimizer as programs use it: by name, with its history, and cancelled by id.
#include "fwq/coordinators/algorithm_optimizer.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <thread>

#include "fwq/core/events.hpp"
#include "support/store_of_walks.hpp"

namespace fwq::coordinators {
namespace {

class OptimizerOfAStore : public StoreOfWalks {
 protected:
  OptimizerOfAStore() {
    config_.algorithm = "random";
    config_.max_iterations = 12;
    config_.objective.min_hits = 5;
    market_ = load_for_optimization(*snapshot_, *db_, {}, tasks_).value();
  }
  core::TaskSystem tasks_{2};
  OptimizationMarket market_;
  optimization::OptimizationConfig config_;
};

TEST_F(OptimizerOfAStore, TakesEachPatternOfAGroupAndTellsOfEach) {
  std::vector<std::string> started, finished;
  OptimizerHooks hooks;
  hooks.on_started = [&](std::string_view subject, const std::string&) {
    started.emplace_back(subject);
  };
  hooks.on_finished = [&](const PatternOptimization& done) {
    finished.emplace_back(done.subject());
    EXPECT_EQ(started, finished) << "one after the other";
  };
  AlgorithmOptimizer optimizer(*home_, tasks_);
  const auto done = optimizer.optimize_pattern(market_, "marubozu", config_, {}, hooks).value();
  EXPECT_EQ(finished, (std::vector<std::string>{"black_marubozu", "white_marubozu"}));
  ASSERT_EQ(done.size(), 2U);
  const auto all = optimizer.get_optimization_history().value();
  ASSERT_EQ(all.size(), 2U);
  const auto one = optimizer.get_optimization_history("white_marubozu").value();
  ASSERT_EQ(one.size(), 1U);
  EXPECT_EQ(one[0].id, done[1].id);
  EXPECT_EQ(one[0].result, optimization_result_json(done[1]));
}

TEST_F(OptimizerOfAStore, SaysWhatANameMayHaveMeant) {
  AlgorithmOptimizer optimizer(*home_, tasks_);
  const auto search = optimizer.optimize_pattern(market_, "hamer", config_);
  ASSERT_FALSE(search);
  EXPECT_NE(search.error().message.find("hammer"), std::string::npos);
  const auto history = optimizer.get_optimization_history("hamer");
  ASSERT_FALSE(history);
  EXPECT_NE(history.error().message.find("hammer"), std::string::npos);
}

TEST_F(OptimizerOfAStore, FindsTheSameWithWorkersOfItsOwn) {
  AlgorithmOptimizer optimizer(*home_, tasks_, {.activate = false, .anew = true});
  const auto with = [&](std::size_t workers) {
    config_.workers = workers;
    return optimizer.optimize_pattern(market_, "hammer", config_).value().front();
  };
  const auto shared = with(0), one = with(1), three = with(3);
  EXPECT_EQ(one.id, shared.id) << "threads make it no other search";
  for (const auto* other : {&one, &three}) {
    EXPECT_EQ(other->outcome.best_params, shared.outcome.best_params);
    EXPECT_EQ(other->outcome.best_score, shared.outcome.best_score);
    EXPECT_EQ(other->taken_up, 0U);
  }
  config_.workers = 1025;
  EXPECT_EQ(optimizer.optimize_pattern(market_, "hammer", config_).error().code,
            Errc::invalid_argument);
}

TEST_F(OptimizerOfAStore, CancelsByIdWithin100Milliseconds) {
  using Clock = std::chrono::steady_clock;
  // So many bars that one evaluation takes longer than that.
  const auto few = market_.series;
  for (int copies = 1; copies < 400; ++copies)
    market_.series.insert(market_.series.end(), few.begin(), few.end());
  config_.max_iterations = 200;
  AlgorithmOptimizer optimizer(*home_, tasks_, {.activate = false, .anew = true});
  EXPECT_FALSE(optimizer.cancel_optimization("0123456789abcdef")) << "nothing is at work";
  double least = 1e9;  // Others may be at work on this machine.
  for (int round = 0; round < 5; ++round) {
    std::string id;
    std::jthread canceller;
    Clock::time_point asked;
    OptimizerHooks hooks;
    hooks.on_started = [&](std::string_view, const std::string& its) { id = its; };
    hooks.on_progress = [&](std::string_view, const auto& progress) {
      if (progress.evaluations != 1) return;
      canceller = std::jthread([&] {
        std::this_thread::sleep_for(std::chrono::milliseconds(10 + 7 * round));
        EXPECT_FALSE(optimizer.cancel_optimization(id + "0")) << "another id";
        asked = Clock::now();
        EXPECT_TRUE(optimizer.cancel_optimization(id));
      });
    };
    const auto done =
        optimizer.optimize_pattern(market_, "head_shoulders_top", config_, {}, hooks).value();
    least = std::min(least, std::chrono::duration<double>(Clock::now() - asked).count());
    EXPECT_EQ(done[0].outcome.end, optimization::SearchEnd::cancelled);
    EXPECT_FALSE(optimizer.cancel_optimization(id)) << "it is over";
    EXPECT_EQ(optimizer.get_optimization_history().value()[0].state, "cancelled");
  }
  EXPECT_LT(least, 0.1);
  std::printf("cancelled in %.1f ms\n", 1e3 * least);
}

TEST_F(OptimizerOfAStore, AnnouncesTheIdThatCancels) {
  core::EventBus events;
  AlgorithmOptimizer optimizer(*home_, tasks_, {.activate = false, .events = &events});
  const auto subscription =
      events.subscribe<core::OptimizationStarted>([&](const core::OptimizationStarted& event) {
        EXPECT_TRUE(optimizer.cancel_optimization(event.optimization_id));
      });
  const auto done = optimizer.optimize_pattern(market_, "hammer", config_);
  ASSERT_FALSE(done) << "cancelled before the first try";
  EXPECT_EQ(done.error().code, Errc::cancelled);
  EXPECT_EQ(optimizer.get_optimization_history("hammer").value()[0].state, "cancelled");
}

}  // namespace
}  // namespace fwq::coordinators
