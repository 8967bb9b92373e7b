// Least and greatest of any stretch.
#include "pyramid.hpp"

#include <algorithm>

namespace fwq::chart {
namespace {

constexpr std::size_t kFactor = 16;

}  // namespace

RangePyramid::RangePyramid(std::span<const double> low, std::span<const double> high)
    : low_(low), high_(high) {
  std::size_t count = low.size() / kFactor;  // Whole blocks only; the rest is read one by one.
  while (count >= 1) {
    std::vector<ValueRange> level(count);
    for (std::size_t b = 0; b < count; ++b) {
      for (std::size_t i = b * kFactor; i < (b + 1) * kFactor; ++i) {
        if (levels_.empty()) {
          if (low[i] < level[b].low) level[b].low = low[i];
          if (high[i] > level[b].high) level[b].high = high[i];
        } else {
          level[b].add(levels_.back()[i]);
        }
      }
    }
    levels_.push_back(std::move(level));
    count /= kFactor;
  }
}

ValueRange RangePyramid::range(std::size_t first, std::size_t end) const {
  ValueRange all;
  end = std::min(end, low_.size());
  const auto add_one = [&](std::size_t i) {
    if (low_[i] < all.low) all.low = low_[i];
    if (high_[i] > all.high) all.high = high_[i];
  };
  // Up through the levels: the ends that are no whole block are read, the middle is left to the next level.
  for (std::size_t level = 0; first < end; ++level) {
    const auto add = [&](std::size_t i) {
      if (level == 0) {
        add_one(i);
      } else {
        all.add(levels_[level - 1][i]);
      }
    };
    const bool top = level == levels_.size();
    while (first < end && (top || first % kFactor != 0)) add(first++);
    while (first < end && end % kFactor != 0) add(--end);
    first /= kFactor;
    end /= kFactor;
  }
  return all;
}

}  // namespace fwq::chart
