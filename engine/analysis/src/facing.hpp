// Facing: a series seen upright or upside down, so that one text serves a shape and its mirror image.
//
// Upside down, each price is its negative, and highs and lows change places: a fall is seen as a rise.
#pragma once

#include <cstdint>

#include "fwq/analysis/pattern.hpp"
#include "pattern_context.hpp"

namespace fwq::analysis {

// The prices of a stretch upside down, made once for all searches: a sign to multiply by at every look costs more.
class MirroredPrices {
 public:
  explicit MirroredPrices(const PatternContext& context);
  const double* open() const noexcept { return open_.data(); }
  const double* high() const noexcept { return high_.data(); }  // The lows' negatives.
  const double* low() const noexcept { return low_.data(); }
  const double* close() const noexcept { return close_.data(); }
  void renew();

 private:
  const PatternContext& context_;
  std::vector<double> open_, high_, low_, close_;
};

class Facing {
 public:
  // Upright for a bullish reading, upside down for a bearish one.
  Facing(const PatternContext& context, Bias bias)
      : sign_(1),
        open_(context.bars().open().data()),
        high_(context.bars().high().data()),
        low_(context.bars().low().data()),
        close_(context.bars().close().data()) {
    if (bias != Bias::bearish) return;
    const auto& mirrored = context.part<MirroredPrices>();
    sign_ = -1;
    open_ = mirrored.open();
    high_ = mirrored.high();
    low_ = mirrored.low();
    close_ = mirrored.close();
  }

  double open(std::uint32_t i) const noexcept { return open_[i]; }
  double high(std::uint32_t i) const noexcept { return high_[i]; }
  double low(std::uint32_t i) const noexcept { return low_[i]; }
  double close(std::uint32_t i) const noexcept { return close_[i]; }
  const double* closes() const noexcept { return close_; }
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
