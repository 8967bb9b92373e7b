// DataService: the bars of a stock from whichever source has them, cached, adjusted, in the period asked for.
//
// Sources are asked in the order given. One that does not have the symbol passes it on to the next; so does one that fails,
// hangs beyond the time-out, or answers what cannot be true (unsorted or future times, times outside the request, a high
// below a low, wrong units), and that counts against its health: after some failures in a row, or one hang, its
// circuit breaker lets it rest for a while (source_health.hpp). The first source is trusted as a rule: the home's
// own store, read in place.
//
// A period that a source does not have is made from the longest shorter one that it has, after adjustment, between cuts;
// a bar that has not ended is left out. Adjusted prices are always computed over the whole history.
//
// Owns:     its sources. Tasks under way and answers keep alive what they need of it.
// Threads:  every member [any-thread]. Concurrent misses of one key load once; the others wait for it.
// Blocking: a hit never waits. A miss waits for sources: at most the time-out of each, and no longer than 100 ms
//           after a stop request, whatever the sources do. Calls on sources that are not trusted run on threads of
//           their own, at most DataServiceOptions::calls_per_source a source, hanging ones included.
// Cost:     a hit half a microsecond, without copying bars; a miss on a trusted store a few µs more than the store takes (and
//           an adjustment), on any other source a thread, a copy and a check of the bars.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "fwq/core/event_bus.hpp"
#include "fwq/core/result.hpp"
#include "fwq/core/tasks.hpp"
#include "fwq/data/adjust.hpp"
#include "fwq/data/data_source.hpp"
#include "fwq/data/reference_data.hpp"
#include "fwq/data/source_health.hpp"

namespace fwq::data {

struct KdataRequest {
  Symbol symbol;
  Period period = Period::day;
  std::size_t count = 0;  // Only so many of the last bars of the range; 0: all.
  TimeRange range = {};
  Adjust adjust = Adjust::none;
};

struct Kdata {
  Symbol symbol;
  Period period = Period::day;
  // What was asked for: a view into `history`. Empty when the source has the symbol, but no bar in the range.
  Bars bars = {};
  // What was loaded, with its events and cuts: the whole history, unless unadjusted bars of a range were asked for.
  std::shared_ptr<const AdjustedBars> history = {};
  std::size_t first = 0;    // bars[0] is history->bars[first].
  std::string source = {};  // Id of the source that had it.
  bool cached = false;
};

// The newest state of a security.
struct Quote {
  Symbol symbol;
  Bar bar = {};                 // The newest bar there is, raw prices.
  Period period = Period::day;  // Of that bar.
  double previous_close =
      kNone;  // Close of the last day before that bar's; NaN where there is none.
  std::string source = {};
  bool live = false;  // False: a stored bar, as old as its time says. No live source exists yet.
};

struct StockListEntry {
  Security security;      // Without a name where no name list has it.
  bool has_bars = false;  // In some source that lists its symbols.
};

struct ServedSource {
  std::shared_ptr<DataSource> source;
  std::string place;  // What it was made from, for messages.
  // Called in the caller's thread and believed, with neither time-out nor breaker: for the home's own store only.
  bool trusted = false;
};

struct DataServiceOptions {
  std::size_t cache_bytes = std::size_t{1000} << 20U;  // 0: nothing is kept.
  // Memory of this process (without mapped files) above which the cache is emptied, and loads that cost memory are
  // refused; 0: no limit.
  std::size_t memory_limit = 0;
  std::chrono::milliseconds time_out{10'000};  // Of one call on a source that is not trusted.
  std::size_t calls_per_source = 4;            // At once, hanging ones included.
  BreakerOptions breaker = {};
  std::chrono::seconds max_age{300};  // Of cached bars whose source cannot tell when it changes.
  // The world, for tests. Empty: the real one.
  SteadyClock clock = {};
  std::function<Time()> now = {};            // Wall clock in Shanghai.
  std::function<std::size_t()> memory = {};  // As core::private_memory().
};

struct CacheStatistics {
  std::uint64_t hits = 0;
  std::uint64_t misses = 0;  // Loads begun.
  std::uint64_t waits = 0;   // Requests that waited for another's load of the same key.
  std::uint64_t evictions = 0;
  std::uint64_t invalidated = 0;  // Entries dropped because their data changed.
  std::uint64_t shed = 0;         // Times that all was dropped for want of memory.
  std::size_t entries = 0, bytes = 0, capacity = 0;  // bytes never exceeds capacity.
};

class DataService {
 public:
  // Requires: each source differs from the others. `reference` null: no_reference_data().
  DataService(std::vector<ServedSource> sources, std::shared_ptr<ReferenceData> reference,
              DataServiceOptions options = {});
  ~DataService();
  DataService(const DataService&) = delete;
  DataService& operator=(const DataService&) = delete;

  // Errors: not_found (no source has it), unsupported (none has a period to make it from), unavailable (none could
  // answer: the message says of each why; or memory is at its limit), cancelled, invalid_argument. The error of a
  // single source is passed on as it is.
  Result<Kdata> get_kdata(const KdataRequest& request, const std::stop_token& stop = {});
  // The last `count` raw bars (0: all). `code` in any spelling that Symbol::parse takes.
  Result<Kdata> get_kdata(std::string_view code, Period period = Period::day,
                          std::size_t count = 0);
  // The same on `tasks`; cancel() answers within 100 ms once the task runs. The trace id goes along.
  core::Task<Kdata> get_kdata_async(core::TaskSystem& tasks, KdataRequest request);

  // Stocks (A and B shares) of a market, or of all, by symbol: those with a name, and those with bars. A source that
  // has no list of its symbols, or fails, adds none. Errors: those of the reference data, cancelled.
  Result<std::vector<StockListEntry>> get_stock_list(std::optional<Market> market = {},
                                                     const std::stop_token& stop = {});

  // The newest bar of each code, in the order given; each an answer of its own. Errors of each: as get_kdata.
  std::vector<Result<Quote>> get_realtime_data(std::span<const std::string> codes,
                                               const std::stop_token& stop = {});

  // Forgets what is cached of these symbols (of all). A load under way does not come into the cache any more.
  void invalidate(std::span<const Symbol> symbols);
  void invalidate_all();
  // From now on does so at every DataUpdated event on `bus`, as long as both live. Replaces an earlier bus.
  void follow(core::EventBus& bus);
  // As the settings change. What does not fit any more goes.
  void set_cache_bytes(std::size_t bytes);
  void set_memory_limit(std::size_t bytes);

  CacheStatistics cache_statistics() const;
  // In the order asked.
  std::vector<SourceHealth> source_health() const;
  // Asks every source for its list, to see that it answers: number of its symbols, or why not (unsupported: it works,
  // but has no list). In the order of source_health().
  std::vector<Result<std::size_t>> check_sources(const std::stop_token& stop = {});

 private:
  struct State;
  std::shared_ptr<State> state_;
  core::Subscription updates_;
};

}  // namespace fwq::data
