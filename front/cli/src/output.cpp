// JSON, CSV and tables.
#include "output.hpp"

#include <algorithm>
#include <cmath>

#include "fwq/core/text.hpp"

namespace fwq::cli {
namespace {

void write(const Json& node, int depth, std::string& out) {
  const auto new_line = [&](int level) {
    out += '\n';
    out.append(static_cast<std::size_t>(level) * 2, ' ');
  };
  if (node.is_object() || node.is_array()) {
    const bool object = node.is_object();
    out += object ? '{' : '[';
    // Arrays of plain values stay on one line: columns of numbers would else be a line each.
    const bool flat = !object && std::none_of(node.begin(), node.end(),
                                              [](const Json& n) { return n.is_structured(); });
    bool first = true;
    for (auto item = node.begin(); item != node.end(); ++item) {
      if (!first) out += flat ? ", " : ",";
      first = false;
      if (!flat) new_line(depth + 1);
      if (object) {
        out += Json(item.key()).dump(-1, ' ', false, Json::error_handler_t::replace);
        out += ": ";
      }
      write(*item, depth + 1, out);
    }
    if (!first && !flat) new_line(depth);
    out += object ? '}' : ']';
  } else if (node.is_number_float()) {
    const double value = node.get<double>();
    out += std::isfinite(value) ? core::shortest(value) : "null";
  } else {
    out += node.dump(-1, ' ', false, Json::error_handler_t::replace);
  }
}

}  // namespace

Json number(double value) {
  return std::isfinite(value) ? Json(value) : Json(nullptr);
}

std::string to_text(const Json& document) {
  std::string out;
  write(document, 0, out);
  out += '\n';
  return out;
}

std::string csv_field(std::string_view text) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(text);
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + '"';
}

Table::Table(std::vector<std::string> header)
    : header_(std::move(header)), right_(header_.size(), false) {
  for (std::size_t i = 0; i < header_.size(); ++i) {
    if (!header_[i].starts_with('>')) continue;
    right_[i] = true;
    header_[i].erase(0, 1);
  }
}

void Table::add(std::vector<std::string> row) {
  row.resize(header_.size());
  rows_.push_back(std::move(row));
}

std::string Table::text() const {
  std::vector<std::size_t> widths;
  for (const auto& cell : header_) widths.push_back(core::display_width(cell));
  for (const auto& row : rows_) {
    for (std::size_t i = 0; i < row.size(); ++i)
      widths[i] = std::max(widths[i], core::display_width(row[i]));
  }
  std::string out;
  const auto line = [&](const std::vector<std::string>& cells) {
    std::string text;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (i > 0) text += "  ";
      text += core::padded(cells[i], widths[i], right_[i]);
    }
    text.erase(text.find_last_not_of(' ') + 1);
    out += text + '\n';
  };
  line(header_);
  for (const auto& row : rows_) line(row);
  return out;
}

}  // namespace fwq::cli
