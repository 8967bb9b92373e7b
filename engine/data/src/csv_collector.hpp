// Rows of many securities on their way to series: in memory, and in a file when they are too many for it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "csv_series.hpp"
#include "fwq/core/result.hpp"

namespace fwq::data {

class CsvCollector {
 public:
  struct Series {
    Symbol symbol;
    std::size_t flagged = 0;  // Rows that say that they are adjusted.
    std::vector<CsvRawRow> rows;
    std::vector<std::pair<std::uint64_t, std::size_t>> spilled;  // Offset in rows, and how many.
  };

  explicit CsvCollector(const CsvTuning& tuning) : tuning_(tuning) {}
  ~CsvCollector();
  CsvCollector(const CsvCollector&) = delete;
  CsvCollector& operator=(const CsvCollector&) = delete;

  // Where the rows of the security that a column's text means belong; kNoColumn when it means none. `resolve` is asked once
  // for each text.
  template <class Resolve>
  std::size_t series_of(std::string_view field, Resolve&& resolve) {
    if (field == last_field_ && last_ != kUnknown) return last_;
    const auto found = by_field_.find(field);
    last_ = found != by_field_.end()
                ? found->second
                : by_field_.emplace(std::string(field), slot_of(resolve(field))).first->second;
    last_field_ = field;
    return last_;
  }

  // Errors: io (the spill file).
  Result<void> add(std::size_t series, const CsvRawRow& row, bool flagged);

  std::size_t size() const noexcept { return all_.size(); }
  // All rows of series `i`, which are given up. Rows too many for memory are sorted in between, so that repeats of one time do
  // not add up. Errors: io.
  Result<std::vector<CsvRawRow>> take(std::size_t i, CsvOutcome& outcome);
  const Series& series(std::size_t i) const noexcept { return all_[i]; }

 private:
  static constexpr std::size_t kUnknown = static_cast<std::size_t>(-2);
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const noexcept {
      return std::hash<std::string_view>()(text);
    }
  };
  std::size_t slot_of(Symbol symbol);
  Result<void> spill();
  Result<void> open_file();

  CsvTuning tuning_;
  std::vector<Series> all_;
  std::unordered_map<Symbol, std::size_t> by_symbol_;
  std::unordered_map<std::string, std::size_t, Hash, std::equal_to<>> by_field_;
  std::string last_field_;
  std::size_t last_ = kUnknown;
  std::size_t in_memory_ = 0;
  std::fstream file_;
  std::filesystem::path path_;
  std::uint64_t written_ = 0;  // Rows in the file.
};

}  // namespace fwq::data
