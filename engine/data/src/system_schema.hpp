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
    R"sql(
-- Searches for better parameters. `state`: running, done, cancelled, failed; `config` and `result` are JSON objects.
CREATE TABLE optimizations(
  id      TEXT PRIMARY KEY NOT NULL,
  time    INTEGER NOT NULL,
  pattern TEXT NOT NULL,
  state   TEXT NOT NULL,
  config  TEXT NOT NULL,
  result  TEXT NOT NULL
) WITHOUT ROWID;

-- What was tried, in order, from 0: a JSON object each. A search that was interrupted goes on from here.
CREATE TABLE optimization_trials(
  optimization TEXT NOT NULL,
  number       INTEGER NOT NULL,
  trial        TEXT NOT NULL,
  PRIMARY KEY(optimization, number)
) WITHOUT ROWID;

-- Sets of parameters of a pattern. `id` is a digest of pattern and parameters; number 1 are the built-in defaults, which are not
-- stored. `parent` 0: none. `parameters` and `metrics` are JSON objects.
CREATE TABLE pattern_versions(
  pattern    TEXT NOT NULL,
  number     INTEGER NOT NULL,
  id         TEXT NOT NULL,
  parent     INTEGER NOT NULL,
  time       INTEGER NOT NULL,
  author     TEXT NOT NULL,
  method     TEXT NOT NULL,
  message    TEXT NOT NULL,
  parameters TEXT NOT NULL,
  metrics    TEXT NOT NULL,
  data_hash  TEXT NOT NULL,
  removed    INTEGER NOT NULL, -- 1: its number is not given again.
  PRIMARY KEY(pattern, number)
) WITHOUT ROWID;

-- Which version is in force; without a row it is number 1. `tag` "" is the active one, others are names that people gave.
CREATE TABLE version_tags(
  pattern TEXT NOT NULL,
  tag     TEXT NOT NULL,
  number  INTEGER NOT NULL,
  PRIMARY KEY(pattern, tag)
) WITHOUT ROWID;

-- What a version was worth when it was measured again.
CREATE TABLE version_measures(
  pattern   TEXT NOT NULL,
  number    INTEGER NOT NULL,
  time      INTEGER NOT NULL,
  data_hash TEXT NOT NULL,
  metrics   TEXT NOT NULL,
  PRIMARY KEY(pattern, number, time)
) WITHOUT ROWID;
)sql",
    R"sql(
-- Lists of securities: industries, themes, styles, indices, and those that a person made. `kind`: industry, theme, style,
-- index or own.
CREATE TABLE sectors(
  kind   TEXT NOT NULL,
  name   TEXT NOT NULL,
  symbol TEXT NOT NULL,
  PRIMARY KEY(kind, name, symbol)
) WITHOUT ROWID;

-- What a person wants to be told of. `symbols` as text, a space between; `conditions` a JSON array of texts, of which all must
-- hold, or with `any` one; `created` in seconds of the clock in Shanghai.
CREATE TABLE alerts(
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  name       TEXT NOT NULL,
  symbols    TEXT NOT NULL,
  conditions TEXT NOT NULL,
  any        INTEGER NOT NULL,
  period     TEXT NOT NULL,
  active     INTEGER NOT NULL,
  created    INTEGER NOT NULL
);

-- The last bar of a symbol that an alert has been judged at.
CREATE TABLE alert_marks(
  alert  INTEGER NOT NULL,
  symbol TEXT NOT NULL,
  seen   INTEGER NOT NULL,
  PRIMARY KEY(alert, symbol)
) WITHOUT ROWID;

-- What has come true: at the bar `time`, whose close was `price`; `text` says what, as the conditions were then.
CREATE TABLE alert_hits(
  alert        INTEGER NOT NULL,
  symbol       TEXT NOT NULL,
  time         INTEGER NOT NULL,
  price        REAL NOT NULL,
  text         TEXT NOT NULL,
  acknowledged INTEGER NOT NULL,
  PRIMARY KEY(alert, symbol, time)
) WITHOUT ROWID;
)sql",
};
inline constexpr int kSchemaVersion = static_cast<int>(kSchemaSteps.size());

}  // namespace fwq::data
