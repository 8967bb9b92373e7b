// Conditions: what they hold, how a better fit raises the confidence, and their words.
#include "conditions.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>

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

}  // namespace
}  // namespace fwq::analysis
