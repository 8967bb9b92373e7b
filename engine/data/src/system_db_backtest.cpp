// The tables of system.sqlite that back-tests use: days under risk warning, and the runs that were made.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "changes.hpp"
#include "fwq/core/text.hpp"
#include "sqlite_errors.hpp"
#include "system_db_state.hpp"

namespace fwq::data {
namespace {

constexpr const char* kWarningColumns = "SELECT symbol, first, last FROM risk_warnings";
constexpr const char* kBacktestColumns =
    "SELECT run_id, time, strategy, symbols, first, last, parameters, settings, metrics FROM "
    "backtests";

Result<RiskWarning> warning_in(SQLite::Statement& row, const std::string& name) {
  const auto symbol = symbol_in(row.getColumn(0));
  const auto first = date_in(row.getColumn(1));
  if (!symbol || !first) return damaged(name, "risk_warnings", row.getColumn(0).getString());
  return RiskWarning{*symbol, *first, date_in(row.getColumn(2))};
}

BacktestRecord record_in(SQLite::Statement& row) {
  return {.run_id = row.getColumn(0).getString(),
          .time = row.getColumn(1).getInt64(),
          .strategy = row.getColumn(2).getString(),
          .symbols = row.getColumn(3).getString(),
          .first = row.getColumn(4).getInt64(),
          .last = row.getColumn(5).getInt64(),
          .parameters = row.getColumn(6).getString(),
          .settings = row.getColumn(7).getString(),
          .metrics = row.getColumn(8).getString()};
}

bool sound(const RiskWarning& one) {
  return !one.symbol.empty() && is_valid(one.first) &&
         (!one.last || (is_valid(*one.last) && one.first <= *one.last));
}

// Writes the periods of one symbol, if they differ from those stored. Returns how many are new, and how many went.
Result<std::pair<std::size_t, std::size_t>> replace_warnings(SQLite::Database& db,
                                                             const std::string& name,
                                                             std::vector<RiskWarning> periods) {
  std::ranges::sort(periods, {}, &RiskWarning::first);
  const std::string symbol(periods.front().symbol.text());
  SQLite::Statement find(db, std::string(kWarningColumns) + " WHERE symbol=? ORDER BY first");
  find.bind(1, symbol);
  std::vector<RiskWarning> stored;
  while (find.executeStep()) {
    FWQ_TRY_ASSIGN(one, warning_in(find, name));
    stored.push_back(one);
  }
  if (stored == periods) return std::pair<std::size_t, std::size_t>{0, 0};
  const auto lacks = [](const std::vector<RiskWarning>& list) {
    return [&list](const RiskWarning& one) { return std::ranges::find(list, one) == list.end(); };
  };
  const auto added = static_cast<std::size_t>(std::ranges::count_if(periods, lacks(stored)));
  const auto removed = static_cast<std::size_t>(std::ranges::count_if(stored, lacks(periods)));
  SQLite::Statement remove(db, "DELETE FROM risk_warnings WHERE symbol=?");
  remove.bind(1, symbol);
  remove.exec();
  SQLite::Statement put(db, "INSERT OR REPLACE INTO risk_warnings VALUES(?,?,?)");
  for (const RiskWarning& one : periods) {
    put.bind(1, symbol);
    put.bind(2, to_yyyymmdd(one.first));
    bind_date(put, 3, one.last);
    put.exec();
    put.reset();
  }
  return std::pair{added, removed};
}

}  // namespace

Result<std::size_t> SystemDb::put_risk_warnings(std::span<const RiskWarning> warnings,
                                                std::string_view source) {
  std::map<Symbol, std::vector<RiskWarning>> by_symbol;
  for (const RiskWarning& one : warnings) {
    if (!sound(one)) {
      return Error{
          Errc::invalid_argument,
          fmt::format("the risk warning of '{}' from {} has no symbol, or a date that is none or "
                      "before its beginning: nothing was written",
                      one.symbol.text(), format_date(one.first))};
    }
    by_symbol[one.symbol].push_back(one);
  }
  Changes changes(state_->events, source, "risk_warnings");
  auto written = guarded(state_->name, [&]() -> Result<std::size_t> {
    SQLite::Transaction transaction(state_->db, SQLite::TransactionBehavior::IMMEDIATE);
    std::size_t changed = 0;
    for (auto& [symbol, list] : by_symbol) {
      FWQ_TRY_ASSIGN(outcome, replace_warnings(state_->db, state_->name, std::move(list)));
      changed += outcome.first;
      changes.add(symbol, outcome.first, outcome.second);
    }
    transaction.commit();
    return changed;
  });
  if (written) changes.publish();
  return written;
}

Result<std::vector<RiskWarning>> SystemDb::risk_warnings() const {
  return guarded(state_->name, [&]() -> Result<std::vector<RiskWarning>> {
    SQLite::Statement row(state_->db, std::string(kWarningColumns) + " ORDER BY symbol, first");
    std::vector<RiskWarning> all;
    while (row.executeStep()) {
      FWQ_TRY_ASSIGN(one, warning_in(row, state_->name));
      all.push_back(one);
    }
    return all;
  });
}

Result<void> SystemDb::put_backtest(const BacktestRecord& record) {
  return guarded(state_->name, [&]() -> Result<void> {
    SQLite::Statement put(state_->db, "INSERT OR REPLACE INTO backtests VALUES(?,?,?,?,?,?,?,?,?)");
    put.bindNoCopy(1, record.run_id);
    put.bind(2, static_cast<std::int64_t>(record.time));
    put.bindNoCopy(3, record.strategy);
    put.bindNoCopy(4, record.symbols);
    put.bind(5, static_cast<std::int64_t>(record.first));
    put.bind(6, static_cast<std::int64_t>(record.last));
    put.bindNoCopy(7, record.parameters);
    put.bindNoCopy(8, record.settings);
    put.bindNoCopy(9, record.metrics);
    put.exec();
    return {};
  });
}

Result<std::vector<BacktestRecord>> SystemDb::backtests(std::size_t most) const {
  return guarded(state_->name, [&]() -> Result<std::vector<BacktestRecord>> {
    SQLite::Statement row(state_->db,
                          std::string(kBacktestColumns) + " ORDER BY time DESC, run_id LIMIT ?");
    row.bind(1, most == 0 ? std::int64_t{-1} : static_cast<std::int64_t>(most));
    std::vector<BacktestRecord> all;
    while (row.executeStep()) all.push_back(record_in(row));
    return all;
  });
}

Result<BacktestRecord> SystemDb::backtest(std::string_view run_id) const {
  const std::string wanted = core::to_lower(run_id);
  if (wanted.empty()) return Error{Errc::invalid_argument, "a run id is needed"};
  return guarded(state_->name, [&]() -> Result<BacktestRecord> {
    SQLite::Statement row(
        state_->db, std::string(kBacktestColumns) + " WHERE substr(run_id, 1, ?) = ? LIMIT 2");
    row.bind(1, static_cast<std::int64_t>(wanted.size()));
    row.bindNoCopy(2, wanted);
    if (!row.executeStep()) {
      return Error{Errc::not_found,
                   fmt::format("there is no back-test '{}': `fwq backtest --history` "
                               "lists those that were kept",
                               run_id)};
    }
    BacktestRecord record = record_in(row);
    if (row.executeStep()) {
      return Error{
          Errc::invalid_argument,
          fmt::format("several back-tests begin with '{}': give more of the run id", run_id)};
    }
    return record;
  });
}

}  // namespace fwq::data
