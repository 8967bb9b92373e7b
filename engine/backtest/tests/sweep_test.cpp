// The sweep keeps the same ledger as the event engine, to the cent, on random markets with everything that happens in them.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "fwq/backtest/sweep.hpp"

namespace fwq::backtest {
namespace {

struct Random {
  std::mt19937_64 engine;
  explicit Random(std::uint64_t seed) : engine(seed) {}
  double unit() { return static_cast<double>(engine() >> 11U) * 0x1p-53; }
  bool chance(double p) { return unit() < p; }
  std::size_t below(std::size_t n) { return static_cast<std::size_t>(engine() % n); }
};

struct RandomSeries {
  data::BarSeries bars;
  std::vector<data::ExRightsEvent> events;
};

// Moves of up to the limit, locked days, days without volume or price, thin volume, suspensions, dividends, bonus shares, rights
// issues, and a jump that nothing explains.
RandomSeries random_series(Random& random, std::size_t count, bool intraday) {
  RandomSeries out{data::BarSeries(count), {}};
  double last = std::round((5 + 20 * random.unit()) * 100) / 100;
  std::int64_t day = data::days_from({2019, 1, 2}) + static_cast<std::int64_t>(random.below(2500));
  int bar_of_day = 0;
  for (std::size_t i = 0; i < count; ++i) {
    if (!intraday || bar_of_day == 4) {
      day += 1 + static_cast<std::int64_t>(random.chance(0.02) ? random.below(30) : 0);
      bar_of_day = 0;
    }
    ++bar_of_day;
    if (i > 10 && bar_of_day == 1 && random.chance(0.01)) {
      data::ExRightsEvent event{.date = data::date_from_days(day)};
      event.cash = random.chance(0.7) ? std::round(20 * random.unit()) / 40 : 0;
      event.bonus = random.chance(0.5) ? 0.3 : 0;
      event.rights = random.chance(0.2) ? 0.3 : 0;
      event.rights_price = event.rights > 0 ? std::round(last * 70) / 100 : 0;
      out.events.push_back(event);
      last = std::max(0.5, std::round(data::ex_price(event, last) * 100) / 100);
    }
    if (random.chance(0.003)) last = std::max(0.5, std::round(last * 50) / 100);  // Unexplained.
    const auto tick = [](double v) { return std::max(0.01, std::round(v * 100) / 100); };
    double open = tick(last * (1 + 0.06 * (random.unit() - 0.5)));
    double close = tick(last * (1 + 0.12 * (random.unit() - 0.5)));
    if (random.chance(0.04)) open = close = tick(last * (random.chance(0.5) ? 1.1 : 0.9));
    double high = std::max(open, close), low = std::min(open, close);
    if (!random.chance(0.1)) {
      high = tick(high * (1 + 0.01 * random.unit()));
      low = tick(low * (1 - 0.01 * random.unit()));
    }
    double volume = random.chance(0.05)   ? 0
                    : random.chance(0.02) ? data::kNone
                    : random.chance(0.01) ? 500
                                          : 1e7;
    if (random.chance(0.003)) open = high = low = close = data::kNone;
    out.bars.push_back({intraday
                            ? data::time_from(data::date_from_days(day), 36000 + 3600 * bar_of_day)
                            : data::day_bar_time(data::date_from_days(day)),
                        open, high, low, close, volume, volume * 10});
    if (close > 0) last = close;
  }
  return out;
}

void expect_same(const SweepRow& row, const Sweep& sweep, const RunResult& slow) {
  const Journal &a = sweep.journal(), &b = slow.journal;
  ASSERT_EQ(a.fills.size(), b.fills.size());
  for (std::size_t i = 0; i < a.fills.size(); ++i) {
    const Fill &x = a.fills[i], &y = b.fills[i];
    ASSERT_EQ(x.bar, y.bar) << i;
    ASSERT_EQ(x.side, y.side);
    ASSERT_EQ(x.price, y.price);
    ASSERT_EQ(x.shares, y.shares);
    ASSERT_EQ(x.fees, y.fees);
    ASSERT_EQ(x.dividend_tax, y.dividend_tax);
    ASSERT_EQ(x.time, y.time);
    ASSERT_EQ(x.order, y.order);
    ASSERT_EQ(x.reason, y.reason);
  }
  ASSERT_EQ(a.trades.size(), b.trades.size());
  for (std::size_t i = 0; i < a.trades.size(); ++i) {
    ASSERT_EQ(a.trades[i].pnl, b.trades[i].pnl);
    ASSERT_EQ(a.trades[i].entry_time, b.trades[i].entry_time);
    ASSERT_EQ(a.trades[i].exit_reason, b.trades[i].exit_reason);
  }
  ASSERT_EQ(a.unfilled.size(), b.unfilled.size());
  for (std::size_t i = 0; i < a.unfilled.size(); ++i) {
    ASSERT_EQ(a.unfilled[i].time, b.unfilled[i].time);
    ASSERT_EQ(a.unfilled[i].obstacle, b.unfilled[i].obstacle);
    ASSERT_EQ(a.unfilled[i].bars_tried, b.unfilled[i].bars_tried);
    ASSERT_EQ(a.unfilled[i].order, b.unfilled[i].order);
  }
  ASSERT_EQ(std::vector<double>(sweep.values().begin(), sweep.values().end()), slow.equity.value);
  EXPECT_EQ(a.dividends, b.dividends);
  EXPECT_EQ(a.traded, b.traded);
  EXPECT_EQ(a.rights_lapsed, b.rights_lapsed);
  EXPECT_EQ(row.end, slow.end);
  double peak = 0, deepest = 0;
  for (const double value : slow.equity.value) {
    peak = std::max(peak, value);
    deepest = std::min(deepest, value / peak - 1);
  }
  EXPECT_NEAR(row.max_drawdown, deepest, 1e-15);
  std::size_t won = 0;
  for (const Trade& trade : b.trades) won += trade.pnl > 0 ? 1U : 0U;
  EXPECT_EQ(row.won, won);
  Money fees = 0;
  for (const Fill& fill : b.fills) fees += fill.fees.total() + fill.dividend_tax;
  EXPECT_EQ(row.fees, fees);
  EXPECT_EQ(row.cuts, slow.cuts);
  EXPECT_EQ(row.bars_held, slow.bars_held);
  EXPECT_EQ(row.flagged_events, slow.flagged_events);
}

EngineOptions random_options(Random& random, const data::Bars& bars) {
  EngineOptions out;
  out.cash = random.chance(0.1) ? 60 + 800 * random.unit() : 50'000 + 1e6 * random.unit();
  out.broker.slippage.value = random.chance(0.5) ? 0 : 0.002;
  if (random.chance(0.2)) out.broker.slippage = {Slippage::Kind::ticks, 2};
  if (random.chance(0.1)) out.broker.slippage = {Slippage::Kind::volume_share, 0.1};
  out.broker.intrabar = random.chance(0.3) ? Intrabar::pessimistic : Intrabar::nearer_first;
  out.broker.volume_cap = random.chance(0.5) ? 0 : 0.25;
  out.close_at_end = random.chance(0.3);
  if (random.chance(0.3)) {
    out.range.from = bars.time()[random.below(bars.size() / 2)];
    out.range.to = bars.time()[bars.size() / 2 + random.below(bars.size() / 2)];
  }
  return out;
}

TargetOptions random_targets(Random& random) {
  TargetOptions out;
  out.at_close = random.chance(0.2);
  out.carry_purchases = random.chance(0.7);
  const double size = random.unit();
  if (size < 0.2) out.sizing = {Sizing::Kind::cash, 30'000};
  if (size > 0.8) out.sizing = {Sizing::Kind::fraction, 0.5};
  if (size > 0.95) out.exits.stop_loss = 0.05;
  return out;
}

TEST(Sweep, KeepsTheLedgerOfTheEventEngineToTheCent) {
  std::size_t fills = 0, unfilled = 0, by_columns = 0, cuts = 0, dividends = 0;
  const char* codes[] = {"SH600000", "SZ300001", "SH688001", "BJ835185",
                         "SH510300", "SH518880", "SH000001"};
  for (std::uint64_t seed = 1; seed <= 3000; ++seed) {
    Random random(seed);
    const bool intraday = random.chance(0.2);
    const auto made = random_series(random, 50 + random.below(300), intraday);
    const auto symbol = data::Symbol::parse(codes[random.below(std::size(codes))]).value();
    std::optional<data::Date> listed;
    if (random.chance(0.7)) listed = data::Date{2001, 1, 1};
    std::vector<DayRange> warned;
    if (random.chance(0.2))
      warned.push_back({data::days_from({2020, 1, 1}), data::days_from({2022, 1, 1})});
    const TradedSeries series =
        traded_series(made.bars.view(), symbol, made.events, listed, warned);
    const EngineOptions engine = random_options(random, series.raw);
    const TargetOptions target = random_targets(random);
    const std::vector<double> params = {1.0 + static_cast<double>(random.below(3)),
                                        4.0 + static_cast<double>(random.below(6))};
    const StrategyCall call =
        bind_strategy(*find_strategy("ma_cross").value(), std::span<const double>(params)).value();
    const Rulebook rules = Rulebook::a_share({.dividend_tax = random.chance(0.3)}).value();
    Sweep sweep = Sweep::make(call, rules, engine, target).value();
    const auto slow = run_strategy(series, target_strategy(call, target), rules, engine);
    const auto row = sweep.run(series);
    ASSERT_EQ(slow.has_value(), row.has_value());
    if (!slow) continue;
    SCOPED_TRACE(testing::Message() << "seed " << seed << ' ' << symbol.text());
    expect_same(*row, sweep, *slow);
    if (HasFatalFailure()) return;
    fills += row->fills;
    unfilled += row->unfilled;
    by_columns += row->by_events ? 0U : 1U;
    cuts += row->cuts;
    dividends += slow->journal.dividends > 0 ? 1U : 0U;
  }
  // Or the test compares little.
  EXPECT_GT(fills, 40'000U);
  EXPECT_GT(unfilled, 2'000U);
  EXPECT_GT(by_columns, 1'600U);
  EXPECT_GT(cuts, 1'000U);
  EXPECT_GT(dividends, 200U);
}

TEST(Sweep, ServesOneSeriesAfterTheOther) {
  const Rulebook rules = Rulebook::a_share().value();
  const StrategyCall call =
      bind_strategy(*find_strategy("ma_cross").value(), std::span<const double>()).value();
  Sweep one = Sweep::make(call, rules).value();
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    Random random(seed);
    const auto made = random_series(random, 200 + random.below(200), false);
    const auto series = traded_series(
        made.bars.view(), data::Symbol::parse(seed % 2 == 0 ? "SH600000" : "SZ300001").value(),
        made.events);
    Sweep fresh = Sweep::make(call, rules).value();
    const auto a = one.run(series).value(), b = fresh.run(series).value();
    EXPECT_EQ(a.end, b.end);
    EXPECT_EQ(a.max_drawdown, b.max_drawdown);
    EXPECT_EQ(a.fills, b.fills);
    EXPECT_EQ(a.bars_held, b.bars_held);
  }
}

TEST(Sweep, FindsNoBarsInAnEmptyRange) {
  const Rulebook rules = Rulebook::a_share().value();
  const StrategyCall call =
      bind_strategy(*find_strategy("buy_and_hold").value(), std::span<const double>()).value();
  Sweep sweep = Sweep::make(call, rules).value();
  EXPECT_EQ(sweep.run(traded_series(data::Bars(), data::Symbol::parse("SH600000").value(), {}))
                .error()
                .code,
            Errc::not_found);
}

}  // namespace
}  // namespace fwq::backtest
