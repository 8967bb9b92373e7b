// Import what a person has on disk into a home: a TDX folder, CSV bars, lists of names, events, warnings, days or sectors.
#pragma once

#include <filesystem>
#include <string_view>
#include <vector>

#include "fwq/coordinators/home.hpp"
#include "fwq/core/result.hpp"
#include "fwq/core/tasks.hpp"
#include "fwq/data/csv_bars.hpp"
#include "fwq/data/import.hpp"

namespace fwq::coordinators {

enum class ImportKind { tdx, csv, names, exrights, st, calendar, sectors };
// "tdx" …: stable, used on the command line.
std::string_view to_string(ImportKind kind) noexcept;
// Errors: invalid_argument.
Result<ImportKind> parse_import_kind(std::string_view text);

struct ImportRequest {
  ImportKind kind = ImportKind::tdx;
  std::vector<std::filesystem::path> paths;  // One; csv: any number of files and folders.
  data::CsvOptions csv;                      // Of csv only.
};

struct ImportOutcome {
  data::CsvImportReport report;  // `files` and `empty_paths` of csv only.
  bool demo_removed = false;     // Real bars took the demo market's place.
};

// Holds the home's write lock until the end. Bars take the place of a demo market, once it is sure that there are any; a list of
// real names or events has no place beside one; trading days and sectors suit both. Safe to repeat.
// Errors: invalid_argument (not one path; a list beside a demo market), unavailable (another program writes, or this one
// has the store open), and those of the import.
Result<ImportOutcome> import_files(const Home& home, const ImportRequest& request,
                                   core::TaskSystem& tasks, const core::TaskContext& context = {});

}  // namespace fwq::coordinators
