// Sums, spreads, pairs and lines over windows, eight at a step, against each window added up in long double: on walks, after
// spikes that take digits with them, where signs cancel and where nothing moves.
#include "sliding.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "block_loops.hpp"
#include "fwq/analysis/technical_analyzer.hpp"
#include "regression_line.hpp"
#include "support/exact_values.hpp"
#include "support/test_bars.hpp"
#include "thirds.hpp"
#include "window_pairs.hpp"

namespace fwq::analysis {
namespace {

using test::Exact;

constexpr std::size_t kAhead = 1600;  // Values in front of a block: more than the longest window.

struct Series {
  const char* name;
  std::vector<double> x;
};

std::vector<Series> all_series() {
  test::Random random(7);
  std::vector<Series> all{
      {"walk", {}}, {"spike", {}}, {"signed", {}}, {"still", {}}, {"volume", {}}};
  double price = 20;
  for (std::size_t i = 0; i < kAhead + kBlock; ++i) {
    price = std::max(1.0, test::to_cent(price * (1 + 0.02 * random.normal())));
    all[0].x.push_back(price);
    all[1].x.push_back(i == kAhead + 300 ? 1e11 : price);
    all[2].x.push_back(random.normal());
    all[3].x.push_back(i / 150 % 2 == 0 ? price : 10.1);
    all[4].x.push_back(std::round(1e6 * std::exp(2 * random.normal())));
  }
  return all;
}

const std::vector<std::size_t> kWindows{1, 2, 5, 9, 10, 11, 14, 30, 31, 100, 300, 1000, 1500};
const std::vector<std::size_t> kCounts{1, 7, 8, 9, 137, 273, 1000, kBlock};

// The largest of the sizes of `values` around i: as far as a stretch reaches.
double around(const std::vector<double>& values, std::size_t i) {
  constexpr std::size_t kFar = SumSizes::kStretch;
  double most = 0;
  for (std::size_t k = i < kFar ? 0 : i - kFar; k < std::min(values.size(), i + kFar); ++k)
    most = std::max(most, std::abs(values[k]));
  return most;
}

// Calls run(name, x, n, count) for every series, window and count; x has n-1 values before it.
template <class Run>
void for_all(Run run) {
  for (const Series& series : all_series()) {
    for (const std::size_t n : kWindows) {
      for (const std::size_t count : kCounts) {
        SCOPED_TRACE(std::string(series.name) + " n " + std::to_string(n) + " count " +
                     std::to_string(count));
        run(series.x.data() + kAhead, n, count);
        if (testing::Test::HasFailure()) return;
      }
    }
  }
}

void expect_sums(const std::vector<double>& values, const std::vector<double>& exact) {
  for (std::size_t i = 0; i < values.size(); ++i)
    ASSERT_NEAR(values[i], exact[i], 2e-13 * around(exact, i)) << "value " << i;
}

TEST(WindowSums, AreThoseOfTheWindowsToTheLastDigits) {
  for_all([](const double* x, std::size_t n, std::size_t count) {
    std::vector<double> values(count), exact(count);
    window_sums(x, n, count, 0.5, values.data());
    for (std::size_t i = 0; i < count; ++i) {
      long double sum = 0;
      for (std::size_t j = 0; j < n; ++j) sum += *(x + i - j);
      exact[i] = static_cast<double>(sum / 2);
    }
    expect_sums(values, exact);
  });
}

TEST(WeightedSums, AreThoseOfTheWindowsToTheLastDigits) {
  for_all([](const double* x, std::size_t n, std::size_t count) {
    std::vector<double> values(count), exact(count);
    const long double divisor = static_cast<long double>(n) * static_cast<long double>(n + 1) / 2;
    weighted_sums(x, n, count, static_cast<double>(1 / divisor), values.data());
    for (std::size_t i = 0; i < count; ++i) {
      long double sum = 0;
      for (std::size_t j = 0; j < n; ++j) sum += static_cast<long double>(n - j) * *(x + i - j);
      exact[i] = static_cast<double>(sum / divisor);
    }
    expect_sums(values, exact);
  });
}

TEST(WindowSums, DoNotDependOnHowManyValuesFollow) {
  const auto all = all_series();
  const double* const x = all[0].x.data() + kAhead;
  std::vector<double> whole(kBlock), part(kBlock);
  window_sums(x, 30, kBlock, 1, whole.data());
  for (const std::size_t count : kCounts) {
    window_sums(x, 30, count, 1, part.data());
    for (std::size_t i = 0; i < count; ++i) ASSERT_EQ(whole[i], part[i]) << count << " " << i;
  }
}

TEST(WindowVariances, AreThoseOfTheWindowsAndZeroWhereNothingMoves) {
  for_all([](const double* x, std::size_t n, std::size_t count) {
    std::vector<double> mean(count), variance(count);
    window_variances(x, n, count, mean.data(), variance.data());
    for (std::size_t i = 0; i < count; ++i) {
      const Exact window(x + i + 1 - n, x + i + 1);
      const auto exact =
          static_cast<double>(test::joint(window, window) / static_cast<long double>(n));
      ASSERT_NEAR(variance[i], exact, 1e-12 * exact) << "value " << i;
    }
  });
}

TEST(WindowCorrelations, AreThoseOfTheWindows) {
  const auto second = all_series()[0].x;
  const double* const y = second.data() + kAhead;
  for_all([&](const double* x, std::size_t n, std::size_t count) {
    std::vector<double> correlation(count), beta(count);
    window_correlations(x, y, n, count, correlation.data());
    window_betas(x, y, n, count, beta.data());
    for (std::size_t i = 0; i < count; ++i) {
      const Exact wx(x + i + 1 - n, x + i + 1), wy(y + i + 1 - n, y + i + 1);
      const long double xx = test::joint(wx, wx), yy = test::joint(wy, wy),
                        xy = test::joint(wx, wy);
      const bool none = xx * yy < 1e-14L;
      ASSERT_NEAR(correlation[i], none ? 0.0 : static_cast<double>(xy / std::sqrt(xx * yy)), 1e-12)
          << "value " << i;
      const auto exact = xx < 1e-14L ? 0.0 : static_cast<double>(xy / xx);
      const auto size = xx < 1e-14L ? 0.0 : static_cast<double>(std::sqrt(yy / xx));
      ASSERT_NEAR(beta[i], exact, 1e-12 * size) << "value " << i;
    }
  });
}

TEST(WindowLines, AreThoseOfLeastSquares) {
  for_all([](const double* x, std::size_t n, std::size_t count) {
    if (n < 2) return;
    std::vector<double> slope(count), mean(count), exact_slope(count), exact_mean(count);
    window_lines(x, n, count, slope.data(), mean.data());
    for (std::size_t i = 0; i < count; ++i) {
      const Exact window(x + i + 1 - n, x + i + 1);
      long double sum = 0;
      for (const long double v : window) sum += v;
      exact_slope[i] = static_cast<double>(test::slope_of(window));
      exact_mean[i] = static_cast<double>(sum / static_cast<long double>(n));
    }
    for (std::size_t i = 0; i < count; ++i) {
      // A line's rounding is that of the prices that it runs through.
      const double scale = around(exact_mean, i) + static_cast<double>(n) * around(exact_slope, i);
      ASSERT_NEAR(mean[i], exact_mean[i], 1e-13 * scale) << "value " << i;
      ASSERT_NEAR(slope[i] * static_cast<double>(n), exact_slope[i] * static_cast<double>(n),
                  1e-12 * scale)
          << "value " << i;
    }
  });
}

TEST(RingMeans, AddUpInTheOrderOfTheRing) {
  const auto all = all_series();
  const double* const x = all[0].x.data() + kAhead;
  for (const std::size_t n : {2U, 5U, 14U, 20U, 31U}) {
    for (std::size_t position = 0; position < n; ++position) {
      std::vector<double> ring(n), mean(300);
      for (std::size_t j = 1; j < n; ++j) ring[(position + n - j) % n] = *(x - j);
      ring_means(x, n, position, mean.size(), mean.data());
      for (std::size_t i = 0; i < mean.size(); ++i) {
        ring[(position + i) % n] = x[i];
        double sum = 0;
        for (const double v : ring) sum += v;
        ASSERT_EQ(mean[i], sum / static_cast<double>(n)) << n << " " << position << " " << i;
      }
    }
  }
}

TEST(WindowDistances, AreMeansOfTheDistancesFromTheMean) {
  for_all([](const double* x, std::size_t n, std::size_t count) {
    std::vector<double> mean(count), distance(count);
    window_sums(x, n, count, 1.0 / static_cast<double>(n), mean.data());
    window_distances(x, n, count, mean.data(), distance.data());
    for (std::size_t i = 0; i < count; ++i) {
      long double sum = 0;
      for (std::size_t j = 0; j < n; ++j)
        sum += std::abs(static_cast<long double>(*(x + i - j)) - mean[i]);
      const auto exact = static_cast<double>(sum / static_cast<long double>(n));
      ASSERT_NEAR(distance[i], exact, 1e-12 * exact + 1e-15 * std::abs(mean[i])) << "value " << i;
    }
  });
}

TEST(Third, IsADivisionByThreeToTheLastBit) {
  test::Random random(3);
  for (int i = 0; i < 300'000; ++i) {
    const double x = (random.unit() - 0.5) * std::exp(40 * (random.unit() - 0.5));
    ASSERT_EQ(third_of(x), x / 3.0) << x;
    const double price = std::round(x * 100) / 100;
    ASSERT_EQ(third_of(price), price / 3.0) << price;
  }
  EXPECT_EQ(third_of(0.0), 0.0);
}

TEST(HopefulBlocks, TakeWhatNoMarketHasForAGapAndLargeNumbersForNumbers) {
  const auto run_ad = [](data::BarSeries& series) {
    const IndicatorCall call = parse_indicator("AD", Flavour::talib).value();
    return test::run(*call.def, series.view(), call.params)[0];
  };
  for (const std::size_t at : {0U, 5U, 8U, 1087U, 1088U, 1500U, 1999U}) {
    auto lacking = test::random_walk(5, 2000), absurd = test::random_walk(5, 2000);
    lacking.volume()[at] = std::nan("");
    absurd.volume()[at] = 1e101;
    const auto a = run_ad(lacking), b = run_ad(absurd);
    for (std::size_t i = 0; i < a.size(); ++i)
      ASSERT_TRUE(std::isnan(a[i]) ? i == at && std::isnan(b[i]) : a[i] == b[i]) << at << " " << i;
  }
  // Sizes that only together are beyond what a number may be.
  auto large = test::random_walk(5, 2000);
  for (const std::size_t at : {3U, 11U, 19U}) large.volume()[at] = 9e99;
  const IndicatorCall call = parse_indicator("AD", Flavour::talib).value();
  const auto stream = call.def->stream(call.params);
  const auto values = run_ad(large);
  for (std::size_t i = 0; i < values.size(); ++i) {
    double wanted = 0;
    stream->push(large.view()[i], {&wanted, 1});
    ASSERT_NEAR(values[i], wanted, 1e-12 * 9e99) << i;
  }
}

}  // namespace
}  // namespace fwq::analysis
