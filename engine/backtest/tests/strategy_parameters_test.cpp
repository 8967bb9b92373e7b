// Every parameter of every strategy of the table changes what it wants.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "fwq/backtest/strategy.hpp"
#include "support/bars.hpp"

namespace fwq::backtest {
namespace {

// Values near the default and far from it, within the range.
std::vector<double> others(const analysis::ParamDef& param) {
  std::vector<double> values;
  for (const double value : {param.value * 0.7, param.value * 1.5, param.value + param.step,
                             param.value - param.step, param.value + 5, param.value - 5}) {
    const bool whole = param.kind == analysis::ParamKind::integer;
    const double next = std::clamp(whole ? std::round(value) : value, param.min, param.max);
    if (next != param.value) values.push_back(next);
  }
  return values;
}

std::size_t differences(const std::vector<double>& a, const std::vector<double>& b) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    count += a[i] == b[i] || (std::isnan(a[i]) && std::isnan(b[i])) ? 0U : 1U;
  }
  return count;
}

TEST(StrategyParameters, AllChangeTheTargets) {
  const auto series = test::bars_of(test::random_closes(31, 2000));
  for (const StrategyDef* def : built_in_strategies()) {
    const auto before =
        targets_of(bind_strategy(*def, std::span<const double>()).value(), series.view());
    for (std::size_t p = 0; p < def->params.size(); ++p) {
      std::size_t most = 0;
      for (const double other : others(def->params[p])) {
        std::vector<double> given;
        for (const auto& param : def->params) given.push_back(param.value);
        given[p] = other;
        const auto call = bind_strategy(*def, std::span<const double>(given));
        if (!call) continue;  // Does not go with the others' defaults.
        most = std::max(most, differences(before, targets_of(*call, series.view())));
      }
      EXPECT_GT(most, 0U) << def->id << ": " << def->params[p].name;
    }
  }
}

TEST(StrategyParameters, AreRefusedInTheWrongOrder) {
  const auto message = [](std::string_view id, std::vector<double> given) {
    const auto call = bind_strategy(*find_strategy(id).value(), std::span<const double>(given));
    return call ? std::string() : call.error().message;
  };
  EXPECT_EQ(message("macd", {26, 26}), "macd: fast = 26 must be below slow = 26");
  EXPECT_EQ(message("rsi", {14, 70, 30}), "rsi: low = 70 must be below high = 30");
  EXPECT_EQ(message("kdj", {9, 3, 3, 50, 50}), "kdj: low = 50 must be below high = 50");
  EXPECT_EQ(message("boll", {20, 2, -2}),
            "boll: exit = -2 must be above the lower band, which is at -2 = -width");
  EXPECT_EQ(message("mean_reversion", {20, 1, 1}),
            "mean_reversion: exit = 1 must be below entry = 1");
  EXPECT_EQ(message("momentum", {20, 20}), "momentum: skip = 20 must be below period = 20");
  EXPECT_EQ(message("momentum", {20, 0, 1, 2}), "momentum: exit = 2 must not be above entry = 1");
  EXPECT_EQ(message("momentum", {20, 0, 1, 1}), "");
}

TEST(Strategies, NeverBuyAStockThatDoesNotMove) {
  for (const StrategyDef* def : built_in_strategies()) {
    if (def->id == "buy_and_hold") continue;
    const auto call = bind_strategy(*def, std::span<const double>()).value();
    for (int cents = 101; cents < 2000; cents += 97) {
      const auto series = test::bars_of(std::vector<double>(600, cents / 100.0));
      for (const double target : targets_of(call, series.view())) {
        ASSERT_NE(target, 1.0) << def->id << " at " << cents;
      }
    }
  }
}

// Prices that are missing leave the position as it is, and end what was known.
TEST(Strategies, WantNothingNewWhileAPriceIsMissing) {
  auto closes = test::random_closes(33, 700);
  closes[400] = data::kNone;
  for (const StrategyDef* def : built_in_strategies()) {
    if (def->id == "buy_and_hold" || def->id == "momentum") continue;  // Momentum may skip it.
    const auto call = bind_strategy(*def, std::span<const double>()).value();
    const auto got = targets_of(call, test::bars_of(closes).view());
    if (def->id == "pattern") {
      EXPECT_NE(got[400], 1.0);  // It may be that its time is over.
    } else {
      EXPECT_TRUE(std::isnan(got[400])) << def->id;
    }
  }
}

}  // namespace
}  // namespace fwq::backtest
