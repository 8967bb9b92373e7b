// Is a bar's volume in shares? What its amount says of it.
#pragma once

#include <cstdint>

namespace fwq::data {

enum class VolumeFit : std::uint8_t {
  shares,  // amount / (volume * close) is between 0.5 and 2; or there is neither volume nor amount.
  lots,    // … near the lot size: multiply.
  times_lot,  // … near one by it: divide.
  mismatch
};

// A close is within a factor of two of the bar's average price, whatever the day was.
inline constexpr double kVolumeRatioSlack = 2.0;

inline VolumeFit fit_of_volume(double volume, double close, double amount, double lot) noexcept {
  const double value = volume * close;
  const auto near = [&](double target) {
    return amount * kVolumeRatioSlack >= target * value &&
           amount <= target * value * kVolumeRatioSlack;
  };
  if (near(1.0)) return VolumeFit::shares;
  // Without volume every target is zero: an amount beside it fits none of them.
  if (!(value > 0)) return VolumeFit::mismatch;
  if (near(lot)) return VolumeFit::lots;
  return near(1.0 / lot) ? VolumeFit::times_lot : VolumeFit::mismatch;
}

}  // namespace fwq::data
