// Many securities, one account.
#include "fwq/backtest/portfolio.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <random>

#include "fwq/backtest/target_strategy.hpp"

namespace fwq::backtest {
namespace {

data::Symbol symbol(std::string_view text) {
  return data::Symbol::parse(text).value();
}

// Daily bars on weekdays from 2021-01-04 on; flat at each close.
data::BarSeries flat(const std::vector<double>& closes, std::size_t skip_from = 0,
                     std::size_t skip_to = 0) {
  data::BarSeries out(closes.size());
  std::int64_t day = data::days_from({2021, 1, 4});
  for (std::size_t i = 0; i < closes.size(); ++i, ++day) {
    while (data::weekday(day) > 4) ++day;
    if (i >= skip_from && i < skip_to) continue;
    const double p = closes[i];
    out.push_back(
        {data::day_bar_time(data::date_from_days(day)), p, p * 1.001, p * 0.999, p, 1e7, p * 1e7});
  }
  return out;
}

TradedSeries series(std::string_view code, const data::BarSeries& bars,
                    std::span<const data::ExRightsEvent> events = {}) {
  return traded_series(bars.view(), symbol(code), events, data::Date{1995, 1, 1});
}

std::vector<double> walk(std::uint64_t seed, std::size_t count) {
  std::mt19937_64 random(seed);
  std::vector<double> out;
  double p = 20;
  for (std::size_t i = 0; i < count; ++i) {
    p = std::max(
        2.0,
        std::round(p * (1 + 0.05 * (static_cast<double>(random() >> 11U) * 0x1p-53 - 0.49)) * 100) /
            100);
    out.push_back(p);
  }
  return out;
}

Rulebook a_share() {
  return Rulebook::a_share().value();
}

TEST(Portfolio, HoldsTheBestByMomentumInEqualParts) {
  // Ten bars up by 1, 2 and 3 % in all: C and B are bought, A is not.
  std::vector<double> a, b, c;
  for (int i = 0; i < 12; ++i) {
    a.push_back(10 + 0.01 * i);
    b.push_back(10 + 0.02 * i);
    c.push_back(10 + 0.03 * i);
  }
  const auto ba = flat(a), bb = flat(b), bc = flat(c);
  const std::vector<TradedSeries> all = {series("SH600001", ba), series("SH600002", bb),
                                         series("SH600003", bc)};
  PortfolioOptions options;
  options.engine.cash = 100'000;
  options.capacity = 2;
  options.lookback = 10;
  options.rebalance = Rebalance::day;
  const auto r = run_portfolio(all, {}, a_share(), options).value();
  ASSERT_EQ(r.journal.fills.size(), 2U);
  EXPECT_EQ(r.journal.fills[0].security, 2U);  // The best first.
  EXPECT_EQ(r.journal.fills[0].bar, 11U);
  EXPECT_EQ(r.journal.fills[0].price, money_of(10.33));
  EXPECT_EQ(r.journal.fills[0].shares, 4800);  // Of 50,000; 4,900 would cost 50,617.
  EXPECT_EQ(r.journal.fills[1].security, 1U);
  EXPECT_EQ(r.journal.fills[1].shares, 4800);  // 10.22: half of what is 99,987 by then.
  EXPECT_EQ(r.held.back(), 2U);
}

TEST(Portfolio, ChoosesAtTheEndOfAWeekOrMonthOnly) {
  const auto bars = flat(walk(3, 100)), other = flat(walk(4, 100));
  const std::vector<TradedSeries> all = {series("SH600001", bars), series("SH600002", other)};
  for (const auto& [rebalance, expected] : std::vector<std::pair<Rebalance, std::size_t>>{
           {Rebalance::week, 19}, {Rebalance::month, 4}, {Rebalance::day, 99}}) {
    PortfolioOptions options;
    options.rebalance = rebalance;
    options.lookback = 5;
    options.capacity = 1;
    const auto r = run_portfolio(all, {}, a_share(), options).value();
    EXPECT_EQ(r.rebalances, expected) << to_string(rebalance);
    for (const Fill& fill : r.journal.fills) {
      if (rebalance == Rebalance::week) {
        EXPECT_EQ(data::weekday(data::day_number(fill.time)), 0) << "a Monday's open";
      }
    }
    EXPECT_FALSE(r.journal.fills.empty());
  }
}

// One security, chosen every day while the strategy wants it, is what the event engine does with it.
TEST(Portfolio, OfOneSecurityIsTheEventEnginesLedger) {
  std::size_t fills = 0;
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    const auto bars = flat(walk(seed, 250));
    const TradedSeries one = series("SZ300001", bars);
    const std::vector<double> params = {2, 7};
    const StrategyCall call =
        bind_strategy(*find_strategy("ma_cross").value(), std::span<const double>(params)).value();
    PortfolioOptions options;
    options.ranking = Ranking::symbol;
    options.rebalance = Rebalance::day;
    options.capacity = 1;
    options.band = 10;
    const auto many = run_portfolio({&one, 1}, call, a_share(), options).value();
    const auto single = run_strategy(one, target_strategy(call), a_share(), options.engine).value();
    ASSERT_EQ(many.journal.fills.size(), single.journal.fills.size()) << seed;
    for (std::size_t i = 0; i < many.journal.fills.size(); ++i) {
      ASSERT_EQ(many.journal.fills[i].bar, single.journal.fills[i].bar);
      ASSERT_EQ(many.journal.fills[i].shares, single.journal.fills[i].shares);
      ASSERT_EQ(many.journal.fills[i].fees, single.journal.fills[i].fees);
    }
    ASSERT_EQ(many.equity.value, single.equity.value);
    fills += many.journal.fills.size();
  }
  EXPECT_GT(fills, 1000U);
}

TEST(Portfolio, AddsUpToTheCentAndDoesNotDependOnTheOrderOfSecurities) {
  std::vector<data::BarSeries> bars;
  for (std::uint64_t s = 0; s < 12; ++s)
    bars.push_back(flat(walk(100 + s, 300), s * 10, s * 10 + (s % 3) * 15));
  std::vector<TradedSeries> all;
  const data::ExRightsEvent bonus{.date = {2021, 6, 1}, .bonus = 0.0001};
  for (std::size_t s = 0; s < bars.size(); ++s) {
    all.push_back(series("SH60000" + std::to_string(s % 10), bars[s],
                         s == 3 ? std::span(&bonus, 1) : std::span<const data::ExRightsEvent>()));
    all.back().symbol =
        data::Symbol(data::Market::sh, "6001" + std::string(s < 10 ? "0" : "") + std::to_string(s));
  }
  PortfolioOptions options;
  options.capacity = 4;
  options.lookback = 20;
  options.rebalance = Rebalance::week;
  options.weighting = Weighting::inverse_volatility;
  options.cash_reserve = 0.1;
  const auto r = run_portfolio(all, {}, a_share(), options).value();
  Money cash = r.start;
  std::map<std::uint32_t, std::int64_t> shares;
  for (const Fill& f : r.journal.fills) {
    const Money amount = f.price * f.shares;
    cash += (f.side == Side::sell ? amount : -amount) - f.fees.total();
    shares[f.security] += f.side == Side::buy ? f.shares : -f.shares;
  }
  Money value = cash + r.journal.dividends;
  for (const auto& [security, count] : shares) {
    if (security != 3) {
      EXPECT_EQ(count, r.open_shares[security]);
    }
    value += r.open_shares[security] * money_of(all[security].raw.close().back());
  }
  EXPECT_EQ(value, r.end);
  EXPECT_EQ(yuan_of(r.end), r.equity.value.back());
  EXPECT_GT(r.journal.fills.size(), 50U);
  for (const std::size_t held : r.held)
    EXPECT_LE(held, 2 * options.capacity);  // A sale may wait for its bar.

  std::vector<TradedSeries> turned(all.rbegin(), all.rend());
  const auto other = run_portfolio(turned, {}, a_share(), options).value();
  EXPECT_EQ(other.equity.value, r.equity.value);
  EXPECT_EQ(other.journal.fills.size(), r.journal.fills.size());
}

TEST(Portfolio, SeesNothingOfWhatComesLater) {
  const auto a = walk(7, 200), b = walk(8, 200);
  const auto whole_a = flat(a), whole_b = flat(b);
  PortfolioOptions options;
  options.capacity = 1;
  options.lookback = 10;
  options.rebalance = Rebalance::day;
  const std::vector<TradedSeries> all = {series("SH600001", whole_a), series("SH600002", whole_b)};
  const auto r = run_portfolio(all, {}, a_share(), options).value();
  for (const std::size_t cut : {30UL, 77UL, 150UL}) {
    auto changed = a;
    for (std::size_t i = cut; i < changed.size(); ++i)
      changed[i] = std::round(changed[i] * 105) / 100;
    const auto other_a = flat(changed);
    const std::vector<TradedSeries> other = {series("SH600001", other_a),
                                             series("SH600002", whole_b)};
    const auto o = run_portfolio(other, {}, a_share(), options).value();
    EXPECT_TRUE(std::equal(r.equity.value.begin(),
                           r.equity.value.begin() + static_cast<std::ptrdiff_t>(cut),
                           o.equity.value.begin()))
        << cut;
  }
}

TEST(Portfolio, RefusesWhatCannotBe) {
  const auto bars = flat(walk(1, 20));
  const std::vector<TradedSeries> twice = {series("SH600001", bars), series("SH600001", bars)};
  EXPECT_EQ(run_portfolio(twice, {}, a_share()).error().message,
            "SH600001 is in the portfolio twice");
  EXPECT_EQ(run_portfolio({}, {}, a_share()).error().code, Errc::not_found);
  PortfolioOptions options;
  options.capacity = 0;
  EXPECT_EQ(run_portfolio({twice.data(), 1}, {}, a_share(), options).error().code,
            Errc::invalid_argument);
  EXPECT_EQ(parse_ranking("momentun").error().message,
            "'momentun' is no ranking: momentum, reversal, low_volatility, turnover, symbol");
  EXPECT_EQ(parse_rebalance("Week").value(), Rebalance::week);
}

}  // namespace
}  // namespace fwq::backtest
