// Conditions: what they hold, how a better fit raises the confidence, and their words.
#include "conditions.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <random>
#include <span>

namespace fwq::analysis {
namespace {

constexpr double kThreshold = 0.6;

Condition row(Op op, double fixed, double ideal = kNoIdeal) {
  Condition condition{};
  condition.op = op;
  condition.fixed = fixed;
  condition.ideal = ideal;
  return condition;
}

double confidence(const Condition& condition, double measured) {
  return confidence_of({&condition, 1}, {}, {&measured, 1}, kThreshold);
}

bool holds(const Condition& condition, double measured) {
  return all_hold({&condition, 1}, {}, {&measured, 1});
}

TEST(Conditions, RaiseTheConfidenceFromTheThresholdAtTheBoundToOneAtTheIdeal) {
  for (const Condition& c : {row(Op::at_least, 0.5, 1.5), row(Op::at_most, 0.5, -0.5),
                             row(Op::above, 0, 2), row(Op::below, 1, 0.2)}) {
    const double way = c.ideal - c.fixed;
    EXPECT_DOUBLE_EQ(confidence(c, c.fixed), kThreshold);
    EXPECT_DOUBLE_EQ(confidence(c, c.fixed + 0.5 * way), 0.8);
    EXPECT_DOUBLE_EQ(confidence(c, c.ideal), 1.0);
    EXPECT_DOUBLE_EQ(confidence(c, c.ideal + way), 1.0);
    double last = 0;
    for (int step = 0; step <= 20; ++step) {
      const double next = confidence(c, c.fixed + way * step / 20);
      EXPECT_GE(next, last);
      last = next;
    }
  }
}

TEST(Conditions, OfNoIdealLeaveTheConfidenceToTheOthers) {
  const std::array<Condition, 2> both{row(Op::at_least, 1, 2), row(Op::at_least, 1)};
  const std::array<double, 2> measured{1.5, 9};
  EXPECT_DOUBLE_EQ(confidence_of(both, {}, measured, kThreshold), 0.8);
  EXPECT_DOUBLE_EQ(confidence_of({&both[1], 1}, {}, {&measured[1], 1}, kThreshold), kThreshold);
  // A bound that already asks for the ideal is fitted by whatever keeps it.
  EXPECT_DOUBLE_EQ(confidence(row(Op::at_least, 3, 2), 3.5), 1.0);
}

TEST(Conditions, HoldAtTheirBoundUnlessTheyAreStrict) {
  EXPECT_TRUE(holds(row(Op::at_most, 0.3), 0.3));
  EXPECT_TRUE(holds(row(Op::at_most, 0.3), 0.1 + 0.2));  // Which is a little more in binary.
  EXPECT_TRUE(holds(row(Op::at_least, 0.3), 0.3));
  EXPECT_FALSE(holds(row(Op::above, 0.3), 0.1 + 0.2));
  EXPECT_FALSE(holds(row(Op::below, 0.3), 0.3));
  EXPECT_TRUE(holds(row(Op::below, 0.3), 0.29));
  for (const Op op : {Op::at_most, Op::at_least, Op::above, Op::below})
    EXPECT_FALSE(holds(row(op, 0.3), std::nan("")));
}

TEST(Conditions, CountBarsInWholeNumbers) {
  const Condition bars{.id = "separation",
                       .op = Op::at_least,
                       .fixed = 8,
                       .unit = "bars",
                       .en = "{0} bars apart, at least {1}",
                       .zh = "相隔 {0} 根，不小于 {1}"};
  const double measured = 10;
  const auto reasons = reasons_of({&bars, 1}, {}, {&measured, 1});
  EXPECT_EQ(reasons[0].text_en, "10 bars apart, at least 8");
  EXPECT_EQ(reasons[0].text_zh, "相隔 10 根，不小于 8");
  EXPECT_EQ(reasons[0].op, ">=");
}

// Measures at, just beyond and far from their bounds, and such as are no numbers.
TEST(Judge, GivesTheAnswersOfTheConditionsToTheLastBit) {
  std::mt19937 random(7);
  std::uniform_int_distribution<int> op(0, 3), kind(0, 6);
  std::uniform_real_distribution<double> number(-3, 3);
  const auto near = [&](double bound) {
    constexpr double kSmall = 1e-9;
    switch (kind(random)) {
      case 0:
        return bound;
      case 1:
        return bound + kSmall * std::max(1.0, std::abs(bound)) * number(random) / 3;
      case 2:
        return std::nextafter(bound + kSmall * std::max(1.0, std::abs(bound)), number(random));
      case 3:
        return std::nextafter(bound - kSmall * std::max(1.0, std::abs(bound)), number(random));
      case 4:
        return std::numeric_limits<double>::quiet_NaN();
      case 5:
        return std::copysign(std::numeric_limits<double>::infinity(), number(random));
      default:
        return number(random);
    }
  };
  int held = 0, broken = 0;
  for (int round = 0; round < 20000; ++round) {
    const std::array<double, 2> params{number(random), 1000 * number(random)};
    std::array<Condition, 5> conditions;
    std::array<double, 5> measured{};
    for (std::size_t i = 0; i < conditions.size(); ++i) {
      conditions.at(i) = row(static_cast<Op>(op(random)), number(random),
                             kind(random) < 2 ? kNoIdeal : number(random));
      if (kind(random) < 4) conditions.at(i).param = i % 2;
      measured.at(i) = near(bound_of(conditions.at(i), params));
    }
    const std::size_t count = 1 + static_cast<std::size_t>(round) % conditions.size();
    const std::span<const Condition> some(conditions.data(), count);
    const Judge judge(some, params);
    auto settled = measured;
    const std::span<double> measures(settled.data(), count);
    const bool expected = all_hold(some, params, measures);
    ASSERT_EQ(judge.all_hold(measured.data()), expected) << round;
    ASSERT_EQ(Judge(conditions, params).first_hold(count, measured.data()), expected) << round;
    ++(expected ? held : broken);
    if (!expected) continue;
    const double sure = confidence_of(some, params, measures, kThreshold);
    ASSERT_EQ(judge.confidence(measured.data(), kThreshold), sure) << round;
  }
  EXPECT_GT(held, 2000);
  EXPECT_GT(broken, 2000);
}

}  // namespace
}  // namespace fwq::analysis
