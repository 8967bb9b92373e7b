// Columns: where they lie, and what is in them.
#include "fwq/core/column.hpp"

#include <gtest/gtest.h>

#include <cstdint>

namespace fwq::core {
namespace {

constexpr std::size_t kLargePage = std::size_t{2} << 20;

std::uintptr_t past(const Column& column, std::size_t boundary) {
  return reinterpret_cast<std::uintptr_t>(column.data()) % boundary;
}

TEST(Column, LiesOnALineOfTheCacheAndALongOneOnALargePage) {
  for (const std::size_t size : {1U, 100U, 4096U, 524287U})
    EXPECT_EQ(past(Column(size), 64), 0U) << size;
  for (const std::size_t size : {524288U, 524289U, 1'000'000U})
    EXPECT_EQ(past(Column(size), kLargePage), 0U) << size;
}

TEST(Column, HoldsItsValuesThroughGrowthCopyAndMove) {
  Column column;
  for (int i = 0; i < 1'200'000; ++i) column.push_back(i);
  const Column copy = column;
  const Column moved = std::move(column);
  EXPECT_EQ(copy, moved);
  for (std::size_t i = 0; i < moved.size(); i += 997) ASSERT_EQ(moved[i], static_cast<double>(i));
  EXPECT_EQ(moved.back(), 1'199'999.0);
}

TEST(Column, IsFilledOnlyWhenAValueIsGiven) {
  EXPECT_EQ(Column(3, 1.5), (Column{1.5, 1.5, 1.5}));
  Column grown(2, 7.0);
  grown.resize(700'000, 8.0);
  EXPECT_EQ(grown[1], 7.0);
  EXPECT_EQ(grown[2], 8.0);
  EXPECT_EQ(grown.back(), 8.0);
}

TEST(Column, OfASizeThatNoMemoryHasIsRefused) {
  EXPECT_THROW(Column(std::size_t{1} << 61), std::length_error);
  EXPECT_THROW(ColumnAllocator<double>().allocate(std::size_t{1} << 62), std::bad_array_new_length);
}

}  // namespace
}  // namespace fwq::core
