// Copies of damaged files.
#include "broken_copy.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <string>
#include <vector>

#include "fwq/core/files.hpp"

namespace fwq::core {

namespace fs = std::filesystem;

Result<fs::path> keep_broken_copy(const fs::path& file, std::string_view bytes) {
  constexpr std::size_t kMost = 20;
  const std::string prefix = file.filename().string() + ".broken-";
  std::vector<fs::path> copies;
  std::error_code failed;
  for (fs::directory_iterator at(file.parent_path(), failed), end; !failed && at != end;
       at.increment(failed)) {
    if (at->path().filename().string().starts_with(prefix)) copies.push_back(at->path());
  }
  for (const auto& copy : copies) {
    const auto kept = read_file(copy);
    if (kept && *kept == bytes) return copy;
  }
  // Seconds since 1970 sort by time and need no time zone; two in one second get a number.
  const auto now = std::chrono::duration_cast<std::chrono::seconds>(
                       std::chrono::system_clock::now().time_since_epoch())
                       .count();
  fs::path copy = fmt::format("{}.broken-{}", file.string(), now);
  for (int n = 2; std::find(copies.begin(), copies.end(), copy) != copies.end(); ++n)
    copy = fmt::format("{}.broken-{}-{:02}", file.string(), now, n);
  FWQ_TRY(write_file_atomically(copy, bytes));
  std::sort(copies.begin(), copies.end());
  for (std::size_t i = 0; i + kMost <= copies.size(); ++i) fs::remove(copies[i], failed);
  return copy;
}

}  // namespace fwq::core
