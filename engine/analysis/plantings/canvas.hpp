// The paper that patterns are drawn on: bars from left to right, from a background of random size, noise and drift.
//
// A file `<stem>_planting.cpp` in this folder defines `std::vector<Planting> <stem>_plantings()` for a pattern or a
// family of them; the build collects all such files (engine/analysis/CMakeLists.txt). Each planting draws its pattern
// into such a background, and lists near-misses: the same drawing with one condition broken by at least a fifth of its
// bound (or of the way from the bound to the ideal), everything else kept.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "draws.hpp"
#include "fwq/analysis/planted.hpp"
#include "fwq/data/bars.hpp"

namespace fwq::analysis::planted {

// A series that grows from left to right, bar by bar, on a grid fine enough that rounding decides nothing.
class Canvas {
 public:
  explicit Canvas(std::uint64_t seed);

  double between(double low, double high) { return low + (high - low) * random_.unit(); }
  bool coin() { return random_.unit() < 0.5; }
  double normal() { return random_.normal(); }

  std::uint32_t size() const noexcept { return static_cast<std::uint32_t>(series_.size()); }
  data::Bars bars() const { return series_.view(); }
  double close() const noexcept { return close_; }  // The last close.
  // Means of the last ten bars, computed afresh from the bars: the yardsticks of a drawing.
  double unit() const;       // Of the true range.
  double mean_body() const;  // Of |close - open|.
  double mean_volume() const;

  // One bar; high and low are widened to hold open and close. Without a volume, a usual one.
  void add(double open, double high, double low, double close);
  void add(double open, double high, double low, double close, double volume);

  // `count` bars of random walk with the background's drift.
  void noise(std::uint32_t count);
  // `count` quiet bars that each move the close by about `per_bar` units (negative: down): the trend before a shape.
  void lead(double per_bar, std::uint32_t count = 12);
  // As `lead`, but to and fro, the last move along `per_bar`: the same bars without a trend.
  void sideways(double per_bar, std::uint32_t count = 12);
  // `count` bars from the last close to `target`, straight but for `noise` (in units) in each close.
  void leg(double target, std::uint32_t count, double noise = 0.2);

 private:
  double on_grid(double price) const;

  Draws random_;
  data::BarSeries series_;
  double close_, step_, drift_, tick_;
};

}  // namespace fwq::analysis::planted
