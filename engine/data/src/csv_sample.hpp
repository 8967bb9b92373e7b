// What the first rows of a CSV of bars say: its dates, its period, and its units.
#pragma once

#include <filesystem>
#include <optional>
#include <string_view>

#include "csv_columns.hpp"
#include "csv_rows.hpp"
#include "fwq/core/result.hpp"

namespace fwq::data {

struct CsvSample {
  std::string_view rows;  // Whole lines.
  const CsvHeader& header;
  std::optional<Period> titled;  // The period that a title line names.
};

// Completes `shape`, whose columns, kind and symbol are known. Errors: bad_data (dates that may mean two things),
// invalid_argument (a period that cannot be told), unsupported (weeks and months of yfinance).
Result<void> learn_from_sample(const CsvSample& sample, const std::filesystem::path& name,
                               const CsvOptions& options, CsvShape& shape);

}  // namespace fwq::data
