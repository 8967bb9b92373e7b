// KAMA where the price moves, stands still for longer than its window, and moves again: rounding left over from what has
// moved out of the window must not pass for a move.
#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "averages.hpp"

namespace fwq::analysis {
namespace {

TEST(AdaptiveMean, FollowsAtFullSpeedAfterAStillWindowInBatchAndStreamAlike) {
  constexpr std::size_t kPeriod = 10;
  std::vector<double> x;
  for (int i = 0; i < 700; ++i) x.push_back(i % 100 < 60 ? 20 + 3 * std::sin(1.7 * i) : 19.1);
  AdaptiveMean one(kPeriod), many(kPeriod);
  std::vector<double> y(x.size());
  many.run(x.data(), x.size(), y.data());
  for (std::size_t i = 0; i < x.size(); ++i) {
    const double wanted = one.push(x[i]);
    if (i < kPeriod) continue;
    EXPECT_NEAR(y[i], wanted, 1e-12 * 20) << "value " << i;
  }
  EXPECT_NEAR(many.push(20.5), one.push(20.5), 1e-12 * 20);
}

}  // namespace
}  // namespace fwq::analysis
