// Check the quality of stored bars: one stock or the whole market, with all that the home knows of them.
#pragma once

#include <string>
#include <vector>

#include "fwq/core/result.hpp"
#include "fwq/core/tasks.hpp"
#include "fwq/data/data_validator.hpp"
#include "fwq/data/store.hpp"
#include "fwq/data/system_db.hpp"

namespace fwq::coordinators {

struct CheckRequest {
  std::vector<data::Symbol> symbols;  // Empty: every series of the period.
  data::Period period = data::Period::day;
  data::ValidationLevel level = data::ValidationLevel::standard;
  data::Time now = 0;  // As ValidationContext::now.
};

struct CheckedSeries {
  std::string name;  // "" when no name list has it.
  data::ValidationResult result;
  std::string
      unreadable;  // Why the stored bars could not be read; "" when they could. Then the result is that of no bars.
};

struct CheckReport {
  std::vector<CheckedSeries> series;  // In the order of the symbols.
  bool has_calendar =
      false;  // False: neither a calendar nor an index is there, so gaps were not judged.
};

// The imported calendar, completed by the dates of the indices that the store has (SH000001, SH000300, SZ399001, SZ399106).
// Errors: those of the database.
Result<data::TradingCalendar> trading_calendar(const data::Snapshot& snapshot,
                                               const data::SystemDb& db);

// Reads and validates on `tasks`; progress counts series. Errors: not_found (a named symbol has no bars of the period, or
// there are none at all), cancelled, and those of the database. A damaged series is a result, not an error.
Result<CheckReport> check(const data::Snapshot& snapshot, const data::SystemDb& db,
                          const CheckRequest& request, core::TaskSystem& tasks,
                          const core::TaskContext& context = {});

}  // namespace fwq::coordinators
