// The LMDB environment under the bar store: opening, growing and compacting it, its transactions, its errors.
//
// Who has the store open is read from LMDB's own reader table: every opened environment keeps one parked
// (reset) reader there, which pins no pages and goes with its process. Opening and compacting exclude each
// other by a FileLock on `open.lock`, so that nobody opens a file that is about to be replaced.
#pragma once

#include <lmdb.h>

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <thread>

#include "fwq/core/files.hpp"
#include "fwq/core/result.hpp"
#include "fwq/core/tasks.hpp"

namespace fwq::data::lmdb {

// Reserved at once where the system allows: then the map never has to grow.
inline constexpr std::size_t kFullReserve = std::size_t{1} << 40U;
inline constexpr std::size_t kLeastReserve = std::size_t{64} << 20U;

inline MDB_val val(std::span<const unsigned char> bytes) {
  return {bytes.size(),
          const_cast<unsigned char*>(bytes.data())};  // LMDB does not write through it.
}
inline std::span<const std::byte> bytes_of(const MDB_val& value) {
  return {static_cast<const std::byte*>(value.mv_data), value.mv_size};
}

// One opened environment. Shared by the Store, its snapshots and its writer; it closes with the last of them.
class Environment {
 public:
  // As Store::open().
  static Result<std::shared_ptr<Environment>> open(const std::filesystem::path& folder,
                                                   bool read_only, std::size_t map_bytes);
  Environment(const Environment&) = delete;
  Environment& operator=(const Environment&) = delete;
  ~Environment();

  const std::filesystem::path& folder() const noexcept { return folder_; }
  bool read_only() const noexcept { return read_only_; }
  std::filesystem::path data_file() const { return folder_ / "data.mdb"; }
  // The handle of the database of bars. Requires: a transaction of this environment is alive.
  MDB_dbi bars() const noexcept { return bars_; }
  // Fewer bytes than kFullReserve mean that a write may have to grow the map. Requires: as bars().
  std::size_t map_bytes() const noexcept { return map_bytes_; }

  // The number of the newest committed transaction of any process; 0 while a failed reopening leaves no handle.
  std::uint64_t last_commit() noexcept;

  // What an LMDB or system code means to a person: "cannot <doing> the store in <folder>: …".
  Error error(int code, std::string_view doing) const;

  // Rewrites the data file without free pages. Errors: unavailable, io, cancelled.
  Result<void> compact(const core::TaskContext& context);

 private:
  friend class ReadTransaction;
  friend class WriteTransaction;
  Environment(std::filesystem::path folder, bool read_only, std::size_t map_bytes)
      : folder_(std::move(folder)), read_only_(read_only), wanted_bytes_(map_bytes) {}

  Result<std::optional<core::FileLock>> lock_opening() const;
  Result<void> open_handle();  // Requires: lock_opening() held, gate_ held or no sharer yet.
  Result<int> try_open(std::size_t bytes);
  Result<void> prepare_folder() const;
  Result<void> check_page_size() const;
  Result<void> open_databases();
  Result<bool> open_existing_databases();  // False: the environment is empty.
  Result<void> create_databases();
  Result<void> extend_cut_file();
  Result<void> park_reader();
  void close_handle() noexcept;
  Result<void> reopen();  // Requires: gate_ held, live_ == 0.
  bool other_process_has_it_open() const;
  Result<void> replace_by_copy(const core::TaskContext& context);
  Result<void> claim_writer();
  void release_writer() noexcept;

  std::filesystem::path folder_;
  bool read_only_ = false;
  std::size_t wanted_bytes_ = 0;
  bool registered_ = false;

  std::mutex gate_;  // Held while a transaction begins or ends, and while the handle is replaced.
  std::size_t live_ =
      0;  // Transactions begun (or waiting to begin): the handle must stay as it is.
  MDB_env* handle_ = nullptr;  // Null after a failed reopening; the next transaction tries again.
  MDB_txn* parked_ = nullptr;
  MDB_dbi meta_ = 0, bars_ = 0;
  std::size_t map_bytes_ = 0;

  std::mutex
      writer_mutex_;  // One writer of this process at a time; LMDB's own lock is between processes.
  std::condition_variable writer_gone_;
  std::thread::id writer_;  // Default: none.
};

// A read transaction. May end in another thread than it began in. Move-only.
class ReadTransaction {
 public:
  // Errors: unavailable (too many readers; the map must grow and cannot), io.
  static Result<ReadTransaction> begin(std::shared_ptr<Environment> environment);
  ReadTransaction(ReadTransaction&& other) noexcept
      : environment_(std::move(other.environment_)),
        transaction_(std::exchange(other.transaction_, nullptr)) {}
  ReadTransaction& operator=(ReadTransaction&&) = delete;
  ~ReadTransaction();

  MDB_txn* get() const noexcept { return transaction_; }
  Environment& environment() const noexcept { return *environment_; }

 private:
  ReadTransaction(std::shared_ptr<Environment> environment, MDB_txn* transaction)
      : environment_(std::move(environment)), transaction_(transaction) {}
  std::shared_ptr<Environment> environment_;
  MDB_txn* transaction_ = nullptr;
};

// The write transaction: at most one in all processes. Ends in the thread it began in. Move-only.
class WriteTransaction {
 public:
  // Blocking: waits for other writers. Errors: unavailable, io.
  static Result<WriteTransaction> begin(std::shared_ptr<Environment> environment);
  WriteTransaction(WriteTransaction&& other) noexcept
      : environment_(std::move(other.environment_)),
        transaction_(std::exchange(other.transaction_, nullptr)),
        id_(other.id_),
        counted_(std::exchange(other.counted_, false)) {}
  WriteTransaction& operator=(WriteTransaction&&) = delete;
  ~WriteTransaction();

  MDB_txn* get() const noexcept { return transaction_; }
  Environment& environment() const noexcept { return *environment_; }
  // LMDB's code. The transaction is over, whatever it is.
  int commit();
  // Gives up what was written, doubles the map, and begins again on the same state of the store.
  // Errors: unavailable (readers of this process are alive, or another process wrote meanwhile), io.
  Result<void> restart_with_larger_map();

 private:
  explicit WriteTransaction(std::shared_ptr<Environment> environment)
      : environment_(std::move(environment)) {}
  Result<void> start();
  void stop() noexcept;
  std::shared_ptr<Environment> environment_;
  MDB_txn* transaction_ = nullptr;
  std::size_t id_ =
      0;  // LMDB's number of the transaction: the same again if nobody wrote in between.
  bool counted_ = false;  // In live_.
};

}  // namespace fwq::data::lmdb
