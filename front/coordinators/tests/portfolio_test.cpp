// Portfolios on stored bars.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "fwq/coordinators/backtest_portfolio.hpp"
#include "support/store_of_walks.hpp"

namespace fwq::coordinators {
namespace {

class PortfolioOfAStore : public StoreOfWalks {
 protected:
  PortfolioOfAStore() {
    request_.base.strategy = "buy_and_hold";
    request_.base.all = true;
    request_.base.resamples = 100;
    request_.capacity = 3;
    request_.lookback = 20;
  }
  Result<PortfolioBacktest> run(std::size_t threads = 2) const {
    core::TaskSystem tasks(threads);
    return backtest_portfolio(data(), request_, tasks);
  }
  PortfolioRequest request_;
};

TEST_F(PortfolioOfAStore, HoldsStocksAndNeverTheIndex) {
  request_.base.benchmark = "SH000300";
  const auto test = run().value();
  EXPECT_EQ(test.symbols.size(), 8U);
  for (const data::Symbol symbol : test.symbols) EXPECT_NE(symbol.kind(), data::Kind::index);
  EXPECT_EQ(test.run.equity.value.size(), 500U);
  EXPECT_GT(test.run.journal.fills.size(), 10U);
  ASSERT_TRUE(test.benchmark);
  EXPECT_EQ(test.benchmark->values.front(), request_.base.engine.cash);
  EXPECT_NEAR(backtest::value_of(test.metrics, "final_equity"), backtest::yuan_of(test.run.end),
              1e-6);
  EXPECT_FALSE(std::isnan(backtest::value_of(test.metrics, "beta")));
  EXPECT_TRUE(test.intervals);
}

TEST_F(PortfolioOfAStore, IsTheSameForAnyThreadsAndAnyOrderOfNames) {
  const auto one = run(1).value(), many = run(3).value();
  EXPECT_EQ(one.run_id, many.run_id);
  EXPECT_EQ(one.run.equity.value, many.run.equity.value);
  request_.base.all = false;
  request_.base.symbols = {"SH600003", "SH600001", "600002"};
  const auto a = run().value();
  request_.base.symbols = {"SH600001", "SH600002", "SH600003"};
  const auto b = run().value();
  EXPECT_EQ(a.run_id, b.run_id);
  EXPECT_EQ(a.run.equity.value, b.run.equity.value);
  request_.capacity = 2;
  EXPECT_NE(run().value().run_id, a.run_id);
}

TEST_F(PortfolioOfAStore, RefusesWhatDoesNotGoTogether) {
  request_.base.target.exits.stop_loss = 0.1;
  EXPECT_EQ(run().error().code, Errc::invalid_argument);
  request_.base.target = {};
  request_.base.target.carry_purchases = false;
  EXPECT_EQ(run().error().code, Errc::invalid_argument);
  request_.base.target = {};
  request_.base.benchmark = "SH999998";
  EXPECT_NE(run().error().message.find("the benchmark 'SH999998' cannot be used"),
            std::string::npos);
  request_.base.benchmark = "";
  request_.base.engine.range.from = data::time_from({2030, 1, 1});
  EXPECT_EQ(run().error().code, Errc::not_found);
  request_.base.engine.range = {};
  request_.base.all = false;
  request_.base.symbols = {"SH600001", "600001"};
  EXPECT_EQ(run().error().message, "SH600001 is in the portfolio twice");
}

TEST_F(PortfolioOfAStore, SaysThatThereIsNothingToRank) {
  request_.lookback = 500;
  const auto error = run().error();
  EXPECT_EQ(error.code, Errc::unavailable);
  EXPECT_EQ(error.message,
            "nothing to rank: the ranking looks back 500 bars, and the longest history has 500; "
            "look back less");
  request_.lookback = 499;
  EXPECT_TRUE(run());
  request_.lookback = 500;
  request_.ranking = backtest::Ranking::symbol;
  EXPECT_TRUE(run()) << "by symbol nothing looks back";
}

TEST_F(PortfolioOfAStore, ListsOnlySettingsThatItObeys) {
  const auto test = run().value();
  for (const char* id : {"sizing", "stop_loss", "max_bars", "carry_purchases", "rolling_window"})
    EXPECT_EQ(std::ranges::count(test.settings, id, &BacktestSetting::id), 0) << id;
  for (const char* id : {"rebalance", "ranking", "capacity", "weighting", "commission_rate"})
    EXPECT_EQ(std::ranges::count(test.settings, id, &BacktestSetting::id), 1) << id;
}

TEST_F(PortfolioOfAStore, IsKnownByTheSecurityOfItsBenchmark) {
  request_.base.benchmark = "SH000300";
  const auto id = run().value().run_id;
  request_.base.benchmark = "000300.SH";
  EXPECT_EQ(run().value().run_id, id);
}

TEST_F(PortfolioOfAStore, StopsInTheMiddleWhenAsked) {
  std::stop_source stop;
  core::TaskSystem tasks(2);
  const core::TaskContext context(stop.get_token(), [&](double, std::string_view label) {
    if (label == "run") stop.request_stop();
  });
  EXPECT_EQ(backtest_portfolio(data(), request_, tasks, context).error().code, Errc::cancelled);
}

}  // namespace
}  // namespace fwq::coordinators
