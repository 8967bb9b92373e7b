// Wilder's directional index over blocks: what DX, ADX and ADXR share.
#pragma once

#include "stages.hpp"

namespace fwq::analysis {

// dx = 100 * |plus - minus| / (plus + minus) of smoothed directional movement: the true range cancels, but where there
// is none, or no movement, there is no dx.
class DirectionalIndex {
 public:
  explicit DirectionalIndex(std::size_t n) : movement_(n), n_(static_cast<double>(n)), skip_(n) {}
  // NaN before bar n, and at bars without range or movement.
  double push(const RangeInput& bar) noexcept;
  bool begun() const noexcept { return begun_; }  // The last bar was n or later.
  // Returns how many bars of the block are before bar n.
  std::size_t run(const Block& block, double* out);

 private:
  double of(double plus, double minus, double range) const noexcept {
    const double total = plus + minus, apart = plus > minus ? plus - minus : minus - plus;
    const double value = 100.0 * (apart / total);
    return (n_ * range < kNothing) | (100.0 * total < kNothing * range) ? kNoValue : value;
  }
  DirectionalMovement movement_;
  double n_;
  std::size_t skip_;
  bool begun_ = false;
};

// The average of the index: bars without one are passed over.
class AverageDirectionalIndex {
 public:
  explicit AverageDirectionalIndex(std::size_t n)
      : n_(n), index_(n), average_(Smoother::wilder(n)) {}
  double push(const RangeInput& bar) noexcept;
  void run(const Block& block, double* out);

 private:
  double average(double dx) noexcept;
  std::size_t n_, seen_ = 0;
  DirectionalIndex index_;
  Smoother average_;
  double last_ = kNoValue;
};

}  // namespace fwq::analysis
