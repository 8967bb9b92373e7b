// Views and owners of bar columns.
#include "fwq/data/bars.hpp"

#include <algorithm>
#include <cassert>
#include <cstring>

#include "fwq/core/column.hpp"

namespace fwq::data {
namespace {

constexpr std::size_t kColumns = 7;

std::shared_ptr<double[]> allocate(std::size_t doubles) {
  const std::size_t bytes = doubles * sizeof(double);
  auto* block = static_cast<double*>(core::allocate_column(bytes));
  return {block, [bytes](double* p) { core::free_column(p, bytes); }};
}

}  // namespace

Bars Bars::slice(std::size_t first, std::size_t count) const noexcept {
  first = std::min(first, size_);
  count = std::min(count, size_ - first);
  if (count == 0) return {};
  Bars part = *this;
  part.time_ += first;
  part.open_ += first;
  part.high_ += first;
  part.low_ += first;
  part.close_ += first;
  part.volume_ += first;
  part.amount_ += first;
  part.size_ = count;
  return part;
}

Bars Bars::slice(TimeRange range) const noexcept {
  const auto first = std::lower_bound(time_, time_ + size_, range.from) - time_;
  const auto last = std::lower_bound(time_, time_ + size_, range.to) - time_;
  return last <= first ? Bars() : slice(static_cast<std::size_t>(first), static_cast<std::size_t>(last - first));
}

BarSeries::BarSeries(std::size_t capacity) { reserve(capacity); }

BarSeries BarSeries::copy_of(const Bars& bars) {
  BarSeries series(bars.size());
  series.append(bars);
  return series;
}

void BarSeries::reserve(std::size_t capacity) {
  capacity = (capacity + 7) / 8 * 8;
  if (capacity <= capacity_) return;
  auto block = allocate(capacity * kColumns);
  for (std::size_t i = 0; i < kColumns && size_ > 0; ++i) {
    std::memcpy(block.get() + i * capacity, column(i), size_ * sizeof(double));
  }
  block_ = std::move(block);
  capacity_ = capacity;
}

void BarSeries::push_back(const Bar& bar) {
  if (size_ == capacity_) reserve(std::max<std::size_t>(64, capacity_ * 2));
  const std::size_t i = size_++;
  time()[i] = bar.time;
  column(1)[i] = bar.open;
  column(2)[i] = bar.high;
  column(3)[i] = bar.low;
  column(4)[i] = bar.close;
  column(5)[i] = bar.volume;
  column(6)[i] = bar.amount;
}

void BarSeries::append(const Bars& bars) {
  if (bars.empty()) return;
  if (size_ + bars.size() > capacity_) reserve(std::max(size_ + bars.size(), capacity_ * 2));
  const std::size_t at = size_;
  size_ += bars.size();
  std::memcpy(time().data() + at, bars.time().data(), bars.size() * sizeof(Time));
  const double* from[] = {bars.open().data(),  bars.high().data(),   bars.low().data(),
                          bars.close().data(), bars.volume().data(), bars.amount().data()};
  for (std::size_t i = 0; i < std::size(from); ++i) {
    std::memcpy(column(i + 1) + at, from[i], bars.size() * sizeof(double));
  }
}

void BarSeries::resize_uninitialised(std::size_t count) {
  reserve(count);
  size_ = count;
}

Bars BarSeries::view() const noexcept {
  if (size_ == 0) return {};
  return {reinterpret_cast<const Time*>(column(0)), column(1), column(2), column(3), column(4), column(5), column(6),
          size_, block_};
}

}  // namespace fwq::data
