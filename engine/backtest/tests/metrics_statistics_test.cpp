// Intervals, deflated Sharpe ratios and orders of trades: against numpy and scipy (tests/golden/statistics.txt), a
// published example, and by how often the truth is inside.
#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <limits>
#include <map>
#include <sstream>

#include "fwq/backtest/statistics.hpp"
#include "support/metrics.hpp"

namespace fwq::backtest {
namespace {

std::vector<std::vector<std::string>> rows_of(const std::string& file, const std::string& kind) {
  std::ifstream stream(FWQ_SOURCE_DIR "/tests/golden/" + file);
  std::vector<std::vector<std::string>> rows;
  for (std::string line; std::getline(stream, line);) {
    std::istringstream words(line);
    std::vector<std::string> row;
    for (std::string word; words >> word;) row.push_back(word);
    if (!row.empty() && row[0] == kind) rows.push_back(row);
    if (kind != "want" && !row.empty() && row[0] == "want" && file == "metrics.txt") break;
  }
  EXPECT_FALSE(rows.empty()) << file << ' ' << kind;
  return rows;
}

// The first run of metrics.txt: yearly risk-free 2 %.
const MetricOptions kOptions{.periods_per_year = 252, .risk_free = 0.02, .var_alpha = 0.05};

std::vector<double> first_equity() {
  std::vector<double> equity;
  for (const auto& row : rows_of("metrics.txt", "bar")) equity.push_back(std::stod(row.at(1)));
  return equity;
}

TEST(MetricsStatistics, TheNormalQuantileIsScipys) {
  for (const auto& row : rows_of("statistics.txt", "quantile")) {
    const double p = std::stod(row.at(1)), x = std::stod(row.at(2));
    EXPECT_NEAR(normal_quantile(p), x, 2e-15 * std::max(1.0, std::abs(x))) << row[1];
  }
  EXPECT_EQ(normal_quantile(0), -std::numeric_limits<double>::infinity());
  EXPECT_EQ(normal_quantile(1), std::numeric_limits<double>::infinity());
  EXPECT_TRUE(std::isnan(normal_quantile(1.1)));
}

TEST(MetricsStatistics, DeflatedSharpeIsScipys) {
  for (const auto& row : rows_of("statistics.txt", "deflated")) {
    std::vector<double> v;
    for (std::size_t i = 1; i < row.size(); ++i) v.push_back(std::stod(row[i]));
    const double hurdle = expected_best_sharpe(v[4], v[5]);
    EXPECT_NEAR(hurdle, v[6], 1e-12);
    EXPECT_NEAR(probabilistic_sharpe({v[0], v[1], v[2], v[3]}, hurdle), v[7], 1e-12);
  }
}

// Bailey & Lopez de Prado 2014, "A numerical example": yearly Sharpe 2.5 over 5 years of 250 days, skew -3,
// kurtosis 10, 100 tries of yearly variance 1/2: hurdle 0.1132 a day, probability 0.9004; 0.9505 after 46 tries, and
// after 88 had the returns been normal.
TEST(MetricsStatistics, DeflatedSharpeIsThatOfThePublishedExample) {
  const double daily = 2.5 / std::sqrt(250.0), variance = 0.5 / 250;
  const SharpeEvidence evidence{daily, 1250, -3, 10};
  EXPECT_NEAR(expected_best_sharpe(100, variance), 0.1132, 5e-5);
  EXPECT_NEAR(probabilistic_sharpe(evidence, expected_best_sharpe(100, variance)), 0.9004, 5e-5);
  EXPECT_NEAR(probabilistic_sharpe(evidence, expected_best_sharpe(46, variance)), 0.9505, 5e-5);
  const SharpeEvidence normal{daily, 1250, 0, 3};
  EXPECT_NEAR(probabilistic_sharpe(normal, expected_best_sharpe(88, variance)), 0.9505, 5e-5);
}

TEST(MetricsStatistics, ASharpeOfOneTryIsNotDeflatedAndOneOfManyIs) {
  const auto equity = first_equity();
  const double sharpe = value_of(metrics_of({equity, {}, {}, 0, 0, 0}, kOptions), "sharpe");
  const double psr = value_of(metrics_of({equity, {}, {}, 0, 0, 0}, kOptions), "psr");
  const auto alone = deflated_sharpe(equity, std::vector{sharpe}, kOptions);
  EXPECT_NEAR(alone.sharpe, sharpe, 1e-12);
  EXPECT_EQ(alone.hurdle, 0);
  EXPECT_NEAR(alone.probability, psr, 1e-12);
  const double none = std::numeric_limits<double>::quiet_NaN();
  const auto many =
      deflated_sharpe(equity, std::vector{sharpe, 0.3, none, -0.2, 0.8, 0.1}, kOptions);
  EXPECT_EQ(many.trials, 5U);
  EXPECT_NEAR(many.hurdle, expected_best_sharpe(5, many.variance), 1e-12);
  const auto evidence = sharpe_evidence(equity, kOptions);
  EXPECT_NEAR(many.probability, probabilistic_sharpe(evidence, many.hurdle / std::sqrt(252.0)),
              1e-12);
  EXPECT_LT(many.probability, alone.probability);
}

// The best of many worthless variants: the hurdle is where their best Sharpe ratio is on average.
TEST(MetricsStatistics, TheHurdleIsWhatTheBestOfWorthlessTriesReaches) {
  double sum = 0;
  constexpr int kRounds = 2000;
  const auto draws = test::normal_returns(kRounds * 50, 0, 0.3, 77);
  for (int i = 0; i < kRounds; ++i)
    sum += *std::max_element(draws.begin() + i * 50, draws.begin() + (i + 1) * 50);
  EXPECT_NEAR(expected_best_sharpe(50, 0.09), sum / kRounds, 0.02);
  EXPECT_NEAR(expected_best_sharpe(2, 1), 1 / std::sqrt(M_PI),
              0.05);  // Exact for the better of two.
  EXPECT_EQ(expected_best_sharpe(1, 1), 0);
}

TEST(MetricsStatistics, BootstrapIntervalsAreNumpys) {
  const auto equity = first_equity();
  const auto values = metrics_of({equity, {}, {}, 0, 0, 0}, kOptions);
  for (const double block : {1.0, 20.0}) {
    const auto done = bootstrap_intervals(
        equity, kOptions, {.resamples = 4000, .mean_block = block, .confidence = 0.95, .seed = 5});
    ASSERT_TRUE(done) << done.error().message;
    const std::map<std::string, Interval> intervals{{"total_return", done->total_return},
                                                    {"cagr", done->cagr},
                                                    {"sharpe", done->sharpe},
                                                    {"max_drawdown", done->max_drawdown}};
    for (const auto& row : rows_of("statistics.txt", "bootstrap")) {
      if (std::stod(row.at(1)) != block) continue;
      const Interval& interval = intervals.at(row.at(2));
      EXPECT_NEAR(interval.estimate, value_of(values, row[2]), 1e-10) << row[2];
      EXPECT_NEAR(interval.low, std::stod(row.at(3)), std::stod(row.at(4))) << row[2] << block;
      EXPECT_NEAR(interval.high, std::stod(row.at(5)), std::stod(row.at(6))) << row[2] << block;
    }
  }
}

TEST(MetricsStatistics, BootstrapDependsOnTheSeedAndNotOnTheThreads) {
  const auto equity = test::equity_of(test::normal_returns(200, 0.001, 0.01, 3));
  const BootstrapOptions options{.resamples = 301, .mean_block = 10, .confidence = 0.9, .seed = 9};
  const auto alone = bootstrap_intervals(equity, {}, options);
  for (const std::size_t threads : {1U, 3U}) {
    core::TaskSystem tasks(threads);
    const auto together = bootstrap_intervals(equity, {}, options, &tasks);
    EXPECT_EQ(together->sharpe.low, alone->sharpe.low);
    EXPECT_EQ(together->max_drawdown.high, alone->max_drawdown.high);
  }
  auto other = options;
  other.seed = 10;
  EXPECT_NE(bootstrap_intervals(equity, {}, other)->sharpe.low, alone->sharpe.low);
}

TEST(MetricsStatistics, ABlockThatNeverEndsIsTheRunFromAnotherDayOn) {
  const auto equity = test::equity_of(test::normal_returns(30, 0.001, 0.01, 3));
  const auto done = bootstrap_intervals(
      equity, {}, {.resamples = 200, .mean_block = 1e15, .confidence = 0.99, .seed = 1});
  EXPECT_NEAR(done->total_return.low, done->total_return.estimate, 1e-12);
  EXPECT_NEAR(done->total_return.high, done->total_return.estimate, 1e-12);
  EXPECT_NEAR(done->sharpe.low, done->sharpe.high, 1e-12);
  EXPECT_LT(done->max_drawdown.low, done->max_drawdown.high);
}

TEST(MetricsStatistics, NoTwoResamplesAreTheSame) {
  const auto equity = test::equity_of(test::normal_returns(50, 0.001, 0.01, 3));
  for (const std::uint64_t seed : {0U, 1U, 2U}) {
    const auto done = bootstrap_intervals(
        equity, {}, {.resamples = 2, .mean_block = 5, .confidence = 0.9, .seed = seed});
    EXPECT_LT(done->sharpe.low, done->sharpe.high);
  }
}

// 90 % intervals of runs whose true Sharpe ratio is known. The percentile interval is a little narrow on short samples.
TEST(MetricsStatistics, NineIntervalsOfTenHoldTheTrueSharpe) {
  const double truth = 0.05 * std::sqrt(252.0);
  int inside = 0;
  constexpr int kRuns = 400;
  for (int run = 0; run < kRuns; ++run) {
    const auto returns =
        test::normal_returns(400, 0.0005, 0.01, 1000U + static_cast<unsigned>(run));
    const auto done =
        bootstrap_intervals(test::equity_of(returns), {},
                            {.resamples = 300, .mean_block = 5, .confidence = 0.9, .seed = 1});
    inside += done->sharpe.low <= truth && truth <= done->sharpe.high;
  }
  // 0.9 +- 4 standard errors of 400 runs, and 2 % for the short sample.
  EXPECT_GE(inside, static_cast<int>(kRuns * 0.82));
  EXPECT_LE(inside, static_cast<int>(kRuns * 0.96));
}

// Returns that carry on (each half of the one before) make the mean less certain than single draws pretend.
TEST(MetricsStatistics, LongerBlocksSeeThatReturnsCarryOn) {
  auto returns = test::normal_returns(2000, 0, 0.01, 8);
  for (std::size_t i = 1; i < returns.size(); ++i) returns[i] += 0.5 * returns[i - 1];
  const auto equity = test::equity_of(returns);
  const auto width = [&](double block) {
    const auto done = bootstrap_intervals(
        equity, {}, {.resamples = 1000, .mean_block = block, .confidence = 0.95, .seed = 1});
    return done->sharpe.high - done->sharpe.low;
  };
  // The mean of such returns spreads by sqrt(3) of what independent ones of their variance would.
  EXPECT_NEAR(width(40) / width(1), std::sqrt(3.0), 0.25);
}

TEST(MetricsStatistics, BootstrapSaysWhatIsWrongWithItsInput) {
  const std::vector<double> good{1, 1.1, 1.2, 1.1};
  const auto message = [&](const std::vector<double>& equity, const BootstrapOptions& options) {
    const auto done = bootstrap_intervals(equity, {}, options);
    return done ? std::string() : done.error().message;
  };
  EXPECT_EQ(message(good, {}), "");
  EXPECT_NE(message({1, 1.1}, {}).find("1 returns: at least 2"), std::string::npos);
  EXPECT_NE(message({1, std::nan(""), 1}, {}).find("missing"), std::string::npos);
  EXPECT_NE(message({1, 0.5, -1}, {}).find("below zero"), std::string::npos);
  EXPECT_NE(message(good, {.resamples = 0}).find("0 resamples"), std::string::npos);
  EXPECT_NE(message(good, {.mean_block = 0.5}).find("mean block of 0.5"), std::string::npos);
  EXPECT_NE(message(good, {.confidence = 1}).find("confidence 1"), std::string::npos);
  EXPECT_FALSE(bootstrap_intervals(good, {.periods_per_year = 0}));
}

TEST(MetricsStatistics, ResamplingStopsOnRequest) {
  std::stop_source stop;
  stop.request_stop();
  const core::TaskContext context(stop.get_token(), {});
  EXPECT_EQ(
      bootstrap_intervals(std::vector<double>{1, 2, 3}, {}, {}, nullptr, context).error().code,
      Errc::cancelled);
  EXPECT_EQ(trade_order_simulation(test::trades_of({1, 2}), 100, {}, nullptr, context).error().code,
            Errc::cancelled);
}

std::vector<TradeResult> first_trades() {
  std::vector<double> results;
  for (const auto& row : rows_of("metrics.txt", "trade")) results.push_back(std::stod(row.at(1)));
  return test::trades_of(results);
}

TEST(MetricsStatistics, OrdersOfTradesAreNumpys) {
  const auto done = trade_order_simulation(first_trades(), 200000, {.runs = 4000, .seed = 3});
  ASSERT_TRUE(done) << done.error().message;
  const std::map<std::string, Percentiles> figures{
      {"shuffled_drawdown", done->shuffled_drawdown},
      {"resampled_drawdown", done->resampled_drawdown},
      {"resampled_final_equity", done->resampled_final_equity}};
  for (const auto& row : rows_of("statistics.txt", "order")) {
    const Percentiles& p = figures.at(row.at(1));
    const std::map<std::string, double> at{
        {"5", p.p5}, {"25", p.p25}, {"50", p.p50}, {"75", p.p75}, {"95", p.p95}};
    EXPECT_NEAR(at.at(row.at(2)), std::stod(row.at(3)), std::stod(row.at(4)))
        << row[1] << ' ' << row[2];
  }
}

TEST(MetricsStatistics, TradesInTheirOwnOrderEndWhereTheRunEnded) {
  const auto done = trade_order_simulation(test::trades_of({100, -300, 50, 20, -10, 400}), 1000);
  ASSERT_TRUE(done);
  EXPECT_NEAR(done->final_equity, 1260, 1e-9);
  EXPECT_NEAR(done->drawdown, -300.0 / 1100, 1e-12);
}

TEST(MetricsStatistics, AnyOrderOfTwoTradesIsOneOfTwo) {
  // +50 % and -50 %: down by half in either order; drawn again, a quarter each of 2.25, 0.75 twice, 0.25.
  const auto done =
      trade_order_simulation(test::trades_of({50, -75}), 100, {.runs = 8000, .seed = 2});
  ASSERT_TRUE(done);
  EXPECT_NEAR(done->shuffled_drawdown.p5, -0.5, 1e-12);
  EXPECT_NEAR(done->shuffled_drawdown.p95, -0.5, 1e-12);
  EXPECT_NEAR(done->chance_of_loss, 0.75, 0.02);
  EXPECT_NEAR(done->resampled_final_equity.p5, 25, 1e-9);
  EXPECT_NEAR(done->resampled_final_equity.p50, 75, 1e-9);
  EXPECT_NEAR(done->resampled_final_equity.p95, 225, 1e-9);
  EXPECT_NEAR(done->resampled_drawdown.p5, -0.75, 1e-12);
  EXPECT_EQ(done->resampled_drawdown.p95, 0);
}

TEST(MetricsStatistics, TradesThatBreakEvenCannotLose) {
  const auto done = trade_order_simulation(test::trades_of({0, 0, 0}), 100);
  EXPECT_EQ(done->chance_of_loss, 0);
  EXPECT_EQ(done->resampled_final_equity.p5, 100);
}

TEST(MetricsStatistics, OrdersOfTradesDependOnTheSeedAndNotOnTheThreads) {
  const auto trades = first_trades();
  const auto alone = trade_order_simulation(trades, 200000, {.runs = 100, .seed = 4});
  core::TaskSystem tasks(3);
  const auto together = trade_order_simulation(trades, 200000, {.runs = 100, .seed = 4}, &tasks);
  EXPECT_EQ(together->shuffled_drawdown.p25, alone->shuffled_drawdown.p25);
  EXPECT_EQ(together->resampled_final_equity.p75, alone->resampled_final_equity.p75);
  const auto other = trade_order_simulation(trades, 200000, {.runs = 100, .seed = 5});
  EXPECT_NE(other->shuffled_drawdown.p25, alone->shuffled_drawdown.p25);
}

TEST(MetricsStatistics, OrdersOfTradesSayWhatIsWrongWithTheirInput) {
  const auto message = [](const std::vector<double>& results, double start, std::size_t runs) {
    const auto done = trade_order_simulation(test::trades_of(results), start, {.runs = runs});
    return done ? std::string() : done.error().message;
  };
  EXPECT_NE(message({}, 100, 10).find("no closed trade"), std::string::npos);
  EXPECT_NE(message({1}, 0, 10).find("start of 0"), std::string::npos);
  EXPECT_NE(message({1}, 100, 0).find("0 runs"), std::string::npos);
  EXPECT_NE(message({50, -151}, 100, 10).find("trade 2 loses 151"), std::string::npos);
  EXPECT_NE(message({-100, 5}, 100, 10).find("trade 2"), std::string::npos);
  EXPECT_NE(message({std::nan("")}, 100, 10).find("no result"), std::string::npos);
}

}  // namespace
}  // namespace fwq::backtest
