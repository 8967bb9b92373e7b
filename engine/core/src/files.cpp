// Files on POSIX.
#include "fwq/core/files.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#if defined(__GLIBC__)
#include <malloc.h>
#endif

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <random>

namespace fwq::core {
namespace {

namespace fs = std::filesystem;

// "read" → "读取".
std::string_view doing_zh(std::string_view doing) {
  if (doing == "read") return "读取";
  if (doing == "write") return "写入";
  if (doing == "map") return "映射";
  if (doing == "make the folder of") return "创建目录：";
  return "处理";
}

Error folder_not_file(const fs::path& path) {
  return {Errc::io, fmt::format("{} is a folder, not a file", path.string()),
          fmt::format("{} 是目录，不是文件", path.string())};
}

Error system_error(std::string_view doing, const fs::path& path, int code) {
  const Errc kind = code == ENOENT ? Errc::not_found : Errc::io;
  std::string hint;
  std::string hint_zh;
  if (code == ENOSPC || code == EDQUOT) {
    hint = ": free some space and try again";
    hint_zh = "：请清理空间后重试";
  }
  if (code == EROFS) {
    hint = ": the disk cannot be written; use a folder on one that can";
    hint_zh = "：该磁盘不可写，请换用可写的目录";
  }
  if (code == EACCES || code == EPERM) {
    hint = ": give yourself the right to it, or use another folder";
    hint_zh = "：请取得权限，或换用其他目录";
  }
  return {kind, fmt::format("cannot {} {}: {}{}", doing, path.string(), std::strerror(code), hint),
          fmt::format("无法{} {}：{}{}", doing_zh(doing), path.string(),
                      reason_zh({code, std::generic_category()}), hint_zh)};
}

// A file descriptor that closes itself.
class Descriptor {
 public:
  explicit Descriptor(int value) : value_(value) {}
  Descriptor(Descriptor&& other) noexcept : value_(other.release()) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  Descriptor& operator=(Descriptor&&) = delete;
  ~Descriptor() {
    if (value_ >= 0) ::close(value_);
  }
  int get() const { return value_; }
  int release() { return std::exchange(value_, -1); }
  bool valid() const { return value_ >= 0; }

 private:
  int value_;
};

bool write_all(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t n = ::write(descriptor, bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
  return true;
}

Result<std::string> read_opened(const Descriptor& file, const fs::path& path, std::size_t max_bytes,
                                bool regular_only) {
  if (!file.valid()) return system_error("read", path, errno);
  struct stat info {};
  if (::fstat(file.get(), &info) != 0) return system_error("read", path, errno);
  if (S_ISDIR(info.st_mode)) return folder_not_file(path);
  if (regular_only && !S_ISREG(info.st_mode))
    return Error{Errc::io, fmt::format("{} is a device or a pipe, not a file", path.string()),
                 fmt::format("{} 是设备或管道，不是文件", path.string())};
  std::string bytes;
  // Sized by what is read, not by what stat says: special files tell 0.
  bytes.resize(info.st_size > 0 ? static_cast<std::size_t>(info.st_size) + 1 : 4096);
  std::size_t used = 0;
  for (;;) {
    if (used > max_bytes) {
      return Error{Errc::io,
                   fmt::format("{} is larger than {} bytes, which is the most that is read here",
                               path.string(), max_bytes),
                   fmt::format("{} 超过 {} 字节，此处至多读取这么多", path.string(), max_bytes)};
    }
    if (used == bytes.size()) bytes.resize(bytes.size() * 2);
    const ssize_t n = ::read(file.get(), bytes.data() + used, bytes.size() - used);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return system_error("read", path, errno);
    if (n == 0) break;
    used += static_cast<std::size_t>(n);
  }
  bytes.resize(used);
  return bytes;
}

// A new file beside `path`, whose name is then in `name`. Its mode is what the umask leaves of `mode`.
Descriptor new_file_beside(const fs::path& path, mode_t mode, std::string& name) {
  std::random_device random;
  constexpr int kTries = 100;
  for (int i = 0; i < kTries; ++i) {
    name = fmt::format("{}.{:08x}", path.string(), random());
    const int file = ::open(name.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, mode);
    if (file >= 0 || errno != EEXIST) return Descriptor(file);
  }
  return Descriptor(-1);
}

}  // namespace

std::string reason_zh(const std::error_code& code) {
  if (code == std::errc::no_such_file_or_directory) return "不存在";
  if (code == std::errc::permission_denied || code == std::errc::operation_not_permitted)
    return "没有权限";
  if (code == std::errc::no_space_on_device) return "磁盘已满";
  if (code == std::errc::read_only_file_system) return "只读磁盘";
  if (code == std::errc::is_a_directory) return "它是目录";
  if (code == std::errc::not_a_directory) return "路径中有一段不是目录";
  if (code == std::errc::file_exists) return "同名文件已存在";
  if (code == std::errc::filename_too_long) return "名称过长";
  if (code == std::errc::too_many_symbolic_link_levels) return "符号链接层数过多";
  return code.message();
}

Result<std::string> read_file(const fs::path& path, std::size_t max_bytes) {
  return read_opened(Descriptor(::open(path.c_str(), O_RDONLY | O_CLOEXEC)), path, max_bytes,
                     false);
}

Result<std::string> read_regular_file(const fs::path& path, std::size_t max_bytes) {
  // Without O_NONBLOCK the opening of a pipe would wait already.
  return read_opened(Descriptor(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)), path,
                     max_bytes, true);
}

Result<void> write_file_atomically(const fs::path& named, std::string_view bytes) {
  // A link is followed: what it points to is replaced, not the link. Devices and pipes are no files to be replaced.
  fs::path path = named;
  if (std::error_code missing; fs::is_symlink(named, missing)) {
    std::error_code followed;
    path = fs::weakly_canonical(named, followed);
    if (followed) return system_error("write", named, followed.value());
  }
  if (std::error_code unknown; fs::is_other(path, unknown))
    return Error{
        Errc::io,
        fmt::format("cannot write {}: it is a device or a pipe, not a file", named.string()),
        fmt::format("无法写入 {}：它是设备或管道，不是文件", named.string())};
  std::error_code made;
  if (path.has_parent_path()) fs::create_directories(path.parent_path(), made);
  if (made) return system_error("make the folder of", path, made.value());
  // A new file keeps the mode of the one it replaces: a private one stays private, also while it is written.
  struct stat old {};
  const bool replaces = ::stat(path.c_str(), &old) == 0;
  std::string temporary;
  Descriptor file = new_file_beside(path, replaces ? 0600U : 0666U, temporary);
  if (!file.valid()) return system_error("write", path, errno);
  const bool written = write_all(file.get(), bytes) &&
                       (!replaces || ::fchmod(file.get(), old.st_mode & 07777U) == 0) &&
                       ::fsync(file.get()) == 0 && ::close(file.release()) == 0 &&
                       std::rename(temporary.c_str(), path.c_str()) == 0;
  if (!written) {
    const int code = errno;
    ::unlink(temporary.c_str());
    return system_error("write", path, code);
  }
  const Descriptor folder(
      ::open(path.has_parent_path() ? path.parent_path().c_str() : ".", O_RDONLY | O_CLOEXEC));
  if (folder.valid()) ::fsync(folder.get());
  return {};
}

Result<MappedFile> MappedFile::open(const fs::path& path) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file.valid()) return system_error("read", path, errno);
  struct stat info {};
  if (::fstat(file.get(), &info) != 0) return system_error("read", path, errno);
  if (S_ISDIR(info.st_mode)) return folder_not_file(path);
  MappedFile mapped;
  if (info.st_size == 0) return mapped;
  const auto size = static_cast<std::size_t>(info.st_size);
  void* data = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file.get(), 0);
  if (data == MAP_FAILED) return system_error("map", path, errno);
  mapped.data_ = static_cast<const std::byte*>(data);
  mapped.size_ = size;
  return mapped;
}

MappedFile::MappedFile(MappedFile&& other) noexcept
    : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}

MappedFile& MappedFile::operator=(MappedFile&& other) noexcept {
  std::swap(data_, other.data_);
  std::swap(size_, other.size_);
  return *this;
}

MappedFile::~MappedFile() {
  if (data_ != nullptr) ::munmap(const_cast<std::byte*>(data_), size_);
}

Result<FileLock> FileLock::acquire(const fs::path& path, std::string_view what) {
  Descriptor file(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644));
  if (!file.valid()) return system_error("lock", path, errno);
  if (::flock(file.get(), LOCK_EX | LOCK_NB) != 0) {
    if (errno != EWOULDBLOCK) return system_error("lock", path, errno);
    char owner[32] = {};
    const ssize_t n = ::pread(file.get(), owner, sizeof owner - 1, 0);
    const std::string who =
        n > 0 ? fmt::format("process {}",
                            std::string_view(owner).substr(0, std::string_view(owner).find('\n')))
              : std::string("another process");
    return Error{
        Errc::unavailable,
        fmt::format("{} is in use by {}: wait until it has finished, or stop it, and try again",
                    what, who),
        fmt::format("{} 正被使用（{}）：请等它结束，或停止它后重试", what, who)};
  }
  const std::string id = std::to_string(::getpid()) + "\n";
  if (::ftruncate(file.get(), 0) != 0 || !write_all(file.get(), id)) {
    // The id only serves the message of those who wait: a full disk must not refuse the lock.
  }
  FileLock lock;
  lock.descriptor_ = file.release();
  return lock;
}

FileLock& FileLock::operator=(FileLock&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  return *this;
}

FileLock::~FileLock() {
  if (descriptor_ >= 0) ::close(descriptor_);  // Closing ends the lock.
}

namespace {

struct MemoryUse {
  std::size_t resident = 0, shared = 0;
};

MemoryUse memory_use() noexcept {
  std::FILE* file = std::fopen("/proc/self/statm", "re");
  if (file == nullptr) return {};
  unsigned long total = 0;
  unsigned long resident = 0;
  unsigned long shared = 0;
  const int read =
      std::fscanf(file, "%lu %lu %lu", &total, &resident, &shared);  // NOLINT(cert-err34-c)
  std::fclose(file);
  if (read != 3) return {};
  const auto page = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
  return {resident * page, shared * page};
}

}  // namespace

std::size_t resident_memory() noexcept {
  return memory_use().resident;
}

std::size_t private_memory() noexcept {
  const MemoryUse use = memory_use();
  return use.resident > use.shared ? use.resident - use.shared : 0;
}

void release_free_memory() noexcept {
#if defined(__GLIBC__)
  ::malloc_trim(0);
#endif
}

}  // namespace fwq::core
