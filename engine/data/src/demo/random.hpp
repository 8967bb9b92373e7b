// Random numbers of the demo market: xoshiro256**, seeded by SplitMix64, and normals that are the same on every machine.
//
// Source: Blackman and Vigna, "Scrambled linear pseudorandom number generators" (2021); Steele, Lea and Flood,
//         "Fast splittable pseudorandom number generators" (2014). A normal is a sum of eight uniforms of 16 bits
//         (Irwin-Hall): whole numbers until the last step, so no library's log or cos decides a price. Its tails
//         end at 4.9 deviations and its kurtosis is 2.85; fat tails are mixed in by heavy().
#pragma once

#include <array>
#include <bit>
#include <cstdint>

namespace fwq::data::demo {

class Random {
 public:
  // Streams with different `stream` are independent for all that matters here.
  Random(std::uint64_t seed, std::uint64_t stream) noexcept {
    std::uint64_t x = seed * 0x9E3779B97F4A7C15ULL + stream * 0xD1B54A32D192ED03ULL;
    for (auto& word : state_) {
      x += 0x9E3779B97F4A7C15ULL;
      std::uint64_t z = x;
      z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9ULL;
      z = (z ^ (z >> 27U)) * 0x94D049BB133111EBULL;
      word = z ^ (z >> 31U);
    }
  }

  std::uint64_t bits() noexcept {
    const std::uint64_t result = std::rotl(state_[1] * 5, 7) * 9;
    const std::uint64_t t = state_[1] << 17U;
    state_[2] ^= state_[0];
    state_[3] ^= state_[1];
    state_[1] ^= state_[2];
    state_[0] ^= state_[3];
    state_[2] ^= t;
    state_[3] = std::rotl(state_[3], 45);
    return result;
  }
  // In [0, 1), a multiple of 2^-53.
  double uniform() noexcept { return static_cast<double>(bits() >> 11U) * 0x1p-53; }
  double between(double low, double high) noexcept { return low + (high - low) * uniform(); }
  bool chance(double probability) noexcept { return uniform() < probability; }
  // In [0, count). Requires: 0 < count < 2^32 (the bias is below 2^-32).
  std::uint64_t below(std::uint64_t count) noexcept { return ((bits() >> 32U) * count) >> 32U; }

  // Mean 0, variance 1.
  double normal() noexcept {
    std::uint64_t sum = 0;
    for (const std::uint64_t word : {bits(), bits()}) {
      sum += (word & 0xFFFFU) + (word >> 16U & 0xFFFFU) + (word >> 32U & 0xFFFFU) + (word >> 48U);
    }
    constexpr double kMean = 8 * 32767.5;
    constexpr double kDeviation = 53509.91992145008;  // sqrt(8 (2^32 - 1) / 12)
    return (static_cast<double>(sum) - kMean) / kDeviation;
  }
  // Mean 0, variance 1, kurtosis near 8: one in seventeen is three times as wide as the others.
  double heavy() noexcept {
    const double width = chance(0.06) ? 2.5 : 0.8154;  // 0.06 * 2.5^2 + 0.94 * 0.8154^2 = 1
    return normal() * width;
  }

 private:
  std::array<std::uint64_t, 4> state_{};
};

}  // namespace fwq::data::demo
