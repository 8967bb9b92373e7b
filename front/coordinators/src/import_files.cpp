// Imports, and what becomes of a demo market when real data comes.
#include "fwq/coordinators/import_files.hpp"

#include <fmt/format.h>

#include <array>
#include <system_error>

#include "fwq/coordinators/demo.hpp"
#include "fwq/core/text.hpp"
#include "fwq/data/sector_files.hpp"
#include "fwq/data/tdx_files.hpp"

namespace fwq::coordinators {
namespace {

constexpr std::array<std::string_view, 7> kKinds{"tdx", "csv",      "names",  "exrights",
                                                 "st",  "calendar", "sectors"};

bool has_csv_bars(const ImportRequest& request) {
  for (const auto& path : request.paths) {
    const auto files = data::csv_files(path);
    for (const auto& file : files.value_or(std::vector<std::filesystem::path>{})) {
      const auto glance = data::glance_at_csv(file, request.csv);
      if (glance && !glance->rows.empty()) return true;
    }
  }
  return false;
}

bool has_tdx_bars(const std::filesystem::path& folder) {
  constexpr std::uintmax_t kOneRecord = data::kTdxRecordBytes;
  constexpr auto kOptions = std::filesystem::directory_options::skip_permission_denied |
                            std::filesystem::directory_options::follow_directory_symlink;
  std::error_code ignored;
  for (std::filesystem::recursive_directory_iterator at(folder, kOptions, ignored), end; at != end;
       at.increment(ignored)) {
    if (ignored) return false;
    const std::string kind = core::to_lower(at->path().extension().string());
    if ((kind == ".day" || kind == ".lc1" || kind == ".lc5") &&
        at->file_size(ignored) >= kOneRecord)
      return true;
  }
  return false;
}

// Real data and invented companies do not share a home. Whether a demo market was removed. A wrong folder, or a file that
// cannot be understood, must not cost the demo market: then the import says what is wrong.
Result<bool> make_room(const Home& home, const ImportRequest& request) {
  if (request.kind == ImportKind::calendar || request.kind == ImportKind::sectors ||
      !demo_mark(home))
    return false;
  if (request.kind != ImportKind::tdx && request.kind != ImportKind::csv) {
    return Error{
        Errc::invalid_argument,
        "this home holds the demo market: import real bars first (they take its place), or "
        "take it out with `fwq demo --remove`",
        "该目录存有演示行情：请先导入真实行情（将取代演示行情），或用 fwq demo --remove 移除"};
  }
  const bool brings_bars =
      request.kind == ImportKind::csv ? has_csv_bars(request) : has_tdx_bars(request.paths.front());
  if (!brings_bars) return false;
  return remove_demo(home);
}

Result<data::ImportReport> import_list(const Home& home, const ImportRequest& request) {
  const auto& path = request.paths.front();
  FWQ_TRY_ASSIGN(db, home.database(false));
  switch (request.kind) {
    case ImportKind::names:
      return data::import_names(path, db);
    case ImportKind::exrights:
      return data::import_exrights(path, db);
    case ImportKind::st:
      return data::import_risk_warnings(path, db);
    case ImportKind::sectors:
      return data::import_sectors(path, db);
    default:
      return data::import_calendar(path, db);
  }
}

}  // namespace

std::string_view to_string(ImportKind kind) noexcept {
  return kKinds[static_cast<std::size_t>(kind)];
}

Result<ImportKind> parse_import_kind(std::string_view text) {
  for (std::size_t i = 0; i < kKinds.size(); ++i)
    if (kKinds[i] == text) return static_cast<ImportKind>(i);
  return Error{
      Errc::invalid_argument,
      fmt::format(
          "'{}' is nothing to import; give tdx, csv, names, exrights, st, calendar or sectors",
          text),
      fmt::format("无法导入“{}”：可用 tdx、csv、names、exrights、st、calendar 或 sectors", text)};
}

Result<ImportOutcome> import_files(const Home& home, const ImportRequest& request,
                                   core::TaskSystem& tasks, const core::TaskContext& context) {
  if (request.paths.empty() || (request.kind != ImportKind::csv && request.paths.size() != 1))
    return Error{Errc::invalid_argument,
                 fmt::format("an import of {} takes one path", to_string(request.kind)),
                 fmt::format("导入 {} 只接受一个路径", to_string(request.kind))};
  FWQ_TRY_ASSIGN(lock, home.lock_for_writing());
  static_cast<void>(lock);  // Held until the end.
  ImportOutcome out;
  FWQ_TRY_ASSIGN(removed, make_room(home, request));
  out.demo_removed = removed;
  if (request.kind == ImportKind::csv) {
    FWQ_TRY_ASSIGN(store, home.store(false));
    FWQ_TRY_ASSIGN(report, data::import_csv(request.paths, request.csv, store, context));
    out.report = std::move(report);
  } else if (request.kind == ImportKind::tdx) {
    FWQ_TRY_ASSIGN(store, home.store(false));
    FWQ_TRY_ASSIGN(totals, data::import_tdx(request.paths.front(), store, tasks, context));
    out.report.totals = std::move(totals);
  } else {
    FWQ_TRY_ASSIGN(totals, import_list(home, request));
    out.report.totals = std::move(totals);
  }
  return out;
}

}  // namespace fwq::coordinators
