// Facing: a series seen upright or upside down, so that one text serves a shape and its mirror image.
//
// Upside down, each price is its negative, and highs and lows change places: a fall is seen as a rise.
#pragma once

#include <cstdint>

#include "fwq/analysis/pattern.hpp"

namespace fwq::analysis {

class Facing {
 public:
  // Upright for a bullish reading, upside down for a bearish one.
  Facing(const data::Bars& bars, Bias bias) noexcept
      : sign_(bias == Bias::bearish ? -1.0 : 1.0),
        open_(bars.open().data()),
        high_(bias == Bias::bearish ? bars.low().data() : bars.high().data()),
        low_(bias == Bias::bearish ? bars.high().data() : bars.low().data()),
        close_(bars.close().data()) {}

  double open(std::uint32_t i) const noexcept { return sign_ * open_[i]; }
  double high(std::uint32_t i) const noexcept { return sign_ * high_[i]; }
  double low(std::uint32_t i) const noexcept { return sign_ * low_[i]; }
  double close(std::uint32_t i) const noexcept { return sign_ * close_[i]; }
  double sign() const noexcept { return sign_; }  // A price as seen is sign() times the price.
  // A price as seen, back to the price that it is (and the other way round).
  double price(double seen) const noexcept { return sign_ * seen; }

  double highest(std::uint32_t from, std::uint32_t to) const noexcept {  // Of [from, to).
    double best = high(from);
    for (std::uint32_t i = from + 1; i < to; ++i) best = high(i) > best ? high(i) : best;
    return best;
  }
  double lowest(std::uint32_t from, std::uint32_t to) const noexcept {  // Of [from, to).
    double best = low(from);
    for (std::uint32_t i = from + 1; i < to; ++i) best = low(i) < best ? low(i) : best;
    return best;
  }

 private:
  double sign_;
  const double *open_, *high_, *low_, *close_;
};

}  // namespace fwq::analysis
