// The functions of analyse.hpp with what the program has wired.
#include "fwq/coordinators/analysis_service.hpp"

namespace fwq::coordinators {

Result<Analysis> AnalysisService::analyse(Stock stock, analysis::Flavour flavour,
                                          std::size_t recent) const {
  FWQ_TRY_ASSIGN(recognizer, recognizer_->get());
  return coordinators::analyse(std::move(stock), {.flavour = flavour,
                                                  .recent = recent,
                                                  .events = events_.get(),
                                                  .monitor = monitor_.get(),
                                                  .recognizer = recognizer.get()});
}

Result<std::vector<analysis::IndicatorResult>> AnalysisService::calculate_indicators(
    const Stock& stock, const std::vector<std::string>& names, analysis::Flavour flavour) const {
  const analysis::TechnicalAnalyzer analyzer(flavour);
  return core::measure_with(monitor_.get(), "indicators", [&] {
    return analyzer.calculate_indicators(stock.adjusted.bars, names, stock.cuts);
  });
}

Result<std::vector<FoundPattern>> AnalysisService::find_patterns(
    const Stock& stock, const std::vector<std::string>& types,
    std::optional<double> min_confidence) const {
  FWQ_TRY_ASSIGN(recognizer, recognizer_->get());
  return core::measure_with(monitor_.get(), "patterns", [&] {
    return coordinators::find_patterns(stock, types, min_confidence, recognizer.get());
  });
}

Result<std::vector<analysis::Signal>> AnalysisService::find_signals(const Stock& stock,
                                                                    SignalQuery query) const {
  FWQ_TRY_ASSIGN(recognizer, recognizer_->get());
  query.monitor = monitor_.get();
  query.recognizer = recognizer.get();
  return coordinators::find_signals(stock, query);
}

}  // namespace fwq::coordinators
