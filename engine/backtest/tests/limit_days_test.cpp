// Days that closed at their limit: the boards' limits, ex-dates, ST, listings, against arithmetic by hand.
#include "fwq/backtest/limit_days.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "fwq/data/demo_market.hpp"

namespace fwq::backtest {
namespace {

using enum LimitClose;

const data::Symbol kMain(data::Market::sh, "600000"), kGrowth(data::Market::sz, "300001"),
    kIndex(data::Market::sh, "000001");

// Weekdays from Monday 2024-03-04, each bar from `low` to `close`.
struct Day {
  double low, close;
};
data::BarSeries days(const std::vector<Day>& given) {
  data::BarSeries bars;
  std::int64_t day = data::days_from({2024, 3, 4});
  for (const Day& one : given) {
    while (data::weekday(day) > 4) ++day;
    bars.push_back({.time = data::day_bar_time(data::date_from_days(day++)),
                    .open = one.close,
                    .high = std::fmax(one.low, one.close),
                    .low = std::fmin(one.low, one.close),
                    .close = one.close,
                    .volume = 1000,
                    .amount = 1000 * one.close});
  }
  return bars;
}

std::vector<LimitClose> of(const data::BarSeries& bars, data::Symbol symbol,
                           std::vector<data::ExRightsEvent> events = {},
                           std::vector<DayRange> warned = {}) {
  const auto series =
      traded_series(bars.view(), symbol, events, data::Date{2010, 1, 4}, std::move(warned));
  return limit_closes(series, Rulebook::a_share().value());
}

TEST(LimitCloses, AreTenPercentOnTheMainBoard) {
  // 10.00 → 11.00 is the limit, 12.10, then 13.30 of 13.31; down: 11.97 is 90 % of 13.30.
  EXPECT_EQ(of(days({{10, 10}, {10.5, 11}, {12.1, 12.1}, {12.5, 13.30}, {12.5, 11.97}}), kMain),
            (std::vector{none, up, up, none, down}));
}

TEST(LimitCloses, AreRoundedToTheCent) {
  // 9.95 * 1.1 = 10.945 → 10.95; 10.94 is not the limit.
  EXPECT_EQ(of(days({{9.95, 9.95}, {10, 10.95}}), kMain), (std::vector{none, up}));
  EXPECT_EQ(of(days({{9.95, 9.95}, {10, 10.94}}), kMain), (std::vector{none, none}));
}

TEST(LimitCloses, AreTwentyPercentOnChiNext) {
  EXPECT_EQ(of(days({{10, 10}, {10.5, 11}, {12, 13.2}, {13, 10.56}}), kGrowth),
            (std::vector{none, none, up, down}));
}

TEST(LimitCloses, CountFromTheExReferencePrice) {
  const auto bars =
      days({{10, 10}, {9.2, 9.9}});  // 1.00 paid: the reference is 9.00, the limit 9.90.
  EXPECT_EQ(of(bars, kMain, {{.date = {2024, 3, 5}, .cash = 1}}), (std::vector{none, up}));
  EXPECT_EQ(of(bars, kMain), (std::vector{none, none}));
}

TEST(LimitCloses, AreFivePercentUnderRiskWarning) {
  const auto bars = days({{10, 10}, {10.2, 10.5}});
  const std::int64_t day = data::days_from({2024, 3, 5});
  EXPECT_EQ(of(bars, kMain, {}, {{day, day}}), (std::vector{none, up}));
  EXPECT_EQ(of(bars, kMain), (std::vector{none, none}));
}

TEST(LimitCloses, AreNoneWhereNoLimitIsInForceOrKnown) {
  EXPECT_EQ(of(days({{10, 10}, {10.5, 11}}), kIndex), (std::vector{none, none}));
  auto still = days({{10, 10}, {11, 11}});
  data::BarSeries without_trade;
  for (std::size_t i = 0; i < 2; ++i) {
    data::Bar bar = still.view()[i];
    bar.volume = i == 1 ? 0 : bar.volume;
    without_trade.push_back(bar);
  }
  EXPECT_EQ(of(without_trade, kMain), (std::vector{none, none}));
  EXPECT_TRUE(of({}, kMain).empty());
  // A new listing is free for its first days.
  const auto series =
      traded_series(days({{10, 10}, {10.5, 11}}).view(), kMain, {}, data::Date{2024, 3, 4});
  EXPECT_EQ(limit_closes(series, Rulebook::a_share().value()), (std::vector{none, none}));
}

// Beside the simulated market, whose limits are written anew: nothing closes beyond a limit, and limit days are there.
TEST(LimitCloses, OfASimulatedMarketAreItsDaysThatMovedByTheLimit) {
  const auto market = data::DemoMarket::plan({.symbols = 30, .years = 6}).value();
  std::size_t found = 0, checked = 0;
  for (std::size_t s = 0; s < 12; ++s) {
    const data::DemoSecurity security = market.stock(s);
    if (security.symbol.kind() != data::Kind::stock) continue;
    const auto series = traded_series(security.bars.view(), security.symbol, security.events,
                                      data::Date{1999, 1, 4});
    const auto closes = limit_closes(series, Rulebook::a_share().value());
    const auto close = security.bars.view().close();
    for (std::size_t i = 1; i < closes.size(); ++i) {
      const double move = close[i] / close[i - 1] - 1;
      // An ex-date moves by its dividend too.
      if (std::ranges::find(series.events, i, &data::AppliedEvent::bar) != series.events.end())
        continue;
      ++checked;
      found += closes[i] != none;
      if (closes[i] == up) {
        EXPECT_GT(move, 0.04) << security.symbol.text() << " " << i;
      } else if (closes[i] == down) {
        EXPECT_LT(move, -0.04) << security.symbol.text() << " " << i;
      }
    }
  }
  EXPECT_GT(checked, 1000U);
  EXPECT_GT(found, 0U);
}

}  // namespace
}  // namespace fwq::backtest
