// Repairs of stored bars: done in one transaction, with the bars as they were in a file, and the way back from it.
//
// The file is on the disk before the store changes. Undoing compares each bar with what the repair left, so it never
// takes back what was imported or repaired since.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <system_error>
#include <utility>

#include "fwq/core/files.hpp"
#include "fwq/data/repair.hpp"

namespace fwq::data {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kFormat = "fwq-repair";
constexpr int kVersion = 1;
constexpr std::size_t kLargestFile = std::size_t{256} << 20U;

// A bar that changes: nullopt after means that it goes, nullopt before that it comes.
struct Change {
  std::optional<Bar> before, after;
};
struct SeriesChanges {
  Symbol symbol;
  Period period = Period::day;
  std::vector<Change> changes;
};

bool same_bar(const Bar& a, const Bar& b) noexcept {
  const auto same = [](double x, double y) { return x == y || (x != x && y != y); };
  return a.time == b.time && same(a.open, b.open) && same(a.high, b.high) && same(a.low, b.low) &&
         same(a.close, b.close) && same(a.volume, b.volume) && same(a.amount, b.amount);
}

Json bar_json(const std::optional<Bar>& bar) {
  if (!bar) return nullptr;
  Json row = Json::array({bar->time});
  for (const double value : {bar->open, bar->high, bar->low, bar->close, bar->volume, bar->amount})
    row.push_back(value != value ? Json(nullptr) : Json(value));
  return row;
}

std::optional<Bar> bar_of(const Json& row) {
  if (row.is_null()) return std::nullopt;
  const auto number = [&](std::size_t i) {
    return row.at(i).is_null() ? kNone : row.at(i).get<double>();
  };
  return Bar{
      row.at(0).get<Time>(), number(1), number(2), number(3), number(4), number(5), number(6)};
}

// Bars of `from` that `to` does not have, and the other way round. Both in order of time.
std::vector<Change> changes_between(const Bars& from, const Bars& to) {
  std::vector<Change> changes;
  std::size_t i = 0, k = 0;
  while (i < from.size() || k < to.size()) {
    const bool has_from = i < from.size();
    const bool has_to = k < to.size();
    if (has_from && has_to && from.time()[i] == to.time()[k]) {
      if (!same_bar(from[i], to[k])) changes.push_back({from[i], to[k]});
      ++i;
      ++k;
    } else if (has_from && (!has_to || from.time()[i] < to.time()[k])) {
      changes.push_back({from[i++], std::nullopt});
    } else {
      changes.push_back({std::nullopt, to[k++]});
    }
  }
  return changes;
}

// Makes `bars` (as stored now) what `changes` say. nullopt: they do not fit.
std::optional<BarSeries> changed(const Bars& bars, std::span<const Change> changes) {
  std::map<Time, Bar> rows;
  for (std::size_t i = 0; i < bars.size(); ++i) rows.emplace(bars.time()[i], bars[i]);
  for (const Change& change : changes) {
    if (!change.before) continue;
    const auto at = rows.find(change.before->time);
    if (at == rows.end() || !same_bar(at->second, *change.before)) return std::nullopt;
    rows.erase(at);
  }
  for (const Change& change : changes) {
    if (change.after && !rows.emplace(change.after->time, *change.after).second)
      return std::nullopt;
  }
  BarSeries out(rows.size());
  for (const auto& [time, bar] : rows) out.push_back(bar);
  return out;
}

// Replaces the stored series, so that nothing of the old one is left.
Result<void> write_series(StoreWriter& writer, Symbol symbol, Period period, const Bars& bars) {
  FWQ_TRY(writer.erase(symbol, period));
  if (!bars.empty()) FWQ_TRY(writer.replace(symbol, period, bars));
  return {};
}

RepairReport counted(std::span<const SeriesChanges> all, std::filesystem::path file) {
  RepairReport report;
  report.backup = std::move(file);
  for (const SeriesChanges& series : all) {
    ++report.series;
    for (const Change& change : series.changes) {
      if (change.after) ++report.changed;
      if (!change.after) ++report.removed;
    }
  }
  return report;
}

Json document_of(std::span<const SeriesChanges> all, Time stamp) {
  Json series = Json::array();
  for (const SeriesChanges& one : all) {
    Json changes = Json::array();
    for (const Change& change : one.changes)
      changes.push_back({{"before", bar_json(change.before)}, {"after", bar_json(change.after)}});
    series.push_back(
        {{"symbol", one.symbol.text()}, {"period", to_string(one.period)}, {"changes", changes}});
  }
  return {{"format", kFormat},
          {"version", kVersion},
          {"made", format_minute(stamp)},
          {"series", series}};
}

// A name that no file has yet.
std::filesystem::path new_file(const std::filesystem::path& folder, std::string_view of,
                               Time stamp) {
  const int second = seconds_of_day(stamp);
  const std::string name =
      fmt::format("repair-{}-{}-{:02}{:02}{:02}", of, to_yyyymmdd(date_of(stamp)), second / 3600,
                  second / 60 % 60, second % 60);
  std::error_code ignored;
  for (int n = 1;; ++n) {
    auto file = folder / (n == 1 ? name + ".json" : fmt::format("{}-{}.json", name, n));
    if (!std::filesystem::exists(file, ignored)) return file;
  }
}

struct Backup {
  std::string made;
  std::vector<SeriesChanges> series;
};

// Of `only`, or of all.
Result<Backup> read_file_of_repair(const std::filesystem::path& file, Symbol only) {
  FWQ_TRY_ASSIGN(text, core::read_regular_file(file, kLargestFile));
  const auto refuse = [&](std::string_view why) {
    return Error{Errc::bad_data,
                 fmt::format("{} is no backup of a repair: {}", file.string(), why)};
  };
  const Json document = Json::parse(text, nullptr, false);
  if (document.is_discarded()) return refuse("it is not JSON, or was cut off");
  if (!document.is_object()) return refuse("its format is not fwq-repair");
  try {
    const auto format = document.find("format");
    if (format == document.end() || *format != kFormat)
      return refuse("its format is not fwq-repair");
    if (document.at("version").get<int>() > kVersion) {
      return Error{Errc::unsupported,
                   fmt::format("{} was written by a newer version of this program", file.string())};
    }
    Backup backup{document.value("made", ""), {}};
    for (const Json& one : document.at("series")) {
      FWQ_TRY_ASSIGN(symbol, Symbol::parse(one.at("symbol").get<std::string>()));
      FWQ_TRY_ASSIGN(period, parse_period(one.at("period").get<std::string>()));
      SeriesChanges series{symbol, period, {}};
      for (const Json& change : one.at("changes"))
        series.changes.push_back({bar_of(change.at("before")), bar_of(change.at("after"))});
      if (only.empty() || only == symbol) backup.series.push_back(std::move(series));
    }
    if (!backup.series.empty()) return backup;
  } catch (const nlohmann::json::exception&) {
    return refuse("something in it is missing or of another kind than a repair writes");
  }
  return Error{Errc::invalid_argument, fmt::format("{} has no repair of {}", file.string(),
                                                   only.empty() ? "anything" : only.text())};
}

}  // namespace

Result<RepairReport> apply_repairs(Store& store, std::span<const SeriesRepairs> repairs,
                                   const std::filesystem::path& folder, Time stamp) {
  FWQ_TRY_ASSIGN(writer, store.write());  // First: what is read below stays so until the commit.
  FWQ_TRY_ASSIGN(snapshot, store.snapshot());
  std::vector<SeriesChanges> all;
  for (const SeriesRepairs& one : repairs) {
    if (one.repairs.empty()) continue;
    FWQ_TRY_ASSIGN(bars, snapshot.bars(one.symbol, one.period));
    FWQ_TRY_ASSIGN(mended, repaired(bars, one.repairs));
    SeriesChanges changes{one.symbol, one.period, changes_between(bars, mended.view())};
    if (changes.changes.empty()) continue;
    FWQ_TRY(write_series(writer, one.symbol, one.period, mended.view()));
    all.push_back(std::move(changes));
  }
  if (all.empty()) return Error{Errc::invalid_argument, "there is nothing to repair"};
  const std::string of = all.size() == 1 ? std::string(all.front().symbol.text())
                                         : fmt::format("{}-series", all.size());
  const auto file = new_file(folder, of, stamp);
  const std::string text = document_of(all, stamp).dump(1) + "\n";
  if (text.size() > kLargestFile) {
    return Error{Errc::invalid_argument,
                 fmt::format("the backup of these repairs would be larger than {} MiB; nothing was "
                             "changed: repair fewer symbols at a time",
                             kLargestFile >> 20U)};
  }
  FWQ_TRY(core::write_file_atomically(file, text));
  if (auto committed = writer.commit(); !committed) {
    std::error_code ignored;
    std::filesystem::remove(file, ignored);  // Nothing has changed, so there is nothing to undo.
    return std::move(committed).error();
  }
  return counted(all, file);
}

Result<RepairBackup> read_backup(const std::filesystem::path& file, Symbol only) {
  FWQ_TRY_ASSIGN(read, read_file_of_repair(file, only));
  RepairBackup backup{file, std::move(read.made), {}, 0};
  for (const SeriesChanges& one : read.series) {
    backup.symbols.push_back(one.symbol);
    backup.changes += one.changes.size();
  }
  std::sort(backup.symbols.begin(), backup.symbols.end());
  backup.symbols.erase(std::unique(backup.symbols.begin(), backup.symbols.end()),
                       backup.symbols.end());
  return backup;
}

Result<std::vector<RepairBackup>> list_backups(const std::filesystem::path& folder) {
  std::vector<RepairBackup> backups;
  std::error_code failed;
  std::filesystem::directory_iterator at(folder, failed);
  if (failed == std::errc::no_such_file_or_directory) return backups;
  for (; !failed && at != std::filesystem::directory_iterator(); at.increment(failed)) {
    if (at->path().extension() != ".json") continue;
    if (auto backup = read_backup(at->path())) backups.push_back(std::move(*backup));
  }
  if (failed)
    return Error{Errc::io, fmt::format("cannot list {}: {}", folder.string(), failed.message())};
  // Of one minute by name, which has the second.
  std::sort(backups.begin(), backups.end(), [](const RepairBackup& a, const RepairBackup& b) {
    return std::pair(a.made, a.file) < std::pair(b.made, b.file);
  });
  return backups;
}

Result<RepairReport> undo_repairs(Store& store, const std::filesystem::path& file, Symbol only) {
  FWQ_TRY_ASSIGN(backup, read_file_of_repair(file, only));
  std::vector<SeriesChanges>& all = backup.series;
  FWQ_TRY_ASSIGN(writer, store.write());
  FWQ_TRY_ASSIGN(snapshot, store.snapshot());
  for (SeriesChanges& one : all) {
    for (Change& change : one.changes) std::swap(change.before, change.after);
    Bars bars;
    if (snapshot.find(one.symbol, one.period)) {
      FWQ_TRY_ASSIGN(stored, snapshot.bars(one.symbol, one.period));
      bars = stored;
    }
    const auto back = changed(bars, one.changes);
    if (!back) {
      return Error{
          Errc::invalid_argument,
          fmt::format(
              "the bars of {} are no longer what the repair of {} left: it was undone already, or "
              "they were repaired again or imported since; nothing was changed",
              one.symbol.text(), file.filename().string())};
    }
    FWQ_TRY(write_series(writer, one.symbol, one.period, back->view()));
  }
  FWQ_TRY(writer.commit());
  return counted(all, file);
}

}  // namespace fwq::data
