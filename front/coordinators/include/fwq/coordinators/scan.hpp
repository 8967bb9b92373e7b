// Scan a market: which patterns have just become known, in every stored series.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "fwq/coordinators/analyse.hpp"
#include "fwq/coordinators/market.hpp"
#include "fwq/core/performance_monitor.hpp"
#include "fwq/core/result.hpp"
#include "fwq/core/tasks.hpp"

namespace fwq::coordinators {

struct ScanRequest {
  MarketRequest market;
  std::vector<std::string> types;  // As PatternRecognizer; empty: all.
  std::optional<double> min_confidence;
  std::size_t last = 1;  // Hits known in so many of the last bars of each series; at least 1.
  core::PerformanceMonitor* monitor = nullptr;  // Measures "open the market" and "search".
};

// A hit with what a list shows of it. Its series is not kept: `found.hit`'s bars are indices into what
// StockLoader gives for the symbol.
struct ScanHit {
  data::Symbol symbol;
  std::string name;
  FoundPattern found;
  data::Time start = 0, end = 0, known_at = 0;
};

struct UnreadSeries {
  data::Symbol symbol;
  std::string why;
};

struct ScanResult {
  std::vector<ScanHit>
      hits;  // Newest first; of one time the surest first, then by symbol and pattern.
  std::size_t symbols = 0, bars = 0;  // What was searched.
  std::size_t cuts = 0;               // Jumps that no pattern crosses.
  data::Time newest = 0;              // The last bar of any series.
  std::vector<UnreadSeries> unread;   // Left out, because the store gave no bars.
};

// The hits of a series as they are found: by one thread at a time, in no set order; what is in the result in the end.
using ScanSink = std::function<void(const std::vector<ScanHit>&)>;

// Searches the whole history of each series (a pattern of today may have begun long ago) on `tasks`; progress counts
// series. The same result for any number of threads. Errors: those of Market::open and of recognize_patterns, cancelled.
Result<ScanResult> scan(const data::Snapshot& snapshot, const data::SystemDb& db,
                        const ScanRequest& request, core::TaskSystem& tasks,
                        const core::TaskContext& context = {}, const ScanSink& sink = {});

}  // namespace fwq::coordinators
