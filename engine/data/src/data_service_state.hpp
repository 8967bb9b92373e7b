// What a DataService consists of: its sources, its cache, and the loads under way.
#pragma once

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <unordered_map>

#include "bar_cache.hpp"
#include "fwq/data/calendar.hpp"
#include "fwq/data/data_service.hpp"
#include "source_slot.hpp"

namespace fwq::data {

struct DataService::State {
  State(std::vector<ServedSource> sources, std::shared_ptr<ReferenceData> reference,
        DataServiceOptions options);

  // A load that several callers wait for.
  struct Flight {
    std::mutex mutex;
    std::condition_variable_any landed;
    std::optional<Result<BarCache::Entry>> result;
    bool stale = false;  // Invalidated under way: not to be kept. Guarded by State::mutex.
  };
  using FlightPtr = std::shared_ptr<Flight>;

  // data_service.cpp
  Result<Kdata> get(const KdataRequest& request, const std::stop_token& stop);
  BarCache::Entry find_valid(const CacheKey& key);  // Requires: mutex held.
  std::uint64_t fingerprint(std::size_t slot) const;
  // Loads, keeps and tells the waiting.
  Result<BarCache::Entry> lead(const CacheKey& key, const FlightPtr& flight,
                               const std::stop_token& stop);
  template <class Chosen>
  void forget(Chosen chosen);

  // data_service_load.cpp
  struct Raw {
    Bars bars;
    Period base = Period::day;
    bool whole = true;  // Not cut to a range.
  };
  // From the first source that can. An entry for the whole history also when a range was enough.
  Result<BarCache::Entry> load(const CacheKey& key, const std::stop_token& stop);
  Result<BarCache::Entry> load_from(std::size_t slot, const CacheKey& key,
                                    const std::stop_token& stop);
  Result<Raw> fetch(SourceSlot& slot, const CacheKey& key, const std::stop_token& stop);
  Result<TradingCalendar> current_calendar();
  bool over_memory_limit();  // After all was done to get below it.
  Error memory_error() const;

  // data_service_lists.cpp
  Result<Quote> quote(std::string_view code, const std::stop_token& stop);
  Result<std::vector<StockListEntry>> stock_list(std::optional<Market> market,
                                                 const std::stop_token& stop);

  std::vector<std::unique_ptr<SourceSlot>> slots;
  const std::shared_ptr<ReferenceData> reference;
  const DataServiceOptions options;
  std::atomic<std::size_t> memory_limit;

  mutable std::mutex mutex;  // Guards what follows.
  BarCache cache;
  std::unordered_map<CacheKey, FlightPtr, CacheKeyHash> flights;
  CacheStatistics statistics;
  std::optional<TradingCalendar> calendar;
  SteadyTime calendar_read{};
};

}  // namespace fwq::data
