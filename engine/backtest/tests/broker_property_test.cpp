// Random orders on random markets: what no run may ever do, found out from its fills alone by rules written anew here.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "fwq/backtest/engine.hpp"
#include "support/random_market.hpp"

namespace fwq::backtest {
namespace {

using test::Market;
using test::Plain;
using test::Random;
using test::random_market;

using Given = std::map<OrderId, std::pair<std::size_t, Order>>;

// Gives all kinds of orders at all times, senseless ones too.
class Monkey : public Strategy {
 public:
  Monkey(std::uint64_t seed, Given& given) : random_(seed), given_(given) {}
  void on_bar(const Moment& now, Desk& desk) override {
    if (random_.chance(0.05)) desk.cancel_all();
    const double close = now.raw().close().back();
    if (random_.chance(0.4) && close > 0) give(close, now.bar(), desk);
  }
  void on_fill(const Fill& fill, const Moment&, Desk& desk) override {
    if (random_.chance(0.3)) give(yuan_of(fill.price), fill.bar, desk);
    if (random_.chance(0.1)) desk.cancel_all();
  }

 private:
  void give(double price, std::size_t bar, Desk& desk) {
    Order order;
    order.side = random_.chance(0.5) ? Side::buy : Side::sell;
    order.kind = static_cast<OrderKind>(random_.below(6));
    if (order.kind == OrderKind::trailing_stop) order.side = Side::sell;
    order.amount = static_cast<Amount>(random_.below(4));
    order.shares = static_cast<std::int64_t>(random_.below(random_.chance(0.5) ? 300 : 5000));
    order.value = order.amount == Amount::cash ? 30'000 * random_.unit() : random_.unit();
    order.limit = money_of(price * (0.95 + 0.1 * random_.unit()));
    order.stop = money_of(price * (0.95 + 0.1 * random_.unit()));
    order.trail = 0.01 + 0.1 * random_.unit();
    order.good_for = static_cast<std::uint32_t>(random_.below(5));
    order.reason = "monkey";
    given_[desk.submit(order)] = {bar, order};
  }
  Random random_;
  Given& given_;
};

__extension__ using Wide = __int128;
Money cents(Wide numerator, Wide denominator) {
  return static_cast<Money>((2 * numerator + denominator * kCent) / (2 * denominator * kCent)) *
         kCent;
}

// Replays the fills of a run.
class Audit {
 public:
  Audit(const Market& market, const TradedSeries& series, const EngineOptions& options,
        const Given& given, const RunResult& run)
      : market_(market), series_(series), options_(options), given_(given), run_(run) {}

  std::size_t fills_seen = 0;

  void replay() {
    cash_ = run_.start;
    std::size_t next = 0;
    for (std::size_t i = 0; i < series_.raw.size(); ++i) {
      start_bar(i);
      for (; next < run_.journal.fills.size() && run_.journal.fills[next].bar == i; ++next) {
        one(run_.journal.fills[next], i);
        if (testing::Test::HasFatalFailure()) return;
      }
      if (series_.raw.close()[i] > 0) mark_ = money_of(series_.raw.close()[i]);
      ASSERT_EQ(money_of(run_.equity.cash[i]), cash_) << "bar " << i;
      ASSERT_EQ(money_of(run_.equity.value[i]), cash_ + shares_ * mark_) << "bar " << i;
    }
    ASSERT_EQ(next, run_.journal.fills.size());
    ASSERT_EQ(run_.end, cash_ + shares_ * mark_);
    ASSERT_EQ(run_.open_shares, shares_);
    Money pnl = 0;
    for (const Trade& trade : run_.journal.trades) pnl += trade.pnl;
    if (shares_ == 0) {
      ASSERT_EQ(pnl, run_.end - run_.start);
    }
  }

 private:
  void start_bar(std::size_t i) {
    const std::int64_t day = data::day_number(series_.raw.time()[i]);
    volume_left_ = series_.raw.volume()[i] > 0 && options_.broker.volume_cap > 0
                       ? std::floor(series_.raw.volume()[i] * options_.broker.volume_cap)
                       : 1e18;
    if (day != day_) {
      ++age_;
      day_ = day;
      reference_ = 0;
      for (std::size_t k = i; k > 0 && reference_ == 0; --k)
        reference_ = series_.raw.close()[k - 1] > 0 ? money_of(series_.raw.close()[k - 1]) : 0;
      for (const data::Cut& cut : series_.cuts) {
        if (cut.bar == i) reference_ = 0;
      }
      bought_today_ = 0;
    }
    for (const data::AppliedEvent& event : series_.events) {
      if (event.bar == i && event.applied) apply(event);
    }
  }

  void apply(const data::AppliedEvent& at) {
    reference_ = money_of(at.reference);
    event_since_ = day_;
    if (shares_ == 0) return;
    const auto per_10000 = [](double v) {
      return static_cast<std::int64_t>(std::llround(v * 1e4));
    };
    std::int64_t rights = shares_ * per_10000(at.event.rights) / 10'000;
    if (rights > 0) rights = std::min(rights, cash_ / money_of(at.event.rights_price));
    cash_ += cents(Wide{shares_} * per_10000(at.event.cash), 1);
    cash_ -= rights * money_of(at.event.rights_price);
    shares_ += shares_ * per_10000(at.event.bonus) / 10'000 + rights;
    mark_ = reference_;
  }

  void one(const Fill& fill, std::size_t i) {
    ++fills_seen;
    const bool forced = fill.reason == "cut" || fill.reason == "end";
    fees(fill);
    if (!forced) market_rules(fill, i);
    const Money amount = fill.price * fill.shares;
    if (fill.side == Side::buy) {
      cash_ -= amount + fill.fees.total();
      shares_ += fill.shares;
      bought_today_ += fill.shares;
    } else {
      ASSERT_LE(fill.shares, shares_);
      cash_ += amount - fill.fees.total() - fill.dividend_tax;
      shares_ -= fill.shares;
      bought_today_ = std::min(bought_today_, shares_);
    }
    mark_ = fill.price;
    if (!forced) {
      ASSERT_GE(cash_, 0);
    }
  }

  // Each item of an order and day, from what the order traded on that day.
  void fees(const Fill& fill) {
    auto& [amount, paid] = orders_[{fill.order, day_}];
    amount += fill.price * fill.shares;
    paid.commission += fill.fees.commission;
    paid.stamp_duty += fill.fees.stamp_duty;
    paid.transfer_fee += fill.fees.transfer_fee;
    ASSERT_GE(paid.commission, 5 * kYuan);
    ASSERT_EQ(paid.commission, std::max(5 * kYuan, cents(Wide{amount} * 250, 1'000'000)));
    ASSERT_EQ(paid.stamp_duty,
              cents(Wide{amount} * market_.rules.stamp(fill.side, day_), 1'000'000));
    ASSERT_EQ(paid.transfer_fee, cents(Wide{amount} * market_.rules.transfer(day_), 1'000'000));
    ASSERT_EQ(fill.fees.exchange_fees, 0);
  }

  void market_rules(const Fill& fill, std::size_t i) {
    const Plain& rules = market_.rules;
    const auto raw = series_.raw;
    ASSERT_GE(fill.price, money_of(raw.low()[i])) << "bar " << i;
    ASSERT_LE(fill.price, money_of(raw.high()[i])) << "bar " << i;
    ASSERT_EQ(fill.price % rules.tick, 0);
    ASSERT_FALSE(raw.volume()[i] == 0);
    volume_left_ -= static_cast<double>(fill.shares);
    ASSERT_GE(volume_left_, 0);
    lots(fill);
    limits(fill, i);
    const auto& [given, order] = given_.at(fill.order);
    ASSERT_EQ(order.side, fill.side);
    ASSERT_TRUE(given < i || (given == i && order.kind != OrderKind::market_on_open));
    const bool limited = order.kind == OrderKind::limit || order.kind == OrderKind::stop_limit;
    if (limited && event_since_ < data::day_number(raw.time()[given])) {
      ASSERT_TRUE(fill.side == Side::buy ? fill.price <= order.limit : fill.price >= order.limit);
    }
    std::int64_t& filled = filled_[fill.order];
    filled += fill.shares;
    if (order.amount == Amount::shares) {
      ASSERT_LE(filled, order.shares);
    } else if (order.amount == Amount::cash) {
      Money& spent = spent_[fill.order];
      spent += fill.price * fill.shares + fill.fees.total();
      ASSERT_LE(spent, money_of(order.value) +
                           4 * kCent);  // Parts of a day may round up by a cent an item.
    }
  }

  void lots(const Fill& fill) const {
    const Plain& rules = market_.rules;
    if (fill.side == Side::buy) {
      ASSERT_GE(fill.shares, rules.first);
      ASSERT_EQ((fill.shares - rules.first) % rules.step, 0);
      return;
    }
    const std::int64_t may = rules.same_day ? shares_ : shares_ - bought_today_;
    ASSERT_LE(fill.shares, may);
    if (fill.shares == may) return;
    if (rules.step == 1) {
      ASSERT_GE(fill.shares, rules.first);
    } else {
      const std::int64_t odd = fill.shares % rules.step;
      ASSERT_TRUE(odd == 0 || odd == may % rules.step);
    }
  }

  void limits(const Fill& fill, std::size_t i) const {
    const Plain& rules = market_.rules;
    const bool warned = !market_.warned.empty() && day_ >= market_.warned[0].first &&
                        day_ <= market_.warned[0].last;
    const std::int64_t percent = rules.percent(day_, warned);
    if (percent == 0 || reference_ == 0) return;
    const std::int64_t first_day = data::day_number(series_.raw.time()[0]);
    if (!market_.listed && age_ <= rules.free_days(first_day)) return;
    const std::int64_t ticks = reference_ / rules.tick;
    const bool beijing = rules.code[0] == 'B';
    // Hundredths of ticks to the nearest tick, or (Beijing) the nearest within.
    std::int64_t up = (ticks * (100 + percent) + (beijing ? 0 : 50)) / 100;
    std::int64_t down = (ticks * (100 - percent) + (beijing ? 99 : 50)) / 100;
    up = std::max(up, ticks + 1) * rules.tick;
    down = std::max(std::int64_t{1}, std::min(down, ticks - 1)) * rules.tick;
    ASSERT_GE(fill.price, down) << "bar " << i;
    ASSERT_LE(fill.price, up) << "bar " << i;
    if (fill.side == Side::buy) {
      ASSERT_LT(money_of(series_.raw.low()[i]), up);
    } else {
      ASSERT_GT(money_of(series_.raw.high()[i]), down);
    }
  }

  const Market& market_;
  const TradedSeries& series_;
  const EngineOptions& options_;
  const Given& given_;
  const RunResult& run_;
  Money cash_ = 0, mark_ = 0, reference_ = 0;
  std::int64_t shares_ = 0, bought_today_ = 0, day_ = INT64_MIN, event_since_ = INT64_MIN;
  int age_ = 0;
  double volume_left_ = 0;
  std::map<std::pair<OrderId, std::int64_t>, std::pair<Money, Fees>> orders_;
  std::map<OrderId, std::int64_t> filled_;
  std::map<OrderId, Money> spent_;
};

EngineOptions random_options(Random& random) {
  EngineOptions out;
  out.cash = random.chance(0.2) ? 500 + 5000 * random.unit() : 50'000 + 1e6 * random.unit();
  out.broker.slippage.value = random.chance(0.5) ? 0 : 0.01;
  if (random.chance(0.2)) out.broker.slippage = {Slippage::Kind::ticks, 3};
  if (random.chance(0.2)) out.broker.slippage = {Slippage::Kind::volume_share, 0.5};
  out.broker.intrabar = random.chance(0.5) ? Intrabar::pessimistic : Intrabar::nearer_first;
  out.broker.volume_cap = random.chance(0.3) ? 0 : 0.25;
  out.close_at_end = random.chance(0.5);
  return out;
}

struct Ran {
  RunResult result;
  Given given;
};
Ran run(const TradedSeries& series, std::uint64_t seed, const EngineOptions& options, bool tax) {
  Ran out;
  const auto factory = [&](const data::Bars&) { return std::make_unique<Monkey>(seed, out.given); };
  out.result =
      run_strategy(series, factory, Rulebook::a_share({.dividend_tax = tax}).value(), options)
          .value();
  return out;
}

// The same up to (not with) bar `end`.
void expect_same(const RunResult& a, const RunResult& b, std::size_t end) {
  for (std::size_t i = 0; i < end; ++i) {
    ASSERT_EQ(a.equity.value[i], b.equity.value[i]) << "bar " << i;
    ASSERT_EQ(a.equity.cash[i], b.equity.cash[i]) << "bar " << i;
  }
  for (std::size_t k = 0; k < std::max(a.journal.fills.size(), b.journal.fills.size()); ++k) {
    const bool in_a = k < a.journal.fills.size() && a.journal.fills[k].bar < end;
    const bool in_b = k < b.journal.fills.size() && b.journal.fills[k].bar < end;
    ASSERT_EQ(in_a, in_b);
    if (!in_a) return;
    const Fill &x = a.journal.fills[k], &y = b.journal.fills[k];
    ASSERT_TRUE(x.bar == y.bar && x.order == y.order && x.price == y.price &&
                x.shares == y.shares && x.fees == y.fees && x.dividend_tax == y.dividend_tax);
  }
}

TEST(BrokerProperties, AnyOrdersOnAnyMarketKeepTheBooksAndTheRules) {
  std::size_t fills = 0, trades = 0, cuts = 0, events = 0, unfilled = 0;
  for (std::uint64_t seed = 1; seed <= 10'000; ++seed) {
    Random random(seed);
    const Market market = random_market(random, 60 + random.below(300));
    const TradedSeries series = market.series();
    const EngineOptions options = random_options(random);
    SCOPED_TRACE(testing::Message() << "seed " << seed << ' ' << market.rules.code);
    const Ran ran = run(series, seed, options, random.chance(0.3));
    Audit audit(market, series, options, ran.given, ran.result);
    audit.replay();
    if (HasFatalFailure()) return;
    fills += audit.fills_seen;
    trades += ran.result.journal.trades.size();
    cuts += ran.result.cuts;
    events += ran.result.journal.dividends > 0 ? 1U : 0U;
    unfilled += ran.result.journal.unfilled.size();
  }
  // Or the test sees little.
  EXPECT_GT(fills, 200'000U);
  EXPECT_GT(trades, 50'000U);
  EXPECT_GT(cuts, 1'000U);
  EXPECT_GT(events, 1'000U);
  EXPECT_GT(unfilled, 50'000U);
}

TEST(BrokerProperties, NothingThatComesLaterChangesWhatWas) {
  for (std::uint64_t seed = 1; seed <= 3000; ++seed) {
    Random random(seed + 1'000'000);
    Market market = random_market(random, 60 + random.below(200));
    EngineOptions options = random_options(random);
    options.close_at_end = false;
    SCOPED_TRACE(testing::Message() << "seed " << seed << ' ' << market.rules.code);
    const Ran first = run(market.series(), seed, options, false);
    expect_same(first.result, run(market.series(), seed, options, false).result,
                market.bars.size());
    // The future: other prices, volumes and events. Bar `end` itself may make the one before it the last of a stretch.
    const auto time = market.bars.view().time();
    std::size_t end = 20 + random.below(market.bars.size() - 20);
    const std::int64_t day = data::day_number(time[end]);
    while (data::day_number(time[end - 1]) == day) --end;
    std::erase_if(market.events, [&](const auto& e) { return data::days_from(e.date) >= day; });
    for (std::size_t i = end; i < market.bars.size(); ++i) {
      for (auto column :
           {market.bars.open(), market.bars.high(), market.bars.low(), market.bars.close()})
        column[i] = std::round(column[i] * 97) / 100;
      market.bars.volume()[i] += 1000;
    }
    expect_same(first.result, run(market.series(), seed, options, false).result, end - 1);
    if (HasFatalFailure()) return;
  }
}

}  // namespace
}  // namespace fwq::backtest
