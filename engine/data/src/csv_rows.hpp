// One row of a CSV of bars: from its fields to numbers, or the reason why it is none.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "csv_lines.hpp"
#include "csv_text.hpp"
#include "fwq/data/csv_bars.hpp"

namespace fwq::data {

inline constexpr std::size_t kNoColumn = static_cast<std::size_t>(-1);

// The layout, and what reading the rows needs besides.
struct CsvShape {
  CsvLayout layout;
  std::array<std::size_t, kCsvRoles> at{};  // Column of each role, or kNoColumn.
  std::size_t width = 0;                    // Columns of the header.
  std::size_t needed = 0;                   // Fields that a row must have.
  bool month_first = false;                 // 01/02/2024 is the second of January.
  Symbol hint;                              // By title or file name: tells what a bare code means.
  std::string header_text;                  // The header's bytes: files put together repeat them.
  std::size_t skip_bytes = 0, skip_lines = 0;  // Before the first row.

  std::size_t column(CsvRole role) const noexcept { return at[static_cast<std::size_t>(role)]; }
  bool has(CsvRole role) const noexcept { return column(role) != kNoColumn; }
};

// Numbers as written: volume and amount in the file's units.
struct CsvRow {
  CsvStamp stamp;
  double open = kNone, high = kNone, low = kNone, close = kNone;
  double volume = kNone, amount = kNone;
  std::string_view symbol;  // The field, or "".
  bool adjusted = false;    // By its flag or factor.
  bool clipped = false;
};

enum class CsvVerdict : std::uint8_t {
  bar,
  not_a_bar,
  passed_over /* a footer, the header again */
};

// Reads rows of one shape. Holds scratch memory: one for each thread.
class CsvRowReader {
 public:
  explicit CsvRowReader(const CsvShape& shape) : shape_(shape) {}

  // The current record of `lines`, with further lines that its quotes hold. After not_a_bar: reason().
  CsvVerdict read(CsvLines& lines, CsvRow& row);
  CsvReason reason() const noexcept { return reason_; }
  const std::vector<std::string_view>& fields() const noexcept { return fields_; }

 private:
  CsvVerdict refuse(CsvReason reason) noexcept {
    reason_ = reason;
    return CsvVerdict::not_a_bar;
  }
  std::string_view field(CsvRole role) const noexcept {
    const std::size_t at = shape_.column(role);
    return at < fields_.size() ? fields_[at] : std::string_view();
  }
  bool number(CsvRole role, double& out) const noexcept;
  bool split(CsvLines& lines);
  bool fit_width();
  bool stamp(CsvRow& row) const noexcept;
  CsvVerdict numbers(CsvRow& row) noexcept;
  CsvVerdict order(CsvRow& row) noexcept;

  const CsvShape& shape_;
  std::vector<std::string_view> fields_;
  std::string joined_;
  CsvReason reason_ = CsvReason::bad_date;
};

// The security that a symbol column's text means: SH600000, 600000.SH …, ="600000", or a code whose leading zeros a
// spreadsheet took. A bare code is `hint`'s when that has the same one. Empty when it is none.
Symbol symbol_of_field(std::string_view field, Symbol hint);

}  // namespace fwq::data
