// Cuts: the limit by board and date, and jumps on both sides of it.
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

#include "fwq/data/adjust.hpp"

namespace fwq::data {
namespace {

constexpr double kFree = std::numeric_limits<double>::infinity();

Symbol symbol(const char* text) {
  return Symbol::parse(text).value();
}

struct Day {
  double open, close;
};

Bars days(const Date& start, const std::vector<Day>& list) {
  BarSeries series;
  std::int64_t day = days_from(start);
  for (const Day& one : list) {
    series.push_back({day++ * kSecondsPerDay + kDayBarEnd, one.open, std::max(one.open, one.close),
                      std::min(one.open, one.close), one.close, 100, 1000});
  }
  return series.view();
}

std::vector<Cut> cuts(const char* name, const Bars& bars,
                      const std::vector<ExRightsEvent>& events = {}) {
  return adjusted(bars, symbol(name), events, Adjust::none).cuts;
}

TEST(Limit, FollowsBoardAndDate) {
  struct Case {
    const char* symbol;
    Date date;
    double limit;
  };
  const Case cases[] = {
      {"SH600000", {1996, 12, 15}, kFree}, {"SH600000", {1996, 12, 16}, 0.10},
      {"SZ000001", {2024, 1, 2}, 0.10},    {"SZ002594", {2026, 7, 6}, 0.10},
      {"SH688981", {2019, 7, 21}, kFree},  {"SH688981", {2019, 7, 22}, 0.20},
      {"SZ300750", {2020, 8, 23}, 0.10},   {"SZ300750", {2020, 8, 24}, 0.20},
      {"BJ836260", {2021, 11, 14}, kFree}, {"BJ836260", {2021, 11, 15}, 0.30},
      {"SH900901", {1996, 12, 16}, 0.10},  {"SH510050", {2020, 8, 23}, 0.10},
      {"SH588000", {2020, 11, 16}, 0.20},  {"SZ159915", {2021, 1, 4}, 0.20},
      {"SH000001", {2024, 1, 2}, kFree},   {"SH880001", {2024, 1, 2}, kFree},
      {"SH113050", {2024, 1, 2}, kFree},   {"SH204001", {2024, 1, 2}, kFree},
      {"SH019547", {2024, 1, 2}, kFree},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(daily_limit(symbol(c.symbol), c.date), c.limit)
        << c.symbol << " " << format_date(c.date);
  }
}

TEST(Cuts, BeginWhereAnOpenIsMoreThanOneTickBeyondTheLimit) {
  const Date day{2020, 6, 1};
  EXPECT_TRUE(cuts("SH600000", days(day, {{10, 10}, {11, 11}})).empty());
  EXPECT_TRUE(cuts("SH600000", days(day, {{10, 10}, {11.01, 11}})).empty())
      << "one tick of tolerance";
  EXPECT_TRUE(cuts("SH600000", days(day, {{10, 10}, {8.99, 9}})).empty());
  const auto up = cuts("SH600000", days(day, {{10, 10}, {11.02, 11}, {11, 11}}));
  ASSERT_EQ(up.size(), 1U);
  EXPECT_EQ(up[0].bar, 1U);
  EXPECT_EQ(up[0].before, 10);
  EXPECT_EQ(up[0].after, 11.02);
  const auto down = cuts("SH600000", days(day, {{10, 10}, {10, 10}, {8.98, 9}}));
  ASSERT_EQ(down.size(), 1U);
  EXPECT_EQ(down[0].bar, 2U);
}

TEST(Cuts, BeginAlsoAtPricesThatNoNumberOfTicksCanCount) {
  for (const double huge : {1e17, 1e200, std::numeric_limits<double>::max()}) {
    const Bars bars =
        days({2019, 3, 4}, {{10, 10}, {huge, huge}, {huge, huge}, {10, 10}, {10, 10}});
    const auto found = cuts("SH600000", bars);
    ASSERT_EQ(found.size(), 2U) << huge;
    EXPECT_EQ(found[0].bar, 1U);
    EXPECT_EQ(found[1].bar, 3U);
  }
}

TEST(Cuts, RoundTheLimitToTheTickHalfUp) {
  // 10.05 can rise to 11.055, which is 11.06, and fall to 9.045, which is 9.05.
  const Date day{2020, 6, 1};
  EXPECT_TRUE(cuts("SH600000", days(day, {{10, 10.05}, {11.07, 11}})).empty());
  EXPECT_EQ(cuts("SH600000", days(day, {{10, 10.05}, {11.08, 11}})).size(), 1U);
  EXPECT_TRUE(cuts("SH600000", days(day, {{10, 10.05}, {9.04, 9.5}})).empty());
  EXPECT_EQ(cuts("SH600000", days(day, {{10, 10.05}, {9.03, 9.5}})).size(), 1U);
  // One tick is more than 10 % of 0.05.
  EXPECT_TRUE(cuts("SH600000", days(day, {{0.05, 0.05}, {0.06, 0.06}, {0.05, 0.05}})).empty());
  // Funds step by 0.001: 1.000 reaches 1.100.
  EXPECT_TRUE(cuts("SH510050", days(day, {{1, 1}, {1.101, 1.1}})).empty());
  EXPECT_EQ(cuts("SH510050", days(day, {{1, 1}, {1.102, 1.1}})).size(), 1U);
}

TEST(Cuts, AlsoBeginWhereOnlyTheCloseIsOutOfReach) {
  const auto found = cuts("SH600000", days({2020, 6, 1}, {{10, 10}, {10.5, 12}, {12, 12}}));
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].bar, 1U);
  EXPECT_EQ(found[0].after, 12);
}

TEST(Cuts, AreExplainedByAnAppliedEventAndNotByAFlaggedOne) {
  const Bars halved = days({2020, 6, 1}, {{10, 10}, {5, 5.2}, {5.2, 5.2}});
  EXPECT_EQ(cuts("SH600000", halved).size(), 1U);
  EXPECT_TRUE(cuts("SH600000", halved, {{{2020, 6, 2}, 0, 1}}).empty());
  const auto flagged = cuts("SH600000", halved, {{{2020, 6, 2}, 0, 0.2}});  // Says 8.33.
  ASSERT_EQ(flagged.size(), 1U);
  EXPECT_EQ(flagged[0].before, 10);
  // An applied event moves the reference: 14 % above X = 5.00 is still out of reach.
  const auto jumped =
      cuts("SH600000", days({2020, 6, 1}, {{10, 10}, {5.7, 5.7}}), {{{2020, 6, 2}, 0, 1}});
  ASSERT_EQ(jumped.size(), 1U);
  EXPECT_DOUBLE_EQ(jumped[0].before, 5);
}

TEST(Cuts, SpareTheFirstFiveDaysOfListingsWithoutLimit) {
  // +50 % on each of seven days.
  std::vector<Day> rally;
  double price = 10;
  for (int i = 0; i < 7; ++i, price = std::round(price * 150) / 100)
    rally.push_back({price, price});
  const auto first_cut = [&](const char* name, const Date& start) {
    const auto found = cuts(name, days(start, rally));
    return found.empty() ? std::size_t{0} : found.front().bar;
  };
  EXPECT_EQ(first_cut("SH688981", {2020, 7, 16}), 5U);
  EXPECT_EQ(first_cut("SZ300999", {2020, 8, 24}), 5U);
  EXPECT_EQ(first_cut("SZ300999", {2020, 8, 10}), 1U) << "listed before the reform";
  EXPECT_EQ(first_cut("SH603281", {2023, 4, 10}), 5U);
  EXPECT_EQ(first_cut("SH603281", {2023, 4, 3}), 1U);
  EXPECT_EQ(first_cut("BJ920001", {2022, 3, 1}), 1U)
      << "the first day only, which has no close before it";
  EXPECT_EQ(first_cut("SH510050", {2024, 1, 2}), 1U) << "funds have their limit from the first day";
  EXPECT_EQ(first_cut("SH000001", {2024, 1, 2}), 0U);
  EXPECT_EQ(first_cut("SH600601", {1992, 5, 21}), 0U) << "no limits then";
}

TEST(Cuts, AreLookedForOnlyWhereADayBeginsInIntradayBars) {
  BarSeries series;
  const auto add = [&](const Date& date, int hour, double open, double close) {
    series.push_back({time_from(date, hour * 3600), open, open, open, close, 1, 1});
  };
  add({2020, 6, 1}, 11, 10, 10);
  add({2020, 6, 1}, 15, 13, 13);  // A wild price inside a day is no gap between days.
  add({2020, 6, 2}, 11, 13, 13);
  add({2020, 6, 2}, 15, 10, 10);
  EXPECT_TRUE(cuts("SH600000", series.view()).empty());
  add({2020, 6, 3}, 11, 11.5, 11.5);
  const auto found = cuts("SH600000", series.view());
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].bar, 4U);
  EXPECT_EQ(found[0].before, 10);
}

TEST(Cuts, PassOverMissingPrices) {
  EXPECT_TRUE(
      cuts("SH600000", days({2020, 6, 1}, {{10, 10}, {kNone, kNone}, {10.5, 10.5}})).empty());
  EXPECT_EQ(cuts("SH600000", days({2020, 6, 1}, {{10, 10}, {kNone, kNone}, {12, 12}})).size(), 1U);
  EXPECT_TRUE(cuts("SH600000", days({2020, 6, 1}, {{kNone, kNone}, {12, 12}})).empty());
  EXPECT_TRUE(cuts("SH600000", Bars()).empty());
}

TEST(Cuts, LeaveTheBarsSinceTheLastOneForAnalysis) {
  const Bars bars =
      days({2020, 6, 1}, {{10, 10}, {20, 20}, {20, 20}, {40, 40}, {41, 41}, {42, 42}});
  const auto out = adjusted(bars, symbol("SH600000"), {}, Adjust::forward);
  ASSERT_EQ(out.cuts.size(), 2U);
  EXPECT_EQ(out.since_last_cut().size(), 3U);
  EXPECT_EQ(out.since_last_cut().close()[0], 40);
  EXPECT_EQ(adjusted(bars.last(3), symbol("SH600000"), {}, Adjust::forward).since_last_cut().size(),
            3U);
}

TEST(Cuts, ARightsIssueIsComputedWithWhatWasTakenUp) {
  // SZ002017, 2019-02-28: 3 for 10 at 4.04 offered; it traded from 12.80, up 10 % from a reference of 11.64. With all of
  // the offer taken up the reference would be 11.58, and 12.80 out of reach.
  const ExRightsEvent offer{.date = {2020, 6, 2}, .rights = 0.3, .rights_price = 4.04};
  EXPECT_EQ(ex_reference(offer, 13.84, 0.01), 11.58);
  EXPECT_TRUE(
      cuts("SZ002017", days({2020, 6, 1}, {{13.84, 13.84}, {12.80, 12.80}}), {offer}).empty());
  EXPECT_EQ(cuts("SZ002017", days({2020, 6, 1}, {{13.84, 13.84}, {13.60, 13.60}}), {offer}).size(),
            1U);
  EXPECT_EQ(cuts("SZ002017", days({2020, 6, 1}, {{13.84, 13.84}, {10.30, 10.30}}), {offer}).size(),
            1U);
  const ExRightsEvent bonus{.date = {2020, 6, 2},
                            .bonus = 0.195};  // The same reference, but certain.
  EXPECT_EQ(ex_reference(bonus, 13.84, 0.01), 11.58);
  EXPECT_EQ(cuts("SZ002017", days({2020, 6, 1}, {{13.84, 13.84}, {12.80, 12.80}}), {bonus}).size(),
            1U);
}

}  // namespace
}  // namespace fwq::data
