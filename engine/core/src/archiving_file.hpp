// The log's file: grows to a size, is numbered, and in the end archived.
//
//   fwq.log → fwq.1.log → … → fwq.N.log → archive/fwq-20260302-093000-0001.log → removed, oldest first
#pragma once

#include <cstdint>
#include <filesystem>
#include <string_view>
#include <utility>

#include "fwq/core/result.hpp"

namespace fwq::core {

// Not thread-safe; several programs may have the same file open.
class ArchivingFile {
 public:
  struct Options {
    std::filesystem::path file;
    std::uint64_t max_bytes = 0;
    std::size_t max_files = 0;  // Numbered ones; 0 archives at once.
    std::uint64_t archive_bytes = 0;
  };

  // Makes missing folders. Errors: io.
  static Result<ArchivingFile> open(Options options);
  ArchivingFile(ArchivingFile&& other) noexcept
      : options_(std::move(other.options_)),
        descriptor_(std::exchange(other.descriptor_, -1)),
        size_(other.size_) {}
  ArchivingFile& operator=(ArchivingFile&&) = delete;
  ~ArchivingFile();

  // Writes a line, after rotating if it would not fit. What cannot be written is lost.
  void append(std::string_view line) noexcept;

 private:
  explicit ArchivingFile(Options options) : options_(std::move(options)) {}
  bool reopen() noexcept;
  bool is_still_the_file() const noexcept;
  void rotate();
  void archive(const std::filesystem::path& oldest) const;
  std::filesystem::path numbered(std::size_t number) const;

  Options options_;
  int descriptor_ = -1;
  std::uint64_t size_ = 0;
};

}  // namespace fwq::core
