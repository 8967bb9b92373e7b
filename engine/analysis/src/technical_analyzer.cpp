// Indicators by name, stretch by stretch, and the signals of their values.
#include "fwq/analysis/technical_analyzer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <set>

#include "stretches.hpp"

namespace fwq::analysis {

std::string IndicatorResult::column(std::size_t output) const {
  return fmt::format("{}.{}", call.text, call.def->outputs[output].name);
}

Result<std::vector<IndicatorResult>> TechnicalAnalyzer::calculate_indicators(
    const data::Bars& bars, const std::vector<std::string>& names,
    std::span<const std::size_t> cuts) const {
  std::vector<IndicatorResult> results;
  for (const std::string& name : names) {
    FWQ_TRY_ASSIGN(call, parse_indicator(name, flavour_));
    results.push_back({std::move(call), {}, stretch_starts(bars.size(), cuts)});
  }
  std::vector<std::span<double>> out;
  for (IndicatorResult& result : results) {
    result.outputs.assign(result.call.output_count(), std::vector<double>(bars.size()));
    for_each_stretch(bars.size(), result.starts, [&](std::size_t first, std::size_t count) {
      out.clear();
      for (auto& column : result.outputs) out.push_back(std::span(column).subspan(first, count));
      const data::Bars stretch = bars.slice(first, count);
      run_indicator(result.call, stretch, out);
    });
  }
  return results;
}

std::vector<std::string> TechnicalAnalyzer::get_available_indicators() const {
  std::set<std::string> names;
  for (const IndicatorDef* def : available_indicators()) names.emplace(def->name);
  return {names.begin(), names.end()};
}

std::vector<Signal> TechnicalAnalyzer::generate_signals(
    const data::Bars& bars, const std::vector<IndicatorResult>& indicators) const {
  std::vector<Signal> signals;
  for (const IndicatorResult& result : indicators) {
    // Custom speaks of an indicator of its own columns (an RSI of closes), not of whatever else it may read.
    if (result.call.def->signals == nullptr || !result.call.reads.empty()) continue;
    assert(result.outputs.empty() || result.outputs.front().size() == bars.size());
    const std::vector<std::size_t> starts =
        result.starts.empty() ? stretch_starts(bars.size(), {}) : result.starts;
    for_each_stretch(bars.size(), starts, [&](std::size_t first, std::size_t count) {
      std::vector<std::span<const double>> values;
      for (const auto& column : result.outputs)
        values.push_back(std::span(column).subspan(first, count));
      const data::Bars stretch = bars.slice(first, count);
      const std::size_t before = signals.size();
      result.call.def->signals({stretch, result.call.params, values, result.call.text, signals});
      for (std::size_t i = before; i < signals.size(); ++i) signals[i].bar += first;
    });
  }
  std::stable_sort(signals.begin(), signals.end(),
                   [](const Signal& a, const Signal& b) { return a.bar < b.bar; });
  return signals;
}

}  // namespace fwq::analysis
