// Adjustment: hand-computed ex-references, and the laws that every adjusted series obeys.
#include "fwq/data/adjust.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <vector>

namespace fwq::data {
namespace {

const Symbol kStock(Market::sh, "600000");
const Symbol kFund(Market::sh, "510050");
const Symbol kIndex(Market::sh, "000001");

// Daily bars on consecutive days from `start`; open = high = low = close.
Bars flat_days(const Date& start, const std::vector<double>& closes) {
  BarSeries series;
  const std::int64_t first = days_from(start);
  for (std::size_t i = 0; i < closes.size(); ++i) {
    const double c = closes[i];
    series.push_back({(first + static_cast<std::int64_t>(i)) * kSecondsPerDay + kDayBarEnd, c, c, c,
                      c, 1000, 1000 * c});
  }
  return series.view();
}

ExRightsEvent cash(const Date& date, double d) {
  return {date, d};
}
ExRightsEvent bonus(const Date& date, double b, double d = 0) {
  return {date, d, b};
}

// --- the ex-reference price -------------------------------------------------------------------------------

struct Example {
  const char* what;
  double close;
  ExRightsEvent event;
  double tick;
  double reference;
};

TEST(ExReference, AgreesWithExamplesComputedByHand) {
  const Date day{2020, 6, 1};
  const Example examples[] = {
      {"cash 0.5, bonus 2 for 10: 9.5 / 1.2 = 7.9167", 10, {day, 0.5, 0.2}, 0.01, 7.92},
      {"rights 3 for 10 at 6: 13.8 / 1.3 = 10.6154", 12, {day, 0, 0, 0.3, 6}, 0.01, 10.62},
      {"all at once: (20 - 1 + 2.4) / 1.8 = 11.8889", 20, {day, 1, 0.5, 0.3, 8}, 0.01, 11.89},
      {"nothing", 12.34, {day}, 0.01, 12.34},
      {"a tie goes up: 9.06 - 0.015 = 9.045", 9.06, {day, 0.015}, 0.01, 9.05},
      {"a tie goes up: 8.20 - 0.125 = 8.075", 8.20, {day, 0.125}, 0.01, 8.08},
      {"just below a tie: 9.06 - 0.0150001", 9.06, {day, 0.0150001}, 0.01, 9.04},
      {"bonus 5 for 10 of 10.03: 6.68667", 10.03, {day, 0, 0.5}, 0.01, 6.69},
      {"shares one hundred times as many (1992)", 1250, {day, 0, 99}, 0.01, 12.5},
      {"fund split in two", 3, {day, 0, 0, 0, 0, 2}, 0.001, 1.5},
      {"fund split in two, a tie: 0.5005", 1.001, {day, 0, 0, 0, 0, 2}, 0.001, 0.501},
      {"fund units merged 100 to 1", 0.652, {day, 0, 0, 0, 0, 0.01}, 0.001, 65.2},
      {"fund cash of 0.1304 a unit: 1.1106", 1.241, {day, 0.1304}, 0.001, 1.111},
  };
  for (const Example& e : examples) {
    EXPECT_DOUBLE_EQ(ex_reference(e.event, e.close, e.tick), e.reference) << e.what;
  }
}

TEST(ExReference, IsNoNumberWhereThereIsNone) {
  const Date day{2020, 6, 1};
  EXPECT_TRUE(std::isnan(ex_reference(cash(day, 11), 10, 0.01))) << "more cash than price";
  EXPECT_TRUE(std::isnan(ex_reference(cash(day, 10), 10, 0.01)));
  EXPECT_TRUE(std::isnan(ex_reference(cash(day, 9.999), 10, 0.01))) << "rounds to nothing";
  EXPECT_TRUE(std::isnan(ex_reference({day, 0, 0, 0, 0, 0}, 10, 0.01))) << "split into none";
  EXPECT_TRUE(std::isnan(ex_reference({day, 0, -1}, 10, 0.01))) << "no shares left";
  EXPECT_TRUE(std::isnan(ex_reference({day, 0, 0, 0, 0, -2}, 10, 0.01)));
  EXPECT_TRUE(std::isnan(ex_reference(cash(day, 0), kNone, 0.01)));
  EXPECT_TRUE(std::isnan(ex_reference(cash(day, kNone), 10, 0.01)));
  EXPECT_TRUE(std::isnan(ex_reference(cash(day, 0), 0, 0.01)));
  EXPECT_TRUE(std::isnan(ex_reference(cash(day, 0), 1e300, 0.01)));
}

RC_GTEST_PROP(ExReference, RoundsHalfUpAsWholeNumbersDo, ()) {
  const auto cents = *rc::gen::inRange<long long>(1, 50'000);
  const auto mils = *rc::gen::inRange<long long>(0, cents * 10);  // Cash in 0.001.
  const auto b = *rc::gen::inRange<long long>(0, 30);             // Tenths of a share.
  const auto r = *rc::gen::inRange<long long>(0, 10);
  const auto k = *rc::gen::inRange<long long>(0, 5'000);
  // In 0.0001 CNY, and shares in tenths.
  const long long value = cents * 100 - mils * 10 + k * r * 10;
  const long long shares = 10 + b + r;
  const long long want = (2 * value + 10 * shares) / (20 * shares);  // Cents, half up.
  const auto d = [](long long x) { return static_cast<double>(x); };
  const ExRightsEvent event{{2020, 6, 1}, d(mils) / 1000, d(b) / 10, d(r) / 10, d(k) / 100, 1};
  const double reference = ex_reference(event, d(cents) / 100, 0.01);
  RC_ASSERT((want == 0 ? std::isnan(reference) : reference == d(want) / 100));
}

// --- where events act -------------------------------------------------------------------------------------

TEST(Adjustment, WorkedExampleGivesFactorAndVolumes) {
  const Bars raw = flat_days({2020, 6, 1}, {9.9, 10, 7.92, 8});
  const std::vector events{bonus({2020, 6, 3}, 0.2, 0.5)};
  const auto forward = adjusted(raw, kStock, events, Adjust::forward);
  ASSERT_EQ(forward.events.size(), 1U);
  EXPECT_TRUE(forward.events[0].applied);
  EXPECT_EQ(forward.events[0].bar, 2U);
  EXPECT_DOUBLE_EQ(forward.events[0].reference, 7.92);
  EXPECT_DOUBLE_EQ(forward.events[0].factor, 0.792);
  EXPECT_TRUE(forward.cuts.empty());
  EXPECT_DOUBLE_EQ(forward.bars.close()[0], 9.9 * 0.792);
  EXPECT_DOUBLE_EQ(forward.bars.open()[1], 7.92);
  EXPECT_DOUBLE_EQ(forward.bars.high()[1], 7.92);
  EXPECT_DOUBLE_EQ(forward.bars.low()[1], 7.92);
  EXPECT_EQ(forward.bars.close()[2], 7.92);
  EXPECT_DOUBLE_EQ(forward.bars.volume()[1], 1200);
  EXPECT_EQ(forward.bars.volume()[2], 1000);
  EXPECT_EQ(forward.bars.amount()[1], 10'000);
  EXPECT_EQ(forward.adjust, Adjust::forward);

  const auto backward = adjusted(raw, kStock, events, Adjust::backward);
  EXPECT_EQ(backward.bars.close()[1], 10);
  EXPECT_DOUBLE_EQ(backward.bars.close()[2], 10);
  EXPECT_DOUBLE_EQ(backward.bars.close()[3], 8 / 0.792);
  EXPECT_DOUBLE_EQ(backward.bars.volume()[2], 1000 / 1.2);

  const auto tdx = adjusted(raw, kStock, events, Adjust::forward_subtractive);
  EXPECT_DOUBLE_EQ(tdx.bars.close()[1], 9.5 / 1.2);
  EXPECT_DOUBLE_EQ(tdx.bars.close()[0], 9.4 / 1.2);
  EXPECT_DOUBLE_EQ(tdx.bars.volume()[1], 1200);
  const auto tdx_back = adjusted(raw, kStock, events, Adjust::backward_subtractive);
  EXPECT_DOUBLE_EQ(tdx_back.bars.close()[3], 8 * 1.2 + 0.5);
  EXPECT_EQ(tdx_back.bars.close()[1], 10);
}

TEST(Adjustment, NoneKeepsTheColumnsInPlaceAndStillReports) {
  const Bars raw = flat_days({2020, 6, 1}, {10, 10, 9, 5});
  const std::vector events{cash({2020, 6, 3}, 1)};
  const auto out = adjusted(raw, kStock, events, Adjust::none);
  EXPECT_EQ(out.bars.close().data(), raw.close().data());
  EXPECT_EQ(out.events.size(), 1U);
  ASSERT_EQ(out.cuts.size(), 1U);
  EXPECT_EQ(out.cuts[0].bar, 3U);
  EXPECT_EQ(out.since_last_cut().size(), 1U);
  // Without an event nothing needs a copy either.
  EXPECT_EQ(adjusted(raw, kStock, {}, Adjust::forward).bars.close().data(), raw.close().data());
}

TEST(Adjustment, AnEventOnAClosedDayActsOnTheNextBar) {
  BarSeries series = BarSeries::copy_of(flat_days({2020, 6, 1}, {10, 10, 9.5, 9.5}));
  for (std::size_t i = 2; i < 4; ++i)
    series.time()[i] += 5 * kSecondsPerDay;  // Suspended from 06-03 to 06-07.
  const std::vector events{cash({2020, 6, 5}, 0.5)};
  const auto out = adjusted(series.view(), kStock, events, Adjust::forward);
  ASSERT_EQ(out.events.size(), 1U);
  EXPECT_EQ(out.events[0].bar, 2U);
  EXPECT_DOUBLE_EQ(out.bars.close()[1], 9.5);
}

TEST(Adjustment, EventsUpToTheFirstBarOrAfterTheLastHaveNoEffect) {
  const Bars raw = flat_days({2020, 6, 1}, {10, 10, 10});
  const std::vector events{cash({2020, 5, 1}, 1), cash({2020, 6, 1}, 1), cash({2020, 6, 4}, 1),
                           cash({2021, 1, 1}, 1)};
  for (const Adjust adjust : {Adjust::forward, Adjust::backward_subtractive}) {
    const auto out = adjusted(raw, kStock, events, adjust);
    EXPECT_TRUE(out.events.empty());
    for (std::size_t i = 0; i < raw.size(); ++i) EXPECT_EQ(out.bars[i], raw[i]);
  }
  EXPECT_EQ(adjusted(Bars(), kStock, events, Adjust::forward).bars.size(), 0U);
}

TEST(Adjustment, SeveralEventsOnOneBarActInOrderOfDate) {
  // Suspended over two events: 10 less 1 is 9; then 2 for 1 is 4.5.
  BarSeries series = BarSeries::copy_of(flat_days({2020, 6, 1}, {10, 10, 4.6, 4.6}));
  for (std::size_t i = 2; i < 4; ++i) series.time()[i] += 30 * kSecondsPerDay;
  const std::vector events{bonus({2020, 6, 20}, 1), cash({2020, 6, 10}, 1)};
  const auto out = adjusted(series.view(), kStock, events, Adjust::forward);
  ASSERT_EQ(out.events.size(), 2U);
  EXPECT_DOUBLE_EQ(out.events[0].reference, 9);
  EXPECT_DOUBLE_EQ(out.events[1].reference, 4.5);
  EXPECT_TRUE(out.events[0].applied && out.events[1].applied) << "only both together fit the open";
  EXPECT_TRUE(out.cuts.empty());
  EXPECT_DOUBLE_EQ(out.bars.close()[0], 4.5);
  EXPECT_DOUBLE_EQ(out.bars.volume()[0], 2000);
}

TEST(Adjustment, AnEventFarFromTheOpenIsFlaggedAndNotApplied) {
  const std::vector events{bonus({2020, 6, 3}, 1)};  // Says 5.00.
  const auto flagged =
      adjusted(flat_days({2020, 6, 1}, {10, 10, 10, 10}), kStock, events, Adjust::forward);
  ASSERT_EQ(flagged.events.size(), 1U);
  EXPECT_FALSE(flagged.events[0].applied);
  EXPECT_DOUBLE_EQ(flagged.events[0].reference, 5);
  EXPECT_EQ(flagged.bars.close()[0], 10);
  EXPECT_TRUE(flagged.cuts.empty()) << "the price did not move";
  // 15 % of the open is the border, and belongs to the good side.
  const std::vector thin{cash({2020, 6, 3}, 1.5)};  // X = 8.50.
  EXPECT_TRUE(adjusted(flat_days({2020, 6, 1}, {10, 10, 10}), kStock, thin, Adjust::forward)
                  .events[0]
                  .applied);
  EXPECT_FALSE(adjusted(flat_days({2020, 6, 1}, {10, 10, 10.01}), kStock, thin, Adjust::forward)
                   .events[0]
                   .applied);
}

TEST(Adjustment, AnEventThatLeavesNoPriceIsFlagged) {
  const std::vector events{cash({2020, 6, 2}, 30)};
  const auto out =
      adjusted(flat_days({2020, 6, 1}, {10, 10, 10}), kStock, events, Adjust::backward);
  ASSERT_EQ(out.events.size(), 1U);
  EXPECT_FALSE(out.events[0].applied);
  EXPECT_TRUE(std::isnan(out.events[0].reference));
  EXPECT_EQ(out.events[0].factor, 1);
  EXPECT_EQ(out.bars.close()[2], 10);
}

TEST(Adjustment, ActsOnTheFirstIntradayBarOfTheDay) {
  BarSeries series;
  const double closes[] = {10, 10, 5, 5.1};
  const Time first = time_from({2020, 6, 1}, 15 * 3600 - 60);
  const Time times[] = {first, first + 60, time_from({2020, 6, 2}, 34260),
                        time_from({2020, 6, 2}, 34320)};
  for (std::size_t i = 0; i < 4; ++i) {
    series.push_back({times[i], closes[i], closes[i], closes[i], closes[i], 100, 0});
  }
  const std::vector events{bonus({2020, 6, 2}, 1)};
  const auto out = adjusted(series.view(), kStock, events, Adjust::forward);
  ASSERT_EQ(out.events.size(), 1U);
  EXPECT_EQ(out.events[0].bar, 2U);
  EXPECT_DOUBLE_EQ(out.bars.close()[1], 5);
  EXPECT_DOUBLE_EQ(out.bars.volume()[1], 200);
  EXPECT_EQ(out.bars.close()[3], 5.1);
}

TEST(Adjustment, TakesTheLastCloseThatIsANumberAndLetsMissingOnesBe) {
  BarSeries series = BarSeries::copy_of(flat_days({2020, 6, 1}, {10, 10, 9.5, 9.5}));
  for (auto column : {series.open(), series.high(), series.low(), series.close()})
    column[1] = kNone;
  const std::vector events{cash({2020, 6, 3}, 0.5)};
  const auto out = adjusted(series.view(), kStock, events, Adjust::forward);
  EXPECT_DOUBLE_EQ(out.bars.close()[0], 9.5);
  EXPECT_TRUE(std::isnan(out.bars.close()[1]));
}

TEST(Adjustment, ParsesItsNamesAndTheChineseOnes) {
  for (const Adjust adjust : {Adjust::none, Adjust::forward, Adjust::backward,
                              Adjust::forward_subtractive, Adjust::backward_subtractive}) {
    EXPECT_EQ(parse_adjust(to_string(adjust)).value(), adjust);
  }
  EXPECT_EQ(parse_adjust("QFQ").value(), Adjust::forward);
  EXPECT_EQ(parse_adjust("hfq").value(), Adjust::backward);
  EXPECT_EQ(parse_adjust("前复权").value(), Adjust::forward);
  EXPECT_EQ(parse_adjust("后复权").value(), Adjust::backward);
  EXPECT_EQ(parse_adjust("不复权").value(), Adjust::none);
  const auto bad = parse_adjust("split");
  ASSERT_FALSE(bad);
  EXPECT_EQ(bad.error().code, Errc::invalid_argument);
  EXPECT_NE(bad.error().message.find("forward_subtractive"), std::string::npos);
}

// --- laws over random histories ---------------------------------------------------------------------------

struct History {
  Bars raw;
  std::vector<ExRightsEvent> events;
};

// A random walk of cents with events that the opens follow, as a market's do.
History random_history() {
  const auto count = *rc::gen::inRange<std::size_t>(2, 120);
  const std::int64_t first = days_from({2015, 1, 5});
  BarSeries series;
  History history;
  double close = *rc::gen::inRange(500, 5000) / 100.0;
  for (std::size_t i = 0; i < count; ++i) {
    const std::int64_t day = first + static_cast<std::int64_t>(i);
    double reference = close;
    if (i > 0 && *rc::gen::inRange(0, 12) == 0) {
      ExRightsEvent event{date_from_days(day),
                          *rc::gen::inRange(0, 400) / 1000.0,
                          *rc::gen::inRange(0, 11) / 10.0,
                          *rc::gen::inRange(0, 4) / 10.0,
                          *rc::gen::inRange(100, 500) / 100.0,
                          1};
      const double x = ex_reference(event, close, 0.01);
      if (x > 0.5) {
        history.events.push_back(event);
        reference = x;
      }
    }
    const auto move = [&] {
      return std::max(0.1, std::round(reference * (95 + *rc::gen::inRange(0, 11))) / 100);
    };
    const double open = move(), other = move();
    close = other;
    series.push_back({day * kSecondsPerDay + kDayBarEnd, open, std::max(open, other),
                      std::min(open, other), other,
                      static_cast<double>(*rc::gen::inRange(100, 10'000)), 1e5});
  }
  history.raw = series.view();
  return history;
}

double relative(double a, double b) {
  return std::abs(a - b) / std::max({std::abs(a), std::abs(b), 1e-300});
}

RC_GTEST_PROP(Adjustment, RatioKeepsReturnsAndMeetsTheRawEnds, ()) {
  const History h = random_history();
  const auto forward = adjusted(h.raw, kStock, h.events, Adjust::forward);
  const auto backward = adjusted(h.raw, kStock, h.events, Adjust::backward);
  RC_ASSERT(forward.events.size() == h.events.size());
  const std::size_t n = h.raw.size();
  RC_ASSERT(forward.bars[n - 1] == h.raw[n - 1]);
  RC_ASSERT(backward.bars[0] == h.raw[0]);
  const double ratio = backward.bars.close()[0] / forward.bars.close()[0];
  std::vector<double> reference(h.raw.close().begin(), h.raw.close().end() - 1);
  for (const auto& event : forward.events) {
    RC_ASSERT(event.applied);
    reference[event.bar - 1] = event.reference;
  }
  for (std::size_t i = 0; i < n; ++i) {
    RC_ASSERT(relative(backward.bars.close()[i] / forward.bars.close()[i], ratio) < 1e-12);
    RC_ASSERT(relative(forward.bars.high()[i] / forward.bars.low()[i],
                       h.raw.high()[i] / h.raw.low()[i]) < 1e-12);
    RC_ASSERT(forward.bars.amount()[i] == h.raw.amount()[i]);
    RC_ASSERT(forward.bars.time()[i] == h.raw.time()[i]);
    if (i == 0) continue;
    const double want = h.raw.close()[i] / reference[i - 1];
    RC_ASSERT(relative(forward.bars.close()[i] / forward.bars.close()[i - 1], want) < 1e-12);
    RC_ASSERT(relative(backward.bars.close()[i] / backward.bars.close()[i - 1], want) < 1e-12);
  }
}

RC_GTEST_PROP(Adjustment, SubtractiveKindsAreTheEventsOneAfterAnother, ()) {
  const History h = random_history();
  const auto forward = adjusted(h.raw, kStock, h.events, Adjust::forward_subtractive);
  const auto backward = adjusted(h.raw, kStock, h.events, Adjust::backward_subtractive);
  const std::size_t n = h.raw.size();
  RC_ASSERT(forward.bars[n - 1] == h.raw[n - 1]);
  RC_ASSERT(backward.bars[0] == h.raw[0]);
  for (std::size_t i = 0; i < n; ++i) {
    double price = h.raw.close()[i], volume = h.raw.volume()[i];
    double from_backward = backward.bars.close()[i], ratio = 1;
    for (const auto& event : forward.events) {
      from_backward = ex_price(event.event, from_backward);
      ratio *= event.event.share_ratio();
      if (event.bar <= i) continue;
      price = ex_price(event.event, price);
      volume *= event.event.share_ratio();
    }
    RC_ASSERT(std::abs(forward.bars.close()[i] - price) < 1e-9);
    // All events upon the backward price lead to the forward one: each kind is the other's inverse.
    RC_ASSERT(std::abs(from_backward - price) < 1e-9);
    RC_ASSERT(relative(forward.bars.volume()[i], volume) < 1e-12);
    RC_ASSERT(relative(backward.bars.volume()[i] * ratio, volume) < 1e-12);
  }
}

RC_GTEST_PROP(Adjustment, DoesNotDependOnTheOrderOfTheEvents, ()) {
  const History h = random_history();
  auto shuffled = h.events;
  std::reverse(shuffled.begin(), shuffled.end());
  const auto a = adjusted(h.raw, kStock, h.events, Adjust::forward);
  const auto b = adjusted(h.raw, kStock, shuffled, Adjust::forward);
  for (std::size_t i = 0; i < h.raw.size(); ++i) RC_ASSERT(a.bars[i] == b.bars[i]);
}

TEST(Adjustment, SplitsAFundByItsOwnTick) {
  const std::vector events{ExRightsEvent{{2021, 6, 2}, 0, 0, 0, 0, 2}};
  const auto out = adjusted(flat_days({2021, 6, 1}, {1.001, 0.5}), kFund, events, Adjust::forward);
  ASSERT_EQ(out.events.size(), 1U);
  EXPECT_DOUBLE_EQ(out.events[0].reference, 0.501);
  EXPECT_DOUBLE_EQ(out.bars.close()[0], 0.501);
  EXPECT_DOUBLE_EQ(out.bars.volume()[0], 2000);
}

}  // namespace
}  // namespace fwq::data
