// PatternContext: the bars of one stretch, and what all searches on them share, each part made when first asked for.
#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "fwq/data/bars.hpp"
#include "swings.hpp"

namespace fwq::analysis {

// Requires: every bar has its four prices. One thread at a time; the searches of a stretch share one.
class PatternContext {
 public:
  explicit PatternContext(data::Bars bars) : bars_(std::move(bars)) {}
  PatternContext(const PatternContext&) = delete;
  PatternContext& operator=(const PatternContext&) = delete;

  const data::Bars& bars() const noexcept { return bars_; }
  std::uint32_t size() const noexcept { return static_cast<std::uint32_t>(bars_.size()); }

  // Mean of |close - open|, and of the true range, over the `count` bars before bar i. Requires: 1 <= count <= i.
  double mean_body(std::uint32_t i, std::uint32_t count) const;
  double mean_range(std::uint32_t i, std::uint32_t count) const;

  // How far the close fell over the `count` bars before bar i, in average true ranges of the ten bars before i;
  // negative for a rise, 0 where nothing moves. Requires: i > count, i >= 10.
  double fall_before(std::uint32_t i, std::uint32_t count) const;

  // Turning points of `size` average true ranges (swings.hpp).
  const std::vector<Swing>& swings(double size) const;

 private:
  data::Bars bars_;
  // Sums up to, not including, bar i: a mean over any window is one subtraction.
  mutable std::vector<double> body_sums_, range_sums_;
  mutable std::map<double, std::vector<Swing>> swings_;
};

// Bars that "average" means where a candle is called large, small or far: the ten that TA-Lib's candle settings take.
inline constexpr std::uint32_t kAverageBars = 10;

}  // namespace fwq::analysis
