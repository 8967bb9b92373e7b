// Which bar files a TDX folder holds, and their bytes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include "fwq/core/result.hpp"
#include "fwq/data/period.hpp"
#include "fwq/data/symbol.hpp"

namespace fwq::data {

// The bar file of one series.
struct TdxFile {
  Symbol symbol;
  Period period = Period::day;
  bool alias = false;  // sh999999: another name of SH000001.
  std::filesystem::path path;
  std::uintmax_t bytes = 0;
};

struct TdxFolder {
  std::vector<TdxFile> files;        // By symbol, then period; one for each series.
  std::vector<std::string> skipped;  // "path: why" of files and folders that were passed over.
};

// "sh600000.day", "SZ000001.LC5": symbol and period by a file's name, or nullopt when it is no bar file's.
struct TdxName {
  Symbol symbol;
  Period period = Period::day;
  bool alias = false;
};
std::optional<TdxName> parse_tdx_name(std::string_view file_name);

// Looks in `folder` and in those folders below it that TDX makes (vipdoc, sh sz bj, lday minline fzline, in any
// letter case), so that the root, vipdoc, a market's folder and a folder of files all work.
// Errors: not_found (no such folder), invalid_argument (not a folder; no TDX file), io (no permission), cancelled.
Result<TdxFolder> scan_tdx_folder(const std::filesystem::path& folder, std::stop_token stop = {});

// The file's bytes, in `buffer` (which is used again). Errors: io (permission, over kTdxMaxFileBytes …), cancelled.
Result<std::span<const std::byte>> read_tdx_file(const TdxFile& file,
                                                 std::vector<std::byte>& buffer,
                                                 const std::stop_token& stop = {});

}  // namespace fwq::data
