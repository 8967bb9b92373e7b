// The scaled complementary error function, and what is made of it.
#include "expected_improvement.hpp"

namespace fwq::optimization {
namespace {

// exp(x^2) erfc(x) for x >= 0.
double scaled_erfc(double x) noexcept {
  if (x < 20) return std::exp(x * x) * std::erfc(x);
  const double s = 1 / (2 * x * x);
  return (1 - s * (1 - 3 * s * (1 - 5 * s * (1 - 7 * s)))) / (x * std::sqrt(std::numbers::pi));
}
double log_one_minus_exp(double x) noexcept {  // x < 0.
  return x > -std::numbers::ln2 ? std::log(-std::expm1(x)) : std::log1p(-std::exp(x));
}
const double kHalfLog2Pi = 0.5 * std::log(2 * std::numbers::pi);
const double kHalfLogHalfPi = 0.5 * std::log(std::numbers::pi / 2);
constexpr double kFar = -1e3;

}  // namespace

double log_improvement(double z) noexcept {
  if (z > -1) {
    const double density = std::exp(-0.5 * z * z - kHalfLog2Pi);
    return std::log(density + z * 0.5 * std::erfc(-z / std::numbers::sqrt2));
  }
  const double base = -0.5 * z * z - kHalfLog2Pi;
  if (z < kFar) return base - 2 * std::log(-z);
  return base +
         log_one_minus_exp(std::log(scaled_erfc(-z / std::numbers::sqrt2) * -z) + kHalfLogHalfPi);
}

double log_improvement_slope(double z) noexcept {
  if (z > -1) return 0.5 * std::erfc(-z / std::numbers::sqrt2) / std::exp(log_improvement(z));
  if (z < kFar) return -z;
  const double log_share = -0.5 * z * z + std::log(0.5 * scaled_erfc(-z / std::numbers::sqrt2));
  return std::exp(log_share - log_improvement(z));
}

}  // namespace fwq::optimization
