// Periods: names, aliases, minutes; and the numbers that the store keeps.
#include "fwq/data/period.hpp"

#include <gtest/gtest.h>

namespace fwq::data {
namespace {

TEST(Period, NamesParseBackToThemselvesInAnyCase) {
  for (const Period period : kAllPeriods) {
    EXPECT_EQ(parse_period(to_string(period)).value(), period) << to_string(period);
  }
  EXPECT_EQ(parse_period("DAY").value(), Period::day);
  EXPECT_EQ(parse_period("5M").value(), Period::min5);
}

TEST(Period, UnderstandsTheUsualOtherNames) {
  EXPECT_EQ(parse_period("daily").value(), Period::day);
  EXPECT_EQ(parse_period("d").value(), Period::day);
  EXPECT_EQ(parse_period("60min").value(), Period::min60);
  EXPECT_EQ(parse_period("1h").value(), Period::min60);
  EXPECT_EQ(parse_period("W").value(), Period::week);
  EXPECT_EQ(parse_period("monthly").value(), Period::month);
  EXPECT_EQ(parse_period("q").value(), Period::quarter);
  EXPECT_EQ(parse_period("yearly").value(), Period::year);
}

TEST(Period, RefusesOthersAndListsWhatThereIs) {
  for (const char* text : {"", "2m", "days", "m", "10m", " day"}) {
    const auto period = parse_period(text);
    ASSERT_FALSE(period) << text;
    EXPECT_EQ(period.error().code, Errc::invalid_argument);
    EXPECT_NE(period.error().message.find("1m, 5m, 15m, 30m, 60m, day, week"), std::string::npos);
  }
}

TEST(Period, KeepsTheNumbersThatStoresHold) {
  EXPECT_EQ(static_cast<int>(Period::min1), 1);
  EXPECT_EQ(static_cast<int>(Period::day), 6);
  EXPECT_EQ(static_cast<int>(Period::year), 10);
  for (std::size_t i = 0; i < kAllPeriods.size(); ++i) {
    EXPECT_EQ(static_cast<std::size_t>(kAllPeriods[i]), i + 1);
  }
}

TEST(Period, KnowsItsMinutes) {
  EXPECT_EQ(minutes(Period::min1), 1);
  EXPECT_EQ(minutes(Period::min5), 5);
  EXPECT_EQ(minutes(Period::min15), 15);
  EXPECT_EQ(minutes(Period::min30), 30);
  EXPECT_EQ(minutes(Period::min60), 60);
  EXPECT_TRUE(is_intraday(Period::min60));
  EXPECT_FALSE(is_intraday(Period::day));
}

}  // namespace
}  // namespace fwq::data
