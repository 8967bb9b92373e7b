// Requests, the cache, and one load for all that wait for it.
#include "fwq/data/data_service.hpp"

#include <algorithm>
#include <unordered_set>

#include "data_service_state.hpp"
#include "fwq/core/events.hpp"
#include "fwq/core/files.hpp"

namespace fwq::data {
namespace {

constexpr Time kShanghai = 8 * 3600;  // Ahead of UTC, without summer time.

DataServiceOptions with_real_world(DataServiceOptions options) {
  if (!options.clock) options.clock = [] { return std::chrono::steady_clock::now(); };
  if (!options.memory) options.memory = [] { return core::private_memory(); };
  if (!options.now) {
    options.now = [] {
      const auto since_1970 = std::chrono::system_clock::now().time_since_epoch();
      return std::chrono::duration_cast<std::chrono::seconds>(since_1970).count() + kShanghai;
    };
  }
  return options;
}

bool is_whole(const CacheKey& key) {
  return key.from == TimeRange().from && key.to == TimeRange().to;
}

Kdata answer(const KdataRequest& request, const BarCache::Entry& entry, bool cached) {
  Kdata kdata{.symbol = request.symbol, .period = request.period};
  const Bars& all = entry->history.bars;
  kdata.bars = all.slice(request.range);
  if (request.count > 0) kdata.bars = kdata.bars.last(request.count);
  if (!kdata.bars.empty())
    kdata.first = static_cast<std::size_t>(kdata.bars.time().data() - all.time().data());
  kdata.history = std::shared_ptr<const AdjustedBars>(entry, &entry->history);
  kdata.source = entry->source;
  kdata.cached = cached;
  return kdata;
}

}  // namespace

DataService::State::State(std::vector<ServedSource> sources,
                          std::shared_ptr<ReferenceData> reference_data, DataServiceOptions given)
    : reference(reference_data ? std::move(reference_data) : no_reference_data()),
      options(with_real_world(std::move(given))),
      memory_limit(options.memory_limit),
      cache(options.cache_bytes) {
  for (auto& served : sources) {
    slots.push_back(std::make_unique<SourceSlot>(std::move(served.source),
                                                 SlotOptions{.place = std::move(served.place),
                                                             .trusted = served.trusted,
                                                             .time_out = options.time_out,
                                                             .calls = options.calls_per_source,
                                                             .breaker = options.breaker,
                                                             .clock = options.clock,
                                                             .now = options.now}));
  }
}

// An answer of a source holds as long as that source, and those that were asked before it, hold the same.
std::uint64_t DataService::State::fingerprint(std::size_t slot) const {
  std::uint64_t print = 0;
  for (std::size_t i = 0; i <= slot; ++i) print = print * 0x9E3779B97F4A7C15U + slots[i]->version();
  return print;
}

BarCache::Entry DataService::State::find_valid(const CacheKey& key) {
  BarCache::Entry entry = cache.find(key);
  if (!entry) return nullptr;
  const bool same = entry->fingerprint == fingerprint(entry->slot);
  if (same && (!entry->stale_from || options.clock() < *entry->stale_from)) return entry;
  // What else comes from the older state goes too: it holds that state in memory.
  statistics.invalidated += cache.remove_if([&](const CacheKey& other, const CachedHistory& old) {
    return other == key || (!same && old.fingerprint != fingerprint(old.slot));
  });
  return nullptr;
}

Result<Kdata> DataService::State::get(const KdataRequest& request, const std::stop_token& stop) {
  if (request.symbol.empty())
    return Error{Errc::invalid_argument, "no symbol was named to get bars of"};
  const CacheKey whole{request.symbol, request.period, request.adjust};
  CacheKey key = whole;
  if (request.adjust == Adjust::none) {  // Adjustment needs the whole history.
    key.from = request.range.from;
    key.to = request.range.to;
  }
  while (!stop.stop_requested()) {
    FlightPtr flight;
    bool leads = false;
    {
      const std::scoped_lock lock(mutex);
      BarCache::Entry entry = find_valid(whole);
      if (!entry && !is_whole(key)) entry = find_valid(key);
      if (entry) {
        ++statistics.hits;
        return answer(request, entry, true);
      }
      FlightPtr& place = flights[key];
      leads = place == nullptr;
      if (leads) place = std::make_shared<Flight>();
      ++(leads ? statistics.misses : statistics.waits);
      flight = place;
    }
    if (leads) {
      FWQ_TRY_ASSIGN(entry, lead(key, flight, stop));
      return answer(request, entry, false);
    }
    std::unique_lock lock(flight->mutex);
    flight->landed.wait(lock, stop, [&] { return flight->result.has_value(); });
    if (!flight->result) break;
    const Result<BarCache::Entry>& result = *flight->result;
    if (result) return answer(request, *result, false);
    // The caller that loaded was stopped; this one was not, and tries itself.
    if (result.error().code != Errc::cancelled) return result.error();
  }
  return core::TaskContext::cancelled_error();
}

Result<BarCache::Entry> DataService::State::lead(const CacheKey& key, const FlightPtr& flight,
                                                 const std::stop_token& stop) {
  Result<BarCache::Entry> result =
      core::detail::run_guarded<BarCache::Entry>("loading bars", [&] { return load(key, stop); });
  {
    const std::scoped_lock lock(mutex);
    if (const auto at = flights.find(key); at != flights.end() && at->second == flight)
      flights.erase(at);
    if (result && !flight->stale) {
      CacheKey kept = key;
      if ((*result)->whole) {
        kept.from = TimeRange().from;
        kept.to = TimeRange().to;
      }
      cache.insert(kept, *result);
    }
  }
  {
    const std::scoped_lock lock(flight->mutex);
    flight->result = result;
  }
  flight->landed.notify_all();
  return result;
}

template <class Chosen>
void DataService::State::forget(Chosen chosen) {
  const std::scoped_lock lock(mutex);
  statistics.invalidated += cache.remove_if(
      [&](const CacheKey& key, const CachedHistory&) { return chosen(key.symbol); });
  std::erase_if(flights, [&](const auto& flight) {
    if (!chosen(flight.first.symbol)) return false;
    flight.second->stale = true;
    return true;
  });
}

DataService::DataService(std::vector<ServedSource> sources,
                         std::shared_ptr<ReferenceData> reference, DataServiceOptions options)
    : state_(
          std::make_shared<State>(std::move(sources), std::move(reference), std::move(options))) {}
DataService::~DataService() = default;

Result<Kdata> DataService::get_kdata(const KdataRequest& request, const std::stop_token& stop) {
  return state_->get(request, stop);
}

Result<Kdata> DataService::get_kdata(std::string_view code, Period period, std::size_t count) {
  FWQ_TRY_ASSIGN(symbol, Symbol::parse(code));
  return state_->get({.symbol = symbol, .period = period, .count = count}, {});
}

core::Task<Kdata> DataService::get_kdata_async(core::TaskSystem& tasks, KdataRequest request) {
  return tasks.submit("get_kdata", [state = state_, request](const core::TaskContext& context) {
    return state->get(request, context.stop_token());
  });
}

Result<std::vector<StockListEntry>> DataService::get_stock_list(std::optional<Market> market,
                                                                const std::stop_token& stop) {
  return state_->stock_list(market, stop);
}

std::vector<Result<Quote>> DataService::get_realtime_data(std::span<const std::string> codes,
                                                          const std::stop_token& stop) {
  std::vector<Result<Quote>> quotes;
  quotes.reserve(codes.size());
  for (const std::string& code : codes) quotes.push_back(state_->quote(code, stop));
  return quotes;
}

void DataService::invalidate(std::span<const Symbol> symbols) {
  const std::unordered_set<Symbol> set(symbols.begin(), symbols.end());
  state_->forget([&](Symbol symbol) { return set.contains(symbol); });
}

void DataService::invalidate_all() {
  state_->forget([](Symbol) { return true; });
  const std::scoped_lock lock(state_->mutex);
  state_->calendar.reset();
}

void DataService::follow(core::EventBus& bus) {
  updates_ = bus.subscribe<core::DataUpdated>(
      [this](const core::DataUpdated& event) {
        std::vector<Symbol> symbols;
        for (const std::string& text : event.symbols) {
          if (const auto symbol = Symbol::parse(text)) symbols.push_back(*symbol);
        }
        // The calendar concerns all; so does what cannot be read.
        if (symbols.empty() || symbols.size() < event.symbols.size()) {
          invalidate_all();
        } else {
          invalidate(symbols);
        }
      },
      {.priority = 100});  // Before those who read the new data because of the same event.
}

void DataService::set_cache_bytes(std::size_t bytes) {
  const std::scoped_lock lock(state_->mutex);
  state_->cache.set_capacity(bytes);
}

void DataService::set_memory_limit(std::size_t bytes) {
  state_->memory_limit = bytes;
}

CacheStatistics DataService::cache_statistics() const {
  const std::scoped_lock lock(state_->mutex);
  CacheStatistics statistics = state_->statistics;
  statistics.evictions = state_->cache.evictions();
  statistics.entries = state_->cache.size();
  statistics.bytes = state_->cache.bytes();
  statistics.capacity = state_->cache.capacity();
  return statistics;
}

std::vector<SourceHealth> DataService::source_health() const {
  std::vector<SourceHealth> all;
  for (const auto& slot : state_->slots) all.push_back(slot->health());
  return all;
}

std::vector<Result<std::size_t>> DataService::check_sources(const std::stop_token& stop) {
  std::vector<Result<std::size_t>> counts;
  for (const auto& slot : state_->slots) {
    const auto symbols = slot->symbols(stop);
    counts.push_back(symbols ? Result<std::size_t>(symbols->size())
                             : Result<std::size_t>(symbols.error()));
  }
  return counts;
}

}  // namespace fwq::data
