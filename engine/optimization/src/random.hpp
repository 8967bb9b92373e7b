// Random numbers that are the same on every machine and compiler.
#pragma once

#include <cmath>
#include <cstdint>
#include <numbers>

namespace fwq::optimization {

// SplitMix64 (Steele, Lea, Flood 2014): small, fast, and every seed is a good one.
class Random {
 public:
  explicit Random(std::uint64_t seed) noexcept : state_(seed) {}
  std::uint64_t bits() noexcept {
    std::uint64_t z = state_ += 0x9e3779b97f4a7c15U;
    z = (z ^ z >> 30U) * 0xbf58476d1ce4e5b9U;
    z = (z ^ z >> 27U) * 0x94d049bb133111ebU;
    return z ^ z >> 31U;
  }
  double unit() noexcept { return static_cast<double>(bits() >> 11U) * 0x1p-53; }  // In [0,1).
  std::size_t below(std::size_t count) noexcept {
    return static_cast<std::size_t>(unit() * static_cast<double>(count));
  }
  double normal() noexcept {  // Box and Muller's.
    const double u = 1 - unit();
    return std::sqrt(-2 * std::log(u)) * std::cos(2 * std::numbers::pi * unit());
  }

 private:
  std::uint64_t state_;
};

}  // namespace fwq::optimization
