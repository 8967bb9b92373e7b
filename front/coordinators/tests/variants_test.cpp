// A search over a strategy's parameters on stored bars.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "fwq/coordinators/backtest_variants.hpp"
#include "fwq/core/events.hpp"
#include "fwq/core/text.hpp"
#include "support/store_of_walks.hpp"

namespace fwq::coordinators {
namespace {

class VariantsOfAStore : public StoreOfWalks {
 protected:
  VariantsOfAStore() {
    request_.base.strategy = "ma_cross";
    request_.base.symbols = {"SH600002"};
    request_.base.parameters = {{"short", "2..5"}, {"long", "10,20"}};
  }
  Result<VariantsBacktest> run(std::size_t threads = 2) const {
    core::TaskSystem tasks(threads);
    return backtest_variants(data(), request_, tasks);
  }
  std::string refusal() const { return run().error().message; }
  VariantsRequest request_;
};

TEST_F(VariantsOfAStore, AreTriedAndWalkedForward) {
  request_.train = 200;
  request_.test = 50;
  const auto test = run().value();
  EXPECT_EQ(test.table.rows.size(), 8U);
  EXPECT_EQ(test.table.deflated.trials, 8U);
  ASSERT_TRUE(test.walk);
  EXPECT_EQ(test.walk->rows.size(), 6U);
  EXPECT_EQ(test.walk_hold.size(), test.walk->equity.value.size());
  EXPECT_EQ(varied_parameters(test), (std::vector<std::size_t>{0, 1}));
  EXPECT_TRUE(variant_text(test, test.variants.calls[1]).starts_with("short = 2, long = 20"));
  const auto again = run(1).value();
  EXPECT_EQ(again.run_id, test.run_id);
  EXPECT_EQ(again.walk->equity.value, test.walk->equity.value);
  request_.purge = 5;
  EXPECT_NE(run().value().run_id, test.run_id);
}

// Every setting that a single run obeys.
TEST_F(VariantsOfAStore, AreTheRunsOfTheirValuesAlone) {
  auto& base = request_.base;
  base.engine.cash = 345'678;
  base.engine.range = {data::time_from({2021, 5, 10}), data::time_from({2022, 8, 1})};
  base.engine.broker.slippage = {backtest::Slippage::Kind::ticks, 3};
  base.engine.broker.intrabar = backtest::Intrabar::pessimistic;
  base.engine.broker.volume_cap = 0.001;
  base.engine.close_at_end = true;
  base.target.sizing = {backtest::Sizing::Kind::fraction, 0.7};
  base.target.exits.stop_loss = 0.06;
  base.target.at_close = true;
  base.costs.commission_rate = 0.001;
  base.costs.dividend_tax = true;
  base.risk_free = 0.02;
  base.resamples = 0;
  const auto test = run().value();
  for (const auto& row : test.table.rows) {
    BacktestRequest one = base;
    one.parameters.clear();
    for (std::size_t k = 0; k < 2; ++k)
      one.parameters.emplace_back(test.strategy->params[k].name,
                                  core::shortest(test.call(row).params[k]));
    const auto alone = backtest_symbol(data(), one).value();
    EXPECT_EQ(alone.run.end, row.end);
    EXPECT_EQ(alone.run.journal.trades.size(), row.trades);
    EXPECT_EQ(backtest::value_of(alone.metrics, "sharpe"), row.score);
    EXPECT_EQ(alone.buy_and_hold_return, test.buy_and_hold_return);
    EXPECT_EQ(backtest::value_of(backtest::metrics_of(
                                     {.equity = alone.buy_and_hold, .benchmark = {}, .trades = {}},
                                     alone.metric_options),
                                 "sharpe"),
              test.buy_and_hold_sharpe);
  }
}

TEST_F(VariantsOfAStore, TellTheEventBusWhenTheSearchBegins) {
  core::EventBus bus;
  std::vector<nlohmann::json> told;
  const auto subscription = bus.subscribe(
      "optimization_started", [&](const nlohmann::json& event) { told.push_back(event); });
  request_.events = &bus;
  const auto test = run().value();
  ASSERT_EQ(told.size(), 1U);
  EXPECT_EQ(told[0], (nlohmann::json{{"optimization_id", test.run_id},
                                     {"pattern", "ma_cross"},
                                     {"algorithm", "grid"},
                                     {"max_iterations", 8},
                                     {"population_size", 0}}));
  request_.train = 100'000;
  request_.test = 1;
  EXPECT_FALSE(run());
  EXPECT_EQ(told.size(), 1U) << "nothing began";
}

TEST_F(VariantsOfAStore, SayWhatCameOutAndHowMuchOfItIsLuck) {
  request_.base.parameters = {{"short", "8..11"}, {"long", "10,20"}};
  request_.train = 200;
  request_.test = 50;
  const auto test = run().value();
  ASSERT_EQ(test.findings.size(), 3U);
  EXPECT_EQ(test.variants.calls.size(), 6U);
  EXPECT_TRUE(test.findings[0].en.starts_with("Best of 6 tried by 'Sharpe ratio': "))
      << test.findings[0].en;
  EXPECT_TRUE(test.findings[1].en.starts_with("The best of 6 tries without any merit"))
      << test.findings[1].en;
  EXPECT_NE(test.findings[1].zh.find("折减夏普"), std::string::npos);
  EXPECT_TRUE(test.findings[2].en.starts_with(
      "Out of sample (chosen on 200 bars, judged on the next 50, 6 times): "))
      << test.findings[2].en;
  const auto skipped = std::ranges::find(test.remarks, "skipped", &BacktestRemark::id);
  ASSERT_NE(skipped, test.remarks.end());
  EXPECT_TRUE(skipped->en.starts_with("2 combinations were skipped as impossible, such as: "))
      << skipped->en;
}

TEST_F(VariantsOfAStore, RefuseWhatWouldHaveNoEffect) {
  request_.train = 200;
  EXPECT_NE(refusal().find("train 200 and test 0"), std::string::npos) << refusal();
  request_.train = 0;
  request_.test = 50;
  EXPECT_NE(refusal().find("train 0 and test 50"), std::string::npos) << refusal();
  request_.test = 0;
  request_.purge = 5;
  EXPECT_NE(refusal().find("belong to a walk-forward"), std::string::npos) << refusal();
  request_.purge = 0;
  request_.anchored = true;
  EXPECT_NE(refusal().find("belong to a walk-forward"), std::string::npos) << refusal();
  request_.anchored = false;
  request_.base.benchmark = "SH000300";
  EXPECT_NE(refusal().find("leave the benchmark out"), std::string::npos) << refusal();
  request_.base.benchmark = "";
  request_.metric = "volatility";
  EXPECT_NE(refusal().find("no metric to maximise"), std::string::npos) << refusal();
  request_.metric = "sharp";
  EXPECT_NE(refusal().find("sharpe"), std::string::npos) << refusal();
  request_.metric = "sharpe";
  request_.base.symbols.emplace_back("SH600003");
  EXPECT_NE(refusal().find("one symbol at a time"), std::string::npos) << refusal();
}

TEST_F(VariantsOfAStore, RefuseWindowsLongerThanTheData) {
  request_.train = 500;
  request_.test = 50;
  const auto error = run().error();
  EXPECT_EQ(error.code, Errc::invalid_argument);
  EXPECT_NE(error.message.find("500 bars hold no test range"), std::string::npos) << error.message;
  EXPECT_NE(error.message_zh, "");
}

TEST_F(VariantsOfAStore, AllMetricsOfferedAreMetrics) {
  for (const auto id : variant_metrics()) {
    EXPECT_NE(backtest::find_metric(id), nullptr) << id;
    request_.metric = id;
    EXPECT_TRUE(run()) << id;
  }
}

TEST_F(VariantsOfAStore, StopWhenAsked) {
  std::stop_source stop;
  core::TaskSystem tasks(2);
  const core::TaskContext context(stop.get_token(),
                                  [&](double, std::string_view) { stop.request_stop(); });
  request_.base.parameters = {{"short", "2..40"}, {"long", "41..80"}};
  EXPECT_EQ(backtest_variants(data(), request_, tasks, context).error().code, Errc::cancelled);
}

TEST_F(VariantsOfAStore, ReportOneRisingProgressOverSearchAndWalk) {
  std::vector<double> seen;
  core::TaskSystem tasks(1);
  const core::TaskContext context({}, [&](double f, std::string_view) { seen.push_back(f); });
  request_.train = 200;
  request_.test = 50;
  ASSERT_TRUE(backtest_variants(data(), request_, tasks, context));
  ASSERT_FALSE(seen.empty());
  EXPECT_TRUE(std::is_sorted(seen.begin(), seen.end()));
  EXPECT_LT(seen.front(), 0.1) << "the search is a small part of it";
  EXPECT_EQ(seen.back(), 1);
}

}  // namespace
}  // namespace fwq::coordinators
