// AnalysisService: what the program makes of a stock's bars (indicators, patterns, signals, the whole analysis), the same
// in every shell and plugin, since it holds all that the answers depend on beside the bars.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "fwq/analysis/technical_analyzer.hpp"
#include "fwq/coordinators/analyse.hpp"
#include "fwq/coordinators/current_recognizer.hpp"
#include "fwq/core/event_bus.hpp"
#include "fwq/core/performance_monitor.hpp"
#include "fwq/core/result.hpp"

namespace fwq::coordinators {

// Cost and errors are those of the functions of analyse.hpp. [any-thread]
class AnalysisService {
 public:
  // `events` is told of each analysis and `monitor` measures the stages; both may be null. Requires: a recognizer. It is asked
  // anew at each call: a version put in force counts from the next one on. Errors of the calls also: those of its get().
  AnalysisService(std::shared_ptr<core::EventBus> events,
                  std::shared_ptr<core::PerformanceMonitor> monitor,
                  std::shared_ptr<const CurrentRecognizer> recognizer)
      : events_(std::move(events)),
        monitor_(std::move(monitor)),
        recognizer_(std::move(recognizer)) {}

  // Everything of the last `recent` bars.
  Result<Analysis> analyse(Stock stock, analysis::Flavour flavour, std::size_t recent = 60) const;
  // Over the stock's whole history: it reaches beyond its range, for windows to warm up. Errors: as parse_indicator.
  Result<std::vector<analysis::IndicatorResult>> calculate_indicators(
      const Stock& stock, const std::vector<std::string>& names, analysis::Flavour flavour) const;
  Result<std::vector<FoundPattern>> find_patterns(
      const Stock& stock, const std::vector<std::string>& types = {},
      std::optional<double> min_confidence = std::nullopt) const;
  // The query's own monitor and recognizer do not count.
  Result<std::vector<analysis::Signal>> find_signals(const Stock& stock, SignalQuery query) const;

 private:
  std::shared_ptr<core::EventBus> events_;
  std::shared_ptr<core::PerformanceMonitor> monitor_;
  std::shared_ptr<const CurrentRecognizer> recognizer_;
};

}  // namespace fwq::coordinators
