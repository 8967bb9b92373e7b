// What patterns were worth in a whole market: every hit of its history, and what prices did afterwards. Of what can be
// bought: indices are left out, among the hits and in the base that they are compared with.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "fwq/analysis/pattern_statistics.hpp"
#include "fwq/coordinators/scan.hpp"

namespace fwq::coordinators {

struct WorthRequest {
  MarketRequest market;
  std::vector<std::string> types;  // As PatternRecognizer; empty: all.
  std::optional<double> min_confidence;
  bool placebo =
      false;  // Of a market made of this one's bars in which nothing can be foretold (placebo.hpp).
  std::uint64_t seed = 7;                       // Of the placebo's chance.
  core::PerformanceMonitor* monitor = nullptr;  // Measures "open the market", "search" and "count".
};

struct PatternWorth {
  analysis::PatternStatisticsReport report;
  std::size_t cuts = 0;              // Jumps that neither pattern nor outcome crosses.
  std::vector<UnreadSeries> unread;  // Left out, because the store gave no bars.
};

// Progress counts series. The same numbers for any number of threads. Errors: as scan().
// Memory: a few hundred bytes for each hit.
Result<PatternWorth> pattern_worth(const data::Snapshot& snapshot, const data::SystemDb& db,
                                   const WorthRequest& request, core::TaskSystem& tasks,
                                   const core::TaskContext& context = {});

}  // namespace fwq::coordinators
