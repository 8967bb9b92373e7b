// system.sqlite by SQLiteCpp: opening, migrating, and its tables.
//
// Write-ahead log with synchronous=FULL: a commit is on the disk when it returns, and readers never wait for a
// writer. SQLiteCpp throws; nothing of that leaves this file.
#include "fwq/data/system_db.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <cassert>
#include <chrono>
#include <cmath>
#include <map>
#include <system_error>
#include <thread>

#include "changes.hpp"
#include "sqlite_errors.hpp"
#include "system_db_state.hpp"
#include "system_schema.hpp"

namespace fwq::data {

namespace {

constexpr int kBusyMilliseconds = 5000;

std::string utf8(const std::filesystem::path& path) {
  const auto text = path.u8string();
  return {text.begin(), text.end()};
}

// Changing the journal mode needs the file alone for a moment, and does not use the busy timeout.
void use_write_ahead_log(SQLite::Database& db) {
  if (db.execAndGet("PRAGMA journal_mode").getString() == "wal") return;
  const auto deadline =
      std::chrono::steady_clock::now() + std::chrono::milliseconds(kBusyMilliseconds);
  for (;;) {
    try {
      db.exec("PRAGMA journal_mode=WAL");
      return;
    } catch (const SQLite::Exception& thrown) {
      const bool busy = (thrown.getErrorCode() & 0xff) == SQLITE_BUSY;
      if (!busy || std::chrono::steady_clock::now() > deadline) throw;
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
  }
}

// Whether this reader can make or map the file of shared memory beside the database that a write-ahead log needs. On a
// full or read-only disk it cannot.
bool shares_memory(SQLite::Database& db) {
  try {
    db.execAndGet("PRAGMA schema_version");
    return true;
  } catch (const SQLite::Exception& thrown) {
    const int code = thrown.getErrorCode() & 0xff;
    return code != SQLITE_CANTOPEN && code != SQLITE_IOERR && code != SQLITE_READONLY;
  }
}

// With nothing in the log, all that was committed is in the file itself.
bool log_is_empty(const std::string& name) {
  std::error_code failed;
  const auto bytes = std::filesystem::file_size(name + "-wal", failed);
  return failed ? failed == std::errc::no_such_file_or_directory : bytes == 0;
}

// Reads the file alone, without locks or shared memory. A writer at the same moment would have made a log.
SQLite::Database unshared(const std::string& name) {
  std::string uri = "file:";
  for (const char c : name) {
    if (c == '%' || c == '?' || c == '#') {
      uri += fmt::format("%{:02x}", c);
    } else {
      uri += c;
    }
  }
  return {uri + "?immutable=1", SQLite::OPEN_READONLY | SQLite::OPEN_URI};
}

int number_of(SQLite::Database& db, const char* query) {
  return db.execAndGet(query).getInt();
}

// Checks whose database it is and how old its schema. Returns the steps it has taken.
Result<int> schema_version(SQLite::Database& db, const std::string& name) {
  const int version = number_of(db, "PRAGMA user_version");
  const int tables = number_of(db, "SELECT count(*) FROM sqlite_master");
  if (tables > 0 && number_of(db, "PRAGMA application_id") != kApplicationId) {
    return Error{Errc::bad_data,
                 fmt::format("{} is a database of another program: move it away, or choose another "
                             "home folder",
                             name)};
  }
  if (version > kSchemaVersion) {
    return Error{Errc::unsupported,
                 fmt::format("{} has schema {}, this program knows up to {}: use the newer "
                             "program that wrote it",
                             name, version, kSchemaVersion)};
  }
  return version;
}

// Takes the missing steps, all or none. Another process may have taken them meanwhile.
Result<void> migrate(SQLite::Database& db, const std::string& name) {
  SQLite::Transaction transaction(db, SQLite::TransactionBehavior::IMMEDIATE);
  FWQ_TRY_ASSIGN(version, schema_version(db, name));
  if (version == kSchemaVersion) return {};
  for (int step = version; step < kSchemaVersion; ++step)
    db.exec(kSchemaSteps[static_cast<std::size_t>(step)]);
  db.exec(fmt::format("PRAGMA application_id={}", kApplicationId));
  db.exec(fmt::format("PRAGMA user_version={}", kSchemaVersion));
  transaction.commit();
  return {};
}

constexpr const char* kSecurityColumns = "SELECT symbol, name, listed, delisted FROM securities";

Result<Security> security_in(SQLite::Statement& row, const std::string& name) {
  const auto symbol = symbol_in(row.getColumn(0));
  if (!symbol) return damaged(name, "securities", row.getColumn(0).getString());
  return Security{*symbol, row.getColumn(1).getString(), date_in(row.getColumn(2)),
                  date_in(row.getColumn(3))};
}

constexpr const char* kEventColumns =
    "SELECT symbol, date, cash, bonus, rights, rights_price, split FROM exrights";

Result<ExRightsEvent> event_in(SQLite::Statement& row, const std::string& name) {
  const auto date = date_in(row.getColumn(1));
  if (!date) return damaged(name, "exrights", row.getColumn(0).getString());
  return ExRightsEvent{*date,
                       row.getColumn(2).getDouble(),
                       row.getColumn(3).getDouble(),
                       row.getColumn(4).getDouble(),
                       row.getColumn(5).getDouble(),
                       row.getColumn(6).getDouble()};
}

bool sound(const SystemDb::SymbolEvent& one) {
  const ExRightsEvent& e = one.event;
  const double numbers[] = {e.cash, e.bonus, e.rights, e.rights_price, e.split};
  return !one.symbol.empty() && is_valid(e.date) &&
         std::all_of(std::begin(numbers), std::end(numbers),
                     [](double x) { return std::isfinite(x); });
}

// Writes the events of one symbol, if they differ from those stored.
class EventWriter {
 public:
  explicit EventWriter(SQLite::Database& db, const std::string& name)
      : name_(name),
        find_(db, std::string(kEventColumns) + " WHERE symbol=? ORDER BY date, part"),
        remove_(db, "DELETE FROM exrights WHERE symbol=?"),
        insert_(db, "INSERT INTO exrights VALUES(?,?,?,?,?,?,?,?)") {}

  struct Outcome {
    std::size_t added = 0;    // New or changed.
    std::size_t removed = 0;  // Stored before, and not among the new ones.
  };
  Result<Outcome> write(const std::string& symbol, std::vector<ExRightsEvent> events) {
    std::stable_sort(events.begin(), events.end(),
                     [](const auto& a, const auto& b) { return a.date < b.date; });
    find_.reset();
    find_.bind(1, symbol);
    std::vector<ExRightsEvent> stored;
    while (find_.executeStep()) {
      FWQ_TRY_ASSIGN(event, event_in(find_, name_));
      stored.push_back(event);
    }
    find_.reset();
    if (stored == events) return Outcome{};
    std::size_t added = 0;
    for (const ExRightsEvent& event : events) {
      const auto same = std::find(stored.begin(), stored.end(), event);
      if (same == stored.end()) {
        ++added;
      } else {
        stored.erase(same);
      }
    }
    remove_.bind(1, symbol);
    remove_.exec();
    remove_.reset();
    for (std::size_t i = 0; i < events.size(); ++i) insert(symbol, events[i], static_cast<int>(i));
    return Outcome{added, stored.size()};
  }

 private:
  void insert(const std::string& symbol, const ExRightsEvent& event, int part) {
    insert_.bindNoCopy(1, symbol);
    insert_.bind(2, to_yyyymmdd(event.date));
    insert_.bind(3, part);
    insert_.bind(4, event.cash);
    insert_.bind(5, event.bonus);
    insert_.bind(6, event.rights);
    insert_.bind(7, event.rights_price);
    insert_.bind(8, event.split);
    insert_.exec();
    insert_.reset();
  }

  const std::string& name_;
  SQLite::Statement find_, remove_, insert_;
};

}  // namespace

SystemDb::SystemDb(std::unique_ptr<State> state) : state_(std::move(state)) {}
SystemDb::SystemDb(SystemDb&&) noexcept = default;
SystemDb& SystemDb::operator=(SystemDb&&) noexcept = default;
SystemDb::~SystemDb() = default;

Result<SystemDb> SystemDb::open(const std::filesystem::path& file, bool read_only,
                                core::EventBus* events) {
  const std::string name = utf8(file);
  std::error_code
      ignored;  // What fails here fails again when SQLite opens the file, and is reported then.
  if (read_only && !std::filesystem::exists(file, ignored)) {
    return Error{Errc::not_found,
                 fmt::format("there is no {}: run `fwq init` to make a home", name)};
  }
  if (!read_only && file.has_parent_path())
    std::filesystem::create_directories(file.parent_path(), ignored);
  return guarded(name, [&]() -> Result<SystemDb> {
    const int mode =
        read_only ? SQLite::OPEN_READONLY : SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE;
    auto state = std::make_unique<State>(
        State{SQLite::Database(name, mode, kBusyMilliseconds), name, events});
    if (read_only && !shares_memory(state->db) && log_is_empty(name))
      state = std::make_unique<State>(State{unshared(name), name});
    SQLite::Database& db = state->db;
    FWQ_TRY_ASSIGN(version, schema_version(db, name));
    if (read_only && version < kSchemaVersion) {
      return Error{Errc::unsupported,
                   fmt::format("{} has schema {}, older than this program's {}: open it once for "
                               "writing (any import does) to bring it up to date",
                               name, version, kSchemaVersion)};
    }
    if (!read_only) {
      use_write_ahead_log(db);
      db.exec("PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON");
      if (version < kSchemaVersion) FWQ_TRY(migrate(db, name));
    }
    return SystemDb(std::move(state));
  });
}

Result<std::size_t> SystemDb::put_securities(std::span<const Security> securities,
                                             std::string_view source) {
  Changes changes(state_->events, source, "securities");
  auto written = guarded(state_->name, [&]() -> Result<std::size_t> {
    SQLite::Transaction transaction(state_->db, SQLite::TransactionBehavior::IMMEDIATE);
    SQLite::Statement put(state_->db, R"sql(
INSERT INTO securities VALUES(?,?,?,?)
ON CONFLICT(symbol) DO UPDATE SET
  name = iif(excluded.name = '', name, excluded.name),
  listed = ifnull(excluded.listed, listed),
  delisted = ifnull(excluded.delisted, delisted)
WHERE (excluded.name <> '' AND excluded.name <> name)
   OR (excluded.listed IS NOT NULL AND excluded.listed IS NOT listed)
   OR (excluded.delisted IS NOT NULL AND excluded.delisted IS NOT delisted))sql");
    std::size_t changed = 0;
    for (const Security& one : securities) {
      if (one.symbol.empty()) {
        return Error{Errc::invalid_argument,
                     fmt::format("the security '{}' has no symbol: nothing was written", one.name)};
      }
      put.bind(1, std::string(one.symbol.text()));
      put.bindNoCopy(2, one.name);
      bind_date(put, 3, one.listed);
      bind_date(put, 4, one.delisted);
      const auto rows = static_cast<std::size_t>(put.exec());
      changed += rows;
      changes.add(one.symbol, rows);
      put.reset();
    }
    transaction.commit();
    return changed;
  });
  if (written) changes.publish();
  return written;
}

Result<std::optional<Security>> SystemDb::security(Symbol symbol) const {
  return guarded(state_->name, [&]() -> Result<std::optional<Security>> {
    SQLite::Statement row(state_->db, std::string(kSecurityColumns) + " WHERE symbol=?");
    row.bind(1, std::string(symbol.text()));
    if (!row.executeStep()) return std::optional<Security>();
    FWQ_TRY_ASSIGN(security, security_in(row, state_->name));
    return std::optional(std::move(security));
  });
}

Result<std::vector<Security>> SystemDb::securities() const {
  return guarded(state_->name, [&]() -> Result<std::vector<Security>> {
    SQLite::Statement row(state_->db, std::string(kSecurityColumns) + " ORDER BY symbol");
    std::vector<Security> all;
    while (row.executeStep()) {
      FWQ_TRY_ASSIGN(security, security_in(row, state_->name));
      all.push_back(std::move(security));
    }
    return all;
  });
}

Result<std::size_t> SystemDb::put_events(std::span<const SymbolEvent> events,
                                         std::string_view source) {
  std::map<Symbol, std::vector<ExRightsEvent>> by_symbol;
  for (const SymbolEvent& one : events) {
    if (!sound(one)) {
      return Error{Errc::invalid_argument,
                   fmt::format("the event of {} on {} has a number or date that is none: "
                               "nothing was written",
                               one.symbol.text(), format_date(one.event.date))};
    }
    by_symbol[one.symbol].push_back(one.event);
  }
  Changes changes(state_->events, source, "exrights");
  auto written = guarded(state_->name, [&]() -> Result<std::size_t> {
    SQLite::Transaction transaction(state_->db, SQLite::TransactionBehavior::IMMEDIATE);
    EventWriter writer(state_->db, state_->name);
    std::size_t changed = 0;
    for (auto& [symbol, list] : by_symbol) {
      FWQ_TRY_ASSIGN(outcome, writer.write(std::string(symbol.text()), std::move(list)));
      changed += outcome.added;
      changes.add(symbol, outcome.added, outcome.removed);
    }
    transaction.commit();
    return changed;
  });
  if (written) changes.publish();
  return written;
}

Result<std::vector<ExRightsEvent>> SystemDb::events(Symbol symbol) const {
  return guarded(state_->name, [&]() -> Result<std::vector<ExRightsEvent>> {
    SQLite::Statement row(state_->db,
                          std::string(kEventColumns) + " WHERE symbol=? ORDER BY date, part");
    row.bind(1, std::string(symbol.text()));
    std::vector<ExRightsEvent> all;
    while (row.executeStep()) {
      FWQ_TRY_ASSIGN(event, event_in(row, state_->name));
      all.push_back(event);
    }
    return all;
  });
}

Result<std::vector<SystemDb::SymbolEvent>> SystemDb::all_events() const {
  return guarded(state_->name, [&]() -> Result<std::vector<SymbolEvent>> {
    SQLite::Statement row(state_->db, std::string(kEventColumns) + " ORDER BY symbol, date, part");
    std::vector<SymbolEvent> all;
    Symbol last;
    while (row.executeStep()) {
      if (last.empty() || last.text() != text_in(row.getColumn(0))) {
        const auto symbol = symbol_in(row.getColumn(0));
        if (!symbol) return damaged(state_->name, "exrights", row.getColumn(0).getString());
        last = *symbol;
      }
      FWQ_TRY_ASSIGN(event, event_in(row, state_->name));
      all.push_back({last, event});
    }
    return all;
  });
}

Result<std::size_t> SystemDb::remove(std::span<const Symbol> symbols, std::string_view source) {
  Changes changes(state_->events, source, "securities");
  auto written = guarded(state_->name, [&]() -> Result<std::size_t> {
    SQLite::Transaction transaction(state_->db, SQLite::TransactionBehavior::IMMEDIATE);
    SQLite::Statement security(state_->db, "DELETE FROM securities WHERE symbol=?");
    SQLite::Statement events(state_->db, "DELETE FROM exrights WHERE symbol=?");
    SQLite::Statement warnings(state_->db, "DELETE FROM risk_warnings WHERE symbol=?");
    SQLite::Statement sectors(state_->db, "DELETE FROM sectors WHERE symbol=?");
    std::size_t removed = 0;
    for (const Symbol& symbol : symbols) {
      const std::string text(symbol.text());
      security.bind(1, text);
      const auto rows = static_cast<std::size_t>(security.exec());
      security.reset();
      events.bind(1, text);
      const auto of_events = static_cast<std::size_t>(events.exec());
      events.reset();
      warnings.bind(1, text);
      const auto of_warnings = static_cast<std::size_t>(warnings.exec());
      warnings.reset();
      sectors.bind(1, text);
      const auto of_sectors = static_cast<std::size_t>(sectors.exec());
      sectors.reset();
      removed += rows;
      changes.add(symbol, 0, rows + of_events + of_warnings + of_sectors);
    }
    transaction.commit();
    return removed;
  });
  if (written) changes.publish();
  return written;
}

Result<std::size_t> SystemDb::put_trading_days(std::span<const std::int64_t> days,
                                               std::string_view source) {
  Changes changes(state_->events, source, "calendar");
  auto written = guarded(state_->name, [&]() -> Result<std::size_t> {
    SQLite::Transaction transaction(state_->db, SQLite::TransactionBehavior::IMMEDIATE);
    SQLite::Statement put(state_->db, "INSERT OR IGNORE INTO trading_days VALUES(?)");
    std::size_t added = 0;
    for (const std::int64_t day : days) {
      const Date date = date_from_days(day);
      if (!is_valid(date)) {
        return Error{Errc::invalid_argument,
                     fmt::format("day {} is no date: nothing was written", day)};
      }
      put.bind(1, to_yyyymmdd(date));
      added += static_cast<std::size_t>(put.exec());
      put.reset();
    }
    transaction.commit();
    changes.add({}, added);
    return added;
  });
  if (written) changes.publish();
  return written;
}

Result<TradingCalendar> SystemDb::calendar() const {
  return guarded(state_->name, [&]() -> Result<TradingCalendar> {
    SQLite::Statement row(state_->db, "SELECT date FROM trading_days ORDER BY date");
    std::vector<std::int64_t> days;
    while (row.executeStep()) {
      const auto date = date_in(row.getColumn(0));
      if (!date) return damaged(state_->name, "trading_days", row.getColumn(0).getString());
      days.push_back(days_from(*date));
    }
    return TradingCalendar(std::move(days));
  });
}

}  // namespace fwq::data
