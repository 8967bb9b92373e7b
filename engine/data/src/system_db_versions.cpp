// The tables of system.sqlite that optimization uses: searches with their trials, and versions of patterns.
#include <fmt/format.h>

#include "fwq/core/text.hpp"
#include "sqlite_errors.hpp"
#include "system_db_state.hpp"

namespace fwq::data {
namespace {

// Commits do not wait for the disk while it lives: with a write-ahead log what they say outlives the process, not the power.
class Unsynced {
 public:
  explicit Unsynced(SQLite::Database& db) : db_(db) { db_.exec("PRAGMA synchronous=NORMAL"); }
  Unsynced(const Unsynced&) = delete;
  Unsynced& operator=(const Unsynced&) = delete;
  ~Unsynced() { db_.tryExec("PRAGMA synchronous=FULL"); }

 private:
  SQLite::Database& db_;
};

std::string text(std::string_view view) {
  return std::string(view);
}

Error no_version(std::string_view pattern, int number) {
  return {Errc::not_found,
          fmt::format("{} has no version {}: `fwq versions {}` lists those there are", pattern,
                      number, pattern),
          fmt::format("{} 没有版本 {}：`fwq versions {}` 列出全部版本", pattern, number, pattern)};
}

bool has_version(SQLite::Database& db, std::string_view pattern, int number) {
  if (number == 1) return true;
  SQLite::Statement find(
      db, "SELECT 1 FROM pattern_versions WHERE pattern=? AND number=? AND removed=0");
  find.bind(1, text(pattern));
  find.bind(2, number);
  return find.executeStep();
}

PatternVersionRecord version_in(SQLite::Statement& row) {
  return {.pattern = row.getColumn(0).getString(),
          .number = row.getColumn(1).getInt(),
          .id = row.getColumn(2).getString(),
          .parent = row.getColumn(3).getInt(),
          .time = row.getColumn(4).getInt64(),
          .author = row.getColumn(5).getString(),
          .method = row.getColumn(6).getString(),
          .message = row.getColumn(7).getString(),
          .parameters = row.getColumn(8).getString(),
          .metrics = row.getColumn(9).getString(),
          .data_hash = row.getColumn(10).getString()};
}

}  // namespace

Result<void> SystemDb::put_optimization(const OptimizationRecord& record) {
  return guarded(state_->name, [&]() -> Result<void> {
    SQLite::Statement put(state_->db, "INSERT OR REPLACE INTO optimizations VALUES(?,?,?,?,?,?)");
    put.bindNoCopy(1, record.id);
    put.bind(2, static_cast<std::int64_t>(record.time));
    put.bindNoCopy(3, record.pattern);
    put.bindNoCopy(4, record.state);
    put.bindNoCopy(5, record.config);
    put.bindNoCopy(6, record.result);
    put.exec();
    return {};
  });
}

Result<std::vector<OptimizationRecord>> SystemDb::optimizations(std::string_view pattern,
                                                                std::size_t most) const {
  return guarded(state_->name, [&]() -> Result<std::vector<OptimizationRecord>> {
    SQLite::Statement row(state_->db,
                          "SELECT id, time, pattern, state, config, result FROM optimizations "
                          "WHERE ?1 = '' OR pattern = ?1 ORDER BY time DESC, id LIMIT ?2");
    row.bind(1, text(pattern));
    row.bind(2, most == 0 ? std::int64_t{-1} : static_cast<std::int64_t>(most));
    std::vector<OptimizationRecord> all;
    while (row.executeStep()) {
      all.push_back({.id = row.getColumn(0).getString(),
                     .time = row.getColumn(1).getInt64(),
                     .pattern = row.getColumn(2).getString(),
                     .state = row.getColumn(3).getString(),
                     .config = row.getColumn(4).getString(),
                     .result = row.getColumn(5).getString()});
    }
    return all;
  });
}

Result<void> SystemDb::put_trial(std::string_view optimization, std::size_t number,
                                 std::string_view trial) {
  return guarded(state_->name, [&]() -> Result<void> {
    const Unsynced quick(state_->db);
    SQLite::Transaction transaction(state_->db, SQLite::TransactionBehavior::IMMEDIATE);
    SQLite::Statement clear(state_->db,
                            "DELETE FROM optimization_trials WHERE optimization=? AND number>=?");
    clear.bind(1, text(optimization));
    clear.bind(2, static_cast<std::int64_t>(number));
    clear.exec();
    SQLite::Statement put(state_->db, "INSERT INTO optimization_trials VALUES(?,?,?)");
    put.bind(1, text(optimization));
    put.bind(2, static_cast<std::int64_t>(number));
    put.bind(3, text(trial));
    put.exec();
    transaction.commit();
    return {};
  });
}

Result<std::vector<std::string>> SystemDb::trials(std::string_view optimization) const {
  return guarded(state_->name, [&]() -> Result<std::vector<std::string>> {
    SQLite::Statement row(
        state_->db,
        "SELECT number, trial FROM optimization_trials WHERE optimization=? ORDER BY number");
    row.bind(1, text(optimization));
    std::vector<std::string> all;
    while (row.executeStep() &&
           row.getColumn(0).getInt64() == static_cast<std::int64_t>(all.size()))
      all.push_back(row.getColumn(1).getString());
    return all;
  });
}

Result<void> SystemDb::remove_optimization(std::string_view id) {
  return guarded(state_->name, [&]() -> Result<void> {
    SQLite::Transaction transaction(state_->db, SQLite::TransactionBehavior::IMMEDIATE);
    for (const char* sql : {"DELETE FROM optimization_trials WHERE optimization=?",
                            "DELETE FROM optimizations WHERE id=?"}) {
      SQLite::Statement remove(state_->db, sql);
      remove.bind(1, text(id));
      remove.exec();
    }
    transaction.commit();
    return {};
  });
}

Result<int> SystemDb::put_version(const PatternVersionRecord& record) {
  return guarded(state_->name, [&]() -> Result<int> {
    SQLite::Transaction transaction(state_->db, SQLite::TransactionBehavior::IMMEDIATE);
    SQLite::Statement find(
        state_->db, "SELECT number FROM pattern_versions WHERE pattern=? AND id=? AND removed=0");
    find.bindNoCopy(1, record.pattern);
    find.bindNoCopy(2, record.id);
    if (find.executeStep()) return find.getColumn(0).getInt();
    SQLite::Statement last(state_->db,
                           "SELECT coalesce(max(number), 1) FROM pattern_versions WHERE pattern=?");
    last.bindNoCopy(1, record.pattern);
    last.executeStep();
    const int number = last.getColumn(0).getInt() + 1;
    SQLite::Statement put(state_->db,
                          "INSERT INTO pattern_versions VALUES(?,?,?,?,?,?,?,?,?,?,?,0)");
    put.bindNoCopy(1, record.pattern);
    put.bind(2, number);
    put.bindNoCopy(3, record.id);
    put.bind(4, record.parent);
    put.bind(5, static_cast<std::int64_t>(record.time));
    put.bindNoCopy(6, record.author);
    put.bindNoCopy(7, record.method);
    put.bindNoCopy(8, record.message);
    put.bindNoCopy(9, record.parameters);
    put.bindNoCopy(10, record.metrics);
    put.bindNoCopy(11, record.data_hash);
    put.exec();
    transaction.commit();
    return number;
  });
}

Result<std::vector<PatternVersionRecord>> SystemDb::versions(std::string_view pattern) const {
  return guarded(state_->name, [&]() -> Result<std::vector<PatternVersionRecord>> {
    SQLite::Statement row(state_->db,
                          "SELECT pattern, number, id, parent, time, author, method, message, "
                          "parameters, metrics, data_hash "
                          "FROM pattern_versions WHERE (?1 = '' OR pattern = ?1) AND removed = 0 "
                          "ORDER BY pattern, number");
    row.bind(1, text(pattern));
    std::vector<PatternVersionRecord> all;
    while (row.executeStep()) all.push_back(version_in(row));
    return all;
  });
}

Result<void> SystemDb::remove_version(std::string_view pattern, int number) {
  return guarded(state_->name, [&]() -> Result<void> {
    SQLite::Transaction transaction(state_->db, SQLite::TransactionBehavior::IMMEDIATE);
    if (number <= 1 || !has_version(state_->db, pattern, number))
      return no_version(pattern, number);
    SQLite::Statement active(state_->db,
                             "SELECT 1 FROM version_tags WHERE pattern=? AND tag='' AND number=?");
    active.bind(1, text(pattern));
    active.bind(2, number);
    if (active.executeStep()) {
      return Error{
          Errc::invalid_argument,
          fmt::format("version {} of {} is in force: activate another one first", number, pattern),
          fmt::format("{} 的版本 {} 正在使用：请先启用其他版本", pattern, number)};
    }
    for (const char* sql : {"DELETE FROM version_tags WHERE pattern=? AND number=?",
                            "DELETE FROM version_measures WHERE pattern=? AND number=?",
                            "UPDATE pattern_versions SET removed=1 WHERE pattern=? AND number=?"}) {
      SQLite::Statement remove(state_->db, sql);
      remove.bind(1, text(pattern));
      remove.bind(2, number);
      remove.exec();
    }
    transaction.commit();
    return {};
  });
}

Result<void> SystemDb::put_tag(const VersionTag& tag) {
  return guarded(state_->name, [&]() -> Result<void> {
    SQLite::Transaction transaction(state_->db, SQLite::TransactionBehavior::IMMEDIATE);
    if (!has_version(state_->db, tag.pattern, tag.number))
      return no_version(tag.pattern, tag.number);
    SQLite::Statement put(state_->db, "INSERT OR REPLACE INTO version_tags VALUES(?,?,?)");
    put.bindNoCopy(1, tag.pattern);
    put.bindNoCopy(2, tag.tag);
    put.bind(3, tag.number);
    put.exec();
    transaction.commit();
    return {};
  });
}

Result<void> SystemDb::remove_tag(std::string_view pattern, std::string_view tag) {
  return guarded(state_->name, [&]() -> Result<void> {
    SQLite::Statement remove(state_->db, "DELETE FROM version_tags WHERE pattern=? AND tag=?");
    remove.bind(1, text(pattern));
    remove.bind(2, text(tag));
    if (remove.exec() > 0) return {};
    return Error{Errc::not_found, fmt::format("{} has no tag '{}'", pattern, tag),
                 fmt::format("{} 没有标签 '{}'", pattern, tag)};
  });
}

Result<std::vector<VersionTag>> SystemDb::version_tags(std::string_view pattern) const {
  return guarded(state_->name, [&]() -> Result<std::vector<VersionTag>> {
    SQLite::Statement row(
        state_->db,
        "SELECT pattern, tag, number FROM version_tags WHERE ?1 = '' OR pattern = ?1 "
        "ORDER BY pattern, tag");
    row.bind(1, text(pattern));
    std::vector<VersionTag> all;
    while (row.executeStep())
      all.push_back(
          {row.getColumn(0).getString(), row.getColumn(1).getString(), row.getColumn(2).getInt()});
    return all;
  });
}

Result<void> SystemDb::put_measure(std::string_view pattern, const VersionMeasure& measure) {
  return guarded(state_->name, [&]() -> Result<void> {
    if (!has_version(state_->db, pattern, measure.number))
      return no_version(pattern, measure.number);
    SQLite::Statement put(state_->db, "INSERT OR REPLACE INTO version_measures VALUES(?,?,?,?,?)");
    put.bind(1, text(pattern));
    put.bind(2, measure.number);
    put.bind(3, static_cast<std::int64_t>(measure.time));
    put.bindNoCopy(4, measure.data_hash);
    put.bindNoCopy(5, measure.metrics);
    put.exec();
    return {};
  });
}

Result<std::vector<VersionMeasure>> SystemDb::version_measures(std::string_view pattern) const {
  return guarded(state_->name, [&]() -> Result<std::vector<VersionMeasure>> {
    SQLite::Statement row(state_->db,
                          "SELECT number, time, data_hash, metrics FROM version_measures WHERE "
                          "pattern=? ORDER BY number, time");
    row.bind(1, text(pattern));
    std::vector<VersionMeasure> all;
    while (row.executeStep()) {
      all.push_back({row.getColumn(0).getInt(), row.getColumn(1).getInt64(),
                     row.getColumn(2).getString(), row.getColumn(3).getString()});
    }
    return all;
  });
}

}  // namespace fwq::data
