// Indicators by name, stretch by stretch, and the signals of their values.
#include "fwq/analysis/technical_analyzer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <set>

#include "machines.hpp"
#include "stretches.hpp"

namespace fwq::analysis {
namespace {

// Calls each(first, count) for every run of bars of [first, first + count) that have the numbers a rule reads: the
// indicator's columns and the close. Its values begin anew after a gap, and so must what is said about them.
template <class Each>
void for_each_whole_run(const IndicatorDef& def, const data::Bars& bars, std::size_t first,
                        std::size_t count, Each each) {
  const std::array columns{bars.open(),  bars.high(),   bars.low(),
                           bars.close(), bars.volume(), bars.amount()};
  const auto whole = [&](std::size_t i) {
    return is_number(bars.close()[i]) &&
           std::all_of(def.inputs.begin(), def.inputs.end(), [&](Field field) {
             return is_number(columns[static_cast<std::size_t>(field)][i]);
           });
  };
  std::size_t begin = first;
  for (std::size_t i = first; i < first + count; ++i) {
    if (whole(i)) continue;
    if (i > begin) each(begin, i - begin);
    begin = i + 1;
  }
  if (begin < first + count) each(begin, first + count - begin);
}

// The first bar that is past the settling, counted from the first value.
std::size_t settled_bar(const IndicatorDef& def, Params params, std::span<const double> first) {
  if (def.settling == nullptr) return 0;
  std::size_t i = 0;
  while (i < first.size() && std::isnan(first[i])) ++i;
  return i + def.settling(params);
}

}  // namespace

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
    // Every value is written below: made one by one, for a copy would be another pass over fresh memory.
    result.outputs.reserve(result.call.output_count());
    while (result.outputs.size() < result.call.output_count())
      result.outputs.emplace_back(bars.size());
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
    const IndicatorDef& def = *result.call.def;
    const auto judge = [&](std::size_t first, std::size_t count) {
      const auto values_of = [&](const core::Column& column) {
        return std::span(column).subspan(first, count);
      };
      const std::size_t settled =
          std::min(count, settled_bar(def, result.call.params, values_of(result.outputs.front())));
      first += settled;
      count -= settled;
      std::vector<std::span<const double>> values;
      for (const auto& column : result.outputs) values.push_back(values_of(column));
      const data::Bars run = bars.slice(first, count);
      const std::size_t before = signals.size();
      def.signals({run, result.call.params, values, result.call.text, signals});
      for (std::size_t i = before; i < signals.size(); ++i) signals[i].bar += first;
    };
    for_each_stretch(bars.size(), starts, [&](std::size_t first, std::size_t count) {
      for_each_whole_run(def, bars, first, count, judge);
    });
  }
  std::stable_sort(signals.begin(), signals.end(),
                   [](const Signal& a, const Signal& b) { return a.bar < b.bar; });
  return signals;
}

}  // namespace fwq::analysis
