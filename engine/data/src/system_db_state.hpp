// The connection behind SystemDb, and how its columns are read: shared by the files that each serve some tables.
#pragma once

#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>

#include <optional>
#include <string>
#include <string_view>

#include "fwq/data/system_db.hpp"

namespace fwq::data {

struct SystemDb::State {
  SQLite::Database db;
  std::string name;  // The path, for messages.
  core::EventBus* events = nullptr;
};

// A row that only damage explains.
inline Error damaged(const std::string& name, std::string_view table, std::string_view row) {
  return {Errc::bad_data,
          fmt::format("{}: table {} has an unreadable row ({}): import its list again", name, table,
                      row)};
}

inline void bind_date(SQLite::Statement& statement, int index, const std::optional<Date>& date) {
  if (date) {
    statement.bind(index, to_yyyymmdd(*date));
  } else {
    statement.bind(index);
  }
}

inline std::optional<Date> date_in(const SQLite::Column& column) {
  return column.isNull() ? std::nullopt : date_from_yyyymmdd(column.getInt64());
}

inline std::string_view text_in(const SQLite::Column& column) {
  return {column.getText(), static_cast<std::size_t>(column.getBytes())};
}

// A symbol column. Only the canonical text is written, so anything else is damage.
inline std::optional<Symbol> symbol_in(const SQLite::Column& column) {
  const auto symbol = Symbol::parse(text_in(column));
  return symbol && symbol->text() == text_in(column) ? std::optional(*symbol) : std::nullopt;
}

}  // namespace fwq::data
