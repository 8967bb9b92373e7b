// The demo market: believable, exact by the rules, and the same wherever it is made.
#include <gtest/gtest.h>

#include <cmath>
#include <numeric>
#include <set>

#include "fwq/data/adjust.hpp"
#include "fwq/data/demo_market.hpp"
#include "support/demo_support.hpp"

namespace fwq::data {
namespace {

using demo_test::Made;
using demo_test::make;
using demo_test::market;
using demo_test::same;

long long ticks(double price) {
  return std::llround(price * 100);
}

std::vector<double> returns(const DemoSecurity& stock) {
  const auto close = adjusted(stock.bars.view(), stock.symbol, stock.events, Adjust::forward).bars;
  std::vector<double> r;
  for (std::size_t i = 1; i < close.size(); ++i) {
    r.push_back(close.close()[i] / close.close()[i - 1] - 1);
  }
  return r;
}

double mean(std::span<const double> x) {
  return std::accumulate(x.begin(), x.end(), 0.0) / static_cast<double>(x.size());
}
double correlation(std::span<const double> a, std::span<const double> b) {
  const double ma = mean(a), mb = mean(b);
  double ab = 0, aa = 0, bb = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    ab += (a[i] - ma) * (b[i] - mb);
    aa += (a[i] - ma) * (a[i] - ma);
    bb += (b[i] - mb) * (b[i] - mb);
  }
  return ab / std::sqrt(aa * bb);
}

TEST(DemoMarket, HoldsAsManySymbolsAsAskedFor) {
  EXPECT_EQ(market().stocks.size() + market().indices.size(), 300U);
  EXPECT_EQ(market().indices.size(), 14U);
  for (const std::size_t count : {1U, 2U, 29U, 30U, 31U, 99U, 100U}) {
    const Made made = make({.symbols = count, .years = 1});
    EXPECT_EQ(made.stocks.size() + made.indices.size(), count);
    std::set<std::string> names;
    std::set<Symbol> symbols;
    for (const auto* list : {&made.stocks, &made.indices}) {
      for (const auto& one : *list) {
        names.insert(one.name);
        symbols.insert(one.symbol);
        EXPECT_TRUE(is_demo_symbol(one.symbol)) << one.symbol.text();
        EXPECT_FALSE(one.bars.empty());
      }
    }
    EXPECT_EQ(names.size(), count);
    EXPECT_EQ(symbols.size(), count);
  }
}

TEST(DemoMarket, ALargerMarketBeginsWithTheSameStocks) {
  const Made small = make({.symbols = 20, .years = 3});
  const Made large = make({.symbols = 200, .years = 3});
  for (std::size_t i = 0; i < small.stocks.size(); ++i) {
    EXPECT_EQ(small.stocks[i].symbol, large.stocks[i].symbol);
    EXPECT_TRUE(same(small.stocks[i].bars.view(), large.stocks[i].bars.view()));
  }
}

TEST(DemoMarket, RefusesWhatItCannotSimulate) {
  EXPECT_FALSE(DemoMarket::plan({.symbols = 0}));
  EXPECT_FALSE(DemoMarket::plan({.symbols = kMostDemoSymbols + 1}));
  EXPECT_FALSE(DemoMarket::plan({.years = 0}));
  EXPECT_FALSE(DemoMarket::plan({.years = kMostDemoYears + 1}));
  EXPECT_FALSE(DemoMarket::plan({.end = {2023, 2, 29}}));
  EXPECT_FALSE(DemoMarket::plan({.years = 20, .end = {2010, 1, 1}}));
  EXPECT_TRUE(DemoMarket::plan({.symbols = 3, .years = 10, .end = {2007, 2, 28}}));
  EXPECT_TRUE(DemoMarket::plan({.symbols = 3, .years = 1, .end = {2024, 2, 29}}));
  EXPECT_TRUE(DemoMarket::plan({.symbols = 3, .years = 1, .end = {2099, 12, 31}}));
}

TEST(DemoMarket, PricesLieOnTicksInOrderAndAmountsFitThem) {
  for (const auto& stock : market().stocks) {
    const Bars bars = stock.bars.view();
    for (std::size_t i = 0; i < bars.size(); ++i) {
      const Bar bar = bars[i];
      for (const double price : {bar.open, bar.high, bar.low, bar.close}) {
        ASSERT_EQ(price, static_cast<double>(ticks(price)) / 100) << stock.symbol.text();
        ASSERT_GT(price, 0.5);
        ASSERT_TRUE(bar.low <= price && price <= bar.high) << stock.symbol.text();
      }
      ASSERT_GE(bar.volume, 100);
      ASSERT_EQ(std::fmod(bar.volume, 100), 0);
      ASSERT_GE(bar.amount, bar.low * bar.volume * (1 - 1e-12));
      ASSERT_LE(bar.amount, bar.high * bar.volume * (1 + 1e-12));
      ASSERT_TRUE(i == 0 || bars.time()[i - 1] < bar.time);
    }
  }
}

// Written out once more, apart from the generator: limits by board, day and ST, exempt days of new listings.
void expect_within_limits(const DemoSecurity& stock, std::int64_t first_day) {
  const Bars bars = stock.bars.view();
  const auto events = adjusted(bars, stock.symbol, stock.events, Adjust::none).events;
  const Board board = stock.symbol.board();
  const std::int64_t listed = days_from(stock.listed);
  const bool registered = board == Board::star ||
                          (board == Board::chinext && stock.listed >= Date{2020, 8, 24}) ||
                          (board == Board::main && stock.listed >= Date{2023, 4, 10});
  const std::size_t exempt = listed < first_day ? 1U : registered ? 5U : 1U;
  auto event = events.begin();
  for (std::size_t i = 1; i < bars.size(); ++i) {
    double reference = bars.close()[i - 1];
    if (event != events.end() && event->bar == i) reference = (event++)->reference;
    if (i < exempt) continue;
    const Date date = date_of(bars.time()[i]);
    const bool st = stock.st_since && date >= *stock.st_since;
    int percent = 10;
    if (board == Board::star) percent = 20;
    if (board == Board::bse) percent = 30;
    if (board == Board::chinext) percent = date >= Date{2020, 8, 24} ? 20 : st ? 5 : 10;
    if (board == Board::main && st && date < Date{2026, 7, 6}) percent = 5;
    const long long from = ticks(reference);
    const long long up =
        board == Board::bse ? from * 130 / 100 : (from * (100 + percent) + 50) / 100;
    const long long down =
        board == Board::bse ? (from * 70 + 99) / 100 : (from * (100 - percent) + 50) / 100;
    ASSERT_LE(ticks(bars.high()[i]), up) << stock.symbol.text() << ' ' << format_date(date);
    ASSERT_GE(ticks(bars.low()[i]), down) << stock.symbol.text() << ' ' << format_date(date);
  }
}

TEST(DemoMarket, NoPriceGoesBeyondTheLimitOfItsDay) {
  for (const auto& stock : market().stocks) expect_within_limits(stock, market().days.front());
}

TEST(DemoMarket, EveryEventIsAppliedAndNothingIsCut) {
  std::size_t cash = 0, bonus = 0, rights = 0;
  for (const std::uint64_t seed : {7U, 8U, 9U}) {
    const Made made = seed == 7 ? Made{} : make({.symbols = 150, .seed = seed});
    for (const auto& stock : seed == 7 ? market().stocks : made.stocks) {
      const auto out = adjusted(stock.bars.view(), stock.symbol, stock.events, Adjust::forward);
      EXPECT_EQ(out.events.size(), stock.events.size());
      EXPECT_TRUE(out.cuts.empty()) << stock.symbol.text();
      for (const auto& event : out.events) {
        EXPECT_TRUE(event.applied) << stock.symbol.text() << ' ' << format_date(event.event.date);
        EXPECT_EQ(date_of(stock.bars.view().time()[event.bar]), event.event.date);
        cash += event.event.cash > 0;
        bonus += event.event.bonus > 0;
        rights += event.event.rights > 0;
      }
    }
  }
  EXPECT_GT(cash, 1000U);
  EXPECT_GT(bonus, 100U);
  EXPECT_GT(rights, 20U);
}

TEST(DemoMarket, ReturnsLookLikeAMarkets) {
  double kurtosis = 0, memory = 0, memory_of_size = 0, count = 0;
  std::vector<std::vector<double>> full;
  for (const auto& stock : market().stocks) {
    const auto r = returns(stock);
    if (r.size() < 500) continue;
    const double m = mean(r);
    double square = 0, fourth = 0;
    std::vector<double> size;
    for (const double x : r) {
      square += (x - m) * (x - m);
      fourth += std::pow(x - m, 4);
      size.push_back(std::abs(x));
    }
    kurtosis += fourth * static_cast<double>(r.size()) / (square * square) - 3;
    const std::span<const double> all(r);
    const std::span<const double> sizes(size);
    memory += correlation(all.first(r.size() - 1), all.last(r.size() - 1));
    memory_of_size += correlation(sizes.first(r.size() - 1), sizes.last(r.size() - 1));
    ++count;
    if (r.size() + 1 == market().days.size()) full.push_back(r);
  }
  EXPECT_GT(kurtosis / count, 1);
  EXPECT_LT(kurtosis / count, 15);
  EXPECT_LT(std::abs(memory / count), 0.1);
  EXPECT_GT(memory_of_size / count, 0.1);
  double together = 0, pairs = 0;
  ASSERT_GT(full.size(), 20U);
  for (std::size_t a = 0; a < full.size(); ++a) {
    for (std::size_t b = a + 1; b < full.size(); ++b, ++pairs)
      together += correlation(full[a], full[b]);
  }
  EXPECT_GT(together / pairs, 0.15);
  EXPECT_LT(together / pairs, 0.6);
}

TEST(DemoMarket, HasLimitDaysLockedBarsSuspensionsListingsAndSpecialTreatment) {
  std::size_t locked_up = 0, locked_down = 0, missing = 0, listings = 0, st = 0;
  double locked_volume = 0, locked_usual = 0;
  std::set<Board> boards;
  for (const auto& stock : market().stocks) {
    const Bars bars = stock.bars.view();
    boards.insert(stock.symbol.board());
    listings += days_from(stock.listed) > market().days.front();
    st += stock.st_since.has_value();
    EXPECT_EQ(stock.st_since.has_value(), stock.name.find("ST") != std::string::npos) << stock.name;
    const auto first =
        std::lower_bound(market().days.begin(), market().days.end(), day_number(bars.time()[0]));
    missing += static_cast<std::size_t>(market().days.end() - first) - bars.size();
    const double usual = mean(bars.volume());
    for (std::size_t i = 1; i < bars.size(); ++i) {
      if (bars.high()[i] != bars.low()[i]) continue;
      const double move = bars.close()[i] / bars.close()[i - 1] - 1;
      if (std::abs(move) < 0.04) continue;
      locked_up += move > 0.04;
      locked_down += move < -0.04;
      locked_volume += bars.volume()[i];
      locked_usual += usual;
    }
  }
  EXPECT_GT(locked_up, 200U);
  EXPECT_GT(locked_down, 50U);
  EXPECT_LT(locked_volume, 0.1 * locked_usual);
  EXPECT_GT(missing, 1000U);
  EXPECT_GT(listings, 50U);
  EXPECT_GT(st, 2U);
  EXPECT_TRUE(boards.contains(Board::star) && boards.contains(Board::chinext) &&
              boards.contains(Board::bse) && boards.contains(Board::main));
}

TEST(DemoMarket, ANewListingBeginsByTheRulesOfItsDay) {
  std::size_t old_rules = 0, new_rules = 0;
  for (const auto& stock : market().stocks) {
    if (days_from(stock.listed) <= market().days.front()) continue;
    const Bars bars = stock.bars.view();
    ASSERT_EQ(date_of(bars.time()[0]), stock.listed);
    if (stock.symbol.board() == Board::main && stock.listed < Date{2023, 4, 10}) {
      EXPECT_NEAR(bars.close()[0] / bars.open()[0], 1.2,
                  0.01);  // +20 % at the open, +44 % at the close.
      EXPECT_EQ(ticks(bars.low()[1]),
                (ticks(bars.close()[0]) * 110 + 50) / 100);  // Bought up to the limit.
      ++old_rules;
    } else {
      ++new_rules;
    }
  }
  EXPECT_GT(old_rules, 5U);
  EXPECT_GT(new_rules, 5U);
}

TEST(DemoMarket, TheIndexIsTheSumOfItsMembers) {
  const auto& index = market().indices.front();
  EXPECT_EQ(index.symbol.text(), "SH000001");
  const Bars bars = index.bars.view();
  EXPECT_EQ(bars.size(), market().days.size());
  std::vector<double> volume(bars.size()), amount(bars.size());
  for (const auto& stock : market().stocks) {
    if (stock.symbol.market() != Market::sh) continue;
    const Bars own = stock.bars.view();
    for (std::size_t i = 0; i < own.size(); ++i) {
      const auto at = std::lower_bound(bars.time().begin(), bars.time().end(), own.time()[i]) -
                      bars.time().begin();
      volume[static_cast<std::size_t>(at)] += own.volume()[i];
      amount[static_cast<std::size_t>(at)] += own.amount()[i];
    }
  }
  for (std::size_t i = 0; i < bars.size(); ++i) {
    ASSERT_EQ(bars.volume()[i], volume[i]);
    ASSERT_NEAR(bars.amount()[i], amount[i], 0.01 * (1 + amount[i] * 1e-9));
    ASSERT_LE(bars.low()[i], std::min(bars.open()[i], bars.close()[i]));
    ASSERT_GE(bars.high()[i], std::max(bars.open()[i], bars.close()[i]));
  }
}

// Two members of known weight: the index moves as their worth does, dividends aside.
TEST(DemoMarket, TheIndexMovesAsTheWorthOfItsMembers) {
  const Made made = make({.symbols = 2, .years = 1});
  const auto& stock = made.stocks.front();
  const Bars index = made.indices.front().bars.view();
  const Bars own = adjusted(stock.bars.view(), stock.symbol, stock.events, Adjust::backward).bars;
  ASSERT_EQ(index.size(), own.size());  // The only member is never suspended.
  for (std::size_t i = 1; i < own.size(); ++i) {
    ASSERT_NEAR(index.close()[i] / index.close()[i - 1], own.close()[i] / own.close()[i - 1], 1e-5);
  }
}

TEST(DemoMarket, AnotherSeedIsAnotherMarket) {
  const Made a = make({.symbols = 5, .years = 1, .seed = 1});
  const Made b = make({.symbols = 5, .years = 1, .seed = 2});
  for (std::size_t i = 0; i < a.stocks.size(); ++i) {
    EXPECT_FALSE(same(a.stocks[i].bars.view(), b.stocks[i].bars.view()));
  }
}

// The same to the last digit today and tomorrow, here and elsewhere. A change of these numbers changes what every user
// sees: change them only with the generator.
TEST(DemoMarket, StaysWhatItWas) {
  const Bars bars = market().stocks.front().bars.view();
  const Bar last = bars[bars.size() - 1];
  EXPECT_EQ(market().stocks.front().symbol.text(), "SH602001");
  EXPECT_EQ(market().stocks.front().name, "南柯农商");
  EXPECT_EQ(bars.size(), 2450U);
  EXPECT_EQ(last.close, 6.08);
  EXPECT_EQ(last.volume, 77'636'000);
  EXPECT_EQ(market().indices.front().bars.view().close().back(), 3999.25);
}

}  // namespace
}  // namespace fwq::data
