// Finding out what a CSV of bars looks like: its text, its header, and what its first rows say.
#include "csv_shape.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>

#include "csv_columns.hpp"
#include "csv_sample.hpp"
#include "fwq/core/encoding.hpp"
#include "fwq/core/text.hpp"

namespace fwq::data {
namespace {

constexpr std::string_view kMark = "\xef\xbb\xbf";
constexpr std::size_t kLinesToHeader = 20;
constexpr std::string_view kDelimiters = ",\t;| ";

Error bad_file(const std::filesystem::path& name, std::string_view what, std::string_view what_zh) {
  return {Errc::bad_data, fmt::format("{}: {}", name.string(), what),
          fmt::format("{}：{}", name.string(), what_zh)};
}

// Files that are no text, by their first bytes.
std::optional<Error> not_text(std::string_view head, const std::filesystem::path& name) {
  if (head.starts_with("PK\x03\x04") || head.starts_with("\xd0\xcf\x11\xe0")) {
    return bad_file(name, "this is an Excel workbook, not text: save it as CSV",
                    "这是 Excel 工作簿，不是文本：请另存为 CSV");
  }
  if (head.starts_with("\xff\xfe") || head.starts_with("\xfe\xff")) {
    return bad_file(name, "the text is UTF-16: save it as UTF-8",
                    "文本编码是 UTF-16：请另存为 UTF-8");
  }
  return std::nullopt;
}

// The line of `text` at `at`, moved behind it; its bytes without the line end.
std::string_view take_line(std::string_view text, std::size_t& at, char terminator) {
  const std::size_t end = std::min(text.find(terminator, at), text.size());
  const std::string_view line = text.substr(at, end - at);
  at = std::min(end + 1, text.size());
  return line;
}

// A line of a head as UTF-8; "" when it is in neither encoding.
std::string utf8_line(std::string_view line) {
  const auto text = core::to_utf8(line);
  return text ? *text : std::string();
}

// pandas writes the index as a column without a name: it is the date when nothing else is.
void adopt_unnamed_date(CsvHeader& header) {
  if (header.has(CsvRole::date) || header.columns.empty()) return;
  CsvColumn& first = header.columns.front();
  const std::string name = core::to_lower(first.name);
  if (first.role == CsvRole::other &&
      (name.empty() || name == "index" || name == "price" || name.starts_with("unnamed"))) {
    first.role = CsvRole::date;
  }
}

struct Candidate {
  CsvHeader header;
  char delimiter = ',';
  std::size_t score() const {
    std::size_t roles = 0;
    for (const CsvColumn& column : header.columns) roles += column.role != CsvRole::other ? 1 : 0;
    return header.essentials() * 100 + roles;
  }
};

// The line read as a header with each delimiter; the one that makes most of it.
Candidate best_header(std::string_view line) {
  Candidate best;
  const std::string text = utf8_line(line);
  std::vector<std::string_view> fields;
  for (const char delimiter : kDelimiters) {
    if (split_csv_fields(text, delimiter, fields) != CsvSplit::ok) continue;
    std::vector<std::string> names;
    for (const std::string_view field : fields) names.push_back(unquoted(field));
    Candidate one{read_csv_header(names), delimiter};
    adopt_unnamed_date(one.header);
    if (best.header.columns.empty() || one.score() > best.score()) best = std::move(one);
  }
  return best;
}

// Without a header: the first row as date, open, high, low, close[, volume[, amount]].
std::optional<Candidate> guessed_header(std::string_view line) {
  std::vector<std::string_view> fields;
  for (const char delimiter : kDelimiters) {
    if (split_csv_fields(line, delimiter, fields) != CsvSplit::ok) continue;
    if (fields.size() < 5 || fields.size() > 7 || !parse_csv_stamp(fields[0], true)) continue;
    std::vector<double> numbers;
    for (std::size_t i = 1; i < fields.size(); ++i) {
      numbers.push_back(parse_csv_number(fields[i]).value_or(-1));
    }
    const bool ordered = numbers[2] > 0 && numbers[1] >= std::max(numbers[0], numbers[3]) &&
                         numbers[2] <= std::min(numbers[0], numbers[3]);
    if (!ordered) continue;
    std::vector<std::string> names{"date", "open", "high", "low", "close", "volume", "amount"};
    names.resize(fields.size());
    Candidate one{read_csv_header(names), delimiter};
    for (CsvColumn& column : one.header.columns) column.name.clear();
    return one;
  }
  return std::nullopt;
}

// Where the header stands and what is around it.
struct Found {
  Candidate candidate;
  CsvTraits traits;
  CsvTitle title;
  Symbol ticker;
  std::string raw;       // The header's bytes.
  std::size_t line = 0;  // Its number; 0: there is none.
  std::size_t skip_bytes = 0, skip_lines = 0;
};

// yfinance's two lines under the header: Ticker and Date.
std::optional<Error> take_ticker_lines(std::string_view head, char terminator,
                                       const std::filesystem::path& name, Found& found) {
  std::size_t at = found.skip_bytes;
  std::vector<std::string_view> fields;
  const std::string_view line = take_line(head, at, terminator);
  split_csv_fields(line, found.candidate.delimiter, fields);
  if (fields.empty() || core::to_lower(fields[0]) != "ticker") return std::nullopt;
  for (std::size_t i = 1; i < fields.size(); ++i) {
    if (fields[i] == fields[1]) continue;
    return bad_file(name,
                    fmt::format("holds several securities side by side ({} and {}): save each "
                                "one by itself",
                                fields[1], fields[i]),
                    fmt::format("并排存有多只证券（{} 和 {}）：请分别保存", fields[1], fields[i]));
  }
  if (fields.size() > 1) found.ticker = symbol_of_field(fields[1], {});
  found.traits.ticker_lines = true;
  found.skip_bytes = at;
  ++found.skip_lines;
  const std::string_view third = take_line(head, at, terminator);
  split_csv_fields(third, found.candidate.delimiter, fields);
  if (!fields.empty() && core::to_lower(fields[0]).starts_with("date")) {
    found.skip_bytes = at;
    ++found.skip_lines;
  }
  return std::nullopt;
}

std::string missing_columns(const Candidate& candidate) {
  struct Wanted {
    CsvRole role;
    std::string_view text;
  };
  static constexpr std::array<Wanted, 5> kWanted{{{CsvRole::date, "date (日期)"},
                                                  {CsvRole::open, "open (开盘)"},
                                                  {CsvRole::high, "high (最高)"},
                                                  {CsvRole::low, "low (最低)"},
                                                  {CsvRole::close, "close (收盘)"}}};
  std::vector<std::string_view> missing;
  for (const Wanted& wanted : kWanted) {
    if (!candidate.header.has(wanted.role)) missing.push_back(wanted.text);
  }
  return fmt::format("{}", fmt::join(missing, ", "));
}

Result<Found> find_header(std::string_view head, char terminator,
                          const std::filesystem::path& name) {
  Found found;
  Candidate nearest;
  std::size_t line_number = 0;
  for (std::size_t at = 0; at < head.size() && line_number < kLinesToHeader;) {
    const std::size_t start = at;
    const std::string_view line = take_line(head, at, terminator);
    ++line_number;
    if (core::trimmed(line).empty()) continue;
    Candidate one = best_header(line);
    if (one.header.essentials() == 5) {
      found.candidate = std::move(one);
      found.raw = line;
      found.line = line_number;
      found.skip_bytes = at;
      found.skip_lines = line_number;
      if (auto error = take_ticker_lines(head, terminator, name, found)) return std::move(*error);
      return found;
    }
    // Under a header that lacks a column the numbers are not what they seem.
    const bool headed = nearest.header.essentials() >= 2;
    if (auto guessed = headed ? std::nullopt : guessed_header(line)) {
      found.candidate = std::move(*guessed);
      found.skip_bytes = start;
      found.skip_lines = line_number - 1;
      return found;
    }
    if (one.score() > nearest.score()) nearest = std::move(one);
    CsvTitle title = read_csv_title(utf8_line(line));
    if (!title.symbol.empty()) {
      found.title = std::move(title);
      found.traits.title_line = true;
    }
  }
  if (line_number == 0) return bad_file(name, "the file is empty", "文件是空的");
  if (head.substr(0, 4096).find('\0') != std::string_view::npos) {
    return bad_file(name, "this is not a text file", "这不是文本文件");
  }
  if (nearest.header.essentials() >= 2) {
    return bad_file(name, fmt::format("no column for {} in its header", missing_columns(nearest)),
                    fmt::format("表头中没有这些列：{}", missing_columns(nearest)));
  }
  return bad_file(name,
                  "no header with date, open, high, low and close (日期, 开盘, 最高, 最低, "
                  "收盘) in its first lines",
                  "前几行中没有含日期、开盘、最高、最低、收盘的表头");
}

std::string encoding_of(std::string_view head, bool marked) {
  if (marked) return "utf-8 with BOM";
  std::size_t good = 0;
  std::size_t bad = 0;
  for (std::size_t at = 0; at < head.size();) {
    const std::string_view line = take_line(head, at, '\n');
    const bool ascii = std::all_of(line.begin(), line.end(),
                                   [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    if (ascii) continue;
    core::is_utf8(line) ? ++good : ++bad;
  }
  return bad > good ? "gb18030" : "utf-8";
}

void take_columns(const CsvHeader& header, CsvShape& shape) {
  shape.at.fill(kNoColumn);
  shape.width = header.columns.size();
  shape.layout.columns = header.columns;
  for (const CsvColumn& column : header.columns) {
    if (column.role == CsvRole::other) continue;
    shape.at[static_cast<std::size_t>(column.role)] = column.index;
    shape.needed = std::max(shape.needed, column.index + 1);
  }
}

// What the file itself says of being adjusted.
std::string said_adjusted(const Found& found, CsvKind kind, const std::filesystem::path& name) {
  if (!found.title.adjusted.empty()) return found.title.adjusted;
  if (auto word = adjusted_by_file_name(name); !word.empty()) return word;
  const CsvHeader& header = found.candidate.header;
  if (!header.adjusted.empty()) return header.adjusted;
  // Without that column yfinance has adjusted the others (auto_adjust).
  if (kind == CsvKind::yfinance && !header.has(CsvRole::adjusted_close)) return "auto_adjust";
  return {};
}

std::optional<Error> settle_symbol(const Found& found, const std::filesystem::path& name,
                                   const CsvOptions& options, CsvShape& shape) {
  const Symbol by_name = symbol_of_file_name(name);
  const Symbol by_title = !found.ticker.empty() ? found.ticker : found.title.symbol;
  CsvLayout& layout = shape.layout;
  shape.hint = by_title;
  layout.symbol_from = CsvBasis::title;
  // A title has the bare code; the name of the file its market too.
  if (by_title.empty() || by_name.code() == by_title.code()) {
    shape.hint = by_name;
    layout.symbol_from = CsvBasis::file_name;
  }
  if (!options.symbol.empty()) {
    shape.hint = options.symbol;
    layout.symbol_from = CsvBasis::option;
    layout.symbol = options.symbol;
    return std::nullopt;
  }
  if (shape.has(CsvRole::symbol)) {
    layout.symbol_from = CsvBasis::column;
    return std::nullopt;
  }
  layout.symbol = shape.hint;
  if (!layout.symbol.empty()) return std::nullopt;
  return Error{
      Errc::invalid_argument,
      fmt::format("{}: which security it holds is said neither by a column nor by its name: "
                  "name it like SH600000.csv, or pass --symbol",
                  name.string()),
      fmt::format("{}：列和文件名都没有说明是哪只证券：请命名为 SH600000.csv 一类，或加 --symbol",
                  name.string())};
}

}  // namespace

Result<CsvShape> find_csv_shape(std::string_view head, bool whole,
                                const std::filesystem::path& name, const CsvOptions& options) {
  if (head.empty()) return bad_file(name, "the file is empty", "文件是空的");
  if (auto error = not_text(head, name)) return std::move(*error);
  const bool feeds = head.find('\n') != std::string_view::npos;
  const char terminator = feeds || head.find('\r') == std::string_view::npos ? '\n' : '\r';
  if (!whole) head = head.substr(0, head.rfind(terminator) + 1);
  const std::size_t mark = head.starts_with(kMark) ? kMark.size() : 0;
  head.remove_prefix(mark);

  FWQ_TRY_ASSIGN(found, find_header(head, terminator, name));
  CsvShape shape;
  CsvLayout& layout = shape.layout;
  layout.encoding = encoding_of(head, mark > 0);
  layout.delimiter = found.candidate.delimiter;
  layout.header_line = found.line;
  take_columns(found.candidate.header, shape);
  found.traits.gb18030 = layout.encoding == "gb18030";
  layout.kind = options.kind.value_or(recognise_csv(found.candidate.header, found.traits));
  shape.header_text = core::trimmed(found.raw);
  shape.skip_bytes = found.skip_bytes + mark;
  shape.skip_lines = found.skip_lines;
  layout.adjusted = said_adjusted(found, layout.kind, name);
  if (!layout.adjusted.empty() && !options.accept_adjusted) {
    return Error{
        Errc::unsupported,
        fmt::format(
            "{}: its prices are adjusted ({}), and the store keeps raw ones: export it "
            "without adjustment (不复权), or pass --accept-adjusted to store them as they are",
            name.string(), layout.adjusted),
        fmt::format("{}：价格已复权（{}），而行情库存放不复权价格：请导出不复权数据，或加 "
                    "--accept-adjusted 照原样存入",
                    name.string(), layout.adjusted)};
  }
  if (auto error = settle_symbol(found, name, options, shape)) return std::move(*error);
  FWQ_TRY(
      learn_from_sample({head.substr(found.skip_bytes), found.candidate.header, found.title.period},
                        name, options, shape));
  return shape;
}

}  // namespace fwq::data
