// A stock's bars as analysis wants them: the right period, adjusted, with its name, events and cuts.
#pragma once

#include <string>
#include <vector>

#include "fwq/core/result.hpp"
#include "fwq/data/adjust.hpp"
#include "fwq/data/period.hpp"
#include "fwq/data/store.hpp"
#include "fwq/data/system_db.hpp"

namespace fwq::coordinators {

class OtherSources;

struct StockRequest {
  data::Symbol symbol;
  data::Period period = data::Period::day;
  data::Adjust adjust = data::Adjust::forward;
  data::TimeRange range =
      {};                 // What to show; adjustment and windows always look at the whole history.
  std::size_t count = 0;  // Only so many of the last bars of the range; 0: all.
  // As it stood at the end of the range: neither later bars nor later ex-rights events nor cuts are looked at, and
  // forward-adjusted prices are those that were quoted then.
  bool as_of_end = false;
};

struct Stock {
  data::Symbol symbol;
  std::string name;  // "" when no name list has it.
  data::Period period = data::Period::day;
  std::string source = "store";  // Id of the data source that the bars came from.
  data::AdjustedBars adjusted;   // The whole history, complete bars only: what windows warm up on.
  std::vector<std::size_t>
      cuts;  // First bars after an unexplained jump, as indices into adjusted.bars.
  std::size_t first = 0,
              last = 0;  // The request's range: bars [first, last) of adjusted.bars, never empty.

  data::Bars shown() const noexcept { return adjusted.bars.slice(first, last - first); }
  // Everything known at the end of the range.
  data::Bars until_end() const noexcept { return adjusted.bars.slice(0, last); }
};

// Loads from one snapshot of the store; a period that is not stored is made from days, or else from the longest stored one
// that divides it (day → week …, 1m → 5m …, month → year; weeks divide nothing). Adjusted first, then resampled, so that a split inside a week does not tear its bar.
//
// A symbol (or period) that the store lacks comes from the other sources of the settings, if there are any; from these
// first, when the settings name another primary source.
class StockLoader {
 public:
  // Requires: all outlive the loader. `events` and `others` may be null.
  StockLoader(const data::Snapshot& snapshot, const data::SystemDb& db,
              core::EventBus* events = nullptr, OtherSources* others = nullptr)
      : snapshot_(snapshot), db_(db), events_(events), others_(others) {}

  // Errors: not_found (unknown symbol, with the nearest; no bars to make the period from), unavailable (no bar
  // in the range; the message says what there is; a source that failed), and those of the store and the database.
  // Blocking: with other sources, as DataService::get_kdata.
  Result<Stock> load(const StockRequest& request) const;

  // What a person typed: a symbol in any spelling, or the exact name of a security. Whether other sources have it only
  // load() finds out. Errors: not_found with the nearest, invalid_argument.
  Result<data::Symbol> resolve(std::string_view text) const;

  // Resolves what a person typed and loads it (request.symbol does not count); then publishes core::StockSelected.
  // Errors: as those two.
  Result<Stock> select(std::string_view text, StockRequest request) const;

 private:
  struct Found {
    data::AdjustedBars adjusted;
    std::string source;
  };
  bool has_others() const;
  Result<Found> find(const StockRequest& request) const;
  Result<Found> made_from(data::Bars raw, data::Period base, data::Time newest,
                          const StockRequest& request, std::string source) const;
  Result<Found> from_store(const StockRequest& request, data::Period base) const;
  Result<Found> from_others(const StockRequest& request) const;
  Error lacking(const StockRequest& request) const;
  Error unknown(std::string_view text) const;
  const data::Snapshot& snapshot_;
  const data::SystemDb& db_;
  core::EventBus* events_;
  OtherSources* others_;
};

}  // namespace fwq::coordinators
