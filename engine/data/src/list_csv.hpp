// A list that a user brings, as CSV with a header: its columns by name, and its rows one by one.
//
// Lines end with LF or CRLF. A field may stand in quotes, with "" for a quote in it; quotes do not reach over the end
// of a line, so that a stray one costs its line and not the rest of the file. Blank lines are passed over.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "fwq/core/result.hpp"
#include "fwq/data/import.hpp"

namespace fwq::data {

// The fields of one line, without quotes; nullopt when a quote is not closed or text follows a closed one.
std::optional<std::vector<std::string>> split_csv_line(std::string_view line);

// The lines of a text, counted from 1.
class Lines {
 public:
  explicit Lines(std::string_view text) : rest_(text) {}
  // Moves to the next line that is not blank; false at the end.
  bool next();
  std::string_view text() const noexcept { return line_; }
  std::size_t number() const noexcept { return number_; }

 private:
  std::string_view rest_, line_;
  std::size_t number_ = 0;
};

class ListCsv {
 public:
  // `text` is UTF-8 and outlives the reader; `file` is for messages. Errors: bad_data, unless the header has all
  // columns in `required` (names ignore case) and none twice.
  static Result<ListCsv> open(std::string_view text, std::string file,
                              std::initializer_list<std::string_view> required);

  bool has(std::string_view column) const noexcept { return find(column).has_value(); }
  // Moves to the next row that can be split and is as wide as the header. The others are counted in `report`
  // as bad_quotes, bad_encoding, missing_field, extra_field.
  bool next(ImportReport& report);
  // The trimmed field of the current row; "" when the file has no such column.
  std::string_view operator[](std::string_view column) const noexcept;
  std::size_t line() const noexcept { return lines_.number(); }
  const std::string& file() const noexcept { return file_; }

  void reject(ImportReport& report, const char* reason) const { reject(report, reason, line()); }
  void reject(ImportReport& report, const char* reason, std::size_t line) const;

 private:
  ListCsv(std::string_view text, std::string file) : lines_(text), file_(std::move(file)) {}
  std::optional<std::size_t> find(std::string_view column) const noexcept;

  Lines lines_;
  std::string file_;
  std::vector<std::string> header_, row_;
};

}  // namespace fwq::data
