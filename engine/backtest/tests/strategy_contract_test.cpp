// What every strategy of the table promises.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <string>

#include "fwq/backtest/strategy.hpp"
#include "support/bars.hpp"

namespace fwq::backtest {
namespace {

class EveryStrategy : public testing::TestWithParam<const StrategyDef*> {
 protected:
  const StrategyDef& def() const { return *GetParam(); }
  std::vector<double> targets(const data::Bars& bars) const {
    return targets_of(bind_strategy(def(), std::span<const double>()).value(), bars);
  }
};

// NaN equals NaN.
bool same(const std::vector<double>& a, const std::vector<double>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](double x, double y) { return x == y || (std::isnan(x) && std::isnan(y)); });
}

TEST_P(EveryStrategy, IsDescribed) {
  EXPECT_EQ(def().id.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_"), std::string::npos);
  EXPECT_FALSE(def().title_en.empty());
  EXPECT_FALSE(def().title_zh.empty());
  EXPECT_FALSE(def().source.empty());
  EXPECT_EQ(find_strategy(def().id).value(), &def());
  for (const auto& param : def().params) {
    EXPECT_FALSE(param.help_en.empty()) << param.name;
    EXPECT_FALSE(param.help_zh.empty()) << param.name;
    EXPECT_LT(param.min, param.max) << param.name;
  }
}

TEST_P(EveryStrategy, StaysWithinNothingAndEverything) {
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    const auto series = test::bars_of(test::random_closes(seed, 400));
    for (const double target : targets(series.view())) {
      if (!std::isnan(target)) {
        ASSERT_GE(target, 0.0);
        ASSERT_LE(target, 1.0);
      }
    }
  }
}

TEST_P(EveryStrategy, SaysTheSameWhateverComesLater) {
  auto closes = test::random_closes(7, 300);
  const auto whole = test::bars_of(closes);
  for (const std::size_t cut : {1UL, 2UL, 19UL, 20UL, 21UL, 150UL, 299UL}) {
    const auto all = targets(whole.view());
    const std::vector<double> before(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(cut));
    EXPECT_TRUE(same(before, targets(whole.view().slice(0, cut)))) << cut;
    // The same memory with another future behind the present bar.
    auto changed = closes;
    for (std::size_t i = cut; i < changed.size(); ++i) changed[i] *= i % 2 == 0 ? 10 : 0.1;
    auto other = targets(test::bars_of(changed).view());
    other.resize(cut);
    EXPECT_TRUE(same(before, other)) << cut;
  }
}

TEST_P(EveryStrategy, DoesNotDependOnTheScaleOfPrices) {
  auto closes = test::random_closes(11, 300);
  const auto before = targets(test::bars_of(closes).view());
  for (double& close : closes) close *= 8;
  EXPECT_TRUE(same(before, targets(test::bars_of(closes).view())));
}

TEST_P(EveryStrategy, SaysSomethingOfALongEnoughSeries) {
  const auto got = targets(test::bars_of(test::random_closes(12, 600)).view());
  EXPECT_TRUE(std::any_of(got.begin(), got.end(), [](double target) { return target > 0; }));
}

TEST_P(EveryStrategy, TakesSeriesShorterThanItsWindow) {
  EXPECT_TRUE(targets(data::Bars()).empty());
  const auto closes = test::random_closes(3, 3);
  for (std::size_t count = 1; count <= 3; ++count) {
    const auto series = test::bars_of(std::span(closes).first(count));
    EXPECT_EQ(targets(series.view()).size(), count);
  }
}

TEST_P(EveryStrategy, ChecksItsParameters) {
  std::vector<double> defaults;
  for (const auto& param : def().params) defaults.push_back(param.value);
  EXPECT_TRUE(bind_strategy(def(), std::span<const double>(defaults)));
  for (std::size_t i = 0; i < defaults.size(); ++i) {
    const auto& param = def().params[i];
    std::vector<double> wrong = {param.min - 1, param.max + 1, data::kNone};
    if (param.kind == analysis::ParamKind::integer) wrong.push_back(param.value + 0.5);
    for (const double value : wrong) {
      auto given = defaults;
      given[i] = value;
      const auto made = bind_strategy(def(), std::span<const double>(given));
      ASSERT_FALSE(made) << param.name << " = " << value;
      EXPECT_EQ(made.error().code, Errc::invalid_argument);
      EXPECT_NE(made.error().message.find(param.name), std::string::npos) << made.error().message;
    }
  }
  auto too_many = defaults;
  too_many.push_back(1);
  EXPECT_FALSE(bind_strategy(def(), std::span<const double>(too_many)));
}

INSTANTIATE_TEST_SUITE_P(Table, EveryStrategy,
                         testing::ValuesIn(std::vector<const StrategyDef*>(
                             built_in_strategies().begin(), built_in_strategies().end())),
                         [](const auto& entry) { return std::string(entry.param->id); });

TEST(Strategies, HaveDifferentIds) {
  std::set<std::string_view> ids;
  for (const StrategyDef* def : built_in_strategies()) ids.insert(def->id);
  EXPECT_EQ(ids.size(), built_in_strategies().size());
  EXPECT_GE(ids.size(), 2U);
}

TEST(Strategies, AreFoundIgnoringCaseAndSuggestedWhenMisspelt) {
  EXPECT_EQ(find_strategy("MA_Cross").value()->id, "ma_cross");
  const auto missing = find_strategy("ma_cros");
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().code, Errc::not_found);
  EXPECT_NE(missing.error().message.find("ma_cross"), std::string::npos);
}

TEST(Strategies, TakeTheirValuesByName) {
  const StrategyDef& def = *find_strategy("ma_cross").value();
  const std::vector<NamedValue> given = {{"Long", " 30 "}, {"short", "10"}};
  EXPECT_EQ(bind_strategy(def, given).value().params, (std::vector<double>{10, 30}));
}

TEST(Strategies, RefuseNamesAndNumbersThatAreNone) {
  const StrategyDef& def = *find_strategy("ma_cross").value();
  const auto message = [&](std::vector<NamedValue> given) {
    return bind_strategy(def, given).error().message;
  };
  EXPECT_EQ(message({{"lang", "3"}}),
            "ma_cross has no parameter 'lang'; did you mean long?; it has short, long");
  EXPECT_EQ(message({{"long", "3x"}}), "ma_cross: long = '3x' is not a number");
  EXPECT_EQ(message({{"long", "9"}, {"LONG", "8"}}), "ma_cross: long is given twice");
  EXPECT_EQ(
      bind_strategy(*find_strategy("buy_and_hold").value(), std::vector<NamedValue>{{"x", "1"}})
          .error()
          .message,
      "buy_and_hold has no parameters, so none called 'x'");
}

}  // namespace
}  // namespace fwq::backtest
