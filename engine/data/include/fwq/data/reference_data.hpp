// What a DataService needs besides bars: ex-rights events, the calendar, names.
#pragma once

#include <memory>
#include <vector>

#include "fwq/core/result.hpp"
#include "fwq/data/calendar.hpp"
#include "fwq/data/exrights.hpp"
#include "fwq/data/symbol.hpp"
#include "fwq/data/system_db.hpp"

namespace fwq::data {

// All calls [any-thread]. Errors: those of the place.
class ReferenceData {
 public:
  virtual ~ReferenceData() = default;
  virtual Result<std::vector<ExRightsEvent>> events(Symbol symbol) = 0;
  virtual Result<TradingCalendar> calendar() = 0;
  virtual Result<std::vector<Security>> securities() = 0;
};

// Nothing is known: prices are not adjusted, every weekday is a trading day, stocks have no names.
std::unique_ptr<ReferenceData> no_reference_data();
// From system.sqlite. One caller at a time; the others wait.
std::unique_ptr<ReferenceData> reference_data_from(SystemDb db);

}  // namespace fwq::data
