// A table of numbers and texts as a file: CSV, JSON or a workbook.
#pragma once

#include <filesystem>
#include <string>
#include <variant>
#include <vector>

#include "fwq/core/result.hpp"
#include "stock_session.hpp"

namespace fwq::desktop {

// Times are texts. NaN: nothing.
using Cell = std::variant<std::string, double>;
struct ExportTable {
  std::string title;  // Of the workbook's sheet.
  std::vector<std::string> headers;
  std::vector<std::vector<Cell>> rows;  // Each as long as the headers.
};

// What a stock has: its bars; its bars with the usual indicators; its pattern hits. Column names are English in every language, as
// the command line's.
ExportTable bars_table(const StockView& view);
ExportTable indicators_table(const StockView& view);
ExportTable hits_table(const StockView& view);

enum class ExportFormat { csv, xlsx, json };

// UTF-8, with a mark so that Excel reads Chinese names; fields with a comma or quote are quoted; a missing number is empty.
std::string csv_text(const ExportTable& table);
// An array of objects; a missing number is null.
std::string json_text(const ExportTable& table);
// Errors: io. [worker-thread]
Result<void> write_table(const ExportTable& table, ExportFormat format,
                         const std::filesystem::path& file);

}  // namespace fwq::desktop
