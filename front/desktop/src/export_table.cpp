// Making tables of a stock and writing them.
#include "export_table.hpp"

#include <fmt/format.h>
#include <xlsxwriter.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "fwq/coordinators/wording.hpp"
#include "fwq/core/files.hpp"
#include "fwq/core/text.hpp"

namespace fwq::desktop {
namespace {

constexpr const char* kBarHeaders[] = {"datetime", "open",   "high",  "low",
                                       "close",    "volume", "amount"};

std::vector<Cell> bar_cells(const data::Bar& bar, data::Period period) {
  return {coordinators::time_text(bar.time, period),
          bar.open,
          bar.high,
          bar.low,
          bar.close,
          bar.volume,
          bar.amount};
}

std::string quoted(const std::string& text) {
  if (text.find_first_of(",\"\n\r") == std::string::npos) return text;
  std::string out = "\"";
  for (const char letter : text) {
    if (letter == '"') out += '"';
    out += letter;
  }
  return out + '"';
}

Error not_written(const std::filesystem::path& file, const char* why) {
  return {Errc::io, fmt::format("{}: cannot be written: {}", file.string(), why),
          fmt::format("无法写入 {}：{}", file.string(), why)};
}

// Into a file beside it first: what is there stays whole until the new one is.
Result<void> write_xlsx(const ExportTable& table, const std::filesystem::path& file) {
  auto beside = file;
  beside += ".part";
  lxw_workbook* book = workbook_new(beside.string().c_str());
  if (book == nullptr) return not_written(file, "no memory");
  lxw_worksheet* sheet = workbook_add_worksheet(book, table.title.c_str());
  lxw_format* bold = workbook_add_format(book);
  format_set_bold(bold);
  for (std::size_t i = 0; i < table.headers.size(); ++i)
    worksheet_write_string(sheet, 0, static_cast<lxw_col_t>(i), table.headers[i].c_str(), bold);
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    for (std::size_t i = 0; i < table.rows[row].size(); ++i) {
      const auto at = static_cast<lxw_row_t>(row + 1);
      const auto column = static_cast<lxw_col_t>(i);
      const Cell& cell = table.rows[row][i];
      if (const auto* text = std::get_if<std::string>(&cell))
        worksheet_write_string(sheet, at, column, text->c_str(), nullptr);
      else if (std::isfinite(std::get<double>(cell)))
        worksheet_write_number(sheet, at, column, std::get<double>(cell), nullptr);
    }
  }
  worksheet_freeze_panes(sheet, 1, 0);
  worksheet_set_column(sheet, 0, 0, 18, nullptr);
  if (const auto error = workbook_close(book); error != LXW_NO_ERROR) {
    std::error_code ignored;
    std::filesystem::remove(beside, ignored);
    return not_written(file, lxw_strerror(error));
  }
  std::error_code failed;
  std::filesystem::rename(beside, file, failed);
  if (failed) return not_written(file, failed.message().c_str());
  return {};
}

}  // namespace

ExportTable bars_table(const StockView& view) {
  ExportTable table{"bars", {std::begin(kBarHeaders), std::end(kBarHeaders)}, {}};
  const data::Bars bars = view.stock().until_end();
  for (std::size_t i = 0; i < bars.size(); ++i)
    table.rows.push_back(bar_cells(bars[i], view.stock().period));
  return table;
}

ExportTable indicators_table(const StockView& view) {
  ExportTable table = bars_table(view);
  table.title = "indicators";
  for (const auto& result : view.analysis.indicators) {
    for (std::size_t output = 0; output < result.outputs.size(); ++output) {
      table.headers.push_back(result.column(output));
      for (std::size_t i = 0; i < table.rows.size(); ++i)
        table.rows[i].emplace_back(result.outputs[output][i]);
    }
  }
  return table;
}

ExportTable hits_table(const StockView& view) {
  ExportTable table{"patterns",
                    {"pattern", "name", "signal", "confidence", "start", "end", "known_at", "price",
                     "target", "stop"},
                    {}};
  const auto time = [&view](std::uint32_t bar) {
    return coordinators::time_text(view.stock().adjusted.bars.time()[bar], view.stock().period);
  };
  for (const auto& found : view.hits)
    table.rows.push_back({std::string(found.hit.pattern->id),
                          std::string(found.hit.pattern->name_zh),
                          std::string(analysis::to_string(found.hit.bias)), found.hit.confidence,
                          time(found.hit.start), time(found.hit.end), time(found.hit.known_at),
                          found.hit.price, found.explanation.target, found.explanation.stop});
  return table;
}

std::string csv_text(const ExportTable& table) {
  std::string out = "\xef\xbb\xbf";
  const auto line = [&out](const auto& cells, const auto& text) {
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (i > 0) out += ',';
      out += text(cells[i]);
    }
    out += '\n';
  };
  line(table.headers, quoted);
  for (const auto& row : table.rows)
    line(row, [](const Cell& cell) {
      const auto* text = std::get_if<std::string>(&cell);
      return text != nullptr ? quoted(*text) : core::shortest(std::get<double>(cell));
    });
  return out;
}

std::string json_text(const ExportTable& table) {
  // Written by hand: numbers are the shortest decimals that read back the same, never with an exponent.
  std::string out = "[\n";
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    out += "  {";
    for (std::size_t i = 0; i < table.headers.size(); ++i) {
      const Cell& cell = table.rows[row][i];
      const auto* text = std::get_if<std::string>(&cell);
      const std::string number =
          text != nullptr ? std::string() : core::shortest(std::get<double>(cell));
      out += (i > 0 ? ", " : "") + nlohmann::json(table.headers[i]).dump() + ": " +
             (text != nullptr  ? nlohmann::json(*text).dump()
              : number.empty() ? "null"
                               : number);
    }
    out += row + 1 < table.rows.size() ? "},\n" : "}\n";
  }
  return out + "]\n";
}

Result<void> write_table(const ExportTable& table, ExportFormat format,
                         const std::filesystem::path& file) {
  switch (format) {
    case ExportFormat::csv:
      return core::write_file_atomically(file, csv_text(table));
    case ExportFormat::json:
      return core::write_file_atomically(file, json_text(table));
    case ExportFormat::xlsx:
      return write_xlsx(table, file);
  }
  return {};
}

}  // namespace fwq::desktop
