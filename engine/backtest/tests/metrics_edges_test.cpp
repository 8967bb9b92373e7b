// What the metrics say of runs without a value, and what must not change them.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <set>

#include "fwq/backtest/metrics.hpp"
#include "support/metrics.hpp"

namespace fwq::backtest {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

std::vector<MetricValue> of_curve(const std::vector<double>& equity,
                                  const std::vector<double>& benchmark = {},
                                  const std::vector<TradeResult>& trades = {},
                                  const MetricOptions& options = {}) {
  return metrics_of({equity, benchmark, trades, 0, 0, 0}, options);
}

// Those that count, or look at one period or the ends only, need one period; the rest two, or trades.
const std::set<std::string_view> kNeedOnePeriod{"final_equity", "total_return", "best_period",
                                                "worst_period", "max_drawdown", "longest_drawdown"};

TEST(MetricsEdges, NothingHasAValueWithoutAPeriod) {
  for (const std::vector<double>& equity : {std::vector<double>{}, std::vector<double>{100}}) {
    for (const MetricValue& metric : of_curve(equity)) {
      const bool counts = metric.def->unit == MetricUnit::count || metric.def->id == "exposure";
      if (counts) {
        EXPECT_EQ(metric.value, 0) << metric.def->id;
      } else if (metric.def->id != "final_equity") {
        EXPECT_TRUE(std::isnan(metric.value)) << metric.def->id;
      }
    }
  }
}

TEST(MetricsEdges, OnePeriodHasAReturnButNoDeviationNorYearlyRate) {
  const auto values = of_curve({100, 90}, {10, 9});
  EXPECT_NEAR(value_of(values, "total_return"), -0.1, 1e-15);
  EXPECT_NEAR(value_of(values, "max_drawdown"), -0.1, 1e-15);
  EXPECT_EQ(value_of(values, "longest_drawdown"), 1);
  for (const MetricValue& metric : values) {
    if (metric.def->group == MetricGroup::trades || metric.def->unit == MetricUnit::count) continue;
    if (kNeedOnePeriod.contains(metric.def->id) || metric.def->id == "benchmark_return") continue;
    EXPECT_TRUE(std::isnan(metric.value)) << metric.def->id << ' ' << metric.value;
  }
}

TEST(MetricsEdges, ReturnsThatAreAllTheSameHaveNoRatioToTheirDeviation) {
  // Not exactly the same in the curve: each value of 1.01^t is rounded.
  for (const double r : {0.01, 0.0, -0.01}) {
    const auto values = of_curve(test::equity_of(std::vector<double>(300, r), 1e6));
    EXPECT_NEAR(value_of(values, "volatility"), 0, 1e-12);
    for (const auto* id : {"sharpe", "psr", "skew", "kurtosis"})
      EXPECT_TRUE(std::isnan(value_of(values, id))) << id << " at " << r;
    if (r >= 0) {
      EXPECT_TRUE(std::isnan(value_of(values, "sortino")));
      EXPECT_TRUE(std::isnan(value_of(values, "calmar")));
      EXPECT_TRUE(std::isnan(value_of(values, "omega")));
      EXPECT_TRUE(std::isnan(value_of(values, "upi")));
    }
    EXPECT_NEAR(value_of(values, "cagr"), std::pow(1 + r, 252) - 1, 1e-9);
  }
}

TEST(MetricsEdges, WithoutTradesThereIsNoWinRateAndNoExposure) {
  const auto values = of_curve(test::equity_of({0.01, -0.02, 0.03}));
  EXPECT_EQ(value_of(values, "exposure"), 0);
  EXPECT_EQ(value_of(values, "turnover"), 0);
  EXPECT_EQ(value_of(values, "trades"), 0);
  EXPECT_EQ(value_of(values, "longest_losing_streak"), 0);
  for (const auto* id : {"win_rate", "profit_factor", "payoff", "expectancy", "expectancy_return",
                         "expectancy_r", "sqn", "kelly", "best_trade", "worst_trade",
                         "average_holding", "average_win", "average_loss"})
    EXPECT_TRUE(std::isnan(value_of(values, id))) << id;
}

TEST(MetricsEdges, TheProfitFactorIsInfiniteOnlyWithoutALoser) {
  const auto factor = [](const std::vector<double>& results) {
    return value_of(of_curve({1, 1.1, 1.2}, {}, test::trades_of(results)), "profit_factor");
  };
  EXPECT_EQ(factor({10, 0, 5}), std::numeric_limits<double>::infinity());
  EXPECT_EQ(factor({-10, 0}), 0);
  EXPECT_TRUE(std::isnan(factor({0, 0})));
}

TEST(MetricsEdges, TradesThatAreAllAlikeHaveNoSystemQuality) {
  const auto values = of_curve({1, 1.1}, {}, test::trades_of({0.1, 0.1, 0.1}));
  EXPECT_TRUE(std::isnan(value_of(values, "sqn")));
  EXPECT_TRUE(std::isnan(value_of(values, "kelly")));
  EXPECT_TRUE(std::isnan(value_of(values, "payoff")));
  EXPECT_EQ(value_of(values, "win_rate"), 1);
}

TEST(MetricsEdges, ZeroIsNotWonAndEndsALosingStreak) {
  const auto values = of_curve({1, 1.1}, {}, test::trades_of({-1, -1, 0, -1, 5, -1, -1, -1, 2, 0}));
  EXPECT_NEAR(value_of(values, "win_rate"), 0.2, 1e-15);
  EXPECT_EQ(value_of(values, "longest_losing_streak"), 3);
}

TEST(MetricsEdges, RIsTakenOverTradesWithAStopOnly) {
  auto trades = test::trades_of({100, -50, 30});
  trades[0].initial_risk = 50;
  trades[1].initial_risk = 50;
  EXPECT_NEAR(value_of(of_curve({1, 2}, {}, trades), "expectancy_r"), 0.5, 1e-15);
}

TEST(MetricsEdges, ABenchmarkWithoutOverlapHasNoFigures) {
  const auto equity = test::equity_of({0.01, -0.02, 0.03, 0.01});
  const std::vector<std::vector<double>> benchmarks{
      {}, std::vector<double>(5, kNaN), {kNaN, 1, kNaN, 1.1, kNaN}, {1, 1.1, kNaN, kNaN, kNaN}};
  for (const auto& benchmark : benchmarks) {
    for (const MetricValue& metric : of_curve(equity, benchmark)) {
      if (metric.def->group != MetricGroup::benchmark) continue;
      if (metric.def->id == "benchmark_return") continue;  // Of one period: it has one.
      EXPECT_TRUE(std::isnan(metric.value)) << metric.def->id;
    }
  }
}

TEST(MetricsEdges, ARunThatIsItsBenchmarkHasBetaOneAndNoAlpha) {
  const auto equity = test::equity_of(test::normal_returns(500, 0.001, 0.02, 5));
  const auto values = of_curve(equity, equity);
  EXPECT_NEAR(value_of(values, "beta"), 1, 1e-12);
  EXPECT_NEAR(value_of(values, "alpha"), 0, 1e-12);
  EXPECT_EQ(value_of(values, "tracking_error"), 0);
  EXPECT_TRUE(std::isnan(value_of(values, "information_ratio")));
  EXPECT_NEAR(value_of(values, "treynor"), value_of(values, "cagr"), 1e-12);
}

TEST(MetricsEdges, AFlatBenchmarkHasNoBeta) {
  const auto values =
      of_curve(test::equity_of({0.01, -0.02, 0.03}), test::equity_of({0.0, 0.0, 0.0}));
  for (const auto* id : {"beta", "alpha", "treynor"})
    EXPECT_TRUE(std::isnan(value_of(values, id))) << id;
}

TEST(MetricsEdges, AHoleInTheCurveLeavesNoReturnFigure) {
  for (const double hole : {kNaN, 0.0, -5.0, std::numeric_limits<double>::infinity()}) {
    const auto values = of_curve({100, 101, hole, 103, 104}, {1, 2, 3, 4, 5});
    for (const auto* id : {"total_return", "cagr", "sharpe", "max_drawdown", "var", "beta", "psr",
                           "stability", "ulcer_index", "turnover"})
      EXPECT_TRUE(std::isnan(value_of(values, id))) << id << " with " << hole;
  }
}

TEST(MetricsEdges, ATotalLossIsALossOfEverything) {
  const auto values = of_curve({100, 90, 0});
  EXPECT_EQ(value_of(values, "total_return"), -1);
  EXPECT_EQ(value_of(values, "cagr"), -1);
  EXPECT_EQ(value_of(values, "max_drawdown"), -1);
}

TEST(MetricsEdges, RiskFreeIsTakenPerPeriodByCompounding) {
  const MetricOptions options{.periods_per_year = 252, .risk_free = 0.05, .var_alpha = 0.05};
  const double daily = std::pow(1.05, 1.0 / 252) - 1;
  // Above and below the risk-free return by the same: no excess on average.
  const auto values = of_curve(test::equity_of({daily + 0.01, daily - 0.01}), {}, {}, options);
  EXPECT_NEAR(value_of(values, "sharpe"), 0, 1e-12);
  EXPECT_NEAR(value_of(values, "omega"), 1, 1e-11);
  EXPECT_NEAR(value_of(values, "psr"), 0.5, 1e-12);
}

TEST(MetricsEdges, OptionsOutOfRangeAreRefusedByName) {
  EXPECT_TRUE(check_options({}));
  const auto message = [](const MetricOptions& options) {
    const auto checked = check_options(options);
    return checked ? std::string() : checked.error().message;
  };
  EXPECT_NE(message({0, 0, 0.05}).find("periods per year is 0"), std::string::npos);
  EXPECT_NE(message({kNaN, 0, 0.05}).find("periods per year"), std::string::npos);
  EXPECT_NE(message({252, -1, 0.05}).find("risk-free rate is -1"), std::string::npos);
  EXPECT_NE(message({252, 0, 0}).find("worst periods is 0"), std::string::npos);
  EXPECT_NE(message({252, 0, 0.6}).find("worst periods is 0.6"), std::string::npos);
}

TEST(MetricsEdges, AnotherCurrencyChangesNothingButMoney) {
  const auto returns = test::normal_returns(400, 0.0005, 0.015, 9);
  const auto benchmark = test::equity_of(test::normal_returns(400, 0.0003, 0.01, 10), 3000);
  auto trades = test::trades_of({100, -50, 200, -80, 30});
  trades[1].initial_risk = 64;
  auto many = trades;
  for (TradeResult& trade : many) {
    trade.pnl *= 8;
    trade.initial_risk *= 8;
  }
  auto equity = test::equity_of(returns, 1e6);
  const auto one = metrics_of({equity, benchmark, trades, 400, 123, 5e6});
  for (double& value : equity) value *= 8;
  const auto eight = metrics_of({equity, benchmark, many, 400, 123, 4e7});
  for (std::size_t i = 0; i < one.size(); ++i) {
    const double factor = one[i].def->unit == MetricUnit::money ? 8 : 1;
    EXPECT_EQ(eight[i].value, factor * one[i].value) << one[i].def->id;
  }
}

TEST(MetricsEdges, PercentilesAreThoseOfAllReturnsSorted) {
  for (const std::size_t count : {2U, 3U, 7U, 20U, 61U, 400U, 1001U}) {
    for (const double share : {0.001, 0.01, 0.05, 0.3, 0.5}) {
      const auto equity = test::equity_of(test::normal_returns(count, 0, 0.02, 31), 1e6);
      const auto values = of_curve(equity, {}, {}, {252, 0, share});
      auto sorted = returns_of(equity);
      std::sort(sorted.begin(), sorted.end());
      const auto at = [&](double fraction) {
        const double rank = fraction * static_cast<double>(count - 1);
        const auto below = static_cast<std::size_t>(rank);
        const double next = sorted[std::min(below + 1, count - 1)];
        return sorted[below] + (next - sorted[below]) * (rank - std::floor(rank));
      };
      EXPECT_EQ(value_of(values, "var"), at(share)) << count;
      const auto worst = static_cast<std::size_t>(static_cast<double>(count - 1) * share) + 1;
      const double sum =
          std::accumulate(sorted.begin(), sorted.begin() + static_cast<std::ptrdiff_t>(worst), 0.0);
      EXPECT_EQ(value_of(values, "cvar"), sum / static_cast<double>(worst)) << count;
      EXPECT_EQ(value_of(values, "tail_ratio"), std::abs(at(0.95)) / std::abs(at(0.05))) << count;
      EXPECT_EQ(value_of(values, "worst_period"), sorted.front());
      EXPECT_EQ(value_of(values, "best_period"), sorted.back());
    }
  }
}

TEST(MetricsEdges, TheOrderOfReturnsChangesThePathButNotItsMoments) {
  auto returns = test::normal_returns(400, 0.0005, 0.015, 21);
  const auto one = of_curve(test::equity_of(returns));
  std::sort(returns.begin(), returns.end());
  const auto other = of_curve(test::equity_of(returns));
  for (const auto* id :
       {"total_return", "cagr", "volatility", "sharpe", "sortino", "omega", "psr", "var", "cvar",
        "tail_ratio", "skew", "kurtosis", "best_period", "worst_period"})
    EXPECT_NEAR(value_of(one, id), value_of(other, id), 1e-9) << id;
  EXPECT_LT(value_of(other, "max_drawdown"), value_of(one, "max_drawdown"));
}

}  // namespace
}  // namespace fwq::backtest
