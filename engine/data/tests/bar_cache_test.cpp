// The cache's bound, order and bookkeeping.
#include "bar_cache.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <list>

#include "support/store_support.hpp"

namespace fwq::data {
namespace {

BarCache::Entry entry_of(std::size_t bytes) {
  auto entry = std::make_shared<CachedHistory>();
  entry->bytes = bytes;
  return entry;
}

CacheKey key(unsigned i) {
  return {.symbol = store_test::symbol_number(i)};
}

TEST(BarCache, DropsTheLeastRecentlyUsedFirst) {
  BarCache cache(30);
  for (unsigned i = 0; i < 3; ++i) cache.insert(key(i), entry_of(10));
  EXPECT_NE(cache.find(key(0)), nullptr);  // 1 is now the oldest.
  cache.insert(key(3), entry_of(10));
  EXPECT_EQ(cache.find(key(1)), nullptr);
  for (const unsigned i : {0U, 2U, 3U}) EXPECT_NE(cache.find(key(i)), nullptr) << i;
  cache.insert(key(4), entry_of(20));  // Takes the place of 0 and 2.
  EXPECT_EQ(cache.size(), 2U);
  EXPECT_NE(cache.find(key(3)), nullptr);
  EXPECT_EQ(cache.evictions(), 3U);
}

TEST(BarCache, DoesNotKeepWhatIsLargerThanItself) {
  BarCache cache(30);
  cache.insert(key(0), entry_of(10));
  cache.insert(key(1), entry_of(31));
  EXPECT_EQ(cache.find(key(1)), nullptr);
  EXPECT_NE(cache.find(key(0)), nullptr) << "and drops nothing for it";
  cache.insert(key(0), entry_of(31));
  EXPECT_EQ(cache.find(key(0)), nullptr) << "but the old value of its own key is no longer true";
  EXPECT_EQ(cache.bytes(), 0U);
}

TEST(BarCache, TellsKeysApartByEachPart) {
  BarCache cache(1000);
  const CacheKey plain = key(1);
  cache.insert(plain, entry_of(1));
  CacheKey other = plain;
  other.period = Period::week;
  EXPECT_EQ(cache.find(other), nullptr);
  other = plain;
  other.adjust = Adjust::forward;
  EXPECT_EQ(cache.find(other), nullptr);
  other = plain;
  other.from = 5;
  EXPECT_EQ(cache.find(other), nullptr);
  other = plain;
  other.to = 5;
  EXPECT_EQ(cache.find(other), nullptr);
}

// Against a plain list in order of use.
TEST(BarCache, NeverExceedsItsBoundAndKeepsTheOrderOfUse) {
  rc::check([] {
    const auto first_capacity = *rc::gen::inRange<std::size_t>(0, 200);
    BarCache cache(first_capacity);
    std::size_t capacity = first_capacity;
    std::list<std::pair<unsigned, std::size_t>> model;  // Most recent first.
    const auto total = [&] {
      std::size_t sum = 0;
      for (const auto& item : model) sum += item.second;
      return sum;
    };
    const auto erase = [&](unsigned k) {
      model.remove_if([k](const auto& item) { return item.first == k; });
    };
    const auto steps = *rc::gen::inRange(1, 150);
    for (int i = 0; i < steps; ++i) {
      const auto k = *rc::gen::inRange(0U, 12U);
      switch (*rc::gen::inRange(0, 8)) {
        case 0:
          capacity = *rc::gen::inRange<std::size_t>(0, 200);
          cache.set_capacity(capacity);
          while (total() > capacity) model.pop_back();
          break;
        case 1:
          cache.remove_if(
              [&](const CacheKey& other, const CachedHistory&) { return other == key(k); });
          erase(k);
          break;
        case 2:
        case 3:
        case 4: {
          const bool there = std::any_of(model.begin(), model.end(),
                                         [&](const auto& item) { return item.first == k; });
          const auto found = cache.find(key(k));
          RC_ASSERT((found != nullptr) == there);
          if (found) {
            erase(k);
            model.emplace_front(k, found->bytes);
          }
          break;
        }
        default: {
          const auto bytes = *rc::gen::inRange<std::size_t>(1, 120);
          cache.insert(key(k), entry_of(bytes));
          erase(k);
          if (bytes > capacity) break;
          while (total() + bytes > capacity) model.pop_back();
          model.emplace_front(k, bytes);
        }
      }
      RC_ASSERT(cache.bytes() <= cache.capacity());
      RC_ASSERT(cache.bytes() == total());
      RC_ASSERT(cache.size() == model.size());
    }
  });
}

}  // namespace
}  // namespace fwq::data
