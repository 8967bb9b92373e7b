// Reading a CSV of bars from beginning to end; and a glance at its first rows.
#include <fmt/format.h>

#include <algorithm>
#include <fstream>

#include "csv_collector.hpp"
#include "csv_shape.hpp"
#include "fwq/core/files.hpp"
#include "fwq/core/text.hpp"

namespace fwq::data {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kNoSeries = kNoColumn;

Result<std::ifstream> open_file(const fs::path& file) {
  std::error_code error;
  const fs::file_status status = fs::status(file, error);
  if (status.type() == fs::file_type::not_found) {
    return Error{Errc::not_found, fmt::format("there is no file {}", file.string()),
                 fmt::format("没有文件 {}", file.string())};
  }
  // Opening anything else (a pipe, a device) might wait for ever.
  if (status.type() != fs::file_type::regular) {
    return Error{Errc::io,
                 fmt::format("{}: {}", file.string(), error ? error.message() : "not a file"),
                 fmt::format("{}：{}", file.string(), error ? core::reason_zh(error) : "不是文件")};
  }
  std::ifstream in;
  in.rdbuf()->pubsetbuf(nullptr, 0);  // Straight into our buffer.
  errno = 0;
  in.open(file, std::ios::binary);
  if (!in) {
    return Error{Errc::io,
                 fmt::format("{}: cannot read: {}", file.string(),
                             std::error_code(errno, std::generic_category()).message()),
                 fmt::format("{}：无法读取：{}", file.string(),
                             core::reason_zh({errno, std::generic_category()}))};
  }
  return in;
}

// One reading of a file.
class Reading {
 public:
  Reading(std::istream& in, const fs::path& name, const CsvOptions& options,
          const CsvTuning& tuning)
      : lines_(in), name_(name), options_(options), collector_(tuning) {}

  Result<void> begin() {
    FWQ_TRY_ASSIGN(shape, find_csv_shape(lines_.head(), lines_.head_is_all(), name_, options_));
    shape_ = std::move(shape);
    lines_.skip(shape_.skip_bytes, shape_.skip_lines);
    outcome_.layout = shape_.layout;
    if (shape_.layout.symbol.empty()) return {};
    // One security: its column, if there is one, is checked against it.
    const Symbol symbol = shape_.layout.symbol;
    only_ = collector_.series_of("", [&](std::string_view) { return symbol; });
    return {};
  }

  Result<void> rows(const core::TaskContext& context, std::uintmax_t total) {
    CsvRowReader reader(shape_);
    CsvRow row;
    std::uintmax_t shown = 0;
    while (lines_.next()) {
      if (lines_.bytes_read() != shown) {
        shown = lines_.bytes_read();
        if (context.cancelled()) return core::TaskContext::cancelled_error();
        if (total > 0)
          context.report(static_cast<double>(shown) / static_cast<double>(total),
                         name_.filename().string());
      }
      const CsvVerdict verdict = reader.read(lines_, row);
      if (verdict == CsvVerdict::passed_over) continue;
      ++outcome_.rows;
      if (verdict == CsvVerdict::not_a_bar) {
        note_csv_problem(outcome_, reader.reason(), lines_.line());
      } else {
        FWQ_TRY(take(row));
      }
    }
    if (!lines_.failed()) return {};
    return Error{
        Errc::io,
        fmt::format("{}: reading failed after {} bytes", name_.string(), lines_.bytes_read()),
        fmt::format("{}：读到 {} 字节后失败", name_.string(), lines_.bytes_read())};
  }

  Result<void> finish(const CsvSink& sink, const core::TaskContext& context) {
    BarSeries bars;
    for (std::size_t i = 0; i < collector_.size(); ++i) {
      if (context.cancelled()) return core::TaskContext::cancelled_error();
      FWQ_TRY_ASSIGN(rows, collector_.take(i, outcome_));
      if (rows.empty()) continue;
      const auto& series = collector_.series(i);
      const Period period =
          finish_csv_series(shape_, options_, series.symbol, series.flagged, rows, bars, outcome_);
      if (!bars.empty()) FWQ_TRY(sink(series.symbol, period, bars));
    }
    std::stable_sort(outcome_.problems.begin(), outcome_.problems.end(),
                     [](const CsvProblem& a, const CsvProblem& b) { return a.line < b.line; });
    return {};
  }

  CsvOutcome& outcome() noexcept { return outcome_; }

 private:
  Result<void> take(const CsvRow& row) {
    std::size_t series = only_;
    if (shape_.has(CsvRole::symbol)) {
      series = collector_.series_of(
          row.symbol, [&](std::string_view field) { return symbol_of_field(field, shape_.hint); });
      const bool other = only_ != kNoSeries && series != kNoSeries && series != only_;
      if (series == kNoSeries || other) {
        note_csv_problem(outcome_, other ? CsvReason::other_symbol : CsvReason::bad_symbol,
                         lines_.line());
        return {};
      }
    }
    if (row.clipped) note_csv_problem(outcome_, CsvReason::clipped, lines_.line());
    return collector_.add(series,
                          {row.stamp.time, row.open, row.high, row.low, row.close, row.volume,
                           row.amount, lines_.line()},
                          row.adjusted);
  }

  CsvLines lines_;
  const fs::path& name_;
  const CsvOptions& options_;
  CsvShape shape_;
  CsvCollector collector_;
  CsvOutcome outcome_;
  std::size_t only_ = kNoSeries;
};

}  // namespace

Result<CsvOutcome> read_csv(std::istream& in, const fs::path& name, const CsvOptions& options,
                            const CsvSink& sink, const core::TaskContext& context,
                            const CsvTuning& tuning, std::uintmax_t total_bytes) {
  Reading reading(in, name, options, tuning);
  FWQ_TRY(reading.begin());
  FWQ_TRY(reading.rows(context, total_bytes));
  FWQ_TRY(reading.finish(sink, context));
  return std::move(reading.outcome());
}

Result<CsvOutcome> read_csv(const fs::path& file, const CsvOptions& options, const CsvSink& sink,
                            const core::TaskContext& context, const CsvTuning& tuning) {
  FWQ_TRY_ASSIGN(in, open_file(file));
  std::error_code error;
  const std::uintmax_t bytes = fs::file_size(file, error);
  return read_csv(in, file, options, sink, context, tuning, error ? 0 : bytes);
}

Result<CsvGlance> glance_at_csv(const fs::path& file, const CsvOptions& options, std::size_t rows) {
  FWQ_TRY_ASSIGN(in, open_file(file));
  CsvLines lines(in);
  FWQ_TRY_ASSIGN(shape, find_csv_shape(lines.head(), lines.head_is_all(), file, options));
  lines.skip(shape.skip_bytes, shape.skip_lines);
  CsvGlance glance;
  glance.layout = shape.layout;
  CsvRowReader reader(shape);
  CsvRow row;
  CsvOutcome ignored;
  BarSeries bars;
  CsvOptions as_they_are = options;
  as_they_are.accept_adjusted = true;
  while (glance.rows.size() < rows && lines.next()) {
    if (reader.read(lines, row) != CsvVerdict::bar) continue;
    Symbol symbol = shape.layout.symbol;
    if (shape.has(CsvRole::symbol)) symbol = symbol_of_field(row.symbol, shape.hint);
    if (symbol.empty()) continue;
    std::vector<CsvRawRow> one{{row.stamp.time, row.open, row.high, row.low, row.close, row.volume,
                                row.amount, lines.line()}};
    finish_csv_series(shape, as_they_are, symbol, row.adjusted ? 1 : 0, one, bars, ignored);
    if (!bars.empty()) glance.rows.push_back({symbol, bars[0]});
  }
  return glance;
}

Result<std::vector<fs::path>> csv_files(const fs::path& path, const std::stop_token& stop) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (status.type() == fs::file_type::not_found) {
    return Error{Errc::not_found, fmt::format("there is no file or folder {}", path.string()),
                 fmt::format("没有文件或目录 {}", path.string())};
  }
  if (status.type() != fs::file_type::directory) return std::vector<fs::path>{path};
  std::vector<fs::path> files;
  fs::recursive_directory_iterator entry(path, error);
  for (const fs::recursive_directory_iterator end; !error && entry != end; entry.increment(error)) {
    if (stop.stop_requested()) return core::TaskContext::cancelled_error();
    const std::string extension = core::to_lower(entry->path().extension().string());
    static constexpr std::array<std::string_view, 4> kKnown{".csv", ".tsv", ".txt", ".xls"};
    std::error_code ignored;
    if (std::find(kKnown.begin(), kKnown.end(), extension) != kKnown.end() &&
        entry->is_regular_file(ignored)) {
      files.push_back(entry->path());
    }
  }
  if (error) {
    return Error{Errc::io,
                 fmt::format("cannot look into {}: {}: check its permissions", path.string(),
                             error.message()),
                 fmt::format("无法查看 {}：{}：请检查权限", path.string(), core::reason_zh(error))};
  }
  if (files.empty()) {
    return Error{Errc::invalid_argument,
                 fmt::format("no .csv, .tsv, .txt or .xls file in {}", path.string()),
                 fmt::format("{} 中没有 .csv、.tsv、.txt 或 .xls 文件", path.string())};
  }
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace fwq::data
