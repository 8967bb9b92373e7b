// Which of a bar's numbers is wrong when its price, volume and amount do not belong together?
//
//   ratio = amount / (volume * close)      1 when price and volume are in CNY and shares
//
// The ratio tells that something is wrong, not what: a volume in lots, a close a hundredth of the true one and an amount
// a hundredfold all give 100. So the bars around are asked. Against them, of a run of bars with the same wrong ratio
//   the price moved by that factor    → the price is wrong;
//   the amount moved by that factor   → the amount is wrong;
//   neither did                       → the volume is.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace fwq::data {

enum class UnitFault : std::uint8_t {
  none,              // Fine, or there is nothing to tell by.
  volume_in_lots,    // The volume times the lot fits.
  volume_times_lot,  // The volume divided by the lot fits.
  price,             // The price is off; volume and amount speak of the neighbours' price.
  mismatch           // Something else, or which number it is cannot be told.
};

// A close is within a factor of two of the bar's average price, whatever the day was.
inline constexpr double kVolumeRatioSlack = 2.0;

// Of each bar, in order of time. One bar's unit is never judged by itself: without fitting bars around, a file counts
// as being in lots (or a lot too large) from three bars on. Bars without volume or amount, or without a number, say
// nothing. Requires: equal sizes, lot > 1. Cost: O(bars).
std::vector<UnitFault> unit_faults(std::span<const double> close, std::span<const double> volume,
                                   std::span<const double> amount, double lot);

}  // namespace fwq::data
