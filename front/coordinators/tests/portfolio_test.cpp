// Portfolios on stored bars.
#include <gtest/gtest.h>

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

}  // namespace
}  // namespace fwq::coordinators
