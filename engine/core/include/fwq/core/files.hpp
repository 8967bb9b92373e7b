// Files: whole reads, atomic writes, read-only mappings, and a lock that says who holds it.
//
// The only place of the engine that speaks POSIX.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

#include "fwq/core/result.hpp"

namespace fwq::core {

// Why the system refused, in Chinese: "没有权限". The system's own words where there are none here.
std::string reason_zh(const std::error_code& code);

// The whole file. Errors: not_found, io (permission, a folder, a file over max_bytes). [any-thread]
Result<std::string> read_file(const std::filesystem::path& path, std::size_t max_bytes = 1U << 30U);

// The same of a file that may be anything: a device or a pipe is refused (io) where read_file() would wait for who writes
// into it.
Result<std::string> read_regular_file(const std::filesystem::path& path,
                                      std::size_t max_bytes = 1U << 30U);

// Writes `bytes` to a temporary file beside `path`, syncs it, renames it over `path` and syncs the
// folder: after a crash the file is the old one or the new one, whole. Makes missing folders. A file that is replaced
// keeps its mode; a new one gets what the process's umask leaves of 0666.
// Errors: io. [any-thread]
Result<void> write_file_atomically(const std::filesystem::path& path, std::string_view bytes);

// A read-only view of a file's bytes. Movable; the mapping ends with the object.
// Do not use it on files that another program may truncate: reading past the end would end this one.
class MappedFile {
 public:
  // Errors: not_found, io. An empty file is an empty view.
  static Result<MappedFile> open(const std::filesystem::path& path);
  MappedFile(MappedFile&& other) noexcept;
  MappedFile& operator=(MappedFile&& other) noexcept;
  ~MappedFile();

  std::span<const std::byte> bytes() const noexcept { return {data_, size_}; }

 private:
  MappedFile() = default;
  const std::byte* data_ = nullptr;
  std::size_t size_ = 0;
};

// An advisory lock between processes on a file that holds the owner's process id.
// It ends with the object, and with the process however that ends.
class FileLock {
 public:
  // Errors: unavailable ("… is in use by process 123 …") if another process or another FileLock
  // holds it; io. `what` names the locked thing in messages. Never waits. [any-thread]
  static Result<FileLock> acquire(const std::filesystem::path& path, std::string_view what);
  FileLock(FileLock&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
  FileLock& operator=(FileLock&& other) noexcept;
  ~FileLock();

 private:
  FileLock() = default;
  int descriptor_ = -1;
};

// Current resident memory of this process in bytes (0 where the system does not tell).
std::size_t resident_memory() noexcept;
// The part of it that no mapped file backs: what the process itself holds, and the system cannot take back (0 where the
// system does not tell). Cost: some microseconds.
std::size_t private_memory() noexcept;
// Gives memory that was freed but kept by the allocator back to the system, where that can be done.
void release_free_memory() noexcept;

}  // namespace fwq::core
