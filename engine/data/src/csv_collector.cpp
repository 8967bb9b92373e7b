// Collecting rows, and spilling them.
//
// The spill file holds CsvRawRow after CsvRawRow, a block for each security at each spill. It loses its name as soon as it
// is open (where the system allows that), so that nothing is left of it however the process ends.
#include "csv_collector.hpp"

#include <fmt/format.h>

#include <random>

namespace fwq::data {
namespace {

// One text of a damaged column after another must not fill the memory.
constexpr std::size_t kMostTexts = 200'000;

}  // namespace

CsvCollector::~CsvCollector() {
  if (path_.empty()) return;
  file_.close();
  std::error_code ignored;
  std::filesystem::remove(path_, ignored);
}

std::size_t CsvCollector::slot_of(Symbol symbol) {
  if (by_field_.size() > kMostTexts) by_field_.clear();
  if (symbol.empty()) return kNoColumn;
  const auto [slot, fresh] = by_symbol_.try_emplace(symbol, all_.size());
  if (fresh) all_.emplace_back().symbol = symbol;
  return slot->second;
}

Result<void> CsvCollector::add(std::size_t series, const CsvRawRow& row, bool flagged) {
  Series& one = all_[series];
  one.rows.push_back(row);
  one.flagged += flagged ? 1 : 0;
  return ++in_memory_ >= tuning_.rows_in_memory ? spill() : Result<void>();
}

Result<void> CsvCollector::open_file() {
  std::error_code error;
  const auto folder = tuning_.spill_folder.empty() ? std::filesystem::temp_directory_path(error)
                                                   : tuning_.spill_folder;
  std::random_device random;
  path_ = folder / fmt::format("fwq-csv-{:08x}{:08x}.tmp", random(), random());
  file_.rdbuf()->pubsetbuf(nullptr, 0);  // Blocks are large already.
  file_.open(path_, std::ios::binary | std::ios::in | std::ios::out | std::ios::trunc);
  if (!file_) {
    return Error{
        Errc::io,
        fmt::format("cannot make a temporary file in {}: check its permissions", folder.string()),
        fmt::format("无法在 {} 中创建临时文件：请检查权限", folder.string())};
  }
  std::filesystem::remove(path_, error);
  return {};
}

Result<void> CsvCollector::spill() {
  if (!file_.is_open()) FWQ_TRY(open_file());
  file_.seekp(static_cast<std::streamoff>(written_ * sizeof(CsvRawRow)));
  for (Series& one : all_) {
    if (one.rows.empty()) continue;
    file_.write(reinterpret_cast<const char*>(one.rows.data()),
                static_cast<std::streamsize>(one.rows.size() * sizeof(CsvRawRow)));
    one.spilled.emplace_back(written_, one.rows.size());
    written_ += one.rows.size();
    one.rows = std::vector<
        CsvRawRow>();  // Kept memory of thousands of securities that are done would add up.
  }
  in_memory_ = 0;
  if (file_.flush()) return {};
  return Error{
      Errc::io,
      fmt::format("cannot write {} MB to a temporary file in {}: free some space and try again",
                  (written_ * sizeof(CsvRawRow)) >> 20U, path_.parent_path().string()),
      fmt::format("无法向 {1} 中的临时文件写入 {0} MB：请清理空间后重试",
                  (written_ * sizeof(CsvRawRow)) >> 20U, path_.parent_path().string())};
}

Result<std::vector<CsvRawRow>> CsvCollector::take(std::size_t i, CsvOutcome& outcome) {
  Series& one = all_[i];
  in_memory_ -= one.rows.size();
  std::vector<CsvRawRow> rows;
  if (one.spilled.empty()) {
    rows = std::move(one.rows);
    one.rows = std::vector<CsvRawRow>();
    return rows;
  }
  std::size_t sort_at = 2 * tuning_.rows_in_memory;
  for (const auto& [offset, count] : one.spilled) {
    const std::size_t before = rows.size();
    rows.resize(before + count);
    file_.seekg(static_cast<std::streamoff>(offset * sizeof(CsvRawRow)));
    file_.read(reinterpret_cast<char*>(rows.data() + before),
               static_cast<std::streamsize>(count * sizeof(CsvRawRow)));
    if (!file_) return Error{Errc::io, "cannot read back a temporary file", "无法读回临时文件"};
    if (rows.size() < sort_at) continue;
    sort_csv_rows(rows, outcome);
    sort_at = std::max(sort_at, 2 * rows.size());
  }
  rows.insert(rows.end(), one.rows.begin(), one.rows.end());
  one.rows = std::vector<CsvRawRow>();
  return rows;
}

}  // namespace fwq::data
