// Finding out what a CSV of bars looks like, from its beginning.
#pragma once

#include <filesystem>
#include <string_view>

#include "csv_rows.hpp"
#include "fwq/core/result.hpp"
#include "fwq/data/csv_bars.hpp"

namespace fwq::data {

// `head`: the beginning of the file, 256 KB if it has as many; it is cut at the last whole line unless `whole`.
// Errors: as read_csv.
Result<CsvShape> find_csv_shape(std::string_view head, bool whole,
                                const std::filesystem::path& name, const CsvOptions& options);

// What a line above the header says: "600062 华润双鹤 日线 前复权".
struct CsvTitle {
  Symbol symbol;
  std::optional<Period> period;
  std::string adjusted;  // The word, or "".
};
CsvTitle read_csv_title(std::string_view utf8);

// The security that a file's name says: sh600000.csv, SH#600062.txt, 600519.SS.csv, SH600000_day.csv, 600000.csv.
Symbol symbol_of_file_name(const std::filesystem::path& name);
// "qfq", "hfq", "前复权" or "后复权" when the name has it, else "".
std::string adjusted_by_file_name(const std::filesystem::path& name);

}  // namespace fwq::data
