// BarColumns: what candle patterns measure of a bar, for every bar of a stretch at once, and bitmaps of the bars that
// keep a bound.
//
// Input:    bars that have their four prices.
// Output:   columns of float, one value a bar; means of the ten bars before (double); bitmaps, bit i of word i / 64.
// Edges:    a ratio of a bar of zero range is NaN and keeps no bound. Where the ten bars before have no body or no
//           range, `body_size` and `fall` are 0. Values that ask for bars before the first are NaN.
// Cost:     O(1) a bar for a column and for a bitmap; each is made once, when first asked for.
//
// Floats are good enough to pass over the bars that cannot be a shape; what may be one is then measured in double. The
// bitmaps let a bar pass whose value is beyond its bound by no more than rounding.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "fwq/data/bars.hpp"

namespace fwq::analysis {

// Bars that "average" means where a candle is called large, small or far: the ten that TA-Lib's candle settings take.
inline constexpr std::uint32_t kAverageBars = 10;

enum class Column : std::uint8_t {
  none,
  colour,      // 1 up, -1 down, 0 where the close is the open.
  body_ratio,  // Body, upper and lower shadow as shares of the range.
  upper_ratio,
  lower_ratio,
  range_size,  // Range over the mean true range of the ten bars before.
  body_size,   // Body over the mean body of the ten bars before.
  growth,      // Body over the body of the bar before.
  fall,        // Fall of the close over `span` bars before, in mean true ranges; negative: a rise.
};

class BarColumns {
 public:
  // Forgets what it knows; keeps its memory.
  void reset(const data::Bars& bars);

  // Means over the ten bars before each bar; entries under 10 are NaN.
  const double* mean_bodies() const { return with_means().mean_bodies_.data(); }
  // |close - open| of each bar.
  const double* bodies() const { return with_means().bodies_.data(); }
  const double* ranges() const { return with_means().ranges_.data(); }  // True ranges.
  const double* mean_ranges() const { return with_means().mean_ranges_.data(); }

  // `span` is of `fall` only, and at least 1.
  std::span<const float> column(Column column, std::uint32_t span = 0) const;

  // Bars whose value is at most (at least) the bound, or beyond it by rounding. Two words more than the bars need, zero.
  const std::uint64_t* at_most(Column column, double bound, std::uint32_t span = 0) const {
    return mask(column, true, bound, span);
  }
  const std::uint64_t* at_least(Column column, double bound, std::uint32_t span = 0) const {
    return mask(column, false, bound, span);
  }
  std::size_t words() const noexcept { return words_; }

  // From now on every bitmap lets every bar pass: for tests that the bitmaps lose nothing.
  void pass_all() noexcept { pass_all_ = true; }

 private:
  static constexpr std::size_t kShapes = 7;  // Columns that are made together: all but `fall`.
  struct Fall {
    std::uint32_t span = 0;
    std::vector<float> values;
  };
  const BarColumns& with_means() const {
    if (!has_means_) make_means();
    return *this;
  }
  const BarColumns& with_shapes() const {
    if (!has_shapes_) make_shapes();
    return *this;
  }
  void make_means() const;
  void make_shapes() const;
  const Fall& fall(std::uint32_t span) const;
  const std::uint64_t* mask(Column column, bool most, double bound, std::uint32_t span) const;

  data::Bars bars_;
  std::size_t words_ = 0;
  bool pass_all_ = false;
  // Made when first asked for. Vectors only grow, so that the next stretch finds its memory.
  mutable bool has_means_ = false, has_shapes_ = false;
  mutable std::vector<double> bodies_, ranges_, mean_bodies_, mean_ranges_;
  mutable std::vector<float> shapes_[kShapes];
  mutable std::vector<Fall> falls_;
  mutable std::size_t fall_count_ = 0;
  mutable std::vector<std::uint64_t> mask_keys_;
  mutable std::vector<std::vector<std::uint64_t>> masks_;
};

// Bit i of out[i / 64] is set where x[i] <= bound (`most`) or x[i] >= bound. Requires: 64 * words values.
void compare(const float* x, std::size_t words, float bound, bool most, std::uint64_t* out);
// All ways of doing it that this machine has, the fastest first, and bar by bar: the meaning that they are tested against.
using Compare = void (*)(const float* x, std::size_t words, float bound, std::uint64_t* out);
std::vector<Compare> compares(bool most);
template <bool most>
void compare_plainly(const float* x, std::size_t words, float bound, std::uint64_t* out);

}  // namespace fwq::analysis
