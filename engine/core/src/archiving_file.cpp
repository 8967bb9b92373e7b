// Rotation and archive on POSIX: every line is one O_APPEND write, and a lock lets one program at a time rotate.
#include "archiving_file.hpp"

#include <fcntl.h>
#include <fmt/chrono.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <tuple>
#include <vector>

namespace fwq::core {

namespace fs = std::filesystem;

Result<ArchivingFile> ArchivingFile::open(Options options) {
  ArchivingFile file(std::move(options));
  std::error_code failed;
  if (file.options_.file.has_parent_path())
    fs::create_directories(file.options_.file.parent_path(), failed);
  if (!file.reopen()) {
    return Error{Errc::io, fmt::format("cannot write the log {}: {}", file.options_.file.string(),
                                       std::strerror(errno))};
  }
  return file;
}

ArchivingFile::~ArchivingFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

bool ArchivingFile::reopen() noexcept {
  const int fresh = ::open(options_.file.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0644);
  if (fresh < 0) return false;
  if (descriptor_ >= 0) ::close(descriptor_);
  descriptor_ = fresh;
  struct stat info {};
  size_ = ::fstat(descriptor_, &info) == 0 ? static_cast<std::uint64_t>(info.st_size) : 0;
  return true;
}

// Whether another program has not rotated it away.
bool ArchivingFile::is_still_the_file() const noexcept {
  struct stat own {};
  struct stat named {};
  return ::fstat(descriptor_, &own) == 0 && ::stat(options_.file.c_str(), &named) == 0 &&
         own.st_ino == named.st_ino && own.st_dev == named.st_dev;
}

void ArchivingFile::append(std::string_view line) noexcept {
  if (size_ > 0 && size_ + line.size() > options_.max_bytes) {
    try {
      if (is_still_the_file()) rotate();
      reopen();
    } catch (...) {
      // Out of memory while renaming: the line still goes to the old file.
    }
  }
  while (!line.empty()) {
    const ssize_t n = ::write(descriptor_, line.data(), line.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return;
    size_ += static_cast<std::uint64_t>(n);
    line.remove_prefix(static_cast<std::size_t>(n));
  }
}

fs::path ArchivingFile::numbered(std::size_t number) const {
  fs::path path = options_.file;
  path.replace_filename(fmt::format("{}.{}{}", options_.file.stem().string(), number,
                                    options_.file.extension().string()));
  return path;
}

void ArchivingFile::rotate() {
  // The lock is on the file that is to be renamed; it ends when reopen() closes it.
  if (::flock(descriptor_, LOCK_EX | LOCK_NB) != 0) return;  // Another program is doing it.
  if (!is_still_the_file()) return;                          // Another program has done it.
  std::error_code failed;
  if (options_.max_files == 0) {
    archive(options_.file);
    return;
  }
  if (const fs::path oldest = numbered(options_.max_files); fs::exists(oldest, failed))
    archive(oldest);
  for (std::size_t number = options_.max_files; number > 1; --number)
    fs::rename(numbered(number - 1), numbered(number), failed);
  fs::rename(options_.file, numbered(1), failed);
}

void ArchivingFile::archive(const fs::path& oldest) const {
  std::error_code failed;
  if (options_.archive_bytes == 0) {
    fs::remove(oldest, failed);
    return;
  }
  const fs::path folder = options_.file.parent_path() / "archive";
  fs::create_directories(folder, failed);
  const std::string stem = options_.file.stem().string();
  const std::string extension = options_.file.extension().string();
  std::vector<std::tuple<std::string, fs::path, std::uint64_t>> kept;
  for (fs::directory_iterator at(folder, failed), end; !failed && at != end; at.increment(failed)) {
    std::error_code gone;
    const auto size = at->file_size(gone);
    if (!gone && at->path().filename().string().starts_with(stem + "-"))
      kept.emplace_back(at->path().stem().string(), at->path(), size);
  }
  // Several may fill up in one second: they are numbered, and a number is not used again while a later one is there.
  struct stat info {};
  const std::time_t last_line = ::stat(oldest.c_str(), &info) == 0 ? info.st_mtime : 0;
  const std::string second = fmt::format("{}-{:%Y%m%d-%H%M%S}-", stem, fmt::localtime(last_line));
  int number = 1;
  for (const auto& [name, path, size] : kept) {
    if (name.starts_with(second))
      number =
          std::max(number, std::atoi(name.c_str() + second.size()) + 1);  // NOLINT(cert-err34-c)
  }
  const std::string name = fmt::format("{}{:04}", second, number);
  const fs::path target = folder / (name + extension);
  fs::rename(oldest, target, failed);
  if (failed) {
    fs::remove(oldest, failed);  // It must not stand in the way of the next one.
    return;
  }
  kept.emplace_back(name, target, static_cast<std::uint64_t>(info.st_size));
  std::sort(kept.rbegin(), kept.rend());  // Names sort by time: the newest first.
  std::uint64_t total = 0;
  for (const auto& [kept_name, path, size] : kept) {
    total += size;
    if (total > options_.archive_bytes) fs::remove(path, failed);
  }
}

}  // namespace fwq::core
