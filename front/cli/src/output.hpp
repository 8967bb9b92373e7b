// How results are written: one JSON document, CSV, or aligned columns for people.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace fwq::cli {

using Json = nlohmann::ordered_json;

// A number as JSON: null when it is NaN or infinite.
Json number(double value);

// The document as text. Numbers are the shortest decimal that reads back the same, never with an exponent
// (which nlohmann's own dump would use). Invalid UTF-8 is replaced.
std::string to_text(const Json& document);

// A CSV field, quoted when it holds a comma, a quote or a line end.
std::string csv_field(std::string_view text);

// Rows of cells under a header, aligned by display width, two spaces between columns.
class Table {
 public:
  // A name that begins with '>' is right-aligned (and shown without the mark).
  explicit Table(std::vector<std::string> header);
  void add(std::vector<std::string> row);
  bool empty() const noexcept { return rows_.empty(); }
  std::string text() const;

 private:
  std::vector<std::string> header_;
  std::vector<bool> right_;
  std::vector<std::vector<std::string>> rows_;
};

}  // namespace fwq::cli
