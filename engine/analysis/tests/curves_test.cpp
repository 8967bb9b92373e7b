// Curves over columns: the vector functions against <cmath>, at the edges of their domains and at every length.
#include "curves.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace fwq::analysis {
namespace {

using Function = double (*)(double);
constexpr std::array<Function, 12> kScalar{std::sin,  std::cos,  std::tan,  std::asin,
                                           std::acos, std::atan, std::sinh, std::cosh,
                                           std::tanh, std::exp,  std::log,  std::log10};

void expect_as_scalar(std::size_t curve, const std::vector<double>& x) {
  std::vector<double> y(x.size());
  curve_values(static_cast<Curve>(curve), x.data(), x.size(), y.data());
  for (std::size_t i = 0; i < x.size(); ++i) {
    const double wanted = is_number(x[i]) ? kScalar[curve](x[i]) : kNoValue;
    if (std::isfinite(wanted)) {
      EXPECT_NEAR(y[i], wanted, 1e-15 * std::max(1.0, std::abs(wanted)))
          << "curve " << curve << " of " << x[i];
    } else {
      EXPECT_EQ(std::isnan(y[i]), std::isnan(wanted)) << "curve " << curve << " of " << x[i];
      if (!std::isnan(wanted)) {
        EXPECT_EQ(y[i], wanted) << "curve " << curve << " of " << x[i];
      }
    }
  }
}

TEST(Curves, AreThoseOfTheStandardLibraryAtTheEdges) {
  const double infinity = std::numeric_limits<double>::infinity();
  const std::vector<double> edges{0,   -0.0,      1,          -1,        0.5,   -0.5, 2,
                                  -2,  1e-9,      -1e-9,      1e-30,     700,   -700, 710,
                                  800, -800,      infinity,   -infinity, 1e101, 1e99, kNoValue,
                                  3.3, 12345.678, -12345.678, 1e15};
  for (std::size_t curve = 0; curve < kScalar.size(); ++curve) expect_as_scalar(curve, edges);
}

TEST(Curves, DependOnNoNeighbour) {
  for (std::size_t curve = 0; curve < kScalar.size(); ++curve) {
    std::vector<double> x, all;
    for (int i = 0; i < 19; ++i) x.push_back(0.05 * i);
    all.resize(x.size());
    curve_values(static_cast<Curve>(curve), x.data(), x.size(), all.data());
    for (std::size_t count = 0; count <= x.size(); ++count) {
      std::vector<double> some(count + 1, 7);
      curve_values(static_cast<Curve>(curve), x.data(), count, some.data());
      for (std::size_t i = 0; i < count; ++i) EXPECT_EQ(some[i], all[i]);
      EXPECT_EQ(some[count], 7);  // Nothing is written beyond the end.
    }
  }
}

}  // namespace
}  // namespace fwq::analysis
