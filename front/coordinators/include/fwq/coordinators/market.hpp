// Every stored series of a period, ready for analysis one after the other: what work on a whole market reads.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "fwq/coordinators/stock.hpp"
#include "fwq/core/result.hpp"
#include "fwq/data/calendar.hpp"
#include "fwq/data/store.hpp"
#include "fwq/data/system_db.hpp"

namespace fwq::coordinators {

struct MarketRequest {
  data::Period period = data::Period::day;
  data::Adjust adjust = data::Adjust::forward;
  std::optional<data::Market> market;  // Only this one.
  bool tradable =
      false;  // Only what can be bought: stocks, B shares and funds; no index, no counter of a market's breadth.
};

// Knows names, events and calendar of all securities, so that loading a series asks no database and may be done by
// several threads at once. Immutable.
class Market {
 public:
  // Requires: `snapshot` outlives it; `db` is not used any more once it is there.
  // Errors: not_found (no bars of the period, nor any to make it from), and those of the database.
  static Result<Market> open(const data::Snapshot& snapshot, const data::SystemDb& db,
                             const MarketRequest& request);

  // How many series there are. They stand in the order of their symbols.
  std::size_t size() const noexcept { return series_.size(); }
  data::Symbol symbol(std::size_t i) const { return series_[i].symbol; }
  const std::string& name(std::size_t i) const { return series_[i].name; }
  // The whole of series `i`, as StockLoader would load it from the store. [any-thread]
  // Errors: bad_data (damaged in the store), unavailable (no complete bar of the period yet).
  Result<Stock> load(std::size_t i) const;

 private:
  struct Series {
    data::Symbol symbol;
    data::Period base = data::Period::day;  // The stored period that it is made from.
    std::string name;
    std::vector<data::ExRightsEvent> events;
  };
  Market(const data::Snapshot& snapshot, const MarketRequest& request)
      : snapshot_(&snapshot), request_(request) {}
  Result<void> know(const data::SystemDb& db);
  const data::Snapshot* snapshot_;
  MarketRequest request_;
  std::vector<Series> series_;
  data::TradingCalendar calendar_;
  std::map<data::Period, data::Time> newest_;  // How far the data goes, by stored period.
};

}  // namespace fwq::coordinators
