// What rules are made of: the bands are those of 通达信, columns are read as told, rounding decides nothing.
#include "rule_parts.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "support/bars.hpp"

namespace fwq::backtest {
namespace {

TEST(SampleBands, AreTheBandsThatChineseScreensShow) {
  auto closes = test::random_closes(51, 3000);
  closes[1200] = data::kNone;
  std::fill(closes.begin() + 2000, closes.begin() + 2100, 12.34);
  const auto series = test::bars_of(closes);
  for (const auto& [m, width] : {std::pair{20.0, 2.0}, {2.0, 1.0}, {250.0, 0.5}}) {
    const IndicatorLines shown("boll", series.view(), {m, width});  // Middle, upper, lower.
    const IndicatorLines got = sample_bands(series.view(), m, width);
    for (std::size_t i = 0; i < closes.size(); ++i) {
      for (const auto& [a, b] : {std::pair{0, 1}, {1, 0}, {2, 2}}) {
        const double x = got[static_cast<std::size_t>(a)][i];
        const double y = shown[static_cast<std::size_t>(b)][i];
        ASSERT_EQ(std::isnan(x), std::isnan(y)) << i;
        if (!std::isnan(x)) {
          ASSERT_NEAR(x, y, 1e-12 * shown[0][i]) << i;
        }
      }
    }
    EXPECT_EQ(got[0][2099] == got[2][2099], m <= 100);  // No width where nothing moves.
  }
}

TEST(IndicatorLines, ReadTheColumnTheyAreTold) {
  const auto series = test::bars_of(test::random_closes(52, 50));
  const IndicatorLines highest("max", series.view(), {3}, {analysis::Field::high});
  const auto high = series.view().high();
  EXPECT_TRUE(std::isnan(highest[0][1]));
  for (std::size_t i = 2; i < 50; ++i) {
    EXPECT_EQ(highest[0][i], std::max({high[i - 2], high[i - 1], high[i]}));
  }
}

TEST(ClearlyAbove, IsMoreThanRounding) {
  EXPECT_FALSE(clearly_above(10.1 - 10, 0.1, 10.1));  // 0.09999999999999964
  EXPECT_FALSE(clearly_above(0.1, 10.1 - 10, 10.1));
  EXPECT_TRUE(clearly_above(10.01, 10, 10));
  EXPECT_FALSE(clearly_above(10, 10.01, 10));
  EXPECT_FALSE(clearly_above(data::kNone, 1, 1));
  EXPECT_FALSE(clearly_above(1, data::kNone, 1));
}

}  // namespace
}  // namespace fwq::backtest
