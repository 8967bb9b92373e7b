// Opening an LMDB environment, and what its errors mean; transactions are in lmdb_transactions.cpp.
#include "lmdb_env.hpp"

#include <fmt/format.h>

#include <bit>
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <set>

#include "fwq/core/files.hpp"
#include "fwq/core/log.hpp"
#include "store_value.hpp"

namespace fwq::data::lmdb {
namespace {

namespace fs = std::filesystem;

constexpr unsigned kMaxReaders = 1000;
// The lock file with room for that many readers.
constexpr std::size_t kLockBytes = 64U << 10U;
constexpr std::string_view kMetaName = "meta";
constexpr std::string_view kBarsName = "bars";
constexpr std::string_view kStampKey = "format";

// Folders that this process has open: LMDB's locks do not bear a second opening in one process.
struct Registry {
  std::mutex mutex;
  std::set<fs::path> folders;
};
Registry& registry() {
  static Registry instance;
  return instance;
}

MDB_val text_val(std::string_view text) {
  return {text.size(), const_cast<char*>(text.data())};
}

std::size_t rounded(std::size_t bytes) {
  constexpr std::size_t kUnit = 64U << 10U;  // A multiple of every page size in use.
  return std::max<std::size_t>(2, (bytes + kUnit - 1) / kUnit) * kUnit;
}

Error not_a_store(const fs::path& folder, std::string_view why) {
  return {
      Errc::bad_data,
      fmt::format("{} holds no bar store of FactorWeave-Quant ({}): name another folder, or move "
                  "its data.mdb away and import again",
                  folder.string(), why),
      fmt::format(
          "{} 中的不是 FactorWeave-Quant 的行情库（{}）：请换一个目录，或移走其中的 data.mdb "
          "后重新导入",
          folder.string(), why)};
}

// Pages of the index that contradict each other make LMDB end the program: there is no way back through its calls.
// Nothing uncommitted is written then. At least the person is told what it was, with the status of a failed job.
void end_of_damaged_store(MDB_env* env, const char* contradiction) {
  const auto* environment = static_cast<const Environment*>(mdb_env_get_userctx(env));
  std::fputs(fmt::format("error: the index of the store in {} is damaged ({}): restore a copy, or "
                         "move it away and import again\n",
                         environment->folder().string(), contradiction)
                 .c_str(),
             stderr);
  std::_Exit(1);
}

std::string hint_for(int code, const fs::path& folder) {
  std::error_code ignored;
  const auto room = fs::space(folder, ignored);
  // LMDB reports a write that was cut short by a full disk as a plain I/O error.
  const bool full = code == ENOSPC || (code == EIO && !ignored && room.available < (16U << 20U));
  if (full) return ": the disk is full; free some space and repeat";
  switch (code) {
    case EACCES:
    case EPERM:
      return ": check the permissions of the folder and its files";
    case EROFS:
      return ": the disk is read-only";
    case ENOMEM:
      return ": raise the address-space limit (ulimit -v) or free memory";
    case MDB_MAP_FULL:
      return ": the address space reserved for it is full; raise the limit (ulimit -v)";
    case MDB_TXN_FULL:
      return ": the transaction is too large; commit in smaller parts";
    case MDB_PANIC:
      return ": an earlier write failed half-way; close the program and open the store again";
    default:
      return "";
  }
}

}  // namespace

Error Environment::error(int code, std::string_view doing) const {
  Errc kind = Errc::io;
  switch (code) {
    case MDB_CORRUPTED:
    case MDB_PAGE_NOTFOUND:
    case MDB_INVALID:
    case MDB_VERSION_MISMATCH:
    case MDB_INCOMPATIBLE:
      kind = Errc::bad_data;
      break;
    case MDB_READERS_FULL:
    case MDB_MAP_RESIZED:
      kind = Errc::unavailable;
      break;
    case ENOENT:
      kind = Errc::not_found;
      break;
    default:
      break;
  }
  std::string hint = hint_for(code, folder_);
  if (kind == Errc::bad_data)
    hint = ": the file is damaged; restore a copy, or move it away and import again";
  if (code == MDB_READERS_FULL)
    hint = ": too many snapshots are in use; release some, or close other programs that read it";
  return {kind, fmt::format("cannot {} the store in {}: {}{}", doing, folder_.string(),
                            mdb_strerror(code), hint)};
}

Result<std::shared_ptr<Environment>> Environment::open(const fs::path& folder, bool read_only,
                                                       std::size_t map_bytes) {
  std::error_code failed;
  if (read_only && !fs::exists(folder / "data.mdb", failed)) {
    return Error{Errc::not_found,
                 fmt::format("there is no bar store in {}: import bars first", folder.string()),
                 fmt::format("{} 中没有行情库：请先导入行情", folder.string())};
  }
  if (!read_only) fs::create_directories(folder, failed);
  if (failed || !fs::is_directory(folder, failed)) {
    return Error{Errc::io,
                 fmt::format("cannot use {} as the folder of a store: {}", folder.string(),
                             failed ? failed.message() : "it is not a folder"),
                 fmt::format("{} 不能作为行情库目录：{}", folder.string(),
                             failed ? core::reason_zh(failed) : "它不是目录")};
  }
  const fs::path canonical = fs::canonical(folder, failed);
  if (failed)
    return Error{
        Errc::io, fmt::format("cannot open the store in {}: {}", folder.string(), failed.message()),
        fmt::format("无法打开 {} 中的行情库：{}", folder.string(), core::reason_zh(failed))};
  std::shared_ptr<Environment> environment(new Environment(canonical, read_only, map_bytes));
  {
    Registry& open_ones = registry();
    const std::lock_guard lock(open_ones.mutex);
    if (!open_ones.folders.insert(canonical).second) {
      return Error{
          Errc::unavailable,
          fmt::format(
              "the store in {} is already open in this program (bars read from it keep it open): "
              "use that one, or release it first",
              canonical.string()),
          fmt::format("{} 中的行情库已在本程序中打开：请使用已打开的，或先释放它",
                      canonical.string())};
    }
    environment->registered_ = true;
  }
  FWQ_TRY_ASSIGN(opening, environment->lock_opening());
  FWQ_TRY(environment->prepare_folder());
  FWQ_TRY(environment->check_page_size());
  FWQ_TRY(environment->open_handle());
  (void)opening;  // Held until here.
  return environment;
}

Environment::~Environment() {
  close_handle();
  if (!registered_) return;
  Registry& open_ones = registry();
  const std::lock_guard lock(open_ones.mutex);
  open_ones.folders.erase(folder_);
}

// Waits while another process opens (milliseconds) or compacts (seconds). None where the folder cannot be
// written at all: then nobody can compact there either.
Result<std::optional<core::FileLock>> Environment::lock_opening() const {
  const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(30);
  for (;;) {
    auto lock = core::FileLock::acquire(folder_ / "open.lock",
                                        fmt::format("the store in {}", folder_.string()));
    if (lock) return std::optional<core::FileLock>(std::move(*lock));
    if (lock.error().code != Errc::unavailable) {
      if (read_only_) return std::optional<core::FileLock>();
      return lock.error();
    }
    if (std::chrono::steady_clock::now() > until) return lock.error();
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
}

// Clears what a killed compaction left, and makes the lock file with real bytes: LMDB would make a sparse one
// and map it, and on a full disk the first touch of such a page ends the program.
Result<void> Environment::prepare_folder() const {
  if (read_only_) return {};
  std::error_code ignored;
  fs::remove_all(folder_ / "compact.tmp", ignored);
  const fs::path lock_file = folder_ / "lock.mdb";
  if (fs::exists(lock_file, ignored)) return {};
  std::ofstream out(lock_file, std::ios::binary);
  out << std::string(kLockBytes, '\0');
  out.close();
  if (out) return {};
  fs::remove(lock_file, ignored);
  return error(fs::space(folder_, ignored).available < kLockBytes ? ENOSPC : EACCES,
               "make the lock file of");
}

std::uint64_t Environment::last_commit() noexcept {
  const std::scoped_lock lock(gate_);
  if (handle_ == nullptr) return 0;
  MDB_envinfo info{};
  mdb_env_info(handle_, &info);
  return info.me_last_txnid;
}

// LMDB divides by the page size that its two heads name, without looking at it.
Result<void> Environment::check_page_size() const {
  constexpr std::streamoff kSizeAt =
      40;  // Behind the page's header, magic, version, address and map size.
  std::ifstream file(data_file(), std::ios::binary);
  std::streamoff head = 0;
  for (int i = 0; i < 2; ++i) {
    std::uint32_t size = 0;
    file.seekg(head + kSizeAt);
    if (!file.read(reinterpret_cast<char*>(&size), sizeof size))
      return {};  // LMDB says what it is.
    if (!std::has_single_bit(size) || size < 512 || size > 65536)
      return not_a_store(folder_, "its head is damaged");
    head = size;
  }
  return {};
}

Result<void> Environment::open_handle() {
  const std::size_t most = rounded(wanted_bytes_ == 0 ? kFullReserve : wanted_bytes_);
  const std::size_t least = std::min(most, kLeastReserve);
  for (std::size_t bytes = most;; bytes = rounded(bytes / 2)) {
    FWQ_TRY_ASSIGN(code, try_open(bytes));
    if (code == 0) break;
    if (code == MDB_INVALID || code == MDB_VERSION_MISMATCH)
      return not_a_store(folder_, mdb_strerror(code));
    if (code != ENOMEM || bytes / 2 < least) return error(code, "open");
  }
  MDB_envinfo info{};
  mdb_env_info(handle_, &info);
  map_bytes_ = info.me_mapsize;
  Result<void> ready = extend_cut_file();
  if (ready) ready = park_reader();
  if (ready) ready = open_databases();
  if (!ready) close_handle();
  return ready;
}

// LMDB's code, or an error that has nothing to do with the size.
Result<int> Environment::try_open(std::size_t bytes) {
  if (const int code = mdb_env_create(&handle_); code != 0) return error(code, "open");
  mdb_env_set_maxdbs(handle_, 4);
  mdb_env_set_maxreaders(handle_, kMaxReaders);
  mdb_env_set_mapsize(handle_, bytes);
  mdb_env_set_userctx(handle_, this);
  mdb_env_set_assert(handle_, end_of_damaged_store);
  // NOTLS: a snapshot may be released by another thread. Never WRITEMAP or NOSYNC: a power cut would cost data.
  const unsigned flags = MDB_NOTLS | (read_only_ ? MDB_RDONLY : 0U);
  const int code = mdb_env_open(handle_, folder_.string().c_str(), flags, 0664);
  if (code != 0) {
    mdb_env_close(handle_);
    handle_ = nullptr;
  }
  return code;
}

// Pages that the index counts must exist in the file: touching one that does not would end the program. A file
// that was cut off is filled up with zeros, which the checks of values and pages find; LMDB itself
// may leave out a last page that it never used, which is harmless.
Result<void> Environment::extend_cut_file() {
  const auto missing = [this]() -> std::uintmax_t {
    MDB_envinfo info{};
    MDB_stat stat{};
    mdb_env_info(handle_, &info);
    mdb_env_stat(handle_, &stat);
    const std::uintmax_t needed =
        (static_cast<std::uintmax_t>(info.me_last_pgno) + 1) * stat.ms_psize;
    std::error_code failed;
    const std::uintmax_t size = fs::file_size(data_file(), failed);
    return !failed && size < needed ? needed : 0;
  };
  if (missing() == 0) return {};
  if (read_only_) {
    // A writer of another process may be between its commit and this same filling up.
    for (int i = 0; i < 50 && missing() != 0; ++i)
      std::this_thread::sleep_for(std::chrono::milliseconds(2));
    if (missing() == 0) return {};
    return Error{
        Errc::bad_data,
        fmt::format("the file of the store in {} is shorter than its index says: it was cut "
                    "off; restore a copy, or open it for writing to see what is left",
                    folder_.string()),
        fmt::format("{} 中行情库的文件比其索引短，已被截断：请恢复备份，或以写方式打开查看剩余内容",
                    folder_.string())};
  }
  MDB_txn* transaction =
      nullptr;  // Only to keep others from writing: their growth must not be undone here.
  if (const int code = mdb_txn_begin(handle_, nullptr, 0, &transaction); code != 0)
    return error(code, "mend");
  std::error_code failed;
  if (const std::uintmax_t size = missing(); size != 0) fs::resize_file(data_file(), size, failed);
  mdb_txn_abort(transaction);
  if (failed) return error(failed.value(), "mend");
  return {};
}

Result<void> Environment::park_reader() {
  int dead = 0;
  mdb_reader_check(handle_, &dead);
  if (dead > 0)
    core::log_info(
        fmt::format("cleared {} readers of {} whose programs are gone", dead, folder_.string()));
  if (const int code = mdb_txn_begin(handle_, nullptr, MDB_RDONLY, &parked_); code != 0)
    return error(code, "open");
  mdb_txn_reset(parked_);
  return {};
}

Result<void> Environment::open_databases() {
  FWQ_TRY_ASSIGN(found, open_existing_databases());
  if (found) return {};
  if (read_only_)
    return Error{Errc::not_found,
                 fmt::format("the store in {} is empty: import bars first", folder_.string()),
                 fmt::format("{} 中的行情库是空的：请先导入行情", folder_.string())};
  return create_databases();
}

Result<bool> Environment::open_existing_databases() {
  MDB_txn* transaction = nullptr;
  if (const int code = mdb_txn_begin(handle_, nullptr, MDB_RDONLY, &transaction); code != 0)
    return error(code, "open");
  const auto look = [&]() -> Result<bool> {
    const int meta_code = mdb_dbi_open(transaction, kMetaName.data(), 0, &meta_);
    if (meta_code == MDB_NOTFOUND) {
      MDB_dbi main = 0;
      MDB_stat stat{};
      mdb_dbi_open(transaction, nullptr, 0, &main);
      mdb_stat(transaction, main, &stat);
      if (stat.ms_entries == 0) return false;
      return not_a_store(folder_, "another program's LMDB file");
    }
    if (meta_code == MDB_INCOMPATIBLE) return not_a_store(folder_, "another program's LMDB file");
    if (meta_code != 0) return error(meta_code, "open");
    MDB_val key = text_val(kStampKey);
    MDB_val value{};
    const int code = mdb_get(transaction, meta_, &key, &value);
    if (code == MDB_NOTFOUND) return not_a_store(folder_, "it has no format stamp");
    if (code != 0) return error(code, "open");
    const auto stamp = stored::decode_stamp(bytes_of(value));
    if (!stamp) return not_a_store(folder_, stamp.error().message);
    const stored::Stamp own = stored::own_stamp();
    if (stamp->format > own.format) {
      return Error{
          Errc::unsupported,
          fmt::format("the store in {} has format {} (made by version "
                      "{}), and this program (version {}) reads "
                      "up to format {}: update the program",
                      folder_.string(), stamp->format, stamp->creator, own.creator, own.format),
          fmt::format("{} 中行情库的格式为 {}（由版本 {} 生成），本程序（版本 {}）至多支持 "
                      "{}：请升级程序",
                      folder_.string(), stamp->format, stamp->creator, own.creator, own.format)};
    }
    if (const int bars_code = mdb_dbi_open(transaction, kBarsName.data(), 0, &bars_);
        bars_code != 0) {
      return not_a_store(folder_, "it has no table of bars");
    }
    return true;
  };
  Result<bool> found = look();
  mdb_txn_commit(transaction);  // Not abort: that would forget the handles of the databases.
  return found;
}

Result<void> Environment::create_databases() {
  MDB_txn* transaction = nullptr;
  if (const int code = mdb_txn_begin(handle_, nullptr, 0, &transaction); code != 0)
    return error(code, "make");
  const auto bytes = stored::encode_stamp(stored::own_stamp());
  MDB_val key = text_val(kStampKey);
  MDB_val value{bytes.size(), const_cast<std::byte*>(bytes.data())};
  int code = mdb_dbi_open(transaction, kMetaName.data(), MDB_CREATE, &meta_);
  if (code == 0) code = mdb_dbi_open(transaction, kBarsName.data(), MDB_CREATE, &bars_);
  if (code == 0) code = mdb_put(transaction, meta_, &key, &value, 0);
  if (code != 0) {
    mdb_txn_abort(transaction);
    return error(code, "make");
  }
  if (code = mdb_txn_commit(transaction); code != 0) return error(code, "make");
  return {};
}

void Environment::close_handle() noexcept {
  if (handle_ == nullptr) return;
  if (parked_ != nullptr) mdb_txn_abort(parked_);
  mdb_env_close(handle_);
  parked_ = nullptr;
  handle_ = nullptr;
}

}  // namespace fwq::data::lmdb
