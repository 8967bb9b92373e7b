// Alerts: conditions that a person wants to be told of when they come true on some securities.
//
// An alert is judged at each bar that is new since it was last judged, and raised at those where it holds and did not hold at the
// bar before. At first only the last bar counts, whatever held before it: "close > 10" is raised at once where it is true.
#pragma once

#include <string>
#include <vector>

#include "fwq/coordinators/condition.hpp"
#include "fwq/core/tasks.hpp"
#include "fwq/data/system_db.hpp"

namespace fwq::coordinators {

// The texts of an alert's conditions as the database keeps them, and back.
std::string alert_conditions_json(const std::vector<std::string>& texts);
// Errors: bad_data.
Result<std::vector<std::string>> alert_condition_texts(const data::AlertRecord& alert);
// Errors: bad_data, and those of parse_condition().
Result<std::vector<Condition>> alert_conditions(const data::AlertRecord& alert,
                                                analysis::Flavour flavour);
// "close > MA(20) and volume_ratio >= 2".
std::string alert_text(const std::vector<Condition>& conditions, bool any);
// For people.
std::string describe_alert(const std::vector<Condition>& conditions, bool any, bool chinese);

// What judging one alert gave.
struct AlertCheck {
  data::AlertRecord alert;
  std::vector<data::AlertMark> marks;
  std::vector<data::AlertHit> hits;  // Oldest first of each security.
  std::vector<Error> problems;       // Securities without bars, conditions that cannot be read.
};

// Judges every active alert on forward-adjusted bars of its period. Changes nothing. Blocking. Errors: those of the database,
// cancelled.
Result<std::vector<AlertCheck>> check_alerts(const StockLoader& loader, const data::SystemDb& db,
                                             analysis::Flavour flavour,
                                             const core::TaskContext& context = {});

// Keeps what checks gave; returns what is new of it, each told to `events` (core::AlertRaised) if there is one. Errors: those of
// the database.
Result<std::vector<data::AlertHit>> keep_alert_checks(data::SystemDb& db,
                                                      const std::vector<AlertCheck>& checks,
                                                      core::EventBus* events = nullptr);

}  // namespace fwq::coordinators
