// Every metric against tests/golden/metrics.txt (numpy and scipy) and against the worked example of the definitions.
#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "fwq/backtest/metrics.hpp"
#include "support/metrics.hpp"

namespace fwq::backtest {
namespace {

struct Case {
  MetricOptions options;
  std::vector<double> equity, benchmark;
  std::vector<TradeResult> trades;
  std::int64_t bars = 0, held = 0;
  double traded = 0;
  std::map<std::string, double> wanted;

  std::vector<MetricValue> metrics() const {
    return metrics_of({equity, benchmark, trades, bars, held, traded}, options);
  }
};

std::vector<Case> read_runs() {
  std::ifstream file(FWQ_SOURCE_DIR "/tests/golden/metrics.txt");
  std::vector<Case> runs;
  for (std::string line; std::getline(file, line);) {
    std::istringstream words(line);
    std::vector<std::string> word;
    for (std::string one; words >> one;) word.push_back(one);
    if (word.empty() || word[0] == "#") continue;
    const auto number = [&](std::size_t i) { return std::stod(word.at(i)); };
    if (word[0] == "run") {
      runs.emplace_back();
      runs.back().options = {number(1), number(2), number(3)};
      runs.back().bars = std::stoll(word.at(4));
      runs.back().held = std::stoll(word.at(5));
      runs.back().traded = number(6);
    } else if (word[0] == "bar") {
      runs.back().equity.push_back(number(1));
      runs.back().benchmark.push_back(number(2));
    } else if (word[0] == "trade") {
      runs.back().trades.push_back({number(1), number(2), number(3), static_cast<int>(number(4))});
    } else {
      runs.back().wanted[word.at(1)] = number(2);
    }
  }
  return runs;
}

TEST(MetricsGolden, EveryMetricIsWhatNumpyAndScipyMakeOfIt) {
  const auto runs = read_runs();
  ASSERT_EQ(runs.size(), 3U);
  for (const Case& run : runs) {
    ASSERT_EQ(run.wanted.size(), metric_table().size());
    for (const MetricValue& metric : run.metrics()) {
      const std::string id(metric.def->id);
      ASSERT_TRUE(run.wanted.contains(id)) << id << " has no golden value";
      const double wanted = run.wanted.at(id);
      EXPECT_NEAR(metric.value, wanted, 1e-10 * std::max(1.0, std::abs(wanted))) << id;
    }
  }
}

TEST(MetricsGolden, TheWorkedExampleIsMetToTenDigits) {
  const auto equity = test::equity_of({0.01, -0.02, 0.03, 0.00, -0.01});
  const auto benchmark = test::equity_of({0.005, -0.01, 0.02, 0.01, -0.005});
  const auto trades = test::trades_of({100, -50, 200, -80, 30});
  const auto values = metrics_of({equity, benchmark, trades, 0, 0, 0});
  const std::map<std::string, double> wanted{{"total_return", 0.0092990600},
                                             {"cagr", 0.5944150548},
                                             {"volatility", 0.3053522556},
                                             {"sharpe", 1.6505527330},
                                             {"sortino", 3.1749015733},
                                             {"max_drawdown", -0.0200000000},
                                             {"calmar", 29.7207527387},
                                             {"var", -0.018},
                                             {"cvar", -0.02},
                                             {"omega", 1.3333333333},
                                             {"beta", 1.5087719298},
                                             {"alpha", -0.6390078855},
                                             {"information_ratio", -3.4954515900},
                                             {"tracking_error", 0.1441873781},
                                             {"win_rate", 0.6},
                                             {"profit_factor", 2.5384615385},
                                             {"payoff", 1.6923076923},
                                             {"expectancy", 40.0},
                                             {"sqn", 0.7859774919},
                                             {"kelly", 0.3636363636}};
  for (const auto& [id, value] : wanted) EXPECT_NEAR(value_of(values, id), value, 5.1e-11) << id;
}

TEST(MetricsGolden, EveryRowIsNamedAndDefinedInBothLanguages) {
  std::set<std::string_view> ids;
  for (const MetricDef& def : metric_table()) {
    EXPECT_TRUE(ids.insert(def.id).second) << def.id;
    EXPECT_EQ(find_metric(def.id), &def);
    for (const auto text : {def.title_en, def.title_zh, def.convention_en, def.convention_zh})
      EXPECT_FALSE(text.empty()) << def.id;
    for (const bool chinese : {false, true})
      EXPECT_EQ(convention_of(def, {}, chinese).find('{'), std::string::npos) << def.id;
  }
  EXPECT_EQ(find_metric("luck"), nullptr);
}

TEST(MetricsGolden, TheDefinitionNamesTheOptionsItWasComputedWith) {
  const MetricOptions options{.periods_per_year = 244, .risk_free = 0.015, .var_alpha = 0.01};
  EXPECT_EQ(convention_of(*find_metric("sharpe"), options, false),
            "mean / sample deviation of the returns above risk-free (1.5% a year), times the root "
            "of 244");
  EXPECT_EQ(convention_of(*find_metric("var"), options, true),
            "每期收益率的历史 1% 分位数，秩间线性插值");
}

}  // namespace
}  // namespace fwq::backtest
