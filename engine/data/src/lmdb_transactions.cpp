// Transactions of the LMDB environment: beginning, ending, growing the map, compacting.
#include <fmt/format.h>

#include <charconv>
#include <set>

#include "fwq/core/durable.hpp"
#include "lmdb_env.hpp"

namespace fwq::data::lmdb {
namespace {

namespace fs = std::filesystem;

// After these the environment works again once it is opened anew.
bool needs_reopening(int code) {
  return code == MDB_MAP_RESIZED || code == MDB_PANIC;
}

}  // namespace

Result<void> Environment::reopen() {
  close_handle();
  FWQ_TRY_ASSIGN(opening, lock_opening());
  FWQ_TRY(open_handle());
  (void)opening;
  return {};
}

Result<ReadTransaction> ReadTransaction::begin(std::shared_ptr<Environment> environment) {
  Environment& env = *environment;
  const std::lock_guard lock(env.gate_);
  if (env.handle_ == nullptr) FWQ_TRY(env.reopen());
  MDB_txn* transaction = nullptr;
  int code = mdb_txn_begin(env.handle_, nullptr, MDB_RDONLY, &transaction);
  if (code == MDB_READERS_FULL) {
    int dead = 0;
    mdb_reader_check(env.handle_, &dead);
    if (dead > 0) code = mdb_txn_begin(env.handle_, nullptr, MDB_RDONLY, &transaction);
  }
  if (needs_reopening(code) && env.live_ == 0) {
    FWQ_TRY(env.reopen());
    code = mdb_txn_begin(env.handle_, nullptr, MDB_RDONLY, &transaction);
  }
  if (code == MDB_MAP_RESIZED) {
    return Error{
        Errc::unavailable,
        fmt::format("the store in {} has grown beyond the address space reserved here: release the "
                    "bars in use and repeat",
                    env.folder_.string())};
  }
  if (code != 0) return env.error(code, "read");
  ++env.live_;
  return ReadTransaction(std::move(environment), transaction);
}

ReadTransaction::~ReadTransaction() {
  if (transaction_ == nullptr) return;
  const std::lock_guard lock(environment_->gate_);
  mdb_txn_abort(transaction_);
  --environment_->live_;
}

Result<void> Environment::claim_writer() {
  std::unique_lock lock(writer_mutex_);
  if (writer_ == std::this_thread::get_id()) {
    return Error{Errc::unavailable,
                 fmt::format("this thread is already writing to the store in {}: commit that first",
                             folder_.string())};
  }
  writer_gone_.wait(lock, [this] { return writer_ == std::thread::id(); });
  writer_ = std::this_thread::get_id();
  return {};
}

void Environment::release_writer() noexcept {
  {
    const std::lock_guard lock(writer_mutex_);
    writer_ = std::thread::id();
  }
  writer_gone_.notify_one();
}

Result<WriteTransaction> WriteTransaction::begin(std::shared_ptr<Environment> environment) {
  FWQ_TRY(environment->claim_writer());
  WriteTransaction transaction(std::move(environment));  // Releases the claim when it fails.
  FWQ_TRY(transaction.start());
  return transaction;
}

Result<void> WriteTransaction::start() {
  Environment& env = *environment_;
  for (int attempt = 0;; ++attempt) {
    {
      const std::lock_guard lock(env.gate_);
      if (env.handle_ == nullptr) FWQ_TRY(env.reopen());
      int dead = 0;
      mdb_reader_check(env.handle_,
                       &dead);  // A dead reader would keep freed pages from being used again.
      // Growing early, while nobody reads, spares most transactions from having to.
      MDB_envinfo info{};
      MDB_stat stat{};
      mdb_env_info(env.handle_, &info);
      mdb_env_stat(env.handle_, &stat);
      if (env.map_bytes_ < kFullReserve && env.live_ == 0 &&
          info.me_last_pgno * stat.ms_psize > env.map_bytes_ / 2) {
        env.wanted_bytes_ = env.map_bytes_ * 2;
        FWQ_TRY(env.reopen());
      }
      ++env.live_;
      counted_ = true;
    }
    const int code =
        mdb_txn_begin(env.handle_, nullptr, 0, &transaction_);  // Waits for other processes.
    if (code == 0) {
      id_ = mdb_txn_id(transaction_);
      return {};
    }
    transaction_ = nullptr;
    const std::lock_guard lock(env.gate_);
    --env.live_;
    counted_ = false;
    if (!needs_reopening(code) || env.live_ > 0 || attempt == 3) return env.error(code, "write to");
    FWQ_TRY(env.reopen());
  }
}

void WriteTransaction::stop() noexcept {
  if (transaction_ != nullptr) mdb_txn_abort(transaction_);
  transaction_ = nullptr;
  if (!counted_) return;
  const std::lock_guard lock(environment_->gate_);
  --environment_->live_;
  counted_ = false;
}

WriteTransaction::~WriteTransaction() {
  if (environment_ == nullptr) return;
  stop();
  environment_->release_writer();
}

int WriteTransaction::commit() {
  const int code = mdb_txn_commit(std::exchange(transaction_, nullptr));
  // A last page that was given up within the transaction is not in the file; what it costs to let
  // nobody meet a short file is one look at the file's size.
  if (code == 0) (void)environment_->extend_cut_file();
  stop();
  return code;
}

Result<void> WriteTransaction::restart_with_larger_map() {
  stop();
  Environment& env = *environment_;
  {
    const std::lock_guard lock(env.gate_);
    if (env.live_ > 0) {
      return Error{
          Errc::unavailable,
          fmt::format(
              "the address space reserved for the store in {} is full ({} MiB) and cannot grow "
              "while bars "
              "read from it are in use: release them and repeat, or raise the limit (ulimit -v)",
              env.folder_.string(), env.map_bytes_ >> 20U)};
    }
    const std::size_t before = env.map_bytes_;
    env.wanted_bytes_ = before * 2;
    FWQ_TRY(env.reopen());
    if (env.map_bytes_ <= before) return env.error(MDB_MAP_FULL, "write to");
  }
  const std::size_t id = id_;
  FWQ_TRY(start());
  if (id_ == id) return {};
  stop();
  return Error{
      Errc::unavailable,
      fmt::format("another program wrote to the store in {} while its address space was being "
                  "enlarged: repeat",
                  env.folder_.string())};
}

bool Environment::other_process_has_it_open() const {
  std::set<int> processes;
  // Lines of LMDB's list: process, thread, transaction; after a heading, which no number begins.
  const auto line = [](const char* text, void* context) {
    std::string_view rest(text);
    rest.remove_prefix(std::min(rest.find_first_not_of(' '), rest.size()));
    int process = 0;
    if (std::from_chars(rest.data(), rest.data() + rest.size(), process).ec == std::errc()) {
      static_cast<std::set<int>*>(context)->insert(process);
    }
    return 0;
  };
  mdb_reader_list(handle_, line, &processes);
  return processes.size() > 1;  // This process is one of them, by its parked reader.
}

Result<void> Environment::compact(const core::TaskContext& context) {
  FWQ_TRY(claim_writer());
  Result<void> done;
  {
    const std::lock_guard lock(gate_);
    done = replace_by_copy(context);
  }
  release_writer();
  return done;
}

Result<void> Environment::replace_by_copy(const core::TaskContext& context) {
  const auto busy = [this](std::string_view who) {
    return Error{Errc::unavailable,
                 fmt::format("cannot compact the store in {}: {}", folder_.string(), who)};
  };
  if (live_ > 0)
    return busy("bars read from it are still in use in this program; release them and repeat");
  if (handle_ == nullptr) FWQ_TRY(reopen());
  FWQ_TRY_ASSIGN(opening, lock_opening());  // From here on nobody opens it.
  (void)opening;
  int dead = 0;
  mdb_reader_check(handle_, &dead);
  if (other_process_has_it_open())
    return busy("another program has it open; close that and repeat");
  std::error_code ignored;
  const fs::path copy_folder = folder_ / "compact.tmp";
  fs::remove_all(copy_folder, ignored);
  fs::create_directory(copy_folder, ignored);
  context.report(0.05, "copying");
  const int code = mdb_env_copy2(handle_, copy_folder.string().c_str(), MDB_CP_COMPACT);
  if (code != 0 || context.cancelled()) {
    fs::remove_all(copy_folder, ignored);
    if (code != 0) return error(code, "compact");
    return core::TaskContext::cancelled_error();
  }
  context.report(0.9, "replacing");
  close_handle();
  Result<void> replaced = core::replace_file_durably(copy_folder / "data.mdb", data_file());
  fs::remove_all(copy_folder, ignored);
  FWQ_TRY(open_handle());
  context.report(1.0, "done");
  return replaced;
}

}  // namespace fwq::data::lmdb
