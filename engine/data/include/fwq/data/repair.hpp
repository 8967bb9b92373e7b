// Repairs of bars: proposals that say which number of which row becomes what, how they are applied, and the way back.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "fwq/core/result.hpp"
#include "fwq/data/bars.hpp"
#include "fwq/data/period.hpp"
#include "fwq/data/store.hpp"
#include "fwq/data/symbol.hpp"

namespace fwq::data {

enum class RepairKind : std::uint8_t {
  set,     // One number of a row.
  remove,  // A row.
  sort,    // All rows by time; nothing else changes.
};
std::string_view to_string(RepairKind kind) noexcept;

enum class BarField : std::uint8_t { time, open, high, low, close, volume, amount };
std::string_view to_string(BarField field) noexcept;

struct Repair {
  RepairKind kind = RepairKind::set;
  std::string_view rule;            // The id of the rule that proposes it.
  std::size_t row = 0;              // Of the bars as they were looked at, from 0.
  Time time = 0;                    // That row's.
  BarField field = BarField::time;  // For `set`. Times are whole seconds, exact in a double.
  double from = kNone, to = kNone;
};
// "row 17, 2020-01-02: volume 120 -> 12000"; rows count from 1 for people.
std::string describe(const Repair& repair, Period period, bool chinese);

// `bars` with `repairs` done: numbers first, then rows removed, then sorted. Errors: invalid_argument when a repair
// does not fit the bars (no such row, another time or number there): they were made for other bars.
Result<BarSeries> repaired(const Bars& bars, std::span<const Repair> repairs);

// The repairs of one stored series.
struct SeriesRepairs {
  Symbol symbol;
  Period period = Period::day;
  std::vector<Repair> repairs;
};

struct RepairReport {
  std::filesystem::path backup;                      // What undo_repairs() takes.
  std::size_t series = 0, changed = 0, removed = 0;  // Bars.
};
// Does them all in one transaction, or none. Before, what changes is written to a new file in `folder`:
//   {"format": "fwq-repair", "version": 1, "made": "2024-01-02 15:00", "series": [{"symbol", "period",
//     "changes": [{"before": [time, open, high, low, close, volume, amount], "after": [...] or null}]}]}
// `time` as seconds of time.hpp; a missing number is null. `stamp` names the file and is its "made".
// Errors: invalid_argument (nothing to do; a repair does not fit what is stored), io, and those of the store.
Result<RepairReport> apply_repairs(Store& store, std::span<const SeriesRepairs> repairs,
                                   const std::filesystem::path& folder, Time stamp);

// What a backup holds. Files over 256 MiB are refused, and none is written.
struct RepairBackup {
  std::filesystem::path file;
  std::string made;             // "2024-01-02 15:00", the wall clock in Shanghai.
  std::vector<Symbol> symbols;  // In order, each once.
  std::size_t changes = 0;      // Bars.
};
// Reads it whole, so that a good answer means that it can be undone as far as the file goes. `only`: of this symbol alone.
// Errors: not_found, io, bad_data (no backup, or a damaged one), unsupported (of a newer version), invalid_argument (the file has
// nothing of `only`).
Result<RepairBackup> read_backup(const std::filesystem::path& file, Symbol only = {});
// The backups in `folder`, oldest first; files that are none are left out. A missing folder has none. Errors: io.
Result<std::vector<RepairBackup>> list_backups(const std::filesystem::path& folder);

// The way back: makes the bars of the file (of `only`, when not empty) what they were before. All or none; the file
// stays. Errors: those of read_backup; invalid_argument (the stored bars are no longer what the repair left: undone
// already, repaired again or imported since): then nothing is changed. And those of the store.
Result<RepairReport> undo_repairs(Store& store, const std::filesystem::path& file,
                                  Symbol only = {});

}  // namespace fwq::data
