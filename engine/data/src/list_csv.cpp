// Reading CSV lists: lines, fields, columns by name.
#include "list_csv.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "fwq/core/encoding.hpp"
#include "fwq/core/text.hpp"

namespace fwq::data {
namespace {

constexpr std::size_t kExamples = 20;

}  // namespace

std::optional<std::vector<std::string>> split_csv_line(std::string_view line) {
  std::vector<std::string> fields;
  for (std::size_t at = 0;;) {
    std::string field;
    const std::size_t first = line.find_first_not_of(" \t", at);
    if (first != std::string_view::npos && line[first] == '"') {
      at = first + 1;
      for (;;) {
        const std::size_t quote = line.find('"', at);
        if (quote == std::string_view::npos) return std::nullopt;
        field += line.substr(at, quote - at);
        at = quote + 1;
        if (at >= line.size() || line[at] != '"') break;
        field += '"';
        ++at;
      }
      at = line.find_first_not_of(" \t", at);
      if (at != std::string_view::npos && line[at] != ',') return std::nullopt;
    } else {
      const std::size_t comma = line.find(',', at);
      field = line.substr(at, comma == std::string_view::npos ? comma : comma - at);
      at = comma;
    }
    fields.push_back(std::move(field));
    if (at == std::string_view::npos) return fields;
    ++at;
  }
}

bool Lines::next() {
  while (!rest_.empty()) {
    const std::size_t end = rest_.find('\n');
    line_ = rest_.substr(0, end);
    rest_.remove_prefix(end == std::string_view::npos ? rest_.size() : end + 1);
    ++number_;
    if (line_.ends_with('\r')) line_.remove_suffix(1);
    if (!core::trimmed(line_).empty()) return true;
  }
  return false;
}

Result<ListCsv> ListCsv::open(std::string_view text, std::string file,
                              std::initializer_list<std::string_view> required) {
  ListCsv csv(text, std::move(file));
  if (!csv.lines_.next())
    return Error{Errc::bad_data, fmt::format("{} is empty", csv.file_),
                 fmt::format("{} 是空文件", csv.file_)};
  const auto header = split_csv_line(csv.lines_.text());
  if (!header)
    return Error{Errc::bad_data,
                 fmt::format("the header of {} has a quote that is not closed", csv.file_),
                 fmt::format("{} 的表头有未闭合的引号", csv.file_)};
  for (const std::string& name : *header) {
    csv.header_.push_back(core::to_lower(core::trimmed(name)));
    const auto& now = csv.header_.back();
    if (!now.empty() && std::count(csv.header_.begin(), csv.header_.end(), now) > 1) {
      return Error{Errc::bad_data,
                   fmt::format("the header of {} has the column '{}' twice", csv.file_, now),
                   fmt::format("{} 的表头中列 '{}' 出现两次", csv.file_, now)};
    }
  }
  for (const std::string_view name : required) {
    if (csv.has(name)) continue;
    // What stands there may be anything, also a line of a binary file: only so much of it is shown.
    const std::string_view shown = csv.lines_.text().substr(0, 80);
    return Error{
        Errc::bad_data,
        fmt::format("{} has no column '{}': its first line must name the columns {}, and is '{}'",
                    csv.file_, name, fmt::join(required, ", "),
                    core::is_utf8(shown) ? shown : "not readable"),
        fmt::format("{} 缺少列 '{}'：首行应列出 {}，现为 '{}'", csv.file_, name,
                    fmt::join(required, "、"), core::is_utf8(shown) ? shown : "无法辨认")};
  }
  return csv;
}

std::optional<std::size_t> ListCsv::find(std::string_view column) const noexcept {
  const auto at = std::find(header_.begin(), header_.end(), column);
  return at == header_.end() ? std::nullopt
                             : std::optional(static_cast<std::size_t>(at - header_.begin()));
}

bool ListCsv::next(ImportReport& report) {
  while (lines_.next()) {
    auto fields = split_csv_line(lines_.text());
    if (!fields) {
      reject(report, "bad_quotes");
    } else if (fields->size() < header_.size()) {
      reject(report, "missing_field");
    } else if (fields->size() > header_.size()) {
      reject(report, "extra_field");
    } else if (!core::is_utf8(lines_.text())) {
      reject(report, "bad_encoding");
    } else {
      row_ = std::move(*fields);
      return true;
    }
  }
  return false;
}

std::string_view ListCsv::operator[](std::string_view column) const noexcept {
  const auto at = find(column);
  return at ? core::trimmed(row_[*at]) : std::string_view();
}

void ListCsv::reject(ImportReport& report, const char* reason, std::size_t line) const {
  ++report.rejected;
  ++report.reasons[reason];
  if (report.examples.size() < kExamples) report.examples.push_back({file_, line, reason});
}

}  // namespace fwq::data
