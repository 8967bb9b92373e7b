// Screen a market: the securities whose latest bars fulfil conditions.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "fwq/coordinators/condition.hpp"
#include "fwq/coordinators/market.hpp"
#include "fwq/coordinators/scan.hpp"
#include "fwq/core/tasks.hpp"

namespace fwq::coordinators {

struct ScreenRequest {
  MarketRequest market;
  std::vector<data::Symbol> symbols;  // Only these, where they have bars; empty: all of the market.
  std::vector<Condition> conditions;  // At least one.
  bool any = false;                   // One that holds is enough.
};

// Of the last bar; no number is NaN but where there is none.
struct ScreenMatch {
  data::Symbol symbol;
  std::string name;
  data::Time last = 0;
  double close = data::kNone, change = data::kNone;  // `change` as a fraction, none across a cut.
  double volume = data::kNone, amount = data::kNone;
  std::vector<Verdict> verdicts;  // One for each condition.
};

struct ScreenResult {
  std::vector<ScreenMatch> matches;   // By symbol.
  std::size_t symbols = 0, bars = 0;  // What was searched.
  data::Time newest = 0;              // The last bar of any of them.
  std::vector<UnreadSeries> unread;   // Left out, because the store gave no bars.
};

// Each match as it is found: by one thread at a time, in no set order; what is in the result in the end.
using ScreenSink = std::function<void(const ScreenMatch&)>;

// Searches on `tasks`; progress counts series. The same result for any number of threads. A security that has not traded for
// a while is judged at its own last bar. Errors: those of Market::open, invalid_argument (no condition), cancelled.
Result<ScreenResult> screen(const data::Snapshot& snapshot, const data::SystemDb& db,
                            const ScreenRequest& request, core::TaskSystem& tasks,
                            const core::TaskContext& context = {}, const ScreenSink& sink = {});

}  // namespace fwq::coordinators
