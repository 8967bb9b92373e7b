// Least and greatest of any stretch.
#include "pyramid.hpp"

#include <algorithm>

namespace fwq::chart {

RangePyramid::RangePyramid(std::span<const double> low, std::span<const double> high)
    : low_(low), high_(high) {
  // Whole blocks only; the rest is read one by one.
  for (std::size_t count = low.size() / kFactor; count >= 1; count /= kFactor) {
    std::vector<ValueRange> level(count);
    for (std::size_t b = 0; b < count; ++b) {
      ValueRange range;
      for (std::size_t i = b * kFactor; i < (b + 1) * kFactor; ++i)
        range.add(levels_.empty() ? ValueRange{low[i], high[i]} : levels_.back()[i]);
      level[b] = range;
    }
    levels_.push_back(std::move(level));
  }
}

ValueRange RangePyramid::range(std::size_t first, std::size_t end) const {
  ValueRange all;
  end = std::min(end, low_.size());
  if (first >= end) return all;
  // Up through the levels: the ends that are no whole block are read, the middle is left to the next level.
  const auto at_bars = [this](std::size_t i) { return ValueRange{low_[i], high_[i]}; };
  const auto climb = [&](bool top, const auto& at) {
    while (first < end && (top || first % kFactor != 0)) all.add(at(first++));
    while (first < end && end % kFactor != 0) all.add(at(--end));
    first /= kFactor;
    end /= kFactor;
  };
  climb(levels_.empty(), at_bars);
  std::size_t level = 0;
  while (first < end) {
    const ValueRange* values = levels_[level++].data();
    climb(level == levels_.size(), [values](std::size_t i) { return values[i]; });
  }
  return all;
}

}  // namespace fwq::chart
