// The fast moving average against its definition.
#include "fwq/analysis/kernels.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "support/test_bars.hpp"

namespace fwq::analysis {
namespace {

using test::Random;

std::vector<double> prices(std::uint64_t seed, std::size_t count) {
  const auto series = test::random_walk(seed, count);
  const auto close = series.view().close();
  return {close.begin(), close.end()};
}

void expect_agreement(const std::vector<double>& in, std::size_t n) {
  std::vector<double> fast(in.size(), -1), plain(in.size(), -2);
  moving_average(in, n, fast);
  moving_average_reference(in, n, plain);
  for (std::size_t i = 0; i < in.size(); ++i) {
    ASSERT_TRUE(test::same(fast[i], plain[i], 1e-12))
        << "n " << n << " size " << in.size() << " at " << i << ": " << fast[i] << " / "
        << plain[i];
  }
}

TEST(MovingAverage, IsThePublishedExample) {
  // 1 to 5 by threes: 2, 3, 4.
  const std::vector<double> in{1, 2, 3, 4, 5};
  std::vector<double> out(5);
  moving_average(in, 3, out);
  EXPECT_TRUE(std::isnan(out[0]) && std::isnan(out[1]));
  EXPECT_DOUBLE_EQ(out[2], 2);
  EXPECT_DOUBLE_EQ(out[3], 3);
  EXPECT_DOUBLE_EQ(out[4], 4);
}

TEST(MovingAverage, AgreesWithItsDefinitionForEverySizeAndWindow) {
  for (const std::size_t size : {0, 1, 2, 7, 8, 9, 19, 20, 21, 100, 511, 3826, 4104, 9001}) {
    for (const std::size_t n : {1, 2, 3, 5, 20, 60, 250, 1000, 8000})
      expect_agreement(prices(size + n, size), n);
  }
}

TEST(MovingAverage, DoesNotDriftOverAMillionValues) {
  expect_agreement(prices(5, 1'000'000), 20);
}

TEST(MovingAverage, IsEmptyWhileAGapIsInTheWindowAndRightAfterIt) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const double infinity = std::numeric_limits<double>::infinity();
  for (const double hole : {nan, infinity, -infinity, 1e200}) {
    for (const std::size_t at : {0, 5, 19, 20, 1000, 2047, 2999}) {
      auto in = prices(3, 3000);
      in[at] = hole;
      in[(at + 7) % 3000] = hole;
      expect_agreement(in, 20);
    }
  }
}

TEST(MovingAverage, LeavesNoTraceOfASpike) {
  auto in = prices(4, 3000);
  in[1500] = 1e12;
  expect_agreement(in, 20);
}

RC_GTEST_PROP(MovingAverage, AgreesWithItsDefinitionOnAnySeriesWithGaps, ()) {
  const auto seed = *rc::gen::inRange<std::uint64_t>(1, 1'000'000);
  const auto size = *rc::gen::inRange<std::size_t>(0, 6000);
  const auto n = *rc::gen::inRange<std::size_t>(1, 300);
  const auto gaps = *rc::gen::inRange(0, 6);
  auto in = prices(seed, size);
  Random random(seed);
  for (int g = 0; g < gaps && size > 0; ++g) {
    in[static_cast<std::size_t>(random.unit() * static_cast<double>(size))] = std::nan("");
  }
  expect_agreement(in, n);
}

}  // namespace
}  // namespace fwq::analysis
