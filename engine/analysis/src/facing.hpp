// Facing: a series seen upright or upside down, so that one text serves a shape and its mirror image.
//
// Upside down, each price is its negative, and highs and lows change places: a fall is seen as a rise.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>

#include "fwq/analysis/pattern.hpp"
#include "pattern_context.hpp"

namespace fwq::analysis {

// Highs, lows and closes of a stretch upside down, made once for all searches: a sign to multiply by at every look costs more.
class MirroredPrices {
 public:
  explicit MirroredPrices(const PatternContext& context);
  const double* high() const noexcept { return high_.data(); }  // The lows' negatives.
  const double* low() const noexcept { return low_.data(); }
  const double* close() const noexcept { return close_.data(); }
  void renew();

 private:
  const PatternContext& context_;
  std::vector<double> high_, low_, close_;
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
    high_ = mirrored.high();
    low_ = mirrored.low();
    close_ = mirrored.close();
  }

  double open(std::uint32_t i) const noexcept { return sign_ * open_[i]; }  // Seldom asked for.
  double high(std::uint32_t i) const noexcept { return high_[i]; }
  double low(std::uint32_t i) const noexcept { return low_[i]; }
  double close(std::uint32_t i) const noexcept { return close_[i]; }
  const double* closes() const noexcept { return close_; }
  double sign() const noexcept { return sign_; }  // A price as seen is sign() times the price.
  // A price as seen, back to the price that it is (and the other way round).
  double price(double seen) const noexcept { return sign_ * seen; }

  // Of the bars [from, to), of which there is at least one.
  double highest(std::uint32_t from, std::uint32_t to) const noexcept {
    return extreme_of<Highest>(high_, from, to);
  }
  double lowest(std::uint32_t from, std::uint32_t to) const noexcept {
    return extreme_of<Lowest>(low_, from, to);
  }
  double highest_close(std::uint32_t from, std::uint32_t to) const noexcept {
    return extreme_of<Highest>(close_, from, to);
  }
  double lowest_close(std::uint32_t from, std::uint32_t to) const noexcept {
    return extreme_of<Lowest>(close_, from, to);
  }

 private:
  struct Highest {
    static double of(double a, double b) noexcept { return std::max(a, b); }
  };
  struct Lowest {
    static double of(double a, double b) noexcept { return std::min(a, b); }
  };
  // Four side by side: one alone waits for itself at every bar.
  template <class Extreme>
  static double extreme_of(const double* x, std::uint32_t from, std::uint32_t to) noexcept {
    std::array<double, 4> lanes{};
    lanes.fill(x[from]);
    std::uint32_t i = from + 1;
    for (; i + 3 < to; i += 4) {
      for (std::uint32_t k = 0; k < 4; ++k) lanes[k] = Extreme::of(lanes[k], x[i + k]);
    }
    for (; i < to; ++i) lanes[0] = Extreme::of(lanes[0], x[i]);
    return Extreme::of(Extreme::of(lanes[0], lanes[1]), Extreme::of(lanes[2], lanes[3]));
  }

  double sign_;
  const double *open_, *high_, *low_, *close_;
};

}  // namespace fwq::analysis
