// The parabolic stop in lanes: the same as bar by bar, to the last bit.
#include "parabolic.hpp"

#include <gtest/gtest.h>

#include <random>
#include <vector>

namespace fwq::analysis {
namespace {

struct Prices {
  std::vector<double> high, low;
};

Prices walk(std::size_t count, double wild) {
  std::mt19937 random(6);
  std::uniform_real_distribution<double> unit(0, 1);
  Prices prices;
  double price = 20;
  for (std::size_t i = 0; i < count; ++i) {
    price = std::max(1.0, price + wild * (unit(random) - 0.5));
    prices.high.push_back(std::round((price + unit(random)) * 100) / 100);
    prices.low.push_back(std::round((price - 0.5 * unit(random)) * 100) / 100);
  }
  return prices;
}

void expect_equal_to_stream(const Prices& prices, const ParabolicStop::Rules& rules) {
  const std::size_t count = prices.high.size();
  ParabolicStop batch(rules), stream(rules);
  std::vector<double> out(count);
  for (std::size_t at = 0; at < count; at += kBlock) {
    Block block;
    block.count = std::min(kBlock, count - at);
    block.before = at;
    block.in = {&prices.high[at], &prices.low[at]};
    block.out[0] = &out[at];
    batch.run(block);
  }
  for (std::size_t i = 0; i < count; ++i) {
    const double expected = stream.push(prices.high[i], prices.low[i]);
    ASSERT_EQ(std::isnan(out[i]), std::isnan(expected)) << i;
    if (std::isnan(expected)) continue;
    ASSERT_EQ(out[i], expected) << i;
  }
}

const ParabolicStop::Rules kPlain{0, 0, {0.02, 0.02, 0.2}, {0.02, 0.02, 0.2}};
const ParabolicStop::Rules kOdd{-25, 0.01, {0.03, 0.01, 0.1}, {0.05, 0.04, 0.3}};
const ParabolicStop::Rules kStill{0, 0, {0, 0, 0.2}, {0, 0, 0.2}};  // Hardly ever turns.

TEST(ParabolicStop, OfBlocksIsTheStreamToTheLastBit) {
  for (const std::size_t count : {1U, 2U, 100U, 577U, 578U, 600U, 1088U, 1100U, 20'000U}) {
    for (const double wild : {0.1, 1.0, 5.0}) {
      SCOPED_TRACE(count);
      for (const auto& rules : {kPlain, kOdd, kStill})
        expect_equal_to_stream(walk(count, wild), rules);
    }
  }
}

TEST(ParabolicStop, OfBlocksIsTheStreamToTheLastBitWhereItNeverTurns) {
  Prices up, flat;
  for (int i = 0; i < 5000; ++i) {
    up.high.push_back(10.5 + i);
    up.low.push_back(10.0 + i);
    flat.high.push_back(10);
    flat.low.push_back(10);
  }
  for (const auto& rules : {kPlain, kOdd, kStill}) {
    expect_equal_to_stream(up, rules);
    expect_equal_to_stream(flat, rules);
  }
}

}  // namespace
}  // namespace fwq::analysis
