// `fwq import csv`: its options, and how the layouts that were found are shown.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "command.hpp"
#include "fwq/data/csv_bars.hpp"
#include "fwq/data/import.hpp"

namespace fwq::cli {

struct CsvImportOptions {
  std::string symbol, period, layout, volume_unit;
  bool accept_adjusted = false;
  bool dry_run = false;

  // Some option was given: they have no meaning for other kinds of imports.
  bool any() const noexcept;
  // Errors: invalid_argument.
  Result<data::CsvOptions> parsed() const;
};

void add_csv_options(CLI::App& app, CsvImportOptions& options, const Session& session);

// `--dry-run`: the layout and the first rows of each file; nothing is written. Returns the exit status.
int show_csv_files(Session& session, const std::vector<std::filesystem::path>& paths,
                   const data::CsvOptions& options);

Json layout_json(const std::filesystem::path& file, const data::CsvLayout& layout);
// Some lines for people: the layout, units, period and security of a file, each with how it is known.
std::string layout_text(const std::filesystem::path& file, const data::CsvLayout& layout,
                        const Session& session);

}  // namespace fwq::cli
