// Spaces, Sobol's points, the Gaussian process and expected improvement, each against a second way.
#include <gtest/gtest.h>

#include <numbers>

#include "expected_improvement.hpp"
#include "gaussian_process.hpp"
#include "sobol.hpp"
#include "test_functions.hpp"

namespace fwq::optimization {
namespace {

TEST(Space, RefusesWhatCannotBeSearched) {
  const auto refused = [](std::vector<Gene> genes) {
    const auto made = Space::make(std::move(genes));
    return !made && made.error().code == Errc::invalid_argument && !made.error().message_zh.empty();
  };
  EXPECT_TRUE(refused({}));
  EXPECT_TRUE(refused({{.name = "a", .low = 2, .high = 1}}));
  EXPECT_TRUE(refused({{.name = "a", .low = 0, .high = std::nan("")}}));
  EXPECT_TRUE(refused({{.name = "a", .low = 0, .high = INFINITY}}));
  EXPECT_TRUE(refused({{.name = "a", .kind = GeneKind::integer, .low = 0.5, .high = 3}}));
  EXPECT_TRUE(refused({{.name = "a", .kind = GeneKind::category, .low = 1, .high = 3}}));
  EXPECT_TRUE(refused({{.name = "a"}, {.name = "a"}}));
}

TEST(Space, RoundsRealOnesToTheDigitsThatAreAskedFor) {
  const Space space = Space::make({{.name = "a", .low = 0.02, .high = 1, .digits = 4},
                                   {.name = "b", .low = 0.25, .high = 0.75, .digits = 1},
                                   {.name = "c", .low = 0, .high = 1}})
                          .value();
  EXPECT_EQ(space.from_unit(std::vector<double>{0.81960103, 0.5, 0.123456789}),
            (std::vector<double>{0.8232, 0.5, 0.123456789}));
  EXPECT_EQ(space.from_unit(std::vector<double>{0, 0, 0}), (std::vector<double>{0.02, 0.3, 0}));
  EXPECT_EQ(space.from_unit(std::vector<double>{1, 1, 1}), (std::vector<double>{1, 0.75, 1}))
      << "within the bounds all the same";
}

TEST(Space, ComesBackFromTheUnitCube) {
  const Space space = test::mixed().space;
  Random random(3);
  for (int i = 0; i < 1000; ++i) {
    UnitPoint unit;
    for (std::size_t j = 0; j < space.size(); ++j) unit.push_back(1.2 * random.unit() - 0.1);
    const Point point = space.from_unit(unit);
    EXPECT_TRUE(space.holds(point));
    const Point again = space.from_unit(space.to_unit(point));
    for (std::size_t j = 0; j < space.size(); ++j) EXPECT_NEAR(again[j], point[j], 1e-12);
  }
  EXPECT_EQ(space.from_unit(UnitPoint(5, 1)), (Point{5, 5, 60, 200, 3}));
  EXPECT_EQ(space.from_unit(UnitPoint(5, 0)), (Point{-5, -5, 1, 1, 0}));
}

TEST(Sobol, HasOnePointInEachPartOfEachCoordinate) {
  for (const std::size_t dimensions : {1U, 2U, 7U, 40U}) {
    Sobol points(dimensions, 11);
    std::vector<std::vector<int>> counts(dimensions, std::vector<int>(256));
    for (int i = 0; i < 256; ++i) {
      const UnitPoint point = points.next();
      for (std::size_t j = 0; j < dimensions; ++j)
        ++counts[j][static_cast<std::size_t>(point[j] * 256)];
    }
    for (const auto& one : counts) {
      for (const int count : one) ASSERT_EQ(count, 1);
    }
  }
}
TEST(Sobol, FillsSquaresOfTwoCoordinatesEvenly) {
  Sobol points(2, 5);
  std::vector<int> counts(64);
  for (int i = 0; i < 64; ++i) {
    const UnitPoint point = points.next();
    ++counts[static_cast<std::size_t>(point[0] * 8) * 8 + static_cast<std::size_t>(point[1] * 8)];
  }
  for (const int count : counts) EXPECT_EQ(count, 1);
}

// E[max(0, z + Z)] by adding up.
double improvement_by_sums(double z) {
  double sum = 0;
  constexpr int kSteps = 400'000;
  const double from = std::max(-z, -40.0), to = from + 40, step = (to - from) / kSteps;
  for (int i = 0; i < kSteps; ++i) {
    const double x = from + (i + 0.5) * step;
    sum += (z + x) * std::exp(-0.5 * x * x) / std::sqrt(2 * std::numbers::pi) * step;
  }
  return sum;
}
TEST(ExpectedImprovement, IsWhatTheIntegralSays) {
  for (const double z : {3.0, 0.5, 0.0, -0.9, -1.0, -1.1, -2.0, -5.0, -8.0})
    EXPECT_NEAR(log_improvement(z), std::log(improvement_by_sums(z)), 1e-6 * (1 + z * z)) << z;
}
TEST(ExpectedImprovement, IsSmoothFarOutToo) {
  for (double z = 2; z > -2000; z -= 0.37 + 0.01 * std::abs(z)) {
    const double h = 1e-4 * (1 + std::abs(z));
    const double slope = (log_improvement(z + h) - log_improvement(z - h)) / (2 * h);
    EXPECT_NEAR(log_improvement_slope(z), slope, 2e-4 * (1 + std::abs(slope))) << z;
  }
}

struct Known {
  Eigen::MatrixXd x;
  Eigen::VectorXd y;
};
Known wave(int count, std::size_t dimensions, double noise) {
  Known out{Eigen::MatrixXd(count, static_cast<Eigen::Index>(dimensions)), Eigen::VectorXd(count)};
  Sobol points(dimensions, 3);
  Random random(9);
  for (int i = 0; i < count; ++i) {
    const UnitPoint point = points.next();
    double sum = 0;
    for (std::size_t j = 0; j < dimensions; ++j) {
      out.x(i, static_cast<Eigen::Index>(j)) = point[j];
      sum += std::sin(4 * point[j] + static_cast<double>(j));
    }
    out.y[i] = sum + noise * random.normal();
  }
  return out;
}

TEST(GaussianProcess, KnowsTheSlopeOfItsLoss) {
  const Known known = wave(30, 3, 0.1);
  GaussianProcess process({false, false, true});
  Random random(1);
  process.fit(known.x, known.y, 0, random);
  std::vector<double> theta{-0.7, 0.4, 0.1, 0.3, -4}, gradient(5);
  process.loss(theta, gradient.data());
  for (std::size_t k = 0; k < theta.size(); ++k) {
    auto up = theta, down = theta;
    up[k] += 1e-5;
    down[k] -= 1e-5;
    const double slope = (process.loss(up, nullptr) - process.loss(down, nullptr)) / 2e-5;
    EXPECT_NEAR(gradient[k], slope, 1e-4 * (1 + std::abs(slope))) << k;
  }
}
TEST(GaussianProcess, PassesThroughWhatItKnowsAndGuessesBetween) {
  const Known known = wave(40, 2, 0);
  GaussianProcess process({false, false});
  Random random(1);
  process.fit(known.x, known.y, 3, random);
  for (int i = 0; i < 40; ++i) {
    const auto guess = process.at(known.x.row(i).transpose());
    EXPECT_NEAR(guess.mean, known.y[i], 1e-2);
    EXPECT_LT(guess.deviation, 0.1);
  }
  const Eigen::Vector2d between(0.31, 0.77);
  EXPECT_NEAR(process.at(between).mean, std::sin(4 * 0.31) + std::sin(4 * 0.77 + 1), 0.03);
}
TEST(GaussianProcess, FindsOutHowMuchNoiseThereIs) {
  Random random(1);
  for (const double noise : {0.05, 0.5}) {
    const Known known = wave(120, 1, noise);
    GaussianProcess process({false});
    process.fit(known.x, known.y, 3, random);
    EXPECT_NEAR(std::exp(0.5 * process.log_parameters()[2]), noise, 0.25 * noise);
  }
}
TEST(GaussianProcess, KnowsTheSlopesOfItsGuesses) {
  const Known known = wave(25, 3, 0.05);
  GaussianProcess process({false, false, false});
  Random random(1);
  process.fit(known.x, known.y, 1, random);
  const Eigen::Vector3d here(0.2, 0.6, 0.45);
  const auto guess = process.at(here, true);
  for (Eigen::Index j = 0; j < 3; ++j) {
    Eigen::Vector3d up = here, down = here;
    up[j] += 1e-5;
    down[j] -= 1e-5;
    const auto a = process.at(up), b = process.at(down);
    EXPECT_NEAR(guess.mean_gradient[j], (a.mean - b.mean) / 2e-5, 1e-5);
    EXPECT_NEAR(guess.deviation_gradient[j], (a.deviation - b.deviation) / 2e-5, 1e-4);
  }
}

}  // namespace
}  // namespace fwq::optimization
