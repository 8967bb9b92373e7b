// Two versions of a pattern on the same bars: which hits one finds and the other does not.
#pragma once

#include <vector>

#include "fwq/coordinators/market.hpp"
#include "fwq/coordinators/scan.hpp"
#include "fwq/core/result.hpp"
#include "fwq/core/tasks.hpp"
#include "fwq/optimization/version_manager.hpp"

namespace fwq::coordinators {

// A hit of one of them, by the bar time at which it became known.
struct VersionHit {
  data::Symbol symbol;
  analysis::Bias bias = analysis::Bias::neutral;
  data::Time start = 0, end = 0, known_at = 0;
  double confidence = 0;
};

struct VersionComparison {
  optimization::PatternVersion before, after;
  std::vector<optimization::ParameterChange> changes;
  // Hits that only `after` finds, and only `before`: newest first, of one time by symbol. Two hits are the same if they became known at
  // the same bar and point the same way.
  std::vector<VersionHit> won, lost;
  std::size_t kept = 0;  // Hits that both find.
  std::size_t symbols = 0, bars = 0;
  std::vector<UnreadSeries> unread;
};

// Both must be of one pattern. The same for any number of threads; progress counts series. Errors: as scan().
Result<VersionComparison> compare_versions(const data::Snapshot& snapshot, const data::SystemDb& db,
                                           const MarketRequest& request,
                                           const optimization::PatternVersion& before,
                                           const optimization::PatternVersion& after,
                                           core::TaskSystem& tasks,
                                           const core::TaskContext& context = {});

}  // namespace fwq::coordinators
