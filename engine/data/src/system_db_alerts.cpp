// The tables of system.sqlite that keep alerts: what they ask, how far they were judged, and what has come true.
#include <fmt/format.h>

#include "fwq/core/text.hpp"
#include "sqlite_errors.hpp"
#include "system_db_state.hpp"

namespace fwq::data {
namespace {

std::string joined(const std::vector<Symbol>& symbols) {
  std::string text;
  for (const Symbol& symbol : symbols)
    text += fmt::format("{}{}", text.empty() ? "" : " ", symbol.text());
  return text;
}

std::optional<std::vector<Symbol>> symbols_in(std::string_view text) {
  std::vector<Symbol> symbols;
  for (const auto word : core::split(text, ' ')) {
    if (word.empty()) continue;
    const auto symbol = Symbol::parse(word);
    if (!symbol) return std::nullopt;
    symbols.push_back(*symbol);
  }
  return symbols;
}

void bind_alert(SQLite::Statement& put, const AlertRecord& alert) {
  put.bind(1, alert.name);
  put.bind(2, joined(alert.symbols));
  put.bind(3, alert.conditions);
  put.bind(4, alert.any ? 1 : 0);
  put.bind(5, alert.period);
  put.bind(6, alert.active ? 1 : 0);
  put.bind(7, static_cast<std::int64_t>(alert.created));
}

void exec_for(SQLite::Database& db, const char* query, std::int64_t id) {
  SQLite::Statement statement(db, query);
  statement.bind(1, id);
  statement.exec();
}

// Runs `query` (alert=? symbol=? time=?) for each hit, in one transaction.
Result<void> for_each_hit(SQLite::Database& db, const std::string& name, const char* query,
                          std::span<const AlertHit> hits) {
  return guarded(name, [&]() -> Result<void> {
    SQLite::Transaction transaction(db, SQLite::TransactionBehavior::IMMEDIATE);
    SQLite::Statement statement(db, query);
    for (const AlertHit& hit : hits) {
      statement.bind(1, hit.alert);
      statement.bind(2, std::string(hit.symbol.text()));
      statement.bind(3, static_cast<std::int64_t>(hit.time));
      statement.exec();
      statement.reset();
    }
    transaction.commit();
    return {};
  });
}

bool has_alert(SQLite::Database& db, std::int64_t id) {
  SQLite::Statement find(db, "SELECT 1 FROM alerts WHERE id=?");
  find.bind(1, id);
  return find.executeStep();
}

}  // namespace

Result<std::int64_t> SystemDb::put_alert(const AlertRecord& alert) {
  return guarded(state_->name, [&]() -> Result<std::int64_t> {
    SQLite::Transaction transaction(state_->db, SQLite::TransactionBehavior::IMMEDIATE);
    if (alert.id == 0) {
      SQLite::Statement put(state_->db,
                            "INSERT INTO alerts(name, symbols, conditions, any, period, active, "
                            "created) VALUES(?,?,?,?,?,?,?)");
      bind_alert(put, alert);
      put.exec();
      const std::int64_t id = state_->db.getLastInsertRowid();
      transaction.commit();
      return id;
    }
    if (!has_alert(state_->db, alert.id))
      return Error{Errc::not_found, fmt::format("there is no alert {} any more", alert.id),
                   fmt::format("预警 {} 已不存在", alert.id)};
    SQLite::Statement put(state_->db,
                          "UPDATE alerts SET name=?, symbols=?, conditions=?, any=?, period=?, "
                          "active=?, created=? WHERE id=?");
    bind_alert(put, alert);
    put.bind(8, alert.id);
    put.exec();
    exec_for(state_->db, "DELETE FROM alert_marks WHERE alert=?", alert.id);
    transaction.commit();
    return alert.id;
  });
}

Result<std::vector<AlertRecord>> SystemDb::alerts() const {
  return guarded(state_->name, [&]() -> Result<std::vector<AlertRecord>> {
    SQLite::Statement row(state_->db,
                          "SELECT id, name, symbols, conditions, any, period, active, created FROM "
                          "alerts ORDER BY id");
    std::vector<AlertRecord> all;
    while (row.executeStep()) {
      auto symbols = symbols_in(text_in(row.getColumn(2)));
      if (!symbols) return damaged(state_->name, "alerts", text_in(row.getColumn(1)));
      all.push_back({.id = row.getColumn(0).getInt64(),
                     .name = row.getColumn(1).getString(),
                     .symbols = std::move(*symbols),
                     .conditions = row.getColumn(3).getString(),
                     .any = row.getColumn(4).getInt() != 0,
                     .period = row.getColumn(5).getString(),
                     .active = row.getColumn(6).getInt() != 0,
                     .created = row.getColumn(7).getInt64()});
    }
    return all;
  });
}

Result<void> SystemDb::remove_alert(std::int64_t id) {
  return guarded(state_->name, [&]() -> Result<void> {
    SQLite::Transaction transaction(state_->db, SQLite::TransactionBehavior::IMMEDIATE);
    exec_for(state_->db, "DELETE FROM alerts WHERE id=?", id);
    exec_for(state_->db, "DELETE FROM alert_marks WHERE alert=?", id);
    exec_for(state_->db, "DELETE FROM alert_hits WHERE alert=?", id);
    transaction.commit();
    return {};
  });
}

Result<std::vector<AlertMark>> SystemDb::alert_marks(std::int64_t id) const {
  return guarded(state_->name, [&]() -> Result<std::vector<AlertMark>> {
    SQLite::Statement row(state_->db,
                          "SELECT symbol, seen FROM alert_marks WHERE alert=? ORDER BY symbol");
    row.bind(1, id);
    std::vector<AlertMark> all;
    while (row.executeStep()) {
      const auto symbol = symbol_in(row.getColumn(0));
      if (!symbol) return damaged(state_->name, "alert_marks", text_in(row.getColumn(0)));
      all.push_back({*symbol, row.getColumn(1).getInt64()});
    }
    return all;
  });
}

Result<std::size_t> SystemDb::put_alert_check(std::int64_t id, std::span<const AlertMark> marks,
                                              std::span<const AlertHit> hits) {
  return guarded(state_->name, [&]() -> Result<std::size_t> {
    SQLite::Transaction transaction(state_->db, SQLite::TransactionBehavior::IMMEDIATE);
    if (!has_alert(state_->db, id)) return std::size_t{0};
    SQLite::Statement mark(state_->db, "INSERT OR REPLACE INTO alert_marks VALUES(?,?,?)");
    for (const AlertMark& one : marks) {
      mark.bind(1, id);
      mark.bind(2, std::string(one.symbol.text()));
      mark.bind(3, static_cast<std::int64_t>(one.seen));
      mark.exec();
      mark.reset();
    }
    SQLite::Statement put(state_->db, "INSERT OR IGNORE INTO alert_hits VALUES(?,?,?,?,?,0)");
    std::size_t added = 0;
    for (const AlertHit& hit : hits) {
      put.bind(1, id);
      put.bind(2, std::string(hit.symbol.text()));
      put.bind(3, static_cast<std::int64_t>(hit.time));
      put.bind(4, hit.price);
      put.bind(5, hit.text);
      added += static_cast<std::size_t>(put.exec());
      put.reset();
    }
    transaction.commit();
    return added;
  });
}

Result<std::vector<AlertHit>> SystemDb::alert_hits() const {
  return guarded(state_->name, [&]() -> Result<std::vector<AlertHit>> {
    SQLite::Statement row(state_->db,
                          "SELECT alert, symbol, time, price, text, acknowledged FROM alert_hits "
                          "ORDER BY time DESC, symbol, alert");
    std::vector<AlertHit> all;
    while (row.executeStep()) {
      const auto symbol = symbol_in(row.getColumn(1));
      if (!symbol) return damaged(state_->name, "alert_hits", text_in(row.getColumn(1)));
      all.push_back({.alert = row.getColumn(0).getInt64(),
                     .symbol = *symbol,
                     .time = row.getColumn(2).getInt64(),
                     .price = row.getColumn(3).getDouble(),
                     .text = row.getColumn(4).getString(),
                     .acknowledged = row.getColumn(5).getInt() != 0});
    }
    return all;
  });
}

Result<void> SystemDb::acknowledge_alerts(std::span<const AlertHit> hits) {
  return for_each_hit(state_->db, state_->name,
                      "UPDATE alert_hits SET acknowledged=1 WHERE alert=? AND symbol=? AND time=?",
                      hits);
}

Result<void> SystemDb::remove_alert_hits(std::span<const AlertHit> hits) {
  return for_each_hit(state_->db, state_->name,
                      "DELETE FROM alert_hits WHERE alert=? AND symbol=? AND time=?", hits);
}

}  // namespace fwq::data
