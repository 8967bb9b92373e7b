// Columns of bars: alignment, growth, copies, slices, and views that outlive their owner.
#include "fwq/data/bars.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace fwq::data {
namespace {

Bar numbered(std::size_t i) {
  const auto x = static_cast<double>(i);
  return {static_cast<Time>(i) * 10, x + 0.1, x + 0.2, x + 0.3, x + 0.4, x + 0.5, x + 0.6};
}

BarSeries numbered_series(std::size_t count, std::size_t from = 0) {
  BarSeries series;
  for (std::size_t i = 0; i < count; ++i) series.push_back(numbered(from + i));
  return series;
}

void expect_numbered(const Bars& bars, std::size_t count, std::size_t from = 0) {
  ASSERT_EQ(bars.size(), count);
  for (std::size_t i = 0; i < count; ++i) ASSERT_EQ(bars[i], numbered(from + i)) << i;
}

TEST(BarSeries, StartsEveryColumnOnA64ByteBoundary) {
  for (const std::size_t capacity : {1U, 7U, 8U, 9U, 1000U}) {
    BarSeries series(capacity);
    EXPECT_GE(series.capacity(), capacity);
    EXPECT_EQ(series.capacity() % 8, 0U);
    series.push_back(numbered(0));
    const Bars bars = series.view();
    for (const void* column :
         {static_cast<const void*>(bars.time().data()),
          static_cast<const void*>(bars.open().data()),
          static_cast<const void*>(bars.high().data()), static_cast<const void*>(bars.low().data()),
          static_cast<const void*>(bars.close().data()),
          static_cast<const void*>(bars.volume().data()),
          static_cast<const void*>(bars.amount().data())}) {
      EXPECT_EQ(reinterpret_cast<std::uintptr_t>(column) % 64, 0U);
    }
  }
}

TEST(BarSeries, KeepsEveryBarWhileItGrows) {
  BarSeries series = numbered_series(1000);
  expect_numbered(series.view(), 1000);
  series.reserve(5000);
  EXPECT_GE(series.capacity(), 5000U);
  expect_numbered(series.view(), 1000);
  series.reserve(10);  // Never shrinks.
  EXPECT_GE(series.capacity(), 5000U);
  EXPECT_EQ(series[999], numbered(999));
}

TEST(BarSeries, AppendsOtherBarsAndItself) {
  BarSeries series = numbered_series(5);
  series.append(numbered_series(300, 5).view());
  series.append({});
  expect_numbered(series.view(), 305);
  BarSeries doubled = numbered_series(40);
  doubled.append(doubled.view());
  expect_numbered(doubled.view().slice(0, 40), 40);
  expect_numbered(doubled.view().slice(40, 40), 40);
}

TEST(BarSeries, CopiesBarsIntoMemoryOfItsOwn) {
  BarSeries original = numbered_series(10);
  const BarSeries copy = BarSeries::copy_of(original.view().slice(2, 5));
  original.close()[2] = -1;
  expect_numbered(copy.view(), 5, 2);
}

TEST(BarSeries, CanBeFilledInBulkAndCleared) {
  BarSeries series;
  series.resize_uninitialised(9);
  for (std::size_t i = 0; i < 9; ++i) {
    const Bar bar = numbered(i);
    series.time()[i] = bar.time;
    series.open()[i] = bar.open;
    series.high()[i] = bar.high;
    series.low()[i] = bar.low;
    series.close()[i] = bar.close;
    series.volume()[i] = bar.volume;
    series.amount()[i] = bar.amount;
  }
  expect_numbered(series.view(), 9);
  series.clear();
  EXPECT_TRUE(series.empty());
  EXPECT_TRUE(series.view().empty());
  series.push_back(numbered(3));
  expect_numbered(series.view(), 1, 3);
}

TEST(Bars, ViewOutlivesItsOwnerAndItsOwnersGrowth) {
  Bars view;
  {
    BarSeries series = numbered_series(8);
    view = series.view();
    series.close()[0] = 42;
    EXPECT_EQ(view.close()[0], 42) << "a view sees later writes";
    series.close()[0] = numbered(0).close;
    for (std::size_t i = 8; i < 500; ++i) series.push_back(numbered(i));
  }
  expect_numbered(view, 8);
  const Bars part = view.slice(3, 2);
  view = {};
  expect_numbered(part, 2, 3);
}

TEST(Bars, SlicesByPositionWithinWhatThereIs) {
  const BarSeries series = numbered_series(10);
  const Bars bars = series.view();
  expect_numbered(bars.slice(2, 3), 3, 2);
  expect_numbered(bars.slice(8, 100), 2, 8);
  expect_numbered(bars.last(4), 4, 6);
  expect_numbered(bars.last(400), 10);
  EXPECT_TRUE(bars.slice(10, 1).empty());
  EXPECT_TRUE(bars.slice(0, 0).empty());
  EXPECT_TRUE(bars.slice(99, std::numeric_limits<std::size_t>::max()).empty());
  expect_numbered(bars.slice(1, std::numeric_limits<std::size_t>::max()), 9, 1);
  EXPECT_TRUE(bars.last(0).empty());
}

TEST(Bars, SlicesByTimeFromTheFirstUpToTheLastExcluded) {
  const BarSeries series = numbered_series(10);  // Times 0, 10 … 90.
  const Bars bars = series.view();
  expect_numbered(bars.slice(TimeRange{10, 30}), 2, 1);
  expect_numbered(bars.slice(TimeRange{11, 31}), 2, 2);
  expect_numbered(bars.slice(TimeRange{}), 10);
  EXPECT_TRUE(bars.slice(TimeRange{91, 200}).empty());
  EXPECT_TRUE(bars.slice(TimeRange{50, 50}).empty());
  EXPECT_TRUE(bars.slice(TimeRange{60, 50}).empty());
  EXPECT_TRUE(Bars().slice(TimeRange{}).empty());
}

TEST(Bars, AnEmptyViewHasNothing) {
  const Bars bars;
  EXPECT_TRUE(bars.empty());
  EXPECT_EQ(bars.size(), 0U);
  EXPECT_TRUE(bars.close().empty());
  EXPECT_TRUE(bars.last(5).empty());
}

TEST(Bars, ReadsForeignColumnsInPlace) {
  const std::vector<Time> time{1, 2};
  const std::vector<double> o{1, 2}, h{3, 4}, l{5, 6}, c{7, 8}, v{9, 10}, a{11, 12};
  const Bars bars(time.data(), o.data(), h.data(), l.data(), c.data(), v.data(), a.data(), 2,
                  nullptr);
  EXPECT_EQ(bars[1], (Bar{2, 2, 4, 6, 8, 10, 12}));
  EXPECT_EQ(bars.close().data(), c.data());
}

}  // namespace
}  // namespace fwq::data
