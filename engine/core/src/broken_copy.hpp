// Keeping a damaged file beside itself, once per content and a bounded number of them.
#pragma once

#include <filesystem>
#include <string_view>

#include "fwq/core/result.hpp"

namespace fwq::core {

// Writes `bytes` beside `file` as `<name>.broken-<seconds since 1970>` and returns that path. When a copy with the same
// bytes is there already, returns that one; beyond 20 copies the oldest goes. Errors: io.
Result<std::filesystem::path> keep_broken_copy(const std::filesystem::path& file,
                                               std::string_view bytes);

}  // namespace fwq::core
