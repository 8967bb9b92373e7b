// Least and greatest value of any stretch of a column, in a time that hardly depends on its length: what a pixel column
// that stands for many bars shows.
#pragma once

#include <cstddef>
#include <limits>
#include <span>
#include <vector>

namespace fwq::chart {

struct ValueRange {
  double low = std::numeric_limits<double>::infinity();
  double high = -std::numeric_limits<double>::infinity();
  bool empty() const { return !(low <= high); }
  void add(double value) {  // NaN is left out.
    low = value < low ? value : low;
    high = value > high ? value : high;
  }
  void add(const ValueRange& other) {
    low = other.low < low ? other.low : low;
    high = other.high > high ? other.high : high;
  }
};

// Levels of 8, 64, 512 … values. Cost: built in one pass; a question looks at 14 values a level at most, and at none of
// the levels below the one that its ends are multiples of.
class RangePyramid {
 public:
  static constexpr std::size_t kFactor = 8;  // From level to level.

  RangePyramid() = default;
  // Least of `low`, greatest of `high`; both of one length, and alive as long as this is. NaN is left out.
  RangePyramid(std::span<const double> low, std::span<const double> high);
  explicit RangePyramid(std::span<const double> values) : RangePyramid(values, values) {}

  // Over [first, end), clamped to what there is; empty where there is no number.
  ValueRange range(std::size_t first, std::size_t end) const;
  std::size_t size() const { return low_.size(); }

 private:
  std::span<const double> low_, high_;
  std::vector<std::vector<ValueRange>> levels_;
};

}  // namespace fwq::chart
