// Bars: a read-only view of columns of OHLCV bars; BarSeries: an owner of such columns.
//
// Prices in CNY, volume in shares, amount in CNY. `time` is the wall-clock end of the bar (time.hpp);
// times rise strictly. A missing number is NaN. Columns start on 64-byte boundaries, except in a
// slice or a view over foreign memory.
#pragma once

#include <cstddef>
#include <limits>
#include <memory>
#include <span>

#include "fwq/data/time.hpp"

namespace fwq::data {

inline constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

// One bar as a row, for code that is not hot.
struct Bar {
  Time time = 0;
  double open = kNone, high = kNone, low = kNone, close = kNone;
  double volume = 0, amount = 0;
  friend bool operator==(const Bar&, const Bar&) = default;
};

// The half-open range of times [from, to).
struct TimeRange {
  Time from = std::numeric_limits<Time>::min();
  Time to = std::numeric_limits<Time>::max();
};

// A view. Cheap to copy; the memory it points into lives as long as any copy does. [any-thread]
class Bars {
 public:
  Bars() = default;
  // Requires: `count` values behind each pointer, kept alive by `owner` (null: by the caller).
  Bars(const Time* time, const double* open, const double* high, const double* low, const double* close,
       const double* volume, const double* amount, std::size_t count, std::shared_ptr<const void> owner) noexcept
      : owner_(std::move(owner)), time_(time), open_(open), high_(high), low_(low), close_(close), volume_(volume),
        amount_(amount), size_(count) {}

  std::size_t size() const noexcept { return size_; }
  bool empty() const noexcept { return size_ == 0; }

  std::span<const Time> time() const noexcept { return {time_, size_}; }
  std::span<const double> open() const noexcept { return {open_, size_}; }
  std::span<const double> high() const noexcept { return {high_, size_}; }
  std::span<const double> low() const noexcept { return {low_, size_}; }
  std::span<const double> close() const noexcept { return {close_, size_}; }
  std::span<const double> volume() const noexcept { return {volume_, size_}; }
  std::span<const double> amount() const noexcept { return {amount_, size_}; }

  // Requires: i < size().
  Bar operator[](std::size_t i) const noexcept {
    return {time_[i], open_[i], high_[i], low_[i], close_[i], volume_[i], amount_[i]};
  }

  // Bars [first, first + count), clamped to what there is.
  Bars slice(std::size_t first, std::size_t count) const noexcept;
  // Bars with range.from <= time < range.to.
  Bars slice(TimeRange range) const noexcept;
  // The last `count` bars, or all.
  Bars last(std::size_t count) const noexcept { return count >= size_ ? *this : slice(size_ - count, count); }

 private:
  std::shared_ptr<const void> owner_;
  const Time* time_ = nullptr;
  const double *open_ = nullptr, *high_ = nullptr, *low_ = nullptr, *close_ = nullptr;
  const double *volume_ = nullptr, *amount_ = nullptr;
  std::size_t size_ = 0;
};

// Owns columns of a given capacity in one 64-byte-aligned block. Move-only.
class BarSeries {
 public:
  BarSeries() = default;
  explicit BarSeries(std::size_t capacity);
  static BarSeries copy_of(const Bars& bars);

  std::size_t size() const noexcept { return size_; }
  std::size_t capacity() const noexcept { return capacity_; }
  bool empty() const noexcept { return size_ == 0; }
  void reserve(std::size_t capacity);
  void clear() noexcept { size_ = 0; }
  // Requires for meaning, not for memory: a time above the last one.
  void push_back(const Bar& bar);
  void append(const Bars& bars);
  // Makes the size `count`, up to the capacity reserved; new rows hold what memory held. For bulk fills.
  void resize_uninitialised(std::size_t count);

  std::span<Time> time() noexcept { return {reinterpret_cast<Time*>(column(0)), size_}; }
  std::span<double> open() noexcept { return {column(1), size_}; }
  std::span<double> high() noexcept { return {column(2), size_}; }
  std::span<double> low() noexcept { return {column(3), size_}; }
  std::span<double> close() noexcept { return {column(4), size_}; }
  std::span<double> volume() noexcept { return {column(5), size_}; }
  std::span<double> amount() noexcept { return {column(6), size_}; }

  // A view that shares ownership of the columns: it stays valid (and sees later writes) after this
  // object has grown or gone.
  Bars view() const noexcept;
  Bar operator[](std::size_t i) const noexcept { return view()[i]; }

 private:
  double* column(std::size_t i) const noexcept { return block_.get() + i * capacity_; }
  std::shared_ptr<double[]> block_;
  std::size_t size_ = 0;
  std::size_t capacity_ = 0;  // A multiple of 8, so that each column starts on a 64-byte boundary.
};

}  // namespace fwq::data
