// Import of the files that users have: TDX folders, CSV bars, name lists, ex-rights lists.
//
// Safe to repeat: what is already stored is not written again. Cancelled or killed at any moment, everything
// committed so far is whole, and the next run goes on from there.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "fwq/core/result.hpp"
#include "fwq/core/tasks.hpp"
#include "fwq/data/csv_bars.hpp"
#include "fwq/data/store.hpp"
#include "fwq/data/system_db.hpp"

namespace fwq::data {

struct ImportReport {
  std::size_t files = 0;      // Read.
  std::size_t symbols = 0;    // With at least one accepted bar (or row).
  std::size_t bars = 0;       // Accepted (rows, for lists).
  std::size_t added = 0;      // New or changed.
  std::size_t rejected = 0;   // Rows that were refused; the rest of their file is kept.
  std::map<std::string, std::size_t> reasons;  // Of refusals and repairs, by stable word.
  std::vector<RowProblem> examples;            // The first 20.
  std::vector<std::string> skipped_files;      // Files that gave nothing, each with why (first 20).
  std::size_t skipped = 0;                     // How many those are.
  std::vector<std::string> repaired;           // Stored series that were damaged and are replaced, each with how.
};

// Imports `.day`, `.lc1` and `.lc5` files of a TDX root folder, its vipdoc folder, or a market's folder below that.
// Decoding runs on `tasks`, writing in the calling thread; progress counts bytes. Errors: not_found (no such
// folder), invalid_argument (no TDX file in it; the message says what was looked for), bad_data (not one
// bar could be taken), io (permission, full disk), cancelled.
Result<ImportReport> import_tdx(const std::filesystem::path& folder, Store& store, core::TaskSystem& tasks,
                                const core::TaskContext& context = {});

struct CsvImportReport {
  ImportReport totals;
  struct File {
    std::filesystem::path path;
    CsvLayout layout;
    std::size_t symbols = 0, bars = 0;
  };
  std::vector<File> files;                         // Those that gave bars (first 20).
  std::vector<std::filesystem::path> empty_paths;  // Of the paths asked for: those that gave no bar at all.
};

// Imports CSV files of bars (csv_bars.hpp says which), and folders of them. A bar of a file replaces the stored one of
// its time; stored bars of other times stay, and so do a stored bar's volume and amount where the file has no such column
// and the same prices. A file that cannot be used is listed with its reason, and the others are imported. Each
// security of a file is stored whole or not at all; what is cancelled or killed can be repeated. Errors: not_found (a path
// does not exist), invalid_argument, bad_data and unsupported (no file gave a bar: the first one's reason), io, cancelled.
Result<CsvImportReport> import_csv(const std::vector<std::filesystem::path>& paths, const CsvOptions& options,
                                   Store& store, const core::TaskContext& context = {});

// A CSV with a header: market, code, name[, kind, listed, list_date, delist_date] in any order, UTF-8 (BOM allowed).
// A quoted name may hold commas. Errors: not_found, io, bad_data (no usable header or row).
Result<ImportReport> import_names(const std::filesystem::path& file, SystemDb& db);

// A CSV with a header: market, code, date, then bonus_per_10, transfer_per_10, rights_per_10, rights_price, cash_per_10
// (stocks) or category, cash_per_10, split_ratio (funds). Errors: as import_names.
Result<ImportReport> import_exrights(const std::filesystem::path& file, SystemDb& db);

// Days under risk warning (ST, *ST). A CSV with a header: symbol, from, to; `to` may be empty while it goes on, both days
// are in. A file replaces all that was known of the symbols in it. Errors: as import_names.
Result<ImportReport> import_risk_warnings(const std::filesystem::path& file, SystemDb& db);

// One trading day a line, YYYYMMDD or YYYY-MM-DD, with or without a header "date". Errors: as import_names.
Result<ImportReport> import_calendar(const std::filesystem::path& file, SystemDb& db);

}  // namespace fwq::data
