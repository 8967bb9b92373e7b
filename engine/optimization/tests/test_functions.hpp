// Functions of which the highest value is known, as optimizers are compared on.
#pragma once

#include <cmath>
#include <functional>
#include <numbers>
#include <string>

#include "fwq/optimization/space.hpp"

namespace fwq::optimization::test {

struct Problem {
  std::string name;
  Space space;
  std::function<double(std::span<const double>)> score;  // To be maximised.
  double best = 0;
};

inline Space cube(std::size_t dimensions, double low, double high) {
  std::vector<Gene> genes;
  for (std::size_t i = 0; i < dimensions; ++i) {
    std::string name = "x";
    name += std::to_string(i);
    genes.push_back({.name = std::move(name), .low = low, .high = high});
  }
  return Space::make(std::move(genes)).value();
}

inline Problem branin() {
  Space space =
      Space::make({{.name = "x", .low = -5, .high = 10}, {.name = "y", .low = 0, .high = 15}})
          .value();
  return {"branin", std::move(space),
          [](std::span<const double> x) {
            constexpr double pi = std::numbers::pi;
            const double a = x[1] - 5.1 / (4 * pi * pi) * x[0] * x[0] + 5 / pi * x[0] - 6;
            return -(a * a + 10 * (1 - 1 / (8 * pi)) * std::cos(x[0]) + 10);
          },
          -0.39788735772973816};
}

// Source of the constants: L. C. W. Dixon, G. P. Szego, Towards Global Optimisation 2 (1978).
inline Problem hartmann3() {
  return {"hartmann3", cube(3, 0, 1),
          [](std::span<const double> x) {
            constexpr double c[4] = {1, 1.2, 3, 3.2};
            constexpr double a[4][3] = {{3, 10, 30}, {0.1, 10, 35}, {3, 10, 30}, {0.1, 10, 35}};
            constexpr double p[4][3] = {{0.3689, 0.1170, 0.2673},
                                        {0.4699, 0.4387, 0.7470},
                                        {0.1091, 0.8732, 0.5547},
                                        {0.0381, 0.5743, 0.8828}};
            double sum = 0;
            for (std::size_t i = 0; i < 4; ++i) {
              double square = 0;
              for (std::size_t j = 0; j < 3; ++j)
                square += a[i][j] * (x[j] - p[i][j]) * (x[j] - p[i][j]);
              sum += c[i] * std::exp(-square);
            }
            return sum;
          },
          3.86278214782076};
}

inline Problem hartmann6() {
  return {"hartmann6", cube(6, 0, 1),
          [](std::span<const double> x) {
            constexpr double c[4] = {1, 1.2, 3, 3.2};
            constexpr double a[4][6] = {{10, 3, 17, 3.5, 1.7, 8},
                                        {0.05, 10, 17, 0.1, 8, 14},
                                        {3, 3.5, 1.7, 10, 17, 8},
                                        {17, 8, 0.05, 10, 0.1, 14}};
            constexpr double p[4][6] = {{0.1312, 0.1696, 0.5569, 0.0124, 0.8283, 0.5886},
                                        {0.2329, 0.4135, 0.8307, 0.3736, 0.1004, 0.9991},
                                        {0.2348, 0.1451, 0.3522, 0.2883, 0.3047, 0.6650},
                                        {0.4047, 0.8828, 0.8732, 0.5743, 0.1091, 0.0381}};
            double sum = 0;
            for (std::size_t i = 0; i < 4; ++i) {
              double square = 0;
              for (std::size_t j = 0; j < 6; ++j)
                square += a[i][j] * (x[j] - p[i][j]) * (x[j] - p[i][j]);
              sum += c[i] * std::exp(-square);
            }
            return sum;
          },
          3.322368011415511};
}

inline Problem rosenbrock5() {
  return {"rosenbrock5", cube(5, -5, 10),
          [](std::span<const double> x) {
            double sum = 0;
            for (std::size_t i = 0; i + 1 < x.size(); ++i) {
              const double a = x[i + 1] - x[i] * x[i], b = 1 - x[i];
              sum += 100 * a * a + b * b;
            }
            return -sum;
          },
          0};
}

inline Problem ackley10() {
  return {"ackley10", cube(10, -32.768, 32.768),
          [](std::span<const double> x) {
            double square = 0, waves = 0;
            for (const double v : x) {
              square += v * v;
              waves += std::cos(2 * std::numbers::pi * v);
            }
            const auto n = static_cast<double>(x.size());
            return -(-20 * std::exp(-0.2 * std::sqrt(square / n)) - std::exp(waves / n) + 20 +
                     std::numbers::e);
          },
          0};
}

inline Problem levy() {
  return {
      "levy5", cube(5, -10, 10),
      [](std::span<const double> x) {
        constexpr double pi = std::numbers::pi;
        const auto w = [&](std::size_t i) { return 1 + (x[i] - 1) / 4; };
        const std::size_t last = x.size() - 1;
        double sum = std::pow(std::sin(pi * w(0)), 2);
        for (std::size_t i = 0; i < last; ++i)
          sum += std::pow(w(i) - 1, 2) * (1 + 10 * std::pow(std::sin(pi * w(i) + 1), 2));
        return -(sum + std::pow(w(last) - 1, 2) * (1 + std::pow(std::sin(2 * pi * w(last)), 2)));
      },
      0};
}

// Two reals, two whole numbers and a category, each category with an optimum of its own; the best is category 2's.
inline Problem mixed() {
  Space space = Space::make({{.name = "a", .low = -5, .high = 5},
                             {.name = "b", .low = -5, .high = 5},
                             {.name = "m", .kind = GeneKind::integer, .low = 1, .high = 60},
                             {.name = "n", .kind = GeneKind::integer, .low = 1, .high = 200},
                             {.name = "kind", .kind = GeneKind::category, .low = 0, .high = 3}})
                    .value();
  return {"mixed", std::move(space),
          [](std::span<const double> x) {
            constexpr double a[4] = {-3, 2, 1, 4}, b[4] = {2, -4, 3, 0}, m[4] = {10, 50, 23, 40},
                             n[4] = {150, 20, 90, 60}, loss[4] = {2, 1, 0, 3};
            const auto k = static_cast<std::size_t>(x[4]);
            const double da = x[0] - a[k], db = x[1] - b[k], dm = (x[2] - m[k]) / 10,
                         dn = (x[3] - n[k]) / 30;
            return -(loss[k] + da * da + 0.5 * db * db + da * db * 0.5 + dm * dm + dn * dn +
                     0.3 * std::abs(dm * dn));
          },
          0};
}

// A number in [-1,1] that looks random, the same for the same seed, point and number of the trial.
inline double noise_of(std::uint64_t seed, std::size_t trial) {
  std::uint64_t z = (seed + 1) * 0x9e3779b97f4a7c15U + trial * 0xbf58476d1ce4e5b9U;
  double sum = 0;
  for (int i = 0; i < 12; ++i) {
    z = (z ^ z >> 30U) * 0xbf58476d1ce4e5b9U;
    z = (z ^ z >> 27U) * 0x94d049bb133111ebU;
    z ^= z >> 31U;
    sum += static_cast<double>(z >> 11U) * 0x1p-53;
  }
  return sum - 6;  // About normal.
}

}  // namespace fwq::optimization::test
