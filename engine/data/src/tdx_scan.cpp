// Finding and reading the files of a TDX folder.
#include "tdx_scan.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <fstream>
#include <system_error>
#include <tuple>

#include "fwq/core/files.hpp"
#include "fwq/core/text.hpp"
#include "fwq/data/tdx_files.hpp"

namespace fwq::data {
namespace {

namespace fs = std::filesystem;

// Root, vipdoc, market, kind: no TDX folder is deeper, and no ring of links is followed further.
constexpr int kDeepest = 3;

bool is_tdx_folder_name(const std::string& name) {
  static constexpr std::array<std::string_view, 7> kNames{"vipdoc", "sh",      "sz",    "bj",
                                                          "lday",   "minline", "fzline"};
  return std::find(kNames.begin(), kNames.end(), core::to_lower(name)) != kNames.end();
}

std::optional<Period> period_of_extension(std::string_view lower_name) {
  if (lower_name.ends_with(".day")) return Period::day;
  if (lower_name.ends_with(".lc1")) return Period::min1;
  if (lower_name.ends_with(".lc5")) return Period::min5;
  return std::nullopt;
}

// A walk through the folders, and what it has met.
struct Walk {
  TdxFolder found;
  std::stop_token stop;
  std::string unreadable;  // The first folder that could not be read, with why.

  void visit(const fs::path& folder, int depth) {
    std::error_code error;
    fs::directory_iterator entry(folder, error);
    for (const fs::directory_iterator end; !error && entry != end && !stop.stop_requested();
         entry.increment(error)) {
      look_at(*entry, depth);
    }
    if (!error) return;
    const std::string why =
        fmt::format("{}: cannot read the folder: {}", folder.string(), error.message());
    if (unreadable.empty()) unreadable = why;
    found.skipped.push_back(why);
  }

  void look_at(const fs::directory_entry& entry, int depth) {
    const std::string name = entry.path().filename().string();
    std::error_code error;
    const auto period = period_of_extension(core::to_lower(name));
    if (!period) {
      if (depth < kDeepest && is_tdx_folder_name(name) && entry.is_directory(error)) {
        visit(entry.path(), depth + 1);
      }
      return;
    }
    const auto parsed = parse_tdx_name(name);
    if (!parsed) {
      found.skipped.push_back(
          fmt::format("{}: the name is not sh, sz or bj and six digits", entry.path().string()));
      return;
    }
    // Opening anything else (a pipe, a device) might wait for ever.
    const bool regular = entry.is_regular_file(error);
    const std::uintmax_t bytes = regular ? entry.file_size(error) : 0;
    if (!regular || error) {
      found.skipped.push_back(
          fmt::format("{}: {}", entry.path().string(), error ? error.message() : "not a file"));
      return;
    }
    found.files.push_back({parsed->symbol, parsed->period, parsed->alias, entry.path(), bytes});
  }
};

// Sorts, and keeps the first file of each series: one under its true name before an alias.
void keep_one_of_each(TdxFolder& folder) {
  const auto key = [](const TdxFile& file) {
    return std::tie(file.symbol, file.period, file.alias, file.path);
  };
  std::sort(folder.files.begin(), folder.files.end(),
            [&](const TdxFile& a, const TdxFile& b) { return key(a) < key(b); });
  std::vector<TdxFile> kept;
  kept.reserve(folder.files.size());
  for (TdxFile& file : folder.files) {
    if (!kept.empty() && kept.back().symbol == file.symbol && kept.back().period == file.period) {
      folder.skipped.push_back(
          fmt::format("{}: the same series as {}", file.path.string(), kept.back().path.string()));
    } else {
      kept.push_back(std::move(file));
    }
  }
  folder.files = std::move(kept);
}

Error unreadable_file(const fs::path& path, int code) {
  return {Errc::io,
          fmt::format("{}: cannot read: {}", path.string(),
                      std::error_code(code, std::generic_category()).message()),
          fmt::format("{}：无法读取：{}", path.string(),
                      core::reason_zh({code, std::generic_category()}))};
}

}  // namespace

std::optional<TdxName> parse_tdx_name(std::string_view file_name) {
  const std::string name = core::to_lower(file_name);
  const auto period = period_of_extension(name);
  if (!period || name.size() != 12) return std::nullopt;
  const std::string_view code = std::string_view(name).substr(2, 6);
  if (!std::all_of(code.begin(), code.end(), [](char c) { return c >= '0' && c <= '9'; })) {
    return std::nullopt;
  }
  const auto market = parse_market(std::string_view(name).substr(0, 2));
  if (!market) return std::nullopt;
  return TdxName{Symbol(*market, code), *period, *market == Market::sh && code == "999999"};
}

Result<TdxFolder> scan_tdx_folder(const fs::path& folder, std::stop_token stop) {
  std::error_code error;
  const fs::file_status status = fs::status(folder, error);
  if (status.type() == fs::file_type::not_found) {
    return Error{
        Errc::not_found,
        fmt::format("there is no folder {}: give the folder that TDX is installed in, or "
                    "the vipdoc folder in it",
                    folder.string()),
        fmt::format("没有目录 {}：请给出通达信的安装目录，或其中的 vipdoc 目录", folder.string())};
  }
  if (status.type() == fs::file_type::none) {
    return Error{
        Errc::io,
        fmt::format("cannot look into {}: {}: check its permissions", folder.string(),
                    error.message()),
        fmt::format("无法查看 {}：{}：请检查权限", folder.string(), core::reason_zh(error))};
  }
  if (status.type() != fs::file_type::directory) {
    return Error{
        Errc::invalid_argument,
        fmt::format("{} is not a folder: give the folder that TDX is installed in, or the "
                    "vipdoc folder in it",
                    folder.string()),
        fmt::format("{} 不是目录：请给出通达信的安装目录，或其中的 vipdoc 目录", folder.string())};
  }
  Walk walk;
  walk.stop = std::move(stop);
  walk.visit(folder, 0);
  if (walk.stop.stop_requested())
    return Error{Errc::cancelled, "cancelled on request", "已按要求取消"};
  if (walk.found.files.empty() && !walk.unreadable.empty()) {
    return Error{Errc::io, walk.unreadable + ": check its permissions",
                 walk.unreadable + "：请检查权限"};
  }
  if (walk.found.files.empty()) {
    return Error{
        Errc::invalid_argument,
        fmt::format("no TDX file in {}: looked for names like sh600000.day, .lc1 and .lc5 "
                    "in it and in vipdoc, sh, sz, bj, lday, minline and fzline below it",
                    folder.string()),
        fmt::format("{} 中没有通达信文件：已在其中及下级 vipdoc、sh、sz、bj、lday、minline、"
                    "fzline 中查找 sh600000.day、.lc1、.lc5 一类的文件",
                    folder.string())};
  }
  keep_one_of_each(walk.found);
  std::sort(walk.found.skipped.begin(), walk.found.skipped.end());
  return std::move(walk.found);
}

Result<std::span<const std::byte>> read_tdx_file(const TdxFile& file,
                                                 std::vector<std::byte>& buffer,
                                                 const std::stop_token& stop) {
  constexpr std::size_t kPiece = 16U << 20U;  // A stop request is noticed between pieces.
  errno = 0;
  std::ifstream in;
  in.rdbuf()->pubsetbuf(nullptr, 0);  // Straight into our buffer.
  in.open(file.path, std::ios::binary);
  if (!in) return unreadable_file(file.path, errno);
  std::size_t used = 0;
  // One byte more than the size that was seen: the end of the file is met without another read.
  auto wanted =
      static_cast<std::size_t>(std::min<std::uintmax_t>(file.bytes, kTdxMaxFileBytes)) + 1;
  while (used <= kTdxMaxFileBytes) {
    if (stop.stop_requested())
      return Error{Errc::cancelled, "cancelled on request", "已按要求取消"};
    if (buffer.size() < std::min(wanted, used + kPiece))
      buffer.resize(std::min(wanted, used + kPiece));
    const std::size_t space = std::min(kPiece, buffer.size() - used);
    in.read(reinterpret_cast<char*>(buffer.data() + used), static_cast<std::streamsize>(space));
    used += static_cast<std::size_t>(in.gcount());
    if (in.bad()) return unreadable_file(file.path, errno);
    if (in.eof()) return std::span<const std::byte>(buffer.data(), used);
    if (used == wanted) wanted += kPiece;  // It has grown since it was listed.
  }
  return Error{Errc::io,
               fmt::format("{}: larger than {} MB, which no TDX bar file is", file.path.string(),
                           kTdxMaxFileBytes >> 20U),
               fmt::format("{}：大于 {} MB，不会是通达信的行情文件", file.path.string(),
                           kTdxMaxFileBytes >> 20U)};
}

}  // namespace fwq::data
