// Swings: the turning points that chart patterns stand on.
#include "swings.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

#include "pattern_context.hpp"
#include "support/test_bars.hpp"

namespace fwq::analysis {
namespace {

// Bars that go straight from price to price in `legs`, `count` bars each, with shadows of 0.05.
data::BarSeries zigzag(std::initializer_list<double> legs, int count) {
  data::BarSeries series;
  double last = *legs.begin();
  for (const double target : legs) {
    const double from = last;
    for (int i = 1; i <= count; ++i) {
      const double close = from + (target - from) * i / count;
      series.push_back({static_cast<data::Time>(series.size()), last, std::max(last, close) + 0.05,
                        std::min(last, close) - 0.05, close, 1, 1});
      last = close;
    }
  }
  return series;
}

TEST(Swings, AreTheEndsOfTheLegs) {
  const auto series = zigzag({20, 24, 21, 25}, 10);
  const PatternContext context(series.view());
  const auto& swings = context.swings(2);
  ASSERT_EQ(swings.size(), 3U);
  EXPECT_EQ(swings[0].bar, 0U);  // The low that the first rise leaves behind.
  EXPECT_EQ(swings[1].bar, 19U);
  EXPECT_TRUE(swings[1].high);
  EXPECT_DOUBLE_EQ(swings[1].price, 24.05);
  EXPECT_EQ(swings[2].bar, 29U);
  EXPECT_FALSE(swings[2].high);
  EXPECT_DOUBLE_EQ(swings[2].price, 20.95);
}

TEST(Swings, AreFewerTheLargerTheyMustBe) {
  const auto series = test::random_walk(5, 20'000, {.odd = 0});
  const PatternContext context(series.view());
  EXPECT_GT(context.swings(1).size(), 2 * context.swings(2).size());
  EXPECT_GT(context.swings(2).size(), 3 * context.swings(4).size() / 2);
}

TEST(Swings, EndWhereTheWayBackIsCompleteHoweverWideTheBars) {
  // Up 4 in small bars, down 1.5, then up past the high in wide bars: far less than 8 average true ranges, but the
  // whole way back.
  auto series = zigzag({20, 24, 22.5}, 16);
  for (const double high : {23.4, 23.9, 24.4}) {
    series.push_back(
        {static_cast<data::Time>(series.size()), high - 0.9, high, high - 1, high - 0.1, 1, 1});
  }
  const PatternContext context(series.view());
  const auto& swings = context.swings(5);
  ASSERT_FALSE(swings.empty());
  EXPECT_FALSE(swings.back().high);
  EXPECT_EQ(swings.back().known_at, 50U);
}

RC_GTEST_PROP(Swings, AlternateLieBetweenTheirNeighboursAndNeverLookAhead, ()) {
  const auto seed = *rc::gen::inRange<std::uint64_t>(1, 1'000'000);
  const auto series = test::random_walk(seed, 600);
  const data::Bars bars = series.view();
  const PatternContext context(bars);
  for (const double size : {1.0, 2.0, 3.5}) {
    const auto& swings = context.swings(size);
    for (std::size_t k = 0; k < swings.size(); ++k) {
      RC_ASSERT(swings[k].bar < swings[k].known_at && swings[k].known_at < bars.size());
      RC_ASSERT(swings[k].price == (swings[k].high ? bars.high() : bars.low())[swings[k].bar]);
      if (k == 0) continue;
      const Swing &a = swings[k - 1], &b = swings[k];
      RC_ASSERT(a.high != b.high && a.bar < b.bar && a.known_at < b.known_at);
      const double low = std::min(a.price, b.price), high = std::max(a.price, b.price);
      RC_ASSERT(low <= high);
      for (std::uint32_t i = a.bar + 1; i < b.bar; ++i) {
        const bool spans = bars.low()[i] < low && bars.high()[i] > high;
        RC_ASSERT((b.high ? bars.high()[i] <= high : bars.low()[i] >= low) || spans);
      }
    }
    const auto cut = static_cast<std::uint32_t>(seed % 601);
    const PatternContext before(bars.slice(0, cut));
    std::vector<Swing> known;
    for (const Swing& swing : swings) {
      if (swing.known_at < cut) known.push_back(swing);
    }
    const auto& alone = before.swings(size);
    RC_ASSERT(alone.size() == known.size());
    for (std::size_t k = 0; k < known.size(); ++k)
      RC_ASSERT(alone[k].bar == known[k].bar && alone[k].known_at == known[k].known_at);
  }
}

TEST(Swings, AreNoneWhereNothingMoves) {
  const auto series = zigzag({10, 10}, 100);
  auto flat = data::BarSeries::copy_of(series.view());
  for (std::size_t i = 0; i < flat.size(); ++i) flat.high()[i] = flat.low()[i] = 10;
  const PatternContext context(flat.view());
  EXPECT_TRUE(context.swings(1).empty());
  const PatternContext none{data::Bars()};
  EXPECT_TRUE(none.swings(1).empty());
}

}  // namespace
}  // namespace fwq::analysis
