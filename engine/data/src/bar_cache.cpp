// Lookup, insertion and eviction.
#include "bar_cache.hpp"

namespace fwq::data {

BarCache::Entry BarCache::find(const CacheKey& key) {
  const auto found = index_.find(key);
  if (found == index_.end()) return nullptr;
  order_.splice(order_.begin(), order_, found->second);
  return found->second->second;
}

void BarCache::insert(const CacheKey& key, Entry entry) {
  if (const auto old = index_.find(key); old != index_.end()) remove(old->second);
  if (entry->bytes > capacity_) return;
  evict_down_to(capacity_ - entry->bytes);
  bytes_ += entry->bytes;
  order_.emplace_front(key, std::move(entry));
  index_.emplace(key, order_.begin());
}

void BarCache::set_capacity(std::size_t capacity) {
  capacity_ = capacity;
  evict_down_to(capacity);
}

void BarCache::remove(Order::iterator at) {
  bytes_ -= at->second->bytes;
  index_.erase(at->first);
  order_.erase(at);
}

void BarCache::evict_down_to(std::size_t bytes) {
  while (bytes_ > bytes) {
    remove(std::prev(order_.end()));
    ++evictions_;
  }
}

}  // namespace fwq::data
