// Tests of Result and Error.
#include "fwq/core/result.hpp"

#include <gtest/gtest.h>

namespace fwq {
namespace {

Result<int> half(int value) {
  if (value % 2 != 0) return Error{Errc::invalid_argument, "odd"};
  return value / 2;
}

Result<int> quarter(int value) {
  FWQ_TRY_ASSIGN(once, half(value));
  FWQ_TRY(half(once));
  return half(once);
}

TEST(Result, CarriesTheErrorThroughAndThen) {
  Result<int> broken = Error{Errc::not_found, "no such symbol: ABC"};
  const auto outcome = std::move(broken).and_then([](int v) -> Result<double> { return v * 2.0; });
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().message, "no such symbol: ABC");
  EXPECT_EQ(outcome.error().code, Errc::not_found);
}

TEST(Result, MacrosReturnTheFirstError) {
  EXPECT_EQ(*quarter(12), 3);
  EXPECT_EQ(quarter(6).error().message, "odd");
  EXPECT_EQ(quarter(7).error().message, "odd");
}

TEST(Result, ValueThrowsTheErrorAsFailure) {
  const Result<int> broken = Error{Errc::io, "disk is full"};
  try {
    static_cast<void>(broken.value());
    FAIL();
  } catch (const Failure& failure) {
    EXPECT_EQ(failure.error().code, Errc::io);
    EXPECT_STREQ(failure.what(), "disk is full");
  }
  EXPECT_EQ(broken.value_or(7), 7);
  EXPECT_EQ(half(4).value_or(7), 2);
}

TEST(Result, OfVoidIsFineOrAnError) {
  const Result<void> fine;
  EXPECT_TRUE(fine);
  EXPECT_NO_THROW(fine.value());
  const Result<void> broken = Error{Errc::cancelled, "stopped"};
  EXPECT_FALSE(broken);
  EXPECT_THROW(broken.value(), Failure);
}

}  // namespace
}  // namespace fwq
