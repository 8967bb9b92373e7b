// The event engine on small series, each ledger worked out by hand.
#include <gtest/gtest.h>

#include <cmath>

#include "fwq/backtest/engine.hpp"
#include "fwq/backtest/target_strategy.hpp"

namespace fwq::backtest {
namespace {

struct Day {
  double open, high, low, close;
  double volume = 1e6;
};

data::BarSeries series_of(const std::vector<Day>& days, data::Date first = {2024, 1, 2}) {
  data::BarSeries out(days.size());
  std::int64_t day = data::days_from(first);
  for (const Day& d : days) {
    out.push_back({data::day_bar_time(data::date_from_days(day++)), d.open, d.high, d.low, d.close,
                   d.volume, d.volume * d.close});
  }
  return out;
}

data::Symbol symbol(std::string_view text) {
  return data::Symbol::parse(text).value();
}

RunResult run(std::string_view code, const std::vector<Day>& days, std::vector<double> targets,
              const TargetOptions& target = {}, EngineOptions options = {.cash = 100'000},
              const CostSettings& costs = {}) {
  const auto bars = series_of(days);
  const TradedSeries series = traded_series(bars.view(), symbol(code), {}, data::Date{2000, 1, 1});
  const auto factory = [&](const data::Bars&) { return target_strategy(targets, target); };
  return run_strategy(series, factory, Rulebook::a_share(costs).value(), options).value();
}

TEST(Engine, FillsASignalAtTheNextOpenWithCostsAndWholeLots) {
  const auto r = run("SH600000",
                     {{10, 10.2, 9.9, 10},
                      {10.1, 10.4, 10, 10.3},
                      {10.3, 10.6, 10.2, 10.5},
                      {10.4, 10.5, 10.2, 10.3}},
                     {1, 1, 0, 0});
  ASSERT_EQ(r.journal.fills.size(), 2U);
  const Fill& buy = r.journal.fills[0];
  EXPECT_EQ(buy.bar, 1U);
  EXPECT_EQ(buy.price, money_of(10.1));
  EXPECT_EQ(buy.shares, 9800);  // 9,900 shares are 99,990 and would cost 25.00 + 1.00 more.
  EXPECT_EQ(buy.fees, (Fees{money_of(24.75), 0, money_of(0.99), 0}));  // Of 98,980: 24.745, 0.9898.
  const Fill& sale = r.journal.fills[1];
  EXPECT_EQ(sale.bar, 3U);
  EXPECT_EQ(sale.price, money_of(10.4));
  EXPECT_EQ(sale.fees, (Fees{money_of(25.48), money_of(50.96), money_of(1.02), 0}));  // Of 101,920.
  EXPECT_EQ(r.end, money_of(100'000 - 98'980 - 25.74 + 101'920 - 77.46));
  EXPECT_EQ(r.equity.value[0], 100'000);
  EXPECT_EQ(r.equity.value[1], 100'000 - 98'980 - 25.74 + 9800 * 10.3);
  ASSERT_EQ(r.journal.trades.size(), 1U);
  EXPECT_EQ(r.journal.trades[0].pnl, r.end - r.start);
  EXPECT_EQ(r.bars_held, 2U);
}

TEST(Engine, WaitsOutALockedLimit) {
  // 10.00 up to 11.00 and locked there, then opened.
  const auto r =
      run("SH600000",
          {{10, 10, 10, 10}, {11, 11, 11, 11}, {12.1, 12.1, 11.5, 11.8}, {11.8, 12, 11.5, 11.9}},
          {1, 1, 1, 1});
  ASSERT_EQ(r.journal.fills.size(), 1U);
  EXPECT_EQ(r.journal.fills[0].bar, 2U);
  EXPECT_EQ(r.journal.fills[0].price, money_of(12.1));
  const auto dropped =
      run("SH600000", {{10, 10, 10, 10}, {11, 11, 11, 11}, {12.1, 12.1, 11.5, 11.8}}, {1, 1, 1},
          {.carry_purchases = false});
  EXPECT_TRUE(dropped.journal.fills.empty());
  ASSERT_EQ(dropped.journal.unfilled.size(), 1U);
  EXPECT_EQ(dropped.journal.unfilled[0].obstacle, Obstacle::limit_up);
}

TEST(Engine, SellsNothingOnTheDayOfPurchase) {
  // The stop is passed on the purchase day already; it can act only on the next.
  const auto r = run("SH600000", {{10, 10, 10, 10}, {10, 10, 9.2, 9.3}, {9.1, 9.3, 9, 9.2}},
                     {1, 1, 1}, {.exits = {.stop_loss = 0.05}});
  ASSERT_EQ(r.journal.fills.size(), 2U);
  EXPECT_EQ(r.journal.fills[1].bar, 2U);
  EXPECT_EQ(r.journal.fills[1].price, money_of(9.1));
  EXPECT_EQ(r.journal.fills[1].reason, "stop_loss");
  const auto gold = run("SH518880", {{10, 10, 10, 10}, {10, 10, 9.2, 9.3}, {9.1, 9.3, 9, 9.2}},
                        {1, 1, 1}, {.exits = {.stop_loss = 0.05}});
  ASSERT_EQ(gold.journal.fills.size(), 2U);
  EXPECT_EQ(gold.journal.fills[1].bar, 1U);
  EXPECT_EQ(gold.journal.fills[1].price, money_of(9.5));
}

TEST(Engine, RefusesABuyerWithoutTheCashOfOneLot) {
  const auto r = run("SH688001", {{10, 10, 10, 10}, {10, 10, 10, 10}, {10, 10, 10, 10}}, {1, 1, 1},
                     {}, {.cash = 1500});
  EXPECT_TRUE(r.journal.fills.empty());
  ASSERT_EQ(r.journal.unfilled.size(), 1U);
  EXPECT_EQ(r.journal.unfilled[0].obstacle, Obstacle::cash);
}

TEST(Engine, GivesBonusSharesAndDividends) {
  const auto bars =
      series_of({{10, 10, 10, 10}, {10, 10, 10, 10}, {7.9, 8, 7.8, 7.9}, {8, 8, 8, 8}});
  const data::ExRightsEvent event{.date = {2024, 1, 4}, .cash = 0.5, .bonus = 0.2};
  const TradedSeries series =
      traded_series(bars.view(), symbol("SH600000"), {&event, 1}, data::Date{2000, 1, 1});
  const auto factory = [](const data::Bars&) { return target_strategy({1, 1, 0, 0}); };
  const auto r =
      run_strategy(series, factory, Rulebook::a_share(CostSettings::none()).value(), {.cash = 1050})
          .value();
  ASSERT_EQ(r.journal.fills.size(), 2U);
  EXPECT_EQ(r.journal.fills[0].shares, 100);
  EXPECT_EQ(r.journal.fills[1].shares, 120);  // The odd lot goes whole.
  EXPECT_EQ(r.journal.dividends, money_of(50));
  EXPECT_EQ(r.end, money_of(50 + 50 + 120 * 8.0));
  EXPECT_EQ(r.journal.trades[0].pnl, money_of(50 + 960 - 1000));
}

TEST(Engine, CarriesNoPositionOverACut) {
  std::vector<Day> days(
      8, {10, 10, 10, 10});  // More than five, which would pass for those of a new listing.
  days.insert(days.end(), 4, {5, 5, 5, 5});
  const auto r = run("SH600000", days, std::vector<double>(12, 1.0));
  EXPECT_EQ(r.cuts, 1U);
  ASSERT_EQ(r.journal.fills.size(), 3U);
  EXPECT_EQ(r.journal.fills[1].reason, "cut");
  EXPECT_EQ(r.journal.fills[1].price, money_of(10));
  EXPECT_EQ(r.journal.fills[1].bar, 7U);
  EXPECT_EQ(r.journal.fills[2].bar, 9U);  // The fresh strategy buys again.
}

TEST(Engine, TakesNoMoreThanItsShareOfTheVolume) {
  const auto r = run("SH600000",
                     {{10, 10, 10, 10},
                      {10, 10, 10, 10, 4000},
                      {10, 10, 10, 10, 4000},
                      {10, 10, 10, 10, 0},
                      {10, 10, 10, 10, 4000}},
                     {1, 1, 1, 1, 1});
  ASSERT_EQ(r.journal.fills.size(), 3U);
  for (const Fill& fill : r.journal.fills) EXPECT_EQ(fill.shares, 1000);
  EXPECT_EQ(r.journal.fills[2].bar, 4U);
}

}  // namespace
}  // namespace fwq::backtest
