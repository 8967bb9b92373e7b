// The schema of system.sqlite: a list of steps, each from one version to the next.
//
// A database's `user_version` is how many steps it has taken. A step that was released never changes; a new table
// or column is a new step at the end. Dates are whole numbers, 20240102: they sort, and people can read them.
#pragma once

#include <array>

namespace fwq::data {

// Marks a database as ours ("FWQ1"), so that another program's is not written to.
inline constexpr int kApplicationId = 0x46575131;

inline constexpr std::array kSchemaSteps{
    R"sql(
CREATE TABLE securities(
  symbol   TEXT PRIMARY KEY NOT NULL,
  name     TEXT NOT NULL,
  listed   INTEGER,
  delisted INTEGER
) WITHOUT ROWID;

-- Per share. `part` tells the events of one symbol and day apart.
CREATE TABLE exrights(
  symbol       TEXT NOT NULL,
  date         INTEGER NOT NULL,
  part         INTEGER NOT NULL,
  cash         REAL NOT NULL,
  bonus        REAL NOT NULL,
  rights       REAL NOT NULL,
  rights_price REAL NOT NULL,
  split        REAL NOT NULL,
  PRIMARY KEY(symbol, date, part)
) WITHOUT ROWID;

CREATE TABLE trading_days(date INTEGER PRIMARY KEY NOT NULL);
)sql",
    R"sql(
-- Days under risk warning (ST), both ends in; without `last` it goes on.
CREATE TABLE risk_warnings(
  symbol TEXT NOT NULL,
  first  INTEGER NOT NULL,
  last   INTEGER,
  PRIMARY KEY(symbol, first)
) WITHOUT ROWID;

-- `time` in seconds of the clock in Shanghai; `symbols` as the person named them; the last three are JSON objects.
CREATE TABLE backtests(
  run_id     TEXT PRIMARY KEY NOT NULL,
  time       INTEGER NOT NULL,
  strategy   TEXT NOT NULL,
  symbols    TEXT NOT NULL,
  first      INTEGER NOT NULL,
  last       INTEGER NOT NULL,
  parameters TEXT NOT NULL,
  settings   TEXT NOT NULL,
  metrics    TEXT NOT NULL
) WITHOUT ROWID;
)sql",
};
inline constexpr int kSchemaVersion = static_cast<int>(kSchemaSteps.size());

}  // namespace fwq::data
