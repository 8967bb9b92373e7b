// Many values of a strategy's parameters, and walk-forward.
#include "fwq/backtest/variants.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "support/bars.hpp"

namespace fwq::backtest {
namespace {

const StrategyDef& ma_cross() {
  return *find_strategy("ma_cross").value();
}

TradedSeries a_series(std::size_t count = 900, std::uint64_t seed = 5) {
  const auto bars = test::bars_of(test::random_closes(seed, count));
  return traded_series(bars.view(), data::Symbol::parse("SH510300").value(), {},
                       data::Date{2001, 1, 1});
}

VariantOptions without_cap() {
  VariantOptions out;
  out.engine.broker.volume_cap = 0;
  return out;
}

TEST(Variants, AreEveryCombinationOfTheValuesNamed) {
  const std::vector<NamedValue> given = {{"short", "3,5"}, {"long", "10..30/10"}};
  EXPECT_TRUE(has_variants(given));
  const auto all = expand_variants(ma_cross(), given).value();
  ASSERT_EQ(all.calls.size(), 6U);
  EXPECT_EQ(all.calls[0].params, (std::vector<double>{3, 10}));
  EXPECT_EQ(all.calls[1].params, (std::vector<double>{3, 20}));
  EXPECT_EQ(all.calls[5].params, (std::vector<double>{5, 30}));
  EXPECT_EQ(
      expand_variants(ma_cross(), std::vector<NamedValue>{{"long", "30"}}).value().calls.size(),
      1U);
  EXPECT_FALSE(has_variants(std::vector<NamedValue>{{"long", "30"}}));
}

TEST(Variants, LeaveOutWhatTheStrategyRefuses) {
  const auto all =
      expand_variants(ma_cross(), std::vector<NamedValue>{{"short", "5..8"}, {"long", "6..7"}})
          .value();
  EXPECT_EQ(all.calls.size(), 3U);  // 5-6, 5-7, 6-7.
  EXPECT_EQ(all.impossible, 5U);
  EXPECT_EQ(all.refused.message, "ma_cross: short = 8 must be below long = 7");
}

TEST(Variants, AreTriedOnceEachAndInRoundNumbers) {
  const auto all =
      expand_variants(ma_cross(), std::vector<NamedValue>{{"short", "3,5,3..5"}}).value();
  ASSERT_EQ(all.calls.size(), 3U);
  EXPECT_EQ(all.calls[2].params[0], 4);
  const auto& boll = *find_strategy("boll").value();
  const auto steps =
      expand_variants(boll, std::vector<NamedValue>{{"width", "0.5..0.8/0.1"}}).value();
  ASSERT_EQ(steps.calls.size(), 4U);
  EXPECT_EQ(steps.calls[3].params[1], 0.8) << "not 0.5 + 3 * 0.1 in binary";
}

TEST(Variants, RefuseRangesThatAreNoneOrTooMany) {
  const auto message = [](std::vector<NamedValue> given) {
    return expand_variants(ma_cross(), given).error().message;
  };
  EXPECT_EQ(message({{"short", "9..3"}}),
            "ma_cross: short = '9..3' is no range; write 5..20 or 5..20/5");
  EXPECT_EQ(message({{"short", "3..9/0"}}),
            "ma_cross: short = '3..9/0': the step must be above 0; write 5..20 or 5..20/5");
  EXPECT_EQ(message({{"short", "1..1000"}, {"long", "1..1000"}}).substr(0, 41),
            "ma_cross: these are 1000000 combinations,");
  EXPECT_EQ(message({{"short", "3..x"}}), "ma_cross: short = 'x' is not a number");
  EXPECT_EQ(
      message({{"short", "1..200"}, {"long", "201..300"}}),
      "ma_cross: these are 20000 combinations, more than 10000; name fewer values or wider steps");
  EXPECT_EQ(message({{"short", "0..1/0.00000001"}}),
            "ma_cross: short = '0..1/0.00000001' are 100000001 values, more than 10000");
  EXPECT_EQ(message({{"short", "20,30"}, {"long", "20"}}),
            "ma_cross: short = 30 must be below long = 20");
  EXPECT_EQ(message({{"shirt", "3,4"}}).substr(0, 34), "ma_cross has no parameter 'shirt';");
}

TEST(Variants, AreRankedAndTheBestIsDeflatedByTheirNumber) {
  const TradedSeries series = a_series();
  const auto all =
      expand_variants(ma_cross(), std::vector<NamedValue>{{"short", "2..6"}, {"long", "8..20/2"}})
          .value();
  const Rulebook rules = Rulebook::a_share().value();
  core::TaskSystem one(1), three(3);
  const auto table = try_variants(series, all.calls, rules, without_cap(), one).value();
  ASSERT_EQ(table.rows.size(), 35U);
  for (std::size_t k = 1; k < table.rows.size(); ++k)
    EXPECT_GE(table.rows[k - 1].score, table.rows[k].score);
  // The best, run alone.
  const VariantRow& best = table.rows.front();
  const auto alone =
      run_strategy(series, target_strategy(all.calls[best.variant]), rules, without_cap().engine)
          .value();
  EXPECT_EQ(alone.end, best.end);
  EXPECT_EQ(alone.journal.trades.size(), best.trades);
  EXPECT_EQ(table.deflated.trials, 35U);
  EXPECT_GT(table.deflated.hurdle, 0);
  EXPECT_NEAR(table.deflated.sharpe, best.sharpe, 1e-12);
  const auto again = try_variants(series, all.calls, rules, without_cap(), three).value();
  for (std::size_t k = 0; k < 35; ++k) {
    EXPECT_EQ(table.rows[k].variant, again.rows[k].variant);
    EXPECT_EQ(table.rows[k].score, again.rows[k].score);
  }
}

TEST(Variants, CanBeRankedByAnotherMetric) {
  const TradedSeries series = a_series();
  const auto all = expand_variants(ma_cross(), std::vector<NamedValue>{{"short", "2..6"}}).value();
  core::TaskSystem tasks(1);
  VariantOptions options = without_cap();
  options.metric = "total_return";
  const auto table =
      try_variants(series, all.calls, Rulebook::a_share().value(), options, tasks).value();
  for (const VariantRow& row : table.rows) EXPECT_EQ(row.score, row.total_return);
  options.metric = "sharp";
  const auto wrong = try_variants(series, all.calls, Rulebook::a_share().value(), options, tasks);
  EXPECT_EQ(wrong.error().code, Errc::not_found);
  EXPECT_NE(wrong.error().message.find("sharpe"), std::string::npos);
}

TEST(WalkForward, ChoosesInTrainingAndJudgesOnWhatFollows) {
  const TradedSeries series = a_series();
  const auto all =
      expand_variants(ma_cross(), std::vector<NamedValue>{{"short", "2..5"}, {"long", "10,20"}})
          .value();
  const Rulebook rules = Rulebook::a_share().value();
  core::TaskSystem tasks(2);
  WalkForwardOptions options;
  options.variants = without_cap();
  options.train = 300;
  options.test = 100;
  const auto walk = walk_forward(series, all.calls, rules, options, tasks).value();
  ASSERT_EQ(walk.rows.size(), 6U);
  EXPECT_EQ(walk.equity.value.size(), 600U);
  double cash = options.variants.engine.cash;
  for (const WalkForwardRow& row : walk.rows) {
    // The second way: each window by hand.
    VariantOptions train = options.variants;
    train.engine.range = {series.raw.time()[row.window.train_begin],
                          series.raw.time()[row.window.train_end - 1] + 1};
    const auto table = try_variants(series, all.calls, rules, train, tasks).value();
    EXPECT_EQ(table.rows.front().variant, row.variant);
    EXPECT_EQ(table.rows.front().score, row.train_score);
    EXPECT_EQ(table.rows.front().total_return, row.train_return);
    EXPECT_LE(row.window.train_end, row.window.test_begin);
    cash *= 1 + row.test_return;
  }
  EXPECT_NEAR(walk.equity.value.back(), cash, 1e-6);
  for (const Trade& trade : walk.trades) EXPECT_GE(trade.entry_bar, 300U);
}

TEST(WalkForward, ChoosesTheSameWhateverComesLater) {
  const auto closes = test::random_closes(9, 700);
  auto changed = closes;
  for (std::size_t i = 500; i < changed.size(); ++i)
    changed[i] = std::round(changed[i] * 104) / 100;
  const auto all =
      expand_variants(ma_cross(), std::vector<NamedValue>{{"short", "2..5"}, {"long", "10,20"}})
          .value();
  core::TaskSystem tasks(1);
  WalkForwardOptions options;
  options.variants = without_cap();
  options.train = 200;
  options.test = 100;
  const auto of = [&](const std::vector<double>& prices) {
    const auto bars = test::bars_of(prices);
    const auto series = traded_series(bars.view(), data::Symbol::parse("SH510300").value(), {},
                                      data::Date{2001, 1, 1});
    return walk_forward(series, all.calls, Rulebook::a_share().value(), options, tasks).value();
  };
  const auto a = of(closes), b = of(changed);
  EXPECT_TRUE(
      std::equal(a.equity.value.begin(), a.equity.value.begin() + 300, b.equity.value.begin()));
  EXPECT_EQ(a.rows[3].variant, b.rows[3].variant);  // Trained on bars 300 to 499.
}

TEST(WalkForward, NeedsBarsForOneWindow) {
  const auto all = expand_variants(ma_cross(), std::vector<NamedValue>{{"short", "2..5"}}).value();
  core::TaskSystem tasks(1);
  const auto walk = walk_forward(a_series(100), all.calls, Rulebook::a_share().value(), {}, tasks);
  EXPECT_EQ(walk.error().code, Errc::invalid_argument);
}

}  // namespace
}  // namespace fwq::backtest
