// Durable replacement of a large file: one that was written by other means than write_file_atomically().
#pragma once

#include <filesystem>

#include "fwq/core/result.hpp"

namespace fwq::core {

// Syncs `from`, renames it over `to` (same file system) and syncs the folder: after a crash `to` is the old
// file or the new one, whole, and what is later written to it is not lost with the rename.
// Errors: not_found, io; then `to` is the old file, unless the message says that only the folder could not be synced. [any-thread]
Result<void> replace_file_durably(const std::filesystem::path& from,
                                  const std::filesystem::path& to);

}  // namespace fwq::core
