// Analyse a stock: everything `fwq analyze` says, as values.
#pragma once

#include <string>
#include <vector>

#include "fwq/analysis/market_view.hpp"
#include "fwq/analysis/pattern_recognizer.hpp"
#include "fwq/analysis/technical_analyzer.hpp"
#include "fwq/coordinators/stock.hpp"
#include "fwq/core/performance_monitor.hpp"
#include "fwq/core/result.hpp"

namespace fwq::coordinators {

struct FoundPattern {
  analysis::PatternHit hit;  // Bars are indices into Stock::adjusted.bars.
  analysis::Explanation explanation;
};

// How many other signals of the same side, and of the other, stand at a signal's bar and the analysis::kNearBars - 1 before it.
struct NearSignals {
  std::size_t agreeing = 0, opposing = 0;
};

struct Analysis {
  Stock stock;
  analysis::Flavour flavour = analysis::Flavour::tdx;
  analysis::Trend trend;
  std::vector<analysis::IndicatorResult> indicators;  // Columns as long as stock.until_end().
  // Known within the last `recent` bars, newest first; without neutral single candles (dojis, spinning tops), which
  // find_patterns() has.
  std::vector<FoundPattern> patterns;
  std::vector<analysis::Signal>
      signals;  // Within the last `recent` bars, newest first; patterns included.
  std::vector<NearSignals>
      near;  // Of each of `signals`, counted among those of this page's indicators and patterns.
  std::vector<analysis::Level> levels;
  std::size_t recent = 0;
};

struct AnalyseOptions {
  analysis::Flavour flavour = analysis::Flavour::tdx;
  std::size_t recent = 60;                      // How many of the last bars count as news.
  core::EventBus* events = nullptr;             // Told (core::AnalysisCompleted) when it is done.
  core::PerformanceMonitor* monitor = nullptr;  // Measures "trend", "indicators" and "patterns".
  // Finds the patterns; null: one with the parameters of the table.
  const analysis::PatternRecognizer* recognizer = nullptr;
};

// Errors: those of the indicators' names (none for the built-in choice). Cost: O(bars).
Result<Analysis> analyse(Stock stock, const AnalyseOptions& options = {});

// Patterns of `types` known within the stock's range, oldest first, with their reasons.
Result<std::vector<FoundPattern>> find_patterns(
    const Stock& stock, const std::vector<std::string>& types, std::optional<double> min_confidence,
    const analysis::PatternRecognizer* recognizer = nullptr);

struct SignalQuery {
  analysis::Flavour flavour = analysis::Flavour::tdx;
  double min_strength = 0;             // In [0,1]: weaker ones are left out.
  std::optional<analysis::Side> side;  // Only this side.
  core::PerformanceMonitor* monitor =
      nullptr;  // Measures "indicators", "indicator signals" and "patterns".
  const analysis::PatternRecognizer* recognizer = nullptr;  // As in AnalyseOptions.
};

// Signals of every indicator of the flavour and of every pattern with a direction, in the stock's range, oldest first.
// What `analyse` shows of the last bars is the end of this. Cost: O(bars).
Result<std::vector<analysis::Signal>> find_signals(const Stock& stock,
                                                   const SignalQuery& query = {});

}  // namespace fwq::coordinators
