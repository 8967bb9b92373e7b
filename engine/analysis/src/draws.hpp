// Draws at random that are the same on every machine: what drawn and random bars are made of.
#pragma once

#include <cstdint>

namespace fwq::analysis {

// A small generator of our own: the same numbers on every machine.
class Draws {
 public:
  explicit Draws(std::uint64_t seed) : state_(seed * 2862933555777941757ULL + 3037000493ULL) {}
  double unit() {  // In [0,1).
    state_ ^= state_ << 13U;
    state_ ^= state_ >> 7U;
    state_ ^= state_ << 17U;
    return static_cast<double>(state_ >> 11U) * 0x1p-53;
  }
  double normal() {  // Roughly.
    double sum = -6;
    for (int i = 0; i < 12; ++i) sum += unit();
    return sum;
  }

 private:
  std::uint64_t state_;
};

}  // namespace fwq::analysis
