// Lists of securities in files: the block files of the TDX (通达信) terminal, and CSV lists.
//
//   block_zs.dat block_fg.dat block_gn.dat block.dat    hq_cache; 384 bytes, u16 how many, then records of 2813 bytes:
//       name[9] GBK | u16 securities | u16 kind | 400 times code[7], six digits and a zero, without the market
//   infoharbor_block.dat    GBK text: "#GN_name,count,…" begins a list, then "m#code" with commas between; FG_ and ZS_ likewise
//   tdxhy.cfg, tdxzs3.cfg   GBK text: which security is of which industry ("m|code|T0101||…"), and the industries' names
//                           ("name|code|kind|…|T01", kind 2): a security belongs to each industry that its key begins with
//   blocknew/blocknew.cfg   records of 120 bytes: name[50] GBK | stem[70]; and <stem>.blk, a line "mCCCCCC" each: a person's own
//   m is 0 for Shenzhen, 1 for Shanghai, 2 for Beijing. All numbers little-endian.
//
// Source:   data notes of the project. The decoders are pure functions of bytes, and bound by their size whatever stands in them.
#pragma once

#include <cstddef>
#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "fwq/core/result.hpp"
#include "fwq/data/import.hpp"
#include "fwq/data/system_db.hpp"

namespace fwq::data {

// What a file gave. Names are UTF-8 without padding; lists have their securities in order, each once, and none is empty.
struct SectorList {
  std::vector<Sector> sectors;
  std::size_t rows = 0;  // Securities accepted, each as often as it is in a list.
  // Refused, by reason: bad_name, bad_code, truncated (the file ends before what it promises), too_many (a list that says it
  // holds more than its room), bad_row.
  std::map<std::string, std::size_t> rejected;
};

SectorList decode_tdx_blocks(std::span<const std::byte> bytes, SectorKind kind);
SectorList decode_tdx_block_text(std::string_view gbk);
SectorList decode_tdx_industries(std::string_view securities_gbk, std::string_view names_gbk);

struct OwnBlock {
  std::string name, stem;  // The stem is a file's name and no path: others are left out.
};
std::vector<OwnBlock> decode_tdx_own_blocks(std::span<const std::byte> bytes);
SectorList decode_tdx_own_list(std::string_view text, const std::string& name);

// A CSV with a header: sector, symbol[, kind] in any order; kind is industry, theme, style, index or own, which it is without.
// Errors: bad_data (no usable header or row).
Result<SectorList> parse_sector_csv(std::string_view text, const std::string& file,
                                    ImportReport& report);

// Imports what there is of these in a TDX folder (its root, T0002, hq_cache or blocknew), one of the files, or a CSV. A list takes
// the place of the one of its kind and name; lists that no file has stay. Of the report: symbols, bars (places in lists), added
// (lists that are new or changed). Errors: not_found, invalid_argument (a folder without such a file), bad_data (not one list), io,
// and those of the database.
Result<ImportReport> import_sectors(const std::filesystem::path& path, SystemDb& db);

}  // namespace fwq::data
