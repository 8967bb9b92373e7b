// Import of sectors: which files there are, and what they give into the database.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "fwq/core/encoding.hpp"
#include "fwq/core/files.hpp"
#include "fwq/core/text.hpp"
#include "fwq/data/sector_files.hpp"

namespace fwq::data {
namespace {

namespace fs = std::filesystem;
constexpr std::size_t kLargestFile = 64U << 20U;

struct BlockFile {
  std::string_view name;
  SectorKind kind;
};
// What block.dat holds differs from version to version: lists of all kinds of themes.
constexpr std::array kBlockFiles{
    BlockFile{"block_zs.dat", SectorKind::index}, BlockFile{"block_fg.dat", SectorKind::style},
    BlockFile{"block_gn.dat", SectorKind::theme}, BlockFile{"block.dat", SectorKind::theme}};
constexpr std::string_view kText = "infoharbor_block.dat", kSecurities = "tdxhy.cfg",
                           kNames = "tdxzs3.cfg", kOwn = "blocknew.cfg";

std::string utf8(const fs::path& path) {
  const auto text = path.u8string();
  return {text.begin(), text.end()};
}

// The file of this name in a folder, whatever its letters' case; empty when there is none.
fs::path find_file(const fs::path& folder, std::string_view name) {
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(folder, ignored))
    if (core::to_lower(utf8(entry.path().filename())) == name) return entry.path();
  return {};
}

class SectorImport {
 public:
  // The folder itself and those in it that TDX keeps such files in.
  Result<void> take_folder(const fs::path& root) {
    std::vector<fs::path> folders{root};
    for (const std::string_view below : {"t0002", "hq_cache", "blocknew"})
      for (std::size_t i = 0; i < folders.size(); ++i)
        if (const auto found = find_file(folders[i], below);
            !found.empty() && fs::is_directory(found)) {
          if (std::find(folders.begin(), folders.end(), found) == folders.end())
            folders.push_back(found);
        }
    for (const auto& folder : folders) {
      for (const auto& file : kBlockFiles) {
        FWQ_TRY(take_if_there(folder, file.name));
      }
      for (const auto name : {kText, kNames, kOwn}) {
        FWQ_TRY(take_if_there(folder, name));
      }
    }
    if (report_.files > 0) return {};
    return Error{Errc::invalid_argument,
                 fmt::format("{} has no list of sectors: looked for block_*.dat, "
                             "infoharbor_block.dat, tdxhy.cfg and blocknew.cfg in it, its T0002, "
                             "hq_cache and blocknew",
                             utf8(root)),
                 fmt::format("{} 中没有板块文件：已在其 T0002、hq_cache、blocknew 下查找 "
                             "block_*.dat、infoharbor_block.dat、tdxhy.cfg、blocknew.cfg",
                             utf8(root))};
  }

  Result<void> take_file(const fs::path& path) {
    const std::string name = core::to_lower(utf8(path.filename()));
    FWQ_TRY_ASSIGN(bytes, core::read_file(path, kLargestFile));
    ++report_.files;
    for (const auto& file : kBlockFiles)
      if (name == file.name)
        return take(decode_tdx_blocks(std::as_bytes(std::span(bytes)), file.kind), path);
    if (name == kText) return take(decode_tdx_block_text(bytes), path);
    if (name == kNames || name == kSecurities) return take_industries(path.parent_path());
    if (name == kOwn) return take_own(path, bytes);
    FWQ_TRY_ASSIGN(text, core::to_utf8(bytes));
    FWQ_TRY_ASSIGN(list, parse_sector_csv(text, utf8(path), report_));
    return take(std::move(list), path);
  }

  Result<ImportReport> put(SystemDb& db, const fs::path& path) {
    if (sectors_.empty())
      return Error{Errc::bad_data, fmt::format("{} holds no sector with a security", utf8(path)),
                   fmt::format("{} 中没有含证券的板块", utf8(path))};
    std::vector<Sector> sectors;
    std::set<Symbol> symbols;
    for (auto& [key, list] : sectors_) {
      symbols.insert(list.begin(), list.end());
      sectors.push_back({key.first, key.second, std::move(list)});
    }
    FWQ_TRY_ASSIGN(added, db.put_sectors(sectors, "sectors"));
    report_.added = added;
    report_.symbols = symbols.size();
    return std::move(report_);
  }

 private:
  Result<void> take_if_there(const fs::path& folder, std::string_view name) {
    const auto file = find_file(folder, name);
    if (file.empty()) return {};
    return take_file(file);
  }

  // Two files may hold a list of one name: together they are it.
  Result<void> take(SectorList list, const fs::path& path) {
    report_.bars += list.rows;
    for (const auto& [reason, count] : list.rejected) {
      report_.rejected += count;
      report_.reasons[reason] += count;
    }
    if (list.sectors.empty()) {
      ++report_.skipped;
      report_.skipped_files.push_back(utf8(path) + ": no sector in it");
    }
    for (auto& sector : list.sectors) {
      auto& all = sectors_[{sector.kind, sector.name}];
      all.insert(all.end(), sector.symbols.begin(), sector.symbols.end());
    }
    return {};
  }

  Result<void> take_industries(const fs::path& folder) {
    const auto names = find_file(folder, kNames), securities = find_file(folder, kSecurities);
    if (names.empty() || securities.empty()) {
      ++report_.skipped;
      report_.skipped_files.push_back(utf8(folder) + ": industries need tdxhy.cfg and tdxzs3.cfg");
      return {};
    }
    FWQ_TRY_ASSIGN(name_text, core::read_file(names, kLargestFile));
    FWQ_TRY_ASSIGN(security_text, core::read_file(securities, kLargestFile));
    return take(decode_tdx_industries(security_text, name_text), securities);
  }

  Result<void> take_own(const fs::path& path, const std::string& bytes) {
    for (const auto& block : decode_tdx_own_blocks(std::as_bytes(std::span(bytes)))) {
      const auto file = find_file(path.parent_path(), core::to_lower(block.stem + ".blk"));
      if (file.empty()) continue;  // A list that is empty has no file.
      FWQ_TRY_ASSIGN(text, core::read_file(file, kLargestFile));
      FWQ_TRY(take(decode_tdx_own_list(text, block.name), file));
    }
    return {};
  }

  std::map<std::pair<SectorKind, std::string>, std::vector<Symbol>> sectors_;
  ImportReport report_;
};

}  // namespace

Result<ImportReport> import_sectors(const fs::path& path, SystemDb& db) {
  std::error_code failed;
  const auto status = fs::status(path, failed);
  if (!fs::exists(status))
    return Error{Errc::not_found, fmt::format("there is no {}", utf8(path)),
                 fmt::format("没有 {}", utf8(path))};
  SectorImport import;
  if (fs::is_directory(status)) {
    FWQ_TRY(import.take_folder(path));
  } else {
    FWQ_TRY(import.take_file(path));
  }
  return import.put(db, path);
}

}  // namespace fwq::data
