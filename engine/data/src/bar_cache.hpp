// The cache of a DataService: histories by what was asked for, bounded in bytes, the least recently used go first.
//
// Not for two threads at once: the service guards it. Entries are shared and never change, so what was handed out
// outlives its eviction. Cost: O(1) for a lookup and an insertion; invalidation looks at every entry.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <list>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>

#include "fwq/data/adjust.hpp"
#include "fwq/data/period.hpp"
#include "fwq/data/source_health.hpp"
#include "fwq/data/symbol.hpp"

namespace fwq::data {

struct CacheKey {
  Symbol symbol;
  Period period = Period::day;
  Adjust adjust = Adjust::none;
  Time from = TimeRange().from, to = TimeRange().to;
  friend bool operator==(const CacheKey&, const CacheKey&) = default;
};

struct CacheKeyHash {
  std::size_t operator()(const CacheKey& key) const noexcept {
    std::uint64_t hash = std::hash<Symbol>()(key.symbol);
    for (const std::uint64_t part :
         {static_cast<std::uint64_t>(key.period) << 8U | static_cast<std::uint64_t>(key.adjust),
          static_cast<std::uint64_t>(key.from), static_cast<std::uint64_t>(key.to)}) {
      hash = (hash ^ part) * 0x9E3779B97F4A7C15U;
      hash ^= hash >> 32U;
    }
    return static_cast<std::size_t>(hash);
  }
};

// What one load brought.
struct CachedHistory {
  AdjustedBars history;
  std::string source;
  std::size_t slot = 0;           // Which source answered.
  std::uint64_t fingerprint = 0;  // State of that source and those before it when it was asked.
  std::optional<SteadyTime>
      stale_from;         // When it must be loaded anew; nullopt: as long as the fingerprint holds.
  std::size_t bytes = 0;  // What it counts for.
  bool whole = true;      // All that the source has, whatever range was asked for.
  bool costs_memory = true;  // False: a view into a mapped store.
};

class BarCache {
 public:
  using Entry = std::shared_ptr<const CachedHistory>;

  explicit BarCache(std::size_t capacity) : capacity_(capacity) {}

  // Makes a found entry the most recently used. Null: not there.
  Entry find(const CacheKey& key);
  // Replaces an entry of the same key; evicts until it fits. One that is larger than the whole is not kept.
  void insert(const CacheKey& key, Entry entry);
  // Removes every entry that `gone(key, entry)` names; returns how many.
  template <class Gone>
  std::size_t remove_if(Gone gone) {
    std::size_t removed = 0;
    for (auto at = order_.begin(); at != order_.end();) {
      const auto next = std::next(at);
      if (gone(at->first, *at->second)) {
        remove(at);
        ++removed;
      }
      at = next;
    }
    return removed;
  }
  void set_capacity(std::size_t capacity);

  std::size_t bytes() const noexcept { return bytes_; }
  std::size_t capacity() const noexcept { return capacity_; }
  std::size_t size() const noexcept { return order_.size(); }
  std::uint64_t evictions() const noexcept { return evictions_; }

 private:
  using Order = std::list<std::pair<CacheKey, Entry>>;  // Most recently used first.
  void remove(Order::iterator at);
  void evict_down_to(std::size_t bytes);

  std::size_t capacity_;
  std::size_t bytes_ = 0;
  std::uint64_t evictions_ = 0;
  Order order_;
  std::unordered_map<CacheKey, Order::iterator, CacheKeyHash> index_;
};

}  // namespace fwq::data
