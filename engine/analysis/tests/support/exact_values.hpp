// Spreads and lines of windows by their definitions, in two passes of long double: what is right where TA-Lib, which
// subtracts large sums, is further off than two builds of it differ (noise_floor.csv).
#pragma once

#include <cmath>
#include <numbers>
#include <optional>
#include <string_view>
#include <vector>

#include "fwq/data/bars.hpp"

namespace fwq::analysis::test {

using Exact = std::vector<long double>;

inline Exact window_of(std::span<const double> column, std::size_t newest, std::size_t n) {
  return {column.begin() + static_cast<std::ptrdiff_t>(newest + 1 - n),
          column.begin() + static_cast<std::ptrdiff_t>(newest + 1)};
}

// Returns are double, as TA-Lib defines them: prices that hardly move leave them few digits.
inline Exact returns_of(std::span<const double> column, std::size_t newest, std::size_t n) {
  Exact returns;
  for (std::size_t i = newest + 1 - n; i <= newest; ++i)
    returns.push_back(column[i] / column[i - 1] - 1.0);
  return returns;
}

// Sum of (x - mean x) * (y - mean y).
inline long double joint(const Exact& x, const Exact& y) {
  long double mx = 0, my = 0, sum = 0;
  const auto n = static_cast<long double>(x.size());
  for (std::size_t i = 0; i < x.size(); ++i) mx += x[i], my += y[i];
  for (std::size_t i = 0; i < x.size(); ++i) sum += (x[i] - mx / n) * (y[i] - my / n);
  return sum;
}

inline long double slope_of(const Exact& y) {
  Exact x;
  for (std::size_t i = 0; i < y.size(); ++i) x.push_back(static_cast<long double>(i));
  return joint(x, y) / joint(x, x);
}

// The value of a function at a bar, or nothing for functions that TA-Lib works out well enough.
inline std::optional<double> exact_value(std::string_view name, const std::vector<double>& params,
                                         const data::Bars& bars, std::size_t bar) {
  const auto value = [](long double v) { return static_cast<double>(v); };
  const auto n = params.empty() ? std::size_t{1} : static_cast<std::size_t>(params[0]);
  if (name == "VAR" || name == "STDDEV") {
    const Exact x = window_of(bars.close(), bar, n);
    const long double variance = joint(x, x) / static_cast<long double>(n);
    return value(name == "VAR" ? variance : std::sqrt(variance) * params[1]);
  }
  if (name == "CORREL") {
    const Exact x = window_of(bars.high(), bar, n), y = window_of(bars.low(), bar, n);
    return value(joint(x, y) / std::sqrt(joint(x, x) * joint(y, y)));
  }
  if (name == "BETA") {
    const Exact x = returns_of(bars.high(), bar, n), y = returns_of(bars.low(), bar, n);
    return value(joint(x, y) / joint(x, x));
  }
  if (name == "LINEARREG_ANGLE") {
    const long double slope = slope_of(window_of(bars.close(), bar, n));
    return value(std::atan(slope) * 180 / std::numbers::pi_v<long double>);
  }
  return std::nullopt;
}

}  // namespace fwq::analysis::test
