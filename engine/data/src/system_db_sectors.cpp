// The table of system.sqlite that says which securities belong together.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "changes.hpp"
#include "sqlite_errors.hpp"
#include "system_db_state.hpp"

namespace fwq::data {
namespace {

constexpr std::array<std::string_view, kSectorKinds.size()> kKindNames{"industry", "theme", "style",
                                                                       "index", "own"};

std::vector<Symbol> stored(SQLite::Database& db, std::string_view kind, const std::string& name) {
  SQLite::Statement row(db, "SELECT symbol FROM sectors WHERE kind=? AND name=? ORDER BY symbol");
  row.bind(1, std::string(kind));
  row.bind(2, name);
  std::vector<Symbol> symbols;
  while (row.executeStep())
    if (const auto symbol = symbol_in(row.getColumn(0))) symbols.push_back(*symbol);
  return symbols;
}

// Takes `sector` in place of what there is; false when that was the same. Requires: its symbols in order, each once.
bool replace(SQLite::Database& db, const Sector& sector, Changes& changes) {
  const auto kind = to_string(sector.kind);
  const auto before = stored(db, kind, sector.name);
  if (before == sector.symbols) return false;
  SQLite::Statement clear(db, "DELETE FROM sectors WHERE kind=? AND name=?");
  clear.bind(1, std::string(kind));
  clear.bind(2, sector.name);
  clear.exec();
  SQLite::Statement put(db, "INSERT INTO sectors VALUES(?,?,?)");
  for (const Symbol& symbol : sector.symbols) {
    put.bind(1, std::string(kind));
    put.bind(2, sector.name);
    put.bind(3, std::string(symbol.text()));
    put.exec();
    put.reset();
    if (!std::binary_search(before.begin(), before.end(), symbol)) changes.add(symbol, 1);
  }
  for (const Symbol& symbol : before)
    if (!std::binary_search(sector.symbols.begin(), sector.symbols.end(), symbol))
      changes.add(symbol, 0, 1);
  return true;
}

}  // namespace

std::string_view to_string(SectorKind kind) noexcept {
  return kKindNames[static_cast<std::size_t>(kind)];
}

Result<SectorKind> parse_sector_kind(std::string_view text) {
  const auto at = std::find(kKindNames.begin(), kKindNames.end(), text);
  if (at != kKindNames.end())
    return kSectorKinds[static_cast<std::size_t>(at - kKindNames.begin())];
  return Error{Errc::invalid_argument,
               fmt::format("'{}' is no kind of sector: industry, theme, style, index or own", text),
               fmt::format("没有板块类别“{}”：可用 industry、theme、style、index、own", text)};
}

Result<std::size_t> SystemDb::put_sectors(std::span<const Sector> sectors,
                                          std::string_view source) {
  std::vector<Sector> sorted(sectors.begin(), sectors.end());
  for (Sector& sector : sorted) {
    std::sort(sector.symbols.begin(), sector.symbols.end());
    sector.symbols.erase(std::unique(sector.symbols.begin(), sector.symbols.end()),
                         sector.symbols.end());
    if (sector.name.empty() || std::any_of(sector.symbols.begin(), sector.symbols.end(),
                                           [](const Symbol& symbol) { return symbol.empty(); }))
      return Error{Errc::invalid_argument,
                   "a sector needs a name, and symbols that are some: nothing was written",
                   "板块需要名称和有效的代码：未写入"};
  }
  Changes changes(state_->events, source, "sectors");
  auto written = guarded(state_->name, [&]() -> Result<std::size_t> {
    SQLite::Transaction transaction(state_->db, SQLite::TransactionBehavior::IMMEDIATE);
    std::size_t changed = 0;
    for (const Sector& sector : sorted) changed += replace(state_->db, sector, changes) ? 1 : 0;
    transaction.commit();
    return changed;
  });
  if (written) changes.publish();
  return written;
}

Result<std::vector<Sector>> SystemDb::sectors() const {
  return guarded(state_->name, [&]() -> Result<std::vector<Sector>> {
    std::vector<Sector> all;
    SQLite::Statement row(state_->db,
                          "SELECT kind, name, symbol FROM sectors ORDER BY kind, name, symbol");
    while (row.executeStep()) {
      const auto kind = parse_sector_kind(text_in(row.getColumn(0)));
      const auto symbol = symbol_in(row.getColumn(2));
      const auto name = text_in(row.getColumn(1));
      if (!kind || !symbol) return damaged(state_->name, "sectors", name);
      if (all.empty() || all.back().kind != *kind || all.back().name != name)
        all.push_back({*kind, std::string(name), {}});
      all.back().symbols.push_back(*symbol);
    }
    std::stable_sort(all.begin(), all.end(),
                     [](const Sector& a, const Sector& b) { return a.kind < b.kind; });
    return all;
  });
}

Result<void> SystemDb::remove_sector(SectorKind kind, std::string_view name) {
  const std::string text(name);
  FWQ_TRY_ASSIGN(changed, put_sectors(std::vector<Sector>{{kind, text, {}}}));
  if (changed == 0)
    return Error{Errc::not_found, fmt::format("there is no sector {}", name),
                 fmt::format("没有板块 {}", name)};
  return {};
}

}  // namespace fwq::data
