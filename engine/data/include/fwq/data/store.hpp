// The bar store: every symbol's history in one memory-mapped LMDB environment, read in place.
//
// One folder, one environment. One writer at a time (across processes), any number of readers in any
// number of processes; readers never wait for the writer, and see what was committed when their
// Snapshot was taken. A commit is durable when it returns; a crash at any moment loses nothing that
// was committed. The bytes are drawn in engine/data/FORMAT.md. Not for network file systems.
//
// Address space: 1 TiB is reserved at opening (it costs neither memory nor disk), so the map never grows. Where a
// limit (ulimit -v) allows less, a write that fills the map is undone, the map doubled, and the write repeated from a
// journal of its own bars; the caller notices nothing, unless bars read by this process are in use at that moment (the
// map cannot move under them) or another process commits in between: then the error is `unavailable`.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "fwq/core/result.hpp"
#include "fwq/core/tasks.hpp"
#include "fwq/data/bars.hpp"
#include "fwq/data/period.hpp"
#include "fwq/data/symbol.hpp"

namespace fwq::core {
class EventBus;
}

namespace fwq::data {

inline constexpr int kStoreFormat = 1;
// A value holds at most so many bars; longer histories take several values.
inline constexpr std::size_t kBarsPerValue = 16'384;
// Appended bars collect in one tail value of at most so many, until they are merged.
inline constexpr std::size_t kTailBars = 128;

struct StoreOptions {
  bool read_only = false;           // Opens an existing store only; writes are refused.
  std::size_t map_bytes = 0;        // Address space to reserve; 0: 1 TiB, or as much as the system gives.
  core::EventBus* events = nullptr; // Told (core::DataUpdated) of each commit that changed bars; it outlives the store.
};

struct SeriesInfo {
  Symbol symbol;
  Period period = Period::day;
  std::size_t bars = 0;
  Time first = 0, last = 0;  // Times of the first and last bar.
};

// What a write did to one series.
struct WriteOutcome {
  std::size_t added = 0;    // Bars that are new or differ from what was stored.
  std::size_t removed = 0;  // Stored bars that the write took away.
  bool changed() const noexcept { return added > 0 || removed > 0; }
};

struct StoreProblem {
  std::string where;  // "SH600000 day, value 0"
  std::string what;
};
struct VerifyReport {
  std::size_t series = 0, values = 0, bars = 0;
  std::vector<StoreProblem> problems;
};

// A consistent view of the whole store. Bars taken from it keep it alive. Keep it short in long-running
// programs: pages freed after it was taken cannot be reused while it lives. [any-thread]
class Snapshot {
 public:
  // The bars of a series in `range`, oldest first. A history in one value is a view into the map, with
  // columns on 64-byte boundaries; one in several values is gathered into memory of its own.
  // A series that is stored but has no bar in the range gives empty Bars.
  // Errors: not_found (no such series), bad_data (a value whose header or ends are damaged; see check()).
  Result<Bars> bars(Symbol symbol, Period period, TimeRange range = {}) const;

  // Compares the series with the checksums made when it was written; bars() reads in place without doing so. For
  // those who show one series: it costs about as much as summing its columns. Errors: bad_data, naming the value.
  Result<void> check(Symbol symbol, Period period) const;

  std::optional<SeriesInfo> find(Symbol symbol, Period period) const;
  // Every series, by symbol, then period. A damaged value counts no bars here; verify() names it.
  std::vector<SeriesInfo> series() const;
  // The newest bar of any series with this period, or nullopt: "now" as far as the data goes.
  std::optional<Time> newest(Period period) const;

 private:
  friend class Store;
  struct State;
  explicit Snapshot(std::shared_ptr<const State> state) : state_(std::move(state)) {}
  std::shared_ptr<const State> state_;
};

// A write: nothing is visible or durable before commit(); destruction without it undoes all.
// Use from the thread that began it. Move-only.
class StoreWriter {
 public:
  StoreWriter(StoreWriter&&) noexcept;
  StoreWriter& operator=(StoreWriter&&) noexcept;
  ~StoreWriter();

  // After invalid_argument and bad_data the transaction goes on without that call; after io and unavailable every
  // further call and commit() return the same error.
  //
  // Adds bars after the last stored one. Errors: invalid_argument unless times rise strictly, no number is
  // infinite and the first bar lies after the stored history; bad_data (a stored value of the series is
  // damaged: erase the series); io (full disk …); unavailable (above).
  Result<WriteOutcome> append(Symbol symbol, Period period, const Bars& bars);
  // Makes the stored history between bars' first and last time exactly `bars`; what lies outside
  // stays. Writes nothing when it already is so. Merges a tail that it meets. Errors: as append(), but for
  // where the first bar lies.
  Result<WriteOutcome> replace(Symbol symbol, Period period, const Bars& bars);
  // Removes the bars in `range`; a series without bars disappears. Without a range it also removes a damaged
  // series. Errors: bad_data (with a range), io, unavailable.
  Result<WriteOutcome> erase(Symbol symbol, Period period, TimeRange range = {});

  // Bytes written by this transaction so far, held in memory until the commit: importers commit when it grows large.
  std::size_t pending_bytes() const noexcept;

  // Makes everything durable, then publishes what changed, in this thread; a handler may read and write the store.
  // Errors: io (full disk, I/O error): then nothing of it is stored.
  // The writer is spent either way.
  Result<void> commit();

 private:
  friend class Store;
  struct State;
  explicit StoreWriter(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

class Store {
 public:
  // Opens the store in `folder`, making it (and the folder) if it is not there and not read_only.
  // Opening clears readers that died. One Store per folder and process.
  // Errors: not_found (read_only and no store), unsupported (a newer format; the message names both
  // versions), bad_data (not a store, damaged), io (permission …), unavailable (already open here, also by Bars that
  // outlived their Store; being compacted for more than 30 s by another process).
  static Result<Store> open(const std::filesystem::path& folder, const StoreOptions& options = {});
  Store(Store&&) noexcept;
  Store& operator=(Store&&) noexcept;
  ~Store();
  // Another handle on this open store, which closes with the last of them. [any-thread]
  Store share() const { return Store(state_); }

  // Errors: unavailable (too many readers), io. [any-thread]
  Result<Snapshot> snapshot() const;
  // A number that changes with every commit of any process. Cost: a memory read. [any-thread]
  std::uint64_t version() const noexcept;
  // Blocking: waits while another writer (of any process) is active. [any-thread]
  // `source` says in events who writes: "tdx", "csv", "demo" …
  // Errors: invalid_argument (read-only), unavailable (this thread is already writing), io.
  Result<StoreWriter> write(std::string_view source = "store");

  // Merges every tail into its history. Errors: io, cancelled (what was merged stays), bad_data (of the first
  // damaged series; the others are merged).
  Result<void> merge_tails(const core::TaskContext& context = {});
  // Reads every value and checks header, checksum, order and numbers. Damage is in the report, not an error.
  // Errors: io, cancelled.
  Result<VerifyReport> verify(const core::TaskContext& context = {}) const;
  // Rewrites the store without free pages, atomically. Requires: no Snapshot or Bars of this Store alive in this
  // process, no other process with the store open. Returns bytes saved. Errors: unavailable, io, cancelled.
  Result<std::size_t> compact(const core::TaskContext& context = {});

  std::size_t file_bytes() const;
  const std::filesystem::path& folder() const noexcept;

 private:
  struct State;
  explicit Store(std::shared_ptr<State> state);
  std::shared_ptr<State> state_;
};

}  // namespace fwq::data
