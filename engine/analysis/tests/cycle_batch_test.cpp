// The dominant cycle in lanes: the same as bar by bar, to the last bit, whatever the prices do.
#include "cycle_batch.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "dominant_cycle.hpp"
#include "fwq/data/bars.hpp"

namespace fwq::analysis {
namespace {

// A walk on a grid of 0.01.
std::vector<double> walk(std::size_t count, unsigned seed) {
  std::mt19937 random(seed);
  std::uniform_real_distribution<double> move(-0.03, 0.03);
  std::vector<double> x(count);
  double price = 20;
  for (double& value : x) {
    price = std::max(1.0, price * (1 + move(random)));
    value = std::round(price * 100) / 100;
  }
  return x;
}

void expect_equal_to_stream(const std::vector<double>& x, std::size_t first) {
  CycleBatch batch(first, std::min(x.size(), CycleBatch::kMost));
  DominantPeriod stream(first);
  for (std::size_t at = 0; at < x.size();) {
    const std::size_t taken = batch.take(&x[at], x.size() - at);
    ASSERT_GT(taken, 0U);
    for (std::size_t i = 0; i < taken; ++i) {
      if (!stream.push(x[at + i])) continue;
      ASSERT_EQ(batch.length()[i], stream.smoothed()) << at + i;
      ASSERT_EQ(batch.smooth()[i], stream.meter().smooth()) << at + i;
      ASSERT_EQ(batch.in_phase()[i], stream.meter().in_phase()) << at + i;
      ASSERT_EQ(batch.quadrature()[i], stream.meter().quadrature()) << at + i;
    }
    at += taken;
  }
}

TEST(CycleBatch, IsTheStreamToTheLastBitOnAWalk) {
  for (const std::size_t count : {100U, 2047U, 2100U, 4096U, 40'000U}) {
    SCOPED_TRACE(count);
    expect_equal_to_stream(walk(count, 1), DominantPeriod::kEarly);
    expect_equal_to_stream(walk(count, 2), DominantPeriod::kLate);
  }
}

// Nothing fades where nothing moves: lanes that begin there never meet the one before.
TEST(CycleBatch, IsTheStreamToTheLastBitWhereThePriceStandsStill) {
  auto x = walk(20'000, 3);
  std::fill(x.begin() + 3000, x.begin() + 9000, x[3000]);
  expect_equal_to_stream(x, DominantPeriod::kEarly);
  expect_equal_to_stream(std::vector<double>(5000, 12.34), DominantPeriod::kEarly);
  expect_equal_to_stream(std::vector<double>(5000, 0.0), DominantPeriod::kLate);
}

TEST(CycleBatch, IsTheStreamToTheLastBitOnALineAndOnAWave) {
  std::vector<double> line, wave;
  for (int i = 0; i < 9000; ++i) {
    line.push_back(10 + 0.01 * i);
    wave.push_back(10 + std::sin(i * 0.3));
  }
  expect_equal_to_stream(line, DominantPeriod::kLate);
  expect_equal_to_stream(wave, DominantPeriod::kLate);
}

// Every indicator that is made of it, over chunks and through a gap.
TEST(CycleBatch, MakesIndicatorsOfLongSeriesEqualToTheirStreams) {
  auto x = walk(25'000, 4);
  x[3] = x[17'500] = std::nan("");
  const data::Bars bars(nullptr, x.data(), x.data(), x.data(), x.data(), x.data(), x.data(),
                        x.size(), nullptr);
  for (const std::string_view name : {"HT_DCPERIOD", "HT_PHASOR", "HT_DCPHASE", "HT_SINE",
                                      "HT_TRENDMODE", "HT_TRENDLINE", "MAMA"}) {
    SCOPED_TRACE(name);
    const auto call = parse_indicator(name, Flavour::talib);
    ASSERT_TRUE(call);
    std::vector<std::vector<double>> columns(call->output_count(), std::vector<double>(x.size()));
    const std::vector<std::span<double>> out(columns.begin(), columns.end());
    run_indicator(*call, bars, out);
    const auto stream = stream_indicator(*call);
    std::vector<double> row(columns.size());
    for (std::size_t i = 0; i < x.size(); ++i) {
      stream->push({.open = x[i], .high = x[i], .low = x[i], .close = x[i]}, row);
      for (std::size_t k = 0; k < row.size(); ++k) {
        ASSERT_EQ(std::isnan(row[k]), std::isnan(columns[k][i])) << i;
        if (std::isnan(row[k])) continue;
        ASSERT_NEAR(row[k], columns[k][i], 1e-12 * std::max(1.0, std::abs(row[k]))) << i;
      }
    }
  }
}

TEST(ArcTangent, IsThatOfTheLibraryToTwoUnitsInTheLastPlace) {
  std::mt19937 random(5);
  std::normal_distribution<double> normal;
  for (int i = 0; i < 200'000; ++i) {
    const double y = normal(random), x = normal(random) * std::exp(4 * normal(random));
    const double expected = std::atan(y / x);
    ASSERT_NEAR(arc_tangent(y, x), expected, 4.5e-16 * std::abs(expected)) << y << " / " << x;
  }
  for (const double y : {-3.0, -1.0, -0.0, 0.0, 1.0, 1e-300, 1e300}) {
    for (const double x : {-3.0, -1.0, 1.0, 1e-300, 1e300})
      EXPECT_NEAR(arc_tangent(y, x), std::atan(y / x), 4.5e-16) << y << " / " << x;
  }
}

}  // namespace
}  // namespace fwq::analysis
