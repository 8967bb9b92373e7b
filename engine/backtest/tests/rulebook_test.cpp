// The rulebook against the worked examples of the notes on A-share rules, section 5.
#include <gtest/gtest.h>

#include <random>

#include "fwq/backtest/rulebook.hpp"
#include "rules/tables.hpp"

namespace fwq::backtest {
namespace {

std::int64_t day(int year, int month, int of_month) {
  return data::days_from({year, month, of_month});
}
data::Symbol symbol(std::string_view text) {
  return data::Symbol::parse(text).value();
}
Schedule schedule(std::string_view text, const CostSettings& costs = {}) {
  return Rulebook::a_share(costs).value().schedule(symbol(text));
}
Money cny(double yuan) {
  return money_of(yuan);
}
Fees fees(std::string_view text, Side side, std::int64_t on, double price, std::int64_t shares,
          const CostSettings& costs = {}) {
  const Schedule s = schedule(text, costs);
  return s.fees(s.on(on), side, cny(price) * shares, shares);
}
PriceBand band(std::string_view text, double reference, int percent) {
  return schedule(text).band(cny(reference), percent);
}

TEST(RulebookCosts, AreThoseOfTheWorkedSale) {
  const Fees now = fees("SH600000", Side::sell, day(2024, 1, 2), 10, 1000);
  EXPECT_EQ(now, (Fees{cny(5), cny(5), cny(0.1), 0}));
  EXPECT_EQ(now.total(), cny(10.10));
  EXPECT_EQ(fees("SH600000", Side::buy, day(2024, 1, 2), 10, 1000).total(), cny(5.10));
  EXPECT_EQ(fees("SH600000", Side::sell, day(2023, 8, 25), 10, 1000).total(), cny(15.10));
  EXPECT_EQ(fees("SH600000", Side::sell, day(2021, 6, 1), 10, 1000).total(), cny(15.20));
}

TEST(RulebookCosts, ChangeOnTheDayTheNoticeSays) {
  const auto stamp = [](Side side, std::int64_t on) {
    return fees("SZ000001", side, on, 10, 100'000).stamp_duty;
  };
  EXPECT_EQ(stamp(Side::sell, day(2023, 8, 27)), cny(1000));
  EXPECT_EQ(stamp(Side::sell, day(2023, 8, 28)), cny(500));
  EXPECT_EQ(stamp(Side::buy, day(2008, 9, 18)), cny(1000));
  EXPECT_EQ(stamp(Side::buy, day(2008, 9, 19)), 0);
  EXPECT_EQ(stamp(Side::sell, day(2008, 9, 19)), cny(1000));
  EXPECT_EQ(stamp(Side::buy, day(2007, 5, 29)), cny(1000));
  EXPECT_EQ(stamp(Side::buy, day(2007, 5, 30)), cny(3000));
  EXPECT_EQ(stamp(Side::buy, day(2008, 4, 24)), cny(1000));
  const auto transfer = [](std::string_view code, std::int64_t on) {
    return fees(code, Side::buy, on, 10, 100'000).transfer_fee;
  };
  EXPECT_EQ(transfer("SH600000", day(2022, 4, 28)), cny(20));
  EXPECT_EQ(transfer("SH600000", day(2022, 4, 29)), cny(10));
  EXPECT_EQ(transfer("SZ000001", day(2015, 7, 31)), 0);  // Inside the broker's fees.
  EXPECT_EQ(transfer("SZ000001", day(2015, 8, 1)), cny(20));
  EXPECT_EQ(transfer("SH600000", day(2015, 7, 31)), cny(60));  // Of the face value, 1 yuan a share.
  EXPECT_EQ(transfer("BJ835185", day(2022, 4, 28)), cny(25));
  EXPECT_EQ(transfer("BJ835185", day(2022, 4, 29)), cny(10));
}

TEST(RulebookCosts, TakeNoDutyOnFundsAndConvertibles) {
  for (const char* code : {"SH510300", "SZ159915", "SH113050"}) {
    const Fees f = fees(code, Side::sell, day(2024, 1, 2), 4, 100'000);
    EXPECT_EQ(f.stamp_duty, 0) << code;
    EXPECT_EQ(f.transfer_fee, 0) << code;
    EXPECT_EQ(f.commission, cny(100)) << code;
  }
}

TEST(RulebookCosts, ItemiseExchangeFeesWhenAsked) {
  const CostSettings itemised{.itemise_exchange_fees = true};
  EXPECT_EQ(fees("SH600000", Side::buy, day(2023, 8, 25), 10, 100'000, itemised).exchange_fees,
            cny(68.70));
  EXPECT_EQ(fees("SH600000", Side::buy, day(2023, 8, 28), 10, 100'000, itemised).exchange_fees,
            cny(54.10));
  EXPECT_EQ(fees("BJ835185", Side::buy, day(2023, 8, 28), 10, 100'000, itemised).exchange_fees,
            cny(145.00));
  EXPECT_EQ(fees("SH510300", Side::buy, day(2023, 8, 28), 10, 100'000, itemised).exchange_fees,
            cny(40.00));
  EXPECT_EQ(fees("SH600000", Side::buy, day(2023, 8, 28), 10, 100'000).exchange_fees, 0);
}

TEST(RulebookCosts, RoundEachItemHalfUpToTheCent) {
  // 100 x 12.50 = 1,250: stamp 0.625 -> 0.63, transfer 0.0125 -> 0.01.
  const Fees f = fees("SH600000", Side::sell, day(2024, 1, 2), 12.5, 100);
  EXPECT_EQ(f.stamp_duty, cny(0.63));
  EXPECT_EQ(f.transfer_fee, cny(0.01));
}

TEST(RulebookCosts, CanBeTheUsersOwn) {
  const CostSettings own{.commission_rate = 0.001,
                         .min_commission = 0,
                         .stamp_duty_rate = 0.002,
                         .transfer_fee_rate = 0.0};
  EXPECT_EQ(fees("SH600000", Side::sell, day(2024, 1, 2), 10, 100, own),
            (Fees{cny(1), cny(2), 0, 0}));
  EXPECT_EQ(fees("SH600000", Side::buy, day(2024, 1, 2), 10, 100, own), (Fees{cny(1), 0, 0, 0}));
}

TEST(RulebookCosts, RefuseRatesThatAreNone) {
  for (const double rate : {-0.1, 0.2, std::nan("")}) {
    EXPECT_EQ(Rulebook::a_share({.commission_rate = rate}).error().code, Errc::invalid_argument);
    EXPECT_FALSE(Rulebook::a_share({.stamp_duty_rate = rate}));
    EXPECT_FALSE(Rulebook::plain({.transfer_fee_rate = rate}));
  }
  EXPECT_FALSE(Rulebook::a_share({.min_commission = -1}));
}

TEST(RulebookLimits, RoundAsTheExchangesDo) {
  const auto is = [](PriceBand b, double down, double up) {
    return b.down == cny(down) && b.up == cny(up);
  };
  EXPECT_TRUE(is(band("SH600000", 10.05, 10), 9.05, 11.06));
  EXPECT_TRUE(is(band("SH600000", 3.33, 10), 3.00, 3.66));
  EXPECT_TRUE(is(band("SH688001", 12.34, 20), 9.87, 14.81));
  EXPECT_EQ(band("BJ835185", 17.09, 30).up, cny(22.21));
  EXPECT_EQ(band("BJ835185", 31.46, 30).up, cny(40.89));
  EXPECT_EQ(band("BJ835185", 84.63, 30).up, cny(110.01));
  EXPECT_EQ(band("BJ835185", 2.85, 30).up, cny(3.70));
  EXPECT_EQ(band("BJ835185", 0.70, 30).up, cny(0.91));      // 0.70 x 1.3 fails in doubles.
  EXPECT_EQ(band("BJ835185", 31.46, 30).down, cny(22.03));  // 22.022 rounds up.
}

TEST(RulebookLimits, AreAtLeastATickAwayAndNeverBelowOne) {
  EXPECT_EQ(band("SH600000", 0.03, 5).up, cny(0.04));
  EXPECT_EQ(band("SH600000", 0.03, 5).down, cny(0.02));
  EXPECT_EQ(band("SH600000", 0.01, 10).down, cny(0.01));
  EXPECT_EQ(band("SH510300", 4.123, 10).up, cny(4.535));  // 4.5353
}

TEST(RulebookLimits, DependOnBoardDateAndWarning) {
  const auto percent = [](std::string_view code, std::int64_t on) {
    return schedule(code).on(on).percent;
  };
  const auto warned = [](std::string_view code, std::int64_t on) {
    return schedule(code).on(on).warned_percent;
  };
  EXPECT_EQ(percent("SH600000", day(1996, 12, 15)), 0);
  EXPECT_EQ(percent("SH600000", day(1996, 12, 16)), 10);
  EXPECT_EQ(percent("SZ300001", day(2020, 8, 23)), 10);
  EXPECT_EQ(percent("SZ300001", day(2020, 8, 24)), 20);
  EXPECT_EQ(warned("SZ300001", day(2020, 8, 23)), 5);
  EXPECT_EQ(warned("SZ300001", day(2020, 8, 24)), 20);
  EXPECT_EQ(percent("SH688001", day(2019, 7, 22)), 20);
  EXPECT_EQ(percent("BJ835185", day(2021, 11, 15)), 30);
  EXPECT_EQ(warned("SH600000", day(2026, 7, 5)), 5);
  EXPECT_EQ(warned("SH600000", day(2026, 7, 6)), 10);
  EXPECT_EQ(percent("SH588000", day(2021, 1, 4)), 20);
  EXPECT_EQ(percent("SH510300", day(2021, 1, 4)), 10);
  EXPECT_EQ(percent("SH113050", day(2021, 1, 4)), 0);
}

TEST(RulebookLimits, LeaveNewListingsFreeAsTheirTimeHadIt) {
  const Rulebook book = Rulebook::a_share().value();
  EXPECT_EQ(book.listing(symbol("SH601096"), day(2023, 4, 10)).free_days, 5);
  EXPECT_EQ(book.listing(symbol("SH601096"), day(2023, 4, 7)).free_days, 0);
  EXPECT_EQ(book.listing(symbol("SH601096"), day(2023, 4, 7)).first_day_up, 44);
  EXPECT_EQ(book.listing(symbol("SH601096"), day(2023, 4, 7)).first_day_down, 36);
  EXPECT_EQ(book.listing(symbol("SH688001"), day(2019, 7, 22)).free_days, 5);
  EXPECT_EQ(book.listing(symbol("SZ301001"), day(2020, 8, 24)).free_days, 5);
  EXPECT_EQ(book.listing(symbol("BJ835185"), day(2021, 11, 15)).free_days, 1);
  EXPECT_EQ(book.listing(symbol("SH510300"), day(2012, 5, 28)).free_days, 0);
}

TEST(RulebookLots, AreThoseOfTheBoard) {
  const auto lot = [](std::string_view code, std::int64_t on) {
    const Schedule s = schedule(code);
    return std::pair(s.on(on).first_lot, s.on(on).lot_step);
  };
  using Lot = std::pair<std::int64_t, std::int64_t>;
  EXPECT_EQ(lot("SH600000", day(2024, 1, 2)), Lot(100, 100));
  EXPECT_EQ(lot("SZ300001", day(2024, 1, 2)), Lot(100, 100));
  EXPECT_EQ(lot("SH688001", day(2024, 1, 2)), Lot(200, 1));
  EXPECT_EQ(lot("BJ835185", day(2024, 1, 2)), Lot(100, 1));
  EXPECT_EQ(lot("SH510300", day(2024, 1, 2)), Lot(100, 100));
}

TEST(RulebookSettlement, IsNextDayForStocksAndSameDayForTheKindsThatHaveIt) {
  const auto same = [](std::string_view code, std::int64_t on) {
    return schedule(code).on(on).same_day;
  };
  EXPECT_FALSE(same("SH600000", day(2024, 1, 2)));
  EXPECT_FALSE(same("SH510300", day(2024, 1, 2)));
  EXPECT_TRUE(same("SH518880", day(2024, 1, 2)));
  EXPECT_TRUE(same("SH513100", day(2024, 1, 2)));
  EXPECT_TRUE(same("SH511010", day(2024, 1, 2)));
  EXPECT_TRUE(same("SH113050", day(2024, 1, 2)));
  EXPECT_TRUE(same("SH600000", day(1994, 12, 30)));
  EXPECT_FALSE(same("SH600000", day(1995, 1, 3)));
}

TEST(RulebookSessions, HaveTheClosingAuctionFromItsFirstDay) {
  const Rulebook book = Rulebook::a_share().value();
  const auto has = [&](std::string_view code, std::int64_t on, std::string_view name) {
    const auto sessions = book.sessions(symbol(code), on);
    return std::any_of(sessions.begin(), sessions.end(),
                       [&](const Session& s) { return s.name == name; });
  };
  EXPECT_FALSE(has("SH600000", day(2018, 8, 17), "closing_auction"));
  EXPECT_TRUE(has("SH600000", day(2018, 8, 20), "closing_auction"));
  EXPECT_TRUE(has("SZ000001", day(2018, 8, 17), "closing_auction"));
  EXPECT_FALSE(has("SH510300", day(2026, 7, 3), "closing_auction"));
  EXPECT_TRUE(has("SH510300", day(2026, 7, 6), "closing_auction"));
  EXPECT_TRUE(has("SH688001", day(2019, 7, 22), "after_hours"));
  EXPECT_FALSE(has("SH600000", day(2026, 7, 3), "after_hours"));
  EXPECT_TRUE(has("SH600000", day(2026, 7, 6), "after_hours"));
  const auto whole = book.sessions(symbol("SH600000"), day(2024, 1, 2));
  ASSERT_EQ(whole.size(), 4U);
  int minutes = 0;
  for (std::size_t i = 1; i < whole.size(); ++i) minutes += (whole[i].end - whole[i].begin) / 60;
  EXPECT_EQ(minutes, 240);
}

TEST(RulebookOfOtherMarkets, HasOnlyTheCostsGiven) {
  const Schedule s = Rulebook::plain().value().schedule(symbol("SH600000"));
  const DayRules& d = s.on(day(2024, 1, 2));
  EXPECT_EQ(s.fees(d, Side::sell, cny(1e6), 1000).total(), 0);
  EXPECT_EQ(d.percent, 0);
  EXPECT_EQ(d.first_lot, 1);
  EXPECT_TRUE(d.same_day);
  EXPECT_TRUE(s.band(cny(10), d.percent).free());
}

TEST(DividendTax, FallsWithTheTimeHeld) {
  const auto bought = day(2020, 1, 15);
  EXPECT_EQ(dividend_tax_percent(bought, day(2020, 1, 16)), 20);
  EXPECT_EQ(dividend_tax_percent(bought, day(2020, 2, 15)), 20);
  EXPECT_EQ(dividend_tax_percent(bought, day(2020, 2, 16)), 10);
  EXPECT_EQ(dividend_tax_percent(bought, day(2021, 1, 15)), 10);
  EXPECT_EQ(dividend_tax_percent(bought, day(2021, 1, 16)), 0);
}

TEST(Schedule, FindsTheSameRulesWhateverWasAskedBefore) {
  const Schedule s = schedule("SZ300001");
  std::mt19937 random(3);
  std::size_t hint = 0;
  for (int i = 0; i < 2000; ++i) {
    const auto on = static_cast<std::int64_t>(random() % 22000);
    EXPECT_EQ(&s.on(on, hint), &s.on(on));
  }
}

TEST(RuleTables, CountDaysAsTheCalendarDoes) {
  for (std::int64_t number = day(1989, 12, 28); number < day(2101, 3, 3); ++number) {
    const data::Date date = data::date_from_days(number);
    ASSERT_EQ(rules::Day(date.year, date.month, date.day).number, number);
  }
}

TEST(Money, IsScaledExactlyWhateverTheSize) {
  EXPECT_EQ(scaled(cny(1250), 500'000, 1'000'000'000, kCent), cny(0.63));
  EXPECT_EQ(scaled(9'000'000'000'000'000, 500'000, 1'000'000'000, kCent),
            4'500'000'000'000);  // Needs 128 bits.
  std::mt19937_64 random(5);
  for (int i = 0; i < 1000; ++i) {
    const auto money = static_cast<Money>(random() % 1'000'000'000'000);
    const auto rate = static_cast<std::int64_t>(random() % 5'000'000);
    const long double exact =
        static_cast<long double>(money) * static_cast<long double>(rate) / 1e11L;
    EXPECT_NEAR(static_cast<double>(scaled(money, rate, 1'000'000'000, kCent)) / 100.0,
                static_cast<double>(exact), 0.5 + 1e-6);
  }
}

}  // namespace
}  // namespace fwq::backtest
